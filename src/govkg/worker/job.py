"""What a worker is asked and what it answers, and both as bytes on the way."""

from __future__ import annotations

import json
import marshal
import struct
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from govkg import gate
from govkg.errors import CallerError, GovkgError, InternalError

if TYPE_CHECKING:
    from govkg.answer import Value

ROWS = "rows"  # the form of an answer as Python values
TABLES = (  # media types of an answer to SELECT and ASK
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
)  # to CONSTRUCT, DESCRIBE
FORMS = (ROWS, *TABLES, *GRAPHS)

SIZE = struct.Struct("<Q")  # before each message
_HEAD = struct.Struct("<BBBQ")  # what it is, the form, whether cut, rows
DATA, VALUES, ERROR, READY = range(4)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may cost: seconds of wall time, rows, bytes of the answer, bytes of memory beyond the open store."""

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 50_000_000
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """One query. ``form`` is "rows" or the media type of a table, ``graph`` the one that CONSTRUCT and DESCRIBE get.

    ``limits`` left out are the pool's (``memory`` always is). ``default_graphs`` and ``named_graphs`` are IRIs of the
    graph's own named graphs, as the SPARQL protocol gives them; None is the whole graph.
    """

    text: str
    form: str = ROWS
    limits: Limits | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    graph: str = "text/turtle"

    def pack(self, limits: Limits) -> bytes:
        """The job as a message; raises InternalError for a form that there is not, CallerError for a text that is too long."""
        if len(self.text) > gate.LONGEST:
            gate.check(self.text)  # told here: no worker is kept busy with reading it
        if self.form not in (ROWS, *TABLES) or self.graph not in GRAPHS:
            raise InternalError("query.worker", f"there is no form {self.form} or {self.graph}")
        body = marshal.dumps(
            (self.text, FORMS.index(self.form), FORMS.index(self.graph), limits.rows, limits.bytes,
             self.default_graphs, self.named_graphs)
        )  # fmt: skip
        return SIZE.pack(len(body)) + body


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: ``columns`` and ``rows`` in the form "rows", else the document ``data`` of the media type ``form``.

    ``truncated``: a limit of rows or bytes cut it (it is well formed all the same). ``count`` is the number of rows or triples,
    -1 for a document that was short enough not to be counted.
    """

    form: str
    data: bytes = b""
    columns: tuple[str, ...] = ()
    rows: list[tuple[Value, ...]] = field(default_factory=list)
    truncated: bool = False
    count: int = -1


def pack(kind: int, body: bytes, form: int = 0, truncated: bool = False, count: int = -1) -> bytes:
    """An answer as a message."""
    return SIZE.pack(_HEAD.size + len(body)) + _HEAD.pack(kind, form, truncated, count + 1) + body


def pack_rows(columns: tuple[str, ...], rows: list[bytes], truncated: bool) -> bytes:
    """An answer of rows, each already a JSON list, as a message."""
    body = b'{"columns":%s,"rows":[%s]}' % (json.dumps(columns).encode(), b",".join(rows))
    return pack(VALUES, body, truncated=truncated, count=len(rows))


def pack_error(e: GovkgError) -> bytes:
    """An error as a message."""
    body = json.dumps([isinstance(e, CallerError), e.code, e.what, e.where, e.cure])
    return pack(ERROR, body.encode("utf-8", "replace"))


def row(values: list[Value]) -> bytes:
    r"""A row as JSON; a decimal keeps its digits.

    >>> row(["武汉", Decimal("60.9"), None])
    b'["\xe6\xad\xa6\xe6\xb1\x89",{"d":"60.9"},null]'
    """
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_decimal).encode("utf-8", "replace")


def unpack(message: bytes) -> Result:
    """The answer in a message (without its size); raises the error that it carries."""
    kind, form, truncated, count = _HEAD.unpack_from(message)
    body = message[_HEAD.size :]
    if kind == DATA:
        return Result(FORMS[form], body, truncated=bool(truncated), count=count - 1)
    if kind == VALUES:
        said = json.loads(body, object_hook=_number)
        rows = [tuple(r) for r in said["rows"]] if isinstance(said, dict) else []
        return Result(ROWS, columns=tuple(said["columns"]), rows=rows, truncated=bool(truncated), count=count - 1)
    if kind == ERROR:
        caller, code, what, where, cure = json.loads(body)
        raise (CallerError if caller else InternalError)(code, what, where=where, cure=cure)
    raise InternalError("query.worker", f"a worker sent a message of kind {kind}")


def obtained(message: bytes) -> dict[str, str]:
    """What the first message of a worker says of its cage; raises the error that it carries."""
    if _HEAD.unpack_from(message)[0] != READY:
        unpack(message)
    return dict(json.loads(message[_HEAD.size :]))


def _decimal(v: object) -> dict[str, str]:
    if isinstance(v, Decimal):
        return {"d": str(v)}
    raise TypeError(type(v).__name__)


def _number(found: dict[str, object]) -> object:
    return Decimal(str(found["d"])) if len(found) == 1 and "d" in found else found
