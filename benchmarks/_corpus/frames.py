"""Sentences with open places: read from ``frames-GENRE.txt`` and filled with names and figures; and
sentences made of clauses without a figure (``clauses.txt``).

``{n10-90}`` is a whole number, ``{f1-9}`` has one decimal, ``{w}`` counts in 万, ``{y}`` in 亿, ``{p}`` is per cent; ``{q}`` is a word
of bound or nothing. ``[a|b]`` is one of its choices. Every other place is a name that the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

OPEN = re.compile(r"\{([a-z]+?)(?:([0-9]+)-([0-9]+)|([0-9]?))\}|\[([^\[\]]*)\]")
PART = re.compile(r"\[([^\[\]|]+)\]")
BOUNDS = ("", "", "", "", "约", "超", "近", "超过")
GENRES = ("bureau", "government")


@cache
def frames(genre: str) -> Mapping[str, tuple[str, ...]]:
    """The sentences of a genre by the part of the report that they stand in, in the order of the file.

    >>> sum(len(lines) for genre in GENRES for lines in frames(genre).values()) >= 200
    True
    """
    parts: dict[str, list[str]] = {}
    here: list[str] = []
    text = (Path(__file__).parent / f"frames-{genre}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        if heading := PART.fullmatch(line):
            here = parts.setdefault(heading[1], [])
        else:
            here.append(line)
    return {part: tuple(lines) for part, lines in parts.items()}


@cache
def clauses() -> Mapping[str, tuple[str, ...]]:
    """Clauses without a figure by the part of the report that they stand in; ``how`` and ``so that`` go with all."""
    found: dict[str, tuple[str, ...]] = {}
    part = ""
    for line in (Path(__file__).parent / "clauses.txt").read_text(encoding="utf-8").splitlines():
        if heading := PART.fullmatch(line):
            part = heading[1]
        elif not line.startswith("#"):
            found[part] = tuple(line.split())
    return found


def prose(part: str, rng: Random) -> str:
    """A sentence without a figure for a part of the report."""
    said = rng.sample(clauses()[part], rng.randint(2, 4))
    if rng.random() < 0.5:
        said.insert(0, rng.choice(clauses()["how"]))
    if rng.random() < 0.6:
        said.append(rng.choice(clauses()["so that"]))
    return ",".join(said) + "。"


def fill(frame: str, rng: Random, name: Callable[[str], str]) -> str:
    """The sentence of a frame; ``name`` gives the words of a place that is no figure, the same place the same words.

    >>> fill("推行{reform},减至{n5-5}份,[提高|提高]到{p9-9}。", Random(4), lambda place: "“码上联办”")
    '推行“码上联办”,减至5份,提高到9.72%。'
    """
    names: dict[str, str] = {}

    def filled(match: re.Match[str]) -> str:
        place, low, high, _, choices = match.groups()
        if choices is not None:
            return rng.choice(str(choices).split("|"))
        if low is not None:
            return figure(place, int(low), int(high), rng)
        if place == "q":
            return rng.choice(BOUNDS)
        if match[0] not in names:
            names[match[0]] = name(place)
        return names[match[0]]

    return OPEN.sub(filled, frame)


def figure(form: str, low: int, high: int, rng: Random) -> str:
    """A figure of a form between two whole numbers.

    >>> figure("w", 20, 20, Random(1))
    '20.2万'
    """
    whole = rng.randint(low, high)
    if form == "n":
        return str(whole)
    if form == "f":
        return f"{whole}.{rng.randint(1, 9)}"
    if form == "g":
        return f"{whole}.{rng.randint(11, 99)}"
    if form in "wy":
        tail = "" if whole >= 100 else f".{rng.randint(1, 9)}"
        return f"{whole}{tail}{'万' if form == 'w' else '亿'}"
    places = rng.choice((0, 1, 1, 2))
    if whole >= 100 or not places:
        return f"{whole}%"
    return f"{whole}.{rng.randint(1, 9)}%" if places == 1 else f"{whole}.{rng.randint(11, 99)}%"
