"""Figures of one metric over several years as small columns: as written, in one unit, results filled and targets hollow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govkg.analysis.comparable import YEAR, key, part
from govkg.analysis.model import Outcome
from govkg.analysis.profile import Entry
from govkg.web import lines
from govkg.web.naming import Naming

MOST = 12  # columns of a series
HEIGHT = 56  # px of the tallest column
Series = dict[str, Any]


def series(found: Iterable[Entry], derived: Iterable[Entry], names: Naming) -> list[Series]:
    """What can stand side by side: the same metric and thing, and whatever the judge of figures asks for, in two years or more.

    Each has ``points`` in the order of years: year, kind, written, read, bound, height and iri of the statement; of many the
    latest are drawn, ``earlier`` says how many are not. ``part`` is the part of the year, "" for whole years.
    """
    groups: dict[tuple[object, ...], list[Outcome]] = {}
    for x in (*found, *derived):
        o = x.outcome
        if o is None or not year(o) or not (o.value or o.low):
            continue
        like = (o.metric or o.words, o.words if not o.metric else "", o.about, o.direction, *key(o))
        groups.setdefault(like, []).append(o)
    return [strip(group, names) for group in groups.values() if len({year(o) for o in group}) > 1]


def year(o: Outcome) -> str:
    """The one year of a figure, "" for one that spans several.

    >>> year(Outcome(iri="", kind="Result", passage="", rule="", start="2021-01", end="2021-06"))
    '2021'
    """
    return o.start[:4] if o.start[:4] == o.end[:4] else ""


def strip(group: list[Outcome], names: Naming) -> Series:
    """One series; a column's height is its share of the tallest."""
    order = {"Baseline": 0, "Result": 1, "DerivedObservation": 2, "Target": 3}
    group = sorted(group, key=lambda o: (year(o), order.get(o.kind, 2), o.start, o.iri))
    earlier, group = max(0, len(group) - MOST), group[-MOST:]
    first, most = group[0], max(abs(number(o)) for o in group) or 1.0
    _, opens, closes = part(first.start, first.end)
    points = []
    for o in group:
        told = lines.outcome(o, names, o.about)
        derived = o.kind not in order or o.kind == "DerivedObservation"
        points.append({
            "iri": o.iri, "year": year(o), "kind": "derived" if derived else o.kind, "kind_label": lines.kind(o.kind or "DerivedObservation", names.lang),
            "written": told["written"], "bound": o.bound, "height": max(2, round(HEIGHT * abs(number(o)) / most)),
        })  # fmt: skip
    return {
        "metric": names.link(first.metric) if first.metric else {}, "words": first.words, "unit": first.unit,
        "scope": first.scope, "about": names.link(first.about), "points": points,
        "part": "" if part(first.start, first.end) == YEAR else opens if opens == closes else f"{opens} – {closes}", "earlier": earlier,
    }  # fmt: skip


def number(o: Outcome) -> float:
    """The value that a column stands for: of a range its upper end."""
    return float(o.value or o.high or o.low)
