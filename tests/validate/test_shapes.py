"""Shapes: every constraint catches its fault at the node, a sound graph passes, and the Rust engine finds what pySHACL finds."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.namespace import SH
from tests.validate import breaks, graphs
from tests.validate.breaks import Constraint, broken, constraints, file, listed, sh
from tests.validate.graphs import Triples, values

from govkg import ids, resources, store, validate, vocab
from govkg.errors import CallerError
from govkg.validate import shapes

CONSTRAINTS = list(constraints())
OURS = shapes.load()


def codes_of(graph: Triples, lang: str = "en") -> dict[str, set[str]]:
    """Codes of the findings of shapes by node."""
    found: dict[str, set[str]] = {}
    quads = graphs.quads(graph)
    for f in shapes.findings(quads, store.memory([]), OURS, lang):
        found.setdefault(f.node, set()).add(f.code)
    return found


def test_sound_graphs_pass() -> None:
    assert codes_of(graphs.wuhan()) == {}
    assert codes_of(graphs.made()) == {}


def test_every_shape_has_a_node_and_a_value_in_the_graph_that_passes() -> None:
    for c in CONSTRAINTS:
        nodes = breaks.focus(c.shape, graphs.made())
        assert nodes, c.code
        if c.kind == "maxCount" and (path := values(file(), c.shape, sh("path"))) and isinstance(path[0], NamedNode):
            assert any(values(graphs.made(), n, path[0]) for n in nodes), c.code


@pytest.mark.parametrize("c", CONSTRAINTS, ids=str)
def test_a_constraint_catches_its_fault_at_the_node(c: Constraint) -> None:
    graph, node = broken(c)
    assert c.code in codes_of(graph).get(node.value, set())


def test_every_constraint_is_of_a_shape_with_a_code() -> None:
    named = {c.shape for c in CONSTRAINTS}
    helpers = {t.object for t in file() if t.predicate == sh("node")}
    stray = [t.subject for t in file() if t.predicate == sh("path") and t.subject not in named]
    assert [s for s in stray if isinstance(s, NamedNode) and s not in helpers] == []
    assert set(OURS.codes) == {c.code for c in CONSTRAINTS}
    assert len(OURS.codes) > 100


@pytest.mark.parametrize("code", OURS.codes)
def test_every_shape_says_what_must_hold_and_what_to_do_in_both_languages(code: str) -> None:
    shape = f"<{shapes.SHAPE}{code.removeprefix('shape.')}>"
    for prop in (shapes.MESSAGE, shapes.CURE):
        zh, en = OURS.said(shape, prop, "zh"), OURS.said(shape, prop, "en")
        assert any("\u4e00" <= c <= "\u9fff" for c in zh)
        assert en and not any("\u4e00" <= c <= "\u9fff" for c in en)


def test_no_class_is_asked_for_inside_another_shape() -> None:
    """The Rust engine takes the square of the nodes there: a million triples took 30 s and not 2."""
    assert [t for t in file() if t.predicate == sh("class") and not isinstance(t.subject, NamedNode)] == []


def test_the_concepts_that_shapes_list_are_those_of_the_vocabulary() -> None:
    allowed = {t.value for c in CONSTRAINTS if c.kind == "in" for t in listed(c.value)}
    schemes = {iri.removeprefix(ids.VOCAB).split("/")[0] for iri in allowed}
    known = {ids.concept(r["scheme"], r["id"]) for r in vocab.table("concepts") if r["scheme"] in schemes}
    assert allowed == known


# -- the oracle --------------------------------------------------------------------------------------------------------
Key = tuple[str, str, str, str]  # node, shape, component, value


def ours(graph: Triples) -> set[Key]:
    report = OURS.compiled.validate_text(shapes.triples(graphs.quads(graph)), format="ntriples")
    return {
        (r.focus_node.strip("<>"), (r.source_shape or "").strip("<>"), r.component, r.value_plain or "")
        for r in report.results
    }


def theirs(graph: Triples) -> set[Key]:
    """pySHACL's findings on rdflib's own graph: another store's plain strings fail sh:in there."""
    from pyshacl import validate as run

    data = rdflib.Graph().parse(data=shapes.triples(graphs.quads(graph)), format="nt")
    wanted = rdflib.Graph().parse(source=str(resources.path("ontology/shapes.ttl")), format="turtle")
    _, report, _ = run(data, shacl_graph=wanted, inference="none")
    assert isinstance(report, rdflib.Graph)
    return {
        (
            str(report.value(r, SH.focusNode)),
            str(report.value(r, SH.sourceShape)),
            str(report.value(r, SH.sourceConstraintComponent)).rpartition("#")[2],
            str(v) if (v := report.value(r, SH.value)) is not None else "",
        )
        for r in report.objects(None, SH.result)  # a result's details are results too, but none of the report's
    }


def comparable(found: set[Key]) -> set[Key]:
    """The findings without those that compare a value of the wrong type, which is a finding of its own.

    What cannot be compared fails ``sh:lessThan`` and ``sh:maxInclusive`` (SHACL 4.3, 4.5); pySHACL lets some of it pass.
    """
    mistyped = {(node, value) for node, _, component, value in found if component == "DatatypeConstraintComponent"}
    return {f for f in found if not (f[2].startswith(("LessThan", "MaxIn", "MinIn")) and (f[0], f[3]) in mistyped)}


def test_pyshacl_finds_nothing_on_the_sound_graphs_either() -> None:
    assert theirs(graphs.wuhan()) == ours(graphs.wuhan()) == set()
    assert theirs(graphs.made()) == set()


@pytest.mark.parametrize("part", range(4))
def test_pyshacl_finds_the_same_faults(part: int) -> None:
    """A few graphs hold all the faults, some of them on the same node."""
    graph = graphs.made()
    for c in CONSTRAINTS[part::4]:
        changed, _ = broken(c)
        taken = {t for t in graphs.made() if t not in changed}
        graph = (graph - taken) | (changed - graphs.made())
    found = ours(graph)
    assert len(found) > len(CONSTRAINTS) / 8
    assert comparable(theirs(graph)) == comparable(found)


def test_pyshacl_finds_the_same_faults_on_the_wuhan_graph() -> None:
    graph = graphs.wuhan()
    dropped = sorted(graph, key=str)[7::401]
    assert theirs(graph - set(dropped)) == ours(graph - set(dropped)) != set()


# -- shapes of a user --------------------------------------------------------------------------------------------------
TRIG = resources.path("graph/release") / "govkg.trig"
HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gov: <https://w3id.org/govkg/ontology#> .\n"


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        (None, "file.missing", "own.ttl"),
        (HEAD + "gov:S a", "shapes.syntax", "not Turtle"),
        (HEAD + "gov:S a gov:T .", "shapes.none", "no shape"),
        (HEAD + 'gov:S a sh:NodeShape ; sh:property [ sh:path "no" ] .', "shapes.invalid", "property path"),
        (HEAD + 'gov:S a sh:NodeShape ; sh:property [ sh:path gov:p ; sh:pattern "(" ] .', "shapes.invalid", "pattern"),
    ],
)
def test_broken_shapes_of_a_user_are_one_clear_line(text: str | None, code: str, part: str, tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CallerError) as e:
        validate.validate(TRIG, path)
    assert e.value.code == code
    assert part in str(e.value) and str(path) in str(e.value) and "\n" not in str(e.value)


def test_broken_shapes_leave_rdflib_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(HEAD + "gov:S a", encoding="utf-8")
    before = rdflib.NORMALIZE_LITERALS
    with pytest.raises(CallerError):
        validate.validate(TRIG, path)
    assert before == rdflib.NORMALIZE_LITERALS


def test_shapes_of_a_user_take_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(HEAD + "gov:S a sh:NodeShape ; sh:targetClass gov:Report ; sh:severity sh:Warning ;\n"
                    "sh:property [ sh:path gov:nowhere ; sh:minCount 1 ; sh:severity sh:Info ] .", encoding="utf-8")  # fmt: skip
    found = [f for f in validate.validate(TRIG, path) if f.code.startswith("shacl.")]
    assert [(f.code, f.severity, f.where, f.node) for f in found] == [
        ("shacl.minCount", "info", "", "https://w3id.org/govkg/id/report/wuhan-2021")
    ]
    assert "gov" in found[0].message or "nowhere" in found[0].message


def test_a_value_that_is_wrong_is_shown() -> None:
    c = next(c for c in CONSTRAINTS if str(c) == "shape.figure-value-datatype")
    graph, node = broken(c)
    quads = graphs.quads(graph)
    found = [f for f in validate.found(quads, OURS, "zh") if f.node == node.value and f.code == c.code]
    assert [f.value for f in found] == ["2021-01-01"]
    assert found[0].message == "数值至多一个，为十进制数"
    assert found[0].where.startswith("made-00000 ")
    assert found[0].evidence in {v.value for v in values(graph, node, NamedNode("https://w3id.org/govkg/ontology#surface")) if isinstance(v, Literal)}  # fmt: skip
