"""Makes a subject of export: of an answer, of the rows that a view shows, of a graph with its facts tables."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from govkg import facts, rdf, release, resources, store
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.exports import headings
from govkg.exports.subject import About, Sheet, Subject, kinds
from govkg.ids import ONTOLOGY, VOCAB
from govkg.manifest import LICENSE
from govkg.verify import exported

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from govkg.answer import Answer, Row
    from govkg.graph import Graph

TITLE = ("政府工作报告知识图谱", "Knowledge graph of government work reports")
KIND = {"VARCHAR": "text", "BIGINT": "whole", "DOUBLE": "number", "BOOLEAN": "truth"}
# Of the columns of the facts tables, those that hold one of a few codes.
CODED = frozenset({"status", "class", "kind", "level", "polarity", "role", "basis"}).union(
    name for of in rdf.FIELDS.values() for name, (_, how) in of.items() if how.startswith("concept:")
) - {"metric", "scheme"}
BATCH = 2000
NAMED = 100  # reports that an export names, of those that it rests on


def of_answer(kg: Graph, answer: Answer, call: str, lang: str = "zh") -> Subject:
    """An answer with its evidence columns as one table; rows that follow from what is said are marked in ``inferred``.

    >>> import govkg
    >>> kg = govkg.open()
    >>> made = of_answer(kg, kg.ask("units-of-reform", reform="武汉云"), "govkg ask units-of-reform --reform 武汉云")
    >>> made.sheets[0].label("basis", "zh"), made.sheets[0].kind("basis"), made.about.source
    ('依据', 'concept', 'wuhan-2021')
    """
    columns, rows = answer.marked()
    labels = {c: headings.of_answer(answer, c) for c in columns}
    concepts = [c for c in columns if c + "Id" in columns and _concepts(rows, c + "Id")]
    sheet = Sheet(answer.name or "answer", columns, rows, labels, kinds(columns, rows, concepts))
    title = answer.title
    if answer.truncated:  # said in the file itself: whoever gets it sees no command line
        title = (
            f"{title[0]}（前 {len(rows)} 行，其余未列出）",
            f"{title[1]} (the first {len(rows)} rows, more were left off)",
        )
    about = said_of(kg, title, call, _sources(rows))
    return Subject(about, "answer", lambda: (sheet,), kg, lang)


def of_view(
    kg: Graph, name: str, title: tuple[str, str], columns: Mapping[str, tuple[str, str]], rows: Sequence[Row], call: str,
    lang: str = "zh",
) -> Subject:  # fmt: skip
    """The rows that a view's page shows below its picture, as one table; ``columns`` with their zh and en headings."""
    concepts = [c for c in ("basis", "bound", "direction") if c in columns]
    sheet = Sheet(name, tuple(columns), rows, columns, kinds(tuple(columns), rows, concepts))
    return Subject(said_of(kg, title, call, _sources(rows)), "view", lambda: (sheet,), kg, lang)


def of_graph(kg: Graph, call: str, lang: str = "zh") -> Subject:
    """A graph: its quads, and the facts tables of its release, which are read as they are gone through."""
    edition = Edition(kg.facts.folder) if kg.facts else None
    source = " ".join(sorted(edition.manifest.get("sources", ()))) if edition else ""
    return Subject(said_of(kg, TITLE, call, source), "graph", lambda: _tables(edition), kg, lang)


def call(form: str, question: str, view: str, given: Mapping[str, object], lang: str = "zh") -> str:
    """The command that makes an export again: of a question, a view, or the graph where neither is named.

    >>> call("xlsx", "units-of-reform", "", {"reform": "武汉云", "year": ["2021", "2022"]})
    "govkg export xlsx --ask units-of-reform --reform '武汉云' --year 2021 --year 2022 --lang zh"
    """
    words = ["--ask", question] if question else ["--view", view] if view else []
    for name, value in sorted(given.items()):
        for one in value if isinstance(value, list) else [value]:
            words += [f"--{name}", str(one)]
    return shlex.join(["govkg", "export", form, *words, "--lang", lang])


def said_of(kg: Graph, title: tuple[str, str], call: str, source: str) -> About:
    """What an export of something of a graph says of itself."""
    return About(title, resources.version(), LICENSE, dataset(kg), source, call)


def listed(sources: Iterable[str]) -> str:
    """The ids of reports by spaces; of many the first hundred, and how many more there are.

    >>> listed(f"city-{n:03}" for n in range(230))[-22:]
    'city-098 city-099 +130'
    """
    names = sorted(sources)
    return " ".join([*names[:NAMED], *([f"+{len(names) - NAMED}"] if len(names) > NAMED else [])])


def dataset(kg: Graph) -> str:
    """The hash that names the release; of a graph that is from none, that of its graphs, as a release would have it."""
    if kg.facts is not None:
        return kg.facts.dataset
    return exported.dataset(release.by_graph(store.named(kg.store)))


def _tables(of: Edition | None) -> list[Sheet]:
    names = (*facts.TYPES, "report", "concept", "part")
    if of is None or not any(of.facts(name) for name in names):
        raise CallerError("export.facts", "this graph has no facts tables at hand",
                          cure="export the graph of a workspace: govkg export … --workspace DIR")  # fmt: skip
    import duckdb

    db = duckdb.connect(config={"threads": 1})
    return [_table(db, name, found) for name in names if (found := of.facts(name))]


def _table(db: duckdb.DuckDBPyConnection, name: str, paths: Sequence[Path]) -> Sheet:
    rows = Stored(db, paths)
    described = rows.columns()
    held = {c: "concept" if c in CODED and KIND[t] == "text" else KIND[t] for c, t in described.items()}
    return Sheet(name, tuple(described), rows, {c: headings.of_fact(name, c) for c in described}, held)


class Stored:
    """The rows of a facts table, read from its files a batch at a time, in the order in which they stand there."""

    def __init__(self, db: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> None:
        listed = ", ".join("'" + path.as_posix().replace("'", "''") + "'" for path in paths)
        self._db, self._query = db, f"SELECT * FROM read_parquet([{listed}])"

    def columns(self) -> dict[str, str]:
        """The columns with their DuckDB types."""
        return {name: kind for name, kind, *_ in self._db.execute(f"DESCRIBE {self._query}").fetchall()}

    def __iter__(self) -> Iterator[Row]:
        with self._db.cursor() as cursor:
            cursor.execute(self._query)
            names = [d[0] for d in cursor.description or ()]
            while batch := cursor.fetchmany(BATCH):
                for cells in batch:
                    yield dict(zip(names, cells, strict=True))


def _concepts(rows: Sequence[Row], column: str) -> bool:
    """Whether a column of IRIs names concepts or classes only."""
    said = [row[column] for row in rows if row[column] is not None]
    return bool(said) and all(str(iri).startswith((VOCAB, ONTOLOGY)) for iri in said)


def _sources(rows: Sequence[Row]) -> str:
    found = (row[c] for row in rows for c in ("source", "source2", "source3") if row.get(c))
    return listed({str(source) for source in found})
