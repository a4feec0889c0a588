"""Checks of a graph and of the ontology: shapes say what must be present, quality queries what must not be.

    govkg.validate.validate(trig)     findings of ``ontology/shapes.ttl`` and of ``queries/qc`` on a release
    govkg.validate.pitfalls()         findings of ``queries/qc/ontology`` on the ontology (the offline part of OOPS!)

Each finding has a stable code, the node, its words and where they stand, and the next step.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from govkg import edition, resources, store
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.findings import Finding, ranked
from govkg.validate import checks, shapes


def validate(trig: Path, own: Path | None = None, lang: str = "en") -> list[Finding]:
    """All findings on a release (its folder, or a file of TriG), the worst first.

    Raises CallerError when there is none, or when it is no TriG. ``own`` is a file of SHACL shapes that takes the place of ours.
    """
    release = edition.at(trig)
    try:
        if release is None:
            raise FileNotFoundError(trig)
        read = release.quads() if isinstance(release, Edition) else parse(release.read_bytes(), format=RdfFormat.TRIG)
        quads = list(read)
    except OSError as e:
        raise CallerError("validate.missing", "there is no such graph", where=str(trig), cure="run govkg build") from e
    except (SyntaxError, ValueError) as e:
        raise CallerError("validate.syntax", f"not TriG ({e})", where=str(trig), cure="run govkg build") from e
    return found(quads, shapes.load(own), lang)


def found(quads: Sequence[Quad], wanted: shapes.Shapes | None = None, lang: str = "en") -> list[Finding]:
    """All findings on the quads of a graph, the worst first, each once."""
    graph = store.memory(quads)
    missing = shapes.findings(quads, graph, wanted or shapes.load(), lang)
    wrong = checks.findings(graph, checks.load(), lang=lang)
    return sorted({*missing, *wrong}, key=ranked)


def pitfalls(ontology: Path | None = None, lang: str = "en") -> list[Finding]:
    """The pitfalls of an ontology in Turtle (ours when none is given), the worst first."""
    path = ontology or resources.path("ontology/govkg.ttl")
    graph = Store()
    try:
        graph.load(path.read_bytes(), format=RdfFormat.TURTLE)
    except OSError as e:
        raise CallerError(
            "validate.missing", "there is no such ontology", where=str(path), cure="give a Turtle file"
        ) from e
    except (SyntaxError, ValueError) as e:
        raise CallerError("validate.syntax", f"not Turtle ({e})", where=str(path), cure="correct the line") from e
    return sorted(set(checks.findings(graph, checks.load(checks.ONTOLOGY), "pitfall.", lang)), key=ranked)
