"""Two hundred seeded faults in the Wuhan graph: each is found, with a code that is meant for it, at the node that is at fault."""

from __future__ import annotations

import pytest
from tests.conftest import SOAK
from tests.validate.faults import FAULTS
from tests.validate.graphs import quads, wuhan
from tests.validate.seeding import Seeded, batches, seeded

from govkg import validate

EACH = 25 if SOAK else 5
SEEDED = list(seeded(wuhan(), EACH))
BATCHES = batches(SEEDED)


def test_there_are_a_hundred_faults_and_more_of_twenty_kinds_and_more() -> None:
    assert len(FAULTS) >= 40
    assert len(SEEDED) == EACH * len(FAULTS)
    assert all(f.taken or f.added for f in SEEDED)
    assert sum(len(b) for b in BATCHES) == len(SEEDED)


def test_the_sound_graph_has_none_of_the_findings() -> None:
    expected = {code for f in SEEDED for code in f.codes}
    assert {f.code for f in validate.found(quads(wuhan()))} & expected == set()


def found_in(faults: list[Seeded]) -> dict[str, set[str]]:
    """Codes by node of the Wuhan graph with these faults."""
    graph = wuhan()
    for f in faults:
        graph = (graph - f.taken) | f.added
    found: dict[str, set[str]] = {}
    for finding in validate.found(quads(graph)):
        found.setdefault(finding.node, set()).add(finding.code)
    return found


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: f"{len(batch)} faults")
def test_each_fault_is_found_at_its_node(batch: list[Seeded]) -> None:
    together = found_in(batch)
    for f in batch:
        # What another fault of the same graph hides is looked for alone.
        if not f.codes & together.get(f.node.value, set()):
            assert f.codes & found_in([f]).get(f.node.value, set()), f.name
