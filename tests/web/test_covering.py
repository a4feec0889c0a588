"""The coverage page: every sentence is somewhere, the counts are those of the command line."""

from __future__ import annotations

import json
import re

from tests.web.serving import Server

import govkg
from govkg import coverage, ids, pipeline
from govkg.analysis.covered import FATES, covered

EMPTY = ids.report("nothing")


def test_the_account_is_that_of_the_command_line() -> None:
    kg = govkg.open()
    assert kg.library
    source = kg.library.source("wuhan-2021")
    rows = coverage.table(source, pipeline.read(source))
    found = covered(kg.store, ids.report("wuhan-2021"))
    said = [(r.section, r.sentences, r.stated, r.ignored, r.findings, r.statements) for r in rows]
    assert [
        (s.path, s.sentences, s.stated, s.ignored, s.finding, s.statements) for s in [*found.sections, found.total]
    ] == said
    assert {s.fate for s in found.sentences} == set(FATES)
    assert all(source.text[s.start : s.end].strip() == s.words.strip() for s in found.sentences)
    assert sum(found.reasons.values()) >= found.total.ignored


def test_a_report_that_is_not_there_has_no_account() -> None:
    found = covered(govkg.open().store, EMPTY)
    assert (found.sentences, found.total.sentences, found.reasons) == ((), 0, {})


def test_the_only_report_is_shown_with_what_a_person_counted(bundled: Server) -> None:
    data = json.loads(bundled.get("/coverage.json?lang=zh").body)
    assert data["report"]["id"] == "wuhan-2021" and data["total_counts"]["sentences"] == 137
    assert [(x["what"], x["met"]) for x in data["expected"]] == [
        ("sections", True), ("sentences", True), ("figures", True), ("characters", True),
    ]  # fmt: skip
    assert all(f["why"] for f in data["findings"]) and len(data["findings"]) == data["findings_total"]
    text = bundled.get("/coverage?lang=zh", Accept="text/html").text
    assert (
        "共137句" in text
        and re.search(r"/report/wuhan-2021\?show=unread(&amp;lang=zh)?#c[0-9]", text)
        and 'style="' not in text
    )


def test_several_reports_are_listed_each_with_its_account(served: Server) -> None:
    data = json.loads(served.get("/coverage.json").body)
    assert [r["id"] for r in data["rows"]] == ["linzhu-2022", "linzhu-2023", "yunlan-2022", "yunlan-2023"]
    assert all(r["sentences"] == r["stated"] + r["ignored"] + r["finding"] for r in data["rows"])
    one = json.loads(served.get("/coverage.json?report=linzhu-2023").body)
    assert one["total_counts"]["finding"] == 1 and one["findings"][0]["why"]
    page = served.get("/coverage?report=linzhu-2023&lang=en", Accept="text/html")
    assert page.status == 200 and "are to be checked" in page.text


def test_an_unknown_report_is_not_found(served: Server) -> None:
    for asked in ("nothing", "%3Cscript%3E"):
        reply = served.get(f"/coverage?report={asked}", Accept="text/html")
        assert reply.status == 404 and "<script>" not in reply.text.replace("<script src", "")
    assert served.get("/coverage?page=99999").status == 200
