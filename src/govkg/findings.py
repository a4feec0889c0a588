"""What a proof or a check found: a stable code, the node, what is wrong, the words concerned, and the next step."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong; prints as one line."""

    node: str  # IRI of the statement, or id of the source
    code: str
    message: str
    evidence: str = ""
    severity: str = "error"  # error | warning | info
    cure: str = ""

    def __str__(self) -> str:
        words = f" “{self.evidence}”" if self.evidence else ""
        return "; ".join(filter(None, (f"{self.severity} {self.code} {self.node}: {self.message}{words}", self.cure)))
