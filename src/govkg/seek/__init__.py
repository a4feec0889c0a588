"""Seeking: what a person types, found among the names, figures and sentences of one release.

Two hanzi, one hanzi, pinyin with or without blanks, initials, English, a slip of the hand: ``Index`` is built once for a
release (``index``, of a large one from kept segments) and answers from memory. Nothing of it knows pages; a hit names a node of the graph, its words come as segments.
"""

from __future__ import annotations

from govkg.seek.index import GROUPS, Found, Group, Hit, Index
from govkg.seek.segments import index
from govkg.seek.words import Segment

__all__ = ["GROUPS", "Found", "Group", "Hit", "Index", "Segment", "index"]
