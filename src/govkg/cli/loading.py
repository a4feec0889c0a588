"""The command that puts a graph into a SPARQL server: load."""

from __future__ import annotations

from typing import Annotated

import typer

from govkg.cli.context import Json, gauge, library_of, machine, say, settings_of, words
from govkg.errors import CallerError


def load(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="[URL]", help="cli.load.url", show_default=False)] = "",
    update: Annotated[str, typer.Option("--update", metavar="URL", help="cli.load.update", show_default=False)] = "",
    graphs: Annotated[str, typer.Option("--graphs", metavar="URL", help="cli.load.graphs", show_default=False)] = "",
    as_json: Json = False,
) -> None:
    """The release of the workspace into a SPARQL 1.1 server; what was stopped midway is gone on with."""
    library, said = library_of(ctx), settings_of(ctx)
    from govkg import graph, store

    place = url or said.endpoint
    if "://" not in place:
        raise CallerError("server.url", "no server is named", where=place, cure="write http://HOST:PORT")
    home = store.home(place, said.user, said.password, update, graphs)
    with gauge(words(ctx, "load.sending")) as step:
        name = graph.put(library, home, step)
    if as_json:
        machine({"release": name})
    else:
        say(ctx, "load.done", name=name[:12])
