"""The headings of columns, Chinese and English: of an answer by its question, of the facts tables by their vocabulary."""

from __future__ import annotations

from govkg import vocab
from govkg.answer import Answer

INFERRED = ("推理得出", "inferred")
# What every answer has beside what it asks for, by the columns of the facts tables that say the same.
WORDS = {
    **{name: name for name in ("statement", "source", "section", "sentence")},
    "quote": "exact",
    "start": "evidence_start",
    "end": "evidence_end",
    "sentenceStart": "sentence_start",
}
READ = ("value", "low", "high", "bound", "unit", "direction")  # of a figure as written


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


def meaning_in_answer(column: str, figures: bool) -> tuple[str, str]:
    """What a column of an answer means where that is the same in every answer: the words, the figure (``figures``), digits, IRIs.

    >>> meaning_in_answer("start", True)[1], meaning_in_answer("basisId", True)[1], meaning_in_answer("outcome", True)
    ('where the quote starts in the frozen text, in code points', 'IRI', ('', ''))
    """
    plain = column.rstrip("23")
    if plain in WORDS:
        return meaning("*", WORDS[plain])
    if plain.endswith("_exact"):
        return meaning("*", plain if ("*", plain) in facts() else "value_exact")
    if plain.endswith("Id"):
        return meaning("*", "id")
    return meaning("*", plain) if figures and plain in READ else ("", "")


def _of(table: str, column: str, zh: str, en: str) -> tuple[str, str]:
    found = facts().get((table, column)) or facts().get(("*", column))
    return (found[zh], found[en]) if found else (column, column)
