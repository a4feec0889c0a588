"""The command that shows: view."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govkg.cli.context import Json, library_of, machine, say, settings_of


def view(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli.view.name", show_default=False)] = None,
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help="cli.view.of", show_default=False)] = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="ID", help="cli.view.report", show_default=False)
    ] = None,
    metric: Annotated[
        str | None, typer.Option("--metric", metavar="NAME", help="cli.view.metric", show_default=False)
    ] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="NAME", help="cli.view.scheme", show_default=False)
    ] = None,
    phrase: Annotated[
        str | None, typer.Option("--phrase", metavar="TEXT", help="cli.view.phrase", show_default=False)
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="cli.view.place", show_default=False)
    ] = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="YYYY", help="cli.view.year", show_default=False)
    ] = None,
    a: Annotated[str | None, typer.Option("--a", metavar="NAME", help="cli.view.a", show_default=False)] = None,
    b: Annotated[str | None, typer.Option("--b", metavar="NAME", help="cli.view.b", show_default=False)] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="NAME", help="cli.view.to", show_default=False)] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="cli.view.out", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Writes a view and says where; without a name it lists the views."""
    from govkg import graph, views

    if name is None:
        _list(ctx, as_json)
        return
    given = {
        "report": report,
        "metric": metric,
        "scheme": scheme,
        "phrase": phrase,
        "place": place,
        "year": year,
        "a": a,
        "b": b,
        "to": to,
    }
    target = out or Path(f"{Path(name).name}.html")
    path = views.write(graph.open(library_of(ctx)), name, of=of, out=target, lang=settings_of(ctx).lang, **given)
    if as_json:
        machine({"view": str(path)})
    else:
        say(ctx, "demo.view", path=path)


def _list(ctx: typer.Context, as_json: bool) -> None:
    from govkg.views import catalogue

    lang = settings_of(ctx).lang
    rows = [(one, catalogue.about(one, lang), catalogue.view(one).required) for one in catalogue.names()]
    if as_json:
        machine({"views": [{"name": n, "about": about, "required": list(needs)} for n, about, needs in rows]})
        return
    say(ctx, "cli.view.list")
    for one, about, needs in rows:
        print(" ".join([f"  {one:<18}{about}", *(f"--{p}" for p in needs)]))
