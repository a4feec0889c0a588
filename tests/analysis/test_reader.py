"""Reading nodes: whole, or as much as a line needs."""

from __future__ import annotations

from dataclasses import replace

import govkg
from govkg import ids
from govkg.analysis import reforms_outcomes
from govkg.analysis.profile import bare, things
from govkg.analysis.reader import FEW, THINGS, Reader


def test_a_thing_is_called_the_same_whether_read_briefly_or_whole() -> None:
    store = govkg.open().store
    iris = Reader(store).subjects("initiatives")
    brief, whole = Reader(store), Reader(store)
    whole.describe(iris)
    assert len(iris) > 20 and things(brief, iris) == {i: bare(whole, i) for i in iris}
    assert not brief.nodes and all(brief.kind(i) in THINGS for i in iris)


def test_reports_and_headings_of_some_are_those_of_all_cut_down() -> None:
    read = Reader(govkg.open().store)
    one = ids.report("wuhan-2021")
    every = read.sections()
    assert read.sections([one]) == every and len(every) > 20
    assert read.sections(["urn:none"]) == {} and read.sections([f"urn:{n}" for n in range(FEW + 1)]) == every
    assert read.reports([one]) == read.reports() and read.reports(["urn:none"]) == {}


def test_the_outcomes_of_the_only_report_are_those_of_the_graph() -> None:
    store = govkg.open().store
    one, every = (replace(reforms_outcomes(store, of), labels={}) for of in ("wuhan-2021", ""))
    assert one == every and one.ties
