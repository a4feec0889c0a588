"""The graph of every report beside the repository has no structural fault; what is doubtful in it is listed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from govkg import pipeline, validate
from govkg.assemble import read
from govkg.statements import Entity, Participation, Recognition
from tests.extract.test_mentions import Report
from tests.validate import workspaces

TEXTS = list(workspaces.texts())
DOUBTFUL = 0.01  # findings that are no errors, at most so many a statement


@pytest.mark.skipif(not TEXTS, reason="the annotated texts and full-length reports (../shared) are not here")
def test_the_graph_of_all_texts_has_no_structural_fault(tmp_path: Path) -> None:
    library = workspaces.everything(tmp_path / "workspace")
    built = pipeline.build(library)
    assert len(built.sources) == len(TEXTS) > 40
    found = validate.validate(library.release / "govkg.trig")
    assert [str(f) for f in found if f.severity == "error"] == []
    doubtful = Counter(f.code for f in found)
    assert sum(doubtful.values()) < DOUBTFUL * built.statements, doubtful
