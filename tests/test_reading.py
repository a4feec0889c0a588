"""The reading as a whole, held against texts whose every figure, name and link was marked by hand."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from govkg import annotations as marks
from govkg import assemble, vocab
from govkg.statements import Entity, Finding, Observation, Statement

GOLDEN = Path(__file__).parent / "golden"
FURTHER = Path(__file__).parent / "further"
SEED = Path(__file__).parents[2] / "shared" / "gold" / "seed"
needs_seed = pytest.mark.skipif(not SEED.is_dir(), reason="the annotated Wuhan text (../shared/gold/seed) is not here")


@dataclass
class Report:
    """What the reader needs of a source."""

    id: str
    text: str
    body: str
    place: str
    covers: str
    plans: str
    code: str = ""


def reports(folder: Path) -> Iterator[Report]:
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        text = (folder / f"{d['id']}.txt").read_text(encoding="utf-8")
        yield Report(d["id"], text, d["body"], d["place"], d["covers"], d["plans"] or "")


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLDEN / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(folder: Path, out: Path) -> None:
    for report in reports(folder):
        rows = marks.annotate(assemble.read(report), report)
        marks.write(rows, out, report.id)


SEED_FLOORS = {
    ("quantity", "f1"): 0.98,
    ("quantity_fully_read", "f1"): 0.90,
    ("period",): 0.95,
    ("grounded",): 1.0,
    ("entity", "f1"): 0.92,
    ("link", "f1"): 0.85,
    ("links", "produced", "f1"): 0.85,
    ("links", "partOf", "f1"): 0.80,
    ("links", "cooperates", "f1"): 0.80,
    ("basis",): 0.90,
    ("milestone", "f1"): 0.85,
}


def value(result: dict[str, object], path: tuple[str, ...]) -> float:
    found: object = result
    for step in path:
        assert isinstance(found, dict)
        found = found[step]
    assert isinstance(found, float | int)
    return float(found)


@needs_seed
def test_the_wuhan_report_is_read_as_a_careful_person_reads_it(score: ModuleType, tmp_path: Path) -> None:
    predict(SEED, tmp_path)
    result, errors = score.score(SEED, tmp_path)
    low = {"/".join(p): value(result, p) for p, floor in SEED_FLOORS.items() if value(result, p) < floor}
    assert not low, errors


@needs_seed
def test_the_reading_does_not_live_on_words_of_this_one_document(score: ModuleType, tmp_path: Path) -> None:
    predict(SEED, tmp_path / "with")
    with vocab.without("wuhan-2021"):
        predict(SEED, tmp_path / "without")
    full, less = (score.score(SEED, tmp_path / d)[0] for d in ("with", "without"))
    fallen = {"/".join(p): value(full, p) - value(less, p) for p in SEED_FLOORS}
    assert max(fallen.values()) <= 0.10, fallen


@pytest.mark.parametrize("folder", [GOLDEN, FURTHER], ids=lambda p: p.name)
def test_the_annotated_texts_are_read_no_worse_than_before(score: ModuleType, tmp_path: Path, folder: Path) -> None:
    predict(folder, tmp_path)
    result, errors = score.score(folder, tmp_path)
    floors = json.loads((folder / "floors.json").read_text(encoding="utf-8"))
    low = {
        k: value(result, tuple(k.split("/")))
        for k, floor in floors.items()
        if value(result, tuple(k.split("/"))) < floor
    }
    assert not low, errors[:40]


@pytest.fixture(scope="module")
def golden_statements() -> dict[str, tuple[Report, list[Statement]]]:
    return {r.id: (r, assemble.read(r)) for r in reports(GOLDEN)}


def test_every_statement_stands_on_its_exact_words(
    golden_statements: dict[str, tuple[Report, list[Statement]]],
) -> None:
    for report, statements in golden_statements.values():
        for s in statements:
            e = s.evidence
            assert report.text[e.start : e.end] == e.exact
            assert report.text[: e.start].endswith(e.prefix) and report.text[e.end :].startswith(e.suffix)
            assert s.id == s.anchor()


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("市公共资源交易中心共有项目6个进场交易，成交金额达324亿元。", "Unit/市公共资源交易中心"),
        ("市公共资源交易中心共有项目6个进场交易；成交金额达324亿元。", "Unit/清江市政务局"),
        ("市公共资源交易中心共有项目6个进场交易，全市成交金额达324亿元。", "Place/清江市"),
    ],
)
def test_a_unit_that_opens_a_clause_holds_to_the_semicolon(text: str, about: str) -> None:
    made = assemble.read(
        Report("t", f"清江市政务局总结\n清江市政务局工作。\n{text}", "清江市政务局", "清江市", "2021", "2022")
    )
    assert [s.about for s in made if isinstance(s, Observation) and s.unit == "元"] == [about]


def test_no_two_statements_share_an_anchor(golden_statements: dict[str, tuple[Report, list[Statement]]]) -> None:
    for _, statements in golden_statements.values():
        ids = [s.id for s in statements]
        assert len(ids) == len(set(ids))


def test_statements_refer_to_things_that_are_there(
    golden_statements: dict[str, tuple[Report, list[Statement]]],
) -> None:
    for _, statements in golden_statements.values():
        known = {s.key for s in statements if isinstance(s, Entity)}
        for s in statements:
            if isinstance(s, Observation):
                assert s.about in known


def test_every_sentence_is_accounted_for(golden_statements: dict[str, tuple[Report, list[Statement]]]) -> None:
    from govkg import coverage

    for report, statements in golden_statements.values():
        total = coverage.table(report, statements)[-1]
        assert total.accounted, report.id
        assert total.stated > 0


def test_findings_name_the_digits_they_missed(golden_statements: dict[str, tuple[Report, list[Statement]]]) -> None:
    findings = [s for _, ss in golden_statements.values() for s in ss if isinstance(s, Finding)]
    assert all(f.message for f in findings)
