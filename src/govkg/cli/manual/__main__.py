"""Writes the reference pages of docs/; with ``--check`` only says which are stale (exit code 1)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from govkg import files
from govkg.cli.manual import pages


def main(words: Sequence[str]) -> int:
    """Makes the pages anew, or says which are stale."""
    made = pages()
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
    return files.keep(made, "govkg.cli.manual", words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
