"""The command that gives the ontology away: ontology."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govkg import files
from govkg.cli.context import library_of, say, settings_of
from govkg.errors import CallerError


def ontology(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="cli.ontology.format")] = "turtle",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="cli.ontology.out", show_default=False)
    ] = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", metavar="PART", help="cli.ontology.part", show_default=False)
    ] = None,
) -> None:
    """Writes the ontology, its alignments and its vocabularies in a format that editors read."""
    from govkg import ontology as model

    if form == "html":
        if part:
            raise CallerError("ontology.whole", "the handbook shows the whole ontology", where="--part",
                              cure="leave out --part")  # fmt: skip
        from govkg import handbook

        trig = library_of(ctx).release
        path = handbook.write(out or Path("govkg.html"), trig, settings_of(ctx).lang)
        say(ctx, "ontology.done", path=path, version=model.version())
        return
    if form not in model.FORMATS:
        raise CallerError("ontology.format", f"there is no format {form!r}", where="FORMAT",
                          cure=f"one of {', '.join((*model.FORMATS, 'html'))}")  # fmt: skip
    path = out or Path(f"govkg.{model.FORMATS[form]}")
    files.expected(path)
    files.write(path, model.export(form, part or model.PARTS))
    say(ctx, "ontology.done", path=path, version=model.version())
