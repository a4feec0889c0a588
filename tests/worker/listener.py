"""A listener that counts who comes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Listener:
    """Counts connections to a port of the loopback address."""

    def __init__(self, server: socket.socket) -> None:
        self.url = f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        self.count = 0


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener for as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server)
        server.settimeout(0.05)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    server.accept()[0].close()
                    found.count += 1
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield found
        finally:
            stop.set()
            thread.join()
