"""The judge of two figures, over pairs of invented sentences that the real reader reads: traps, and pairs that are fair."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from govkg import assemble, concepts, ids, rdf, store, vocab
from govkg.analysis.comparable import verdict
from govkg.analysis.model import Outcome
from govkg.analysis.reader import Reader
from govkg.sources import Source
from govkg.statements import Observation
from govkg.store import View

ROWS = list(vocab.rows(Path(__file__).parent / "traps.tsv"))
CODES = {"安陵省": "420000", "云江市": "429100", "临渚市": "429200", "东岭区": "429102"}
Row = Mapping[str, str]


def source(place: str, covers: str, said: str, number: int) -> Source:
    """A report of a government that says one sentence."""
    text = f"{place}{covers}年政府工作报告\n\n一、工作回顾\n\n{said}\n"
    return Source(id=f"s{number}", text=text, sha256="0" * 64, title=f"{place}{covers}年政府工作报告", body=f"{place}人民政府", place=place,
                  code=CODES[place], covers=covers, plans=str(int(covers) + 1))  # fmt: skip


@cache
def graph() -> tuple[View, dict[tuple[str, str, str, str], str]]:
    """All sentences read into one graph, and the statement of each figure."""
    sentences = sorted({(r[f"place_{n}"], r[f"covers_{n}"], r[f"text_{n}"]) for r in ROWS for n in "ab"})
    quads, found = [], {}
    for number, (place, covers, said) in enumerate(sentences):
        one = source(place, covers, said, number)
        statements = assemble.read(one)
        quads += rdf.quads(one, statements, concepts.unit_iris())
        for s in reversed(statements):
            if isinstance(s, Observation):
                found[place, covers, said, s.evidence.exact] = ids.statement(s.id)
    return store.memory(quads), found


def figures(row: Row) -> list[Outcome]:
    """The two figures of a row, as the graph has them."""
    opened, found = graph()
    read = Reader(opened)
    iris = [found[row[f"place_{n}"], row[f"covers_{n}"], row[f"text_{n}"], row[f"figure_{n}"]] for n in "ab"]
    read.describe(iris)
    return [read.outcome(i) for i in iris]


def named(row: Row) -> str:
    return f"{row['text_a']}/{row['text_b']}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_pair_is_judged_for_the_reasons_that_a_reader_would_give(row: Row) -> None:
    a, b = figures(row)
    made = verdict(a, b)
    assert (made.standing, " ".join(made.reasons)) == (row["verdict"], row["reasons"]), f"{a}\n{b}"
