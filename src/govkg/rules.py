"""The rules of reading by the ids that statements carry, each with one sentence on what it reads: ``vocabularies/rules.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govkg import vocab

PAIR = "pair."  # before a figure's rule: it was read together with the one it came from or went to


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, or one part of a rule that has several; ``zh`` and ``en`` say in a sentence what it reads."""

    id: str
    zh: str = ""
    en: str = ""
    statements: tuple[str, ...] = ()  # the types of statement that name it

    def said(self, lang: str) -> str:
        """The sentence in a language, "" for a rule that the table does not know."""
        return self.zh if lang == "zh" else self.en


def parts(rule: str) -> list[str]:
    """The ids that a statement's rule is joined from.

    >>> parts("pair.before+figure.unit"), parts("subject.clause")
    (['pair', 'before', 'figure.unit'], ['subject.clause'])
    """
    paired = rule.startswith(PAIR)
    return ["pair"] * paired + rule.removeprefix(PAIR * paired).split("+")


def described(rule: str) -> list[Rule]:
    """Each part of a statement's rule with its sentence; a part that the table does not know has none.

    >>> [r.en for r in described("again")], described("no.such")[0].said("en")
    (['The name was recognised elsewhere in this report and stands here again.'], '')
    """
    return [known().get(part) or Rule(part) for part in parts(rule)]


@vocab.kept
def known() -> Mapping[str, Rule]:
    """Every rule of the table by its id."""
    return {r["id"]: Rule(r["id"], r["zh"], r["en"], tuple(r["statement"].split("|"))) for r in vocab.table("rules")}
