"""The example notebook: run afresh, and its outputs as they are compared and kept.

``python tests/notebook/example.py`` runs ``docs/notebooks/wuhan.ipynb`` and keeps its outputs: look at them before you commit.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

PATH = Path(__file__).parents[2] / "docs" / "notebooks" / "wuhan.ipynb"
PICTURE = "picture"  # the tag of a cell that shows a whole page: of its output the words are kept, not the page
SECONDS = 120


def run(path: Path = PATH) -> nbformat.NotebookNode:
    """The notebook, executed from its first cell to its last in a kernel of its own; raises where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    return notebook


def outputs(notebook: nbformat.NotebookNode) -> list[tuple[str, list[dict[str, Any]]]]:
    """The outputs of each cell of code, without what depends on the run alone."""
    return [
        (cell["source"], [_kept(out, PICTURE in cell["metadata"].get("tags", ())) for out in _joined(cell["outputs"])])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def pictures(notebook: nbformat.NotebookNode) -> list[str]:
    """The pages that its cells show."""
    cells = (c for c in notebook["cells"] if PICTURE in c["metadata"].get("tags", ()))
    return [out["data"]["text/html"] for c in cells for out in c["outputs"] if "data" in out]


def _joined(found: list[Any]) -> list[dict[str, Any]]:
    """Outputs with the pieces of a stream as one: a kernel sends them as they come."""
    made: list[dict[str, Any]] = []
    for out in found:
        if made and out["output_type"] == made[-1]["output_type"] == "stream" and out["name"] == made[-1]["name"]:
            made[-1]["text"] += out["text"]
        else:
            made.append(dict(out))
    return made


def _kept(out: dict[str, Any], picture: bool) -> dict[str, Any]:
    made = {k: v for k, v in out.items() if k != "execution_count"}
    if picture and "data" in made:
        made["data"] = {k: v for k, v in made["data"].items() if k != "text/html"}
    return made


def keep(path: Path = PATH) -> None:
    """Runs the notebook and writes it with the outputs that are kept."""
    made = run(path)
    for cell in made["cells"]:
        cell["metadata"] = nbformat.from_dict({k: v for k, v in cell["metadata"].items() if k == "tags"})
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                nbformat.from_dict(_kept(o, PICTURE in cell["metadata"].get("tags", ())))
                for o in _joined(cell["outputs"])
            ]
            for out in cell["outputs"]:
                if out["output_type"] == "execute_result":
                    out["execution_count"] = cell["execution_count"]
    made["metadata"] = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    })  # fmt: skip
    path.write_text(nbformat.writes(made) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    keep()
    sys.exit(0)
