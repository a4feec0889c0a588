"""Running the application: the socket, the loop, a graceful stop."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from collections.abc import Callable

from govkg.errors import CallerError
from govkg.library import Library
from govkg.web.app import application
from govkg.web.journal import Journal
from govkg.web.options import Options
from govkg.web.state import State

BACKLOG = 1024


def serve(library: Library, options: Options, ready: Callable[[str], None]) -> None:
    """Serves a workspace's graph until the process is told to stop; ``ready`` is called with the address once it answers.

    Raises CallerError ``serve.port`` where the port is taken, ``serve.host`` where the address is none of this machine's,
    ``graph.missing`` where the workspace was never built.
    """
    listening = listen(options)
    try:
        journal = Journal(options.log, options.log_queries)
        state = State(library, options, journal)
        try:
            run(state, options, journal, listening, ready)
        finally:
            state.close()
    finally:
        listening.close()


def run(
    state: State, options: Options, journal: Journal, listening: socket.socket, ready: Callable[[str], None]
) -> None:
    """Answers on a socket until SIGINT or SIGTERM; requests under way are answered first."""
    import uvicorn

    from govkg.web.wire import bounded

    config = uvicorn.Config(
        application(state, options, journal), loop="auto", http=bounded(options), ws="none", lifespan="on",
        interface="asgi3", log_config=None, access_log=False, server_header=False, date_header=True, proxy_headers=False,
        limit_concurrency=options.connections, timeout_keep_alive=30, backlog=BACKLOG,
        timeout_graceful_shutdown=int(options.timeout) + 1,
    )  # fmt: skip
    where = address(listening, options)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            journal.event("started", address=where, dataset=state.now.dataset, quads=state.now.quads)
            ready(where)

    state.cores.keep()
    before = {sig: signal.signal(sig, _told) for sig in (signal.SIGINT, signal.SIGTERM)}
    try:
        Server(config).run(sockets=[listening])
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)


def _told(*_: object) -> None:
    """A stop that was asked for is no error: uvicorn hands the signal on once it has stopped, and there it ends."""


def listen(options: Options) -> socket.socket:
    """The listening socket; raises CallerError ``serve.port`` or ``serve.host`` in one clear line."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((options.host, options.port))
        made.listen(BACKLOG)
        made.setblocking(False)
    except (OSError, OverflowError) as e:
        made.close()
        where = f"{options.host}:{options.port}"
        if isinstance(e, OSError) and e.errno in (errno.EADDRINUSE, errno.EACCES):
            what = "is taken" if e.errno == errno.EADDRINUSE else "may not be used"
            raise CallerError("serve.port", f"the port {what}", where=where, cure="give another with --port") from e
        raise CallerError("serve.host", "this is no address of this machine", where=where,
                          cure="give one with --host") from e  # fmt: skip
    return made


def address(listening: socket.socket, options: Options) -> str:
    """Where the server is reached, as a URL."""
    host, port = listening.getsockname()[:2]
    shown = "localhost" if host in ("0.0.0.0", "::") else options.host
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
