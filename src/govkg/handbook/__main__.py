"""Writes ``docs/ontology.html``; with ``--check`` only says whether it is stale (exit code 1)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from govkg import handbook, resources


def main(words: Sequence[str]) -> int:
    """Makes the bundled page anew, or says that it is stale."""
    path = resources.root() / "docs" / "ontology.html"
    made = handbook.render().encode()
    if path.is_file() and path.read_bytes() == made:
        return 0
    if "--check" in words:
        print(f"{path.name}: stale; run python -m govkg.handbook")
        return 1
    path.write_bytes(made)
    print(f"{path.name}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
