"""What a list says of a node at a glance: one line on what it is; of a figure what was written, what was read, the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from govkg import ids
from govkg.analysis import figures
from govkg.analysis.model import Both, Passage
from govkg.analysis.reader import LABEL, OUTCOMES, THINGS, TYPE, Reader
from govkg.query import PREFIXES
from govkg.store import View

TITLE, PREFERRED = PREFIXES["dcterms"] + "title", PREFIXES["skos"] + "prefLabel"
MOST = 3  # responsible bodies that a line names
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
    wanted = list(dict.fromkeys(iris))
    kinds = {i: kind for i in wanted if (kind := _kind(store, i))}
    read = Reader(store)
    outcomes = [i for i, kind in kinds.items() if kind in OUTCOMES]
    read.describe(outcomes)
    read.describe({v for i in outcomes for f in ("award", "evidence") for v in read.nodes[i].get(f, ())})
    bases = _both(read, "labels", "label", sorted({v for i in outcomes for v in read.nodes[i].get("comparedWith", ())}))
    concepts = [i for i, kind in kinds.items() if kind in _CONCEPTS]
    named, defined = _both(read, "labels", "label", concepts), _both(read, "definitions", "text", concepts)
    return {
        i: _outcome(read, i, bases) if kind in OUTCOMES
        else Glance(i, kind, named.get(i, ("", "")), defined.get(i, ("", ""))) if kind in _CONCEPTS
        else _thing(store, i, kind)
        for i, kind in kinds.items()
    }  # fmt: skip


def _values(store: View, iri: str, predicate: str) -> list[str]:
    """The values of one field of a node, sorted: a thing may have thousands of triples, and a line needs few of them."""
    name = ox.NamedNode(predicate if ":" in predicate else ids.ONTOLOGY + predicate)
    found = store.quads_for_pattern(ox.NamedNode(iri), name, None, ox.DefaultGraph())
    return sorted({q.object.value for q in found if isinstance(q.object, ox.NamedNode | ox.Literal)})


def _first(store: View, iri: str, predicate: str) -> str:
    return next(iter(_values(store, iri, predicate)), "")


def _kind(store: View, iri: str) -> str:
    types = {t.removeprefix(ids.ONTOLOGY) for t in _values(store, iri, TYPE)}
    return next((k for k in (*THINGS, *OUTCOMES, "Report", *_CONCEPTS) if k in types), "")


def _outcome(read: Reader, iri: str, names: Mapping[str, Both]) -> Glance:
    o = read.outcome(iri)
    passage = read.passage(o.passage) if o.passage else None
    return Glance(
        iri, o.kind, (o.words, o.words), surface=o.surface, read=("", "") if figures.redundant(o) else figures.read(o, names),
        about=o.about, about_name=_first(read.store, o.about, LABEL) if o.about else "",
        report=passage.report.rpartition("/")[2] if passage else "",
        sentence=int(read.one(o.passage, "sentenceStart") or 0), passage=passage,
    )  # fmt: skip


def _thing(store: View, iri: str, kind: str) -> Glance:
    if kind == "Report":
        title = _first(store, iri, TITLE)
        line = " · ".join(filter(None, (_first(store, iri, "bodyName"), _first(store, iri, "covers"))))
        return Glance(iri, kind, (title, title), (line, line), report=_first(store, iri, "sourceId"))
    others = [v for f in ("carriedOutBy", "within") for v in _values(store, iri, f)]
    who = [
        _first(store, v, LABEL) if v.startswith(ids.ID) else _first(store, ids.concept("place", v), PREFERRED)
        for v in others
    ]
    line = _first(store, iri, "fullName") or "、".join(dict.fromkeys(filter(None, who[:MOST])))
    label = _first(store, iri, LABEL)
    return Glance(iri, kind, (label, label), (line, line))


def _both(read: Reader, query: str, column: str, concepts: list[str]) -> dict[str, Both]:
    """What concepts are called, or mean, in both languages; one that is missing takes the other's."""
    found: dict[str, dict[str, str]] = {}
    for r in read.rows(query, s=concepts):
        found.setdefault(r["s"], {})[r["lang"]] = r[column]
    return {c: (d.get("zh") or d.get("en", ""), d.get("en") or d.get("zh", "")) for c, d in found.items()}
