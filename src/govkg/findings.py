"""What a proof or a check found: a stable code, the node, what is wrong, the words concerned, and the next step."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "info")  # the worst first


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong; prints as one line.

    >>> print(Finding("urn:a", "shape.figure-value", "no number", "5件", cure="build again", where="wuhan-2021 一/1 7-9"))
    error shape.figure-value urn:a: no number “5件” (wuhan-2021 一/1 7-9); build again
    """

    node: str  # IRI of the statement, or id of the source
    code: str
    message: str
    evidence: str = ""  # the quote, or the name of a thing
    severity: str = "error"  # error | warning | info
    cure: str = ""
    where: str = ""  # the quote's source, section path and code points, half-open
    value: str = ""  # what stands where something else should

    def __str__(self) -> str:
        words = f" “{self.evidence}”" if self.evidence else ""
        value = f" [{self.value}]" if self.value else ""
        place = f" ({self.where})" if self.where else ""
        said = f"{self.severity} {self.code} {self.node}: {self.message}{value}{words}{place}"
        return "; ".join(filter(None, (said, self.cure)))


def ranked(found: Finding) -> tuple[int, Finding]:
    """The key that puts the worst first, then by node and code."""
    return SEVERITIES.index(found.severity), found
