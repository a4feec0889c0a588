"""Writes ``docs/questions.html``; with ``--check`` only says whether it is stale (exit code 1)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from govkg import files, reference, resources


def main(words: Sequence[str]) -> int:
    """Makes the page anew, or says that it is stale."""
    path = resources.root() / "docs" / "questions.html"
    return files.keep({path: reference.render().encode()}, "govkg.reference", words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
