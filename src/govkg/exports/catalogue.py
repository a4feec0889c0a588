"""The forms of export: what each is called, how its files end, what it holds, and the module that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from govkg.errors import CallerError
from govkg.exports.subject import SUBJECTS, Subject

Writer = Callable[[Subject, Path], list[Path]]
TABLES = frozenset(SUBJECTS)
GRAPH = frozenset({"graph"})


@dataclass(frozen=True)
class Form:
    """A form of export: its name, the ending of its files (of a folder none), its media type, and what it can be ``of``.

    ``module`` names a module of this package; its ``write``, or the function behind a colon, writes a subject to a path.
    ``folder`` says that a subject of several tables becomes a folder with a file for each.
    """

    name: str
    ending: str
    media: str
    of: frozenset[str]
    module: str
    folder: bool = False

    def writer(self) -> Writer:
        """What writes it; the module is imported now, so that naming a form does not cost its libraries."""
        module, _, function = self.module.partition(":")
        found: Writer = getattr(import_module(f"govkg.exports.{module}"), function or "write")
        return found

    def file(self, stem: str, of: str) -> Path:
        """The name of its file, or of its folder.

        >>> [str(form("csv").file("govkg", of)) for of in ("graph", "answer")]
        ['govkg-csv', 'govkg.csv']
        """
        return Path(f"{stem}-{self.name}" if self.folder and of == "graph" else f"{stem}.{self.ending}")


FORMS = (
    Form("csv", "csv", "text/csv", TABLES, "delimited:plain", folder=True),
    Form("excel-csv", "csv", "text/csv", TABLES, "delimited:excel", folder=True),
    Form("tsv", "tsv", "text/tab-separated-values", TABLES, "delimited:tsv", folder=True),
    Form("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", TABLES, "workbook"),
    Form("parquet", "parquet", "application/vnd.apache.parquet", TABLES, "parquet", folder=True),
    Form("stata", "dta", "application/x-stata-dta", TABLES, "stata", folder=True),
    Form("r", "rds", "application/x-r-rds", TABLES, "rds"),
    Form("json", "json", "application/json", TABLES, "objects"),
    Form("trig", "trig", "application/trig", TABLES, "triples:trig"),
    Form("nq", "nq", "application/n-quads", TABLES, "triples:nq"),
    Form("jsonld", "jsonld", "application/ld+json", TABLES, "linked"),
    Form("ttl", "ttl", "text/turtle", TABLES, "triples:ttl"),
    Form("annotations", "anno.jsonld", "application/ld+json", TABLES, "linked:selectors"),
    Form("cube", "cube.ttl", "text/turtle", TABLES, "cube"),
    Form("dcat", "dcat.jsonld", "application/ld+json", GRAPH, "dcat"),
    Form("croissant", "json", "application/ld+json", GRAPH, "packages:croissant", folder=True),
    Form("datapackage", "json", "application/json", GRAPH, "packages:frictionless", folder=True),
    Form("ro-crate", "json", "application/ld+json", GRAPH, "crate", folder=True),
    Form("graphml", "graphml", "application/graphml+xml", TABLES, "graphml"),
    Form("gexf", "gexf", "application/gexf+xml", TABLES, "gexf"),
)  # fmt: skip


def form(name: str) -> Form:
    """The form of a name; raises CallerError ``export.unknown`` with the names there are.

    >>> form("csv").media
    'text/csv'
    """
    for one in FORMS:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in FORMS)
    raise CallerError("export.unknown", f"there is no form {name!r}", where="FORMAT", cure=f"use one of {known}")


def fitting(name: str, of: str) -> Form:
    """The form of a name, where it can hold such a subject; raises CallerError ``export.unknown``, ``export.of``."""
    one = form(name)
    if of not in one.of:
        fit = ", ".join(other.name for other in FORMS if of in other.of)
        raise CallerError("export.of", f"{name} does not hold {NAMED[of]}", where=name, cure=f"use one of {fit}")
    return one


NAMED = {"graph": "a graph", "answer": "an answer", "view": "a view"}
