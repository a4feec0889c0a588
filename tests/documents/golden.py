"""The composed reports that the tests write in every format and read again."""

from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from govkg import assemble

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = ("yunjiang-2021", "chenghaiwan-2023", "heting-2019", "lingchuan-2020")

APART = ("id", "start", "end", "sentence_start", "sentence_end", "prefix", "suffix")  # move with every blank line


@dataclass(frozen=True)
class Report:
    """What reading needs to know of a source."""

    text: str
    id: str = "x"
    body: str = ""
    place: str = ""
    code: str = ""
    covers: str = "2021"
    plans: str = "2022"


def text(name: str) -> str:
    """A composed report as its plain text."""
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def lines(text: str) -> list[str]:
    """The lines that have words, without the indent that prints add."""
    return [line.strip("\u3000 ") for line in text.split("\n") if line.strip("\u3000 ")]


def statements(text: str) -> list[Any]:
    """What the reading says, without ids and places in the text; what points at a statement says its words."""
    found = assemble.read(Report(text))
    words = {s.id: f"{s.type} {s.evidence.exact}" for s in found if s.id}
    return [_bare(s, words) for s in found]


def _bare(value: Any, words: dict[str, str]) -> Any:
    if is_dataclass(value):
        return {f.name: _bare(getattr(value, f.name), words) for f in fields(value) if f.name not in APART}
    if isinstance(value, list | tuple | set | frozenset):
        return [_bare(v, words) for v in value]
    return words.get(value, value) if isinstance(value, str) else value
