"""The store that grows: whatever its history, it is the store that would be built from nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SOAK

from govkg import rdf, store
from govkg.errors import CallerError

NAMES = [f"urn:graph:{n}" for n in range(5)]
# Few terms, so that triples stand in several graphs; the subjects of "own" are of one graph alone.
NODES = [ox.NamedNode(f"urn:n{i}") for i in range(3)]
# Another process, which grows one version from the other until it is killed. Version n says n in every graph that it touched:
# graph n % 7 comes anew, graph (n + 3) % 7 goes.
GROWER = """
import sys
from pathlib import Path
from govkg import store
from tests.store import test_grow as t
folder = Path(sys.argv[1])
n = t.number(store.open(folder))
print("ready", flush=True)
while True:
    n += 1
    store.grow(folder, str(n - 1), str(n), *t.change(n))
    print(n, flush=True)
"""
VALUES: list[ox.NamedNode | ox.Literal] = [
    *NODES,
    ox.Literal("武汉云", language="zh"),
    ox.Literal("60.90", datatype=rdf.DECIMAL),
    ox.Literal('{\n "} .\n'),
]
TRIPLES = st.frozensets(
    st.builds(ox.Triple, st.sampled_from(NODES), st.sampled_from([rdf.LABEL, rdf.RDF_TYPE]), st.sampled_from(VALUES)),
    max_size=6,
)
Graphs = dict[str, frozenset[ox.Triple]]
CHANGES = st.lists(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.none(), TRIPLES), max_size=3), max_size=5)


def quads(graphs: Graphs) -> list[ox.Quad]:
    return [ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(iri)) for iri, ts in graphs.items() for t in ts]


def held(view: store.View) -> list[str]:
    return sorted(map(str, view))


@settings(max_examples=300 if SOAK else 12)
@given(CHANGES)
def test_a_store_that_grew_is_the_one_built_from_nothing(changes: list[dict[str, frozenset[ox.Triple] | None]]) -> None:
    now: Graphs = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        base = None
        for n, change in enumerate(changes):
            before = set(now)
            for iri, triples in change.items():
                if triples:
                    now[iri] = triples
                else:
                    now.pop(iri, None)
            fresh = [store.block(quads({iri: now[iri]})) for iri in change if iri in now]
            gone = [iri for iri in change if iri in before and (n % 2 or iri not in now)]
            store.grow(Path(place), base, f"{n}", gone, fresh)
            base = f"{n}"
            view = store.open(Path(place))
            assert held(view) == held(store.memory(quads(now)))
            assert {g.value for g in view.named_graphs()} == set(now)


def test_a_triple_in_two_graphs_survives_the_removal_of_one(tmp_path: Path) -> None:
    both, *own = [ox.Triple(NODES[0], rdf.LABEL, ox.Literal(str(i))) for i in range(9)]
    left = {"urn:b": frozenset([both])}
    first: Graphs = {"urn:a": frozenset([both, *own]), **left}
    most: Graphs = {"urn:a": frozenset(own), **left}  # one triple less: the others are left alone
    few: Graphs = {"urn:a": frozenset(own[:1]), **left}  # so few that the graph is put in anew
    store.grow(tmp_path, None, "first", fresh=[store.block(quads({iri: ts})) for iri, ts in first.items()])
    for name, now in (("most", most), ("few", few), ("none", left)):
        fresh = [store.block(quads({"urn:a": now["urn:a"]}))] if "urn:a" in now else []
        store.grow(tmp_path, "first", name, [] if fresh else ["urn:a"], fresh)
        assert held(store.open(tmp_path)) == held(store.memory(quads(now)))


def change(n: int) -> tuple[list[str], list[tuple[str, bytes]]]:
    """What version ``n`` takes out and puts in."""
    return [f"urn:graph:{(n + 3) % 7}"], [
        store.block(written(n, f"urn:graph:{n % 7}")),
        store.block(written(n, "urn:n")),
    ]


def written(n: int, graph: str) -> list[ox.Quad]:
    words = (
        [str(n)] if graph == "urn:n" else [f"{n if i % 3 else n // 7} {i}" for i in range(300)]
    )  # a third stays a while
    values = [ox.Literal(w) for w in words]
    return [ox.Quad(NODES[i % 3], rdf.LABEL, v, ox.NamedNode(graph)) for i, v in enumerate(values)]


def state(n: int) -> list[ox.Quad]:
    """What version ``n`` holds after all changes from 0 on."""
    now: dict[str, list[ox.Quad]] = {}
    for k in range(max(0, n - 14), n + 1):
        now[f"urn:graph:{k % 7}"] = written(k, f"urn:graph:{k % 7}")
        now.pop(f"urn:graph:{(k + 3) % 7}", None)
    return [*(q for quads in now.values() for q in quads), *written(n, "urn:n")]


def number(view: store.View) -> int:
    (said,) = view.quads_for_pattern(None, None, None, ox.NamedNode("urn:n"))
    assert isinstance(said.object, ox.Literal)
    return int(said.object.value)


def whole(folder: Path, least: int) -> int:
    """Which version is there; it is all there."""
    view = store.open(folder)
    n = number(view)
    assert n >= least and held(view) == held(store.memory(state(n)))
    return n


def there(folder: Path) -> set[str]:
    """What is in a store's folder, but for the locks of what this process reads."""
    return {p.name for p in folder.glob("*") if not p.name.endswith(f".read-{os.getpid()}")}


def begun(folder: Path) -> Path:
    return store.grow(folder, None, "0", *change(0))


def told(folder: Path, code: str, **more: object) -> CallerError:
    """What a growth that fails says; it leaves nothing and the current version stays."""
    before = there(folder)
    with pytest.raises(CallerError) as e:
        store.grow(folder, **{"base": "0", "name": "1", **more})  # type: ignore[arg-type]
    assert e.value.code == code and "\n" not in str(e.value)
    assert there(folder) == before
    return e.value


def test_growth_killed_at_any_moment_leaves_the_last_whole_version_and_the_next_completes(tmp_path: Path) -> None:
    rng, last = random.Random(7), 0
    begun(tmp_path)
    for n in range(100 if SOAK else 5):
        command = [sys.executable, "-c", GROWER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), encoding="utf-8") as process:
            assert process.stdout and process.stdout.readline() == "ready\n"
            if n % 5 == 0:  # however slow the machine is
                last = int(process.stdout.readline())
            until = time.monotonic() + rng.uniform(0.02, 0.6)
            while time.monotonic() < until:
                last = whole(tmp_path, last)
            process.kill()
            said = process.stdout.read().split()
        last = whole(tmp_path, max(last, int(said[-1]) if said else 0))
    assert last > 0, "some growth was done"
    store.grow(tmp_path, str(last), str(last + 1), *change(last + 1))
    assert whole(tmp_path, last + 1) == last + 1
    left = there(tmp_path)
    read = {store.version(str(n)) for n in range(last + 2)}
    assert left - read == {store.POINTER}, "what the killed ones left is removed"
    assert len(left & read) <= 10, "and so are versions that nobody reads"


def test_who_reads_keeps_the_version_that_was_opened(tmp_path: Path) -> None:
    begun(tmp_path)
    views = [store.open(tmp_path)]
    for n in range(1, 5):
        store.grow(tmp_path, str(n - 1), str(n), *change(n))
        views.append(store.open(tmp_path))
    for n, view in enumerate(views):
        assert held(view) == held(store.memory(state(n)))


def test_a_version_stays_while_another_process_reads_it(tmp_path: Path) -> None:
    begun(tmp_path)
    reader = "import sys; from pathlib import Path; from govkg import store; view = store.open(Path(sys.argv[1])); input(len(view))"
    with subprocess.Popen([sys.executable, "-c", reader, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          env=environment(), encoding="utf-8") as process:  # fmt: skip
        assert process.stdout and process.stdout.read(3) == "602"
        for n in range(1, 4):
            store.grow(tmp_path, str(n - 1), str(n), *change(n))
        assert {p.name[:19] for p in tmp_path.glob("v*")} == {store.version(str(n)) for n in (0, 2, 3)}
        process.kill()
    store.grow(tmp_path, "3", "4", *change(4))
    assert there(tmp_path) == {store.version("3"), store.version("4"), store.POINTER}


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *(p for p in sys.path if p)])}


def test_two_at_once_give_whole_versions(tmp_path: Path) -> None:
    begun(tmp_path)
    names, wrong = ["1", "1", "other", "1"], []
    gate = threading.Barrier(len(names))

    def grow(name: str) -> None:
        gate.wait()
        try:
            store.grow(tmp_path, "0", name, *change(1), keep=["1", "other"])
        except BaseException as e:
            wrong.append(e)

    threads = [threading.Thread(target=grow, args=(name,)) for name in names]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert wrong == [] and whole(tmp_path, 1) == 1
    for name in names:
        assert held(ox.Store.read_only(str(tmp_path / store.version(name)))) == held(store.memory(state(1)))
    assert not list(tmp_path.glob("*.building-*"))


def test_a_name_may_depend_on_what_the_end_gave(tmp_path: Path) -> None:
    begun(tmp_path)
    seen: list[int] = []

    def finish(now: ox.Store) -> Iterator[tuple[str, bytes | None]]:
        seen.append(number(now))
        yield "urn:graph:1", None
        yield store.block(written(9, "urn:graph:0"))

    made = store.grow(tmp_path, "0", lambda: f"ends {seen}", *change(1), finish=finish)
    assert made.name == store.version("ends [1]")
    assert held(store.open(tmp_path)) == held(store.memory([*written(9, "urn:graph:0"), *written(1, "urn:n")]))
    assert there(tmp_path) == {made.name, store.version("0"), store.POINTER}


def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    begun(tmp_path)
    e = told(tmp_path, "store.missing", base="none")
    assert store.version("none") in str(e) and "from nothing" in e.cure
    good = store.block(written(1, "urn:graph:1"))
    for text in (b"nonsense", b"<urn:bad> {\n\t<urn:a> <urn:b> .\n}\n", b'<urn:bad> {\n\t<urn:a> <urn:b> "cut'):
        e = told(tmp_path, "store.block", fresh=[good, ("urn:bad", text)])
        assert str(e).startswith("urn:bad: ")
    for _ in range(5):  # the store must be closed when its folder is removed, else what it still writes stays there
        assert "urn:graph:0" in str(told(tmp_path, "store.block", fresh=[("urn:graph:0", b"nonsense")]))
    next(f for f in (tmp_path / store.version("0")).iterdir() if f.name == "CURRENT").write_bytes(b"nonsense")
    assert told(tmp_path, "graph.unreadable").where.endswith(store.version("0"))


def test_a_place_that_is_no_folder_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here", encoding="utf-8")
    assert str(tmp_path / "file") in str(told(tmp_path / "file", "store.full", base=None))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "here"


# The disk of a process whose files may not grow beyond 200 kB is full, and so is a small one.
LIMITED = """
import resource, sys
from pathlib import Path
from govkg import store
from govkg.errors import CallerError
from tests.store import test_grow as t
if sys.argv[2]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    store.grow(Path(sys.argv[1]), sys.argv[3] or None, "big", fresh=(store.block(t.written(n, f"urn:graph:{n}")) for n in range(500)))
except CallerError as e:
    print(e.code, e)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process's files have no limit there")
@pytest.mark.parametrize("base", ["", "0"])
def test_a_full_disk_is_told_in_one_line_and_nothing_is_left(tmp_path: Path, base: str) -> None:
    full(tmp_path, "200000", base)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a disk is mounted by root only")
def test_a_small_disk_is_told_in_one_line_and_nothing_is_left(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False
    ).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        full(disk, "", "0")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def full(folder: Path, limit: str, base: str) -> None:
    begun(folder)
    before = there(folder)
    done = subprocess.run([sys.executable, "-c", LIMITED, str(folder), limit, base], capture_output=True, env=environment(), check=False,
                          encoding="utf-8")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1 and done.stdout.startswith(
        f"store.full {folder}: the store cannot be written ("
    )
    assert there(folder) == before
    assert whole(folder, 0) == 0
    store.grow(folder, "0", "1", *change(1))
    assert whole(folder, 1) == 1
