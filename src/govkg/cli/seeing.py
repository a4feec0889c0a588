"""The command that shows: view."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govkg.cli.context import Json, library_of, machine, say, settings_of


def view(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="cli.view.name", show_default=False)],
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help="cli.view.of", show_default=False)] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="cli.view.out", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Writes a view and says where."""
    from govkg import graph, views

    place = out or Path(f"{Path(name).name}.html")
    path = views.write(graph.open(library_of(ctx)), name, of=of, out=place, lang=settings_of(ctx).lang)
    if as_json:
        machine({"view": str(path)})
    else:
        say(ctx, "demo.view", path=path)
