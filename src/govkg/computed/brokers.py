"""How many pairs of bodies each body stands between."""

from __future__ import annotations

from collections.abc import Sequence

from govkg.answer import Row, Value

COLUMNS = ("pairs",)


def step(rows: Sequence[Row], _: str) -> list[tuple[int, dict[str, Value]]]:
    """The bodies between most pairs come first."""
    pairs: dict[Value, set[tuple[Value, Value]]] = {}
    for row in rows:
        pairs.setdefault(row["brokerId"], set()).add((row["oneId"], row["otherId"]))
    order = sorted(range(len(rows)), key=lambda n: (-len(pairs[rows[n]["brokerId"]]), str(rows[n]["brokerId"]), n))
    return [(n, {"pairs": len(pairs[rows[n]["brokerId"]])}) for n in order]
