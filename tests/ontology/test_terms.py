"""Misspelt terms: found in queries, shapes, headers and code, with the nearest right one; the project has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from govkg import ids, parameters, resources, terms

PREFIXES = f"PREFIX gov: <{ids.ONTOLOGY}>\nPREFIX basis: <{ids.VOCAB}basis/>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"


@pytest.mark.parametrize(
    ("query", "name", "nearest"),
    [
        ("?a gov:outcom ?o", "gov:outcom", "gov:outcome"),
        ("?a a gov:Atribution", "gov:Atribution", "gov:Attribution"),
        ("?a gov:basis basis:explict", "basis:explict", "basis:explicit"),
        (f"?a gov:kind <{ids.VOCAB}kind/chnge>", f"<{ids.VOCAB}kind/chnge>", f"<{ids.VOCAB}kind/change>"),
        ("?a skos:prefLabl ?o", "skos:prefLabl", "skos:prefLabel"),
        (f"?a <{ids.ONTOLOGY}metrc> ?o", "gov:metrc", "gov:metric"),
        ("?a gov:whatever ?o", "gov:whatever", ""),
    ],
)
def test_a_wrong_name_in_a_query_is_found_with_the_nearest_right_one(query: str, name: str, nearest: str) -> None:
    (found,) = terms.in_text(f"{PREFIXES}SELECT * {{ {query} }}", "q.rq")
    assert (found.path, found.line, found.name, found.nearest) == ("q.rq", 4, name, nearest)


def test_comments_strings_and_data_are_no_terms() -> None:
    said = f'{PREFIXES}# gov:nonsense\nSELECT * {{ ?a gov:exact "gov:nonsense" ; gov:about <{ids.ID}platform/x> . BIND(STRSTARTS(?x, "{ids.VOCAB}") AS ?y) }}'
    assert list(terms.in_text(said)) == []


def test_a_parameter_of_no_class_or_scheme_is_found() -> None:
    header = (
        "#+   reform: {type: entity, zh: x, en: x, of: Reforn}\n#+   level: {type: concept, zh: x, en: x, of: levle}\n"
    )
    assert [(w.name, w.nearest) for w in terms.in_text(header)] == [
        ("gov:Reforn", "gov:Reform"),
        ("vocab:levle", "vocab:level"),
    ]


@pytest.mark.parametrize(
    "code",
    ['gov("metrc")', 'rdf.gov("metrc")', 'x = GOV + "metrc"', 'x = f"{GOV}metrc"', 'q = "SELECT * { ?a gov:metrc ?b }"',
     f'x = "{ids.ONTOLOGY}metrc"'],
)  # fmt: skip
def test_a_wrong_name_in_code_is_found(code: str) -> None:
    (found,) = terms.in_code(f"import x\n{code}\n", "m.py")
    assert (found.line, found.name, found.nearest) == (2, "gov:metrc", "gov:metric")


def test_a_wrong_concept_in_code_is_found() -> None:
    (found,) = terms.in_code('ids.concept("polarity", "lowerIsBeter")')
    assert found.nearest == "vocab:polarity/lowerIsBetter"


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("queries/ask/a.rq", PREFIXES + "SELECT * { ?a gov:outcom ?o }", "gov:outcom"),
        ("ontology/shapes.ttl", f"@prefix gov: <{ids.ONTOLOGY}> .\n<urn:s> <urn:p> gov:Platfrm .", "gov:Platfrm"),
        ("ontology/alignments.ttl", f"@prefix gov: <{ids.ONTOLOGY}> .\ngov:Evidnce a gov:Thing .", "gov:Evidnce"),
        ("src/govkg/m.py", 'gov("Platfrm")', "gov:Platfrm"),
    ],
)
def test_every_kind_of_file_is_read(path: str, text: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    assert [(w.path, w.name) for w in terms.check(tmp_path)] == [(path, name)]


def test_the_project_has_no_misspelt_name() -> None:
    assert [str(w) for w in terms.check()] == []
    assert terms.main() == 0


def test_the_check_of_everything_runs_it() -> None:
    text = (resources.root() / "dev.py").read_text(encoding="utf-8")
    for module in ("govkg.terms", "govkg.lint", "govkg.alignments"):
        assert f'("-m", "{module}"' in text


def test_the_codes_that_answers_make_are_those_of_the_parameters() -> None:
    assert set(terms.ANSWERED) == {f"{of}/{code}" for of, codes in parameters.BESIDES.items() for code in codes}
