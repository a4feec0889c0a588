"""Two hundred queries that try to reach outside: each is refused in one line, nothing is fetched and no file is opened."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from tests.worker.hostile import queries
from tests.worker.listener import listening

import govkg
from govkg import gate
from govkg.errors import CallerError
from govkg.worker import TABLES, Job, Pool

SRC = Path(govkg.__file__).parents[1]
ROOT = Path(__file__).parents[2]
OPENS = re.compile(r"\d+ +open(?:at2?)?\(")  # the system calls, not a path or a program that has the word in it
RUN_ALL = """
import json, sys
from pathlib import Path
from govkg.errors import CallerError
from govkg.worker import Job, Pool
from tests.worker.hostile import queries
origin, url, file, begin, end = sys.argv[1:]
refused = 0
with Pool(Path(origin), size=1) as pool:
    pool.ready()
    texts = list(queries(url, file))
    open(begin).close()
    for text, codes in texts:
        try:
            pool.run(Job(text))
        except CallerError as e:
            refused += e.code in codes
    open(end).close()
    print(json.dumps([len(texts), refused]))
"""
CAGED = """
import sys
from pathlib import Path
import pyoxigraph as ox
from govkg.worker.cage import Cage
origin, url, file = sys.argv[1:]
cage = Cage(0)
cage.shut([Path(origin)])
store = ox.Store.read_only(origin)
print(cage.obtained["network"] != "", cage.obtained["files"] != "")
for query in ("SELECT * { SERVICE <%s> { ?s ?p ?o } }" % url, "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }" % url):
    try:
        print(len(list(store.query(query))))
    except (OSError, RuntimeError):
        print("refused")
try:
    ox.Store().update("LOAD <%s>" % url)
except (OSError, RuntimeError):
    print("refused")
for path in (file, "/etc/passwd", __import__("os").__file__):
    try:
        open(path).close()
        print("opened", path)
    except PermissionError:
        print("refused")
"""


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.ttl"
    path.write_text("<http://x/s> <http://x/p> 'canary' .\n", encoding="utf-8")
    return path


def test_each_is_refused_in_one_line_and_nobody_is_asked(folder: Path, canary: Path) -> None:
    with listening() as listener, Pool(folder, size=1) as pool:
        every = list(queries(listener.url, canary.as_posix()))
        assert len(every) >= 200
        for n, (text, codes) in enumerate(every):
            with pytest.raises(CallerError) as e:
                pool.run(Job(text, form=TABLES[0] if n % 2 else "rows"))
            assert e.value.code in codes, (text[-200:], str(e.value))
            assert "\n" not in str(e.value) and len(str(e.value)) < 300 and "canary'" not in str(e.value)
        assert listener.count == 0
        assert pool.health()["killed"] == pool.health()["fault"] == 0  # refused, not crashed
        with pytest.raises(OSError):  # it does count
            urllib.request.urlopen(listener.url, timeout=5)
        assert listener.count == 1


def test_the_gate_alone_refuses_them_too(canary: Path) -> None:
    left = []
    for text, codes in queries("http://127.0.0.1:1/", canary.as_posix()):
        try:
            gate.check(text)
            left.append(codes)
        except CallerError as e:
            found = e.code
        else:
            continue
        assert found in codes
    assert len(left) < 10 and all(
        "query.failed" in codes for codes in left
    )  # no keyword at all: the engine cannot read it


@pytest.mark.skipif(sys.platform != "linux", reason="strace and its system calls are of Linux")
def test_from_outside_no_socket_and_no_file_is_opened(folder: Path, canary: Path, tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    marks = [tmp_path / "begin", tmp_path / "end"]
    for mark in marks:
        mark.touch()
    log = tmp_path / "strace.log"
    with listening() as listener:
        done = subprocess.run(
            ["strace", "-f", "-qq", "-s", "200", "-e", "trace=network,openat,open,openat2,execve,io_uring_setup", "-o", str(log),
             sys.executable, "-c", RUN_ALL, str(folder), listener.url, str(canary), *map(str, marks)],
            env={"PYTHONPATH": f"{SRC}:{ROOT}", "PYTHONUTF8": "1"}, capture_output=True, text=True, timeout=300, check=True,
        )  # fmt: skip
        assert listener.count == 0
    count, refused = json.loads(done.stdout)
    assert count == refused >= 200
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    first, last = (next(i for i, line in enumerate(lines) if OPENS.search(line) and str(m) in line) for m in marks)
    parent = lines[0].split()[0]
    before = [line for line in lines[:first] if line.split()[0] != parent]
    assert any("openat(" in line and folder.name in line for line in before)  # what is traced is what opens files
    during = [line for line in lines[first + 1 : last] if line.split()[0] != parent]
    assert not [
        line for line in during if re.search(r"\b(open\w*|socket|connect|bind|send\w*|execve|io_uring_setup)\(", line)
    ]
    assert not [line for line in lines if "AF_INET" in line]
    assert not [line for line in lines if OPENS.search(line) and canary.name in line]


@pytest.mark.skipif(sys.platform != "linux", reason="the cage of Linux")
def test_without_the_gate_the_cage_still_holds(folder: Path, canary: Path) -> None:
    with listening() as listener:
        done = subprocess.run([sys.executable, "-c", CAGED, str(folder), listener.url, str(canary)],
                              env={"PYTHONPATH": str(SRC)}, capture_output=True, text=True, check=True)  # fmt: skip
        assert listener.count == 0
    network, files = done.stdout.splitlines()[0].split()
    assert network == "True", "no seccomp and no namespaces: this system cannot keep a worker from the network"
    answers = done.stdout.split("\n", 1)[1].split()
    assert answers[:3] == ["refused", "1", "refused"]  # SILENT: one row, empty
    if files == "True":
        assert answers[3:] == ["refused"] * 3
