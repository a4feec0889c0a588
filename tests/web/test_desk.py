"""The desk: how many read at once, how many wait and how long, and one making for all who ask for the same."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from govkg.errors import CallerError
from govkg.web.desk import Desk


def run(asked: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asked())


def test_no_more_at_once_than_there_are_seats() -> None:
    lock, now, most = threading.Lock(), 0, 0

    def work() -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        return 7

    async def asked() -> None:
        desk = Desk(2, 20, 10)
        assert await asyncio.gather(*(desk.read(work) for _ in range(12))) == [7] * 12

    run(asked)
    assert most == 2


def test_who_finds_the_queue_full_is_told_at_once() -> None:
    gate = threading.Event()

    async def asked() -> None:
        desk = Desk(1, 1, 10)
        under_way = [asyncio.create_task(desk.read(gate.wait)) for _ in range(2)]
        await asyncio.sleep(0.05)
        with pytest.raises(CallerError) as e:
            await desk.read(lambda: None)
        assert e.value.code == "query.busy"
        gate.set()
        assert await asyncio.gather(*under_way) == [True, True]
        assert await desk.read(lambda: 1) == 1

    run(asked)


def test_who_waits_too_long_is_told_and_the_making_is_finished_for_the_next() -> None:
    gate, kept = threading.Event(), list[int]()

    def make() -> int:
        gate.wait()
        return 5

    async def asked() -> None:
        desk = Desk(1, 4, 0.1)
        with pytest.raises(CallerError) as e:
            await desk.once("a", make, kept.append)
        assert e.value.code == "query.timeout"
        assert kept == []
        gate.set()
        assert await desk.once("a", make, kept.append) == 5

    run(asked)
    assert kept == [5]


def test_all_who_ask_for_the_same_get_one_making() -> None:
    made = 0

    def make() -> int:
        nonlocal made
        made += 1
        time.sleep(0.05)
        return made

    async def asked() -> None:
        desk, kept = Desk(4, 20, 10), list[int]()
        assert await asyncio.gather(*(desk.once("a", make, kept.append) for _ in range(8))) == [1] * 8
        assert kept == [1]

    run(asked)
    assert made == 1


def test_an_error_reaches_all_who_asked_and_nothing_is_kept() -> None:
    def make() -> int:
        time.sleep(0.02)
        raise CallerError("parameter.wrong", "no")

    async def asked() -> None:
        desk, kept = Desk(4, 20, 10), list[int]()
        found = await asyncio.gather(*(desk.once("a", make, kept.append) for _ in range(3)), return_exceptions=True)
        assert [getattr(e, "code", "") for e in found] == ["parameter.wrong"] * 3
        assert kept == []

    run(asked)
