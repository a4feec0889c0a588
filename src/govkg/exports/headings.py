"""The headings of columns, Chinese and English: of an answer by its question, of the facts tables by their vocabulary."""

from __future__ import annotations

from govkg import vocab
from govkg.answer import Answer

INFERRED = ("推理得出", "inferred")


def of_answer(answer: Answer, column: str) -> tuple[str, str]:
    """The headings of a column of an answer.

    >>> of_answer(Answer(("reform", "reformId"), [], labels={"reform": ("改革", "reform")}), "reformId")
    ('改革标识', 'reform id')
    """
    if column in answer.labels:
        return answer.labels[column]
    base = column.removesuffix("Id")
    if base != column and base in answer.labels:
        zh, en = answer.labels[base]
        return f"{zh}标识", f"{en} id"
    if column == "inferred":
        return INFERRED
    bare = column.rstrip("23")
    if bare != column and bare in answer.labels:
        return f"{answer.labels[bare][0]}{column[-1]}", f"{answer.labels[bare][1]} {column[-1]}"
    return column, column


@vocab.kept
def facts() -> dict[tuple[str, str], vocab.Row]:
    """What heads the columns of the facts tables and what they mean, by table (``*``: any) and column."""
    return {(row["table"], row["column"]): row for row in vocab.table("facts")}


def of_fact(table: str, column: str) -> tuple[str, str]:
    """The headings of a column of a facts table; its name where it has none.

    >>> of_fact("observation", "role"), of_fact("participation", "role")
    (('性质', 'role'), ('角色', 'role'))
    """
    return _of(table, column, "zh", "en")


def meaning(table: str, column: str) -> tuple[str, str]:
    """What a column of a facts table means; nothing where its heading says all.

    >>> meaning("observation", "bound")[1]
    'exact, above (at least), below (at most) or about'
    """
    return _of(table, column, "means_zh", "means_en") if ("*", column) in facts() else ("", "")


def _of(table: str, column: str, zh: str, en: str) -> tuple[str, str]:
    found = facts().get((table, column)) or facts().get(("*", column))
    return (found[zh], found[en]) if found else (column, column)
