"""The page of files and formats: every form of export, and the facts tables with their columns."""

from __future__ import annotations

from govkg import facts, messages
from govkg.cli.manual import markdown
from govkg.exports import catalogue, headings

WHOLE: dict[str, tuple[str, ...]] = {
    "report": (*facts.REPORT, "sentences"),
    "concept": facts.CONCEPT,
    "part": ("part_id", "whole_id"),
}  # the tables that are no type of statement
SHARED = frozenset(facts.WORDS)  # the columns of every table of statements


def page(lang: str) -> str:
    """Forms with their endings and what they are for; the tables with their columns.

    >>> "| `value_exact` |" in page("en")
    True
    """
    lines = [f"# {_said('manual.formats', lang)}", "", _said("manual.formats.lead", lang), ""]
    head = [_said(key, lang) for key in ("export.form", "manual.ending", "manual.holds", "export.about")]
    rows = [
        [f"`{one.name}`", "" if one.folder and one.of == catalogue.GRAPH else f"`.{one.ending}`",
         _said("manual.graph" if one.of == catalogue.GRAPH else "manual.all", lang), _said(f"export.form.{one.name}", lang)]
        for one in catalogue.FORMS
    ]  # fmt: skip
    lines += [*markdown.table(head, rows), "", f"## {_said('manual.tables', lang)}", ""]
    lines += [_said("manual.tables.lead", lang), "", f"### {_said('manual.shared', lang)}", ""]
    lines += _columns("entity", facts.WORDS, lang)
    for name in facts.TYPES:
        own = {column: kind for column, kind in facts.columns(name).items() if column not in SHARED}
        lines += ["", f"### {name}", "", *_columns(name, own, lang)]
    for name, columns in WHOLE.items():
        kinds = {column: "BIGINT" if column == "sentences" else "VARCHAR" for column in columns}
        lines += ["", f"### {name}", "", *_columns(name, kinds, lang)]
    return "\n".join(lines) + "\n"


def _columns(table: str, columns: dict[str, str], lang: str) -> list[str]:
    at = lang == "en"
    head = [_said(key, lang) for key in ("export.about.column", "manual.heading", "manual.kind", "export.about.means")]
    rows = [
        [f"`{c}`", headings.of_fact(table, c)[at], _said(f"manual.kind.{kind}", lang), markdown.escaped(headings.meaning(table, c)[at])]
        for c, kind in columns.items()
    ]  # fmt: skip
    return markdown.table(head, rows)


def _said(key: str, lang: str) -> str:
    return messages.text(key, lang)
