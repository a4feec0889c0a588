"""How figures are compared: a target with its result, two figures that should be one. Bounds and rounding are respected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from govkg import rdf, release, store
from govkg import statements as st
from govkg.graph import Graph
from govkg.sources import Source

LESS, OPEN = "processingTime", "batches"  # less is better; neither is
ABOVE, BELOW, ABOUT = ({"bound": b} for b in ("above", "below", "about"))
UP, DOWN = ({"kind": "change", "change_type": "relative", "direction": d} for d in ("up", "down"))
Said = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def vocabulary() -> list[ox.Quad]:
    """What these questions look up: short lists, and the metrics used here."""
    kept = ("bound", "direction", "verdict", *(f"metric/{m}>" for m in ("casesHandled", "trips", LESS, OPEN)))
    return [q for q in release.vocabulary() if any(f"/vocab/{k}" in str(q.subject) for k in kept)]


def report(year: int, figures: list[tuple[str, str, Said]], metric: str) -> list[ox.Quad]:
    """A report on a year with figures (role, words, value and fields), each in a sentence of its own."""
    return rdf.quads(*told(year, figures, metric))


def told(year: int, figures: list[tuple[str, str, Said]], metric: str, place: str = "甲市", code: str = "420199",
         unread: str = "") -> tuple[Source, list[st.Statement]]:  # fmt: skip
    """The report and its statements; a figure's sentence may open otherwise (``opens``), a sentence may not be read (``unread``)."""
    opened = [of.get("opens", "") for _, _, (_, of) in figures]
    said = "".join(f"{first}指标{words}。" for first, (_, words, _) in zip(opened, figures, strict=True))
    text = f"{place}。一事联办。{said}{unread}"
    source = Source(id=f"{code}-{year}", text=text, sha256="0" * 64, title=f"{year}年总结", body=f"{place}数据局", place=place,
                    code=code, covers=str(year), plans=str(year + 1))  # fmt: skip

    def evidence(words: str, start: int) -> st.Evidence:
        first, last = text.rfind("。", 0, start) + 1, text.index("。", start) + 1
        return st.Evidence(
            source.id, start, start + len(words), words, text[max(0, start - 8) : start], "", first, last
        )

    made: list[st.Statement] = [
        st.Entity(evidence=evidence(place, 0), rule="test", kind="Place", name=place, code=code),
        st.Entity(
            evidence=evidence("一事联办", len(place) + 1), rule="test", kind="Reform", name="一事联办", domain="policy"
        ),
    ]
    at = 0
    for role, words, (value, fields) in figures:
        at = text.index(f"指标{words}。", at)
        of = {"start": str(year + (role == "target")), "unit": "件", "metric": metric, **fields}
        of.pop("opens", None)
        made.append(st.Observation(**{
            "evidence": evidence(words, at + 2), "rule": "test", "about": "Reform/一事联办", "metric_as_written": "指标",
            "value": value, "role": role, "end": of["start"], **of,
        }))  # fmt: skip
    if unread:
        where = evidence(unread.rstrip("。"), len(text) - len(unread))
        made.append(st.Finding(evidence=where, rule="test", code="unreadFigure", message="数字未读出"))
    return source, [replace(s, id=s.anchor()) for s in made]


# A target for 2022 in the report on 2021, and what the report on 2022 says: of casesHandled more is better.
TARGETS: list[tuple[Said, list[Said], str, str]] = [
    (("100", {}), [("100", {})], "casesHandled", "met"),
    (("100", {}), [("99", {})], "casesHandled", "missed"),
    (("100", {}), [("120", {})], "casesHandled", "met"),
    (("100", {}), [("99", {})], LESS, "met"),
    (("100", {}), [("120", {})], LESS, "missed"),
    (("100", {}), [("99", {})], OPEN, "unratable"),
    (("100", {}), [("100", {})], OPEN, "met"),
    (("100", ABOVE), [("99", {})], OPEN, "missed"),
    (("100", BELOW), [("99", {})], OPEN, "met"),
    (("100", BELOW), [("99", {})], "casesHandled", "met"),
    (("100", ABOUT), [("100", {})], "casesHandled", "met"),
    (("100", ABOUT), [("100", {})], OPEN, "met"),
    (("100", ABOUT), [("103", {})], "casesHandled", "met"),
    (("100", ABOUT), [("97", {})], "casesHandled", "unratable"),
    (("100", ABOUT), [("49", {})], "casesHandled", "missed"),
    (("100", ABOUT), [("97", {})], LESS, "met"),
    (("100", ABOUT), [("103", {})], OPEN, "unratable"),
    (("3", DOWN | ABOUT), [("3.1", DOWN)], LESS, "met"),
    (("3", DOWN | ABOUT), [("1", DOWN)], LESS, "missed"),
    (("100", {}), [("120", ABOVE)], "casesHandled", "met"),
    (("100", {}), [("90", ABOVE)], "casesHandled", "unratable"),
    (("100", {}), [("120", BELOW)], "casesHandled", "unratable"),
    (("100", {}), [("90", BELOW)], "casesHandled", "missed"),
    (("100", {}), [("120", ABOUT)], "casesHandled", "unratable"),
    (("", {"low": "100", "high": "120"}), [("105", {})], "casesHandled", "met"),
    (("", {"low": "100", "high": "120"}), [("115", {})], LESS, "met"),
    (("100", {}), [("", {"low": "100", "high": "120"})], "casesHandled", "met"),
    (("100", {}), [("", {"low": "90", "high": "120"})], "casesHandled", "unratable"),
    (("", {"low": "100", "high": "120"}), [("105", {})], OPEN, "met"),
    (("", {"low": "100", "high": "120"}), [("125", {})], OPEN, "missed"),
    (("100", {}), [("100", {"unit": "项"})], "casesHandled", "redefined"),
    (("100", {}), [("100", {"unit": ""})], "casesHandled", "unratable"),
    (("100", {"scope": "市级"}), [("120", {"scope": "市级"})], "casesHandled", "met"),
    (("100", {"scope": "市级"}), [("120", {"scope": "区级"})], "casesHandled", "redefined"),
    (("100", {}), [("120", {"scope": "区级"})], "casesHandled", "redefined"),
    (("100", {}), [("120", {"scope": "区级"}), ("90", {"scope": "市级"})], "casesHandled", "partly"),
    (("100", {}), [("120", {"scope": "项目审批"})], "casesHandled", "met"),
    (("100", {}), [("90", {"scope": "项目审批"})], "casesHandled", "missed"),
    (("100", {}), [("120", {"scope": "项目审批"}), ("90", {"scope": "热线"})], "casesHandled", "partly"),
    (("100", {"scope": "项目审批"}), [("120", {"scope": "热线"})], "casesHandled", "redefined"),
    (("100", {}), [("120", {"flow": "cumulative"})], "casesHandled", "met"),
    (("100", {"flow": "inPeriod"}), [("120", {"flow": "cumulative"})], "casesHandled", "redefined"),
    (
        ("8", UP | {"compared_with": "priorYear"}),
        [("9", UP | {"compared_with": "preReform"})],
        "casesHandled",
        "redefined",
    ),
    (("8", UP | {"compared_with": "priorYear"}), [("9", UP)], "casesHandled", "met"),
    (("100", {}), [("120", {"start": "2022-01", "end": "2022-06"})], "casesHandled", "redefined"),
    (("100", {}), [("120", {"start": "2018", "end": "2022"})], "casesHandled", "redefined"),
    (("100", {"start": "2021", "end": "2022"}), [("120", {})], "casesHandled", "met"),
    (("100", {"start": "2021", "end": "2022", "flow": "inPeriod"}), [("120", {})], "casesHandled", "redefined"),
    (
        ("100", {"start": "2021", "end": "2022", "flow": "inPeriod"}),
        [("120", {"start": "2021", "end": "2022"})],
        "casesHandled",
        "met",
    ),
    (("100", {}), [("120", {"status": "rejected"})], "casesHandled", "notReported"),
    (("100", {}), [("120", {"metric_as_written": "指标涨幅"})], "casesHandled", "met"),
    (("100", {}), [("120", {"metric_as_written": "另一指标"})], "casesHandled", "unratable"),
    (("100", {}), [("120", {}), ("110", {})], "casesHandled", "met"),
    (("100", {}), [("120", {}), ("90", {})], "casesHandled", "unratable"),
    (("8", UP), [("9", UP)], "casesHandled", "met"),
    (("8", UP), [("7", UP)], "casesHandled", "missed"),
    (("8", UP), [("9", DOWN)], "casesHandled", "missed"),
    (("8", UP | ABOVE), [("8", UP)], OPEN, "met"),
    (("20", DOWN), [("25", DOWN)], LESS, "met"),
    (("20", DOWN), [("15", DOWN)], LESS, "missed"),
    (("20", DOWN | ABOVE), [("15", DOWN | ABOVE)], OPEN, "unratable"),
    (("3", UP | BELOW), [("2", UP)], OPEN, "met"),
    (("100", {}), [("20", UP)], "casesHandled", "redefined"),
    (("100", {}), [("120", {"metric": "trips"})], "casesHandled", "notReported"),
    (("100", {}), [("120", {"start": "2021"})], "casesHandled", "notReported"),
    (("100", {"start": "2023"}), [("120", {})], "casesHandled", "noReport"),
]


@pytest.mark.parametrize(("target", "results", "metric", "wanted"), TARGETS)
def test_a_target_and_its_result(
    target: Said, results: list[Said], metric: str, wanted: str, vocabulary: list[ox.Quad]
) -> None:
    said = [("value", f"之{n}", r) for n, r in enumerate(results)]
    quads = [*report(2021, [("target", "目标", target)], metric), *report(2022, said, metric), *vocabulary]
    rows = Graph(store.memory(quads)).ask("targets-and-results").rows
    assert {str(r["verdictId"]).rpartition("/")[2] for r in rows} == {wanted}
    compared = wanted in ("met", "missed", "partly", "redefined", "unratable")
    assert len(rows) == (len(results) if compared else 1)
    assert all((r["statement2"] is not None) == compared for r in rows)
    assert all((r["sentences"] is not None) == (wanted == "notReported") for r in rows)


PAIRS: list[tuple[tuple[str, str, Any], tuple[str, str, Any], bool]] = [
    (("近8000件", "8000", BELOW), ("7980件", "7980", {}), False),
    (("近8000件", "8000", BELOW), ("8100件", "8100", {}), True),
    (("8000余件", "8000", ABOVE), ("8100件", "8100", {}), False),
    (("8000余件", "8000", ABOVE), ("7980件", "7980", {}), True),
    (("8000余件", "8000", ABOVE), ("近8000件", "8000", BELOW), False),
    (("9000余件", "9000", ABOVE), ("近8000件", "8000", BELOW), True),
    (("约8000件", "8000", ABOUT), ("3000件", "3000", {}), False),
    (("1.2万件", "12000.0", {}), ("12034件", "12034", {}), False),
    (("1.2万件", "12000.0", {}), ("12600件", "12600", {}), True),
    (("1.2万件", "12000.0", {}), ("1.3万件", "13000.0", {}), True),
    (("98.6%", "98.6", {}), ("98.7%", "98.7", {}), True),
    (("98.6%", "98.6", {}), ("99%", "99", {}), False),
    (("3件", "3", {}), ("4件", "4", {}), True),
    (("3件", "3", {}), ("3.0件", "3.0", {}), False),
    (("12,034件", "12034", {}), ("12035件", "12035", {}), True),
    (("两年", "2", {}), ("二年", "2", {}), False),
    (("两年", "2", {}), ("三年", "3", {}), True),
    (("3至5件", "", {"low": "3", "high": "5"}), ("4件", "4", {}), False),
    (("3至5件", "", {"low": "3", "high": "5"}), ("7件", "7", {}), True),
    (("增长5%", "5", UP), ("下降5%", "5", DOWN), True),
    (("增长5%", "5", UP), ("5件", "5", {}), False),
    (("7件", "7", {"scope": "市级"}), ("9件", "9", {"scope": "区级"}), False),
    (("7件", "7", {"scope": "市级"}), ("9件", "9", {"scope": "市级"}), True),
    (("7件", "7", {"flow": "cumulative"}), ("9件", "9", {"flow": "inPeriod"}), False),
    (("7件", "7", {"unit": "项"}), ("9件", "9", {}), False),
    (("7件", "7", {"start": "2020"}), ("9件", "9", {}), False),
    (("7件", "7", {"metric_as_written": "受理"}), ("9件", "9", {"metric_as_written": "办结"}), False),
]


@pytest.mark.parametrize(("one", "other", "contradict"), PAIRS)
def test_two_figures_that_should_be_one(
    one: tuple[str, str, Any], other: tuple[str, str, Any], contradict: bool, vocabulary: list[ox.Quad]
) -> None:
    for pair in ((one, other), (other, one)):
        quads = report(2021, [("value", words, (value, fields)) for words, value, fields in pair], "casesHandled")
        rows = Graph(store.memory([*quads, *vocabulary])).ask("contradictions").rows
        assert [(r["figure"], r["other"]) for r in rows] == ([(pair[0][0], pair[1][0])] if contradict else [])
    parts = [
        report(y, [("value", w, (v, {"start": "2021", **f}))], "casesHandled")
        for y, (w, v, f) in ((2021, one), (2022, other))
    ]
    rows = Graph(store.memory([*parts[0], *parts[1], *vocabulary])).ask("contradictions").rows
    assert len(rows) == contradict, "two reports may contradict one another too"


def test_what_a_district_has_does_not_contradict_its_city(vocabulary: list[ox.Quad]) -> None:
    figures: list[tuple[str, str, Said]] = [("value", "7件", ("7", {})), ("value", "9件", ("9", {}))]
    quads = [*report(2021, figures, "casesHandled"), *vocabulary]
    sentence = ox.NamedNode("https://w3id.org/govkg/ontology#sentence")

    def moved(q: ox.Quad) -> ox.Quad:
        words = q.object.value if isinstance(q.object, ox.Literal) else ""
        told = q.predicate == sentence and "9件" in words
        return ox.Quad(q.subject, q.predicate, ox.Literal(f"5.东湾区{words}"), q.graph_name) if told else q

    assert Graph(store.memory(quads)).ask("contradictions").rows
    assert not Graph(store.memory([moved(q) for q in quads])).ask("contradictions").rows


def test_a_target_and_a_result_never_contradict(vocabulary: list[ox.Quad]) -> None:
    figures: list[tuple[str, str, Said]] = [("value", "7件", ("7", {})), ("target", "9件", ("9", {"start": "2021"}))]
    assert not Graph(store.memory([*report(2021, figures, "casesHandled"), *vocabulary])).ask("contradictions").rows
