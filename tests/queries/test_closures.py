"""What became of the State Council's targets, held against what a person read in both reports; skipped where their texts are not."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from govkg import part, release, store
from govkg.graph import Graph
from govkg.sources import Source

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
GOLD = Path(__file__).parent / "closures-state-council.tsv"
YEARS = (2015, 2017, 2019, 2021, 2023, 2025)
# Measured against the gold. Redefined: the reader names 10 of these 37 metrics otherwise on both sides (减税 beside 税收和社保缴费
# 负担), so the ledger says of them that nothing is reported.
FLOORS = {"met": 1.0, "redefined": 0.84, "notReported": 0.88, "noReport": 0.97}
NO_TARGETS = 0.13  # of the figures of the gold at most so many are none that a report sets
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the reports (../shared/corpus) are not here")


def gold() -> list[dict[str, str]]:
    lines = [x for x in GOLD.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def sources() -> Iterator[Source]:
    for year in YEARS:
        text = (CORPUS / f"state-council-{year}.txt").read_bytes().decode()
        covers = "2018/2022" if year == 2023 else str(year - 1)  # 一、过去一年和五年工作回顾
        yield Source(id=f"state-council-{year}", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(),
                     title=f"{year}年国务院政府工作报告", body="国务院", place="全国", covers=covers, plans=str(year))  # fmt: skip


@pytest.fixture(scope="module")
def kg() -> Graph:
    quads = [q for s in sources() for made in [part.make(s)] for q in (*made.said, *made.follows)]
    return Graph(store.memory([*quads, *release.vocabulary()]))


@needs_corpus
def test_the_gold_quotes_the_reports() -> None:
    rows = gold()
    assert len(rows) >= 100 and len({(r["report"], r["start"]) for r in rows}) == len(rows)
    for row in rows:
        for of in ("", "result_"):
            if row[f"{of}quote"]:
                text = (CORPUS / f"{row[f'{of}report']}.txt").read_bytes().decode()
                assert text[int(row[f"{of}start"]) :].startswith(row[f"{of}quote"]), row
        assert bool(row["result_quote"]) == (row["state"] in ("met", "missed", "partly", "redefined")), row


@needs_corpus
def test_the_ledger_agrees_with_who_read_both(kg: Graph) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    beside: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for r in kg.ask("targets-and-results").rows:
        key = (str(r["source"]), str(r["start"]))
        found.setdefault(key, set()).add(str(r["verdictId"]).rpartition("/")[2])
        if r["start2"] is not None:
            beside.setdefault(key, set()).add((str(r["source2"]), int(r["start2"])))
    rows = gold()
    told = {(r["report"], r["start"]): r["state"] for r in rows}
    assert told.keys() <= found.keys(), "a target is not read any more"
    pairs = Counter((state, verdict) for key, state in told.items() if state != "notATarget" for verdict in found[key])
    for state, floor in FLOORS.items():
        right = pairs[state, state]
        wanted = sum(n for (said, _), n in pairs.items() if said == state)
        given = sum(n for (_, got), n in pairs.items() if got == state)
        assert 2 * right / (wanted + given) >= floor, (state, right, wanted, given, pairs)
    assert not {got for _, got in pairs} - FLOORS.keys(), "a verdict that nobody gave"
    assert sum(s == "notATarget" for s in told.values()) / len(told) <= NO_TARGETS
    same = [(r["result_report"], int(r["result_start"])) in beside[r["report"], r["start"]]
            for r in rows if r["result_quote"] and found[r["report"], r["start"]] == {r["state"]}]  # fmt: skip
    assert sum(same) / len(same) >= 0.9, "the result beside a target is the one that the reader found"
