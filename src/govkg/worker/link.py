"""A worker's socket on an asyncio loop: one reader that stays, a future for the answer under way.

A loop takes longer to begin and end watching a socket than a small query takes to answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

_SMALL, _LARGE = 1 << 16, 1 << 20  # bytes to read at once: of a short answer, of a long one


class Link:
    """The socket as the loop that first asked sees it. ``head`` is how many bytes say a message's size."""

    def __init__(self, sock: socket.socket, head: int) -> None:
        self.socket, self.head = sock, head
        self.loop = asyncio.get_running_loop()
        self.thread = threading.get_ident()
        self.done: asyncio.Future[bytes] | None = None
        self.data, self.size = bytearray(), -1
        self.left: memoryview = memoryview(b"")
        self.loop.add_reader(sock, self._read)

    @property
    def elsewhere(self) -> bool:
        """Whether its loop runs, in another thread: there the socket has to be asked."""
        return self.loop.is_running() and threading.get_ident() != self.thread

    async def exchange(self, message: bytes, seconds: float, late: Exception) -> bytes:
        """The answer to a message; raises ``late`` at the deadline, OSError or EOFError when the worker has ended."""
        done: asyncio.Future[bytes] = self.loop.create_future()
        self.done = done
        self.data, self.size = bytearray(), -1
        timer = self.loop.call_later(seconds, self._fail, late)
        try:
            sent = 0
            with contextlib.suppress(BlockingIOError):
                sent = self.socket.send(message)
            if sent < len(message):
                self.left = memoryview(message)[sent:]
                self.loop.add_writer(self.socket, self._write)
            return await done
        finally:
            timer.cancel()
            self.done = None
            if self.left:
                self.left = memoryview(b"")
                self.loop.remove_writer(self.socket)

    def across(self, message: bytes, seconds: float, late: Exception) -> bytes:
        """``exchange`` for a thread that is not the loop's."""
        return asyncio.run_coroutine_threadsafe(self.exchange(message, seconds, late), self.loop).result()

    def close(self) -> None:
        """Ends the watching; the socket may be closed after that."""
        if self.loop.is_closed():
            return
        if threading.get_ident() == self.thread:
            self.loop.remove_reader(self.socket)
        else:
            with contextlib.suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self.loop.remove_reader, self.socket)

    def _read(self) -> None:
        try:
            piece = self.socket.recv(_LARGE if self.size > _SMALL else _SMALL)
        except BlockingIOError:
            return None
        except OSError as e:
            return self._end(e)
        if not piece:
            return self._end(EOFError())
        if self.size < 0 and not self.data and len(piece) > self.head:  # the usual case: all at once
            self.size = int.from_bytes(piece[: self.head], "little") + self.head
            if len(piece) == self.size:
                return self._give(piece[self.head :])
        self.data += piece
        if self.size < 0 and len(self.data) >= self.head:
            self.size = int.from_bytes(self.data[: self.head], "little") + self.head
        if len(self.data) == self.size:
            self._give(bytes(self.data[self.head :]))
        return None

    def _write(self) -> None:
        try:
            self.left = self.left[self.socket.send(self.left) :]
        except BlockingIOError:
            return None
        except OSError as e:
            self.left = memoryview(b"")
            self.loop.remove_writer(self.socket)
            return self._fail(e)
        if not self.left:
            self.loop.remove_writer(self.socket)
        return None

    def _give(self, answer: bytes) -> None:
        if self.done is not None and not self.done.done():
            self.done.set_result(answer)

    def _fail(self, e: Exception) -> None:
        if self.done is not None and not self.done.done():
            self.done.set_exception(e)

    def _end(self, e: Exception) -> None:
        self.loop.remove_reader(self.socket)
        self._fail(e)
