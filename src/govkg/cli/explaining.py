"""The command that says how a statement was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govkg import messages
from govkg.cli.adding import shown
from govkg.cli.context import Json, library_of, machine, settings_of, words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from govkg.explain import Explanation, Mark, Option
    from govkg.statements import Statement

STYLES = {
    "figure": "bold red", "metric": "green", "subject": "bold blue", "period": "magenta", "verb": "yellow", "change": "yellow",
    "aim": "yellow", "name": "bold red", "event": "bold red", "from": "bold blue", "to": "green",
}  # fmt: skip
KEYS = ("about", "award", "conferred_by", "document", "entity", "initiative", "organisation", "part", "place", "whole")
IDS = ("outcome", "subset_of", "rank")
CODED = {"change_type": "changeType", "compared_with": "comparison", "reason": "ignored"} | {
    name: name for name in ("bound", "kind", "direction", "flow", "event", "basis", "role", "status", "domain")
}
LEFT_OUT = ("type", "id", "evidence", "rule", "start", "end", "index")
NARROW = 100  # columns where nobody says how wide the screen is


def explain(
    ctx: typer.Context,
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="cli.explain.statement", show_default=False)],
    as_json: Json = False,
) -> None:
    """The sentence with what was read in it, the rule, and what else might have been read."""
    library = library_of(ctx)
    from govkg import explain as explaining

    told = explaining.explain(library, statement)
    if as_json:
        machine(_row(told))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=NARROW)
    plain = not console.is_terminal or console.no_color
    lang = settings_of(ctx).lang
    kind = messages.text(f"explain.type.{told.statement.type}", lang)
    console.print(Text.assemble((kind, "bold"), f"  {told.statement.id}  {told.source}"))
    console.print(Text(shown(told.title)), style="dim")
    console.print()
    for text in _above(ctx, told, plain):
        console.print(text)
    console.print(Padding(_marked(ctx, told.sentence, told.start, told.marks, plain), (1, 4), expand=False))
    if not plain and told.marks:
        here = dict.fromkeys(m.what for m in told.marks)
        legend = (Text(words(ctx, f"explain.mark.{what}"), style=STYLES[what]) for what in here)
        console.print(Padding(Text(" · ").join(legend), (0, 4, 1, 4), expand=False))
    if not told.current:
        console.print(Text(words(ctx, "explain.stale"), style="yellow"))
    _fields(ctx, console, told)
    _rules(ctx, console, told)
    _choices(ctx, console, told)


def _row(told: Explanation) -> dict[str, Any]:
    """The explanation as a program reads it."""
    return {
        "statement": told.statement.record(), "title": told.title, "current": told.current,
        "sentence": {"start": told.start, "end": told.end, "text": told.sentence},
        "headings": [asdict(h) for h in told.headings], "marks": [asdict(m) for m in told.marks],
        "rules": [{"id": r.id, "zh": r.zh, "en": r.en} for r in told.rules],
        "choices": {what: [_option(o) for o in told.of(what)] for what in told.choices},
    }  # fmt: skip


def _option(o: Option) -> dict[str, Any]:
    found = {k: v for k, v in asdict(o).items() if k != "what"}
    return {**found, "start": o.start if o.start >= 0 else None, "end": o.end if o.end >= 0 else None, "won": o.won}


# -- where it stands -------------------------------------------------------------------------------------------------
def _above(ctx: typer.Context, told: Explanation, plain: bool) -> Iterator[Text]:
    """The headings above the sentence, each a step further in, with what was read in them."""
    from rich.text import Text

    if not told.headings:
        yield Text(words(ctx, "explain.nowhere"), style="dim")
    for n, h in enumerate(told.headings):
        yield (
            Text("  " * n).append(f"{h.number} ", "dim").append_text(_marked(ctx, h.words, h.start, told.marks, plain))
        )


def _marked(ctx: typer.Context, text: str, start: int, marks: Sequence[Mark], plain: bool) -> Text:
    """Words of the source with their marks: in colour, or in brackets with the name of each; a mark may stand in another."""
    from rich.text import Text

    here = [
        m for m in sorted(marks, key=lambda m: (m.start, -m.end)) if start <= m.start and m.end <= start + len(text)
    ]
    if not plain:
        out = Text(_clean(text))
        for m in here:
            out.stylize(STYLES[m.what], m.start - start, m.end - start)
        return out
    colon = "：" if settings_of(ctx).lang == "zh" else ": "
    said, at = "", start
    for m in here:
        if m.start >= at:
            inner = [o for o in here if m.start <= o.start and o.end <= m.end and (o.start, o.end) != (m.start, m.end)]
            held = _marked(ctx, text[m.start - start : m.end - start], m.start, inner, plain).plain
            said += (
                _clean(text[at - start : m.start - start]) + f"【{words(ctx, f'explain.mark.{m.what}')}{colon}{held}】"
            )
            at = m.end
    return Text(said + _clean(text[at - start :]))


def _clean(text: str) -> str:
    """The words on one line, nothing in them that steers a terminal; as long as they were."""
    return shown(text).replace("\n", " ").replace("\t", " ")


# -- what was read ---------------------------------------------------------------------------------------------------
def _fields(ctx: typer.Context, console: Console, told: Explanation) -> None:
    table = _table(ctx, "explain.read")
    for name, value in _read(told.statement):
        key = "explain.mark.period" if name == "period" else f"explain.field.{name}"
        table.add_row(words(ctx, key), shown(_said(ctx, told, name, value)))
    if table.row_count:
        console.print(table)
        console.print()


def _read(s: Statement) -> Iterator[tuple[str, Any]]:
    """The fields that say something, start and end as one period."""
    record = s.record()
    for name, value in record.items():
        if name == "place" and record.get("start"):
            yield (
                "period",
                record["start"] if record["start"] == record["end"] else f"{record['start']}/{record['end']}",
            )
        if name not in LEFT_OUT and value not in ("", [], False) and (name, value) != ("status", "proposed"):
            yield name, value


def _said(ctx: typer.Context, told: Explanation, name: str, value: Any) -> str:
    """A value in words: of codes their labels, of keys the names."""
    lang = settings_of(ctx).lang
    if isinstance(value, list):
        return "、".join(map(str, value))
    if name in KEYS:
        return _name(ctx, *str(value).partition("/")[::2][::-1])
    if name in IDS:
        return f"{told.names.get(value, '')} {value}".strip()
    if name == "metric":
        return _concept(value, lang)
    if name == "role" and told.statement.type == "observation":
        return words(ctx, f"explain.role.{value}")
    if name == "kind" and told.statement.type == "entity":
        return words(ctx, f"explain.kind.{value}")
    return _coded(CODED[name], value, lang) if name in CODED else "✓" if value is True else str(value)


def _name(ctx: typer.Context, name: str, kind: str) -> str:
    """A name with its type: 城市大脑（平台）."""
    said = words(ctx, f"explain.kind.{kind}") if kind else ""
    brackets = "（{}）" if settings_of(ctx).lang == "zh" else " ({})"
    return name + (brackets.format(said) if said else "")


def _concept(metric: str, lang: str) -> str:
    from govkg import vocab

    row = next((r for r in vocab.table("metrics") if r["id"] == metric), {})
    return row.get(lang) or metric


def _coded(scheme: str, code: str, lang: str) -> str:
    from govkg import vocab

    row = next((r for r in vocab.table("concepts") if (r["scheme"], r["id"]) == (scheme, code)), {})
    return row.get(lang) or code


# -- by which rule, and what else ------------------------------------------------------------------------------------
def _rules(ctx: typer.Context, console: Console, told: Explanation) -> None:
    table = _table(ctx, "explain.rule")
    for rule in told.rules:
        table.add_row(rule.id, rule.said(settings_of(ctx).lang))
    console.print(table)
    console.print()


def _choices(ctx: typer.Context, console: Console, told: Explanation) -> None:
    from rich.text import Text

    for what in told.choices:
        options = told.of(what)
        if len(options) < 2 and what != "subject":
            continue
        table = _table(ctx, f"explain.choice.{what}", "explain.rule", "explain.outcome")
        above = ""
        for o in options:
            by = Text("〃", "dim") if o.rule and o.rule == above else _by(ctx, o)
            above = o.rule
            why = words(ctx, "explain.won" if o.won else f"explain.why.{o.why}")
            table.add_row(Text(_candidate(ctx, o)), by, why, style="bold" if o.won else "")
        console.print(table)
        console.print()
    if all(len(told.of(what)) < 2 for what in told.choices):
        console.print(words(ctx, "explain.alone" if told.choices else "explain.unasked"), style="dim")


def _candidate(ctx: typer.Context, o: Option) -> str:
    if o.what == "metric":
        concept = _concept(o.kind, settings_of(ctx).lang) if o.kind else ""
        return shown(o.words) + (f" → {concept}" if concept not in ("", o.words) else "")
    return shown(_name(ctx, o.words, o.kind))


def _by(ctx: typer.Context, o: Option) -> Text:
    """The rule of an option as its sentence, then its id."""
    from rich.text import Text

    from govkg import rules

    if not o.rule:
        return Text(words(ctx, "explain.norule"))
    rule = rules.described(o.rule)[-1]
    return Text(rule.said(settings_of(ctx).lang) + " ").append(rule.id, "dim")


def _table(ctx: typer.Context, first: str, *more: str) -> Table:
    """A table with a heading over its first column; two columns where nothing more is named."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=False)
    table.add_column(words(ctx, first), overflow="fold", no_wrap=not more, max_width=None if not more else 36)
    for key in more or ("",):
        table.add_column(words(ctx, key) if key else "", overflow="fold")
    return table
