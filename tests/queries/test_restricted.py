"""A parameter restricts: with a thing given, an answer has the rows of that thing alone, and none for one that has no part in it."""

from __future__ import annotations

import pytest

import govkg
from govkg import query, questions

KG = govkg.open()
CASES = [
    (q.name, p.name)
    for q in questions.all()
    for p in q.parameters
    if p.type == "entity"
    and not any(o.required for o in q.parameters)
    and f"?{p.name}Id" in q.sparql.partition("WHERE")[0].split()
]


@pytest.mark.parametrize(("name", "parameter"), CASES)
def test_a_thing_that_is_given_is_in_every_row(name: str, parameter: str) -> None:
    column = f"{parameter}Id"
    every = KG.ask(name)
    things = sorted({str(row[column]) for row in every if row[column]})
    for thing in things[:3]:
        restricted = query.ask(KG, name, {parameter: thing})
        assert restricted.rows
        assert {row[column] for row in restricted} == {thing}


def test_a_saving_that_no_initiative_is_credited_with_is_nobodys() -> None:
    assert {row["initiative"] for row in KG.ask("savings")} == {None}
    assert len(KG.ask("savings", initiative="一网通办")) == 0


def test_a_shortcoming_names_what_it_is_about() -> None:
    row = KG.ask("shortcomings").rows[0]
    assert str(row["aboutId"]).startswith("https://w3id.org/govkg/id/organisation/")
    assert query.ask(KG, "shortcomings", {"about": row["aboutId"]}).rows[0] == row
    assert len(KG.ask("shortcomings", about="城市大脑")) == 0
