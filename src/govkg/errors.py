"""The error tree: whose fault it is, a stable code, where, and the next step.

GovkgError
├── CallerError    the command, the parameters or the query are wrong
├── SourceError    a source text or its description is wrong
├── CuratorError   a table of vocabularies or of curated decisions is wrong
└── InternalError  govkg itself is wrong

>>> print(SourceError("source.missing", "no such file", where="a.txt", cure="check the path"))
a.txt: no such file; check the path
"""

from __future__ import annotations


class GovkgError(Exception):
    """Base of every error that govkg raises on purpose; prints as one line: where, what, cure."""

    def __init__(self, code: str, what: str, *, where: str = "", cure: str = "") -> None:
        self.code, self.what, self.where, self.cure = code, what, where, cure
        super().__init__(": ".join(filter(None, (where, "; ".join(filter(None, (what, cure)))))))

    def __reduce__(self) -> tuple[object, ...]:
        """It goes from process to process as it is."""
        return _again, (type(self), self.code, self.what, self.where, self.cure)


class CallerError(GovkgError):
    """The command, a parameter or a query is wrong."""


class SourceError(GovkgError):
    """A source text or its description is wrong."""


class CuratorError(GovkgError):
    """A vocabulary table or a curated decision is wrong."""


class InternalError(GovkgError):
    """govkg itself is wrong; worth a bug report."""


def _again(kind: type[GovkgError], code: str, what: str, where: str, cure: str) -> GovkgError:
    return kind(code, what, where=where, cure=cure)
