"""The pages of docs/ as their blocks: what is to be run, what is to be seen, and what is only shown.

A block's first word says what it is: ``console`` (lines after ``$ `` are commands, the others what they print), ``pycon``
(the same of Python), ``python``, ``r`` and ``sparql`` (run; a ``text`` block behind one is what it prints), ``text`` on its own only with ``file=NAME``. Further words:
``file=NAME`` saves the block under that name instead of running it, ``background`` leaves a server running until the page ends,
``exit=1`` is the code that a block's last command must give. ``…`` alone on a line stands for lines left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGES = ("zh", "en")
RUN = ("console", "python", "r", "sparql", "pycon")
SHOWN = ("stata", "ini", "nginx", "powershell")  # shown to the reader, run by no test; how many there are is tested
DATA = ("text", "json", "xml", "turtle", "sparql", "python")  # what a page may write into a file
REST = "…"
SAME = "en/python"  # written from code: its blocks are those of the Chinese page, and so are their results
VARYING = re.compile(r"\b[0-9a-f]{10}\b")  # a row's id: a digest of the day, among others
DIGEST = re.compile(r"\b[0-9a-f]{10,64}\b")  # any id or hash; another graph gives others


class PageError(Exception):
    """A page that the harness does not understand."""


@dataclass
class Block:
    """A fenced block; ``line`` is that of its first line of text, counted from 1."""

    line: int
    kind: str
    options: dict[str, str]
    lines: list[str]
    result: Block | None = None  # the text block behind it

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


@dataclass
class Step:
    """A command with what the page shows of its output; ``at`` is the place of the output in the block's lines."""

    command: str
    shown: list[str]
    at: int
    line: int


@dataclass
class Page:
    """A page and its blocks in order."""

    path: Path
    text: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def lang(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return self.path.stem


def paths() -> list[Path]:
    """All pages, by language and name."""
    return [path for lang in LANGUAGES for path in sorted((DOCS / lang).glob("*.md"))]


def read(path: Path) -> Page:
    """The page of a file; raises PageError for a block whose kind nobody knows."""
    page = Page(path, path.read_text(encoding="utf-8"))
    lines = page.text.split("\n")
    start, before = 0, 0  # of the block that is open, of the line after the block before
    opened: Block | None = None
    for number, line in enumerate(lines, 1):
        if not line.startswith("```"):
            if opened:
                opened.lines.append(line)
            continue
        if opened is None:
            opened, start = _open(path, number, line), number
            continue
        last = page.blocks[-1] if page.blocks else None
        alone = not any(text.strip() for text in lines[before : start - 1])
        if opened.kind == "text" and "file" not in opened.options:
            if not (last and alone and last.kind in RUN[1:] and last.result is None):
                raise PageError(f"{path.name}:{start}: a text block that is no result and no file")
            last.result = opened
        else:
            page.blocks.append(opened)
        opened, before = None, number
    if opened:
        raise PageError(f"{path.name}:{start}: a block without an end")
    return page


def _open(path: Path, number: int, line: str) -> Block:
    kind, *words = line.removeprefix("```").split() or [""]
    options = {name: value for name, _, value in (word.partition("=") for word in words)}
    if kind not in (*RUN, *SHOWN, *DATA) or set(options) - {"file", "background", "exit"}:
        raise PageError(f"{path.name}:{number}: nobody knows how to run a block of {line.removeprefix('```')!r}")
    if "file" in options and kind not in DATA:
        raise PageError(f"{path.name}:{number}: a block of {kind} is no file")
    if kind in DATA and kind not in ("text", *RUN) and "file" not in options:
        raise PageError(f"{path.name}:{number}: a block of {kind} without file=NAME")
    return Block(number + 1, kind, options, [])


def steps(block: Block) -> Iterator[Step]:
    """The commands of a console block; raises PageError for output before the first."""
    found: Step | None = None
    for at, line in enumerate(block.lines):
        if line.startswith("$ "):
            if found:
                yield found
            found = Step(line[2:], [], at + 1, block.line + at)
        elif found:
            found.shown.append(line)
        elif line.strip():
            raise PageError(f"line {block.line + at}: output before any command")
    if found:
        while found.shown and not found.shown[-1].strip():
            found.shown.pop()
        yield found


def told(output: str) -> list[str]:
    """The lines of an output as a page shows them: no blanks at their ends, no empty lines around."""
    lines = [line.rstrip() for line in output.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def same(shown: list[str], real: list[str]) -> dict[str, str] | None:
    """None where the lines differ; else which id of the page stands for which real one.

    >>> same(["a", "…", "z"], ["a", "b", "c", "z"]), same(["a"], ["a", "b"])
    ({}, None)
    >>> same(["row 0123456789"], ["row abcdef0123"])
    {'0123456789': 'abcdef0123'}
    """
    if REST not in shown:
        return _alike(shown, real) if len(shown) == len(real) else None
    at = shown.index(REST)
    head, rest = shown[:at], shown[at + 1 :]
    first = _alike(head, real[:at]) if len(real) >= at else None
    if first is None:
        return None
    for skipped in range(len(real) - at + 1):
        if (found := same(rest, real[at + skipped :])) is not None:
            return {**first, **found}
    return None


def _alike(shown: list[str], real: list[str], digests: re.Pattern[str] = VARYING) -> dict[str, str] | None:
    ids: dict[str, str] = {}
    for ours, theirs in zip(shown, real, strict=True):
        if ours == theirs:
            continue
        if digests.sub("", ours) != digests.sub("", theirs):
            return None
        ids |= dict(zip(digests.findall(ours), digests.findall(theirs), strict=True))
    return ids


def stale(shown: list[str], real: list[str]) -> dict[str, str]:
    """Which id or hash of the page is another by now, by the lines that are otherwise the same.

    >>> stale(["x", "data @0123456789abcdef"], ["data @fedcba9876543210"])
    {'0123456789abcdef': 'fedcba9876543210'}
    """
    found: dict[str, str] = {}
    plain = {DIGEST.sub("", line): line for line in real if DIGEST.search(line)}
    for line in shown:
        if line not in real and DIGEST.sub("", line) in plain:
            found |= _alike([line], [plain[DIGEST.sub("", line)]], DIGEST) or {}
    return {ours: theirs for ours, theirs in found.items() if ours != theirs}


def renewed(shown: list[str], real: list[str]) -> list[str]:
    """What a page should show: the real lines, left out where the page left lines out.

    >>> renewed(["old", "…", "end"], ["a", "b", "c", "z"]), renewed([], ["a"])
    (['a', '…', 'z'], ['a'])
    """
    if same(shown, real) is not None:
        return shown
    if REST not in shown:
        return real
    head, tail = shown.index(REST), len(shown) - 1 - shown.index(REST)
    if head + tail >= len(real):
        return real
    return [*real[:head], REST, *real[len(real) - tail :]]
