"""Documents of query results under a limit of rows and bytes: cut between two rows and closed, so that they stay well formed."""

from __future__ import annotations

import re

JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
LEAST = {JSON: 3, XML: 17, CSV: 2, TSV: 1}  # bytes of the shortest row
_TAIL = {JSON: b"]}}", XML: b"</results></sparql>", CSV: b"", TSV: b""}
_BINDINGS = b'"bindings":['
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_ROW = re.compile(rb'\{(?:[^"{}]++|%b|\{(?:[^"{}]++|%b)*+\})*+\}' % (_STRING, _STRING), re.DOTALL)
_DEEP = re.compile(
    rb'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[{}]', re.DOTALL
)  # a string hides its braces, a broken one at the end too
_ENDS = {
    XML: re.compile(rb"</result>"),
    CSV: re.compile(rb'"[^"]*(?:"|\Z)|\r\n'),
    TSV: re.compile(rb"\n"),
}
_MARK = {JSON: b"},{", XML: b"</result>", CSV: b"\r\n", TSV: b"\n"}  # never fewer than the rows less one


class Full(Exception):  # noqa: N818  (no error, the way to stop the engine)
    """Enough was written."""


class Writer:
    """Takes what the engine writes and stops it when rows or bytes are over the limit."""

    def __init__(self, form: str, rows: int, size: int) -> None:
        self.form, self.rows, self.size = form, rows, size
        self.parts: list[bytes] = []
        self.written = self.marks = 0
        self.next = rows  # marks at which the rows are counted exactly

    def write(self, data: bytes) -> int:
        """Keeps a piece; raises Full when the limit is passed."""
        self.parts.append(bytes(data))
        self.written += len(data)
        if self.written > self.size:
            raise Full
        if self.written > self.rows * LEAST[self.form]:
            self.marks += data.count(_MARK[self.form])
            if self.marks > self.next:
                if len(ends(b"".join(self.parts), self.form, self.rows + 1)) > self.rows:
                    raise Full
                self.next = 2 * self.marks
        return len(data)

    def flush(self) -> None:
        """Nothing to do."""

    def document(self, stopped: bool) -> tuple[bytes, bool, int]:
        """The document, whether it was cut, and its rows (-1: not counted, for it is too short for the limit)."""
        data = b"".join(self.parts)
        if not stopped and len(data) <= self.rows * LEAST[self.form]:
            return data, False, -1
        found = ends(data, self.form, self.rows + 1)
        if not stopped and len(found) <= self.rows:
            return data, False, len(found)
        return cut(data, self.form, self.rows, self.size, found)


def ends(data: bytes, form: str, most: int) -> list[int]:
    r"""Where rows end in a document, whole or broken off, up to ``most`` of them.

    >>> ends(b'x,y\r\n1,"a\r\nb"\r\n2,\r\n3', CSV, 9)
    [15, 19]
    """
    if form == JSON:
        return _objects(data, most)
    out: list[int] = []
    head = form in (CSV, TSV)  # the first line names the columns
    for m in _ENDS[form].finditer(data):
        if m[0][:1] == b'"':
            continue
        if head:
            head = False
            continue
        out.append(m.end())
        if len(out) == most:
            break
    return out


def _objects(data: bytes, most: int) -> list[int]:
    """Where the objects of the rows end."""
    start = data.find(_BINDINGS)
    if start < 0:
        return []
    out: list[int] = []
    at = start + len(_BINDINGS)
    while len(out) < most and (m := _ROW.match(data, at)):
        out.append(m.end())
        at = m.end() + 1  # the comma
    if len(out) == most or b'"triple"' not in data:
        return out
    out, depth = [], 2
    for m in _DEEP.finditer(data, start + len(_BINDINGS)):  # triples as terms: objects in objects
        depth += (m[0] == b"{") - (m[0] == b"}")
        if m[0] == b"}" and depth == 2:  # 1 is the document, 2 the results, 3 a row
            out.append(m.end())
        if len(out) == most:
            break
    return out


def cut(data: bytes, form: str, rows: int, size: int, found: list[int]) -> tuple[bytes, bool, int]:
    """The first ``rows`` rows of a document in at most ``size`` bytes where one row fits, and closed."""
    tail = _TAIL[form]
    keep = min(rows, len(found))
    while keep and found[keep - 1] + len(tail) > size:
        keep -= 1
    if keep:
        return data[: found[keep - 1]] + tail, True, keep
    return _empty(data, form) + tail, True, 0


def _empty(data: bytes, form: str) -> bytes:
    """The document's head alone."""
    if form == JSON:
        return data[: data.find(_BINDINGS) + len(_BINDINGS)]
    if form == XML:
        return data[: data.find(b"<results>") + len(b"<results>")]
    end = b"\r\n" if form == CSV else b"\n"
    return data[: data.find(end) + len(end)]
