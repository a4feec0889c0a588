"""What the rewriting of free SPARQL saves: each rule on one query, as written and as rewritten, on a made-up graph.

    python benchmarks/rewriting.py [TRIPLES] [SECONDS]

A query that has no answer within SECONDS (60) counts as that. Rows are compared where both ended.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from govkg import query, rewrite, store
from govkg.errors import CallerError
from govkg.graph import Graph

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks import _generated

NAME = '"一事联办3"@zh'
QUERIES = {
    "constant": f"SELECT ?o ?v {{ ?o a gov:Result ; gov:value ?v ; gov:about ?i . ?i rdfs:label ?l FILTER(?l = {NAME}) }}",
    "equal": "SELECT (COUNT(*) AS ?n) { ?a gov:initiative ?i . ?j a gov:Reform FILTER(?i = ?j) }",
    "exists": "SELECT (COUNT(*) AS ?n) { ?o a gov:Result FILTER EXISTS { ?b a gov:Attribution ; gov:outcome ?o } }",
    "not-exists": "SELECT (COUNT(*) AS ?n) { ?a a gov:Reform FILTER NOT EXISTS { ?t a gov:Attribution ; gov:initiative ?a } }",
    "apart": "SELECT (COUNT(*) AS ?n) { ?x a gov:Result ; gov:place ?p ; gov:metricAsWritten ?m ; gov:value ?v . "
    "?z a gov:Baseline ; gov:place ?p ; gov:metricAsWritten ?m ; gov:value ?w }",
    "optional": "SELECT (COUNT(*) AS ?n) { ?o a gov:Result ; gov:periodStartYear ?y "
    "OPTIONAL { ?b a gov:Baseline ; gov:periodStartYear ?y ; gov:value ?v FILTER(?v > 900000) } }",
}


def timed(kg: Graph, text: str, seconds: float) -> tuple[float, object]:
    """Milliseconds and rows; the limit itself and None where there is no answer in time."""
    began = time.perf_counter()
    try:
        rows: object = query.run(kg, text, timeout=seconds, as_written=True).rows
    except CallerError as e:
        if e.code != "query.timeout":
            raise
        return seconds * 1000, None
    return (time.perf_counter() - began) * 1000, rows


def main(triples: int = 500_000, seconds: float = 60.0) -> None:
    """Prints one line a rule: milliseconds as written, as rewritten, and how many times that is."""
    with tempfile.TemporaryDirectory() as folder:
        at = store.build(Path(folder), _generated.quads(triples), str(triples))
        kg = Graph(store.reopen(at), at)
        timed(kg, "ASK {}", seconds)
        for rule, text in QUERIES.items():
            made = rewrite.helped(kg.store, text, query.PREFIXES)
            before, after = timed(kg, text, seconds), timed(kg, made.text, seconds)
            same = "" if None in (before[1], after[1]) else "same rows" if before[1] == after[1] else "OTHER ROWS"
            print(
                f"{rule:12}{before[0]:12,.0f} ms{after[0]:10,.0f} ms{before[0] / after[0]:10,.1f}×  {','.join(made.rules)} {same}"
            )
        del kg


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:3]))
