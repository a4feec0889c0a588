"""Each set gives its row alone, without any one of its statements it does not, and without all sets the row is gone.

160 queries in `python dev.py test`; 3,000, more of their rows and more sets of each in `python dev.py soak`.
"""

from __future__ import annotations

import time
from collections import Counter

import pyoxigraph as ox
import pytest
from tests.conftest import SOAK
from tests.queries import generated
from tests.why import queries
from tests.why.oracle import Oracle, Said

from govkg import query, why
from govkg.answer import Row
from govkg.graph import Graph

QUERIES, OTHERS = (2000, 1000) if SOAK else (120, 40)
SETS = 50 if SOAK else 2


@pytest.fixture(scope="module")
def oracle(quads: list[ox.Quad]) -> Oracle:
    return Oracle(quads)


def key(row: Row, words: bool) -> str:
    """A row to compare: of joined texts the letters, of numbers with a point twelve digits."""
    return repr([f"{v:.12g}" if isinstance(v, float) else "".join(sorted(v)) if words and isinstance(v, str) else v
                 for v in row.values()])  # fmt: skip


def said(witness: why.Witness) -> frozenset[Said]:
    return frozenset((m.source, m.id) for m in witness.statements)


def unlimited(text: str) -> str:
    return text.partition(" ORDER BY")[0]


def wrong(text: str, reason: why.Reason, oracle: Oracle, whole: bool = True) -> list[str]:
    """What is wrong with the sets of a row; ``whole``: the graph without all of them is put together too."""
    words = "GROUP_CONCAT" in text
    row, text = key(reason.values, words), unlimited(text)

    def given(kept: set[Said] | frozenset[Said]) -> bool:
        return row in {key(r, words) for r in oracle.rows(kept, text)}

    found = []
    for witness in reason.sets[:SETS]:
        kept = said(witness)
        if not given(kept):
            found.append(f"a set of {len(kept)} does not give the row")
        elif witness.minimal and not any(w in text for w in ("SUM", "AVG")):
            spared = [s for s in sorted(kept)[:: 1 if SOAK else max(1, len(kept) // 6)] if given(kept - {s})]
            if spared:
                found.append(f"{len(spared)} of {len(kept)} can be spared")
    union = frozenset().union(*map(said, reason.sets))
    if whole and union and reason.gone and reason.complete and given(oracle.every - union):
        found.append("without all sets the row is still there")
    if reason.complete and not reason.sets:
        found.append("no set, and no word of ending early")
    return found


def test_made_up_queries(cities: Graph, oracle: Oracle) -> None:
    told, faults, marks = Counter[str](), [], Counter[str]()
    seed = 0
    while told["queries"] < QUERIES:
        seed += 1
        text, has = queries.made(seed)
        rows = query.execute(cities.store, text)[1]
        if not rows:
            continue
        told["queries"] += 1
        marks.update(has)
        numbers = range(min(len(rows), 50)) if SOAK else [seed % len(rows)]
        for reason in why.reasons(cities, text, numbers, seconds=1.0, clock=time.process_time):
            told["rows"] += 1
            told["complete"] += reason.complete
            told["found"] += bool(reason.sets)
            told["gone"] += reason.gone is True or any(not s.statements for s in reason.sets)
            faults += [(seed, reason.row, fault) for fault in wrong(text, reason, oracle, SOAK or seed % 2 == 0)]
    assert not faults, faults[:10]
    assert min(told["complete"], told["found"], told["gone"]) >= 0.9 * told["rows"], told
    wanted = {"DISTINCT", "OPTIONAL", "UNION", "MINUS", "NOT EXISTS", "EXISTS", "!BOUND", "aggregate", "SUM", "AVG", "GROUP_CONCAT",
              "SAMPLE", "HAVING", "sub-SELECT", "path", "LIMIT", "GRAPH", "any predicate"}  # fmt: skip
    assert wanted <= marks.keys(), wanted - marks.keys()


def constants(graph: Graph) -> dict[str, list[str]]:
    """Some values of each property, as text."""
    wanted = sorted(
        {p for shape in generated.SHAPE.values() for p, what in shape.items() if what not in ("number", "gov:Evidence")}
    )
    found = {p: graph.store.query(f"SELECT DISTINCT ?o {{ ?s {p} ?o }}", prefixes=query.PREFIXES) for p in wanted}
    values = {
        p: sorted(str(row[0]) for row in rows) for p, rows in found.items() if isinstance(rows, ox.QuerySolutions)
    }
    return {p: some[:: max(1, len(some) // 12)] for p, some in values.items() if some}


def test_queries_that_were_made_for_another_end(cities: Graph, oracle: Oracle) -> None:
    known, asked, seed, faults = constants(cities), 0, 0, list[tuple[int, str]]()
    while asked < OTHERS:
        seed += 1
        text = generated.query(seed, known)
        rows = query.execute(cities.store, text)[1]
        if not rows or text.startswith("DESCRIBE") or rows == [{"answer": False}]:
            continue
        asked += 1
        for reason in why.reasons(cities, text, [seed % len(rows)], seconds=1.0, clock=time.process_time):
            faults += [(seed, fault) for fault in wrong(text, reason, oracle, SOAK or seed % 2 == 0)]
    assert not faults, faults[:10]
