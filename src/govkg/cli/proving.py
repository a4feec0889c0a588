"""The command that proves: verify. Exit code 1 when there is a finding."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from govkg.cli.context import Json, gauge, library_of, machine, say, words


def verify(
    ctx: typer.Context,
    trig: Annotated[Path | None, typer.Argument(metavar="TRIG", help="cli.verify.trig", show_default=False)] = None,
    texts: Annotated[
        Path | None, typer.Option("--texts", metavar="DIR", help="cli.verify.texts", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Proves the exported graph against the texts."""
    from govkg import verify as prover

    if trig is None or texts is None:
        library = library_of(ctx)
        trig = trig or library.release
        texts = texts or library.root / "sources"
    with gauge(words(ctx, "verify.proving")) as step:
        found = prover.prove(trig, texts, step)
    if as_json:
        machine([asdict(f) for f in found.findings])
    else:
        for finding in found.findings:
            print(finding)
        if found.findings:
            say(ctx, "verify.findings", count=len(found.findings))
        else:
            say(ctx, "verify.done", count=found.statements)
    raise typer.Exit(1 if found.findings else 0)
