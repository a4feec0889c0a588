"""What is planted in two hundred made-up reports is found, with the questions that a person would ask."""

from __future__ import annotations

import pytest
from benchmarks import _corpus
from benchmarks._corpus import scoring

import govkg
from govkg import pipeline, vocab
from govkg.graph import Graph
from govkg.library import Library

REPORTS, SHARE = 200, 0.1  # a tenth of the other sentences: what is planted is what matters here
SECONDS = 60.0
Built = tuple[Graph, _corpus.Answers]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("planted") / "reports"
    answers = _corpus.write(folder, REPORTS, share=SHARE)
    pipeline.build(Library(folder, folder))
    return govkg.open(folder), answers


def test_schemes_spread_in_the_order_planted(built: Built) -> None:
    kg, answers = built
    found = scoring.diffusion(kg, answers["diffusion"], SECONDS)
    assert found.facts >= 40
    assert found.wrong == []


def test_contradictions_are_found_and_what_is_none_is_left(built: Built) -> None:
    kg, answers = built
    found = scoring.contradictions(kg, answers["contradictions"], answers["traps"], SECONDS)
    assert found.facts >= 40
    assert found.shares["recall"] >= 0.95, found.wrong
    assert found.shares["false alarms"] <= 0.05, found.wrong
    assert found.shares["traps"] <= 0.05, found.wrong


def test_what_became_of_each_target_is_told(built: Built) -> None:
    kg, answers = built
    states = {row["id"] for row in vocab.table("concepts") if row["scheme"] == "verdict"}
    planted = [fact for fact in answers["closures"] if fact["state"] in states]
    assert len({fact["state"] for fact in planted}) >= 6
    found = scoring.closures(kg, planted, SECONDS)
    assert found.shares["mean"] >= 0.9, found.wrong


def test_every_reorganised_body_is_named_with_what_it_was_or_became(built: Built) -> None:
    kg, answers = built
    found = scoring.succession(kg, answers["succession"], SECONDS)
    assert found.facts >= 20
    assert found.wrong == []


def test_namesakes_of_two_cities_are_two_and_so_are_a_bureau_and_its_successor(built: Built) -> None:
    found = scoring.namesakes(built[0], SECONDS)
    assert found.facts >= 5
    assert found.wrong == []


def test_missing_reports_are_told_from_silent_ones(built: Built) -> None:
    kg, answers = built
    found = scoring.missing(kg, answers["missing"], SECONDS)
    assert found.facts >= 10
    assert found.wrong == []
