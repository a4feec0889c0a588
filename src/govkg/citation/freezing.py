"""Freezing the identifiers of cited things: a row of ``curated/identifiers.tsv`` keeps a thing's IRI, however slugs are made later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govkg import curation, ids, rdf
from govkg.citation import identifier, naming
from govkg.citation.model import Cited
from govkg.citation.origin import Origin
from govkg.library import Library
from govkg.records import Record
from govkg.statements import Entity, Statement

COLUMNS = ("key", "place", "iri", "by", "on", "why")
COMMENT = "Identifiers that were cited and so never change: the thing of that key and place keeps its IRI. A row is never deleted."


def freeze(
    library: Library, origin: Origin, cited: Iterable[Cited], by: str, why: str, on: str
) -> tuple[list[dict[str, str]], Path]:
    """Writes a row for each thing that the citations name and that has none yet; gives the rows, and the path of the table.

    Things that a person judged to be one keep their IRI by that judgement: they get no row. Raises CallerError as ``curation.add`` does.
    """
    with curation.held(library):
        known, made = library.frozen(), dict[tuple[str, str], str]()
        for one in cited:
            for record in _things(origin, one):
                e = record.statement
                assert isinstance(e, Entity)
                source = library.source(e.evidence.source)
                key = e.key, rdf.home(e, source.code or source.place or source.id)
                if key not in known and record.iri == ids.entity(e.kind, e.name, key[1]):
                    made[key] = record.iri
        rows = [dict(zip(COLUMNS, (*key, iri, by, on, why), strict=True)) for key, iri in sorted(made.items())]
        path = library.root / "curated" / "identifiers.tsv"
        if rows:
            path = curation.add(library, "identifiers", COLUMNS, [list(row.values()) for row in rows], COMMENT)
        return rows, path


def _things(origin: Origin, cited: Cited) -> list[Record]:
    """The things that a citation's statements and parameters name."""
    named = [ids.ID + v for _, v in identifier.parse(cited.id).parameters if naming.TAIL.fullmatch(v)]
    found = [r for r in (*cited.statements, *origin.held(named)) if isinstance(r.statement, Entity)]
    wanted: dict[str, set[str]] = {}
    for record in cited.statements:
        wanted.setdefault(record.statement.evidence.source, set()).update(_keys(record.statement))
    for source, keys in sorted(wanted.items()):
        found += origin.things(source, keys)
    return found


def _keys(s: Statement) -> set[str]:
    """The keys of the things that a statement names."""
    said = s.record()
    return {
        str(v)
        for k, v in said.items()
        if isinstance(v, str) and v.partition("/")[0] in ids.FOLDERS and "/" in v and k != "id"
    }
