"""The proof: from the exported graph and the texts alone, every statement stands on its exact words.

For each source: the text has the sha256 that the graph states. For each statement: quote, context and sentence stand where
it says; anchor and content hash, taken anew over the fields rebuilt from the graph, are the stated ones; value, unit and
bound are what the surface says when it is read anew. Then the graph itself is made again from what was rebuilt: a triple
too many or too few is a finding that names its statement. A release is proved a report at a time, its files and its graphs
against its manifest, and at the end what follows from several reports together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from govkg import concepts, ids, release
from govkg.findings import Finding
from govkg.store.contract import Step, still
from govkg.verify import report
from govkg.verify.exported import CURE, Exported
from govkg.verify.together import Together


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof found, sorted, and how many reports and statements it read."""

    findings: list[Finding]
    reports: int
    statements: int


def verify(path: Path, texts: Path) -> list[Finding]:
    """All that is wrong with a release; as ``prove``.

    >>> from govkg import resources
    >>> verify(resources.path("graph/release"), resources.path("graph/sources"))
    []
    """
    return prove(path, texts).findings


def prove(path: Path, texts: Path, step: Step = still) -> Proved:
    """The proof of a release: of its folder, with the manifest, or of an export; ``texts`` holds ``<source id>/text.txt``.

    An export is a file of TriG, N-Quads (``.nq``) or JSON-LD (``.jsonld``), whole or an excerpt that says that it is one.
    Of a folder no more than a report's graphs are in memory at once. Raises CallerError ``verify.missing`` when there is no
    graph. Anything wrong inside it is a finding. ``step`` is told how many reports are proved, of how many.
    """
    exported = Exported(path)
    findings: list[Finding] = []
    waiting: dict[str, list[Quad]] = {}  # inferred graphs: they come before the graph that they follow from
    across: set[Quad] = set()
    reports = statements = 0
    whole, vocabulary = True, exported.excerpt
    with Together() as together:
        for iri, quads in exported.graphs():
            if iri == ids.ACROSS:
                across = set(quads)
            elif iri == concepts.GRAPH:
                vocabulary = True
                findings += report.unlike(set(quads), report.within(set(release.vocabulary()), quads, exported.excerpt))
            elif _follows(iri):
                waiting[iri] = quads
            else:
                follows = waiting.pop(ids.inferred(iri.removeprefix(ids.graph(""))), [])
                proof = report.prove(quads, follows, texts, exported.excerpt)
                if proof is None:  # no report's graph: nothing accounts for it
                    findings += report.unlike({*quads, *follows}, set())
                    continue
                reports, statements = reports + 1, statements + proof.statements
                findings += proof.findings
                if proof.said is None or proof.follows is None:
                    whole = False
                else:
                    together.add(release.standing(proof.said), proof.follows)
                step(reports, max(reports, exported.reports))
        findings += exported.findings
        if not reports and not findings:
            findings.append(Finding(str(path), "verify.empty", "the graph holds no source", cure=CURE))
        elif not any(f.code == "verify.syntax" for f in findings):
            findings += [f for quads in waiting.values() for f in report.unlike(set(quads), set())]
            if not vocabulary:
                findings += report.unlike(set(), set(release.vocabulary()))
            if whole:
                findings += report.unlike(across, report.within(together.follows(), across, exported.excerpt))
    return Proved(sorted(set(findings)), reports, statements)


def _follows(iri: str) -> bool:
    """Whether a graph holds what follows from a report."""
    return iri.endswith("/inferred") and iri.startswith(ids.graph(""))
