"""Platforms and what they consist of: the tree of their parts, and what each is reported to have."""

from __future__ import annotations

from govkg.analysis.gather import gather, report_of, said_in
from govkg.analysis.model import Picture, Tie
from govkg.analysis.reader import OUTCOMES, Reader
from govkg.store import View


def platforms(store: View, of: str = "", report: str = "") -> Picture:
    """Every platform with its parts and what is reported of each; with ``of`` the one whole that it belongs to.

    ``report`` is the id of the one report to tell of; raises CallerError ``view.report`` where there is none of it.

    >>> import govkg
    >>> picture = platforms(govkg.open().store)
    >>> [picture.things[i].label for i in roots(picture)]
    ['城市大脑', '湖北政务网', '武汉云', '城市运行管理平台', '武汉战疫']
    """
    read = Reader(store)
    within = said_in(read, report_of(read, report)) if report else None
    if of:
        found, tied = _around(read, of)
        if within is not None:
            tied &= set(within)
            read.describe(tied)
            found = {of} | {read.one(i, end) for i in tied for end in ("part", "whole")}
    elif within is not None:
        tied = {i for i, kind in within.items() if kind == "Composition"}
        read.describe(tied)
        found = {read.one(i, end) for i in tied for end in ("part", "whole")}
        found |= {i for i, kind in within.items() if kind == "Platform"}
    else:
        rows = read.rows("compositions")
        tied = {str(r["s"]) for r in rows}
        found = {str(r[end]) for r in rows for end in ("part", "whole")} | set(read.subjects("platforms"))
    if within is None:
        said = read.subjects("touching", thing=found)
    else:
        said = [i for i, kind in within.items() if kind in (*OUTCOMES, "Attribution")]
        read.describe(said)  # of one report sooner than all that the others say of the same things
        said = [i for i in said if found & {*read.nodes[i].get("about", ()), *read.nodes[i].get("initiative", ())}]
    gather(read, sorted(found | tied | set(said)))
    ties = [read.tie(i) for i in sorted(tied)]
    reported = [read.tie(i) for i in said if read.kind(i) == "Attribution" and read.one(i, "initiative") in found]
    claimed = {(t.source, t.target) for t in reported}
    for i in said:
        about = read.one(i, "about")
        if read.kind(i) in OUTCOMES and about in found and (about, i) not in claimed:
            reported.append(Tie(i, "about", about, i, read.first(i), read.one(i, "readBy")))
    return read.picture(found, {t.target for t in reported}, [*ties, *reported], of)


def _around(read: Reader, of: str) -> tuple[set[str], set[str]]:
    """All that stands above a thing, then all that is below those, and the compositions that say so."""
    found, tied = {of}, set()
    for known, other in (("part", "whole"), ("whole", "part")):
        edge = set(found)
        while edge:
            rows = read.rows("compositions", **{known: edge})
            tied |= {str(r["s"]) for r in rows}
            edge = {str(r[other]) for r in rows} - found
            found |= edge
    return found, tied


def parts(picture: Picture) -> dict[str, list[str]]:
    """The parts of each whole, in the order of the text; a part that two reports name stands once."""
    made: dict[str, list[str]] = {}
    for t in picture.ties:
        if t.kind == "composition" and t.source not in made.setdefault(t.target, []):
            made[t.target].append(t.source)
    return {w: sorted(found, key=lambda i: place(picture, i)) for w, found in sorted(made.items())}


def roots(picture: Picture) -> list[str]:
    """The wholes that are part of nothing, in the order of the text; of a ring of parts the first."""
    below = parts(picture)
    under = {p for found in below.values() for p in found}
    tops = [w for w in below if w not in under]
    reached: set[str] = set()
    for top in tops:
        reached |= _reach(below, top)
    for w in sorted(below, key=lambda i: place(picture, i)):
        if w not in reached:
            tops.append(w)
            reached |= _reach(below, w)
    return sorted(tops, key=lambda i: place(picture, i))


def _reach(below: dict[str, list[str]], top: str) -> set[str]:
    seen, edge = {top}, [top]
    while edge:
        edge = [p for w in edge for p in below.get(w, ()) if p not in seen]
        seen |= set(edge)
    return seen


def place(picture: Picture, iri: str) -> tuple[str, int, str]:
    """Where a thing is named first: report, character, and its IRI to tell two of one place apart."""
    node = picture.things.get(iri)
    words = picture.passages.get(node.passage) if node else None
    return (words.report, words.start, iri) if words else ("", 0, iri)


__all__ = ["parts", "place", "platforms", "roots"]
