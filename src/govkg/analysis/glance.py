"""What a list says of a node at a glance: one line on what it is; of a figure what was written, what was read, the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govkg import ids
from govkg.analysis import figures
from govkg.analysis.model import Both, Passage
from govkg.analysis.reader import OUTCOMES, TYPE, Reader
from govkg.store import View

TITLE = "http://purl.org/dc/terms/title"
_CONCEPTS = ("Metric", "Scheme", "KnownBody")


@dataclass(frozen=True, slots=True)
class Glance:
    """A node as a list shows it. ``line`` is what is said of it, never more than the graph states."""

    iri: str
    kind: str
    name: Both = ("", "")
    line: Both = ("", "")
    surface: str = ""  # of a figure: as written
    read: Both = ("", "")  # as read, with its bound; empty where reading adds nothing
    about: str = ""
    about_name: str = ""
    report: str = ""  # the id of the report
    sentence: int = 0  # where its sentence begins, code points
    passage: Passage | None = None


def glances(store: View, iris: Iterable[str]) -> dict[str, Glance]:
    """Glances of things, concepts and outcomes, by IRI; what the graph does not know is left out.

    >>> import govkg
    >>> store = govkg.open().store
    >>> found = glances(store, ["https://w3id.org/govkg/id/report/wuhan-2021"])
    >>> [g.line[0] for g in found.values()]
    ['武汉市政务服务和大数据管理局 · 2021']
    """
    read, wanted = Reader(store), list(dict.fromkeys(iris))
    read.describe(wanted)
    fields = ("about", "award", "evidence", "carriedOutBy", "within")
    read.describe({v for i in wanted for f in fields for v in read.nodes[i].get(f, ()) if v.startswith(ids.ID)})
    named = read.labels()
    definitions = _defined(read, [i for i in wanted if _kind(read, i) in _CONCEPTS])
    return {
        i: _outcome(read, i) if _kind(read, i) in OUTCOMES else _thing(read, i, named, definitions)
        for i in wanted
        if read.nodes[i]
    }


def _kind(read: Reader, iri: str) -> str:
    if kind := read.kind(iri):
        return kind
    types = {t.removeprefix(ids.ONTOLOGY) for t in read.nodes[iri].get(TYPE, ())}
    return next((k for k in ("Report", *_CONCEPTS) if k in types), "")


def _outcome(read: Reader, iri: str) -> Glance:
    o = read.outcome(iri)
    passage = read.passage(o.passage) if o.passage else None
    about = read.thing(o.about).label if o.about in read.nodes else ""
    return Glance(
        iri, o.kind, (o.words, o.words), surface=o.surface, read=("", "") if figures.redundant(o) else figures.read(o),
        about=o.about, about_name=about, report=passage.report.rpartition("/")[2] if passage else "",
        sentence=int(read.one(o.passage, "sentenceStart") or 0), passage=passage,
    )  # fmt: skip


def _thing(read: Reader, iri: str, named: dict[str, Both], definitions: dict[str, Both]) -> Glance:
    kind = _kind(read, iri)
    if kind == "Report":
        title = read.one(iri, TITLE)
        line = " · ".join(filter(None, (read.one(iri, "bodyName"), read.one(iri, "covers"))))
        return Glance(iri, kind, (title, title), (line, line), report=read.one(iri, "sourceId"))
    if kind in _CONCEPTS:
        return Glance(iri, kind, named.get(iri, ("", "")), definitions.get(iri, ("", "")))
    who = [
        read.thing(v).label for f in ("carriedOutBy", "within") for v in read.nodes[iri].get(f, ()) if v in read.nodes
    ]
    line = read.one(iri, "fullName") or "、".join(dict.fromkeys(who))
    label = read.thing(iri).label
    return Glance(iri, kind, (label, label), (line, line))


def _defined(read: Reader, concepts: list[str]) -> dict[str, Both]:
    """The definitions of concepts; a language that has none takes the other's."""
    found: dict[str, dict[str, str]] = {}
    for r in read.rows("definitions", s=concepts):
        found.setdefault(r["s"], {})[r["lang"]] = r["text"]
    return {c: (d.get("zh") or d.get("en", ""), d.get("en") or d.get("zh", "")) for c, d in found.items()}
