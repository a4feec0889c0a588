"""A real cluster reads as one machine does: several worker processes, a shared place, one of them killed in mid-run."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from govkg import corpus, pipeline, sources
from govkg.cli import main
from govkg.corpus import Cluster
from govkg.crew import Desk, Refused, Task
from govkg.errors import CallerError
from govkg.judgements import Judged
from govkg.library import Library
from govkg.parts import About
from govkg.places import Place
from govkg.sources import Source
from govkg.statements import digest

REPORTS = 40  # two shards
TEXT = "{city}市数据局{year}年工作总结\n一、“一网通办”改革\n上线“{city}通”平台，办理时限压减{a}%，接入事项{b}项，服务群众超{c}万人次。\n"


def report(n: int) -> Source:
    city, year = "甲乙丙丁戊己庚辛"[n % 8] + "川", 2016 + n // 8
    text = TEXT.format(city=city, year=year, a=20 + n, b=300 + 7 * n, c=3 + n)
    import hashlib

    sha = hashlib.sha256(text.encode()).hexdigest()
    return Source(id=f"r{n:02}", text=text, sha256=sha, body=f"{city}市数据局", place=f"{city}市", covers=str(year))


def workspace(root: Path, reports: int = REPORTS) -> Library:
    for n in range(reports):
        source = report(n)
        folder = root / "sources" / source.id
        folder.mkdir(parents=True)
        (folder / "text.txt").write_bytes(source.text.encode())
        (folder / "source.toml").write_bytes(sources.described(source).encode())
    return Library(root, root)


def made(root: Path) -> dict[str, str]:
    """Every file of the statements and the release, by name, with its hash."""
    files = [p for folder in ("statements", "release") for p in (root / folder).rglob("*") if p.is_file()]
    return {p.relative_to(root).as_posix(): digest(p.read_bytes().hex()) for p in files}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one machine makes."""
    root = tmp_path_factory.mktemp("alone")
    pipeline.build(workspace(root))
    found = made(root)
    assert any(name.startswith("release/graphs/") for name in found)
    return found


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three worker processes, and a place that they share."""
    place = tmp_path_factory.mktemp("the shared 地方")
    with corpus.cluster("", place.as_uri() if " " not in str(place) else str(place), 3) as found:
        found.size = 4
        yield found


def test_a_cluster_gives_the_bytes_of_one_machine_though_a_worker_is_killed(
    hands: Cluster, alone: dict[str, str], tmp_path: Path
) -> None:
    library = workspace(tmp_path)
    killed: list[int] = []

    def reading(desk: Desk, tasks: Sequence[Task]) -> Iterator[list[About | Refused]]:
        pids = hands.client.run(os.getpid)
        for given in hands.read(desk, tasks):
            if not killed:
                killed.append(pids.popitem()[1])
                os.kill(killed[0], signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
            yield given

    result = pipeline.build(library, reading=reading)
    assert len(result.read) == REPORTS and not result.refused and killed
    assert made(tmp_path) == alone


def test_each_partition_leaves_its_n_quads_and_what_is_there_is_not_read_again(
    hands: Cluster, alone: dict[str, str], tmp_path: Path
) -> None:
    names = [name for name in hands.place.names("quads") if name.endswith(".nq.gz")]
    assert len(names) == REPORTS // hands.size
    quads = {
        q for name in names for q in parse(gzip.decompress(hands.place.read(f"quads/{name}")), format=RdfFormat.N_QUADS)
    }
    before = {name: hands.place.read(f"parts/{name}") for name in hands.place.names("parts")}
    assert len(before) == REPORTS
    library = workspace(tmp_path)
    pipeline.build(library, reading=hands.read)  # another workspace with the same reports
    assert made(tmp_path) == alone
    assert {name: hands.place.read(f"parts/{name}") for name in hands.place.names("parts")} == before
    there = set(pipeline.open_graph(library).store)
    assert quads <= there


def test_a_bad_report_is_told_and_the_others_are_in(hands: Cluster, tmp_path: Path) -> None:
    library = workspace(tmp_path, 9)
    (tmp_path / "sources" / "r03" / "text.txt").write_bytes("改过的文本".encode())
    result = pipeline.build(library, reading=hands.read)
    assert [(r.id, r.error.code) for r in result.refused] == [("r03", "source.changed")]
    assert len(result.sources) == 8


def test_a_worker_with_other_rules_reads_nothing(hands: Cluster, tmp_path: Path) -> None:
    work = corpus.Partition(hands.place.url, (), (("rules", "of another version"),), (), (), Judged())
    with pytest.raises(CallerError) as caught:
        hands.client.submit(corpus.read, work, pure=False).result()
    assert caught.value.code == "cluster.version"


def test_no_scheduler_is_told_in_one_line(tmp_path: Path) -> None:
    workspace(tmp_path, 1)
    words = ["build", "--workspace", str(tmp_path), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    code = "import sys; from govkg import corpus; from govkg.cli import main; corpus.PATIENCE = 1; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "no scheduler answers" in done.stderr
    assert not (tmp_path / "release").exists()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--engine", "dask", "--place", "nowhere://x"], "this place cannot be reached"),
        (["--engine", "spark"], "there is no engine"),
        (["--place", "x"], "only --engine dask"),
    ],
)
def test_no_place_and_no_engine_are_told_in_one_line(
    words: list[str], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace(tmp_path, 1)
    assert main(["build", "--workspace", str(tmp_path), "--lang", "en", *words]) == 1
    said = capsys.readouterr().err
    assert (line in said, said.count("\n")) == (True, 1), said
    assert not (tmp_path / "release").exists()


def test_the_command_starts_a_cluster_of_its_own(alone: dict[str, str], tmp_path: Path) -> None:
    workspace(tmp_path)
    words = ["build", "--engine", "dask", "--jobs", "2", "--workspace", str(tmp_path)]
    done = subprocess.run([sys.executable, "-m", "govkg", *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert made(tmp_path) == alone
    assert not (tmp_path / ".govkg" / "cluster").exists()


def test_a_folder_is_told_to_the_workers_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Place("shared")
    monkeypatch.chdir("/")
    Place(here.url).write("a.txt", b"x")  # a worker stands in another folder
    assert here.read("a.txt") == (tmp_path / "shared" / "a.txt").read_bytes() == b"x"
