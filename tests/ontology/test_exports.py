"""The ontology's files: the same graph in every format, the same bytes every time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import owlready2
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, XSD

from govkg import cli, errors, ontology

PARSERS = {"turtle": "turtle", "rdfxml": "xml", "ntriples": "nt"}


PARTS = ["govkg", "alignments"]


@pytest.fixture(scope="module")
def merged() -> rdflib.Graph:
    return ontology.graph(PARTS)


def plain(graph: rdflib.Graph, slash: bool = True) -> rdflib.Graph:
    """The same graph where "x" and "x"^^xsd:string are one literal, as RDF 1.1 says; IRIs without a last slash where told."""
    made = rdflib.Graph()
    for triple in graph:
        made.add(tuple(_plain(term, slash) for term in triple))  # type: ignore[arg-type]
    return made


def _plain(term: rdflib.term.Node, slash: bool) -> rdflib.term.Node:
    if isinstance(term, rdflib.Literal) and term.datatype == XSD.string:
        return rdflib.Literal(str(term))
    if not slash and isinstance(term, rdflib.URIRef):
        return rdflib.URIRef(term.rstrip("/"))
    return term


@cache
def exported(form: str) -> bytes:
    """The export of both parts, looked at by several readers."""
    return ontology.export(form, PARTS)


@pytest.mark.parametrize("form", PARSERS)
def test_rdflib_reads_the_same_graph(form: str, merged: rdflib.Graph) -> None:
    assert isomorphic(merged, rdflib.Graph().parse(data=exported(form), format=PARSERS[form]))


def test_the_whole_with_its_vocabularies_is_the_same_graph_in_rdf_xml() -> None:
    whole = ontology.graph()
    read = rdflib.Graph().parse(data=ontology.export("rdfxml"), format="xml")
    assert len(whole) > 15_000
    assert isomorphic(whole, read)


def through_owlready(data: bytes) -> rdflib.Graph:
    world = owlready2.World()
    loaded = world.get_ontology("urn:exported#").load(fileobj=io.BytesIO(data))
    out = io.BytesIO()
    loaded.save(out, format="ntriples")
    return rdflib.Graph().parse(data=out.getvalue(), format="nt")


@pytest.mark.parametrize("form", ["rdfxml", "ntriples"])
def test_owlready2_reads_the_same_graph(form: str, merged: rdflib.Graph) -> None:
    slash = form != "rdfxml"  # owlready2's reader of RDF/XML cuts the slash at the end of an IRI
    read = through_owlready(exported(form))
    assert isomorphic(plain(merged, slash), plain(read, slash))


def test_owlready2_reads_owl_xml_but_for_keys_and_chains_through_an_inverse(merged: rdflib.Graph) -> None:
    before, after = plain(merged), plain(through_owlready(exported("owlxml")))
    beyond = {OWL.hasKey, OWL.propertyChainAxiom}  # what its reader of OWL/XML does not know
    for graph in (before, after):
        for triple in [t for t in graph if t[1] in beyond]:
            graph.remove(triple)
    named = [{t for t in g if not any(isinstance(x, rdflib.BNode) for x in t)} for g in (before, after)]
    assert named[0] == named[1]
    assert len(named[0]) > 900


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = "import sys\nfrom govkg import ontology\nsys.stdout.buffer.write(b''.join(ontology.export(f, ['govkg']) for f in ontology.FORMATS))"
    made = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(ontology.__file__).parents[1])}
        made.add(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout)
    assert len(made) == 1
    assert len(made.pop()) > 100_000


@pytest.mark.parametrize(
    ("form", "parts", "code"), [("word", ["govkg"], "ontology.format"), ("turtle", ["x"], "ontology.part")]
)
def test_an_unknown_format_or_part_is_told(form: str, parts: list[str], code: str) -> None:
    with pytest.raises(errors.CallerError) as caught:
        ontology.export(form, parts)
    assert caught.value.code == code


def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "o.rdf"
    assert cli.main(["ontology", "rdfxml", "-o", str(path), "--part", "govkg"]) == 0
    assert len(rdflib.Graph().parse(path, format="xml")) == len(ontology.graph(["govkg"]))
    assert ontology.version() in capsys.readouterr().out
    assert cli.main(["ontology", "word"]) == 1
    assert "turtle" in capsys.readouterr().err
