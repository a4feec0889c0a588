"""How far people agree on statements, and how often each rule was right where people looked: numbers with their intervals.

Agreement is Cohen's κ with the standard error of Fleiss, Cohen and Everitt (1969), of the decisions that are open; precision
has Wilson's interval (1927). Both at 95 %.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from govkg import reviews
from govkg.reviews import ACCEPTED, ADDED, CORRECTED, REJECTED, UNSURE, Row
from govkg.statements import Statement

Z = 1.959963984540054  # of the normal distribution at 95 %, two-sided
FEW = 10  # statements that two people share, below which κ says nothing
OTHERWISE = "otherwise"  # what two people chose who both corrected, each to something else
CHOICES = (ACCEPTED, CORRECTED, REJECTED, UNSURE, OTHERWISE)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people on the statements that both decided: ``same`` of ``n`` alike; ``kappa`` with ``low`` and ``high``.

    Two who corrected one statement to different things do not agree on it.
    The three are None where they share too few statements, or where both always chose one and the same.
    """

    left: str
    right: str
    n: int
    same: int
    kappa: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Precision:
    """A rule where people looked: ``right`` accepted; ``wrong`` corrected or rejected; ``unsure`` with the disputed ones, apart.

    ``share`` is right of right and wrong, with ``low`` and ``high``; None where there is neither.
    """

    rule: str
    right: int
    wrong: int
    unsure: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def n(self) -> int:
        """How many statements the share is of."""
        return self.right + self.wrong


def agreement(found: Iterable[Mapping[str, str] | Row]) -> list[Agreement]:
    """Each pair of people who decided on a statement both, by name; of each person the last decision that is open.

    >>> def row(n, by, decision):
    ...     return Row(f"{by}{n}", str(n), decision, "", by, "2026-11-28", "seen")
    >>> said = [("li", "wu", 20), ("li", "", 5), ("", "wu", 10), ("", "", 15)]
    >>> rows, n = [], 0
    >>> for li, wu, times in said:
    ...     for n in range(n, n + times):
    ...         rows += [row(n, "li", "accepted" if li else "rejected"), row(n, "wu", "accepted" if wu else "rejected")]
    ...     n += 1
    >>> (made,) = agreement(rows)
    >>> made.n, made.same, round(made.kappa, 2)
    (50, 35, 0.4)
    """
    last: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)  # person → statement → decision and fields
    for r in sorted(reviews.opened(found), key=lambda r: r.on):
        if r.decision != ADDED:
            last[r.by][r.statement] = (r.decision, r.fields)
    made = []
    for left, right in combinations(sorted(last), 2):
        if shared := last[left].keys() & last[right].keys():
            pairs: dict[tuple[str, str], float] = defaultdict(float)
            for s in shared:
                one, other = last[left][s], last[right][s]
                if (
                    one[0] == other[0] and one[1] != other[1]
                ):  # half each way: which of the two comes first says nothing
                    pairs[one[0], OTHERWISE] += 0.5
                    pairs[OTHERWISE, one[0]] += 0.5
                else:
                    pairs[one[0], other[0]] += 1
            table = [[pairs[a, b] for b in CHOICES] for a in CHOICES]
            n, same = len(shared), sum(last[left][s] == last[right][s] for s in shared)
            made.append(Agreement(left, right, n, same, *(kappa(table) if n >= FEW else (None, None, None))))
    return made


def precision(found: Iterable[Mapping[str, str] | Row], said: Iterable[Statement]) -> list[Precision]:
    """Each rule that people looked at, those with the lowest lower end first; ``said`` are the statements of the workspace."""
    decided = reviews.decided(found)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for s in said:
        if (d := decided.get(s.id)) and all(r.decision != ADDED for r in d.rows):
            right, wrong = d.decision == ACCEPTED, d.decision in (CORRECTED, REJECTED)
            counts[s.rule]["right" if right else "wrong" if wrong else "unsure"] += 1
    made = [Precision(rule, c["right"], c["wrong"], c["unsure"], *wilson(c["right"], c["right"] + c["wrong"]))
            for rule, c in counts.items()]  # fmt: skip
    return sorted(made, key=lambda p: (p.low is None, p.low, -p.n, p.rule))


def wilson(right: int, n: int) -> tuple[float | None, float | None, float | None]:
    """The share with the ends of Wilson's 95 % interval; None for none of none.

    >>> [round(x, 3) for x in wilson(81, 263)]
    [0.308, 0.255, 0.366]
    """
    if not n:
        return None, None, None
    share, z2 = right / n, Z * Z
    middle, reach = share + z2 / (2 * n), Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return share, max(0.0, (middle - reach) / (1 + z2 / n)), min(1.0, (middle + reach) / (1 + z2 / n))


def kappa(table: Sequence[Sequence[float]]) -> tuple[float | None, float | None, float | None]:
    """Cohen's κ of a square table of counts with the ends of its 95 % interval; None where chance alone gives full agreement.

    >>> [round(x, 2) for x in kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])]
    [0.68, 0.5, 0.85]
    """
    n, size = sum(map(sum, table)), range(len(table))
    p = [[cell / n for cell in row] for row in table]
    rows, columns = [sum(row) for row in p], [sum(row[j] for row in p) for j in size]
    same, chance = sum(p[i][i] for i in size), sum(rows[i] * columns[i] for i in size)
    if chance >= 1:
        return None, None, None
    k = (same - chance) / (1 - chance)
    a = sum(p[i][i] * (1 - (rows[i] + columns[i]) * (1 - k)) ** 2 for i in size)
    b = (1 - k) ** 2 * sum(p[i][j] * (columns[i] + rows[j]) ** 2 for i in size for j in size if i != j)
    c = (k - chance * (1 - k)) ** 2
    reach = Z * sqrt(max(0.0, a + b - c) / n) / (1 - chance)
    return k, max(-1.0, k - reach), min(1.0, k + reach)
