"""Commands that ask: demo, ask, query."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govkg.cli.context import Json, library_of, machine, say, settings_of
from govkg.errors import CallerError

if TYPE_CHECKING:
    from govkg.answer import Answer

Choices = Annotated[bool, typer.Option("--choices", help="cli.ask.choices", show_default=False)]
Sparql = Annotated[bool, typer.Option("--sparql", help="cli.ask.sparql", show_default=False)]
FORMATS = ("table", "csv", "tsv", "json", "md")
Format = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="cli.ask.format", show_default=False)]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="cli.limit", show_default=False)]
Timeout = Annotated[float | None, typer.Option("--timeout", help="cli.timeout", show_default=False)]
QUESTION = "reforms-and-outcomes"


def demo(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="cli.demo.out", show_default=False)
    ] = None,
) -> None:
    """Builds the bundled graph, answers, writes the view, says where."""
    from govkg import pipeline, query, views

    library, lang = library_of(ctx), settings_of(ctx).lang
    kg = pipeline.demo(library)
    print(query.ask(kg, QUESTION, lang=lang))
    for name in library.source_ids():
        source = library.source(name)
        quality = source.copy_quality[lang == "en"]
        say(ctx, "demo.copy", title=source.title, body=source.body, quality=quality)
    path = views.write(kg, "reforms-outcomes", out=out or library.views / "reforms-outcomes.html",
                       lang=settings_of(ctx).lang)  # fmt: skip
    say(ctx, "demo.view", path=path)
    say(ctx, "demo.next")


def ask(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli.ask.name", show_default=False)] = None,
    choices: Choices = False,
    sparql: Sparql = False,
    form: Format = "table",
    limit: Limit = None,
    timeout: Timeout = None,
    as_json: Json = False,
) -> None:
    """A question of the library with its parameters; the list of questions when no name is given."""
    from govkg import questions
    from govkg.cli import choosing

    form = "json" if as_json else form
    _known(form)
    values = parameters(ctx.args)
    if name is None:
        if values:
            raise CallerError(
                "question.unknown", "parameters without a question", cure="`govkg ask` lists the questions"
            )
        return machine(choosing.described()) if form == "json" else print(choosing.listed(settings_of(ctx).lang))
    if choices or sparql:
        return choosing.show(ctx, name, values, limit, sparql, form == "json")
    questions.get(name)  # an unknown name is told before any graph is opened
    from govkg import graph, query

    kg = graph.open(library_of(ctx))
    _print(query.ask(kg, name, values, lang=settings_of(ctx).lang, limit=limit, timeout=timeout), form)
    return None


def query(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="cli.query.file", show_default=False)],
    form: Format = "table",
    limit: Limit = None,
    timeout: Timeout = None,
    inferred: Annotated[bool, typer.Option("--inferred", help="cli.query.inferred", show_default=False)] = False,
    as_json: Json = False,
) -> None:
    """Any SPARQL that reads."""
    from govkg import gate, graph, sources
    from govkg import query as queries

    form = "json" if as_json else form
    _known(form)
    data = sys.stdin.buffer.read() if file == "-" else sources.read_bytes(Path(file))
    text = gate.check(sources.decode(data, file))
    kg = graph.open(library_of(ctx))
    answer = queries.run(kg.reasoned() if inferred else kg, text, limit=limit, timeout=timeout)
    _print(replace(answer, lang=settings_of(ctx).lang), form)


def parameters(words: Sequence[str]) -> dict[str, object]:
    """``--name value`` and ``--name=value`` as parameters; a name twice gives the list of its values.

    >>> parameters(["--reform", "一事联办", "--year=2021", "--year", "2022"])
    {'reform': '一事联办', 'year': ['2021', '2022']}
    """
    found: dict[str, object] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise CallerError("parameter.wrong", f"{word!r} is no parameter", cure="write --name value")
        if not equals:
            if not left:
                raise CallerError("parameter.wrong", f"--{name} has no value", cure=f"write --{name} VALUE")
            value = left.pop(0)
        before = found.get(name)
        found[name] = value if before is None else [*before, value] if isinstance(before, list) else [before, value]
    return found


def _known(form: str) -> None:
    if form not in FORMATS:
        raise CallerError("format.unknown", f"there is no format {form!r}", cure=f"use {', '.join(FORMATS)}")


def _print(answer: Answer, form: str) -> None:
    if form == "table":
        print(answer)
    else:
        made = {"csv": answer.to_csv, "tsv": answer.to_tsv, "json": answer.to_json, "md": answer.to_md}[form]()
        sys.stdout.write(made)
