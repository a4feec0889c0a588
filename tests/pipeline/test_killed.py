"""A build that is killed at any moment: the workspace opens, its release is proved, the next build ends where it would have."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.conftest import SOAK
from tests.pipeline import reports

from govkg import parts, pipeline, verify
from govkg.library import Library, open_library
from govkg.settings import Settings

KILLS = 100 if SOAK else 5
BUILT, ADDED, REMOVED = 34, range(34, 38), (3, 20)  # two shards before and after


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that was built and then changed: reports came, went, and one is described in other words."""
    root = tmp_path_factory.mktemp("ready") / "workspace"
    library = reports.write(root, range(BUILT))
    pipeline.build(library)
    reports.write(root, ADDED)
    library.remove(map(reports.name, REMOVED))
    about = root / "sources" / reports.name(8) / "source.toml"
    about.write_text(about.read_text(encoding="utf-8").replace("审批局2", "行政审批局2"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def undisturbed(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What a build gives that nobody kills, and how long it takes."""
    root = tmp_path_factory.mktemp("undisturbed") / "workspace"
    shutil.copytree(ready, root)
    began = time.monotonic()
    subprocess.run(command(root), check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"})
    return reports.made(open_library(Settings(workspace=root))), time.monotonic() - began


def command(root: Path) -> list[str]:
    return [sys.executable, "-m", "govkg", "build", "--workspace", str(root), "--jobs", "1"]


def moments() -> Iterator[float]:
    """Parts of the time that a build takes, from its first second to its last, the same in each run of the quick tests."""
    chance = random.Random(None if SOAK else 7)
    for n in range(KILLS):
        yield 0.15 + 0.95 * (n + chance.random()) / KILLS


@pytest.mark.parametrize("moment", list(moments()))
def test_a_build_killed_at_any_moment_loses_nothing(
    ready: Path, undisturbed: tuple[dict[str, bytes], float], moment: float, tmp_path: Path
) -> None:
    wanted, seconds = undisturbed
    root, texts = tmp_path / "workspace", tmp_path / "texts"
    shutil.copytree(ready, root)
    shutil.copytree(ready / "sources", texts)
    for n in REMOVED:  # the last release still speaks of them
        shutil.copytree(ready / ".govkg" / "removed" / reports.name(n), texts / reports.name(n))
    process = subprocess.Popen(command(root), stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"})
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment * seconds)
    process.kill()
    process.wait()

    library = open_library(Settings(workspace=root))
    kg = pipeline.open_graph(library)
    assert kg.origin is not None and kg.origin.is_dir()
    assert len(kg.query("SELECT ?r { ?r a gov:Report }").rows) in (BUILT, BUILT + len(ADDED) - len(REMOVED))
    assert verify.verify(library.release, texts) == []
    finished = {about.id for p in (root / ".govkg" / "parts").glob("*.part") if (about := parts.about(p))}
    result = pipeline.build(library)
    assert not finished & set(result.read)
    assert reports.made(library) == wanted
    assert len(list((root / "sources").iterdir())) == len(result.sources)


def test_a_removal_killed_at_any_moment_leaves_each_report_in_one_place(ready: Path, tmp_path: Path) -> None:
    names = [reports.name(n) for n in range(25, 33)]
    for n in range(KILLS):
        root = tmp_path / str(n)
        shutil.copytree(ready / "sources", root / "sources")
        process = subprocess.Popen(
            [sys.executable, "-m", "govkg", "remove", *names, "--workspace", str(root)], stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + 30
        while process.poll() is None and not (root / ".govkg" / "removed").exists() and time.monotonic() < until:
            time.sleep(0.001)
        process.kill()
        process.wait()
        library = Library(root, root)
        removed = {p.name for p in (root / ".govkg" / "removed").glob("*")}
        assert sorted([*library.source_ids(), *removed]) == sorted(p.name for p in (ready / "sources").iterdir())
