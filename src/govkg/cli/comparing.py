"""The command that compares two versions: diff. Exit code 0 whether they differ or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govkg import files
from govkg.cli.context import Json, machine, say, settings_of, words

if TYPE_CHECKING:
    from govkg.difference import Difference

MOST = 40  # changes of one part that a terminal shows


def diff(
    ctx: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="cli.diff.old", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="cli.diff.new", show_default=False)],
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="cli.diff.html", show_default=False)
    ] = None,
    graph: Annotated[
        Path | None, typer.Option("--rdf", metavar="FILE", help="cli.diff.rdf", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Says what changed between two versions of an ontology or a graph."""
    from govkg import difference
    from govkg.difference import changed
    from govkg.difference.page import page as rendered

    lang = settings_of(ctx).lang
    made = difference.difference(old, new)
    if page:
        files.write(page, rendered(made, lang).encode())
    if graph:
        files.write(graph, changed.trig(made))
    if as_json:
        machine(_plain(made))
        return
    _show(ctx, made)
    for path in filter(None, (page, graph)):
        say(ctx, "diff.written", path=path)


def _plain(made: Difference) -> dict[str, Any]:
    from dataclasses import asdict

    sides = {
        k: {"name": s.name, "version": s.version, "sha256": s.sha256} for k, s in (("old", made.old), ("new", made.new))
    }
    counts = [{"part": p, "way": w, "count": n} for (p, w), n in made.counts().items()]
    return {**sides, "counts": counts, "changes": [asdict(c) for c in made.changes]}


def _show(ctx: typer.Context, made: Difference) -> None:
    """The counts, then the changes of each part; what is too much for a terminal is counted."""
    from itertools import groupby

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from govkg.difference import wording

    lang = settings_of(ctx).lang
    if not made.changes:
        say(ctx, "diff.same")
        return
    console = Console(highlight=False, soft_wrap=False)
    counts = Table(box=None, pad_edge=False, show_header=False)
    for part, way, n in wording.summary(made, lang):
        counts.add_row(part, way, Text(str(n), justify="right"))
    console.print(counts)
    for part, found in groupby(made.changes, key=lambda c: c.part):
        changes = list(found)
        table = Table(
            box=None, pad_edge=False, title_justify="left", title=Text(f"\n{words(ctx, f'diff.part.{part}')}", "bold")
        )
        for key in ("way", "kind", "name", "what"):
            table.add_column(
                words(ctx, f"diff.column.{key}"), overflow="fold", no_wrap=key == "way", header_style="dim"
            )
        for change in changes[:MOST]:
            lines = []
            for field in change.fields if change.way in ("changed", "moved", "deprecated") else ():
                was, now = wording.told_apart(change, field, lang)
                lines.append(f"{wording.field(field.name, lang)}: {was or '∅'} → {now or '∅'}")
            name = wording.cut(wording.name(change, lang))
            if change.id not in name and part != "axiom":
                name += f" {change.id}"
            way = words(ctx, f"diff.way.{change.way}")
            table.add_row(*(Text(x) for x in (way, wording.kind(change, lang), name, "\n".join(lines))))
        console.print(table)
        if len(changes) > MOST:
            say(ctx, "diff.more", count=len(changes) - MOST)
