"""Why there is no answer: one of three causes, the place at fault, the nearest that would do, in a sentence."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from govkg import messages

CAUSES = ("silent", "missing", "never")


@dataclass(frozen=True, slots=True)
class Absence:
    """``cause`` is ``silent`` (the sources do not say), ``missing`` (the source is not in the corpus), ``never`` (this pattern
    can never match), ``unknown`` (could not be told) or ``none`` (there is an answer). ``kind`` says which mistake, ``fault``
    the words of the query at fault with their line and column, ``nearest`` what would match.
    """

    cause: str
    kind: str
    fault: str = ""
    nearest: str = ""
    line: int = 0
    column: int = 0
    values: dict[str, str] = field(default_factory=dict)  # further words of the sentence

    def sentence(self, lang: str = "zh") -> str:
        """One sentence for people; where the fault stands, and the nearest, behind it.

        >>> print(Absence("never", "term", "gov:outcom", "gov:outcome", 1, 30).sentence("en"))
        This pattern can never match: the graph and the ontology have no gov:outcom (line 1, column 30). Nearest: gov:outcome.
        """
        said = messages.text(f"absence.{self.kind}", lang, fault=self.fault, **self.values)
        parts = [messages.text(f"absence.cause.{self.cause}", lang), said]
        if self.line:
            parts.append(messages.text("absence.place", lang, line=self.line, column=self.column))
        parts.append(messages.text("absence.stop", lang))
        if self.nearest:
            parts.append(messages.text("absence.nearest", lang, nearest=self.nearest))
        return "".join(parts)

    def __str__(self) -> str:
        return self.sentence()

    def to_json(self) -> dict[str, Any]:
        """Plain data, with the sentence in both languages."""
        return {**asdict(self), "sentence": {lang: self.sentence(lang) for lang in ("zh", "en")}}
