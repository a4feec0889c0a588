"""The exports of the whole corpus are read back in ``python dev.py soak`` only: they take minutes."""

from __future__ import annotations

import pytest
from tests.conftest import SOAK

import govkg
from govkg.exports import gather
from govkg.exports.subject import Subject

collect_ignore = [] if SOAK else ["test_whole.py"]


@pytest.fixture(scope="module")
def kg() -> govkg.Graph:
    return govkg.open()


@pytest.fixture(scope="module")
def whole(kg: govkg.Graph) -> Subject:
    return gather.of_graph(kg, "govkg export")
