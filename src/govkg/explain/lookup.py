"""A statement of a workspace by its id, the beginning of its id, or its IRI."""

from __future__ import annotations

import re

from govkg import ids, statements
from govkg.errors import CallerError
from govkg.library import Library
from govkg.statements import Statement

IRI = ids.statement("")
FORM = re.compile(r"[0-9a-f]{1,16}")
SHOWN = 4  # ids that the line on an ambiguous one names


def find(library: Library, said: str) -> Statement:
    """The one statement whose id begins so; raises CallerError when there is none, several, or nothing was built."""
    wanted = said.strip().removeprefix("<").removesuffix(">").removeprefix(IRI).lower()
    if not FORM.fullmatch(wanted):
        raise CallerError(
            "explain.form", f"{said!r} is no id of a statement", cure="give 16 hex digits, or their beginning"
        )
    paths = [path for name in library.source_ids() if (path := library.statements(name)).is_file()]
    if not paths:
        raise CallerError("explain.unbuilt", "the workspace has no statements yet", where=str(library.root),
                          cure="run govkg build")  # fmt: skip
    found: dict[str, Statement] = {}
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for n, line in enumerate(lines, 1):
                if f'"id": "{wanted}' in line:
                    made = statements.parse(line, f"{path}:{n}")
                    if made.id.startswith(wanted):
                        found[made.id] = made
    if wanted in found:
        return found[wanted]
    if not found:
        raise CallerError("explain.unknown", f"there is no statement {wanted!r}", where=str(library.root),
                          cure="ids stand in statements/*.jsonl and in the answers of govkg ask --json")  # fmt: skip
    if len(found) > 1:
        some = ", ".join(sorted(found)[:SHOWN]) + (" …" if len(found) > SHOWN else "")
        raise CallerError(
            "explain.ambiguous", f"{len(found)} statements begin with {wanted!r} ({some})", cure="give more of the id"
        )
    return next(iter(found.values()))
