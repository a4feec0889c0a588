"""The judge of two figures, over pairs of invented sentences that the real reader reads: traps, and pairs that are fair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from govkg import assemble, concepts, ids, questions, rdf, release, resources, store, vocab
from govkg.analysis.comparable import AXIS, REFUSED, TOLD, axis, beside, key, label, sum_of, verdict
from govkg.analysis.comparable.judge import conversion
from govkg.analysis.model import FIGURES, Outcome
from govkg.analysis.reader import Reader
from govkg.graph import Graph
from govkg.sources import Source
from govkg.statements import Observation
from govkg.store import View

ROWS = list(vocab.rows(Path(__file__).parent / "traps.tsv"))
CODES = {"安陵省": "420000", "云江市": "429100", "临渚市": "429200", "东岭区": "429102"}
Row = Mapping[str, str]


def source(place: str, covers: str, said: str, number: int) -> Source:
    """A report of a government that says one sentence."""
    text = f"{place}{covers}年政府工作报告\n\n一、工作回顾\n\n{said}\n"
    return Source(id=f"s{number}", text=text, sha256="0" * 64, title=f"{place}{covers}年政府工作报告", body=f"{place}人民政府", place=place,
                  code=CODES[place], covers=covers, plans=str(int(covers) + 1))  # fmt: skip


@cache
def graph() -> tuple[View, dict[tuple[str, str, str, str], str]]:
    """All sentences read into one graph, and the statement of each figure."""
    sentences = sorted({(r[f"place_{n}"], r[f"covers_{n}"], r[f"text_{n}"]) for r in ROWS for n in "ab"})
    quads, found = [], {}
    for number, (place, covers, said) in enumerate(sentences):
        one = source(place, covers, said, number)
        statements = assemble.read(one)
        quads += rdf.quads(one, statements, concepts.unit_iris())
        for s in reversed(statements):
            if isinstance(s, Observation):
                found[place, covers, said, s.evidence.exact] = ids.statement(s.id)
    return store.memory([*quads, *release.vocabulary()]), found


@cache
def every() -> dict[str, Outcome]:
    """All figures of the graph by their IRI, whichever row they are of."""
    opened, _ = graph()
    read = Reader(opened)
    iris = read.subjects("reported", report=read.reports(), **{"class": [ids.ONTOLOGY + k for k in FIGURES]})
    read.describe(iris)
    return {i: read.outcome(i) for i in iris}


def figures(row: Row) -> list[Outcome]:
    """The two figures of a row, as the graph has them."""
    opened, found = graph()
    read = Reader(opened)
    iris = [found[row[f"place_{n}"], row[f"covers_{n}"], row[f"text_{n}"], row[f"figure_{n}"]] for n in "ab"]
    read.describe(iris)
    return [read.outcome(i) for i in iris]


def named(row: Row) -> str:
    return f"{row['text_a']}/{row['text_b']}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_pair_is_judged_for_the_reasons_that_a_reader_would_give(row: Row) -> None:
    a, b = figures(row)
    made = verdict(a, b)
    assert (made.standing, " ".join(made.reasons)) == (row["verdict"], row["reasons"]), f"{a}\n{b}"


def test_there_are_traps_enough_of_every_kind_and_pairs_that_are_fair() -> None:
    traps = [r for r in ROWS if r["set"] == "trap"]
    assert len(traps) >= 50
    assert sum(r["set"] == "fair" for r in ROWS) >= 15
    told = {code for r in ROWS for code in r["reasons"].split()}
    assert {
        "unit",
        "base",
        "figure",
        "change",
        "flow",
        "prices",
        "redefined",
        "scope",
        "part",
        "period",
        "ranking",
        "metric",
    } <= told
    assert {"converted", "role", "bounded", "undecided", "rounding", "running", "name", "subject"} <= told


def test_the_judge_says_the_same_whichever_comes_first() -> None:
    for a, b in combinations(every().values(), 2):
        one, other = verdict(a, b), verdict(b, a)
        assert (one.standing, one.reasons) == (other.standing, other.reasons)


def test_what_shares_an_axis_or_a_key_is_never_refused_for_what_these_ask() -> None:
    for a, b in combinations(every().values(), 2):
        refused = verdict(a, b).refused
        if axis(a) == axis(b):
            assert not {*refused} & {*AXIS}
        if key(a) == key(b):
            assert {*refused} <= {"metric", "part", "redefined"}  # of other places, or said to be counted otherwise


@pytest.mark.parametrize(
    "code", [*REFUSED, *TOLD, "few", "notAdditive", "overlap", "mixed", "comparable", "conditions", "no"]
)
def test_every_reason_is_a_concept_with_words_in_both_languages(code: str) -> None:
    assert all(label(code))
    assert label(code)[0] != label(code)[1]


# -- the questions that set two figures in one row ---------------------------------------------------------------------
def test_year_on_year_subtracts_only_what_the_judge_lets_and_says_what_it_says() -> None:
    rows = Graph(graph()[0]).ask("year-on-year").rows
    assert len(rows) >= 10
    for row in rows:
        made = verdict(every()[str(row["statement"])], every()[str(row["statement2"])])
        assert str(row["verdictId"]) == made.iri, row
        assert (row["condition"] or "") == "; ".join(zh for zh, _ in made.why)


def test_no_pair_that_the_judge_refuses_is_called_a_contradiction() -> None:
    rows = Graph(graph()[0]).ask("contradictions").rows
    assert rows
    for row in rows:
        a, b = every()[str(row["statement"])], every()[str(row["statement2"])]
        assert verdict(a, b).standing != "no", (a, b)
        assert "rounding" not in verdict(a, b).reasons


def test_a_question_that_joins_two_figures_says_how_far_they_may_be_compared() -> None:
    joined = {q.name for q in questions.all() if {"figure", "statement2"} <= set(q.columns)}
    told = {q.name for q in questions.all() if "verdict" in q.columns}
    assert joined - told == {"contradictions"}  # only what the judge lets is in it: see above
    assert "year-on-year" in told


def test_no_question_adds_figures_up_or_takes_their_mean() -> None:
    folder = resources.path("queries")
    texts = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.suffix in (".rq", ".sql")}
    assert len(texts) > 40
    assert [name for name, text in texts.items() if re.search(r"\b(?:sum|avg)\s*\(", text, re.IGNORECASE)] == []


# -- like beside like --------------------------------------------------------------------------------------------------
DAYS = Outcome(
    iri="a", kind="Result", passage="", rule="", words="审批时限", value="3", unit="天", start="2021", end="2021"
)
CASES = replace(DAYS, words="办件量", value="190000", unit="件", flow="inPeriod", about="x/place/a", area="429100")


def test_what_is_nearest_stands_beside_each_other_and_the_unlike_is_refused() -> None:
    a = [DAYS, replace(DAYS, iri="b", unit="个工作日")]
    b = [replace(DAYS, iri="c", unit="小时"), replace(DAYS, iri="d", unit="个工作日")]
    found = [([o.iri for o in r.a], [o.iri for o in r.b], r.apart, r.told) for r in beside(a, b, lambda o: o)]
    assert found == [(["b"], ["d"], (), ()), (["a"], ["c"], (), ("converted",))]


def test_a_conversion_is_shown() -> None:
    made = verdict(replace(DAYS, unit="公顷"), replace(DAYS, unit="亩"))
    assert (made.told, made.times) == (("converted",), Fraction(15))


# -- sums --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"area": "429102"}, "part"),  # a district of the city
        ({"subset_of": "a", "area": "429200"}, "part"),
        ({}, "overlap"),  # the same twice
        ({"start": "2021-01", "end": "2021-06"}, "overlap"),
        ({"flow": "cumulative", "area": "429200"}, "flow"),
        ({"unit": "%", "area": "429200"}, "unit notAdditive"),
        ({"figure": "change", "area": "429200"}, "figure"),
        ({"figure": "rank", "unit": "名", "area": "429200"}, "unit figure"),
        ({"scope": "市本级", "area": "429200"}, "scope"),
        ({"kind": "Target", "area": "429200"}, "role"),
        ({"words": "受理量", "area": "429200"}, "metric"),
        ({"status": "rejected", "area": "429200"}, "rejected"),
        ({"scope": "口径调整", "area": "429200"}, "redefined"),
    ],
)
def test_what_may_not_be_added_is_refused(changes: dict[str, str], reasons: str) -> None:
    made = sum_of([CASES, replace(CASES, iri="b", **changes)])
    assert (made.value, " ".join(made.reasons)) == (None, reasons)


def test_running_totals_of_two_years_are_never_added() -> None:
    one = replace(CASES, flow="cumulative")
    assert sum_of([one, replace(one, iri="b", start="2022", end="2022")]).reasons == ("running",)


def test_shares_means_and_time_limits_do_not_add_up() -> None:
    for unit, flow in (("%", ""), ("天", ""), ("分", ""), ("件", "average")):
        one = replace(CASES, unit=unit, flow=flow)
        assert sum_of([one, replace(one, iri="b", area="429200")]).reasons == ("notAdditive",)


def test_figures_of_two_places_in_two_years_are_no_sum() -> None:
    later = replace(CASES, iri="b", area="429200", about="other", start="2022", end="2022")
    assert sum_of([CASES, later]).reasons == ("period",)
    assert sum_of([CASES, replace(later, start=CASES.start, end=CASES.end)]).reasons == ()


@pytest.mark.parametrize("turned", [False, True])
def test_a_conversion_is_written_in_the_way_that_is_exact(turned: bool) -> None:
    land = replace(CASES, words="绿地", surface="100亩", value="100", unit="亩")
    other = replace(land, iri="b", surface="30公顷", value="30", unit="公顷")
    assert conversion(*((other, land) if turned else (land, other))) == "30公顷 = 450亩"


def test_one_figure_is_no_sum() -> None:
    assert sum_of([CASES]).reasons == ("few",)


@pytest.mark.parametrize(
    ("one", "other", "bound", "reasons"),
    [
        ("exact", "exact", "exact", ()),
        ("above", "exact", "above", ()),
        ("below", "below", "below", ()),
        ("about", "exact", "about", ()),
        ("above", "below", "exact", ("mixed",)),
        ("about", "above", "exact", ("mixed",)),
    ],
)
def test_a_sum_of_bounds_is_a_bound(one: str, other: str, bound: str, reasons: tuple[str, ...]) -> None:
    made = sum_of([replace(CASES, bound=one), replace(CASES, iri="b", value="10000", bound=other, area="429200")])
    assert (made.bound, made.reasons) == (bound, reasons)
    assert made.value == (None if reasons else Decimal(200000))


def test_a_sum_counts_in_the_first_unit_and_a_range_stays_one() -> None:
    land = replace(CASES, unit="亩", value="15")
    assert sum_of([land, replace(land, iri="b", unit="公顷", value="1", area="429200")]).value == Decimal(30)
    made = sum_of([land, replace(land, iri="b", value="", low="5", high="8", area="429200")])
    assert (made.value, made.low, made.high) == (None, Decimal(20), Decimal(23))
