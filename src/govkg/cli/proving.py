"""The command that proves: verify. Exit code 1 when there is a finding."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from govkg.cli.context import Json, library_of, machine, say


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
        trig = trig or library.release / "govkg.trig"
        texts = texts or library.root / "sources"
    findings = prover.verify(trig, texts)
    if as_json:
        machine([asdict(f) for f in findings])
    else:
        for finding in findings:
            print(finding)
        if findings:
            say(ctx, "verify.findings", count=len(findings))
        else:
            say(ctx, "verify.done", count=prover.count(trig))
    raise typer.Exit(1 if findings else 0)
