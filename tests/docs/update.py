"""Rewrites what the pages of docs/ show of outputs: ``python tests/docs/update.py [NAME…]``. Read every change before keeping it."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # it is run as a script
from tests.docs import doing, pages


def renew(path: Path) -> str:
    """Runs a page and writes its outputs anew; what is to be told of it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            (runs,) = doing.run(Path(folder).resolve(), path)
        except AssertionError as e:
            return f"{path}: {e}"
    lines = path.read_text(encoding="utf-8").split("\n")
    told = []
    for run in reversed(runs):
        fresh = pages.renewed(run["shown"], run["real"]) if run["ran"] else run["shown"]
        if run["at"] >= 0:
            lines[run["at"] : run["at"] + len(run["shown"])] = fresh
        elif fresh:
            lines[-run["at"] : -run["at"]] = ["", "```text", *fresh, "```"]
        if not run["well"] and fresh == run["shown"]:
            told.append(doing.difference(path, run))
    text = "\n".join(lines)
    for run in runs:
        for old, new in pages.stale(run["shown"], run["real"]).items() if not run["well"] else ():
            text = text.replace(old, new)
    if text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8", newline="\n")
        told.append(f"changed: {path.parent.name}/{path.name}")
    return "\n".join(told)


def main(names: list[str]) -> None:
    """The pages that are named, or all."""
    named = {f"{path.parent.name}/{path.stem}": path for path in pages.paths()}
    chosen = [
        path
        for name, path in named.items()
        if name != pages.SAME and (not names or name in names or path.stem in names)
    ]
    with ThreadPoolExecutor(2) as pool:
        for told in pool.map(renew, chosen):
            if told:
                print(told)


if __name__ == "__main__":
    main(sys.argv[1:])
