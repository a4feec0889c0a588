"""Sheets: rows from top to bottom, the places inside a row fixed; a row that the filters empty collapses.

A row without cards (an axis, a caption) stands while any row of its section stands; a section runs from one title to the
next. ``arrange`` has its twin in assets/layout.js.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from govkg.views.plan import Plan

BAND, TOP = 48, 0  # a title; the air above the first row


def sections(plan: Plan) -> list[list[dict[str, Any]]]:
    """The rows of a sheet, a list for each title."""
    made: list[list[dict[str, Any]]] = []
    for row in plan.groups:
        if row.get("title") or not made:
            made.append([])
        made[-1].append(row)
    return made


def arrange(plan: Plan, shown: Collection[str], lang: str) -> tuple[dict[str, tuple[float, float]], float]:
    """Left top corners of the shown cards, and the height of the whole."""
    at: dict[str, tuple[float, float]] = {}
    y: float = TOP
    for rows in sections(plan):
        standing = [r for r in rows if any(c["card"] in shown for c in r["cards"])]
        if not standing:
            continue
        if rows[0].get("title"):
            y += BAND
        for row in rows:
            if row["cards"] and row not in standing:
                continue
            for c in row["cards"]:
                if c["card"] in shown:
                    at[c["card"]] = (c["x"], y + c["y"])
            y += row["height"][lang]
    return at, y + TOP
