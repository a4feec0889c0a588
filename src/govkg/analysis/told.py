"""What stands behind the rows of an answer whose columns do not say it: result or target, and what a change is against."""

from __future__ import annotations

from govkg.analysis.reader import OUTCOMES, Reader
from govkg.answer import Answer, Row
from govkg.store import View


def told(store: View, answer: Answer) -> list[Row]:
    """The rows of an answer with ``kindId`` and ``baseId`` of their figure, whether the question has such columns or not.

    The figure is the outcome that a row names, else its statement. One look-up tells of all rows.

    >>> import govkg
    >>> kg = govkg.open()
    >>> made = told(kg.store, kg.ask("outcomes-of-reform", reform="一事联办"))
    >>> sorted({str(row["baseId"]).rpartition("/")[2] for row in made if row["directionId"]})
    ['unstated']
    """
    if "figure" not in answer.columns:
        return answer.rows
    iris = [_figure(row) for row in answer.rows]
    kinds: dict[str, str] = {}
    bases: dict[str, str] = {}
    wanted = sorted({i for i in iris if i})
    for r in Reader(store).rows("told", s=wanted) if wanted else ():
        if r["base"]:
            bases[r["s"]] = str(r["base"])
        elif str(r["class"] or "").rpartition("#")[2] in OUTCOMES:
            kinds[r["s"]] = str(r["class"])
    return [_more(row, kinds.get(i, ""), bases.get(i, "")) for row, i in zip(answer.rows, iris, strict=True)]


def _figure(row: Row) -> str:
    return next((v for c in ("outcomeId", "statement") if isinstance(v := row.get(c), str) and "/id/" in v), "")


def _more(row: Row, kind: str, base: str) -> Row:
    return {**row, "kindId": kind, "baseId": row.get("baseId") or base} if kind else row
