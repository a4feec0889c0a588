"""Damage made on purpose is repaired by the undamaged text: which statement is which is known, and nothing else may be said."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.conftest import SOAK
from tests.repair.damaging import Damaged

from govkg import assemble, resources
from govkg.repair.aligned import Alignment
from govkg.repair.paired import LOOSE, TIES, Pair, pairs
from govkg.sources import Source
from govkg.statements import Evidence, Observation, Statement

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))
TEXTS = {"wuhan": resources.path("graph/sources/wuhan-2021/text.txt"), **{p.stem: p for p in GOLDEN}}
NAMES = list(TEXTS) if SOAK else ["wuhan", *sorted(TEXTS)[:4]]


def read(text: str) -> list[Statement]:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return assemble.read(
        Source(id="s", text=text, sha256=sha256, body="云江市数据局", place="云江市", covers="2021", plans="2022")
    )


@pytest.fixture(scope="module", params=[(name, seed) for name in NAMES for seed in range(5 if SOAK else 2)], ids=str)
def repaired(request: pytest.FixtureRequest) -> tuple[Damaged, list[Statement], list[Statement], list[Pair]]:
    name, seed = request.param
    good = TEXTS[name].read_text(encoding="utf-8")
    bad = Damaged(good, seed)
    old, new = read(bad.text), read(good)
    return bad, old, new, pairs(old, new, Alignment(bad.text, good))


def test_no_statement_takes_the_id_of_another(
    repaired: tuple[Damaged, list[Statement], list[Statement], list[Pair]],
) -> None:
    bad, _, _, found = repaired
    held = [p for p in found if p.old and p.new and p.old.type not in (*TIES, "entity")]
    for p in held:
        assert p.old and p.new
        there = bad.origin(p.old.evidence.start, p.old.evidence.end)
        assert there and there[0] < p.new.evidence.end and there[1] > p.new.evidence.start, p
        assert p.old.type == p.new.type
        if isinstance(p.old, Observation) and isinstance(p.new, Observation):
            assert p.old.index == p.new.index
    assert len(held) > 3


def test_nearly_all_that_is_read_from_both_is_paired(
    repaired: tuple[Damaged, list[Statement], list[Statement], list[Pair]],
) -> None:
    bad, old, new, found = repaired
    spots = {(s.type, s.evidence.start, s.evidence.end, getattr(s, "index", 0)) for s in new}
    there = [
        s for s in old
        if s.type == "observation"
        and (at := bad.origin(s.evidence.start, s.evidence.end)) and (s.type, *at, getattr(s, "index", 0)) in spots
    ]  # fmt: skip
    held = {p.old.id for p in found if p.old and p.new}
    assert sum(s.id in held for s in there) >= 0.97 * len(there)


def test_every_statement_is_told_once(repaired: tuple[Damaged, list[Statement], list[Statement], list[Pair]]) -> None:
    _, old, new, found = repaired
    assert sorted(p.old.id for p in found if p.old) == sorted(s.id for s in old if s.type not in LOOSE)
    assert sorted(p.new.id for p in found if p.new) == sorted(s.id for s in new if s.type not in LOOSE)


def test_a_figure_that_the_copyist_got_wrong_is_changed_not_lost() -> None:
    good = "2021年，全市受理办件19万余件，同比增长6.5%。全年召开会议12次，印发文件30件。"
    bad = good.replace("19万", "16万")
    (one,) = [p for p in pairs(read(bad), read(good), Alignment(bad, good)) if p.state == "changed"]
    assert one.old and one.new and ("value", "160000", "190000") in one.changes


def figure(end: int, id_: str) -> Observation:
    words = "受理办件19万余件次"[4:end]
    e = Evidence("s", 4, end, words, "受理办件", "", 0, end)
    return Observation(evidence=e, rule="r", about="Unit/x", metric_as_written="办件", value="190000", id=id_)


def test_two_that_fit_alike_are_unsure() -> None:
    text = "受理办件19万余件次"
    found = pairs([figure(9, "old")], [figure(8, "one"), figure(10, "two")], Alignment(text, text))
    assert [(p.state, (p.old or p.new or figure(9, "")).id) for p in found] == [
        ("new", "one"),
        ("new", "two"),
        ("unsure", "old"),
    ]
