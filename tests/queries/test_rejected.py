"""What a person rejected is in no answer, in no count and leaves no conclusion behind."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.queries.conftest import CITIES, built

from govkg import query, verify
from govkg.analysis.covered import covered
from govkg.analysis.node import node
from govkg.graph import Graph

GOV = "https://w3id.org/govkg/ontology#"


@pytest.fixture(scope="module")
def reviewed(two: Graph, tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, str]:
    """The two cities with one outcome rejected that a report calls the result of a reform; and its IRI."""
    found = two.query("SELECT ?o { ?o gov:reportedAsResultOf ?r ; gov:metric ?m } ORDER BY ?o LIMIT 1").rows[0]["o"]
    return rejecting(tmp_path_factory.mktemp("reviewed"), [str(found)]), str(found)


def rejecting(root: Path, statements: list[str]) -> Graph:
    """The two cities with some statements rejected, built in a folder."""
    shutil.copytree(CITIES / "sources", root / "sources")
    rows = (
        (CITIES / "curated" / "reviews.tsv").read_text(encoding="utf-8").splitlines()
    )  # what was decided there before stays
    rows += [
        "\t".join(("", s.rpartition("/")[2], "rejected", "", "a reader", "2024-02-01", "misread", ""))
        for s in statements
    ]
    (root / "curated").mkdir()
    (root / "curated" / "reviews.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    return built(root, root)


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


def test_what_was_rejected_is_no_reading_of_its_sentence(two: Graph, reviewed: tuple[Graph, str]) -> None:
    kg, _ = reviewed
    before, after = ({(r["source"], r["start"]): r for r in g.ask("coverage").rows} for g in (two, kg))
    assert before.keys() == after.keys()
    (where,) = (k for k, r in after.items() if r["statements"] != before[k]["statements"])
    gone = query.rejected(kg.store)  # the outcome, and what ties it
    assert int(str(after[where]["statements"])) == int(str(before[where]["statements"])) - len(gone)
    assert after[where]["outcome"] == "finding"  # nothing else was read from it
    assert not gone & {r["statement"] for r in after.values()}


def test_a_reform_whose_outcomes_were_rejected_has_none(two: Graph, tmp_path: Path) -> None:
    ties = two.query("SELECT ?t ?r { ?t a gov:Attribution ; gov:initiative ?r ; gov:outcome ?o } ORDER BY ?r ?t").rows
    first = ties[0]["r"]
    kg = rejecting(tmp_path, [str(t["t"]) for t in ties if t["r"] == first])
    had = {r["initiativeId"] for r in two.ask("reforms-without-outcome", domain="all").rows}
    has = {r["initiativeId"] for r in kg.ask("reforms-without-outcome", domain="all").rows}
    assert has - had == {str(first)} and had <= has


def test_a_result_that_was_rejected_was_not_reported(two: Graph, tmp_path: Path) -> None:
    row = next(r for r in two.ask("metric-values", kind="result", place="临渚市", year=2023).rows if r["metric"])
    asked: dict[str, Any] = {"metric": str(row["metric"]), "year": 2023, "place": "临渚市"}
    assert not two.ask("not-reported", **asked).rows
    every = two.query(f'SELECT ?o {{ ?o a gov:Result ; gov:metricAsWritten "{row["metric"]}"@zh }}').rows
    every = every or two.query(f'SELECT ?o {{ ?o a gov:Result ; gov:metricAsWritten "{row["metric"]}" }}').rows
    kg = rejecting(tmp_path, [str(r["o"]) for r in every])
    assert kg.ask("not-reported", **asked).rows


@pytest.mark.parametrize("engine", ["sparql", "facts"])
def test_a_plan_that_was_rejected_makes_nothing_planned(two: Graph, tmp_path: Path, engine: str) -> None:
    planned = {str(r["initiativeId"]) for r in two.ask("diffusion", stage="planned").rows}
    assert planned
    plans = [str(r["p"]) for r in two.query("SELECT ?p { ?p a gov:PlannedMilestone }").rows]
    kg = rejecting(tmp_path, plans)
    assert not kg.ask("diffusion", stage="planned", engine=engine).rows
    assert planned <= {str(r["initiativeId"]) for r in kg.ask("diffusion", stage="reported", engine=engine).rows}


def test_a_release_with_a_rejected_statement_is_proved(reviewed: tuple[Graph, str]) -> None:
    library = reviewed[0].library
    assert library
    assert verify.verify(library.release, library.root / "sources") == []
