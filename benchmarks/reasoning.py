"""How fast what follows is concluded: OWL 2 RL with property chains, beside owlrl, in one run.

    python dev.py bench reasoning           prints the figures and keeps them in benchmarks/results/reasoning.json
    python dev.py bench reasoning --quick   20,000 triples and growth to 200,000, and nothing is kept

Data: made-up reports from a seed (``tests/reason/factory.py``), written by the real writer: about 20 triples a statement, the
initiatives and organisations of a place shared by its reports. Both are given the ontology and the graph with the shortcuts of
``queries/construct`` in memory, ours as quads by source, owlrl as one rdflib graph, and are timed from there to all that
follows; ours reads the ontology and makes its rules in that time. *Equal* compares what they conclude about individuals in
terms of gov:, without sameAs (so owlrl is not given keys, which only make two names one) and without what ties a thing to itself.

Growth: ours in a process of its own for each size, the reports made one by one as they are needed (the making is not timed), so
that the peak of memory is that of reasoning over a graph that is nowhere whole. Time is processor time; the
exponent is the slope of a straight line through the logarithms.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.startup import machine  # noqa: E402
from pyoxigraph import NamedNode, Quad, Triple  # noqa: E402
from tests.reason import factory  # noqa: E402

from govkg import ids, rdf, resources  # noqa: E402
from govkg.reason import closure, rules  # noqa: E402

SEED = 4
SIZE = 70_000
GROWTH = (30_000, 100_000, 300_000, 1_000_000)
RUNS = 3
Fact = tuple[str, str, str]


def ours(parts: Iterable[tuple[str, list[Triple]]]) -> Iterator[Quad]:
    """All that follows, the ontology read anew."""
    return closure.materialise(parts, rules.compiled(rules.turtle()))


def told(facts: Iterable[Fact]) -> set[Fact]:
    """Those that are compared: about individuals, in terms of gov:, of a thing and another."""
    return {
        (s, p, o)
        for s, p, o in facts
        if s.startswith("http") and o.startswith("http") and not s.startswith(rdf.GOV) and s != o
        and (p.startswith(rdf.GOV) or (p == rdf.RDF_TYPE.value and o.startswith(rdf.GOV)))
    }  # fmt: skip


def plain(quad: Quad | Triple) -> Fact:
    """Subject, predicate and object as text."""
    return tuple(n.value if isinstance(n, NamedNode) else str(n) for n in (quad.subject, quad.predicate, quad.object))  # type: ignore[return-value]


def theirs(triples: Iterable[Triple]) -> tuple[float, set[Fact]]:
    """The peer on one graph: seconds, and what it concludes."""
    import owlrl
    import rdflib

    graph = rdflib.Graph().parse(str(resources.path("ontology/govkg.ttl")))
    graph.remove(
        (None, rdflib.OWL.hasKey, None)
    )  # its rule of keys makes one of two things that share one key of several
    graph.parse(data="\n".join(f"{t.subject} {t.predicate} {t.object} ." for t in triples), format="nt")
    begun = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    took = time.perf_counter() - begun
    return took, told((str(s), str(p), str(o)) for s, p, o in graph if isinstance(s, rdflib.URIRef))


def side_by_side(size: int) -> dict[str, Any]:
    """Both on the same graph."""
    parts = [(name, [q.triple for q in quads]) for name, quads in factory.graph(SEED, size)]
    triples = {t for _, part in parts for t in part}
    statements = sum(t.predicate.value == rdf.GOV + "contentHash" for t in triples)
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        made = list(ours(parts))
        times.append(time.perf_counter() - begun)
    took, found = theirs(triples)
    said = told(map(plain, triples))
    concluded = told(map(plain, made)) - said
    return {
        "triples": len(triples), "statements": statements, "sources": len(parts), "concluded": len(concluded),
        "equal": concluded == found - said, "only_ours": len(concluded - found), "only_owlrl": len(found - said - concluded),
        "seconds": {"govkg": round(min(times), 3), "owlrl": round(took, 2)}, "times_as_fast": round(took / min(times), 1),
        "across": sum(str(q.graph_name) == f"<{ids.ACROSS}>" for q in made),
    }  # fmt: skip


def grow(size: int) -> dict[str, Any]:
    """One size in this process: triples, seconds of processor time, peak of memory in MB."""
    import resource

    spent, count = 0.0, 0

    def parts() -> Iterator[tuple[str, list[Triple]]]:
        nonlocal spent, count
        made = factory.graph(SEED, size)
        while True:
            begun = time.process_time()
            part = next(made, None)
            triples = [q.triple for q in part[1]] if part else []
            count += len(triples)
            spent += time.process_time() - begun
            if part is None:
                return
            yield part[0], triples

    begun = time.process_time()
    concluded = sum(1 for _ in ours(parts()))
    took = time.process_time() - begun - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {"triples": count, "concluded": concluded, "seconds": round(took, 2), "peak_mb": round(peak)}


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of a straight line through the logarithms."""
    logs = [(math.log(a), math.log(b)) for a, b in points]
    x, y = (sum(p[i] for p in logs) / len(logs) for i in (0, 1))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def main(words: Sequence[str]) -> int:
    """Measures, prints, keeps; 1 when they differ, it is less than ten times as fast, or it takes more than 4 GB."""
    if "--grow" in words:
        print(json.dumps(grow(int(words[-1]))))
        return 0
    quick = "--quick" in words
    rows = []  # first, while this process is small: a child's peak counts what its parent held
    for size in GROWTH[:2] if quick else GROWTH:
        done = subprocess.run(
            [sys.executable, __file__, "--grow", str(size)], check=True, capture_output=True, text=True
        )
        rows.append(json.loads(done.stdout))
        print(
            "  {triples:>9,} triples: {seconds:6.2f} s, {concluded:,} concluded, peak {peak_mb:,} MB".format(**rows[-1])
        )
    exponent = round(slope([(r["triples"], r["seconds"]) for r in rows]), 2)
    print("  exponent of growth:", exponent)
    both = side_by_side(20_000 if quick else SIZE)
    print(
        "  {triples:,} triples, {statements:,} statements, {sources} sources: {concluded:,} concluded, {across} across".format(
            **both
        )
    )
    print("  govkg {govkg} s, owlrl {owlrl} s:".format(**both["seconds"]), f"{both['times_as_fast']} times as fast,",
          "equal" if both["equal"] else f"NOT EQUAL ({both['only_ours']} ours only, {both['only_owlrl']} owlrl only)")  # fmt: skip
    holds = both["equal"] and both["times_as_fast"] >= 10 and max(r["peak_mb"] for r in rows) <= 4096
    if not quick:
        body = {"benchmark": "reasoning", "machine": machine(), "against_owlrl": both, "growth": rows, "exponent": exponent,
                "holds": holds}  # fmt: skip
        path = ROOT / "benchmarks" / "results" / "reasoning.json"
        path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
