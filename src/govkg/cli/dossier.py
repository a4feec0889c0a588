"""The command that writes a brief: dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govkg.cli.context import Json, library_of, machine, say, settings_of


def dossier(
    ctx: typer.Context,
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="cli.dossier.entity", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="cli.dossier.out", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Writes the brief on a thing and says where."""
    from govkg import dossier as briefs

    path = briefs.write(library_of(ctx), entity, out or Path("dossier.html"), settings_of(ctx).lang)
    if as_json:
        machine({"dossier": str(path)})
    else:
        say(ctx, "dossier.written", path=path)
