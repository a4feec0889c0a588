"""The ontology as owlready2 objects."""

from __future__ import annotations

import govkg


def test_classes_and_individuals_are_objects_of_a_world_of_their_own() -> None:
    kg = govkg.open()
    gov = kg.ontology
    assert gov is kg.ontology and gov is not govkg.open().ontology
    assert {c.name for c in gov.Initiative.subclasses()} == {"Reform", "Platform", "Campaign", "PolicyDocument"}
    brain = gov.world.search_one(type=gov.Platform, label="城市大脑")
    parts = {str(p.label.first()) for p in gov.world.search(partOf=brain)}
    assert {"智慧城管", "链税通"} <= parts
    assert gov.Reform.label.zh == ["改革"] and gov.Reform.label.en == ["reform"]
