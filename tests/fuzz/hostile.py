"""Texts that a regular expression is slow on, if on any: made from the expression itself.

For each repetition: what must stand before it, then a very long run of what it repeats, then something that fits nothing;
and the same beginning over and over, so that every place of the text starts a match that must look far.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

PARSER: Any = importlib.import_module("re._parser")
CONSTANTS: Any = importlib.import_module("re._constants")
GENERAL = (
    "办",
    "9",
    "九",
    " ",
    "　",
    "、",
    "，",
    "《",
    "“",
    "”",
    "（",
    '"',
    "\n",
    "一",
    "1.",
    "，1",
    "“办",
    "《办",
    "9a",
    "\U00020000",
)
PROBES = "办9九a长改的、，。；：！？“”‘’《》（） \n\tZ.,%+-~/\\\"'"
FAR = 6  # a repetition of at most so many is no run
MOST = 48  # texts for one expression


def runs(text: str, flags: int) -> list[tuple[str, str, str]]:
    """Start, repeated words and end of each text: ``start + words * n + end`` is hostile for a large ``n``."""
    tree = PARSER.parse(text, flags & ~re.DEBUG)
    found = dict.fromkeys(("", g, "\x00") for g in GENERAL)
    own: dict[tuple[str, str, str], None] = {}
    sample = least(tree)
    if sample:
        for piece in (sample, sample[:-1], sample + "，", sample[:1], sample[-1:]):
            own |= {("", piece, end): None for end in ("", "\x00") if piece}
    for before, bodies, ends in repeats(tree, ""):
        for body in bodies:
            for end in ("\x00", *ends):
                own |= {(before, body, end): None, ("", before + body, end): None}
                if before:
                    own |= {("", before, end): None, ("", before + 3 * body, end): None}
    step = max(1, len(own) // MOST)
    return [*list(own)[::step], *found]


def least(nodes: Any, choice: int = 0) -> str:
    """A short text that the nodes match, as far as can be told without looking around."""
    return "".join(_least(op, value, choice) for op, value in nodes)


def _least(op: Any, value: Any, choice: int) -> str:
    name = str(op)
    if name == "LITERAL":
        return chr(value)
    if name in ("NOT_LITERAL", "ANY", "IN"):
        return _member(op, value)[0][0]
    if name == "BRANCH":
        branches = value[1]
        return least(branches[min(choice, len(branches) - 1)], choice)
    if name == "SUBPATTERN":
        return least(value[3], choice)
    if name == "ATOMIC_GROUP":
        return least(value, choice)
    if "REPEAT" in name:
        return least(value[2], choice) * int(value[0])
    return ""


def _member(op: Any, value: Any) -> tuple[list[str], list[str]]:
    """Characters of a class, and some that it leaves out."""
    one = re.compile(_source(op, value), re.DOTALL)
    inside = [c for c in PROBES if one.fullmatch(c)]
    if str(op) == "IN":
        named = [chr(v if str(o) == "LITERAL" else v[0]) for o, v in value if str(o) in ("LITERAL", "RANGE")]
        inside += [c for c in named if one.fullmatch(c)]
    outside = [c for c in PROBES if not one.fullmatch(c)]
    return list(dict.fromkeys(inside)) or ["办"], outside


def _source(op: Any, value: Any) -> str:
    name = str(op)
    if name == "ANY":
        return "."
    if name == "NOT_LITERAL":
        return f"[^{re.escape(chr(value))}]"
    parts = []
    for o, v in value:
        kind = str(o)
        if kind == "NEGATE":
            parts.append("^")
        elif kind == "LITERAL":
            parts.append(re.escape(chr(v)))
        elif kind == "RANGE":
            parts.append(f"{re.escape(chr(v[0]))}-{re.escape(chr(v[1]))}")
        else:
            parts.append({"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w",
                          "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_NOT_WORD": r"\W"}[str(v)])  # fmt: skip
    return f"[{''.join(parts)}]"


def repeats(nodes: Any, before: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each repetition: what stands before it at the least, what it repeats, what ends it."""
    for op, value in nodes:
        name = str(op)
        if "REPEAT" in name:
            low, high, body = value
            if high > FAR:
                yield before, *_bodies(body)
            yield from repeats(body, before)
            before += least(body) * low
            continue
        if name == "BRANCH":
            for branch in value[1]:
                yield from repeats(branch, before)
        elif name == "SUBPATTERN":
            yield from repeats(value[3], before)
        elif name == "ATOMIC_GROUP":
            yield from repeats(value, before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from repeats(value[1], before)
        before += _least(op, value, 0)


def _bodies(body: Any) -> tuple[list[str], list[str]]:
    if len(body) == 1 and str(body[0][0]) in ("IN", "ANY", "NOT_LITERAL"):
        inside, outside = _member(*body[0])
        return inside[:2], outside[:2]
    widest = max((len(v[1]) for o, v in body if str(o) == "BRANCH"), default=1)
    choices = sorted({0, widest // 2, widest - 1})
    return list(dict.fromkeys(b for c in choices if (b := least(body, c)))), []
