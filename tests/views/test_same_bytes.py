"""The same graph gives every standalone view with the same bytes, whatever the hash seed of the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.views.cities import cities

from govkg.views import catalogue

ROOT = Path(__file__).parents[2]
SEEDS = ("0", "1", "7", "42", "1000")
NOTICE = "关于在全市范围内推广实施“一业一证”改革的通知"
# Graph, view, language, parameters: each view of the bundled graph, what draws otherwise with a parameter, comparisons of the cities.
PAGES = (
    *(("wuhan", name, "zh", {}) for name in catalogue.names() if not catalogue.view(name).required and name != "document"),
    ("wuhan", "document", "en", {"report": "wuhan-2021"}), ("wuhan", "document", "zh", {"of": NOTICE}),
    ("wuhan", "neighbourhood", "en", {"of": "城市大脑"}), ("wuhan", "path", "zh", {"of": "城市大脑", "to": "武汉战疫"}),
    ("wuhan", "metric", "en", {"metric": "办理时限"}),
    ("wuhan", "panel", "en", {"metric": "办理时限"}), ("wuhan", "phrases", "zh", {"phrase": "一网通办"}), ("cities", "diffusion", "en", {}),
    ("wuhan", "compare", "zh", {"a": "2021", "b": "2022"}),
    ("cities", "compare", "en", {"a": "云澜市", "b": "临渚市"}), ("cities", "metric", "zh", {"metric": "办理时限"}),
    ("cities", "burden", "zh", {}), ("cities", "timeline", "en", {}), ("cities", "units", "zh", {}), ("cities", "whole", "en", {}),
)  # fmt: skip
RENDER = """
import hashlib, json, sys
from pathlib import Path
import govkg
from govkg import views
from govkg.views import communities
from tests.views.test_whole import invented
pages, root = json.loads(sys.argv[1])
graphs = {"wuhan": govkg.open(), "cities": govkg.open(Path(root))}
for graph, name, lang, given in pages:
    made = views.render(graphs[graph], name, lang=lang, **given)
    print(graph, name, json.dumps(given), hashlib.sha256(made.encode()).hexdigest())
print("invented", hashlib.sha256(repr(communities.plan(invented(30, 20)).extra).encode()).hexdigest())
"""


def test_every_view_is_among_them() -> None:
    assert {name for _, name, _, _ in PAGES} == set(catalogue.names())


@pytest.fixture(scope="module")
def made() -> dict[str, list[str]]:
    """What each process printed: a line for each page, with its hash."""
    library = cities().library
    assert library
    asked = json.dumps([PAGES, str(library.root)])
    running = {
        seed: subprocess.Popen(
            [sys.executable, "-c", RENDER, asked], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
        )
        for seed in SEEDS
    }  # fmt: skip
    return {seed: process.communicate()[0].splitlines() for seed, process in running.items()}


def test_the_same_graph_gives_the_same_bytes_under_five_hash_seeds(made: dict[str, list[str]]) -> None:
    first, *others = made.values()
    assert len(first) == len(PAGES) + 1
    for other in others:
        assert [line for line in other if line not in first] == []
        assert len(other) == len(first)
