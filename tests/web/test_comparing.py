"""The compare page: what may be compared stands on one line, what may not says why, silence is never a zero."""

from __future__ import annotations

import importlib.util
import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.web.serving import Server

from govkg.analysis.comparable import REASONS, differs
from govkg.analysis.model import Outcome
from govkg.analysis.pair import paired
from govkg.analysis.profile import Entry

BASE = "https://w3id.org/govkg/id/reform/420100-"
ONE, OTHER = BASE + "yi-shi-lian-ban-fac614", BASE + "gao-xiao-ban-cheng-yi-jian-shi-289343"
needs_sides = pytest.mark.skipif(
    importlib.util.find_spec("govkg.analysis.compare") is None,
    reason="the analysis of places, reports and years is not here",
)


def compared(server: Server, **sides: str) -> dict[str, Any]:
    reply = server.get("/compare.json?" + urlencode(sides))
    assert reply.status == 200
    found: dict[str, Any] = json.loads(reply.body)
    return found


def test_two_things_stand_side_by_side_and_what_differs_is_refused(bundled: Server) -> None:
    data = compared(bundled, a=ONE, b=OTHER, lang="en")
    rows = data["subjects"][0]["rows"]
    time = next(r for r in rows if r["words"] == "processing time")
    assert [x["written"] for x in time["a"]["lines"]] == ["60.90%"]
    assert [x["written"] for x in time["b"]["lines"]] == ["18.54%"]
    assert time["apart_codes"] == ["base"] and time["apart"] == ["against different bases"]
    assert all(x["quote"]["text"] for r in rows for side in ("a", "b") for x in r[side]["lines"])
    silent = [r[side] for r in rows for side in ("a", "b") if not r[side]["lines"]]
    assert silent and {s["state"] for s in silent} == {"silent", "otherwise"}
    text = bundled.get("/compare?" + urlencode({"a": ONE, "b": OTHER, "lang": "zh"}), Accept="text/html").text
    assert "不可比：变化的基数不同" in text and "报告未提及" in text
    assert re.search(r"/report/wuhan-2021(\?lang=zh)?#c[0-9]", text)


def test_both_orders_say_the_same(bundled: Server) -> None:
    there, back = compared(bundled, a=ONE, b=OTHER), compared(bundled, a=OTHER, b=ONE)

    def told(data: dict[str, Any], a: str, b: str) -> list[tuple[str, ...]]:
        rows = [r for s in data["subjects"] for r in s["rows"]]
        return sorted(
            (
                r["words"],
                str([x["iri"] for x in r[a]["lines"]]),
                str([x["iri"] for x in r[b]["lines"]]),
                str(r["apart_codes"]),
            )
            for r in rows
        )

    assert told(there, "a", "b") == told(back, "b", "a")


def test_every_reason_is_found() -> None:
    def said(**fields: str) -> Outcome:
        plain = {
            "unit": "%",
            "figure": "change",
            "change": "relative",
            "base": "priorYear",
            "start": "2021",
            "end": "2021",
        }
        return Outcome(iri="", kind="Result", passage="", rule="", **{**plain, **fields})

    other = {
        "unit": "天",
        "figure": "level",
        "change": "points",
        "base": "unstated",
        "flow": "cumulative",
        "scope": "x",
        "end": "2023",
    }
    changed = {"period": {"end": "2023"}, "part": {"subset_of": "x"}, "prices": {"scope": "不变价"}}
    changed |= {n: {n: other[n]} for n in REASONS if n not in (*changed, "ranking")}
    assert {n: differs(said(), said(**fields)) for n, fields in changed.items()} == {n: (n,) for n in changed}
    assert differs(said(figure="rank", words="A"), said(figure="rank", words="B")) == ("ranking",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("2021-01", "2021-06"), ("2022-01", "2022-03"), False),  # a half year beside a quarter
        (("2021-01", "2021-06"), ("2022-07", "2022-12"), False),  # another half
        (("2021-01", "2021-06"), ("2022-01", "2022-06"), True),
        (("2021", "2021"), ("2022-01", "2022-12"), True),
        (("2021", "2021"), ("2016", "2020"), False),
        (("2021-12-31", "2021-12-31"), ("2022-12-31", "2022-12-31"), True),
        (("", ""), ("2021", "2021"), False),
    ],
)
def test_a_period_is_compared_with_one_of_its_length_in_the_same_part_of_the_year(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    made = [Outcome(iri="", kind="Result", passage="", rule="", start=a, end=b) for a, b in (one, other)]
    assert differs(*made) == (() if same else ("period",))


def test_two_things_say_where_bounds_leave_open_which_is_more() -> None:
    def entry(value: str, bound: str) -> Entry:
        o = Outcome(iri=value, kind="Result", passage="", rule="", words="件", value=value, bound=bound)
        return Entry(value, "Result", outcome=o)

    assert [r.rough for r in paired([entry("8", "above")], [entry("10", "exact")], "Result")] == [True]
    assert [r.rough for r in paired([entry("12", "above")], [entry("10", "exact")], "Result")] == [False]


def test_a_name_that_several_have_is_asked_about(served: Server) -> None:
    data = compared(served, a="最多跑一次", b="云澜通")
    assert [x["name"] for x in data["a"]["others"]] == ["最多跑一次（临渚市）", "最多跑一次（云澜市）"]
    data = compared(served, a="最多跑一次（云澜市）", b="最多跑一次（临渚市）", lang="zh")
    assert (data["a"]["kind"], data["b"]["kind"], data["problem"]) == ("thing", "thing", "")
    trips = next(r for s in data["subjects"] for r in s["rows"] if r["words"] == "跑动次数")
    assert trips["a"]["lines"] == [] and trips["a"]["said"] == "报告未提及"


def test_sides_of_two_kinds_and_unknown_names_are_told_on_the_page(served: Server) -> None:
    assert "图谱中没有" in compared(served, a="没有这个", b="云澜市", lang="zh")["problem"]
    assert compared(served, a="云澜通", b="2023", lang="en")["problem"].startswith("Both sides must be")
    evil = "<script>alert(1)</script>"
    text = served.get("/compare?" + urlencode({"a": evil, "b": evil}), Accept="text/html").text
    assert "alert(1)</script>" not in text and "&lt;script&gt;" in text


def test_the_form_offers_what_can_be_compared(served: Server) -> None:
    data = compared(served)
    kinds = {k: [c["value"] for c in data["choices"] if c["kind"] == k] for k in ("place", "year", "report", "thing")}
    assert sorted(kinds["place"]) == ["临渚市", "云澜市"] and kinds["year"] == ["2022", "2023"]
    assert len(kinds["report"]) == 4 and "最多跑一次（云澜市）" in kinds["thing"]
    assert served.get("/compare?lang=en", Accept="text/html").text.count("<option") == len(data["choices"])


@needs_sides
def test_two_places_come_from_the_analysis_of_the_view(served: Server) -> None:
    data = compared(served, a="云澜市", b="临渚市", lang="en")
    assert data["picture"] and not data["problem"]
    rows = [r for s in data["subjects"] for r in s["rows"]]
    online = next(r for r in rows if r["words"] == "share available online" and r["year"] == "2023")
    assert ([x["written"] for x in online["a"]["lines"]], [x["written"] for x in online["b"]["lines"]]) == (
        ["96%"],
        ["88%"],
    )
    assert any(r["apart_codes"] == ["scope"] for r in rows)
    assert {r[s]["state"] for r in rows for s in ("a", "b")} >= {"", "silent"}


@needs_sides
@pytest.mark.parametrize(("a", "b"), [("2022", "2023"), ("yunlan-2022", "yunlan-2023")])
def test_years_and_reports_are_compared_too(served: Server, a: str, b: str) -> None:
    data = compared(served, a=a, b=b)
    assert data["subjects"] and not data["problem"]
    page = served.get("/compare?" + urlencode({"a": a, "b": b}), Accept="text/html")
    assert page.status == 200 and 'src="/view/compare?a=' in page.text
