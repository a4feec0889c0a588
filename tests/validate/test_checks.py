"""Quality queries and pitfalls: each has a graph that it catches, with the right node, and a sound one that comes near."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from tests.validate.examples import CHECKS, PREFIXES
from tests.validate.pitfalls import PITFALLS

from govkg import resources, validate
from govkg.errors import CallerError, CuratorError
from govkg.validate import checks

GRAPH = {c.name: c for c in checks.load()}
ONTOLOGY = {c.name: c for c in checks.load(checks.ONTOLOGY)}


def store(turtle: str) -> Store:
    graph = Store()
    graph.load((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    return graph


def test_every_check_and_pitfall_has_its_examples() -> None:
    assert set(GRAPH) == set(CHECKS)
    assert set(ONTOLOGY) == set(PITFALLS)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_check_catches_its_fault_at_the_node_and_passes_what_is_sound(name: str) -> None:
    bad, good = CHECKS[name]
    assert "urn:x" in {f.node for f in checks.findings(store(bad), [GRAPH[name]])}
    assert list(checks.findings(store(good), [GRAPH[name]])) == []


@pytest.mark.parametrize("name", sorted(PITFALLS))
def test_a_pitfall_is_found_in_an_ontology_that_falls_into_it_alone(name: str) -> None:
    bad, good = PITFALLS[name]
    assert list(checks.findings(store(bad), [ONTOLOGY[name]], "pitfall."))
    assert list(checks.findings(store(good), [ONTOLOGY[name]], "pitfall.")) == []


def test_our_ontology_falls_into_no_pitfall() -> None:
    assert [f for f in validate.pitfalls() if f.severity == "error"] == []


def test_a_finding_says_what_is_wrong_where_and_what_to_do_in_both_languages() -> None:
    graph = store("""
        <urn:x> gov:kind kind:change ; gov:evidence <urn:e> . <urn:e> a gov:Evidence ; gov:exact "压减六成" ; gov:start 7 ; gov:end 11 ;
          gov:sectionPath "一/2" ; gov:source <https://w3id.org/govkg/id/report/wuhan-2021> .""")
    zh, en = (next(checks.findings(graph, [GRAPH["change-without-direction"]], lang=lang)) for lang in ("zh", "en"))
    assert (zh.code, zh.node, zh.severity) == (en.code, en.node, en.severity)
    assert (en.evidence, en.where) == ("压减六成", "wuhan-2021 一/2 7-11")
    assert en.message == "a change that says neither up nor down"
    assert zh.message == "变化没有说升还是降"
    assert en.cure and zh.cure and en.cure != zh.cure


@pytest.mark.parametrize("folder", [checks.GRAPH, checks.ONTOLOGY])
def test_every_check_says_problem_principle_and_cure_in_both_languages(folder: str) -> None:
    for check in checks.load(folder):
        for part in checks.PARTS:
            zh, en = check.words(part, "zh"), check.words(part, "en")
            assert any("\u4e00" <= c <= "\u9fff" for c in zh), (check.name, part)
            assert not re.search("[a-z]：[A-Za-z]", zh), (check.name, "a prefixed name keeps its colon")
            assert not any("\u4e00" <= c <= "\u9fff" for c in en.replace("万", "").replace("亿", "")), (
                check.name,
                part,
            )


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.rq": "SELECT ?node WHERE { ?node a ?c }", "profile.tsv": "check\tseverity\na\terror\n"}, "check.header"),
        ({"profile.tsv": "check\tseverity\ngone\terror\n"}, "check.profile"),
    ],
)
def test_a_check_without_header_or_file_is_named(files: dict[str, str], code: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CuratorError) as e:
        checks.load(tmp_path)
    assert e.value.code == code


def test_a_check_that_is_no_sparql_is_named() -> None:
    broken = checks.Check("broken", "error", {}, "SELECT ?node WHERE {")
    with pytest.raises(CuratorError) as e:
        list(checks.findings(Store(), [broken]))
    assert e.value.code == "check.query"
    assert "broken.rq" in str(e.value)


@pytest.mark.parametrize(("text", "code"), [(None, "validate.missing"), ("gov:A a", "validate.syntax")])
def test_an_ontology_that_cannot_be_read_is_one_clear_line(text: str | None, code: str, tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CallerError) as e:
        validate.pitfalls(path)
    assert e.value.code == code
    assert "\n" not in str(e.value)


def test_the_release_passes_every_check_but_what_is_said_of_its_vocabulary() -> None:
    found = validate.validate(resources.path("graph/release") / "govkg.trig")
    assert [f for f in found if f.severity == "error"] == []
    assert {f.code for f in found} <= {"qc.concept-clash"}
