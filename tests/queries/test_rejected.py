"""What a person rejected is in no answer, in no count and leaves no conclusion behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.queries.conftest import CITIES, built

from govkg import query
from govkg.analysis.covered import covered
from govkg.analysis.node import node
from govkg.graph import Graph

GOV = "https://w3id.org/govkg/ontology#"


@pytest.fixture(scope="module")
def reviewed(two: Graph, tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, str]:
    """The two cities with one outcome rejected that a report calls the result of a reform; and its IRI."""
    root: Path = tmp_path_factory.mktemp("reviewed")
    shutil.copytree(CITIES / "sources", root / "sources")
    found = two.query("SELECT ?o { ?o gov:reportedAsResultOf ?r ; gov:metric ?m } ORDER BY ?o LIMIT 1").rows[0]["o"]
    row = (str(found).rpartition("/")[2], "rejected", "a reader", "2024-02-01", "misread", "")
    (root / "curated").mkdir()
    (root / "curated" / "reviews.tsv").write_text(
        "statement\tdecision\tby\ton\twhy\tclosed\n" + "\t".join(row) + "\n", encoding="utf-8", newline="\n"
    )
    return built(root, root), str(found)


def test_nothing_is_concluded_from_it(two: Graph, reviewed: tuple[Graph, str]) -> None:
    kg, out = reviewed
    asked = f"SELECT ?p ?r {{ {{ <{out}> gov:reportedAsResultOf|gov:listedUnder ?r }} UNION {{ ?r gov:contributedOutcome <{out}> }} }}"
    assert len(two.query(asked)) > 0
    assert len(kg.query(asked)) == 0


@pytest.mark.parametrize("engine", ["sparql", "facts"])
@pytest.mark.parametrize("name", ["reforms-and-outcomes", "metric-values", "approximate-figures", "biggest-reductions"])
def test_it_is_in_no_answer_and_nothing_else_is_missing(
    two: Graph, reviewed: tuple[Graph, str], name: str, engine: str
) -> None:
    kg, out = reviewed
    ties = query.rejected(kg.store)
    assert out in ties and len(ties) > 1
    before, after = two.ask(name, engine=engine).rows, kg.ask(name, engine=engine).rows
    assert after == [r for r in before if not ties & {r["statement"], r.get("outcomeId")}]


def test_the_answers_that_had_it_are_shorter(two: Graph, reviewed: tuple[Graph, str]) -> None:
    kg, _ = reviewed
    assert len(kg.ask("metric-values")) == len(two.ask("metric-values")) - 1
    assert kg.ask("evidence-of", statement=reviewed[1]).rows[0]["status"] == "已驳回"


@pytest.mark.parametrize("engine", ["sparql", "facts"])
def test_a_count_is_one_less(two: Graph, reviewed: tuple[Graph, str], engine: str) -> None:
    kg, out = reviewed
    (metric,) = (str(r["m"]) for r in two.query(f"SELECT ?m {{ <{out}> gov:metric ?m }}").rows)
    counts = [
        {
            str(r["metricId"]): int(str(r["figures"]))
            for r in g.ask("top-metrics", kind="result,target,baseline", engine=engine).rows
        }
        for g in (two, kg)
    ]
    assert counts[1].get(metric, 0) == counts[0][metric] - 1
    assert {m: n for m, n in counts[0].items() if m != metric} == {m: n for m, n in counts[1].items() if m != metric}


def test_no_page_counts_it(two: Graph, reviewed: tuple[Graph, str]) -> None:
    kg, out = reviewed
    (metric,) = (str(r["m"]) for r in two.query(f"SELECT ?m {{ <{out}> gov:metric ?m }}").rows)
    before, after = node(two.store, metric), node(kg.store, metric)
    assert before and after
    assert out in [s for _, s in before.uses] and out not in [s for _, s in after.uses]
    assert after.used == before.used - 1
    (report,) = (str(r["r"]) for r in two.query(f"SELECT ?r {{ <{out}> gov:source ?r }}").rows)
    told = [covered(g.store, report).total.statements for g in (two, kg)]
    assert told[1] < told[0]
