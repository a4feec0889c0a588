"""What a large release shows of itself: a part that the address names, made once however many ask."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

import govkg
from govkg.analysis.model import Report
from govkg.analysis.overview import Known, Overview
from govkg.web.comparing import newest
from govkg.web.desk import Desk
from govkg.web.picture import LARGE, narrowed
from govkg.web.state import Edition, State
from govkg.worker.cores import Cores

REPORT = Report("urn:r", "made-7", "报告", "", covers="2023", place="云江市")


def held(statements: int) -> Overview:
    return Overview((Known(REPORT, statements, 0),), {}, {"Result": statements})


@pytest.mark.parametrize(
    ("name", "given", "part"),
    [
        ("units", {}, {"report": "made-7"}),
        ("reforms-outcomes", {}, {"report": "made-7"}),
        ("burden", {}, {"place": "云江市"}),
        ("closure", {}, {"place": "云江市"}),
        ("metric", {"metric": "办理时限"}, {"year": "2023"}),
        ("compare", {"a": "云江市", "b": "云海市"}, {"year": "2023"}),
        ("compare", {"a": "2022", "b": "2023"}, {"place": "云江市"}),
        ("compare", {"a": "made-7", "b": "made-8"}, {}),
        ("units", {"of": "市审批局"}, {}),
        ("metric", {"metric": "办理时限", "place": "云江市"}, {}),
        ("whole", {}, {}),
    ],
)
def test_a_large_release_is_drawn_by_its_newest_report(name: str, given: dict[str, str], part: dict[str, str]) -> None:
    assert narrowed(name, given, held(LARGE)) == {**given, **part}
    assert narrowed(name, given, held(LARGE - 1)) == given


def test_what_a_page_knows_of_a_release_is_made_once(tmp_path: Path) -> None:
    """Two that ask at the same time wait for one making; a making that fails is tried again by the next."""
    calls: list[int] = []
    begun = threading.Event()

    def make(_: Edition) -> int:
        calls.append(1)
        begun.wait(0.05)
        if len(calls) == 1:
            raise ValueError("the first one breaks")
        return 7

    state = State.__new__(State)
    state.cores, state.desk = Cores(), Desk(2, 8, 10)
    now = cast(Edition, SimpleNamespace(dataset="x", kept={}, making={}))

    async def both() -> list[Any]:
        broken = await asyncio.gather(*(state.kept(now, "x", make) for _ in range(3)), return_exceptions=True)
        found = await asyncio.gather(*(state.kept(now, "x", make) for _ in range(3)))
        return [*broken, *found]

    found = asyncio.run(both())
    assert [type(x) for x in found[:3]] == [ValueError] * 3
    assert found[3:] == [7, 7, 7] and len(calls) == 2 and now.kept == {"x": 7} and not now.making


def test_two_places_of_few_years_are_compared_in_all_of_them() -> None:
    now = cast(Edition, SimpleNamespace(kg=govkg.open()))
    assert newest(now, {"a": "武汉市", "b": "武汉市", "year": ""}) == ""
    assert newest(now, {"a": "武汉市", "b": "", "year": ""}) == ""
