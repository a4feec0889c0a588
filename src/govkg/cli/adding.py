"""The command that takes reports in: add."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govkg import messages
from govkg.cli.context import Json, machine, progress, say, settings_of, words
from govkg.errors import CallerError, SourceError

if TYPE_CHECKING:
    from govkg.accession import Accession
    from govkg.intake import Taken
    from govkg.library import Library

SHOWN = ("title", "body", "place", "code", "covers", "plans", "dated", "published", "number")
OF_ONE = ("title", "number", "id")  # said of one report, never of several at once
LISTED = 5  # parts and files left aside that are shown; --json gives all of them


@dataclass
class Run:
    """One run of the command: what it was told, and what became of everything that it was given."""

    ctx: typer.Context
    into: Library
    given: dict[str, str]
    name: str
    encoding: str
    yes: bool
    asking: bool
    as_json: bool
    holders: dict[str, str]
    added: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)


def add(
    ctx: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="FILE|DIR|URL…", help="cli.add.what", show_default=False)],
    place: Annotated[str, typer.Option("--place", help="cli.extract.place", show_default=False)] = "",
    body: Annotated[str, typer.Option("--body", help="cli.extract.body", show_default=False)] = "",
    covers: Annotated[str, typer.Option("--covers", help="cli.extract.covers", show_default=False)] = "",
    plans: Annotated[str, typer.Option("--plans", help="cli.extract.plans", show_default=False)] = "",
    title: Annotated[str, typer.Option("--title", help="cli.add.title", show_default=False)] = "",
    published: Annotated[str, typer.Option("--published", help="cli.add.published", show_default=False)] = "",
    number: Annotated[str, typer.Option("--number", help="cli.add.number", show_default=False)] = "",
    name: Annotated[str, typer.Option("--id", metavar="ID", help="cli.add.id", show_default=False)] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="cli.add.encoding", show_default=False)] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="cli.add.yes", show_default=False)] = False,
    as_json: Json = False,
) -> None:
    """Reads files of any format into the workspace, each whole or not at all."""
    from govkg import intake, library

    given = {"place": place, "body": body, "covers": covers, "plans": plans, "title": title, "published": published,
             "number": number}  # fmt: skip
    _check(given)
    into = library.open_to_add(settings_of(ctx))
    leads = intake.leads(what)
    of_one = next((key for key in OF_ONE if {**given, "id": name}[key]), "")
    if of_one and sum(not isinstance(lead, intake.Skipped) for lead in leads) > 1:
        raise CallerError("add.one", f"--{of_one} is said of one report", cure="add that file alone")
    asking = not yes and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    run = Run(ctx, into, given, name, encoding, yes, asking, as_json, into.holders())
    with progress(0 if asking else len(leads), words(ctx, "build.reading")) as step:
        for lead in leads:
            for taken in intake.take(lead):
                if of_one and taken.where != str(lead):  # a file of an archive
                    raise CallerError("add.one", f"--{of_one} is said of one report", cure="unpack that file")
                _take(run, taken)
            step(str(lead))
    _tell(run)
    raise typer.Exit(1 if run.refused or not run.added else 0)


def _check(given: dict[str, str]) -> None:
    from govkg.sources import DATE, PERIOD

    for key, form, example in (("covers", PERIOD, "2021, 2018/2022 or 2022-01/2022-06"), ("plans", PERIOD, "2022"),
                               ("published", DATE, "2022-01-18")):  # fmt: skip
        if given[key] and not form.fullmatch(given[key]):
            raise CallerError("option.value", f"--{key} {given[key]!r} is no date or period", cure=f"write {example}")


def _take(run: Run, taken: Taken) -> None:
    """Reads, shows, asks and writes one file; what is wrong with it is told and noted."""
    from govkg import accession, intake

    if isinstance(taken, intake.Skipped):
        run.skipped.append({"where": taken.where, "why": taken.why})
        return
    try:
        if isinstance(taken, intake.Refused):
            raise taken.error
        found = accession.read(taken, run.given, run.encoding)
        if not run.as_json:
            _show(run.ctx, found)
        if run.asking:
            answered = _ask(run.ctx, found)
            if answered is None:
                return
            found = answered
        elif run.yes:
            found = found.confirmed()
        if still := found.open():
            raise _unsettled(found, still[0])
        fetched = datetime.now().astimezone().date().isoformat() if taken.url else ""
        made, new = accession.add(run.into, found, run.name, fetched, run.holders)
    except SourceError as e:
        line = shown(messages.error(e, settings_of(run.ctx).lang))
        run.refused.append({"where": taken.where, "code": e.code, "line": line})
        print(line, file=sys.stderr)
        return
    twin = accession.twin(run.into, made) if new else ""
    run.added.append({"id": made, "new": new, "twin": twin, **_row(found)})
    if not run.as_json:
        say(run.ctx, "add.added" if new else "add.there", id=made)
        if twin:
            say(run.ctx, "add.twin", id=twin, folder=run.into.root / "sources" / twin)


def _unsettled(found: Accession, key: str) -> SourceError:
    what, option = found.found[key], f"--{key} 2021" if key == "covers" else f"--{key}"
    if not what:
        return SourceError("add.covers", "the report does not say which period it looks back on", where=found.item.where,
                           cure=f"give it, e.g. {option}")  # fmt: skip
    said = f"{key} {what.value} is only suggested ({what.words[:40]!r}, {what.where})"
    return SourceError("add.unsure", said, where=found.item.where, cure=f"confirm with --yes or give {option}")


def _ask(ctx: typer.Context, found: Accession) -> Accession | None:
    from govkg.sources import PERIOD

    while not found.found["covers"]:
        said = typer.prompt(words(ctx, "add.ask.covers"), default="", show_default=False).strip()
        if not said:
            return None
        if PERIOD.fullmatch(said):
            found = found.answered(covers=said)
    return found.confirmed() if typer.confirm(words(ctx, "add.ask"), default=True) else None


def _row(found: Accession) -> dict[str, Any]:
    """What a program reads of a file: values, how they were found, counts, all that was left out."""
    reading = found.reading
    return {
        "where": found.item.where, "url": found.item.url, "format": reading.format, "encoding": reading.encoding,
        "paragraphs": found.paragraphs, "characters": len(reading.text),
        **{key: value.value for key, value in found.found.items()},
        "basis": {key: {"where": v.where, "words": v.words, "sure": v.sure} for key, v in found.found.items() if v},
        "dropped": [{"what": d.what, "where": d.where, "words": d.words} for d in reading.dropped],
    }  # fmt: skip


def _show(ctx: typer.Context, found: Accession) -> None:
    """One file as a table: what is known of it, and by which words."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lang, reading = settings_of(ctx).lang, found.reading
    table = Table(title=Text(shown(found.item.where)), box=box.SIMPLE_HEAD, title_justify="left", show_edge=False)
    for key in ("add.field", "add.value", "add.basis"):
        table.add_column(words(ctx, key), overflow="fold")

    def row(key: str, value: str, basis: str = "") -> None:
        table.add_row(Text(words(ctx, f"add.field.{key}")), Text(shown(value)), Text(shown(basis)))

    for key in SHOWN:
        value = found.found[key]
        if not value and key in ("code", "dated", "number"):
            continue
        basis = ""
        if value:
            basis = messages.text(f"add.where.{value.where}", lang)
            basis += "" if value.words in (value.value, "") else f": {value.words[:60]}"
            basis += "" if value.sure else f" ({words(ctx, 'add.unsure')})"
        row(key, value.value or words(ctx, "add.unknown"), basis)
    row("format", " ".join(filter(None, (reading.format, reading.encoding))))
    row("size", messages.text("add.size", lang, paragraphs=found.paragraphs, characters=len(reading.text)))
    parts = [" ".join(filter(None, (d.what, d.where, d.words[:30]))) for d in reading.dropped[:LISTED]]
    more = ["…"] if len(reading.dropped) > LISTED else []
    row("dropped", str(len(reading.dropped)), "\n".join(parts + more))
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    console.print(table)


def _tell(run: Run) -> None:
    """Closes the run: as JSON all of it, else the files left aside and the counts."""
    if run.as_json:
        machine({"workspace": str(run.into.root), "added": run.added, "skipped": run.skipped, "refused": run.refused})
        return
    for kind in run.skipped[:LISTED]:
        say(run.ctx, f"add.skipped.{kind['why']}", where=shown(kind["where"]))
    if len(run.skipped) > LISTED:
        say(run.ctx, "add.skipped.more", count=len(run.skipped) - LISTED)
    new = sum(row["new"] for row in run.added)
    if len(run.added) + len(run.refused) > 1:
        say(run.ctx, "add.done", new=new, there=len(run.added) - new, refused=len(run.refused))
    elif not run.added and not run.refused:
        say(run.ctx, "add.nothing")
    if new:
        say(run.ctx, "add.next", workspace=run.into.root)


def shown(text: str) -> str:
    r"""A text that came from outside as it may be printed: what steers a terminal or turns the writing round is marked.

    >>> shown("a\x1b[2Jb\u202ec")
    'a�[2Jb�c'
    """
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\ufffd", text)
