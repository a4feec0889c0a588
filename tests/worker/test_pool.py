"""Workers answer as the engine in this process does, under limits that hold; who dies is replaced and nobody's query is lost."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.conftest import SOAK
from tests.queries.conftest import quads

import govkg
from govkg import query, rdf
from govkg.errors import CallerError, InternalError
from govkg.worker import GRAPHS, TABLES, Job, Limits, Pool
from govkg.worker import pool as pools
from govkg.worker.channel import PipedWorker, Worker

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"
POINT = "SELECT ?value ?label { ?o gov:value ?value ; gov:about/rdfs:label ?label } ORDER BY ?value"
MADE = "CONSTRUCT { ?r a gov:Thing } { ?r a gov:Reform }"
KINDS = [pytest.param(pools.KIND, id="as here"), pytest.param(PipedWorker, id="over pipes")]


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[Pool]:
    with Pool(folder, size=2, limits=Limits(seconds=20)) as made:
        yield made.ready()


def refused(pool: Pool, job: Job) -> CallerError:
    with pytest.raises(CallerError) as e:
        pool.run(job)
    assert "\n" not in str(e.value)
    return e.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("origin", ["folder", "trig"])
def test_the_answers_are_those_of_the_engine(kind: type[Worker], origin: str, memory: ox.Store,
                                             request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(pools, "KIND", kind)
    columns, rows, _ = query.execute(memory, POINT)
    with Pool(request.getfixturevalue(origin), size=1) as pool:
        found = pool.run(Job(POINT))
        assert found.columns == columns and [dict(zip(columns, r, strict=True)) for r in found.rows] == rows
        assert asyncio.run(pool.answer(Job(POINT))) == found == pool.run(Job(POINT))
        for form in TABLES:
            there = memory.query(POINT, prefixes=query.PREFIXES)
            assert isinstance(there, ox.QuerySolutions)
            data = there.serialize(format=ox.QueryResultsFormat.from_media_type(form))
            answer = pool.run(Job(POINT, form))
            assert (answer.data, answer.form, answer.truncated) == (data, form, False)
            assert asyncio.run(pool.answer(Job(POINT, form))) == answer
        for form in GRAPHS:
            answer = pool.run(Job(MADE, TABLES[0], graph=form))
            assert answer.form == form and answer.count == 2
            assert len(list(ox.parse(answer.data, ox.RdfFormat.from_media_type(form)))) == 2
        assert pool.run(Job("ASK { ?r a gov:Reform }")).rows == [(True,)]
        assert json.loads(pool.run(Job("ASK {}", TABLES[0])).data)["boolean"] is True
        assert refused(pool, Job("SELECT * { SERVICE <http://x/> {} }")).code == "query.service"
        assert refused(pool, Job("SELECT * {")).code == "query.malformed"
        with pytest.raises(InternalError):
            pool.run(Job("ASK {}", "text/html"))
        assert refused(pool, Job(ENDLESS, limits=Limits(seconds=0.3))).code == "query.timeout"
        assert pool.run(Job(POINT)) == found
        assert pool.health()["timeout"] == 1


def test_decimals_dates_and_odd_texts_come_back_as_they_are(pool: Pool) -> None:
    text = """SELECT * { VALUES (?a ?b ?c ?d ?e) {
      (60.90 1e0 "𠀀\\n\\"\\u0001" true "2021"^^xsd:gYear) (12345678901234567890 -0.5 "{\\"d\\":\\"1\\"}"@zh UNDEF <http://x/武汉>) } }"""
    there = pool.run(Job(text))
    columns, rows, _ = query.execute(ox.Store(), text)
    assert [dict(zip(columns, r, strict=True)) for r in there.rows] == rows
    assert [repr(v) for r in there.rows for v in r] == [repr(v) for r in rows for v in r.values()]


def test_same_question_same_bytes(pool: Pool) -> None:
    every = [
        pool.run(Job("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", TABLES[0], graph=g)).data for g in GRAPHS for _ in (1, 2)
    ]
    assert every[::2] == every[1::2]


def test_graphs_of_the_store_may_be_named_others_not(pool: Pool) -> None:
    graph = next(str(r[0]) for r in pool.run(Job("SELECT DISTINCT ?g { GRAPH ?g { ?s gov:value ?o } }")).rows)
    count = "SELECT (COUNT(*) AS ?n) {} { ?s ?p ?o }".replace("{} ", "")
    inside = pool.run(Job(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")).rows
    assert inside[0][0] != pool.run(Job(count)).rows[0][0]
    assert pool.run(Job(count.replace("{", f"FROM <{graph}> {{", 1))).rows == inside
    assert pool.run(Job(count, default_graphs=(graph,))).rows == inside
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert pool.run(Job(named.replace("{", f"FROM NAMED <{graph}> {{", 1))).rows == inside
    assert pool.run(Job(named, named_graphs=(graph,))).rows == inside
    for job in (
        Job(count.replace("{", "FROM <http://x/> {", 1)), Job(count, default_graphs=("http://x/",)),
        Job(count, named_graphs=("file:///etc/passwd",)), Job(count, default_graphs=("no iri",)),
    ):  # fmt: skip
        assert refused(pool, job).code == "query.from"


def test_rows_and_bytes_are_cut_and_it_is_said(pool: Pool) -> None:
    every = "SELECT ?s ?p ?o { ?s ?p ?o . ?a ?b ?c }"
    for form in ("rows", *TABLES):
        few = pool.run(Job(every, form, Limits(rows=5)))
        assert few.truncated and few.count == 5
        small = pool.run(Job(every, form, Limits(bytes=2000)))
        assert small.truncated and 1 < small.count < 100 and len(small.data) <= 2000
        assert not pool.run(Job("SELECT ?s { ?s a gov:Award }", form, Limits(rows=1))).truncated
    for media in GRAPHS:
        few = pool.run(Job("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", TABLES[0], Limits(rows=5), graph=media))
        assert few.truncated and few.count == 5


def test_memory_has_a_limit_and_the_store_none(folder: Path) -> None:
    doubled = "BIND('0123456789' AS ?v0) " + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(30))
    with Pool(folder, size=1, limits=Limits(memory=100_000_000)) as pool:
        for _ in range(2):
            e = refused(pool, Job(f"SELECT (STRLEN(?v30) AS ?n) {{ {doubled} }}"))
            assert e.code == "query.memory" and "100 MB" in str(e)
        assert len(pool.run(Job(POINT)).rows) == 4
        assert pool.health()["memory"] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a job object does it there")
def test_where_the_system_sets_no_limit_the_memory_is_watched(folder: Path) -> None:
    code = (
        "import os, resource, sys, threading, time; from govkg.worker import cage; c = cage.Cage(50_000_000)\n"
        "def no(*a): raise OSError\n"
        "resource.setrlimit = no; c.seal(False); assert c.obtained['memory'] == 'watched'; r, w = os.pipe()\n"
        "threading.Thread(target=c.watch, args=(r,), daemon=True).start(); time.sleep(0.3); print('alive', flush=True)\n"
        "held = b'x' * 100_000_000; time.sleep(20)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env={"PYTHONPATH": str(Path(govkg.__file__).parents[1])})  # fmt: skip
    assert done.stdout == "alive\n" and done.returncode == 86


def test_the_queue_has_a_bound(folder: Path) -> None:
    with Pool(folder, size=1, queue=2) as pool:
        pool.ready()
        told: list[str] = []

        def ask(seconds: float) -> None:
            try:
                pool.run(Job(ENDLESS, limits=Limits(seconds=seconds)))
            except CallerError as e:
                told.append(e.code)

        threads = [threading.Thread(target=ask, args=(s,)) for s in (1.5, 20.0, 0.4)]
        for n, thread in enumerate(threads):
            thread.start()
            while pool.health()["waiting"] != max(n, 0) or not pool.health()["busy"]:
                time.sleep(0.01)
        assert refused(pool, Job(POINT)).code == "query.busy"  # two wait already
        with pytest.raises(CallerError, match="waiting already"):
            asyncio.run(pool.answer(Job(POINT)))
        threads[2].join()
        assert told == ["query.busy"]  # it waited as long as it may run
        threads[0].join()
        assert told == ["query.busy", "query.timeout"]
        pool.close()
        threads[1].join()
        assert len(told) == 3 and refused(pool, Job(POINT)).code == "query.busy"


def test_in_a_loop_many_share_few_workers_and_who_goes_away_frees_one(folder: Path) -> None:
    async def main(pool: Pool) -> None:
        found = await asyncio.gather(*(pool.answer(Job(POINT)) for _ in range(40)))
        assert len({str(r.rows) for r in found}) == 1
        gone = [asyncio.create_task(pool.answer(Job(ENDLESS))) for _ in range(3)]  # two run, one waits
        await asyncio.sleep(0.2)
        for task in gone:
            task.cancel()
        await asyncio.wait(gone)
        assert all(t.cancelled() for t in gone)
        began = time.monotonic()
        assert await pool.answer(Job(POINT)) == found[0]
        assert time.monotonic() - began < 10
        long = Job("SELECT * { VALUES ?x { " + "'武汉' " * 20_000 + "} }", TABLES[0], Limits(rows=10**6))
        answers = await asyncio.gather(
            *(pool.answer(long) for _ in range(3))
        )  # messages that need many pieces, both ways
        assert all(len(json.loads(a.data)["results"]["bindings"]) == 20_000 for a in answers)

    with Pool(folder, size=2) as pool:
        asyncio.run(main(pool))
        assert pool.run(Job(POINT)).rows


def test_the_origin_may_change(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.trig"
    other.write_bytes(rdf.trig(quads()[:3]))
    with Pool(folder, size=2, least=1) as pool:
        before = pool.run(Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).rows
        pool.reopen(other)
        assert before != pool.run(Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).rows == [(3,)]
        pool.reopen(tmp_path / "nothing.trig")
        for _ in range(3):
            assert refused(pool, Job(POINT)).code == "graph.unreadable"
        pool.reopen(other)
        assert pool.run(Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).rows == [(3,)]


def test_workers_are_started_when_they_are_needed(folder: Path) -> None:
    with Pool(folder, size=2, least=1) as pool:
        pool.run(Job(POINT))
        assert pool.health()["workers"] == 1
        thread = threading.Thread(target=refused, args=(pool, Job(ENDLESS)))
        thread.start()
        while not pool.health()["busy"]:
            time.sleep(0.01)
        assert pool.run(Job(POINT)).rows and pool.health()["workers"] == 2
        pool.close()
        thread.join()


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of files")
def test_a_system_that_is_full_is_told_and_tried_again(folder: Path) -> None:
    code = (
        "import os, resource, sys; from pathlib import Path; from govkg.errors import InternalError; from govkg.worker import Job, Pool\n"
        "import govkg.worker.pool; most = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
        "for room in range(8):\n"
        "    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir('/dev/fd')) - 1 + room, most[1]))\n"
        "    pool = Pool(Path(sys.argv[1]), size=1)\n"
        "    try: pool.run(Job('ASK {}'))\n"
        "    except InternalError as e: print(e.code, 'starts no worker' in str(e))\n"
        "    resource.setrlimit(resource.RLIMIT_NOFILE, most)\n"
        "    print(pool.run(Job('ASK {}')).rows); pool.close()\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code, str(folder)], capture_output=True, text=True,
                          env={"PYTHONPATH": str(Path(govkg.__file__).parents[1])})  # fmt: skip
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and done.stderr == "" and lines.count("[(True,)]") == 8 and "query.worker True" in lines


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_random_moments_the_answers_stay(folder: Path) -> None:
    kills = 100 if SOAK else 5
    chance = random.Random(5)
    with Pool(folder, size=2, limits=Limits(seconds=60)) as pool:
        expected = pool.ready().run(Job(POINT))
        stop, answered, told = threading.Event(), [0], list[str]()

        def ask() -> None:
            while not stop.is_set():
                try:
                    assert pool.run(Job(POINT)) == expected
                    answered[0] += 1
                except InternalError as e:
                    told.append(e.code)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(kills):
            time.sleep(chance.random() / 5)
            with pool._lock:
                os.kill(chance.choice(sorted(w.process.pid for w in pool._all)), signal.SIGKILL)
        before = answered[0]
        time.sleep(0.5)
        stop.set()
        for thread in threads:
            thread.join(60)
        assert answered[0] > before > 0 and set(told) <= {"query.worker"} and len(told) <= kills
        health = pool.health()
        assert isinstance(health["killed"], int) and 1 <= health["killed"] <= kills and health["workers"] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_who_is_killed_again_and_again_is_told(folder: Path) -> None:
    with Pool(folder, size=1, limits=Limits(seconds=60)) as pool:
        stop = threading.Event()

        def kill() -> None:
            while not stop.wait(0.02):
                with pool._lock:
                    for worker in pool._all:
                        if worker.ready:
                            os.kill(worker.process.pid, signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        try:
            with pytest.raises(InternalError) as e:
                pool.run(Job(ENDLESS))
        finally:
            stop.set()
            thread.join()
        assert e.value.code == "query.worker" and pool.run(Job(POINT)).rows


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL; a job object does it there")
def test_workers_end_with_their_parent_even_in_a_query(folder: Path) -> None:
    code = (
        "import sys, threading, time; from pathlib import Path; from govkg.worker import Job, Pool\n"
        "pool = Pool(Path(sys.argv[1]), size=2).ready()\n"
        "threading.Thread(target=pool.run, args=(Job(sys.argv[2]),), daemon=True).start(); time.sleep(0.3)\n"
        "print(*(w.process.pid for w in pool._all), flush=True); time.sleep(60)"
    )
    env = {"PYTHONPATH": str(Path(govkg.__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder), ENDLESS], stdout=subprocess.PIPE, env=env
    ) as parent:
        assert parent.stdout is not None
        workers = [int(p) for p in parent.stdout.readline().split()]
        assert len(workers) == 2 and all(alive(p) for p in workers)
        parent.kill()
    deadline = time.monotonic() + 10
    while any(alive(p) for p in workers):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_who_is_interrupted_while_waiting_leaves_no_place_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(folder, size=1) as pool:
        pool.ready()
        asked = threading.Thread(target=lambda: refused(pool, Job(ENDLESS, limits=Limits(seconds=0.6))))
        asked.start()
        while not pool.health()["busy"]:
            time.sleep(0.01)

        def interrupted(self: threading.Event, timeout: float | None = None) -> bool:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(threading.Event, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt):
                pool.run(Job(POINT))
        asked.join()
        assert len(pool.run(Job(POINT)).rows) > 0 and pool.health()["busy"] == 0
