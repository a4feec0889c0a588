"""Last year's value from this year's and the change: only where it is said, and with an interval that holds the truth."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from govkg import derived, ids, rdf
from govkg.statements import Evidence, Observation


def figure(words: str, value: str, ahead: str = "", **fields: Any) -> Observation:
    """A figure of one sentence; its id is its words."""
    evidence = Evidence("s", 0, len(words), words, ahead, "", 0, 99)
    common = {"about": "Reform/一事联办", "metric_as_written": "办理时限", "start": "2021", "end": "2021"}
    return Observation(**{"evidence": evidence, "rule": "r", "id": words, "value": value, **common, **fields})


def level(words: str, value: str, **fields: Any) -> Observation:
    return figure(words, value, **{"unit": "天", **fields})


def change(words: str, value: str, direction: str = "down", **fields: Any) -> Observation:
    usual = {
        "unit": "%",
        "kind": "change",
        "change_type": "relative",
        "compared_with": "priorYear",
        "direction": direction,
    }
    return figure(words, value, **{**usual, **fields})


def interval(*figures: Observation) -> tuple[str, str, str] | None:
    found = derived.baselines(figures)
    assert len(found) < 2
    return (str(found[0].low), str(found[0].value), str(found[0].high)) if found else None


def test_a_fall_by_a_share() -> None:
    (made,) = derived.baselines([level("2.46天", "2.46"), change("18.54%", "18.54")])
    assert (made.year, made.level, made.change) == (2020, "2.46天", "18.54%")
    assert (made.low, made.value, made.high) == (Decimal("3.0135"), Decimal("3.0199"), Decimal("3.0263"))
    assert made.low is not None
    assert Fraction(made.low) <= Fraction("2.455") / (1 - Fraction("0.18535")) < Fraction(made.low) + Fraction(1, 10000)


@pytest.mark.parametrize(
    ("of", "by", "wanted"),
    [
        (level("12.5万人", "125000.0", unit="人"), change("25%", "25", "up"), ("99200", "100000", "100810")),
        (level("160项", "160", unit="项"), change("30项", "30", "up", unit="项", change_type="absolute"), ("129.00", "130.00", "131.00")),
        (level("3天", "3"), change("2天", "2", unit="天", change_type="absolute"), ("4.00", "5.00", "6.00")),
        (level("96.5%", "96.5", unit="%"), change("1.5个百分点", "1.5", "up", unit="个百分点", change_type="points"), ("94.900", "95.000", "95.100")),
        (level("6家", "6", unit="家"), change("1倍", "1", "up", unit="倍"), ("2.20", "3.00", "4.34")),
    ],
)  # fmt: skip
def test_every_kind_of_change(of: Observation, by: Observation, wanted: tuple[str, str, str]) -> None:
    assert interval(of, by) == wanted


@pytest.mark.parametrize(
    ("of", "by", "wanted"),
    [
        (level("近8天", "8", bound="below"), change("20%", "20"), ("None", "None", "10.07")),
        (level("8天以上", "8", bound="above"), change("20%", "20"), ("9.93", "None", "None")),
        (level("8天", "8"), change("20%以上", "20", bound="above"), ("9.37", "None", "None")),
        (level("8天", "8"), change("近20%", "20", bound="below"), ("7.50", "None", "10.63")),
        (level("8家", "8", unit="家"), change("20%以上", "20", "up", bound="above"), ("None", "None", "7.09")),
    ],
)
def test_a_bound_opens_the_interval_and_leaves_no_single_value(
    of: Observation, by: Observation, wanted: tuple[str, str, str]
) -> None:
    assert interval(of, by) == wanted


A, B = level("2.46天", "2.46"), change("18.54%", "18.54")


@pytest.mark.parametrize(
    ("why", "figures"),
    [
        ("no base is stated", [A, replace(B, compared_with="unstated")]),
        ("another base", [A, replace(B, compared_with="preReform")]),
        ("another sentence", [A, replace(B, evidence=replace(B.evidence, sentence_start=50))]),
        ("another metric", [A, replace(B, metric_as_written="申请材料")]),
        ("another thing", [A, replace(B, about="Reform/一网通办")]),
        ("another period", [A, replace(B, start="2020", end="2020")]),
        ("not a year", [replace(A, start="2021-01", end="2021-06"), replace(B, start="2021-01", end="2021-06")]),
        ("two levels", [A, level("3天", "3"), B]),
        ("two changes", [A, B, change("9%", "9")]),
        ("a target", [replace(A, role="target"), B]),
        ("about", [replace(A, bound="about"), B]),
        ("a range", [replace(A, value="", low="2", high="3"), B]),
        ("numerals", [level("三千八百天", "3800"), B]),
        ("two parts", [level("1万6千天", "16000"), B]),
        ("rejected", [replace(A, status="rejected"), B]),
        ("no direction", [A, replace(B, direction="")]),
        ("an unknown share", [A, replace(B, unit="成")]),
        ("other units", [A, change("2件", "2", unit="件", change_type="absolute")]),
        ("a fall to nothing", [A, change("100%", "100")]),
        ("a mean over years", [A, replace(B, flow="average")]),
        ("counted otherwise", [replace(A, flow="cumulative"), replace(B, flow="inPeriod")]),
        ("a mean over years, in words", [A, change("5.3%", "5.3", ahead="期间年均压减")]),
        ("growth at constant prices", [level("500亿元", "50000000000", metric_as_written="地区生产总值", unit="元"),
                                       change("6%", "6", "up", metric_as_written="地区生产总值")]),
        ("real growth", [A, change("5.3%", "5.3", "up", ahead="比上年实际增长")]),
    ],
)  # fmt: skip
def test_nothing_is_worked_out_where_it_is_not_said(why: str, figures: list[Observation]) -> None:
    assert derived.baselines([A, B])
    assert derived.baselines(figures) == [], why


def test_a_word_of_the_sentence_before_says_nothing_of_this_one() -> None:
    assert derived.baselines([A, change("18.54%", "18.54", ahead="年均增长5%。较去年再压缩")])


@given(
    prior=st.integers(1, 10**7), places=st.integers(0, 3), rate=st.integers(1, 9499), shown=st.integers(0, 2),
    up=st.booleans(),
)  # fmt: skip
def test_the_interval_holds_the_true_value(prior: int, places: int, rate: int, shown: int, up: bool) -> None:
    """Whatever last year was: this year and the change, rounded as a report rounds them, give it back."""
    before, share = Decimal(prior).scaleb(-places), Decimal(rate).scaleb(-4)
    now = (before * (1 + share if up else 1 - share)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    said = (share * 100).quantize(Decimal(1).scaleb(-shown), ROUND_HALF_UP)
    found = derived.baselines([level(f"{now}天", str(now)), change(f"{said}%", str(said), "up" if up else "down")])
    if not found:
        assert said >= 100 or not now
        return
    low, high = found[0].low, found[0].high
    assert low is None or low <= before
    assert high is None or before <= high


def test_a_derived_figure_stands_in_the_inferred_graph_and_names_what_it_is_from() -> None:
    of, by = replace(A, id="a1"), replace(B, id="b2")
    node, graph = NamedNode(ids.statement("a1")), NamedNode(ids.graph("s"))
    said = [Quad(node, rdf.gov(name), NamedNode(f"urn:{name}"), graph) for name in ("about", "metric", "evidence")]
    made = derived.quads("s", [of, by], said)
    assert {str(q.graph_name) for q in made} == {f"<{ids.inferred('s')}>"}
    assert {str(q.subject) for q in made} == {f"<{derived.baselines([of, by])[0].iri}>"}
    found = {(q.predicate.value.rpartition("#")[2], str(q.object)) for q in made}
    whole = "^^<http://www.w3.org/2001/XMLSchema#"
    assert found == {
        ("type", f"<{ids.ONTOLOGY}DerivedObservation>"), ("about", "<urn:about>"), ("metric", "<urn:metric>"),
        ("wasDerivedFrom", f"<{ids.statement('a1')}>"), ("wasDerivedFrom", f"<{ids.statement('b2')}>"),
        ("periodStart", '"2020"'), ("periodEnd", '"2020"'), ("periodStartYear", f'"2020"{whole}integer>'),
        ("value", f'"3.0199"{whole}decimal>'), ("low", f'"3.0135"{whole}decimal>'), ("high", f'"3.0263"{whole}decimal>'),
    }, "no words of its own: nobody said it"  # fmt: skip
    assert derived.quads("s", [by, of], said) == made
