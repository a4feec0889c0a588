"""What a page says of a figure is what is stated: its base where there is one, a target never as a result."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.views.cities import cities

from govkg.analysis.glance import glances
from govkg.analysis.told import told
from govkg.answer import Answer
from govkg.web import cells, numbers


def answer(name: str, **given: str) -> Answer:
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
