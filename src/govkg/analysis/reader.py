"""From the store to a picture's data: small questions of ``queries/view``, terms bound, nothing pasted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from govkg import ids, query, resources
from govkg.analysis.model import FIGURES, INITIATIVES, Outcome, Passage, Picture, Report, Thing, Tie
from govkg.store import View
from govkg.worker import engine

GOV = ids.ONTOLOGY
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALT = "http://www.w3.org/2004/02/skos/core#altLabel"
THINGS = (*INITIATIVES, "PolicyDocument", "Organisation", "Award", "Place")
OUTCOMES = (*FIGURES, "Milestone", "PlannedMilestone", "Recognition", "Shortcoming")
TIES = {
    "Attribution": ("attribution", "initiative", "outcome"),
    "Participation": ("participation", "organisation", "initiative"),
    "Mandate": ("mandate", "document", "initiative"),
    "Composition": ("composition", "part", "whole"),
}
Node = dict[str, list[str]]
PORTION = 4000  # IRIs bound in one query
FEW = 8  # reports whose headings are sooner found one report after the other than all at once


@lru_cache(maxsize=32)
def _text(name: str) -> str:
    return resources.path(f"queries/view/{name}.rq").read_text(encoding="utf-8")


def _texts(name: str, bound: Mapping[str, Iterable[str]]) -> list[str]:
    """A query with its slots bound, once for each portion of their IRIs."""
    texts = [_text(name)]
    for variable, iris in bound.items():
        terms = [str(ox.NamedNode(i)) for i in sorted(set(iris))]
        portions = [" ".join(terms[n : n + PORTION]) for n in range(0, len(terms), PORTION)]
        slot = f"VALUES ?{variable} {{ UNDEF }}"
        texts = [t.replace(slot, f"VALUES ?{variable} {{ {p} }}") for t in texts for p in portions]
    return texts


class Reader:
    """Reads nodes of one store, each once."""

    def __init__(self, store: View) -> None:
        self.store = store
        self.nodes: dict[str, Node] = {}
        self.briefs: dict[str, Node] = {}  # nodes of which no more is known than what they are called

    def rows(self, name: str, **bound: Iterable[str]) -> list[dict[str, Any]]:
        """The rows of a query of ``queries/view`` with its slots bound to IRIs.

        Many IRIs are asked for in portions, so that no text becomes larger than the gate takes; a row that is of several
        portions comes several times.
        """
        return [row for text in _texts(name, bound) for row in query.execute(self.store, text)[1]]

    def subjects(self, name: str, **bound: Iterable[str]) -> list[str]:
        """The column ``s`` of a query, sorted."""
        return sorted({str(r["s"]) for r in self.rows(name, **bound)})

    def describe(self, iris: Iterable[str]) -> None:
        """Reads what is said of nodes that were not read yet."""
        self._into(self.nodes, "described", {i for i in iris if i and i not in self.nodes})

    def brief(self, iris: Iterable[str]) -> None:
        """Reads class and names of nodes: an initiative of many reports has hundreds of triples, and a line needs five."""
        known = self.nodes.keys() | self.briefs.keys()
        self._into(self.briefs, "called", {i for i in iris if i} - known)

    def _into(self, nodes: dict[str, Node], name: str, new: set[str]) -> None:
        for iri in new:
            nodes[iri] = {}
        asked = engine.Asked(self.store)
        for text in _texts(name, {"s": new}):
            found = asked.run(text)
            assert not isinstance(found, ox.QueryBoolean)
            for s, p, o in found:  # terms as they are: most of what is read is never looked at as a value
                if not isinstance(o, ox.BlankNode):
                    nodes[s.value].setdefault(p.value.removeprefix(GOV), []).append(o.value)
        for iri in new:
            for values in nodes[iri].values():
                values.sort()

    def said(self, iri: str) -> Node:
        """The fields of a node that was described, or as much as was read of it; none of any other."""
        return self.nodes.get(iri) or self.briefs.get(iri, {})

    def one(self, iri: str, name: str) -> str:
        """The first value of a field, "" when there is none."""
        return next(iter(self.said(iri).get(name, ())), "")

    def code(self, iri: str, name: str) -> str:
        """The last part of a concept's IRI."""
        return self.one(iri, name).rpartition("/")[2]

    def kind(self, iri: str) -> str:
        """The class of a node that the views know, "" for any other."""
        types = {t.removeprefix(GOV) for t in self.said(iri).get(TYPE, ())}
        return next((k for k in (*THINGS, *OUTCOMES, *TIES) if k in types), "")

    # -- nodes ---------------------------------------------------------------------------------------------------------
    def thing(self, iri: str) -> Thing:
        """An entity."""
        return Thing(
            iri, self.kind(iri), self.one(iri, LABEL) or iri, tuple(self.nodes[iri].get(ALT, ())),
            self.one(iri, "sortKey"), self.code(iri, "domain"), self.first(iri), self.one(iri, "readBy"),
        )  # fmt: skip

    def outcome(self, iri: str) -> Outcome:
        """An outcome; its award, metric and evidence must have been described."""
        kind, award, metric = self.kind(iri), self.one(iri, "award"), self.one(iri, "metric")
        level = self.code(metric, "resultLevel") or "unsure" if kind in FIGURES else ""
        passage = self.first(iri)
        return Outcome(
            iri=iri, kind=kind, passage=passage, rule=self.one(iri, "readBy"), status=self.code(iri, "status"),
            about=self.one(iri, "about"), words=self.one(iri, "metricAsWritten") or self.one(award, LABEL),
            surface=self.one(iri, "surface") or self.one(passage, "exact"), value=self.one(iri, "value"),
            low=self.one(iri, "low"), high=self.one(iri, "high"), unit=self.one(iri, "unitAsWritten"),
            bound=self.code(iri, "bound") or "exact", figure=self.code(iri, "kind") or "level",
            direction=self.code(iri, "direction"), change=self.code(iri, "changeType"),
            base=self.code(iri, "comparedWith"), flow=self.code(iri, "flow"), metric=metric, level=level,
            start=self.one(iri, "periodStart"), end=self.one(iri, "periodEnd"), event=self.code(iri, "event"),
            scope=self.one(iri, "scope"), subset_of=self.one(iri, "subsetOf"), award=award,
            conferred_by=self.one(iri, "conferredBy"), area=self.area(iri) if kind in FIGURES else "",
        )  # fmt: skip

    def area(self, iri: str) -> str:
        """The code of the place that a figure is of: the one that it is about, else the reporter's.

        Of a place without code that of what it lies in and a +; "" where neither is known.
        """
        about = self.one(iri, "about")
        place = about if "/place/" in about else self.one(iri, "place")
        self.describe([place])
        return self.one(place, "placeCode") or (f"{inside}+" if (inside := self.one(place, "within")) else "")

    def passage(self, iri: str) -> Passage:
        """The words of a statement inside their sentence."""
        whole, exact = self.one(iri, "sentence"), self.one(iri, "exact")
        start, end = int(self.one(iri, "start") or 0), int(self.one(iri, "end") or 0)
        at = start - int(self.one(iri, "sentenceStart") or 0)
        inside = whole[at : at + len(exact)] == exact
        return Passage(
            iri, self.one(iri, "source"), start, end, whole[:at].lstrip() if inside else "", exact,
            whole[at + len(exact) :].rstrip() if inside else "", self.one(iri, "sectionPath"), self.one(iri, "damage"),
            int(self.one(iri, "sentenceStart") or start),
        )  # fmt: skip

    def tie(self, iri: str) -> Tie:
        """A statement that ties two nodes."""
        kind, source, target = TIES[self.kind(iri)]
        return Tie(
            iri, kind, self.one(iri, source), self.one(iri, target), self.first(iri), self.one(iri, "readBy"),
            self.code(iri, "basis"), self.code(iri, "role"),
        )  # fmt: skip

    def first(self, iri: str) -> str:
        """The IRI of the earliest passage of a node, "" when it has none."""
        found = self.nodes.get(iri, {}).get("evidence", [])
        self.describe(found)
        return min(found, key=lambda e: (self.one(e, "source"), int(self.one(e, "start") or 0), e), default="")

    # -- the whole -----------------------------------------------------------------------------------------------------
    def picture(self, things: Iterable[str], outcomes: Iterable[str], ties: Iterable[Tie], centre: str = "") -> Picture:
        """A picture of these nodes, with every thing that they name."""
        self.describe(outcomes := sorted(set(outcomes)))
        named = ("award", "metric", "about", "conferredBy")
        self.describe(v for o in outcomes for n in named for v in self.nodes[o].get(n, ()))
        self.describe(e for o in outcomes for e in self.nodes[o].get("evidence", ()))
        made = {o: self.outcome(o) for o in outcomes}
        ties = tuple(sorted(set(ties), key=lambda t: (t.kind, t.source, t.target, t.iri)))
        used = {i for o in made.values() for i in (o.about, o.conferred_by, o.award) if i}
        used |= {*things} | {i for t in ties for i in (t.source, t.target)}
        self.describe(used := used - set(made))
        self.describe(e for i in used for e in self.nodes[i].get("evidence", ()))  # all at once, not each by itself
        found = {i: self.thing(i) for i in sorted(used) if self.kind(i) in THINGS}
        words = {p for nodes in (found.values(), made.values(), ties) for p in (n.passage for n in nodes)} - {""}
        self.describe(words)
        passages = {e: self.passage(e) for e in sorted(words)}
        said = {p.report for p in passages.values()} - {""}
        return Picture(found, made, ties, passages, self.reports(said), self.sections(said), self.labels(), centre)

    def reports(self, of: Collection[str] | None = None) -> dict[str, Report]:
        """The reports of the graph, or those of these IRIs, with the quality of their copies in both languages."""
        found: dict[str, dict[str, Any]] = {}
        for r in self.rows("reports", **({} if of is None else {"s": of})):
            one = found.setdefault(r["s"], {**r, "zh": "", "en": ""})
            if r["lang"] in ("zh", "en"):
                one[r["lang"]] = r["quality"]
        return {
            iri: Report(
                iri, r["id"] or iri.rpartition("/")[2], r["title"], r["sha256"], r["body"] or "", r["covers"] or "",
                r["dated"] or "", r["issued"] or "", r["url"] or "", (r["zh"], r["en"]), r["place"] or "",
            )
            for iri, r in found.items()
        }  # fmt: skip

    def sections(self, of: Collection[str] | None = None) -> dict[tuple[str, str], str]:
        """Headings by report and path, of the whole graph or at least of these reports; the first one where a path has several."""
        made: dict[tuple[str, str], str] = {}
        for r in self.rows("sections", **({"report": of} if of is not None and len(of) <= FEW else {})):
            made.setdefault((r["report"], r["path"]), r["words"].strip())
        return made

    def labels(self) -> dict[str, tuple[str, str]]:
        """The names of every concept that a described node uses."""
        read = (*self.nodes.values(), *self.briefs.values())
        concepts = {v for n in read for vs in n.values() for v in vs if v.startswith(ids.VOCAB)}
        names: dict[str, dict[str, str]] = {}
        for r in self.rows("labels", s=concepts):
            names.setdefault(r["s"], {})[r["lang"]] = r["label"]
        return {c: (n.get("zh") or n.get("en", ""), n.get("en") or n.get("zh", "")) for c, n in sorted(names.items())}
