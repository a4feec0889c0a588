"""``--why`` of the commands that ask: for each row the statements behind it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from govkg.cli.context import machine, settings_of
from govkg.errors import CallerError

if TYPE_CHECKING:
    from govkg.graph import Graph

Why = Annotated[bool, typer.Option("--why", help="cli.why", show_default=False)]
Row = Annotated[int | None, typer.Option("--row", min=1, help="cli.why.row", show_default=False)]


def tell(ctx: typer.Context, kg: Graph, asked: str, params: Mapping[str, object], row: int | None, form: str,
         timeout: float | None) -> None:  # fmt: skip
    """Says why rows are there; JSON for a program."""
    from govkg import why

    if form not in ("table", "json"):
        raise CallerError("format.unknown", f"--why has no format {form!r}", cure="use table or json")
    found = why.reasons(kg, asked, None if row is None else [row - 1], params,
                        lang=settings_of(ctx).lang, seconds=timeout or why.SECONDS)  # fmt: skip
    if form == "json":
        machine([r.record() for r in found])
        return
    sys.stdout.write("\n\n".join(map(str, found)) + "\n")
