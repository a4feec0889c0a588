"""Two lanes and the lasting link: what is slow leaves room, what is known to be deadly costs nothing, threads and loops may mix."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from pathlib import Path

import pytest

from govkg.errors import CallerError
from govkg.worker import Job, Limits, Pool
from govkg.worker.lanes import Lanes, Own

DEADLY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = "ASK { ?r a gov:Reform }"


async def told(pool: Lanes, job: Job) -> str:
    """The code of the error that a query gets, or "answered"."""
    try:
        await pool.answer(job)
    except CallerError as e:
        return e.code
    return "answered"


async def slow(pool: Lanes, number: int) -> None:
    """Waits until so many queries are in the slow lane."""
    while len(pool.slow) != number:
        await asyncio.sleep(0.02)


def test_slow_queries_run_beside_and_the_next_is_refused(folder: Path) -> None:
    async def main() -> None:
        with Lanes(folder, 1, 1, limits=Limits(seconds=6)) as pool:
            assert await told(pool, Job(QUICK)) == "answered"
            first = asyncio.create_task(told(pool, Job(DEADLY)))
            await slow(pool, 1)
            assert await told(pool, Job(QUICK)) == "answered"  # by the worker that took its place
            assert await told(pool, Job("# another\n" + DEADLY)) == "query.busy"
            assert not first.done()
            assert await first == "query.timeout"
            assert pool.health()["slow"] == 0
            assert pool.size == 1

    asyncio.run(main())


def test_what_ran_into_its_limit_is_known_and_refused_at_once_where_the_slow_lane_is_full(folder: Path) -> None:
    async def main() -> None:
        with Lanes(folder, 1, 1, limits=Limits(seconds=2)) as pool:
            assert await told(pool, Job(DEADLY)) == "query.timeout"
            again = asyncio.create_task(told(pool, Job(DEADLY)))
            await slow(pool, 1)
            asked = sum(pool.counts.values())
            assert await told(pool, Job(DEADLY)) == "query.busy"
            assert sum(pool.counts.values()) == asked + 1  # it was refused, and nothing else happened
            assert await again == "query.timeout"
            assert pool.counts["crowded"] == 1

    asyncio.run(main())


def test_the_servers_own_queries_are_not_stopped_for_want_of_room(folder: Path) -> None:
    async def main() -> None:
        with Lanes(folder, 1, 0, limits=Limits(seconds=1.5)) as pool:
            assert await told(pool, Own(DEADLY)) == "query.timeout"
            assert await told(pool, Job("# another\n" + DEADLY)) == "query.busy"
            assert await told(pool, Job(QUICK)) == "answered"

    asyncio.run(main())


def test_a_query_whose_client_went_away_ends_its_worker(folder: Path) -> None:
    async def main() -> None:
        with Lanes(folder, 1, 1, limits=Limits(seconds=30)) as pool:
            task = asyncio.create_task(pool.answer(Job(DEADLY)))
            await slow(pool, 1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert pool.health()["slow"] == 0
            assert await told(pool, Job(QUICK)) == "answered"

    asyncio.run(main())


def test_a_pool_is_asked_from_a_loop_from_threads_and_after_the_loop(folder: Path) -> None:
    with Pool(folder, size=1) as pool:
        found: list[bytes] = []

        async def main() -> None:
            job = Job(QUICK, form="text/csv")
            found.append((await pool.answer(job)).data)
            threads = [threading.Thread(target=lambda: found.append(pool.run(job).data)) for _ in range(3)]
            for t in threads:
                t.start()
            found.extend(r.data for r in await asyncio.gather(*(pool.answer(job) for _ in range(5))))
            for t in threads:
                await asyncio.to_thread(t.join)

        asyncio.run(main())
        found.append(pool.run(Job(QUICK, form="text/csv")).data)
        asyncio.run(main())
        assert found == [b"true"] * 19
        assert pool.counts["killed"] == 0


def test_long_texts_and_long_answers_pass_the_link(folder: Path) -> None:
    text = (
        "# "
        + "x" * 300_000
        + "\nSELECT * { VALUES ?x { "
        + '"一二三四五六七八九十" ' * 3000
        + "} VALUES ?y { 1 2 3 4 5 6 7 8 9 } }"
    )

    async def main() -> None:
        with Pool(folder, size=1, limits=Limits(rows=100_000)) as pool:
            result = await pool.answer(Job(text, form="text/csv"))
            assert result.data.count(b"\r\n") == 27_001
            assert not result.truncated
            assert pool.run(Job(QUICK, form="text/csv")).data == b"true"

    asyncio.run(main())


@pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="one core, or no say in it")
def test_quick_workers_leave_a_core_to_the_server_and_slow_ones_give_way_on_all(folder: Path) -> None:
    every = os.sched_getaffinity(0)

    async def main() -> None:
        with Lanes(folder, 1, 1, limits=Limits(seconds=4)) as pool:
            await pool.answer(Job(QUICK))
            (worker,) = pool._all
            tasks = [int(p.name) for p in Path(f"/proc/{worker.process.pid}/task").iterdir()]
            assert len(tasks) > 1
            assert {frozenset(os.sched_getaffinity(t)) for t in tasks} == {frozenset(every - {min(every)})}
            task = asyncio.create_task(told(pool, Job(DEADLY)))
            await slow(pool, 1)
            assert {frozenset(os.sched_getaffinity(t)) for t in tasks} == {frozenset(every)}
            assert {os.getpriority(os.PRIO_PROCESS, t) for t in tasks} == {15}
            assert await task == "query.timeout"

    asyncio.run(main())
    assert os.sched_getaffinity(0) == every
