"""What SPARQL cannot say of its own rows: a step that fills columns of an answer and puts its rows in order.

A question whose header says ``computed: NAME`` selects the columns ``COLUMNS[NAME]`` unbound, and the step fills them. It sees
the rows alone, adds none and leaves none out: every row is one that SPARQL gave, with its evidence, and why it is there is
told of the query (ontology/decisions/0029-computed-columns.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govkg.answer import Row, Value
from govkg.computed import backbone, brokers, communities, partners

Step = Callable[[Sequence[Row], str], list[tuple[int, dict[str, Value]]]]
_MODULES = {"backbone": backbone, "brokers": brokers, "communities": communities, "partners": partners}
COLUMNS: dict[str, tuple[str, ...]] = {name: m.COLUMNS for name, m in _MODULES.items()}
STEPS: dict[str, Step] = {name: m.step for name, m in _MODULES.items()}


def filled(name: str, rows: Sequence[Row], lang: str) -> list[tuple[int, Row]]:
    """The rows in their order, each with its place among those that came and with its columns filled.

    >>> pair = {"organisationId": "a", "otherId": "b", "initiativeId": "i", "planned": "", "together": None}
    >>> [(n, row["together"]) for n, row in filled("partners", [pair, pair | {"initiativeId": "j"}], "zh")]
    [(0, 2), (1, 2)]
    """
    return [(n, {**rows[n], **values}) for n, values in STEPS[name](rows, lang)]


def blank(name: str, rows: Sequence[Row]) -> list[Row]:
    """The rows as SPARQL gives them: without what the step fills."""
    empty: Row = dict.fromkeys(COLUMNS[name])
    return [{**row, **empty} for row in rows]


__all__ = ["COLUMNS", "STEPS", "blank", "filled"]
