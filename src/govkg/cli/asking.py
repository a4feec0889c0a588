"""Commands that ask: demo, ask, query."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govkg.cli.context import Json, graph_of, library_of, machine, say, settings_of
from govkg.cli.diagnosing import Explain, WhyEmpty, bound, explain, found_or_empty, why_empty
from govkg.cli.telling import Row, Why, tell
from govkg.errors import CallerError

if TYPE_CHECKING:
    from govkg.answer import Answer

Choices = Annotated[bool, typer.Option("--choices", help="cli.ask.choices", show_default=False)]
Sparql = Annotated[bool, typer.Option("--sparql", help="cli.ask.sparql", show_default=False)]
FORMATS = ("table", "csv", "tsv", "json", "md")
Format = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="cli.ask.format", show_default=False)]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="cli.limit", show_default=False)]
Timeout = Annotated[float | None, typer.Option("--timeout", help="cli.timeout", show_default=False)]
Endpoint = Annotated[str, typer.Option("--endpoint", metavar="URL", help="cli.endpoint", show_default=False)]
Engine = Annotated[
    str, typer.Option("--engine", metavar="sparql|facts|auto", help="cli.ask.engine", show_default=False)
]
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
    endpoint: Endpoint = "",
    engine: Engine = "auto",
    costs: Explain = False,
    reasons: WhyEmpty = False,
    why: Why = False,
    row: Row = None,
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
    from govkg import query

    kg, lang = graph_of(ctx, endpoint), settings_of(ctx).lang
    if costs:
        return explain(ctx, kg, bound(ctx, kg, name, values), form, timeout)
    if why:
        return tell(ctx, kg, name, values, row, form, timeout)
    answer = found_or_empty(
        lambda: query.ask(kg, name, values, lang=lang, limit=limit, timeout=timeout, engine=engine),
        reasons, lang,
    )  # fmt: skip
    if not (reasons and why_empty(ctx, kg, name, values, answer, form)):
        _print(answer, form)
    return None


def query(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="cli.query.file", show_default=False)],
    form: Format = "table",
    limit: Limit = None,
    timeout: Timeout = None,
    inferred: Annotated[bool, typer.Option("--inferred", help="cli.query.inferred", show_default=False)] = False,
    endpoint: Endpoint = "",
    costs: Explain = False,
    reasons: WhyEmpty = False,
    why: Why = False,
    row: Row = None,
    as_json: Json = False,
) -> None:
    """Any SPARQL that reads."""
    from govkg import query as queries
    from govkg import sources

    form = "json" if as_json else form
    _known(form)
    data = sys.stdin.buffer.read() if file == "-" else sources.read_bytes(Path(file))
    text = sources.decode(data, file)
    kg = graph_of(ctx, endpoint)
    kg = kg.reasoned() if inferred else kg
    if costs:
        return explain(ctx, kg, text, form, timeout)
    if why:
        return tell(ctx, kg, text, {}, row, form, timeout)
    answer = replace(queries.run(kg, text, limit=limit, timeout=timeout), lang=settings_of(ctx).lang)
    if not (reasons and why_empty(ctx, kg, text, None, answer, form)):
        _print(answer, form)
    return None


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
