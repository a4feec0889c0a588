"""The data cube keeps the constraints of the W3C and says what the reports say: nothing dropped, nothing mixed."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.exports import hostiles
from tests.exports.constraints import CONSTRAINTS, NORMAL, OFFENCES, PREFIXES, SOUND
from tests.exports.hostile import HOSTILE

import govkg
from govkg import exports, ids, rdf, store
from govkg.exports import gather, structure
from govkg.graph import Graph

QB = "PREFIX qb: <http://purl.org/linked-data/cube#>"
GOV = f"PREFIX gov: <{ids.ONTOLOGY}>"


def loaded(turtle: bytes) -> ox.Store:
    """A cube, made normal as the constraints ask."""
    made = ox.Store()
    made.load(turtle, format=ox.RdfFormat.TURTLE)
    return normal(made)


def normal(made: ox.Store) -> ox.Store:
    for update in NORMAL:
        made.update(PREFIXES + update)
    return made


def offends(cube: ox.Store, constraint: str) -> bool:
    if constraint.startswith("IC-12"):
        return alike(cube)
    return bool(cube.query(f"{PREFIXES} ASK {{ {CONSTRAINTS[constraint]} }}"))


def alike(cube: ox.Store) -> bool:
    """Whether two observations of a data set have the same value in every dimension; asked so, not by pairs, for speed."""
    rows = cube.query(f"{PREFIXES} SELECT ?o ?d ?p ?v {{ ?o qb:dataSet ?d . ?d qb:structure/qb:component/qb:componentProperty ?p . "
                      "?p a qb:DimensionProperty . ?o ?p ?v }")  # fmt: skip
    assert isinstance(rows, ox.QuerySolutions)
    seen: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        seen[f"{row['d']} {row['o']}"].add(f"{row['p']} {row['v']}")
    told = [(key.split(" ")[0], *sorted(values)) for key, values in seen.items()]
    return len(told) != len(set(told))


@pytest.fixture(scope="module")
def cube(kg: govkg.Graph, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    (path,) = exports.write(gather.of_graph(kg, ""), "cube", tmp_path_factory.mktemp("立 方") / "a.ttl")
    return loaded(path.read_bytes())


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_constraint_holds_and_would_be_seen_to_fail(constraint: str, cube: ox.Store) -> None:
    assert len(CONSTRAINTS) == 21
    assert not offends(cube, constraint)
    sound = loaded(SOUND.encode())
    assert not offends(sound, constraint)
    sound.load((SOUND.rpartition("@prefix")[0] + "@prefix : <urn:x:> .\n" + OFFENCES[constraint]).encode(), format=ox.RdfFormat.TURTLE)  # fmt: skip
    assert offends(normal(sound), constraint)


def test_every_figure_is_an_observation_with_its_number_bound_and_words(cube: ox.Store, kg: govkg.Graph) -> None:
    said = "?o gov:value ?v ; gov:bound ?b ; gov:surface ?s ; gov:unitAsWritten ?u"
    rows = kg.store.query(
        f"{GOV} SELECT ?o ?v ?b ?s {{ ?o a ?c ; gov:value ?v ; gov:bound ?b ; gov:surface ?s ; gov:kind ?k }}"
    )
    held = cube.query(f"{QB} {GOV} PREFIX cube: <{structure.CUBE}> SELECT ?o ?v ?b ?s {{ ?x a qb:Observation ; "
                      "cube:statement ?o ; gov:value ?v ; gov:bound ?b ; gov:surface ?s }")  # fmt: skip
    assert said and isinstance(rows, ox.QuerySolutions) and isinstance(held, ox.QuerySolutions)
    expected = {(str(r["o"]), float(r["v"].value), str(r["b"]), str(r["s"])) for r in rows}
    found = [(str(r["o"]), float(r["v"].value), str(r["b"]), str(r["s"])) for r in held]
    assert len(expected) > 50 and sorted(expected) == sorted(found)


def test_what_is_not_alike_stands_apart(cube: ox.Store) -> None:
    rows = cube.query(
        f"{QB} {GOV} PREFIX cube: <{structure.CUBE}> SELECT DISTINCT ?d ?k ?r {{ ?o qb:dataSet ?d ; cube:kind ?k ; cube:role ?r }}"
    )
    assert isinstance(rows, ox.QuerySolutions)
    found = [
        (r["d"].value.rpartition("/")[2], r["k"].value.rpartition("/")[2], r["r"].value.rpartition("/")[2])
        for r in rows
    ]
    assert len(found) == len({d for d, _, _ in found}) >= 3
    assert all(d.split("-")[0] == f"{role}s" and d.split("-")[1] == f"{kind}s" for d, kind, role in found)


def test_what_a_person_rejected_and_what_is_derived_is_left_out(kg: govkg.Graph, tmp_path: Path) -> None:
    quads = [*store.named(kg.store)]
    figure = min(
        str(q.subject)[1:-1] for q in quads if q.predicate == rdf.gov("value") and "statement" in str(q.subject)
    )
    node, status = ox.NamedNode(figure), rdf.gov("status")
    graph = next(q.graph_name for q in quads if q.subject == node and q.predicate == status)
    kept = [q for q in quads if not (q.subject == node and q.predicate == status)]
    rejected = ox.Quad(node, status, ox.NamedNode(ids.concept("status", "rejected")), graph)
    subject = gather.of_graph(Graph(store.memory([*kept, rejected])), "")
    (path,) = exports.write(subject, "cube", tmp_path / "a.ttl")
    text = path.read_text(encoding="utf-8")
    tail = figure.rpartition("/")[2]
    assert f"cube/observation/{tail}" not in text and "id/derived/" not in text


def test_a_range_has_both_ends_and_what_is_not_said_is_not_guessed(tmp_path: Path) -> None:
    from dataclasses import replace

    from govkg.statements import Observation

    made = hostiles.statements("3至5")
    ranged = [replace(s, value="", low="3", high="5", start="", end="", scope="", unit="", place="") if isinstance(s, Observation) else s
              for s in made]  # fmt: skip
    quads = rdf.quads(hostiles.Source("s", "3至5"), ranged)
    (path,) = exports.write(gather.of_graph(Graph(store.memory(quads)), ""), "cube", tmp_path / "a.ttl")
    cube = loaded(path.read_bytes())
    assert [c for c in CONSTRAINTS if offends(cube, c)] == []
    rows = cube.query(
        f"{QB} {GOV} SELECT ?l ?h ?d {{ ?o qb:dataSet ?d ; gov:low ?l ; gov:high ?h FILTER NOT EXISTS {{ ?o gov:value ?v }} }}"
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert [(r["l"].value, r["h"].value, r["d"].value.rpartition("/")[2]) for r in rows] == [
        ("3", "5", "results-levels-low-high")
    ]
    unsaid = cube.query(f"SELECT ?p {{ ?o ?p <{structure.UNSAID.value}> }}")
    assert isinstance(unsaid, ox.QuerySolutions)
    assert {r["p"].value.rpartition("#")[2] for r in unsaid} == {"refArea", "refPeriod", "metric", "unit", "scope"}


def test_hostile_words_stay_as_they_are(tmp_path: Path) -> None:
    tried = 0
    for n, text in enumerate(t for t in HOSTILE if not any("\ud800" <= c <= "\udfff" for c in t)):
        (path,) = exports.write(hostiles.subject(text), "cube", tmp_path / f"{n}.ttl")
        found = {q.object.value for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
                 if q.predicate == rdf.gov("surface") and isinstance(q.object, ox.Literal)}  # fmt: skip
        assert found == {text or "x"}
        tried += 1
    assert tried >= 50
