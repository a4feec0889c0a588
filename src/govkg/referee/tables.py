"""What the page's verifier reads with: the tables and patterns of ``surface``, and what makes a statement's anchor, as data."""

from __future__ import annotations

import re
from typing import Any

from govkg import surface
from govkg.statements import LONGEST_CONTEXT

# The fields that ``slot`` of each kind of statement joins by a stroke. A test holds them to the classes' own.
SLOTS: dict[str, tuple[str, ...]] = {
    "entity": ("kind", "name"),
    "observation": ("index",),
    "milestone": ("event", "entity"),
    "recognition": ("award", "about"),
    "shortcoming": (),
    "attribution": ("initiative", "outcome"),
    "participation": ("organisation", "role", "initiative"),
    "mandate": ("document", "initiative"),
    "composition": ("part", "whole"),
    "ignored": (),
    "finding": ("code",),
}


def reading() -> dict[str, Any]:
    r"""The tables and patterns that ``surface`` reads a figure with, as JSON-ready data.

    >>> reading()["steps"]["万"], reading()["share"]
    (10000, '([^\\n]+)分之([^\\n]+)')
    """
    return {
        "han": surface.HAN,
        "steps": surface.STEPS,
        "wide": surface.WIDE,
        "fronts": [["below", surface.BELOW], ["above", surface.ABOVE], ["about", surface.ABOUT]],
        "behind": [list(pair) for pair in surface.BEHIND.items()],
        "ranks": [[_source(form), bound] for form, bound in surface.RANKS],
        "numeral": _source(surface.NUMERAL),
        "half": _source(surface.HALF),
        "share": _source(surface.SHARE),
        "slash": _source(surface.SLASH),
        "range": _source(surface.RANGE),
        "multiplied": _source(surface.MULTIPLIED),
        "multiplier": _source(surface.MULTIPLIER),
        "upwards": _source(surface.UPWARDS),
        "ratio": _source(surface.RATIO),
    }


def identity() -> dict[str, Any]:
    """What a statement's anchor is taken from: its slot by kind, and the context from which on its place counts."""
    return {"slots": SLOTS, "longest": LONGEST_CONTEXT}


def _source(pattern: re.Pattern[str]) -> str:
    r"""A pattern as JavaScript reads it: there the point leaves out ``\r`` and U+2028 too."""
    return pattern.pattern.replace(".+", r"[^\n]+").replace(".*", r"[^\n]*")
