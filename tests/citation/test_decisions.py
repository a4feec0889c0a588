"""Of an answer that changed, what people decided of the statements in it is told, and of those that were rejected and left it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.citation import factory

from govkg.citation import bibtex, building, kept, origin, rechecking, references
from govkg.cli import main
from govkg.statements import Observation, Statement

SHARE, COUNT = (
    "06d789e5f2f9cc80",
    "cbd0797739e8ea86",
)  # a figure of the reform, and the attribution of another one to it


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph after three decisions: of the reform one correction and one rejection, and one on another platform."""

    def decided(s: Statement) -> Statement:
        if s.id == SHARE and isinstance(s, Observation):
            return replace(s, value="39.17", status="accepted")
        return replace(s, status="rejected") if s.id in (COUNT, elsewhere) else s

    other = (s for s in factory.said() if s.type == "attribution" and getattr(s, "initiative", "") == "Platform/武汉云")
    elsewhere = next(other).id
    more = [
        *factory.review(SHARE, "corrected", "value=39.16", on="2026-11-21", number="1"),
        *factory.review(COUNT, "rejected", on="2026-11-20", number="2"),
        *factory.review(elsewhere, "rejected", on="2026-11-19", number="3"),
    ]
    return factory.write(tmp_path_factory.mktemp("decided") / "now.trig", decided, more)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper that cites an answer in each way that it can be asked: of one reform, and of all."""
    then = factory.here()
    cited = [
        building.question(then, "outcomes-of-reform", {"reform": "一事联办"}),
        building.question(then, "reforms-and-outcomes", {}),
    ]
    file = tmp_path_factory.mktemp("paper") / "a.bib"
    file.write_text("\n".join(bibtex.write(references.of(c)) for c in cited), encoding="utf-8")
    return file


def test_what_was_corrected_in_an_answer_and_what_was_rejected_out_of_it(now: Path, paper: Path) -> None:
    here = origin.at(now)
    of_one, of_all = (rechecking.check(here, one) for one in kept.read(paper))
    assert (of_one.state, of_all.state) == ("changed", "changed")
    told = [(r.statement, r.decision.decision, r.decision.on, r.decision.by) for r in of_one.rulings]
    assert told == [(COUNT, "rejected", "2026-11-20", "李雷"), (SHARE, "corrected", "2026-11-21", "李雷")]
    assert [r.quote for r in of_one.rulings] == ["统筹定标发文105项", "39.16%"]
    assert of_one.rulings[1].decision.fields == (("value", "39.16"),)
    assert len(of_all.rulings) == 3  # that of the other platform too


def test_nothing_is_told_of_what_did_not_change(paper: Path) -> None:
    here = factory.here()
    assert [rechecking.check(here, one).rulings for one in kept.read(paper)] == [(), ()]


def test_the_commands_name_them(now: Path, paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "recheck", str(paper), "--graph", str(now)]) == 1
    said = capsys.readouterr().out
    assert f"2026-11-21 李雷 更正 {SHARE} 39.16% (原文另有一处)" in said
    assert f"2026-11-20 李雷 驳回 {COUNT} 统筹定标发文105项" in said
    one = str(kept.read(paper)[0].id)
    assert main(["--lang", "en", "resolve", one, "--graph", str(now)]) == 1
    assert f"corrected {SHARE}" in capsys.readouterr().out
    assert main(["resolve", one, "--graph", str(now), "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert [r["statement"] for r in found["rulings"]] == [COUNT, SHARE]
