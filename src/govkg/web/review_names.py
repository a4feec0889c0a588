"""/review/names: what a thing is made of, and the decisions that merge two names or split off what one report calls so.

``?of=`` an identifier of the graph, or a name as ``govkg judge`` writes it · ``?q=`` names with these characters · ``?with=``
another name: both sides with their words, before anything is decided. Without ``of`` the pairs that may be one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from govkg import judgements, lookalikes, messages, verdicts
from govkg.curation import today
from govkg.errors import CallerError, GovkgError, SourceError
from govkg.judgements import Judged, Ref
from govkg.library import Library
from govkg.lookalikes import Name, Pair
from govkg.statements import Entity, parse
from govkg.web import frame, review_form
from govkg.web.review_form import Done, page, posted, reason
from govkg.web.state import serving

LISTED = 12  # names that a search or the list of the likely ones shows
PAIRS = 60  # pairs of the whole workspace that the page lists
SHOWN = 4  # passages of a name
PATH = "/review/names"


async def names(request: Request) -> Response:
    """The page of one thing's names."""
    review_form.key_of(request)
    library, spoken = serving(request).library, frame.tongue(request)
    known = await frame.kept(request, "review names", lambda _: lookalikes.read(library))
    asked = request.query_params
    if not asked.get("of"):
        found = await frame.read(request, likely, library, known, spoken.lang)
        title = messages.text("web.review.names", spoken.lang)
        return await frame.answer(request, page(request, "review_pairs.html", title, {"pairs": found}))
    made = await frame.read(request, told, library, known, asked.get("of", ""), asked.get("q", ""),
                            asked.get("with", ""), spoken.lang)  # fmt: skip
    title = messages.text("web.review.names.title", spoken.lang, name=made["name"])
    return await frame.answer(request, page(request, "review_names.html", title, made))


def likely(library: Library, known: Mapping[Ref, Name], lang: str) -> list[dict[str, Any]]:
    """The pairs of names that may be one thing and that nobody judged, the likeliest first."""
    judged = judgements.judged(library.curated(verdicts.TABLE), library.frozen())
    return [{"left": _name(p.left), "right": _name(p.right), "score": p.score, "why": lookalikes.said(p, lang)}
            for p in lookalikes.pairs(known, judged)[:PAIRS]]  # fmt: skip


def told(library: Library, known: Mapping[Ref, Name], of: str, q: str, other: str, lang: str) -> dict[str, Any]:
    """All that the page shows; raises CallerError ``judge.unknown`` where no report has the name."""
    table = library.curated(verdicts.TABLE)
    judged = judgements.judged(table, library.frozen())
    refs = parts(known, judged, of)
    if not refs:
        raise CallerError("judge.unknown", f"no report names {of[:200]!r}", cure="open it from the page of a thing")
    groups = {r.group for r in refs}
    first = max(sorted(groups), key=lambda r: len(known[r].sources))
    thing = judged.of(first)
    rows = [r for r in judgements.rows(table) if {r.left.group, r.right.group} & groups]
    near = [p for p in lookalikes.pairs(known, judged) if {p.left.ref, p.right.ref} & groups]
    return {
        "name": thing.name if thing else first.name, "of": str(first), "kind": first.kind, "q": q,
        "iri": judged.iri(first), "parts": [_part(known[g], refs) for g in sorted(groups)],
        "rows": [{**asdict(r), "left": str(r.left), "right": str(r.right)} for r in reversed(rows)],
        "likely": [_pair(p, groups, lang) for p in near[:LISTED]],
        "found": [_name(known[r]) for r in sought(known, groups, first.kind, q)] if q.strip() else [],
        "pair": _both(library, known, first, other, judged, near, lang) if other else None,
    }  # fmt: skip


def parts(known: Mapping[Ref, Name], judged: Judged, of: str) -> list[Ref]:
    """What reports call a thing, each report's own; ``of`` is its identifier, or one of its names."""
    if not of.startswith(frame.BASE):
        try:
            meant = judgements.ref(of, "of")
        except GovkgError as e:
            raise CallerError(
                "judge.unknown", f"{of[:200]!r} is no name", cure="open it from the page of a thing"
            ) from e
        of = judged.iri(meant)
    found: list[Ref] = []
    for group, name in known.items():
        plain = ""
        for source in dict.fromkeys(name.sources):
            one = group._replace(source=source)
            if thing := judged.of(one):
                iri = thing.iri
            else:
                iri = plain = plain or judged.iri(group)
            if iri == of:
                found.append(one)
    return sorted(found)


def sought(known: Mapping[Ref, Name], without: set[Ref], kind: str, q: str) -> Sequence[Ref]:
    """The names of a kind that have these characters, the shortest first."""
    want = q.strip()
    found = [r for r, n in known.items() if r.kind == kind and r not in without and (want in r.name or any(want in a for a in n.aliases))]  # fmt: skip
    return sorted(found, key=lambda r: (len(r.name), r))[:LISTED]


def _name(n: Name) -> dict[str, Any]:
    return {"ref": str(n.ref), "name": n.ref.name, "place": lookalikes.place(n.ref.place), "full": n.full,
            "years": sorted(n.years), "reports": len(set(n.sources))}  # fmt: skip


def _part(n: Name, refs: Sequence[Ref]) -> dict[str, Any]:
    own = [{"source": r.source, "ref": str(r)} for r in refs if r.group == n.ref]
    return {**_name(n), "own": own, "many": len(set(n.sources)) > 1}


def _pair(p: Pair, groups: set[Ref], lang: str) -> dict[str, Any]:
    other = p.right if p.left.ref in groups else p.left
    return {**_name(other), "score": p.score, "why": lookalikes.said(p, lang)}


def _both(
    library: Library, known: Mapping[Ref, Name], first: Ref, other: str, judged: Judged, near: Sequence[Pair], lang: str
) -> dict[str, Any]:
    """Both sides with their words, why they may be one, and what they are by now."""
    there = lookalikes.find(known, other).group
    pair = next((p for p in near if {p.left.ref, p.right.ref} == {first, there}), None)
    sides = [{**_name(known[r]), "quotes": quotes(library, known[r])} for r in (first, there)]
    return {"sides": sides, "one": judged.iri(first) == judged.iri(there), "score": pair.score if pair else None,
            "why": lookalikes.said(pair, lang) if pair else ""}  # fmt: skip


def quotes(library: Library, name: Name) -> list[dict[str, Any]]:
    """The first passages that name a thing, each in its sentence; of a report whose text is not at hand, its words alone."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for anchor, source in list(name.anchors.items())[:SHOWN]:
        wanted[source].add(anchor)
    made: list[dict[str, Any]] = []
    for source, anchors in sorted(wanted.items()):
        try:
            text, title = (s := library.source(source)).text, s.title
        except SourceError:
            text, title = "", source
        with library.statements(source).open(encoding="utf-8") as lines:
            found = [parse(line, source) for line in lines if any(a in line for a in anchors)]
        for s_ in found:
            if isinstance(s_, Entity) and s_.id in anchors:
                e = s_.evidence
                whole = text[e.start : e.end] == e.exact
                made.append({"before": text[e.sentence_start : e.start] if whole else e.prefix, "text": e.exact,
                             "after": text[e.end : e.sentence_end] if whole else e.suffix, "report": source, "title": title,
                             "sentence": e.sentence_start})  # fmt: skip
    return made


async def judge(request: Request) -> Response:
    """Writes a decision on two names."""
    return await posted(request, decided(serving(request).options.by))


def decided(by: str) -> Any:
    """What a form of this page does."""

    def write(library: Library, given: Mapping[str, str]) -> Done:
        judgement = given.get("judgement", "")
        if judgement not in judgements.JUDGEMENTS:
            raise CallerError(
                "judgement.unknown", f"unknown judgement {judgement[:40]!r}", cure="same, different or unsure"
            )
        left, right = given.get("left", ""), given.get("right", "")
        row, path = verdicts.decide(library, judgement, left, right, reason(given), by, today())
        return Done(row["id"], path, PATH, {"of": left.partition("#")[0]})

    return write
