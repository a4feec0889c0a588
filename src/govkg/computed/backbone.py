"""How much rests on each platform, and what has no other base."""

from __future__ import annotations

from collections.abc import Sequence

from govkg.answer import Row, Value

COLUMNS = ("total", "counts", "only")
WAYS = {
    "parts": ("部分 {n}", "parts {n}"), "bodies": ("单位 {n}", "bodies {n}"), "recipients": ("接收单位 {n}", "recipients {n}"),
    "outcomes": ("成果 {n}", "outcomes {n}"), "places": ("地方 {n}", "places {n}"),
}  # fmt: skip
ONLY = ("唯一", "only")


def way(iri: Value) -> str:
    """What kind of thing rests on a platform: by the class or concept of the row.

    >>> way("https://w3id.org/govkg/vocab/role/cooperates"), way("https://w3id.org/govkg/vocab/basis/item")
    ('bodies', 'outcomes')
    """
    text = str(iri)
    if text.endswith("/role/recipient"):
        return "recipients"
    return "bodies" if "/role/" in text else "outcomes" if "/basis/" in text else "parts"


def step(rows: Sequence[Row], lang: str) -> list[tuple[int, dict[str, Value]]]:
    """The platforms on which most rests come first; a base is the only one where the reports tie the thing to no other."""
    resting: dict[Value, dict[str, set[Value]]] = {}
    bases: dict[tuple[Value, Value], set[Value]] = {}
    for row in rows:
        of = resting.setdefault(row["platformId"], {name: set() for name in WAYS})
        of[way(row["wayId"])].add(row["restingId"])
        if row["placeId"]:
            of["places"].add(row["placeId"])
        bases.setdefault((row["platformId"], row["restingId"]), set()).add(row["throughId"])
    total = {p: len(set().union(*(of[k] for k in of if k != "places"))) for p, of in resting.items()}
    order = sorted(range(len(rows)), key=lambda n: (-total[rows[n]["platformId"]], str(rows[n]["platformId"]), n))
    english = lang == "en"
    said = {
        p: ("，", ", ")[english].join(w[english].format(n=len(of[k])) for k, w in WAYS.items() if of[k])
        for p, of in resting.items()
    }
    return [
        (n, {"total": total[p], "counts": said[p], "only": ONLY[english] if len(bases[p, i]) == b else ""})
        for n, p, i, b in ((n, rows[n]["platformId"], rows[n]["restingId"], rows[n]["bases"]) for n in order)
    ]
