"""The one thing that a name means: where several have it, the choices are told; none of them is taken in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govkg import parameters
from govkg.analysis.reader import LABEL, THINGS, Reader
from govkg.errors import CallerError
from govkg.store import View

QUALIFIED = re.compile(r"(.+?)[（(]([^（()）]+)[)）]")
TOLD = 8  # choices that an error names


def one(store: View, text: str, of: Iterable[str] = ("Thing",)) -> str:
    """The IRI of a thing by its name, its name with its place (``最多跑一次（临渚市）``), its key or its IRI.

    Raises CallerError as ``parameters.entities`` does, and ``entity.several`` with the choices where several have the name.

    >>> import govkg
    >>> one(govkg.open().store, "一事联办（武汉市）").rpartition("/")[2]
    '420100-yi-shi-lian-ban-fac614'
    """
    found = several(store, text, of)
    if len(found) > 1:
        told = "、".join(f"{name} {iri}" for iri, name in found[:TOLD]) + (" …" if len(found) > TOLD else "")
        raise CallerError("entity.several", f"{len(found)} things are named {text!r}", cure=f"name one: {told}")
    return found[0][0]


def several(store: View, text: str, of: Iterable[str] = ("Thing",)) -> list[tuple[str, str]]:
    """The things that a text may mean, each with its name and place; raises CallerError as ``parameters.entities`` does."""
    of = tuple(of)
    wanted = QUALIFIED.fullmatch(text)
    name, place = (wanted[1], wanted[2]) if wanted else (text, "")
    try:
        found = [n.value for n in parameters.entities(store, text, of)]
        place = ""
    except CallerError:
        if not wanted:
            raise
        found = [n.value for n in parameters.entities(store, name, of)]
    read = Reader(store)
    read.describe(found)
    called = {i: placed(read, i) for i in found if read.kind(i) in THINGS}
    return [(i, n) for i, n in called.items() if place and n.endswith(f"（{place}）")] or list(called.items())


def placed(read: Reader, iri: str) -> str:
    """A thing's name with the place whose report names it; a place's with what it lies in."""
    read.describe([iri])
    label = read.one(iri, LABEL) or iri
    if read.kind(iri) == "Place":
        where = read.one(iri, "within")
        return f"{label}（{where}）" if where and not where.startswith("http") else label
    read.describe(report := read.nodes[iri].get("mentionedIn", []))
    read.describe(place := [read.one(r, "place") for r in report[:1]])
    return f"{label}（{read.one(place[0], LABEL)}）" if place and place[0] else label
