"""Resolving an identifier: what it names is found again in a graph, and is the same as was cited, or is not.

Of what is not, the rows that came, went and changed are told where it is known what was cited: from the release that it was cited from, or
from its canonical bytes, which whoever cites may keep (``govkg resolve ID --format json``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govkg import files, ids
from govkg.citation import answers, building
from govkg.citation.identifier import Identifier
from govkg.citation.model import Cited
from govkg.citation.origin import Origin, at
from govkg.errors import CallerError
from govkg.findings import Finding
from govkg.verify import report

STATES = ("same", "elsewhere", "changed")
Row = dict[str, Any]
Keyed = tuple[str, Row]


@dataclass(frozen=True, slots=True)
class Rows:
    """What differs between what was cited and what is found: rows that came, that went, and pairs of a row before and after."""

    came: tuple[Row, ...] = ()
    went: tuple[Row, ...] = ()
    changed: tuple[tuple[Row, Row], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an identifier names in a graph. ``state``: same | elsewhere (another dataset gives the same) | changed."""

    id: Identifier
    state: str
    now: Cited
    rows: Rows | None = None  # of what changed, where it is known what was cited


def resolve(origin: Origin, id_: Identifier, was: bytes | None = None) -> Resolved:
    """What an identifier names, found again; ``was`` are the bytes of what was cited. Raises CallerError where nothing is found.

    >>> from govkg import resources
    >>> from govkg.citation import identifier
    >>> one = at(resources.path("graph/release"))
    >>> made = building.question(one, "savings", {})
    >>> resolve(one, identifier.parse(made.id)).state, resolve(one, identifier.parse(made.id[:-4] + "0000")).state
    ('same', 'changed')
    """
    now = building.again(origin, id_)
    if hashed(id_.kind, now.data) == id_.hash:
        return Resolved(id_, "same" if origin.dataset.startswith(id_.dataset) else "elsewhere", now)
    rows = None if was is None else between(list(keyed(id_.kind, was)), list(keyed(id_.kind, now.data)))
    return Resolved(id_, "changed", now, rows)


def hashed(kind: str, data: bytes) -> str:
    """The hash in the identifier of these bytes; a statement's is that of its bytes and a NUL."""
    return hashlib.sha256(data + b"\0").hexdigest()[:16] if kind == "statement" else answers.taken(data)


def kept(path: Path, id_: Identifier) -> bytes:
    """The bytes of what was cited: kept in a file, or found again in the release that it was cited from.

    Raises CallerError ``cite.was`` where the file or the release is another.
    """
    if path.is_file() and path.suffix.lower() == ".json" and path.name != "manifest.json":
        data = files.read(path)
        if id_.kind == "statement":
            data = data.removesuffix(b"\n")
    else:
        data = building.again(at(path), id_).data
    if hashed(id_.kind, data) != id_.hash:
        raise CallerError("cite.was", "this is not what was cited", where=str(path),
                          cure="give the release that it was cited from, or what govkg resolve --format json wrote of it")  # fmt: skip
    return data


def keyed(kind: str, data: bytes) -> Iterator[Keyed]:
    """The rows of what was cited, each with what tells it from others: its statement, its things, or its IRI."""
    body = answers.read(data) if kind != "statement" else answers.exact(data)
    if kind == "statement":
        flat = {k: v for k, v in body.items() if k != "evidence"} | body["evidence"]
        yield str(body["id"]), flat
    elif kind == "ask":
        for row in body["rows"]:
            own = [str(v) for k, v in row.items() if k.startswith("statement") or k == "outcomeId"]
            yield " ".join(own or [str(v) for k, v in row.items() if k.endswith("Id")]), row
    else:
        for part in ("things", "outcomes", "closings"):
            for iri, row in body[part].items():
                yield f"{part} {iri}", {"iri": iri, **row}
        for row in body["ties"]:
            yield f"{row['kind']} {row['iri']} {row['source']} {row['target']}", row


def between(was: list[Keyed], now: list[Keyed]) -> Rows:
    """The difference of two lists of rows: rows that are alike count out, rows with the same key are one that changed.

    >>> between([("a", {"n": 1}), ("b", {"n": 2})], [("a", {"n": 3}), ("c", {"n": 2})])
    Rows(came=({'n': 2},), went=({'n': 2},), changed=(({'n': 1}, {'n': 3}),))
    """

    def left(rows: list[Keyed], others: list[Keyed]) -> dict[str, list[Row]]:
        there = Counter((k, answers.written(r)) for k, r in others)
        made: dict[str, list[Row]] = {}
        for key, row in rows:
            mark = (key, answers.written(row))
            if there[mark]:
                there[mark] -= 1
            else:
                made.setdefault(key, []).append(row)
        return made

    before, after = left(was, now), left(now, was)
    changed, went, came = [], [], []
    for key, rows in before.items():
        others = after.pop(key, [])
        changed += list(zip(rows, others, strict=False))
        went += rows[len(others) :]
        came += others[len(rows) :]
    came += [row for rows in after.values() for row in rows]
    return Rows(tuple(came), tuple(went), tuple(changed))


def fields(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields in which two rows differ: before, after."""
    return {k: (one.get(k), other.get(k)) for k in sorted({*one, *other}) if one.get(k) != other.get(k)}


def prove(origin: Origin, cited: Cited, texts: Path) -> list[Finding]:
    """All that is wrong with the cited statements, held against the texts; and with the texts themselves.

    >>> from govkg import resources
    >>> one = at(resources.path("graph/release"))
    >>> prove(one, building.question(one, "savings", {}), resources.path("graph/sources"))
    []
    """
    wanted = {r.iri for r in cited.statements}
    found: list[Finding] = []
    for source in sorted({r.statement.evidence.source for r in cited.statements}):
        said = next(origin.graphs([ids.graph(source)]), [])
        follows = next(origin.graphs([ids.inferred(source)]), [])
        proof = report.prove(said, follows, texts)
        if proof:
            found += [f for f in proof.findings if f.node in wanted or f.node == source]
    return found
