"""Decisions on names, written: a row of ``curated/judgements.tsv`` for each, checked against all that stands there.

The command line and the pages of the explorer write through here, so that both refuse the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from govkg import curation, judgements, lookalikes
from govkg.errors import CallerError
from govkg.library import Library

TABLE = "judgements"
COMMENT = "What people decided of names: left and right are same, different or unsure. A row is closed (a date), never deleted."


def decide(
    library: Library, judgement: str, left: str, right: str, why: str, by: str, on: str
) -> tuple[dict[str, str], Path]:
    """Writes that two names are the same, different or unsure (``on`` is a date); gives the row and the file.

    A side is written as ``govkg judge`` lists it, or is a name that only one place has. Raises CallerError ``judge.unknown``,
    ``judge.ambiguous``, ``judge.succession``; CuratorError ``judgement.…`` for what contradicts the rows that stand. Then
    nothing is written.
    """
    names = lookalikes.read(library)
    one, other = (lookalikes.find(names, side) for side in (left, right))
    if judgement == judgements.SAME and (row := lookalikes.succeeded(names[one.group], names[other.group])):
        raise CallerError("judge.succession", f"{row['former']} became {row['resulting']} ({row['effective']}): two bodies",
                          cure="judge them different")  # fmt: skip
    (new,), path = write(library, [(str(one), str(other))], judgement, why, by, on)
    return new, path


def write(
    library: Library, pairs: Sequence[tuple[str, str]], judgement: str, why: str, by: str, on: str
) -> tuple[list[dict[str, str]], Path]:
    """The rows, written: all of them, or none where one is wrong or contradicts what stands there."""
    with curation.held(library):
        kept = library.curated(TABLE)
        new = [
            dict(zip(judgements.COLUMNS, (f"j{n}", left, right, judgement, by, on, why, ""), strict=True))
            for n, (left, right) in enumerate(pairs, _id(kept))
        ]
        judgements.judged([*kept, *new], library.frozen())
        return new, curation.add(library, TABLE, judgements.COLUMNS, [list(r.values()) for r in new], COMMENT)


def close(library: Library, row: str, on: str) -> Path:
    """Closes a row by a date; gives the file. Raises CallerError ``curated.unknown`` where none of that id is open."""
    with curation.held(library):
        judgements.rows(library.curated(TABLE))
        return curation.close(library, TABLE, row, on)


def _id(kept: Sequence[dict[str, str]]) -> int:
    """The next number: rows keep the order in which they were decided."""
    return 1 + max((int(n) for row in kept if (n := row["id"].removeprefix("j")).isdecimal()), default=0)
