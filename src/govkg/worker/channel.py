"""A worker process as its parent sees it: started, asked one message at a time, killed at the deadline.

Where the system has socket pairs the same worker can be asked from threads and from asyncio. Elsewhere (Windows) pipes and a
timer do the same, and asyncio asks in a thread.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import IO

from govkg.worker import cage
from govkg.worker.job import SIZE, obtained
from govkg.worker.link import Link
from govkg.worker.windows import JobObject

START = 600.0  # seconds for a worker to open the graph
_CODE = (
    "import sys, json; s = json.loads(sys.argv[1]); sys.path[:] = s['path'];"
    " from govkg.worker.process import main; main(s)"
)
_PIECE = 1 << 16  # a larger buffer costs each small answer some microseconds
_KEPT = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TEMP", "TMP", "TMPDIR")
_FAULTS = {getattr(signal, n, None) for n in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGTRAP")} - {None}
_NT_FAULTS = 0xC0000000  # exit codes of Windows for what a process did wrong


class Late(Exception):  # noqa: N818  (told as query.timeout by the pool)
    """The deadline passed."""


class Dead(Exception):  # noqa: N818  (retried or told by the pool)
    """The process ended before it answered; ``cause`` is "memory", "fault" (the engine broke) or "killed"."""

    def __init__(self, cause: str, said: str = "") -> None:
        super().__init__(said)
        self.cause = cause


class Worker:
    """A process that holds the graph open, over a socket pair; one question at a time."""

    def __init__(self, settings: dict[str, object], generation: int = 0) -> None:
        self.generation = generation
        self.cage: dict[str, str] | None = None  # known when it has opened the graph
        self.link: Link | None = None  # the loop that asks it, once one has
        self.process = self._start(settings)

    def _start(self, settings: dict[str, object]) -> subprocess.Popen[bytes]:
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            self.socket, other = socket.socketpair()
            ours.callback(self.socket.close)
            theirs.callback(other.close)
            life, self.life = os.pipe()
            self.errors, errors = os.pipe()
            for mine, other_end in ((self.life, life), (self.errors, errors)):
                ours.callback(os.close, mine)
                theirs.callback(os.close, other_end)
            self.socket.setblocking(False)
            os.set_blocking(errors, False)  # a full pipe stops no worker
            os.set_blocking(self.errors, False)
            fd = other.fileno()
            process = subprocess.Popen(
                _command({**settings, "read": fd, "write": fd, "life": life}),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, pass_fds=(fd, life), env=_env(),
            )  # fmt: skip
            ours.pop_all()
        return process

    @property
    def ready(self) -> bool:
        """Whether it has opened the graph."""
        return self.cage is not None

    @property
    def gone(self) -> bool:
        """Whether the process has ended."""
        return self.process.poll() is not None

    def greet(self, seconds: float = START) -> None:
        """Waits until it has opened the graph; raises what kept it from that."""
        if self.cage is None:
            self.cage = obtained(self._exchange(b"", seconds))

    def ask(self, message: bytes, seconds: float) -> bytes:
        """Its answer; raises Late at the deadline and Dead when it ended: the worker is then no longer of use."""
        self.greet()
        return self._exchange(message, seconds)

    async def meet(self) -> None:
        """``greet`` for asyncio."""
        if self.cage is None:
            self.cage = obtained(await self._exchanged(b"", START))

    async def answer(self, message: bytes, seconds: float) -> bytes:
        """``ask`` for asyncio."""
        await self.meet()
        return await self._exchanged(message, seconds)

    def kill(self) -> None:
        """Ends the process now and lets go of it; ``reap`` later."""
        self.end()
        self._let_go()

    def end(self) -> None:
        """Ends the process now."""
        with contextlib.suppress(OSError):
            self.process.kill()

    def reap(self, seconds: float = 0) -> bool:
        """Whether the process is gone for good, after at most so many seconds."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _exchange(self, message: bytes, seconds: float) -> bytes:
        if self.link is not None:
            if self.link.elsewhere:
                try:
                    return self.link.across(message, seconds, Late())
                except (OSError, EOFError):
                    raise self._dead() from None
            self.link.close()
            self.link = None
        deadline, left, frame = time.monotonic() + seconds, memoryview(message), _Frame()
        with selectors.DefaultSelector() as ready:
            ready.register(self.socket, selectors.EVENT_READ | (selectors.EVENT_WRITE if left else 0))
            while True:
                rest = deadline - time.monotonic()
                if rest <= 0:
                    raise Late
                for _, events in ready.select(rest):
                    try:
                        if events & selectors.EVENT_WRITE:
                            left = left[self.socket.send(left) :]
                            if not left:
                                ready.modify(self.socket, selectors.EVENT_READ)
                        if (
                            events & selectors.EVENT_READ
                            and (whole := frame.feed(self.socket.recv(_PIECE))) is not None
                        ):
                            return whole
                    except BlockingIOError:
                        continue
                    except (OSError, EOFError):
                        raise self._dead() from None

    async def _exchanged(self, message: bytes, seconds: float) -> bytes:
        import asyncio

        if self.link is None or self.link.loop is not asyncio.get_running_loop():
            if self.link is not None:
                self.link.close()
            self.link = Link(self.socket, SIZE.size)
        try:
            return await self.link.exchange(message, seconds, Late())
        except (OSError, EOFError):
            raise self._dead() from None

    def _dead(self) -> Dead:
        self.reap(5)
        said = ""
        with contextlib.suppress(OSError):
            said = os.read(self.errors, 1 << 16).decode("utf-8", "replace")
        return Dead(cause(self.process.returncode, said), said[-400:])

    def _let_go(self) -> None:
        if self.link is not None:
            self.link.close()
        self.socket.close()
        for fd in (self.life, self.errors):
            with contextlib.suppress(OSError):
                os.close(fd)


class PipedWorker(Worker):
    """The same over pipes and a timer, for systems without socket pairs that a child can inherit."""

    def _start(self, settings: dict[str, object]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            _command({**settings, "read": 0, "write": 1, "life": None}),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_env(), bufsize=0,
        )  # fmt: skip
        self.job, self.memory = JobObject(process), int(str(settings["memory"]))
        return process

    def greet(self, seconds: float = START) -> None:
        """Waits until it has opened the graph, then limits its memory."""
        if self.cage is None:
            super().greet(seconds)
            self._weigh()

    def _weigh(self) -> None:
        if self.cage is not None and (means := self.job.weigh(self.memory)):
            self.cage = {**self.cage, "memory": means}

    def _exchange(self, message: bytes, seconds: float) -> bytes:
        source, target = self.process.stdout, self.process.stdin
        assert source is not None and target is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            left = memoryview(message)
            while left:
                left = left[target.write(left) or 0 :]
            size = SIZE.unpack(_exactly(source, SIZE.size))[0]
            return _exactly(source, size)
        except (OSError, EOFError, ValueError):
            if late.is_set():
                raise Late from None
            raise self._dead() from None
        finally:
            timer.cancel()

    async def answer(self, message: bytes, seconds: float) -> bytes:
        """``ask`` for asyncio: in a thread."""
        import asyncio

        return await asyncio.to_thread(self.ask, message, seconds)

    def _dead(self) -> Dead:
        self.reap(5)
        return Dead(cause(self.process.returncode, ""))

    def _let_go(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.job.close()


class _Frame:
    """A message that arrives in pieces."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.size = -1

    def feed(self, piece: bytes) -> bytes | None:
        """The message, once it is whole; raises EOFError at the end."""
        if not piece:
            raise EOFError
        if self.size < 0 and not self.data and len(piece) >= SIZE.size:  # the usual case: all at once
            self.size = SIZE.unpack_from(piece)[0] + SIZE.size
            if len(piece) == self.size:
                return piece[SIZE.size :]
        self.data += piece
        if self.size < 0 and len(self.data) >= SIZE.size:
            self.size = SIZE.unpack_from(self.data)[0] + SIZE.size
        return bytes(self.data[SIZE.size :]) if len(self.data) == self.size else None


def cause(code: int | None, said: str) -> str:
    """Why a process ended, from its exit code and its last words.

    >>> cause(-6, "memory allocation of 8000000 bytes failed"), cause(-11, ""), cause(-9, "")
    ('memory', 'fault', 'killed')
    """
    if code == cage.OUT_OF_MEMORY or "memory allocation of" in said or "bad_alloc" in said:
        return "memory"
    broke = code is not None and (-code in _FAULTS or code >= _NT_FAULTS)
    return "fault" if broke else "killed"


def _exactly(source: IO[bytes], size: int) -> bytes:
    parts = []
    while size:
        piece = source.read(min(size, _PIECE))
        if not piece:
            raise EOFError
        parts.append(piece)
        size -= len(piece)
    return b"".join(parts)


def _command(settings: dict[str, object]) -> list[str]:
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", _CODE,
            json.dumps({**settings, "path": [p for p in sys.path if p]})]  # fmt: skip


def _env() -> dict[str, str]:
    """Nothing of the surroundings but what a process needs to start."""
    return {k: os.environ[k] for k in _KEPT if k in os.environ}
