"""One text's annotations against gold: each thing right, partly right, missed, spurious, or passed over.

Items that gold marks optional are neither rewarded nor blamed. What is counted, and how, is the annotation guide's score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from govkg.annotations import PARTS
from govkg.evaluation.names import first, plain, same, same_value

Row = Mapping[str, Any]
Verdict = Literal["right", "partly", "missed", "spurious", "passed"]
FIELDS = ("value", "unit", "bound", "kind", "direction", "role", "metric", "subject")
# Kinds of link that gold states in full; of the others only one that gold states differently is wrong.
COMPLETE = ("produced", "issued", "conferredBy")
NEAR = 40  # code points between the verbs of one milestone at most


@dataclass(frozen=True, slots=True)
class Case:
    """One thing compared. ``wrong`` names the fields that differ, ``checked`` all that were compared."""

    document: str
    part: str
    kind: str  # entity type, kind of link, event; "" for quantities
    verdict: Verdict
    gold: Row | None
    found: Row | None
    wrong: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    exact: bool = True  # the spans are equal


@dataclass(frozen=True, slots=True)
class Comparison:
    """All cases of one text; ``ungrounded`` are rows whose surface is not what stands at their offsets, of ``rows``."""

    document: str
    cases: tuple[Case, ...]
    rows: int
    ungrounded: tuple[Row, ...]


def compare(document: str, text: str, gold: Mapping[str, Sequence[Row]], found: Mapping[str, Sequence[Row]],
            covers: frozenset[str]) -> Comparison:  # fmt: skip
    """Compares the four kinds of annotation of one text; ``covers`` are the periods that need not be stated."""
    spans = [row for part in PARTS if part != "links" for row in found[part]]
    off = tuple(row for row in spans if text[row["start"] : row["end"]] != row.get("surface"))
    matched = _match_quantities(gold["quantities"], found["quantities"])
    named = _match_entities(gold["entities"], found["entities"])
    ids = named | {g: row["id"] for g, row in matched.items()}
    cases = [
        *_quantities(document, gold["quantities"], found["quantities"], matched, covers),
        *_entities(document, gold["entities"], found["entities"], named),
        *_links(document, gold["links"], found["links"], ids),
        *_milestones(document, gold["milestones"], found["milestones"], ids),
    ]
    return Comparison(document, tuple(cases), len(spans), off)


def _overlap(a: Row, b: Row) -> bool:
    return bool(min(a["end"], b["end"]) > max(a["start"], b["start"]))


# -- quantities ------------------------------------------------------------------------------------------------------
def _match_quantities(gold: Sequence[Row], found: Sequence[Row]) -> dict[str, Row]:
    """Gold id → the row that is it: of the same span, else one that overlaps it and carries the same value."""
    matched: dict[str, Row] = {}
    free = dict(enumerate(found))
    for g in gold:
        i = next((i for i, p in free.items() if (p["start"], p["end"]) == (g["start"], g["end"])), None)
        if i is not None:
            matched[g["id"]] = free.pop(i)
    for g in gold:
        if g["id"] in matched:
            continue
        i = next((i for i, p in free.items() if _overlap(g, p) and same_value(p.get("value"), g["value"])), None)
        if i is not None:
            matched[g["id"]] = free.pop(i)
    return matched


def _quantities(document: str, gold: Sequence[Row], found: Sequence[Row], matched: Mapping[str, Row],
                covers: frozenset[str]) -> Iterator[Case]:  # fmt: skip
    for g in gold:
        row = matched.get(g["id"])
        if g.get("optional"):
            yield Case(document, "quantities", "", "passed", g, row)
        elif row is None:
            yield Case(document, "quantities", "", "missed", g, None, exact=False)
        else:
            checked = (*FIELDS, "period", *(("also",) if g.get("also") else ()))
            wrong = tuple(f for f in checked if not _right(f, row, g, covers))
            exact = (row["start"], row["end"]) == (g["start"], g["end"])
            verdict: Verdict = "partly" if set(wrong) & set(FIELDS) else "right"
            yield Case(document, "quantities", "", verdict, g, row, wrong, checked, exact)
    taken = {id(row) for row in matched.values()}
    for p in found:
        if id(p) not in taken and not any(_overlap(g, p) for g in gold):
            yield Case(document, "quantities", "", "spurious", None, p, exact=False)


def _right(field: str, found: Row, gold: Row, covers: frozenset[str]) -> bool:
    if field == "value":
        return same_value(found.get("value"), gold["value"])
    if field == "unit":
        return plain(found.get("unit")) == plain(gold["unit"])
    if field in ("metric", "subject"):
        return same(found.get(field), gold[field])
    if field == "period":
        said, wanted = found.get("period"), gold.get("period")
        return bool(said == wanted) if wanted else said is None or said in covers
    if field == "also":
        others = [first(a) for a in found.get("also") or ()]
        return all(any(same(o, a) for o in others) for a in gold["also"])
    return (found.get(field) or None) == (gold.get(field) or None)


# -- entities --------------------------------------------------------------------------------------------------------
def _match_entities(gold: Sequence[Row], found: Sequence[Row]) -> dict[str, str]:
    """Gold id → id of the row that is it: of an equal name, else one that overlaps it and has a name alike."""
    matched: dict[str, str] = {}
    free = dict(enumerate(found))
    written = {i: {plain(first(p.get("name"))), plain(p.get("surface"))} for i, p in free.items()}
    for g in gold:
        accepted = {plain(n) for n in g["name"]}
        i = next((i for i in free if written[i] & accepted), None)
        if i is not None:
            matched[g["id"]] = free.pop(i)["id"]
    for g in gold:
        if g["id"] in matched:
            continue
        i = next((i for i, p in free.items() if _overlap(g, p) and same(p.get("name"), g["name"])), None)
        if i is not None:
            matched[g["id"]] = free.pop(i)["id"]
    return matched


def _entities(document: str, gold: Sequence[Row], found: Sequence[Row], matched: Mapping[str, str]) -> Iterator[Case]:
    by_id = {p["id"]: p for p in found}
    for g in gold:
        row = by_id.get(matched.get(g["id"], ""))
        if g.get("optional"):
            yield Case(document, "entities", g["type"], "passed", g, row)
        elif row is None:
            yield Case(document, "entities", g["type"], "missed", g, None)
        else:
            wrong = () if row.get("type") == g["type"] else ("type",)
            yield Case(document, "entities", g["type"], "partly" if wrong else "right", g, row, wrong, ("type",))
    taken = set(matched.values())
    for p in found:
        if p["id"] not in taken and not any(_overlap(g, p) for g in gold if g.get("optional")):
            yield Case(document, "entities", p.get("type") or "?", "spurious", None, p)


# -- links -----------------------------------------------------------------------------------------------------------
def _links(document: str, gold: Sequence[Row], found: Sequence[Row], ids: Mapping[str, str]) -> Iterator[Case]:
    rows = {(p["kind"], p["from"], p["to"]): p for p in found}
    wanted = {(g["kind"], ids.get(g["from"]), ids.get(g["to"])) for g in gold}
    stated = set()
    for g in gold:
        row = rows.get((g["kind"], ids.get(g["from"], ""), ids.get(g["to"], "")))
        if g.get("optional"):
            yield Case(document, "links", g["kind"], "passed", g, row)
            continue
        stated.add((g["kind"], ids.get(g["from" if g["kind"] == "partOf" else "to"])))
        if row is None:
            yield Case(document, "links", g["kind"], "missed", g, None)
        else:
            checked = ("basis",) if g["kind"] == "produced" else ()
            wrong = tuple(f for f in checked if row.get(f) != g[f])
            yield Case(document, "links", g["kind"], "partly" if wrong else "right", g, row, wrong, checked)
    known = set(ids.values())
    for (kind, a, b), p in rows.items():
        if (kind, a, b) in wanted or a not in known or b not in known or p.get("basis") == "reportingBody":
            continue
        if kind in COMPLETE or (kind, a if kind == "partOf" else b) in stated:
            yield Case(document, "links", kind, "spurious", None, p)


# -- milestones ------------------------------------------------------------------------------------------------------
def _milestones(document: str, gold: Sequence[Row], found: Sequence[Row], ids: Mapping[str, str]) -> Iterator[Case]:
    free = dict(enumerate(found))
    for g in sorted(gold, key=lambda g: bool(g.get("optional"))):
        of = ids.get(g["of"])
        i = next(
            (
                i
                for i, p in free.items()
                if p.get("event") == g["event"] and p.get("of") == of and abs(p["start"] - g["start"]) <= NEAR
            ),
            None,
        )
        row = free.pop(i) if i is not None else None
        verdict: Verdict = "passed" if g.get("optional") else "right" if row else "missed"
        yield Case(document, "milestones", g["event"], verdict, g, row)
    known = set(ids.values())
    for p in free.values():
        if p.get("of") in known and not any(_overlap(g, p) for g in gold):
            yield Case(document, "milestones", p["event"], "spurious", None, p)
