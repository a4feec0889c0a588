"""The command that checks: shapes and quality queries on the graph, pitfalls on the ontology. Exit code 1 for an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govkg import files
from govkg.cli.adding import shown
from govkg.cli.context import Json, library_of, machine, say, settings_of, words
from govkg.findings import Finding

if TYPE_CHECKING:
    from rich.table import Table

SHOWN = 12  # findings of one code that the terminal shows
WIDE = 120  # columns where nobody says how wide the screen is
SIGNS = {"error": "✗", "warning": "!", "info": "·"}


def validate(
    ctx: typer.Context,
    ontology: Annotated[bool, typer.Option("--ontology", help="cli.validate.ontology", show_default=False)] = False,
    shapes: Annotated[
        Path | None, typer.Option("--shapes", metavar="FILE.ttl", help="cli.validate.shapes", show_default=False)
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE.html", help="cli.validate.html", show_default=False)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="cli.validate.all", show_default=False)] = False,
    as_json: Json = False,
) -> None:
    """Checks the graph with its shapes and quality queries, or the ontology with the pitfalls."""
    from govkg import validate as checker

    lang = settings_of(ctx).lang
    found = checker.pitfalls(lang=lang) if ontology else checker.validate(library_of(ctx).release, shapes, lang)
    if page is not None:
        from govkg.views import findings

        files.write(page, findings.page(found, lang, "ontology" if ontology else "graph").encode())
    if as_json:
        machine([asdict(f) for f in found])
    else:
        if found:
            _print(ctx, found, None if every else SHOWN)
            say(ctx, "validate.findings", count=len(found))
        else:
            say(ctx, "validate.done")
        if page is not None:
            say(ctx, "validate.page", path=page)
    raise typer.Exit(1 if any(f.severity == "error" for f in found) else 0)


def _print(ctx: typer.Context, found: Sequence[Finding], most: int | None) -> None:
    """The findings by code, the worst code first; of one code at most so many."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDE)
    for _, group in groupby(sorted(found, key=_by_code), key=lambda f: f.code):
        rows = list(group)
        first = rows[0]
        severity = words(ctx, f"validate.{first.severity}")
        console.print(Text(f"{SIGNS[first.severity]} {severity}  {first.code}  {first.message}", style="bold"))
        console.print(_table(ctx, rows[:most]))
        if most is not None and len(rows) > most:
            console.print(Text("  " + words(ctx, "validate.more").format(count=len(rows) - most), style="dim"))
        console.print(Text(f"  {words(ctx, 'validate.next')} {first.cure}\n") if first.cure else Text(""))


def _by_code(f: Finding) -> tuple[int, str, Finding]:
    return ("error", "warning", "info").index(f.severity), f.code, f


def _table(ctx: typer.Context, rows: Sequence[Finding]) -> Table:
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, padding=(0, 2, 0, 2), show_edge=False, header_style="dim")
    for column, share in (("quote", 3), ("value", 2), ("where", 2), ("node", 2)):
        made.add_column(words(ctx, f"validate.{column}"), overflow="fold", ratio=share)
    for f in rows:
        made.add_row(*(Text(shown(cell)) for cell in (f.evidence, short(f.value), f.where, short(f.node))))
    return made


def short(iri: str) -> str:
    """An IRI of ours without what all of them share.

    >>> short("https://w3id.org/govkg/id/statement/06d789e5f2f9cc80"), short("2.1")
    ('statement/06d789e5f2f9cc80', '2.1')
    """
    for base in ("https://w3id.org/govkg/id/", "https://w3id.org/govkg/"):
        if iri.startswith(base):
            return iri.removeprefix(base)
    return iri
