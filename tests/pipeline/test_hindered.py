"""What hinders a build: it says so in one line, publishes nothing, loses nothing, and the next one goes on where it was."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pipeline import reports

from govkg import journal, pipeline
from govkg.cli import main
from govkg.errors import CallerError
from govkg.library import Library, open_library
from govkg.settings import Settings

TEN = 10
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = reports.write(tmp_path_factory.mktemp("ten"), range(TEN))
    pipeline.build(library)
    return library


@pytest.fixture
def copy(ten: Library, tmp_path: Path) -> Library:
    shutil.copytree(ten.root, tmp_path / "copy")
    return open_library(Settings(workspace=tmp_path / "copy"))


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "govkg", "build", "--workspace", str(root), "--lang", "en", *words],
        env={**os.environ, "PYTHONUTF8": "1"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """The exit code and the lines on standard error."""
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors.splitlines()


def until(happened: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.005)


def parts(library: Library) -> Sequence[Path]:
    return sorted((library.out / ".govkg" / "parts").glob("*.part"))


def test_one_bad_document_among_ten_is_told_at_the_end_and_the_others_are_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = reports.write(tmp_path, range(TEN))
    (library.root / "sources" / reports.name(4) / "text.txt").write_bytes("不是这份".encode())
    assert main(["build", "--workspace", str(tmp_path), "--lang", "en"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert reports.name(4) in lines[0] and "not the one that source.toml gives the sha256 of" in lines[0]
    kg = pipeline.open_graph(library)
    assert len(kg.query("SELECT ?r { ?r a gov:Report }").rows) == TEN - 1
    assert pipeline.standing(library).stale == {reports.name(4): ("new",)}
    shutil.rmtree(library.root / "sources" / reports.name(4))
    reports.write(tmp_path, [4])
    assert pipeline.build(library).read == (reports.name(4),)


def test_a_second_build_is_refused_while_one_runs(copy: Library) -> None:
    before = reports.made(copy)
    reports.write(copy.root, [TEN])
    with journal.locked(copy.out):
        code, lines = said(started(copy.root))
    assert (code, lines) == (
        1,
        [f"govkg: {copy.out}: another build of this workspace is running; wait until it is done"],
    )
    assert reports.made(copy) == before


def test_a_source_that_changes_under_a_build_stops_it(copy: Library) -> None:
    before = reports.made(copy)
    reports.write(copy.root, range(TEN, TEN + 20))
    process = started(copy.root)
    until(lambda: parts(copy) or process.poll() is not None)
    about = copy.root / "sources" / reports.name(3) / "source.toml"
    about.write_text(about.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code, lines = said(process)
    assert (code, len(lines)) == (1, 1)
    assert lines[0].endswith("this changed while the graph was built; nothing was published; run govkg build again")
    assert reports.made(copy) == before
    result = pipeline.build(copy)
    assert result.read == (reports.name(3),)  # the others were kept
    assert len(result.sources) == TEN + 20


@linux
def test_a_process_of_the_build_that_dies_is_told_and_what_was_read_is_kept(copy: Library) -> None:
    before = reports.made(copy)
    reports.write(copy.root, range(TEN, TEN + 60))
    process = started(copy.root, "--jobs", "2")
    until(lambda: parts(copy) or process.poll() is not None)
    for child in children(process.pid):
        os.kill(child, signal.SIGKILL)
    code, lines = said(process)
    assert (code, len(lines)) == (1, 1), lines
    assert "a process of the build died" in lines[0]
    assert reports.made(copy) == before
    kept = {p.name.partition(".")[0] for p in parts(copy)}
    assert kept
    assert not kept & set(pipeline.build(copy).read)


def children(pid: int) -> list[int]:
    """The reading processes of a build; the tracker of resources that Python starts beside them is none."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [int(p) for p in found if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]


@linux
@pytest.mark.parametrize("room", [20_000, 400_000])
def test_a_full_disk_is_told_in_one_line_and_nothing_is_lost(copy: Library, room: int) -> None:
    import resource

    reports.write(copy.root, [TEN])
    before = reports.made(copy)
    done = subprocess.run(
        [sys.executable, "-m", "govkg", "build", "--workspace", str(copy.root), "--lang", "en"],
        env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, encoding="utf-8", check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert reports.made(copy) == before
    assert len(pipeline.open_graph(copy).query("SELECT ?r { ?r a gov:Report }").rows) == TEN
    pipeline.build(copy)
    assert len(pipeline.open_graph(copy).query("SELECT ?r { ?r a gov:Report }").rows) == TEN + 1


def test_a_folder_that_may_not_be_written_is_told(
    copy: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CallerError) as e, journal.locked(tmp_path / "file"):
        pass
    assert e.value.code == "workspace.unwritable"
    shutil.rmtree(copy.out / ".govkg")
    (copy.out / ".govkg").write_bytes(b"")  # in the way of everything that a build keeps
    assert main(["build", "--workspace", str(copy.root), "--lang", "en"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "cannot be written" in lines[0]


def test_a_journal_that_was_left_is_followed_by_whoever_opens_the_workspace(copy: Library, tmp_path: Path) -> None:
    reports.write(copy.root, [TEN])
    other = replace(copy, out=tmp_path / "out")
    pipeline.build(other)
    # What a build leaves that is killed in the moment after its journal stood and some files were moved.
    wanted = reports.made(other)
    staged = journal.staged(copy.out)
    for name, data in wanted.items():
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        (staged / name).write_bytes(data)
    left = f'{{"moves": {sorted(wanted)}, "gone": ["statements/none.jsonl"]}}'.replace("'", '"')
    (copy.out / ".govkg" / "publish.json").write_text(left, encoding="utf-8")
    (staged / "release" / "void.ttl").replace(copy.release / "void.ttl")
    library = open_library(Settings(workspace=copy.root))
    assert len(pipeline.open_graph(library).query("SELECT ?r { ?r a gov:Report }").rows) == TEN + 1
    assert reports.made(library) == wanted
    assert not staged.exists()


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a/../../b", "c:\\a", ""])
def test_a_journal_that_leads_out_of_the_workspace_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / ".govkg").mkdir()
    text = f'{{"moves": [], "gone": ["{name}"]}}'.replace("\\", "\\\\")
    (tmp_path / ".govkg" / "publish.json").write_text(text, encoding="utf-8")
    with pytest.raises(CallerError) as e:
        journal.settle(tmp_path)
    assert e.value.code == "build.journal"
