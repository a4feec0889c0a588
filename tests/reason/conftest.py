"""The bundled graph's quads, read once."""

from __future__ import annotations

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from govkg import resources


@pytest.fixture(scope="session")
def wuhan() -> list[Quad]:
    return list(parse(path=str(resources.path("graph/release") / "govkg.trig"), format=RdfFormat.TRIG))
