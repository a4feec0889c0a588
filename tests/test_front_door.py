"""`import govkg`: a small door that opens at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import govkg
from govkg.errors import CallerError


def test_the_public_names_are_few_sorted_and_there() -> None:
    assert govkg.__all__ == sorted(govkg.__all__) and 8 <= len(govkg.__all__) <= 14
    assert dir(govkg) == govkg.__all__
    for name in govkg.__all__:
        assert getattr(govkg, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = govkg.nothing


def test_importing_loads_no_engine() -> None:
    code = "import sys, govkg; print([m for m in ('pyoxigraph', 'rdflib', 'pandas', 'rich', 'pypinyin') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(CallerError) as e:
        govkg.open(tmp_path)
    assert e.value.code == "workspace.missing"
    (tmp_path / "sources").mkdir()
    with pytest.raises(CallerError, match="run govkg build") as e:
        govkg.open(str(tmp_path))
    assert e.value.code == "graph.missing"
