"""``--why`` of the commands that ask: for each row the statements behind it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from govkg.cli.context import library_of, machine, settings_of
from govkg.errors import CallerError

Why = Annotated[bool, typer.Option("--why", help="cli.why", show_default=False)]
Row = Annotated[int | None, typer.Option("--row", min=1, help="cli.why.row", show_default=False)]


def tell(ctx: typer.Context, asked: str, params: Mapping[str, object], row: int | None, form: str, timeout: float | None,
         inferred: bool = False) -> None:  # fmt: skip
    """Says why rows are there; JSON for a program."""
    from govkg import graph, why

    if form not in ("table", "json"):
        raise CallerError("format.unknown", f"--why has no format {form!r}", cure="use table or json")
    kg = graph.open(library_of(ctx))
    found = why.reasons(kg.reasoned() if inferred else kg, asked, None if row is None else [row - 1], params,
                        lang=settings_of(ctx).lang, seconds=timeout or why.SECONDS)  # fmt: skip
    if form == "json":
        machine([r.record() for r in found])
        return
    sys.stdout.write("\n\n".join(map(str, found)) + "\n")
