"""Who answers for what, where a report lists it apart from its sentences: （牵头单位：A；配合单位：B、C）, and notes on terms.

A list of units belongs to the initiative that its item or its sentence names; a note (“X”：……印发《D》) to the term it explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from govkg import vocab
from govkg.extract.above import INITIATIVES
from govkg.extract.lookup import alternation
from govkg.extract.page import fold
from govkg.extract.spans import Mention, Relation
from govkg.extract.windows import Spanned

Kind = Literal["responsible", "cooperates", "issued"]
HEAD = re.compile(
    r"(?:^|\n)[ 　]*(?:[0-9]{1,3}[.．、]|[［\[][0-9]{1,3}[］\]]|[（(][0-9]{1,3}[）)])?[^，。；：\n]{0,12}$"
)
COLON = re.compile(r"[”’）]{0,3}[\u4e00-\u9fff]{0,6}[”’）]{0,3}[：:]")  # “云速办”平台：
ISSUES = re.compile(r"(?:印发|出台|制定|发布|颁布|公布|起草)[^，。；、]{0,6}$")
JOINED = re.compile(r"(?:会同|联合|协同)(?:[^，。；]{0,30}、)?$")
LISTED = r"(?:责任|落实)?(?:单位|部门|处室|科室)(?:和单位)?[：:为](?P<units>[^；。）)\n]*)"
LOOK_BACK = 40  # code points before a name in which the line that it opens begins


@vocab.kept
def _lists_of() -> tuple[re.Pattern[str], frozenset[str]]:
    """The opening of a list of units with its units, and the words of those that lead."""
    roles = {r["word"]: r["role"] for r in vocab.table("cues-relations") if r["kind"] == "duty"}
    return re.compile(rf"(?P<role>{alternation(roles)}){LISTED}"), frozenset(
        w for w, r in roles.items() if r == "leads"
    )


def find(text: str, sentence: Spanned, mentions: Sequence[Mention], above: Sequence[Mention] = ()) -> list[Relation]:
    """Duties that a list of units or a note on a term states; ``above`` are the names of the item's heading and earlier sentences.

    >>> from types import SimpleNamespace as S
    >>> t = "推进一网通办（牵头单位：市政数局；配合单位：市财政局）。"
    >>> names = [Mention(2, 6, "一网通办", "Reform", "一网通办", "r"), Mention(12, 16, "市政数局", "Unit", "市政数局", "r"),
    ...          Mention(22, 26, "市财政局", "Unit", "市财政局", "r")]
    >>> [(r.kind, r.from_start, r.to_start) for r in find(t, S(start=0, end=28, plan=False), names)]
    [('responsible', 12, 2), ('cooperates', 22, 2)]
    """
    if not mentions:
        return []
    return [*_lists(text, sentence, mentions, above), *_notes(text, sentence, mentions, above)]


def _lists(text: str, sentence: Spanned, mentions: Sequence[Mention], above: Sequence[Mention]) -> Iterator[Relation]:
    units = [m for m in mentions if m.type == "Unit"]
    if not units:
        return
    pattern, leading = _lists_of()
    for m in pattern.finditer(text, sentence.start, sentence.end):
        named = [n for n in mentions if n.type in INITIATIVES and n.end <= m.start()]
        thing = next(iter(named or [n for n in above if n.type in INITIATIVES]), None)
        if thing is None:
            continue
        leads = m["role"] in leading
        for unit in units:
            if m.start("units") <= unit.start and unit.end <= m.end():
                kind: Kind = "responsible" if leads else "cooperates"
                rule = "responsible.listed" if leads else "cooperates.listed"
                yield _tie(kind, unit, thing, rule, m.start())


def _notes(text: str, sentence: Spanned, mentions: Sequence[Mention], above: Sequence[Mention]) -> Iterator[Relation]:
    """A document that a note on a term tells of founds what the term names; who issued it with others took part in it."""
    term = next((m for m in [*above, *mentions] if m.type in INITIATIVES and _explained(text, m)), None)
    if term is None:
        return
    for d in mentions:
        if (
            d.type != "Document"
            or d.start < term.end
            or not ISSUES.search(text, max(sentence.start, d.start - 12), d.start)
        ):
            continue
        yield _tie("issued", d, term, "issued.note", sentence.start)
        for unit in mentions:
            before = fold(text[max(sentence.start, unit.start - LOOK_BACK) : unit.start])
            if unit.type == "Unit" and unit.end <= d.start and JOINED.search(before):
                yield _tie("cooperates", unit, term, "cooperates.note", unit.start)


def _explained(text: str, m: Mention) -> bool:
    """Whether a name is the term of a note: it opens its line, perhaps behind a number, and a colon follows."""
    return bool(COLON.match(text, m.end)) and bool(HEAD.search(text[max(0, m.start - LOOK_BACK) : m.start]))


def _tie(kind: Kind, a: Mention, b: Mention, rule: str, start: int) -> Relation:
    return Relation(kind, a.start, b.start, "" if kind == "issued" else "named", start, a.end, rule)
