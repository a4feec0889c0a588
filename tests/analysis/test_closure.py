"""The ledger of targets: one entry each, with what stands against it and what shows an absence."""

from __future__ import annotations

import pytest
from tests.views.cities import cities

from govkg.analysis.closure import VERDICTS, Entry, Ledger, closure
from govkg.errors import CallerError


def ledger(**given: str) -> Ledger:
    return closure(cities().store, **given)


def entry(metric: str, year: str, place: str = "云澜市") -> Entry:
    found = [e for e in ledger(place=place, year=year).entries if e.target.words == metric]
    assert len(found) == 1
    return found[0]


def test_every_target_has_one_entry_judged_as_the_question_does() -> None:
    rows = cities().ask("targets-and-results").rows
    asked = {str(r["statement"]): str(r["verdictId"]).rpartition("/")[2] for r in rows}
    assert {e.target.iri: e.verdict for e in ledger().entries} == asked
    assert set(asked.values()) >= {"met", "missed", "partly", "unratable", "notReported", "noReport"} <= set(VERDICTS)


@pytest.mark.parametrize(
    ("metric", "year", "verdict", "results"),
    [("接入单位", "2023", "missed", ["53家"]), ("注册用户", "2023", "unratable", ["近16万人"]),
     ("满意率", "2023", "partly", ["99.1%", "97.3%"]), ("好评率", "2023", "notReported", []), ("接入单位", "2024", "noReport", [])],
)  # fmt: skip
def test_what_stands_against_a_target(metric: str, year: str, verdict: str, results: list[str]) -> None:
    e = entry(metric, year)
    assert (e.verdict, [r.surface for r in e.results], e.due) == (verdict, results, year)


def test_why_it_is_not_rated_is_said() -> None:
    assert entry("注册用户", "2023").why == ("bound",)
    assert entry("满意率", "2023").why == ("scope",)


def test_an_absence_shows_what_was_read() -> None:
    (report,) = entry("好评率", "2023").silent
    assert report.title == "云澜市政务服务数据管理局2023年工作总结" and report.sentences > 10
    assert entry("接入单位", "2024").silent == ()


def test_both_quotes_are_told_of_a_target() -> None:
    found = ledger(place="云澜市", year="2023")
    e = next(e for e in found.entries if e.target.words == "接入单位")
    told = found.picture.closings[e.target.iri]
    assert told.state == ("未达到", "missed") and told.due == ("2023",)
    assert told.answer[0].startswith("53家：“") and told.answer[0].endswith(
        "（云澜市政务服务数据管理局2023年工作总结）"
    )
    assert found.picture.closings[e.results[0].iri].verdicts == ("missed",)


def test_a_ledger_may_be_of_a_metric_or_of_one_report() -> None:
    assert {e.target.words for e in ledger(metric="满意率").entries} == {"满意率"}
    made = ledger(report="yunlan-2022").entries
    assert made and {e.due for e in made} == {"2023"}
    assert ledger(report="nowhere").entries == ()


def test_an_unknown_place_is_told() -> None:
    with pytest.raises(CallerError):
        ledger(place="无此市")
