"""Runs pages, each in a process and a workspace of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def workspace(folder: Path) -> Path:
    """A copy of the bundled workspace as it is cloned, in a folder that need not be there."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "graph", folder / "graph", ignore=shutil.ignore_patterns(".govkg"))
    return folder


def run(folder: Path, *paths: Path, processes: bool = False) -> list[list[dict[str, Any]]]:
    """What each step of each page gave; fails with what the process that ran them said where that failed.

    The pages run one after the other in one process, each in a folder of its own below ``folder``.
    """
    folders = [workspace(folder / path.parent.name / "govkg") for path in paths]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOVKG_")}
    words = [str(word) for pair in zip(paths, folders, strict=True) for word in pair]
    command = [sys.executable, str(HERE / "running.py"), *words, *(["--processes"] if processes else [])]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False,
                          env={**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"})  # fmt: skip
    if done.returncode:
        raise AssertionError(f"{paths[0].name}: {done.stderr[-3000:]}")
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def difference(path: Path, run: dict[str, Any]) -> str:
    """What the page shows against what came, for a person."""
    shown, real = "\n".join(run["shown"]), "\n".join(run["real"])
    return f"{path.parent.name}/{path.name}:{run['line']}: {run['what']}\n--- the page\n{shown}\n--- in truth\n{real}\n"
