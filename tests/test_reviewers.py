"""Agreement and precision against worked examples from the literature, and against counting the long way."""

from __future__ import annotations

import random
from math import sqrt

import pytest
from tests.test_reviews import row

from govkg import reviewers
from govkg.statements import Evidence, Shortcoming


@pytest.mark.parametrize(
    ("table", "kappa", "low", "high"),
    [
        # Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions, 3rd ed., table 18.1: κ 0.68, s.e. 0.087.
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.676, 0.505, 0.848),
        # Cohen's own way of counting, two by two: 0.7 against 0.5 by chance.
        ([[20, 5], [10, 15]], 0.4, 0.15, 0.65),
        ([[10, 0], [0, 10]], 1.0, 1.0, 1.0),
        ([[0, 10], [10, 0]], -1.0, -1.0, -1.0),
        ([[9, 9], [9, 9]], 0.0, -0.33, 0.33),
    ],
)
def test_kappa_of_worked_examples(table: list[list[int]], kappa: float, low: float, high: float) -> None:
    assert reviewers.kappa(table) == pytest.approx((kappa, low, high), abs=0.01)


def test_kappa_says_nothing_where_both_always_say_the_same() -> None:
    assert reviewers.kappa([[12, 0], [0, 0]]) == (None, None, None)


def test_the_interval_of_kappa_is_that_of_resampling() -> None:
    table = [[40, 6, 2], [5, 20, 3], [1, 4, 19]]
    cells = [(i, j) for i, row_ in enumerate(table) for j, n in enumerate(row_) for _ in range(n)]
    rng = random.Random(1960)
    found = []
    for _ in range(1500):
        again = [[0] * 3 for _ in range(3)]
        for i, j in rng.choices(cells, k=len(cells)):
            again[i][j] += 1
        found.append(reviewers.kappa(again)[0] or 0.0)
    mean = sum(found) / len(found)
    spread = sqrt(sum((k - mean) ** 2 for k in found) / len(found))
    k, low, high = reviewers.kappa(table)
    assert k is not None and low is not None and high is not None
    assert (high - low) / 2 / reviewers.Z == pytest.approx(spread, rel=0.08)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_of_newcombes_examples(right: int, n: int, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    share, one, other = reviewers.wilson(right, n)
    assert (share, one, other) == pytest.approx((right / n, low, high), abs=0.0001)
    assert reviewers.wilson(0, 0) == (None, None, None)


def test_only_what_both_decided_counts_and_of_each_the_open_word() -> None:
    cells = [row(str(n), "accepted", "li") for n in range(12)] + [
        row(str(n), "rejected" if n < 3 else "accepted", "wu") for n in range(2, 14)
    ]
    cells += [
        row("0", "rejected", "wu", closed="2026-11-28"),
        row("5", "added", "xu", fields='{"evidence": {"source": "s"}, "type": "shortcoming"}'),
    ]
    (pair,) = reviewers.agreement(cells)
    assert (pair.left, pair.right, pair.n, pair.same) == ("li", "wu", 10, 9)
    assert pair.kappa == pytest.approx(0.0)
    (few,) = reviewers.agreement([c for c in cells if c["statement"] != "2"])
    assert (few.n, few.same, few.kappa, few.low, few.high) == (9, 9, None, None, None)


def test_who_corrects_otherwise_does_not_agree() -> None:
    cells = [row(str(n), "accepted", by) for n in range(10) for by in ("li", "wu")]
    cells += [row(s, "corrected", by, fields=f'{{"value": "{value}"}}') for s, by, value in
              (("a", "li", "1"), ("a", "wu", "1"), ("b", "li", "1"), ("b", "wu", "2"))]  # fmt: skip
    (pair,) = reviewers.agreement(cells)
    assert (pair.n, pair.same) == (12, 11)
    assert pair.kappa is not None and pair.kappa < 0.8
    (other,) = reviewers.agreement([{**c, "by": {"li": "zo", "wu": "an"}[c["by"]]} for c in cells])
    assert other.kappa == pytest.approx(pair.kappa)


def test_corrected_and_rejected_are_wrong_and_the_unsure_and_disputed_apart() -> None:
    said = [
        Shortcoming(evidence=Evidence("s", n, n + 1, "x", "", "", 0, 9), rule="a" if n < 6 else "b", id=str(n))
        for n in range(8)
    ]
    cells = [
        row("0"), row("1"), row("1", by="wu"), row("2", "rejected"), row("3", "corrected", fields='{"about": "x"}'), row("4", "unsure"),
        row("5"), row("5", "rejected", by="wu"), row("6", "unsure"), row("9"), row("7", closed="2026-11-28"),
    ]  # fmt: skip
    one, other = reviewers.precision(cells, said)
    assert (one.rule, one.right, one.wrong, one.unsure, one.n, one.share) == ("a", 2, 2, 2, 4, 0.5)
    assert (one.low, one.high) == pytest.approx((0.15, 0.85), abs=0.01)
    assert (other.rule, other.right, other.wrong, other.unsure, other.share, other.low) == ("b", 0, 0, 1, None, None)
