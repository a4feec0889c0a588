"""What a page says of a figure is what is stated: its base where there is one, a target never as a result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.views.cities import cities

from govkg.analysis.glance import glances
from govkg.analysis.model import Outcome, Thing
from govkg.analysis.overview import overview
from govkg.analysis.profile import Entry, Group, Profile
from govkg.analysis.reader import Reader
from govkg.analysis.told import told
from govkg.answer import Answer
from govkg.web import cells, numbers, strip
from govkg.web.naming import Naming
from govkg.web.profile import lede


def answer(name: str, **given: Any) -> Answer:
    kg = cities()
    made = kg.ask(name, **given)
    return replace(made, rows=told(kg.store, made))


def changes() -> dict[str, str]:
    """The changes of the two cities, each with the code of its base."""
    rows = cities().query(
        "SELECT ?s ?b { ?s gov:kind <https://w3id.org/govkg/vocab/kind/change> ; gov:comparedWith ?b }"
    )
    return {str(r["s"]): str(r["b"]).rpartition("/")[2] for r in rows.rows}


def test_a_list_calls_no_base_unstated_that_is_stated() -> None:
    found, bases = glances(cities().store, changes()), changes()
    assert set(bases.values()) >= {"priorYear", "unstated"}
    assert {
        ("基数未说明" in g.read[0], "base not stated" in g.read[1]) for i, g in found.items() if bases[i] == "unstated"
    } == {(True, True)}
    assert {
        ("基数未说明" in g.read[0], "较上年" in g.read[0]) for i, g in found.items() if bases[i] == "priorYear"
    } == {(False, True)}


@pytest.mark.parametrize("name", ["targets-and-results", "about"])
def test_a_target_is_hollow_and_marked_whatever_column_says_so(name: str) -> None:
    rows = cities().query("SELECT ?l { ?s a gov:Target ; gov:about ?t . ?t rdfs:label ?l } ORDER BY ?l LIMIT 1").rows
    made = answer(name, **({"of": str(rows[0]["l"])} if name == "about" else {}))
    targets = {n for n, row in enumerate(made.rows) if cells.planned(row)}
    drawn = {p.row: p.style for p in numbers.drawn(made, "zh")}
    assert targets & set(drawn)
    assert {drawn[n] for n in targets & set(drawn)} == {"hollow"}
    if name == "targets-and-results":
        assert set(drawn) <= targets


@pytest.mark.parametrize("name", ["reforms-and-outcomes", "compare-places", "outcomes-of-reform", "about"])
def test_a_change_has_its_base_or_says_that_none_is_stated(name: str) -> None:
    given = {"outcomes-of-reform": {"reform": "最多跑一次"}, "about": {"of": "最多跑一次"}}
    made = answer(name, **given.get(name, {}))
    read = [cells.read(row, "zh") for row in made.rows if cells.coded(row, "direction")]
    assert read
    assert all("基数未说明" in r or "较" in r for r in read), read


def figure(year: str, value: str, kind: str = "Result", end: str = "") -> Entry:
    o = Outcome(
        iri=f"{year}{value}",
        kind=kind,
        passage="",
        rule="",
        words="办件量",
        value=value,
        unit="件",
        start=year,
        end=end or year,
    )
    return Entry(o.iri, kind, "explicit", outcome=o)


def test_half_years_never_stand_among_full_years_and_long_series_say_what_is_left_out() -> None:
    names = Naming("zh", "zh", {}, {}, {})
    mixed = [
        figure("2021", "100"),
        figure("2022", "90"),
        figure("2022-01", "40", end="2022-06"),
        figure("2023-01", "50", end="2023-06"),
    ]
    found = strip.series(mixed, [], names)
    assert [(s["part"], [p["written"] or p["year"] for p in s["points"]]) for s in found] == [
        ("", ["100 件", "90 件"]), ("01 – 06", ["40 件", "50 件"]),
    ]  # fmt: skip
    (long,) = strip.series([figure(str(2000 + n), str(n + 1)) for n in range(15)], [], names)
    assert ([p["year"] for p in long["points"]], long["earlier"]) == ([str(2003 + n) for n in range(12)], 3)


def test_what_is_aimed_at_is_counted_as_no_outcome() -> None:
    lines = (figure("2021", "100"), figure("2022", "120", "Target"), figure("2020", "80", "Baseline"))
    group = Group("figures", lines, len(lines), 1, 1)
    thing = Thing("x", "Reform", "一事联办")
    made = Profile(thing, (), (), {"figures": group}, (), (), {}, (), {}, {})
    assert "1项" in lede(made, Naming("zh", "zh", {}, {}, {}))


def test_the_start_page_and_the_list_of_reports_count_alike() -> None:
    counts = {r["report"]: r["n"] for r in Reader(cities().store).rows("report-counts")}
    assert {k.report.iri: k.statements for k in overview(cities().store).reports} == counts
