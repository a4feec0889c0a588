"""The library of questions on the command line: the list, what a question takes, what may be chosen, its SPARQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govkg import messages
from govkg.cli.context import Json, library_of, machine, say, settings_of
from govkg.errors import CallerError

if TYPE_CHECKING:
    from govkg.forms import Field, Form
    from govkg.query import View
    from govkg.questions import Question

EXPORTS = ("sparql-examples", "grlc")
SHOWN = 10  # choices of a parameter that are printed before the rest is counted
MARGIN = 32


def listed(lang: str, width: int = 0) -> str:
    """The list of questions by group, for a terminal of that many columns.

    >>> listed("en", 80).splitlines()[2]
    'Reforms and outcomes'
    """
    from govkg import questions
    from govkg.answer import side_by_side

    width = width or min(shutil.get_terminal_size((100, 24)).columns, 120)
    groups: dict[str, list[Question]] = {tag: [] for tag in questions.TAGS}
    for question in questions.all():
        groups[question.tags[0] if question.tags else questions.TAGS[-1]].append(question)
    out = [messages.text("ask.list", lang)]
    for tag, found in groups.items():
        if found:
            out += ["", messages.text(f"tag.{tag}", lang)]
        for question in found:
            wanted = [f"--{p.name}" if p.required else f"[--{p.name}]" for p in question.parameters]
            out += side_by_side([f"  {question.name}", question.title[lang == "en"]], [MARGIN, width - MARGIN - 2])
            out += [f"{' ' * (MARGIN + 2)}{line}" for line in _filled(wanted, width - MARGIN - 2)]
    return "\n".join(out)


def taken(question: Question, lang: str) -> str:
    """What a question takes, for ``govkg ask NAME --help``: known from its header, so that no graph is opened."""
    from govkg import forms

    form = forms.header(question, lang)
    lines = [f"{form.name}: {form.title}", f"  {form.description}", ""]
    lines += [_named(field, lang) for field in form.fields] or [messages.text("form.nothing", lang)]
    return "\n".join(lines)


def show(
    ctx: typer.Context, name: str, given: Mapping[str, object], limit: int | None, sparql: bool, as_json: bool
) -> None:
    """Prints the query of a question, ready for any SPARQL tool; else what may be given for each parameter."""
    from govkg import forms, graph, questions

    question, lang = questions.get(name), settings_of(ctx).lang
    if sparql:
        return print(spelled_out(name, given, lang, lambda: graph.open(library_of(ctx)).store), end="")
    kg = graph.open(library_of(ctx))
    if as_json:
        return machine(forms.form(kg, question, lang, given).data())
    return print(chosen(kg, name, given, lang, limit))


def chosen(kg: View, name: str, given: Mapping[str, object], lang: str, limit: int | None = None) -> str:
    """What may be given for each parameter of a question, as lines to read."""
    from govkg import forms, questions

    return "\n".join(_form(forms.form(kg, questions.get(name), lang, given), limit or SHOWN, lang))


def spelled_out(name: str, given: Mapping[str, object], lang: str, opened: Callable[[], Any]) -> str:
    """The query of a question, its parameters bound; the graph is opened where a name must be looked up."""
    from govkg import questions, spelled

    return spelled.text(questions.get(name), given, lang, opened)


def library(
    ctx: typer.Context,
    export: Annotated[
        str, typer.Option("--export", metavar="|".join(EXPORTS), help="cli.questions.export", show_default=False)
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="cli.questions.out", show_default=False)
    ] = None,
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="cli.questions.endpoint", show_default=False)
    ] = "",
    as_json: Json = False,
) -> None:
    """The questions of the library: the list, or all of them as files for another tool."""
    from govkg import graph, interchange

    if not export and not out:
        return machine(described()) if as_json else print(listed(settings_of(ctx).lang))
    if export not in EXPORTS:
        raise CallerError("format.unknown", f"there is no format {export!r}", cure=f"use {' or '.join(EXPORTS)}")
    if out is None:
        raise CallerError("option.value", "--export needs a folder", cure="write --out DIR")
    try:
        store = graph.open(library_of(ctx)).store
    except CallerError:
        store = None  # examples are written without their parameters
    written = interchange.write(export, out, endpoint or interchange.ENDPOINT, store)
    if as_json:
        return machine({"files": [str(path) for path in written]})
    say(ctx, "questions.written", count=len(written), path=out)
    return None


def described() -> list[dict[str, object]]:
    """The questions as JSON takes them."""
    from govkg import questions

    return [
        {
            "name": q.name,
            "title": {"zh": q.title[0], "en": q.title[1]},
            "parameters": [p.name for p in q.parameters],
            "tags": list(q.tags),
        }
        for q in questions.all()
    ]


def _filled(words: Sequence[str], width: int) -> list[str]:
    """Words by spaces, in lines of a width; none is broken."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _named(field: Field, lang: str) -> str:
    word = "required" if field.required else "default" if field.default else ""
    note = messages.text(f"form.{word}", lang, default=" ".join(field.default)) if word else ""
    return f"  --{field.name}  {field.label}{note}"


def _form(form: Form, limit: int, lang: str) -> list[str]:
    out = [form.title, form.description]
    for field in form.fields:
        out += ["", _named(field, lang).strip()]
        if not field.choices:
            out.append("  " + messages.text("form.free" if field.open else "form.empty", lang))
            continue
        head = [messages.text(f"form.{word}", lang) if word else "" for word in (field.counted, "value", "name")]
        rows = [
            [str(c.count) if field.counted else "", c.value, "" if c.label == c.value else c.label]
            for c in field.choices[:limit]
        ]
        out += _aligned([head if any(row[2] for row in rows) else [*head[:2], ""], *rows])
        if len(field.choices) > limit:
            out.append("  " + messages.text("form.more", lang, count=len(field.choices) - limit, all=len(field.choices)))  # fmt: skip
    return out


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Counts to the right, values and names to the left; hanzi are two columns wide."""
    from govkg.cli.context import width

    counts, values = (max(width(row[i]) for row in rows) for i in (0, 1))
    return [
        f"  {' ' * (counts - width(n))}{n}  {value}{' ' * (values - width(value))}  {name}".rstrip()
        for n, value, name in rows
    ]
