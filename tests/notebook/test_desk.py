"""A graph as Python holds it: things, views that show in a notebook, networks, the language of the surroundings."""

from __future__ import annotations

import dataclasses
import html
import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest
from tests.views.cities import cities, wuhan

import govkg
from govkg.desk import Desk, Shown
from govkg.errors import CallerError
from govkg.library import open_library
from govkg.settings import Settings
from govkg.thing import Figure, Said, Thing, entity, records

LISTS = ("figures", "outcomes", "responsible", "documents", "parts", "milestones", "awards", "evidence")


@pytest.fixture(scope="module")
def kg() -> Desk:
    return govkg.open()


def test_every_record_of_every_thing_stands_in_its_text(kg: Desk) -> None:
    text = next(open_library(Settings()).root.glob("sources/wuhan-2021/text.txt")).read_text(encoding="utf-8")
    found = [
        kg.entity(i) for i, d in kg.graph().nodes(data=True) if d["type"] in ("Reform", "Platform", "Organisation")
    ]
    every = [r for t in found for name in LISTS for r in getattr(t, name)]
    assert len(found) > 40 and len(every) > 200
    for r in every:
        assert r.basis in ("derived", "inferred") or text[r.start : r.end] == r.quote != "", r
        assert not r.sentence or r.sentence[r.start - r.at : r.end - r.at] == r.quote, r
        assert r.statement.startswith("https://w3id.org/govkg/id/")


def test_a_figure_keeps_its_bound_its_direction_and_its_exact_value(kg: Desk) -> None:
    (figure,) = kg.entity("城市大脑").figures
    assert (figure.surface, figure.value, figure.bound, figure.metric) == (
        "50余个",
        Decimal(50),
        "above",
        "智慧城市应用场景和业务系统",
    )
    cut = next(f for f in kg.entity("一事联办").figures if f.surface == "60.90%")
    assert (cut.value, cut.direction, cut.compared_with, cut.period) == (
        Decimal("60.90"),
        "down",
        "unstated",
        ("2021", "2021"),
    )
    assert "基数未说明" in cut.reading[0] and "≥" in figure.reading[0]


def test_outcomes_are_what_the_question_gives(kg: Desk) -> None:
    for name in ("一事联办", "武汉云", "健康码"):
        asked = {(r["outcomeId"], r["statement"]) for r in kg.ask("outcomes-of-reform", reform=name)}
        stated = [r for r in kg.entity(name).outcomes if r.basis in ("explicit", "item")]
        assert {(r.statement, r.tie) for r in stated} == asked != set()


def test_a_name_that_is_unknown_or_of_several_is_one_clear_error(kg: Desk) -> None:
    with pytest.raises(CallerError, match="一事联办") as e:
        kg.entity("一事联合办")
    assert e.value.code == "entity.unknown"
    with pytest.raises(CallerError, match="临渚市") as e:
        entity(cities().store, "最多跑一次")
    assert e.value.code == "entity.several"
    assert entity(cities().store, "最多跑一次（临渚市）").place == "临渚市"


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def test_a_thing_shows_itself_and_no_text_of_a_report_is_markup(kg: Desk) -> None:
    reform = kg.entity("一事联办")
    shown = reform._repr_html_()
    allowed = {"div", "p", "span", "table", "caption", "thead", "tbody", "tr", "th", "td", "mark"}
    assert Tags(shown).tags <= allowed and "60.90%</mark>" in shown and "基数未说明" in str(reform)
    evil = Said(
        kind="Milestone",
        text="<script>x</script>",
        quote="<img src=x>",
        report="r",
        start=0,
        end=11,
        statement="s",
        sentence="<img src=x>",
    )
    bad = Thing("i", "<b onload=x>", "Reform", "<i>", (), [], [], [], [], [], [evil], [], [])
    assert Tags(bad._repr_html_()).tags <= allowed and "<script>x" in str(bad)
    assert "Bodies" in dataclasses.replace(reform, lang="en")._repr_html_()


def test_records_make_a_frame(kg: Desk) -> None:
    import pandas as pd

    made = pd.DataFrame(records(kg.entity("一事联办").figures))
    assert list(made.columns) == [f.name for f in dataclasses.fields(Figure)] and len(made) == 5


def test_the_graph_is_the_networks_own(kg: Desk) -> None:
    assert nx.is_directed(kg.graph()) and kg.graph().is_multigraph()


def test_what_is_concluded_is_asked_for_and_marked(kg: Desk) -> None:
    text = "SELECT ?r { ?r a gov:AwardedInitiative }"
    assert not kg.query(text).rows
    found = kg.query(text, inferred=True)
    assert len(found.inferred) == len(found) > 0


@pytest.mark.parametrize(("value", "lang"), [("en", "en"), ("zh", "zh"), (None, "zh")])
def test_python_speaks_the_language_of_the_surroundings(
    monkeypatch: pytest.MonkeyPatch, value: str | None, lang: str
) -> None:
    monkeypatch.delenv("GOVKG_LANG", raising=False)
    if value:
        monkeypatch.setenv("GOVKG_LANG", value)
    kg = govkg.open()
    assert kg.ask("savings").lang == kg.query("ASK {}").lang == kg.entity("武汉云").lang == lang
    assert kg.ask("savings", lang="en").lang == "en"
    assert f'<html lang="{lang}' in kg.view("partners").html


def test_a_frame_may_run_its_script_and_nothing_else(kg: Desk, tmp_path: Path) -> None:
    shown = kg.view("neighbourhood", of="城市大脑")
    made = shown._repr_html_()
    assert made.count("<iframe") == made.count("</iframe>") == 1 and 'sandbox="allow-scripts"' in made
    assert "allow-same-origin" not in made and html.unescape(made.split('srcdoc="')[1].split('"')[0]) == shown.html
    assert "Content-Security-Policy" in shown.html
    assert shown.save(tmp_path / "城市 大脑.html").read_text(encoding="utf-8") == shown.html
    with pytest.raises(CallerError) as e:
        shown.save(tmp_path / "none" / "x.html")
    assert e.value.code == "view.unwritable"
    with pytest.raises(CallerError, match="needs --of"):
        kg.view("neighbourhood")


def test_a_desk_opens_without_the_heavy_modules() -> None:
    code = "import sys, govkg; govkg.open(); print([m for m in ('pandas', 'networkx', 'owlready2', 'pyvis') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_shown_is_told_apart() -> None:
    assert repr(Shown("", "path", "a b")) == "<view path of a b>" and wuhan() is not None
