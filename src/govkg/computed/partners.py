"""How many initiatives two bodies share, of those that are stated and of those that are only planned."""

from __future__ import annotations

from collections.abc import Sequence

from govkg.answer import Row, Value

COLUMNS = ("together",)


def step(rows: Sequence[Row], _: str) -> list[tuple[int, dict[str, Value]]]:
    """The pairs that share most come first; planned initiatives are counted by themselves."""
    shared: dict[tuple[Value, ...], set[Value]] = {}
    keys = [_pair(row) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        shared.setdefault(key, set()).add(row["initiativeId"])
    made = [(n, len(shared[key])) for n, key in enumerate(keys)]
    made.sort(key=lambda m: (bool(rows[m[0]]["planned"]), -m[1], keys[m[0]][:2], m[0]))
    return [(n, {"together": count}) for n, count in made]


def _pair(row: Row) -> tuple[str, str, bool]:
    one, other = sorted((str(row["organisationId"]), str(row["otherId"])))
    return one, other, bool(row["planned"])
