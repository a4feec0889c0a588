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


def run(path: Path, folder: Path, processes: bool = False) -> list[dict[str, Any]]:
    """What each step of a page gave; fails with what the page's process said where that failed."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GOVKG_")}
    env = {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "GOVKG_LANG": path.parent.name,
        "GOVKG_WORKSPACE": str(folder / "graph"),
    }
    command = [sys.executable, str(HERE / "running.py"), str(path), str(folder), *(["--processes"] if processes else [])]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, timeout=300, check=False)
    if done.returncode:
        raise AssertionError(f"{path.name}: {done.stderr[-3000:]}")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def difference(path: Path, run: dict[str, Any]) -> str:
    """What the page shows against what came, for a person."""
    shown, real = "\n".join(run["shown"]), "\n".join(run["real"])
    return f"{path.parent.name}/{path.name}:{run['line']}: {run['what']}\n--- the page\n{shown}\n--- in truth\n{real}\n"
