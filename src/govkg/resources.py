"""Where the project's data stands: beside the code in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata
from pathlib import Path

from govkg.errors import InternalError


@lru_cache(maxsize=1)
def root() -> Path:
    """The folder that holds ``ontology/``, ``queries/`` and ``graph/``."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_data", here.parent.parent):
        if (folder / "ontology" / "vocabularies").is_dir():
            return folder
    raise InternalError(
        "resources.missing", "the data folders are missing", where=str(here), cure="install govkg again"
    )


def path(name: str) -> Path:
    """A data file or folder by its path below the root; raises InternalError when it is not there."""
    found = root() / name
    if not found.exists():
        raise InternalError("resources.missing", f"{name} is missing", where=str(root()), cure="install govkg again")
    return found


@lru_cache(maxsize=1)
def version() -> str:
    """The version of govkg, "0" where it is not installed."""
    try:
        return metadata.version("govkg")
    except metadata.PackageNotFoundError:
        return "0"
