"""Writes ``docs/ontology.html``; with ``--check`` only says whether it is stale (exit code 1)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from govkg import files, handbook, resources


def main(words: Sequence[str]) -> int:
    """Makes the bundled page anew, or says that it is stale."""
    path = resources.root() / "docs" / "ontology.html"
    return files.keep({path: handbook.render().encode()}, "govkg.handbook", words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
