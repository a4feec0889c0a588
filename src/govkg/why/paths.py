"""Property paths taken apart, and the triples that a path goes through between two nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from govkg import gate

T = TypeVar("T")
Path = tuple[str, tuple["Path", ...], str]  # operator, parts, the name where it is a single step


def read(text: str) -> Path:
    """A path as its parts.

    >>> read("(^gov:part/gov:whole)+")[0], list(names(read("(^gov:part/gov:whole)+")))
    ('+', ['gov:part', 'gov:whole'])
    """
    tokens = [token for *_, token in gate.tokens(text)]

    def alternative() -> Path:
        parts = [sequence()]
        while tokens and tokens[0] == "|":
            tokens.pop(0)
            parts.append(sequence())
        return parts[0] if len(parts) == 1 else ("|", tuple(parts), "")

    def sequence() -> Path:
        parts = [step()]
        while tokens and tokens[0] == "/":
            tokens.pop(0)
            parts.append(step())
        return parts[0] if len(parts) == 1 else ("/", tuple(parts), "")

    def step() -> Path:
        token = tokens.pop(0)
        if token == "^":
            made: Path = ("^", (step(),), "")
            return made
        if token == "!":
            return ("!", (step(),) if tokens[0] != "(" else (bracket(),), "")
        if token == "(":
            tokens.insert(0, token)
            made = bracket()
        else:
            made = ("", (), token)
        while tokens and tokens[0] in ("*", "+", "?"):
            made = (tokens.pop(0), (made,), "")
        return made

    def bracket() -> Path:
        tokens.pop(0)
        if tokens[0] == ")":
            tokens.pop(0)
            return ("|", (), "")
        made = alternative()
        tokens.pop(0)
        return made

    return alternative()


def names(path: Path) -> Iterator[str]:
    """The predicates that a path names."""
    if path[2]:
        yield path[2]
    for inner in path[1]:
        yield from names(inner)


def open_ended(path: Path) -> bool:
    """Whether a path goes over predicates that it does not name."""
    return path[0] == "!" or any(map(open_ended, path[1]))


def may_stand(path: Path) -> bool:
    """Whether a path may take no step at all.

    >>> may_stand(read("gov:part*/gov:whole?")), may_stand(read("gov:part*/gov:whole"))
    (True, False)
    """
    sign, parts, _ = path
    if sign in ("*", "?"):
        return True
    return any(map(may_stand, parts)) if sign == "|" else bool(parts) and sign != "!" and all(map(may_stand, parts))


def write(path: Path) -> str:
    """A path as text.

    >>> write(read("^gov:part/gov:whole*|a"))
    '((^gov:part/(gov:whole)*)|a)'
    """
    sign, parts, name = path
    match sign:
        case "":
            return name
        case "^" | "!":
            return f"{sign}{write(parts[0])}" if parts[0][2] or parts[0][0] == "|" else f"{sign}({write(parts[0])})"
        case "/" | "|":
            return f"({sign.join(map(write, parts))})"
        case _:
            return f"({write(parts[0])}){sign}"


def walked(start: T, path: Path, end: T, between: Callable[[str, T, T], list[tuple[T, ...]]],
              step: Callable[[T, str, T], None], skipped: Callable[[T, T], None]) -> None:  # fmt: skip
    """Calls ``step`` for each triple that leads along the path from ``start`` to ``end``.

    ``between(pattern, start, end)`` answers a pattern over ``?s``, ``?o``, ``?m`` and ``?n``; ``skipped`` is called for a step
    over unnamed predicates.
    """
    sign, parts, name = path
    if sign == "":
        step(start, name, end)
    elif sign == "^":
        walked(end, parts[0], start, between, step, skipped)
    elif sign == "|":
        for p in parts:
            if between(f"?s {write(p)} ?o", start, end):
                walked(start, p, end, between, step, skipped)
    elif sign == "/":
        first, rest = parts[0], parts[1] if len(parts) == 2 else ("/", parts[1:], "")
        for (middle,) in between(f"?s {write(first)} ?m . ?m {write(rest)} ?o", start, end):
            walked(start, first, middle, between, step, skipped)
            walked(middle, rest, end, between, step, skipped)
    elif sign == "!":
        skipped(start, end)
    elif sign == "?":
        if between(f"?s {write(parts[0])} ?o", start, end):
            walked(start, parts[0], end, between, step, skipped)
    else:
        inner = write(parts[0])
        for m, n in between(f"?s ({inner})* ?m . ?m {inner} ?n . ?n ({inner})* ?o", start, end):
            walked(m, parts[0], n, between, step, skipped)
