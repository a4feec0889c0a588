"""govkg: government work reports as a knowledge graph, each statement with its exact words.

>>> import govkg
>>> print(govkg.open().ask("outcomes-of-reform", reform="一事联办", kind="result", limit=1).rows[0]["figure"])
105项
"""

# No `from __future__ import annotations` here: it would hide the module govkg.annotations behind a name of the package.
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from govkg.answer import Answer as Answer
    from govkg.desk import Desk as Desk
    from govkg.errors import CallerError as CallerError
    from govkg.errors import CuratorError as CuratorError
    from govkg.errors import GovkgError as GovkgError
    from govkg.errors import InternalError as InternalError
    from govkg.errors import SourceError as SourceError
    from govkg.graph import Graph as Graph
    from govkg.questions import Parameter as Parameter
    from govkg.questions import Question as Question

_HOMES = {
    "Answer": "answer",
    "CallerError": "errors",
    "CuratorError": "errors",
    "Desk": "desk",
    "Graph": "graph",
    "GovkgError": "errors",
    "InternalError": "errors",
    "Parameter": "questions",
    "Question": "questions",
    "SourceError": "errors",
}


def open(workspace: "str | Path | None" = None) -> "Desk":
    """The graph of a workspace (a folder like ``graph/``), else the bundled one (or that of ``GOVKG_WORKSPACE``).

    Answers, things and views are in the language of ``GOVKG_LANG``, in Chinese where that is not set. Raises CallerError when
    the folder is no workspace or was never built.
    """
    from dataclasses import replace
    from pathlib import Path

    from govkg import desk, settings
    from govkg.library import open_library

    said = settings.read(os.environ)
    if workspace is not None:
        said = replace(said, workspace=Path(workspace))
    return desk.open(open_library(said), said.lang if os.environ.get("GOVKG_LANG") else "zh")


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext govkg`` does: the magics ``%%sparql`` and ``%govkg``."""
    from govkg import notebook

    notebook.load(shell)


def __getattr__(name: str) -> Any:
    # Modules are imported when they are first asked for: `import govkg` stays in the low milliseconds.
    if name in _HOMES:
        return getattr(import_module(f"govkg.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'govkg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)


__all__ = [
    "Answer",
    "CallerError",
    "CuratorError",
    "Desk",
    "GovkgError",
    "Graph",
    "InternalError",
    "Parameter",
    "Question",
    "SourceError",
    "open",
]
