"""Commands that keep a workspace in order: status, remove."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from govkg.cli.context import Json, library_of, machine, say, settings_of, table, words

LISTED = 20  # sources that are shown; --json gives all of them


def status(ctx: typer.Context, as_json: Json = False) -> None:
    """What a build would do and why; exit code 1 when it would do something."""
    library = library_of(ctx)
    from govkg import journal, pipeline

    now = pipeline.standing(library)
    built = _last(library.out / journal.HOME / pipeline.BUILDS)
    if as_json:
        machine({
            "sources": len(now.inputs), "stale": {name: list(why) for name, why in now.stale.items()},
            "removed": list(now.gone), "files": sorted(now.torn), "current": now.current, "last": built,
        })  # fmt: skip
        raise typer.Exit(0 if now.current else 1)
    say(ctx, "status.sources", count=len(now.inputs), current=len(now.inputs) - len(now.stale))
    if now.current:
        say(ctx, "status.current")
    why = Counter(reason for reasons in now.stale.values() for reason in reasons)
    rows = [[words(ctx, f"status.why.{reason}"), count] for reason, count in why.items()]
    rows += [[words(ctx, "status.why.removed"), len(now.gone)]] if now.gone else []
    rows += [[words(ctx, "status.why.files"), len(now.torn)]] if now.torn else []
    if rows:
        table([words(ctx, "status.why"), words(ctx, "status.count")], rows)
    for name in [*now.stale, *now.gone][:LISTED]:
        reasons = now.stale.get(name, ("removed",))
        say(
            ctx,
            "status.one",
            id=name,
            why=words(ctx, "status.and").join(words(ctx, f"status.why.{r}") for r in reasons),
        )
    if (more := len(now.stale) + len(now.gone) - LISTED) > 0:
        say(ctx, "status.more", count=more)
    if built:
        say(ctx, "status.last", **built)
    if not now.current:
        say(ctx, "status.next")
    raise typer.Exit(0 if now.current else 1)


def remove(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="cli.remove.sources", show_default=False)],
    as_json: Json = False,
) -> None:
    """Takes reports out of the workspace, all or none; the next build takes out what they said."""
    from govkg import library

    from_ = library.open_to_add(settings_of(ctx))
    places = from_.remove(names)
    if as_json:
        machine({"removed": {name: str(place) for name, place in places.items()}})
        return
    for name, place in places.items():
        say(ctx, "remove.done", id=name, place=place)
    say(ctx, "add.next", workspace=from_.root)


def _last(path: Path) -> dict[str, Any]:
    """The line of the last build; empty where there is none."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8").splitlines()[-1]))
    except (OSError, ValueError, IndexError):
        return {}
