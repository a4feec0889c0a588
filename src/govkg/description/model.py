"""What is known of a report and how: a value, the words that say so, where they stand, and whether they settle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("title", "body", "place", "code", "covers", "plans", "dated", "published", "number")


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. ``where`` is given, container, title, head, heading, text, close, name, vocabulary or derived.

    ``sure`` is False for what only the text suggests: a person confirms it before it is written. A value of "" is unknown.
    """

    value: str = ""
    words: str = ""
    where: str = ""
    sure: bool = True

    def __bool__(self) -> bool:
        return bool(self.value)


UNKNOWN = Found()
Description = Mapping[str, Found]  # by the names of FIELDS
