"""What commands share: the settings of the run, the workspace, and how to speak to a person or a program."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from govkg import messages
from govkg.library import Library, open_library
from govkg.settings import Settings

if TYPE_CHECKING:
    from govkg.graph import Graph

Json = Annotated[bool, typer.Option("--json", help="cli.json", show_default=False)]


def settings_of(ctx: typer.Context) -> Settings:
    """The settings of this run."""
    return cast(Settings, ctx.obj)


def library_of(ctx: typer.Context) -> Library:
    """The workspace of this run; raises CallerError when the folder is none."""
    return open_library(settings_of(ctx))


def say(ctx: typer.Context, key: str, **values: object) -> None:
    """Prints a message of the catalogue."""
    print(messages.text(key, settings_of(ctx).lang, **values))


def words(ctx: typer.Context, key: str) -> str:
    """A message of the catalogue, without values."""
    return messages.text(key, settings_of(ctx).lang)


def machine(value: object) -> None:
    """Prints JSON, hanzi as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a table; hanzi count as two columns, numbers stand to the right.

    >>> table(["节", "句子"], [["一/(一)", 3]])
    节       句子
    一/(一)     3
    """
    cells = [list(head), *([str(c) for c in row] for row in rows)]
    right = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(head))]
    widths = [max(width(row[i]) for row in cells) for i in range(len(head))]
    for row in cells:
        padded = [
            " " * (widths[i] - width(c)) + c if right[i] else c + " " * (widths[i] - width(c))
            for i, c in enumerate(row)
        ]
        print("  ".join(padded).rstrip())


def width(text: str) -> int:
    """Columns that a text takes in a terminal.

    >>> width("一网通办a")
    9
    """
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


@contextmanager
def progress(total: int, label: str) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error where that is a terminal, else nothing; call it with each thing as it is done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task: Any = bar.add_task(label, total=total)
        yield lambda _: bar.advance(task)


@contextmanager
def gauge(label: str) -> Iterator[Callable[[int, int], None]]:
    """As ``progress``, for what is told as (done, of how many) while it goes on."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task: Any = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def counted(label: str) -> Iterator[Callable[[int, int], None]]:
    """As ``gauge``, with the numbers themselves and how many a second: for what may take long."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Things a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def graph_of(ctx: typer.Context, endpoint: str = "") -> Graph:
    """The graph to ask: in the SPARQL server that is named here or in the settings, else in the workspace."""
    from govkg import graph

    said = settings_of(ctx)
    url = endpoint or said.endpoint
    return graph.at(url, said.user, said.password) if url else graph.open(library_of(ctx))
