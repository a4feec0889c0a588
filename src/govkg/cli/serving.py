"""The command that serves."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govkg.cli.context import library_of, machine, say, settings_of
from govkg.errors import CallerError
from govkg.web.options import HOST, PORT, Options

if TYPE_CHECKING:
    from govkg.library import Library

MB = 2**20


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", help="cli.serve.host")] = HOST,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="cli.serve.port")] = PORT,
    workers: Annotated[int, typer.Option("--workers", min=0, max=64, help="cli.serve.workers", show_default=False)] = 0,
    slow: Annotated[int, typer.Option("--slow", min=0, max=64, help="cli.serve.slow")] = 2,
    queue: Annotated[int, typer.Option("--queue", min=0, help="cli.serve.queue")] = 64,
    timeout: Annotated[float, typer.Option("--timeout", metavar="SECONDS", help="cli.serve.timeout")] = 10.0,
    rows: Annotated[int, typer.Option("--rows", min=1, help="cli.serve.rows")] = 100_000,
    size: Annotated[int, typer.Option("--answer-mb", min=1, help="cli.serve.answer")] = 64,
    memory: Annotated[int, typer.Option("--memory-mb", min=64, help="cli.serve.memory")] = 2048,
    cors: Annotated[
        list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="cli.serve.cors", show_default=False)
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="cli.serve.name", show_default=False)
    ] = None,
    earlier: Annotated[
        list[Path] | None, typer.Option("--earlier", metavar="FOLDER", help="cli.serve.earlier", show_default=False)
    ] = None,
    log: Annotated[Path | None, typer.Option("--log", metavar="FILE", help="cli.serve.log", show_default=False)] = None,
    log_queries: Annotated[
        bool, typer.Option("--log-queries", help="cli.serve.log_queries", show_default=False)
    ] = False,
    public: Annotated[bool, typer.Option("--public", help="cli.serve.public", show_default=False)] = False,
    review: Annotated[bool, typer.Option("--review", help="cli.serve.review", show_default=False)] = False,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="cli.serve.by", show_default=False)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="cli.serve.json", show_default=False)] = False,
) -> None:
    """Serves the graph until it is stopped."""
    from govkg.web import server

    if timeout <= 0:
        raise CallerError("parameter.wrong", f"timeout is {timeout:g}", cure="give seconds, more than 0")
    lang = settings_of(ctx).lang
    options = Options(
        host=host, port=port, workers=workers, slow=slow, queue=queue, timeout=timeout, rows=rows, answer=size * MB,
        memory=memory * MB, cors=tuple(cors or ()), names=tuple(name or ()), earlier=tuple(earlier or ()), log=log,
        log_queries=log_queries, lang=lang, explain=chosen,
    )  # fmt: skip
    library = library_of(ctx)
    if review:
        options = reviewed(options, library, by.strip() or settings_of(ctx).by, public)
    if not (options.loopback or public):
        raise CallerError("serve.public", "other machines could reach the server there, and nobody is asked who they are",
                          where=host, cure="add --public if that is meant")  # fmt: skip

    def ready(address: str) -> None:
        opening = f"{address}review/enter?key={options.review}" if review else ""
        if as_json:
            told = {"address": address, "sparql": f"{address}sparql", "process": os.getpid()}
            machine({**told, "review": opening} if review else told)
        else:
            say(ctx, "serve.ready", address=address)
            if review:
                say(ctx, "serve.review", address=opening, by=options.by)
            if not options.loopback:
                say(ctx, "serve.open")
        flush()

    server.serve(library, options, ready)


def reviewed(options: Options, library: Library, by: str, public: bool) -> Options:
    """The options of a server on which a person decides; raises CallerError where others could decide, or nobody is named."""
    if public or not options.loopback or options.cors or options.names:
        raise CallerError("review.local", "decisions are taken on this machine alone", where=options.host,
                          cure="leave out --host, --public, --cors and --name, or --review")  # fmt: skip
    if not by:
        raise CallerError("review.by", "it is not said who decides", cure="give --by NAME, or set GOVKG_BY")
    from govkg import curation

    if not curation.holds(by):
        raise CallerError("curated.cell", f"a table cannot hold {by!r}",
                          cure="write it in one line, without tabs or control characters")  # fmt: skip
    if library.out != library.root:
        raise CallerError("workspace.unwritable", "decisions cannot be written into the workspace", where=str(library.root),
                          cure="name a workspace of your own with --workspace")  # fmt: skip
    from govkg import deciding, doubt

    return replace(
        options, review=secrets.token_urlsafe(24), by=by, rebuild=rebuilt, deciding=deciding, doubts=doubt.queue
    )


def rebuilt(library: Library) -> None:
    """Builds a workspace in a process of its own; raises CallerError ``review.build`` with the line that it ended with.

    A report that cannot be read is no reason to stop: the others are built, and it was refused before anybody decided.
    """
    command = [sys.executable, "-m", "govkg", "build", "--json", "--workspace", str(library.root)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, "PYTHONUTF8": "1", "GOVKG_LANG": "en"})  # fmt: skip
    if not done.stdout.startswith("{"):
        lines = done.stderr.strip().splitlines() or [f"the build ended with {done.returncode}"]
        raise CallerError("review.build", lines[-1].removeprefix("govkg: ")[:500])


def chosen(library: Library, source: str, statement: str) -> list[tuple[str, str, str]]:
    """What was to be chosen in reading a statement: choice, words, code of why these lost, "" for those that were taken.

    >>> from govkg.library import open_library
    >>> from govkg.settings import Settings
    >>> chosen(open_library(Settings()), "wuhan-2021", "no-such")
    []
    """
    from govkg import explain, statements

    kept = next((s for s in statements.load(library.statements(source)) if s.id == statement), None)
    if kept is None:
        return []
    told = explain.of(kept, library.source(source), library.curated("reviews"))
    return [(o.what, o.words, o.why) for what in told.choices for o in told.of(what)]


def flush() -> None:
    """Lets whoever started the server read the line at once."""
    import sys

    sys.stdout.flush()
