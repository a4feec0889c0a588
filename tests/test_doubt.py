"""The queue of review: why a statement is doubted, in which order, and what people's decisions do to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from govkg import deciding, doubt, pipeline, statements, vocab
from govkg.library import Library
from govkg.statements import Statement

CITIES, SOURCE = Path(__file__).parent / "queries" / "two-cities" / "sources", "yunlan-2022"
ON = "2026-11-28"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("doubt")
    shutil.copytree(CITIES / SOURCE, root / "sources" / SOURCE)
    pipeline.build(Library(root, root))
    return root


@pytest.fixture
def library(built: Path) -> Library:
    shutil.rmtree(built / "curated", ignore_errors=True)
    return Library(built, built)


def said(library: Library, wanted: Callable[[Statement], bool]) -> Statement:
    return next(s for s in statements.load(library.statements(SOURCE)) if wanted(s))


def test_the_order_is_the_same_every_time_and_by_score(library: Library) -> None:
    found = doubt.queue(library)
    assert found == doubt.queue(library)
    keys = [(-d.score, d.source, d.statement.evidence.start, d.statement.id) for d in found]
    assert keys == sorted(keys)
    assert all(d.score == sum(r.weight for r in d.reasons) > 0 for d in found)
    assert {d.statement.type for d in found}.isdisjoint(doubt.LEFT)


def test_what_is_settled_leaves_the_queue_what_is_disputed_leads_it(library: Library) -> None:
    first, second, third = (d.statement.id for d in doubt.queue(library)[:3])
    deciding.accept(library, first, "li", "seen", ON)
    deciding.accept(library, second, "li", "seen", ON)
    deciding.reject(library, second, "wu", "misread", ON)
    deciding.unsure(library, third, "li", "cannot tell", ON)
    found = doubt.queue(library)
    assert first not in {d.statement.id for d in found}
    assert found[0].statement.id == second
    assert found[0].reasons[0].code == "disputed"
    assert "unsure" in next([r.code for r in d.reasons] for d in found if d.statement.id == third)
    assert dict(found[0].reasons[0].values)["by"] == "li、wu"


def test_a_rule_that_was_wrong_is_doubted_wherever_it_read(library: Library) -> None:
    of_rule = [s for s in statements.load(library.statements(SOURCE)) if s.rule == "before+figure.unit"]
    assert len(of_rule) > doubt.ENOUGH
    for s in of_rule[: doubt.ENOUGH]:
        deciding.reject(library, s.id, "li", "misread", ON)
    last = next(d for d in doubt.queue(library) if d.statement.id == of_rule[-1].id)
    reason = next(r for r in last.reasons if r.code == "precision")
    assert (dict(reason.values)["right"], dict(reason.values)["n"]) == ("0", str(doubt.ENOUGH))
    assert reason.weight > 20
    assert "0 of 3 right" in doubt.said(reason, "en")


def test_an_attribution_of_a_corrected_outcome_is_doubted(library: Library) -> None:
    tie = said(library, lambda s: s.type == "attribution" and s.rule.startswith("subject"))
    deciding.reject(library, getattr(tie, "outcome", ""), "li", "misread", ON)
    found = next(d for d in doubt.queue(library) if d.statement.id == tie.id)
    assert "outcome" in {r.code for r in found.reasons}


def test_one_statement_is_told_with_what_else_might_have_been_read(library: Library) -> None:
    figure = said(library, lambda s: s.type == "observation" and s.evidence.exact == "3.2天")
    told = doubt.of(library, figure)
    assert told.sentence[figure.evidence.start - figure.evidence.sentence_start :].startswith("3.2天")
    assert told.alternatives and all(not o.won for o in told.alternatives)


def test_every_reason_has_a_weight_words_in_both_languages_and_code_that_gives_it() -> None:
    code = Path(doubt.__file__).read_text(encoding="utf-8")
    for row in vocab.table("doubts"):
        assert int(row["weight"]) > 0
        assert row["zh"] and row["en"]
        assert row["rules"] or f'"{row["id"]}"' in code, row["id"]
        blanks = [
            {
                f
                for f in ("by", "other", "why", "rule", "right", "n", "metric", "word", "name", "count")
                if "{" + f + "}" in row[lang]
            }
            for lang in ("zh", "en")
        ]
        assert blanks[0] == blanks[1]
