"""The command that gives data away: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govkg.cli.context import Json, graph_of, machine, say, settings_of
from govkg.errors import CallerError

if TYPE_CHECKING:
    from govkg.exports import Subject
    from govkg.graph import Graph

STEM = "govkg"


def export(
    ctx: typer.Context,
    form: Annotated[str | None, typer.Argument(metavar="FORMAT", help="cli.export.form", show_default=False)] = None,
    question: Annotated[str, typer.Option("--ask", metavar="NAME", help="cli.export.ask", show_default=False)] = "",
    view: Annotated[str, typer.Option("--view", metavar="NAME", help="cli.export.view", show_default=False)] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="cli.export.out", show_default=False)
    ] = None,
    endpoint: Annotated[str, typer.Option("--endpoint", metavar="URL", help="cli.endpoint", show_default=False)] = "",
    as_json: Json = False,
) -> None:
    """Writes the graph, the answer of a question, or the table of a view, as a file of another program."""
    from govkg import exports
    from govkg.cli.asking import parameters
    from govkg.exports import catalogue, gather

    if form is None:
        _list(ctx, as_json)
        return
    if question and view:
        raise CallerError("option.value", "--ask and --view are given", cure="give one of them")
    of = "answer" if question else "view" if view else "graph"
    known, given = catalogue.fitting(form, of), parameters(ctx.args)
    if given and of == "graph":
        raise CallerError("parameter.wrong", "parameters without a question or a view", cure="name it: --ask NAME")
    call = gather.call(form, question, view, given)
    target = out or known.file(question or view or STEM, of)
    subject = _subject(ctx, graph_of(ctx, endpoint), question, view, given, call)
    written = exports.write(subject, form, target)
    if as_json:
        machine({"files": [str(path) for path in written], "dataset": subject.about.dataset})
        return
    for path in written if of != "graph" or not known.folder else [target]:
        say(ctx, "export.beside" if path.name.endswith(".about.json") else "export.done", path=path)


def _subject(
    ctx: typer.Context, kg: Graph, question: str, view: str, given: dict[str, object], call: str
) -> Subject:  # fmt: skip
    from govkg import query
    from govkg.exports import gather

    lang = settings_of(ctx).lang
    if question:
        return gather.of_answer(kg, query.ask(kg, question, given, lang=lang), call, lang)
    if view:
        from govkg.views import taken

        made = taken.table(kg, view, _single(given), lang)
        return gather.of_view(kg, view, made.title, made.columns, made.rows, call, lang)
    return gather.of_graph(kg, call, lang)


def _single(given: dict[str, object]) -> dict[str, str | None]:
    for name, value in given.items():
        if isinstance(value, list):
            raise CallerError("parameter.wrong", f"--{name} is given twice", cure="give it once")
    return {name: str(value) for name, value in given.items()}


def _list(ctx: typer.Context, as_json: bool) -> None:
    from govkg.cli.context import table, words
    from govkg.exports import catalogue

    if as_json:
        rows = [{"name": f.name, "ending": f.ending, "media": f.media, "of": sorted(f.of)} for f in catalogue.FORMS]
        machine({"forms": rows})
        return
    say(ctx, "cli.export.list")
    table([words(ctx, "export.form"), words(ctx, "export.about")],
          [[f.name, words(ctx, f"export.form.{f.name}")] for f in catalogue.FORMS])  # fmt: skip
