"""Several reports in one workspace: every form reads back equal, from the graph and from answers that compare."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SOAK
from tests.exports import readers
from tests.exports.readers import FORMS
from tests.pipeline import reports

import govkg
from govkg import exports, pipeline
from govkg.exports import gather
from govkg.graph import Graph
from govkg.library import open_library
from govkg.settings import Settings

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("metric-values", {"metric": "办理时限"}),
    ("reforms-and-outcomes", {}),
)


def few(root: Path) -> None:
    """Three made-up reports beside that of Wuhan."""
    reports.write(root, range(3))
    shutil.copytree(ROOT / "graph" / "sources" / "wuhan-2021", root / "sources" / "wuhan-2021")


def whole(root: Path) -> None:
    """The corpus of whole reports, the development texts, and the report of Wuhan."""
    if not (SHARED / "corpus" / "index.jsonl").is_file():
        pytest.skip("the whole reports (../shared/corpus) and the development texts (../shared/gold/dev) are not here")
    for group in ("corpus", "gold/dev"):
        for line in (SHARED / group / "index.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            data = (SHARED / group / f"{row['id']}.txt").read_bytes()
            folder = root / "sources" / f"{group.rpartition('/')[2]}-{row['id']}"
            folder.mkdir(parents=True)
            (folder / "text.txt").write_bytes(data)
            about = {"title": row.get("title", row["id"]), "sha256": hashlib.sha256(data).hexdigest(), "body": row["body"],
                     "place": row["place"], "covers": str(row.get("covers", int(row["year"]) - 1))}  # fmt: skip
            lines = "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in about.items())
            (folder / "source.toml").write_text(lines, encoding="utf-8")
    shutil.copytree(ROOT / "graph" / "sources" / "wuhan-2021", root / "sources" / "wuhan-2021")


@pytest.fixture(scope="module", params=["few", *(["whole"] if SOAK else [])])  # fmt: skip
def kg(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    root = tmp_path_factory.mktemp("工作区 corpus")
    {"few": few, "whole": whole}[request.param](root)
    pipeline.build(open_library(Settings(workspace=root)))
    return govkg.open(root)


@pytest.mark.parametrize("form", FORMS)
def test_graph_and_answers_read_back_equal(form: str, kg: Graph, tmp_path: Path) -> None:
    subjects = [gather.of_graph(kg, "govkg export")]
    subjects += [gather.of_answer(kg, kg.ask(name, **given), "govkg export") for name, given in ASKED]
    assert len(subjects[0].about.source.split()) > 3
    for n, made in enumerate(subjects):
        read = readers.read(form, made, exports.write(made, form, tmp_path / f"导出 {n}"))
        for sheet in made.sheets:
            assert read[sheet.name].rows == readers.expected(made, sheet, form), sheet.name
    assert all(list(made.sheets[0].rows) for made in subjects)
