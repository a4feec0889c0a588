"""The store on disk: versions beside one another, a pointer, readers that keep theirs, builds killed at any moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from govkg import store
from govkg.errors import CallerError

SOAK = bool(os.environ.get("GOVKG_SOAK"))
A, P, G = (ox.NamedNode(f"urn:{n}") for n in "apg")
# Another process, which swaps between two builds until it is killed.
BUILDER = """
import sys
from pathlib import Path
import pyoxigraph as ox
from govkg import store
A, P, G = (ox.NamedNode(f"urn:{n}") for n in "apg")
print("ready", flush=True)
for n in range(int(sys.argv[2]), 1_000_000):
    quads = [ox.Quad(A, P, ox.Literal(f"{n} {i}"), G) for i in range(2_000)]
    store.build(Path(sys.argv[1]), quads, str(n))
    print(n, flush=True)
"""


def some(name: str, count: int = 50) -> list[ox.Quad]:
    return [ox.Quad(A, P, ox.Literal(f"{name} {i}"), G) for i in range(count)]


def names(view: store.View) -> set[str]:
    return {q.object.value.split()[0] for q in store.named(view) if isinstance(q.object, ox.Literal)}


def told(folder: Path) -> CallerError:
    with pytest.raises(CallerError) as e:
        store.open(folder)
    assert "\n" not in str(e.value) and str(folder) in str(e.value) and "govkg build" in e.value.cure
    assert not store.home(folder).holds("first")
    return e.value


def test_a_folder_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere").code == "store.missing"
    assert told(tmp_path).code == "store.missing"
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "CURRENT").write_text("MANIFEST-000004\n", encoding="utf-8")
    assert told(foreign).code == "store.format" and "no pointer" in str(told(foreign))
    for text in (b"../../etc", b"v1-../x", b"vmlinuz\x00", b"\xff\xfe", b"MANIFEST-000004\n", b"v1-x\\y"):
        (foreign / store.POINTER).write_bytes(text)
        assert told(foreign).code == "store.format"


def test_a_store_of_another_format_is_told_and_built_again(tmp_path: Path) -> None:
    made = store.build(tmp_path, some("first"), "first")
    for old in ("v0", "v12"):
        made.rename(tmp_path / (older := made.name.replace("v1", old)))
        (tmp_path / store.POINTER).write_text(older + "\n", encoding="utf-8")
        e = told(tmp_path)
        assert e.code == "store.format" and f"format {old[1:]}, not {store.FORMAT}" in str(e)
        made = store.build(tmp_path, some("first"), "first")
        assert names(store.open(tmp_path)) == {"first"}


def test_a_pointer_to_nothing_is_told(tmp_path: Path) -> None:
    made = store.build(tmp_path, some("first"), "first")
    made.rename(tmp_path / "away")
    e = told(tmp_path)
    assert e.code == "store.missing" and made.name in str(e)


def test_a_store_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    made = store.build(tmp_path, some("first"), "first")
    for file in made.iterdir():
        if file.name == "CURRENT":
            file.write_bytes(b"nonsense")
    with pytest.raises(CallerError) as e:
        store.open(tmp_path)
    assert e.value.code == "graph.unreadable" and "\n" not in str(e.value)


def test_who_reads_keeps_what_was_opened(tmp_path: Path) -> None:
    store.build(tmp_path, some("first", 5_000), "first")
    first = store.open(tmp_path)
    for name in ("second", "third", "fourth"):
        store.build(tmp_path, some(name), name)
        assert names(store.open(tmp_path)) == {name}
    assert names(first) == {"first"} and len(list(store.named(first))) == 5_000


def test_one_version_stays_beside_the_current_one(tmp_path: Path) -> None:
    for name in ("first", "second", "third"):
        store.build(tmp_path, some(name), name)
    kept = {store.version("second"), store.version("third"), store.POINTER}
    assert {p.name for p in tmp_path.iterdir()} == kept
    store.build(tmp_path, iter(()), "second")
    assert names(store.open(tmp_path)) == {"second"}, "a version that is there is only pointed to"


def test_what_a_build_that_failed_left_is_removed_in_time(tmp_path: Path) -> None:
    def broken() -> Iterator[ox.Quad]:
        yield from some("broken")
        raise ValueError("wrong")

    store.build(tmp_path, some("first"), "first")
    with pytest.raises(ValueError, match="wrong"):
        store.build(tmp_path, broken(), "broken")
    assert names(store.open(tmp_path)) == {"first"}
    for name, age in (("new", 60), ("old", 7200)):
        left = tmp_path / f"{store.version(name)}.building-1"
        left.mkdir()
        os.utime(left, (time.time() - age,) * 2)
    store.build(tmp_path, some("second"), "second")
    assert {p.name for p in tmp_path.glob("*.building-*")} == {f"{store.version('new')}.building-1"}


def test_a_build_or_swap_killed_at_any_moment_leaves_the_last_whole_one(tmp_path: Path) -> None:
    """Readers look on all the while: whatever they open is whole, and none goes back."""
    rng, last = random.Random(5), 0
    store.build(tmp_path, some("0", 2_000), "0")
    for n in range(100 if SOAK else 5):
        command = [sys.executable, "-c", BUILDER, str(tmp_path), str(last + 1)]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, encoding="utf-8") as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            if n % 5 == 0:  # however slow the machine is
                last = int(process.stdout.readline())
            until = time.monotonic() + rng.uniform(0.02, 0.8)
            while time.monotonic() < until:
                last = whole(tmp_path, last)
            process.kill()
            said = process.stdout.read().split()
        last = whole(tmp_path, max(last, int(said[-1]) if said else 0))
    assert last > 0, "some build was done"


def whole(folder: Path, least: int) -> int:
    """Which build is there; it is all there."""
    found = [q.object.value for q in store.named(store.open(folder)) if isinstance(q.object, ox.Literal)]
    (which,) = {int(words.split()[0]) for words in found}
    assert len(found) == len(set(found)) == 2_000 and which >= least
    return which
