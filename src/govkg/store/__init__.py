"""Where the graph lives and is asked: one contract (open, write, view) and three homes.

In memory, on disk (Oxigraph, built beside the last one and swapped), or in any SPARQL 1.1 server.
"""

from __future__ import annotations

from pathlib import Path

from govkg.store.contract import BEFORE, Home, Step, View, both, named
from govkg.store.disk import FORMAT, POINTER, Disk, build, current, open, reopen, version
from govkg.store.grow import Finish, block, grow
from govkg.store.ram import Memory, beside, memory


def home(
    place: Path | str | None = None, user: str = "", password: str = "", update: str = "", graphs: str = ""
) -> Home:
    """The home at a place: none is memory, a folder is on disk, a URL is a SPARQL 1.1 server.

    Name and password are for a server; its URL may hold them too. ``update`` and ``graphs`` are the URLs of its update and
    Graph Store services, where they are not found by themselves. Raises CallerError ``server.url`` for what is no URL.

    >>> type(home()).__name__, type(home("graphs/wuhan")).__name__, type(home("http://localhost:7878")).__name__
    ('Memory', 'Disk', 'Server')
    """
    if place is None:
        return Memory()
    if isinstance(place, str) and "://" in place:
        from govkg.store.server import Server

        return Server(place, user=user, password=password, update=update, graphs=graphs)
    return Disk(Path(place))


def within(view: View, seconds: float) -> View | None:
    """The view with a limit of time for each answer, where it can keep one itself, as a server's can; else None.

    >>> within(memory([]), 1.0) is None
    True
    """
    limited = getattr(view, "within", None)
    return limited(seconds) if limited else None


__all__ = [
    "BEFORE",
    "Disk",
    "FORMAT",
    "Finish",
    "Home",
    "Memory",
    "POINTER",
    "Step",
    "View",
    "beside",
    "block",
    "both",
    "build",
    "current",
    "grow",
    "home",
    "memory",
    "named",
    "open",
    "reopen",
    "version",
    "within",
]
