"""Commands that read texts: extract, build, coverage."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from govkg import messages
from govkg.cli.context import Json, counted, library_of, machine, progress, say, settings_of, table, words
from govkg.errors import CallerError

ENGINES = ("local", "dask")


def extract(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="cli.extract.files", show_default=False)],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="cli.extract.out", show_default=False)],
    body: Annotated[str, typer.Option("--body", help="cli.extract.body", show_default=False)] = "",
    place: Annotated[str, typer.Option("--place", help="cli.extract.place", show_default=False)] = "",
    covers: Annotated[str, typer.Option("--covers", help="cli.extract.covers", show_default=False)] = "",
    plans: Annotated[str, typer.Option("--plans", help="cli.extract.plans", show_default=False)] = "",
    as_json: Json = False,
) -> None:
    """Reads every text before anything is written."""
    from govkg import description, sources

    told = {"body": body, "place": place, "covers": covers, "plans": plans}
    reports = [sources.load(f) if f.is_dir() else description.of_file(f, **told) for f in files]
    names = [r.id for r in reports]
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise CallerError("extract.twice", f"two files have the name {twice!r}", cure="extract them into two folders")
    if out.exists() and not out.is_dir():
        raise CallerError(
            "extract.out", "this is a file, not a folder", where=str(out), cure="name a folder with --out"
        )
    from govkg import pipeline
    from govkg.annotations import annotate, write

    read = []
    with progress(len(reports), words(ctx, "build.reading")) as step:
        for report in reports:
            read.append((report, annotate(pipeline.read(report), report)))
            step(report.id)
    paths = [path for report, rows in read for path in write(rows, out, report.id)]
    if as_json:
        machine({"documents": names, "files": [str(p) for p in paths]})
    else:
        say(ctx, "extract.done", documents=len(names), out=out)


def build(
    ctx: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="cli.build.check", show_default=False)] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="cli.build.jobs", show_default=False)] = 0,
    engine: Annotated[str, typer.Option("--engine", metavar="local|dask", help="cli.build.engine")] = "local",
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="URL", help="cli.build.scheduler", show_default=False)
    ] = "",
    place: Annotated[str, typer.Option("--place", metavar="URL", help="cli.build.place", show_default=False)] = "",
    as_json: Json = False,
) -> None:
    """Sources to statements to graph."""
    library = library_of(ctx)
    from govkg import pipeline

    if check:
        stale = pipeline.stale(library)
        if as_json:
            machine({"stale": [str(p) for p in stale]})
        elif not stale:
            say(ctx, "build.current")
        else:
            for path in stale:
                say(ctx, "build.stale", path=path, cure="govkg build")
        raise typer.Exit(1 if stale else 0)
    if engine not in ENGINES:
        raise CallerError(
            "build.engine", f"there is no engine {engine!r}", where="--engine", cure=f"use {' or '.join(ENGINES)}"
        )
    if engine == "local" and (scheduler or place):
        raise CallerError("build.local", "only --engine dask takes a scheduler or a place", cure="add --engine dask")
    workers = jobs or os.cpu_count() or 1
    with counted(words(ctx, "build.reading")) as step:
        if engine == "local":
            result = pipeline.build(library, step, workers)
        else:
            from govkg import corpus

            here = pipeline.writable(library).out / ".govkg" / "cluster"
            with corpus.cluster(scheduler, place or str(here), workers) as hands:
                result = pipeline.build(library, step, workers, hands.read)
            shutil.rmtree(here, ignore_errors=True)
    told = [{"source": r.id, "code": r.error.code, "message": str(r.error)} for r in result.refused]
    if as_json:
        machine({**asdict(result), "release": str(result.release), "store": str(result.store), "refused": told})
    else:
        say(ctx, "build.done", **{**asdict(result), "sources": len(result.sources)})
        if result.read or result.removed:
            say(ctx, "build.renewed", read=len(result.read), removed=len(result.removed))
    for refused in result.refused:
        print(messages.error(refused.error, settings_of(ctx).lang), file=sys.stderr)
    if told and not as_json:
        say(ctx, "build.refused", count=len(told))
    raise typer.Exit(1 if told else 0)


def coverage(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE…", help="cli.coverage.sources", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """The account of each sentence; exit code 1 when one is not accounted for or a count is not the expected one."""
    library, fine = library_of(ctx), True
    sources = [library.source(name) for name in names or library.source_ids()]
    from govkg import coverage as accounts
    from govkg import pipeline

    found: dict[str, dict[str, Any]] = {}
    reviews = library.curated("reviews")
    for source in sources:
        name = source.id
        statements = pipeline.read(source, reviews)
        rows = accounts.table(source, statements)
        counts = pipeline.counts(source, statements)
        differing = {k: n for k, n in source.expected.items() if k in counts and not n[0] <= counts[k] <= n[1]}
        fine = fine and rows[-1].accounted and not differing
        found[name] = {"rows": [asdict(r) for r in rows], "expected": source.expected, "found": counts}
        if as_json:
            continue
        say(ctx, "coverage.title", source=name, title=source.title)
        columns = ("section", "heading", "sentences", "stated", "ignored", "findings", "statements")
        rows[-1:] = []
        body = [[getattr(r, c) for c in columns] for r in rows]
        last = found[name]["rows"][-1]
        body.append([words(ctx, "coverage.total"), "", *(last[c] for c in columns[2:])])
        table([words(ctx, f"coverage.{c}") for c in columns], body)
        for what, n in differing.items():
            said = str(n[0]) if n[0] == n[1] else f"{n[0]}-{n[1]}"
            say(ctx, "coverage.expected", what=what, expected=said, found=counts[what])
    if as_json:
        machine(found)
    raise typer.Exit(0 if fine else 1)
