"""Runs pages of docs/ from the first block to the last, each in a workspace of its own: ``python running.py [PAGE FOLDER]…``.

FOLDER holds a copy of ``graph/``. What each block printed goes to standard output as JSON. ``govkg`` is called in this process,
with ``--processes`` as a process of its own; everything else that a page calls is a process. The ports that pages name stand
for free ones, today for one certain day, the folder and the Python that runs for what a reader has in their place.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import doctest
import io
import json
import os
import queue
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import time
import traceback
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))  # it is run as a script
from tests.docs import pages
from tests.docs.pages import Block, Page

PORTS = ("8765", "7878")
DAY = "2026-12-01"  # what pages show for the day on which they are run
PROGRAMS = ("govkg", "python", "curl", "oxigraph", "Rscript")
KEY = re.compile(r"(?<=\?key=)[\w-]{20,}")  # opens a review, once
OUT = re.compile(r"^Out\[\d+\]:\s*", re.MULTILINE)  # what a notebook shows in its margin
DEMO = ("dev.py", "run")  # which is `govkg demo`, once all is installed


@dataclass
class Run:
    """What a step gave: ``at`` and ``shown`` say which lines of the page it is compared with.

    Where code has no result in the page, ``at`` is less than 0: minus the place of the line behind the block.
    """

    line: int
    what: str
    at: int
    shown: list[str]
    real: list[str]
    ran: bool  # it gave the exit code that was expected
    well: bool  # … and the page shows what came
    seconds: float


@dataclass
class Runner:
    """A page while it runs."""

    page: Page
    folder: Path
    processes: bool
    runs: list[Run] = field(default_factory=list)
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    ids: dict[str, str] = field(default_factory=dict)
    before: str = ""  # the R of earlier blocks
    shell: Any = None

    def __post_init__(self) -> None:
        self.ports = {port: free() for port in PORTS}
        if any(line.startswith("%") for b in self.page.blocks if b.kind == "python" for line in b.lines):
            from IPython.core.interactiveshell import InteractiveShell

            InteractiveShell.clear_instance()
            self.shell = InteractiveShell.instance(colors="NoColor", user_ns=self.names)

    def run(self) -> list[Run]:
        """All blocks in order; servers that a block left running end here."""
        try:
            for block in self.page.blocks:
                if "file" in block.options:
                    target = self.folder / block.options["file"]
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(self.real(block.text), encoding="utf-8", newline="\n")
                elif block.kind == "console":
                    self.console(block)
                elif block.kind in pages.RUN:
                    self.code(block)
        finally:
            for process in self.started:
                process.kill()
                process.wait()
        return self.runs

    def console(self, block: Block) -> None:
        found = list(pages.steps(block))
        for step in found:
            wanted = int(block.options.get("exit", "0")) if step is found[-1] else 0
            begun = time.perf_counter()
            if "background" in block.options:
                code, output = self.background(step.command, len(step.shown))
            else:
                code, output = self.command(step.command)
            self.keep(step.line, step.command, block.line - 1 + step.at, step.shown, output, code == wanted, begun)

    def code(self, block: Block) -> None:
        begun = time.perf_counter()
        ran, output = {"python": self.python, "r": self.r, "sparql": self.sparql, "pycon": self.session}[block.kind](
            self.real(block.text)
        )
        result = block.result
        at = result.line - 1 if result else -(block.line + len(block.lines))
        self.keep(block.line, block.kind, at, result.lines if result else [], output, ran, begun)

    def keep(self, line: int, what: str, at: int, shown: list[str], output: str, ran: bool, begun: float) -> None:
        seconds = time.perf_counter() - begun
        lines = pages.told(self.ours(output))
        ids = pages.same(shown, lines)
        # Where the page is stale the commands that follow use what holds now, so that one update sets all right.
        self.ids |= pages.stale(shown, lines) if ids is None else ids
        self.runs.append(Run(line, what, at, shown, lines, ran, ran and ids is not None, round(seconds, 2)))

    def real(self, text: str) -> str:
        """What stands in the page, with the ports and ids of this run."""
        for port, number in self.ports.items():
            text = text.replace(f":{port}", f":{number}").replace(f"port {port}", f"port {number}")
        for shown, real in self.ids.items():
            text = text.replace(shown, real)
        return text

    def ours(self, text: str) -> str:
        """What was printed, as a reader's machine would have it."""
        for port, number in self.ports.items():
            text = text.replace(str(number), port)
        for day in {str(dt.date.today()), str(dt.datetime.now(dt.UTC).date())}:  # noqa: DTZ011
            text = text.replace(day, DAY)
        return KEY.sub(pages.REST, text.replace(str(self.folder), pages.REST))

    def command(self, text: str) -> tuple[int, str]:
        words = shlex.split(self.real(text))
        if words[0] == "govkg" and not self.processes:
            with captured() as output:
                from govkg.cli import main

                code = main(words[1:])
            return code, output()
        done = subprocess.run(program(words), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding="utf-8", stdin=subprocess.DEVNULL, timeout=120, check=False)  # fmt: skip
        return done.returncode, done.stdout

    def background(self, text: str, lines: int) -> tuple[int, str]:
        """Starts a server; what it printed by the time it answers and has said as much as the page shows."""
        words = shlex.split(self.real(text))
        if words[:2] == ["govkg", "serve"] and "--port" not in words:
            words += ["--port", str(self.ports["8765"])]
        process = subprocess.Popen(program(words), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   text=True, encoding="utf-8", stdin=subprocess.DEVNULL)  # fmt: skip
        self.started.append(process)
        said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=told, args=(process, said), daemon=True).start()
        port = next(n for n in self.ports.values() if any(str(n) in word for word in words))
        until, output = time.monotonic() + 60, ""
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(queue.Empty):
                while True:
                    output += said.get_nowait()
            if answers(port) and output.count("\n") >= lines:
                return 0, output
            time.sleep(0.05)
        return process.poll() or 1, output

    def python(self, text: str) -> tuple[bool, str]:
        with captured() as output:
            if self.shell:
                ran = bool(self.shell.run_cell(text).success)
                return ran, OUT.sub("", output())
            try:
                exec(compile(text, self.page.path.name, "exec"), self.names)
            except Exception:  # whatever code of a page raises is what it shows, and is compared
                traceback.print_exc()
                return False, output()
        return True, output()

    def session(self, text: str) -> tuple[bool, str]:
        """Runs examples with their results; what is told is where they differ."""
        test = doctest.DocTestParser().get_doctest(text, self.names, self.page.name, str(self.page.path), 0)
        with captured() as output:
            failed, _ = doctest.DocTestRunner(verbose=False).run(test, clear_globs=False)
        self.names.update(test.globs)
        return not failed, output()

    def r(self, text: str) -> tuple[bool, str]:
        mark = "-- here this block begins --"
        script = self.folder / "block.R"
        script.write_text(f"{self.before}\ncat('{mark}\\n')\n{text}", encoding="utf-8", newline="\n")
        self.before += text
        done = subprocess.run(program(["Rscript", "--vanilla", "--encoding=UTF-8", str(script)]), cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120,
                              env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)  # fmt: skip
        script.unlink()
        return done.returncode == 0, done.stdout.partition(mark)[2] or done.stdout

    def sparql(self, text: str) -> tuple[bool, str]:
        from govkg.cli import main

        stdin = sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
        try:
            with captured() as output:
                code = main(["query", "-"])
            return code == 0, output()
        finally:
            sys.stdin = stdin


@contextlib.contextmanager
def captured() -> Iterator[Any]:
    """Both streams in one text, as a terminal shows them; gives a function that tells it."""
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="utf-8", write_through=True)

    def told() -> str:
        stream.flush()
        return data.getvalue().decode()

    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        yield told


def told(process: subprocess.Popen[str], said: queue.Queue[str]) -> None:
    """Passes on the lines of a process as they come."""
    for line in process.stdout or ():
        said.put(line)


def program(words: list[str]) -> list[str]:
    """The command line of a command that a page may call; raises WrongPage for any other."""
    name = words[0]
    if name not in PROGRAMS:
        raise pages.PageError(f"a page may not call {name}: {' '.join(words)}")
    if name == "govkg":
        return [sys.executable, "-m", "govkg", *words[1:]]
    if name == "python":
        if tuple(words[1:]) != DEMO:
            raise pages.PageError(f"a page calls Python with {' '.join(words[1:])}")
        return [sys.executable, "-m", "govkg", "demo"]
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        raise pages.PageError(f"{name} is not on this machine")
    return [found, *words[1:]]


def answers(port: int) -> bool:
    """True where a server of ours answers, or another's on that port."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def free() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as s:
        return int(s.getsockname()[1])


def main(words: list[str]) -> None:
    """Runs the pages and prints what each gave."""
    out, given = sys.stdout, [Path(word).resolve() for word in words if not word.startswith("--")]
    told = []
    for path, folder in zip(given[::2], given[1::2], strict=True):
        os.chdir(folder)
        os.environ |= {"GOVKG_LANG": path.parent.name, "GOVKG_WORKSPACE": str(folder / "graph")}
        runs = Runner(pages.read(path), folder, "--processes" in words).run()
        told.append([asdict(run) for run in runs])
    out.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
