"""The example notebook runs headless, as JupyterLab would run it, and says what its stored outputs say."""

from __future__ import annotations

import itertools

import nbformat
import pytest
from tests.notebook import example


@pytest.fixture(scope="module")
def ran() -> nbformat.NotebookNode:
    return example.run()


def test_its_outputs_are_those_that_are_stored(ran: nbformat.NotebookNode) -> None:
    stored = nbformat.read(example.PATH, as_version=4)
    nbformat.validate(stored)
    assert example.outputs(ran) == example.outputs(stored)
    assert sum(bool(outs) for _, outs in example.outputs(stored)) >= 8


def test_its_picture_stands_in_a_frame_that_reaches_nothing(ran: nbformat.NotebookNode) -> None:
    (page,) = example.pictures(ran)
    assert page.startswith("<iframe srcdoc=") and 'sandbox="allow-scripts"' in page
    assert "connect-src" not in page or "connect-src &#x27;none&#x27;" in page


def test_every_cell_stands_below_words_that_say_what_it_does() -> None:
    kinds = [c["cell_type"] for c in nbformat.read(example.PATH, as_version=4)["cells"]]
    assert kinds[0] == "markdown" and all(
        kind == "markdown" for kind, then in itertools.pairwise(kinds) if then == "code"
    )
