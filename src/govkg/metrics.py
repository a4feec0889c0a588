"""The metric as a concept: which of ``vocabularies/metrics.tsv`` a name as written means, or none: unsure is an answer.

A name is read from its end, where Chinese puts the noun that says what is measured: 市级高频事项 ends in 高频事项. What stands
before it is scope (全市, 累计, 日均), unless ``metric-names.tsv`` says that it makes another metric (走访企业, 惠及企业). The
unit is evidence: what is given in yuan is no count, what is given in days no money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from govkg import vocab

MARKS = re.compile(r"[\s“”‘’\"'《》（）()【】「」]|(?<![.．。，,；;：:、])[.．。，,；;：:、]+$")
JOINT = re.compile(r"[和与及、/]")
NO_HANZI = re.compile(r"[^\u4e00-\u9fff]")
VERB = 4  # letters before a name that may hold its verb
SHORTEST = 2  # letters that a name must have to be found at the end of a longer one
RANK, NONE = "assessmentRank", "-"
RANKED = 3  # the same where only a 排名 behind it says that a figure is about it


@dataclass(frozen=True, slots=True)
class _Meaning:
    """One thing that a word means: a metric, the kinds of quantity it is given in, and what must stand beside the word."""

    metric: str
    kinds: frozenset[str]
    having: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def begin(self, before: str) -> int:
        """Where the name begins, with the word that makes it this one: 走访 of 走访企业."""
        return min((before.index(word) for word in self.having if word in before), default=len(before))


@dataclass(frozen=True, slots=True)
class _Figure:
    """What is known of the figure beside its name: unit, the unit's kind of quantity, and level, change or rank."""

    unit: str = ""
    measure: str = ""
    kind: str = ""

    def fits(self, meaning: _Meaning, before: str) -> bool:
        """True when nothing speaks against the meaning: the words before the name, the unit, the kind of quantity."""
        if meaning.metric == NONE:
            return True
        if meaning.having and not any(word in before for word in meaning.having):
            return False
        if self.unit and meaning.units and self.unit not in meaning.units:
            return False
        if self.kind in ("rank", "growth") or self.measure in ("", "ratio"):
            return True
        return (self.kind == "change" and self.measure == "share") or self.measure in meaning.kinds


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables, compiled once: plain names, names with conditions, words behind names by what they say, kinds of units."""

    plain: Mapping[str, tuple[_Meaning, ...]]
    conditional: Mapping[str, tuple[_Meaning, ...]]
    whole: Mapping[str, _Meaning]
    begin: Mapping[str, _Meaning]
    behind: Mapping[str, str]
    shares: tuple[str, ...]
    done: tuple[str, ...]
    units: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]  # by their last two characters: how long the known names are, longest first

    def find(self, name: str, figure: _Figure, shortest: int = SHORTEST) -> tuple[str, int]:
        """The metric of the longest known name that the name ends with, and where that name starts; ("", 0) = none."""
        best = ("", len(name))
        lengths = self.lengths.get(name[-2:], ()) + ((1,) if len(name) > 1 and name[-1] in self.lengths else ())
        for table in (self.conditional, self.plain) if lengths else ():
            for start in (len(name) - size for size in lengths if size <= len(name)):
                if start and len(name) - start < shortest and table is self.plain:
                    break
                if not (meanings := table.get(name[start:])):
                    continue
                before = name[:start]
                if found := next((m for m in meanings if figure.fits(m, before)), None):
                    if (begin := found.begin(before)) < best[1]:
                        best = (found.metric, begin)
                    break
        return best if best[0] else ("", 0)

    def shorter(self, name: str) -> Iterator[tuple[str, str]]:
        """The name without the words behind it that say nothing of what is measured, step by step, and what each says."""
        while True:
            for size in range(min(5, len(name) - SHORTEST), 0, -1):
                if says := self.behind.get(name[-size:]):
                    name = name[:-size]
                    yield name, says
                    break
            else:
                return


@vocab.kept
def _tables() -> _Tables:
    plain: dict[str, list[_Meaning]] = {}
    conditional: dict[str, list[_Meaning]] = {}
    kinds: dict[str, frozenset[str]] = {}
    for row in vocab.table("metrics"):
        kinds[row["id"]] = frozenset({row["quantity_kind"], *row["also_kinds"].split("|")} - {""})
        for name in dict.fromkeys(MARKS.sub("", n) for n in (row["zh"], *_cells(row["aliases"]))):
            plain.setdefault(name, []).append(_Meaning(row["id"], kinds[row["id"]]))
    behind: dict[str, str] = {}
    ends: dict[str, list[str]] = {"share": [], "done": []}
    whole: dict[str, _Meaning] = {}
    begin: dict[str, _Meaning] = {}
    for row in vocab.table("metric-names"):
        word = MARKS.sub("", row["word"])
        if row["kind"] in ends:
            ends[row["kind"]].append(word)
        elif not row["metric"]:
            behind[word] = row["kind"]
        else:
            meaning = _Meaning(
                row["metric"], kinds.get(row["metric"], frozenset()), _cells(row["with"]), _cells(row["units"])
            )
            if row["kind"] in ("whole", "begin"):
                (whole if row["kind"] == "whole" else begin)[word] = meaning
            else:
                where = conditional if meaning.having or meaning.units else plain
                where.setdefault(word, []).append(meaning)
    lengths: dict[str, set[int]] = {}
    for name in (*plain, *conditional):
        lengths.setdefault(name[-2:], set()).add(len(name))
    return _Tables(
        {k: tuple(v) for k, v in plain.items()}, {k: tuple(v) for k, v in conditional.items()}, whole, begin, behind,
        tuple(ends["share"]), tuple(ends["done"]),
        {w: row["quantity_kind"] for row in vocab.table("units") for w in row["written"].split("|")},
        {ending: tuple(sorted(sizes, reverse=True)) for ending, sizes in lengths.items()},
    )  # fmt: skip


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def resolve(as_written: str, unit: str = "", kind: str = "", before: str = "") -> str:
    """The id of the metric that a name means, with the figure's unit and kind (level, change, rank) as evidence; "" = unsure.

    ``before`` is what stands directly before the name: its verb may tell the metric (推送疫情数据).

    >>> resolve("平均办理时限"), resolve("容缺受理专窗"), resolve("彩虹")
    ('processingTime', 'counters', '')
    >>> resolve("清退保证金", "元"), resolve("清退保证金", "笔"), resolve("办件量", "元")
    ('depositsReturned', 'depositReturns', '')
    """
    tables = _tables()
    quote = len(MARKS.sub("", as_written[: max(0, as_written.find("“"))]))
    name, figure = MARKS.sub("", as_written), _Figure(unit, tables.units.get(unit, ""), kind)
    found = _resolve(tables, name, figure, quote)
    if found != NONE and len(name) >= SHORTEST and (lead := NO_HANZI.split(before[-VERB:])[-1]):
        metric, start = tables.find(lead + name, figure)
        found = metric if metric and start < len(lead) else found
    return "" if found == NONE else found


def _resolve(tables: _Tables, name: str, figure: _Figure, quote: int) -> str:
    if (whole := tables.whole.get(name)) and figure.fits(whole, ""):
        return whole.metric
    share = "占" in name or name.endswith(tables.shares)
    metric, start = tables.find(name, figure)
    parts = [m.end() for m in JOINT.finditer(name)]
    if parts and not share and start >= parts[0]:  # two things at once: 应用场景和业务系统 counts the first
        first = tables.find(name[: parts[0] - 1], figure)[0]
        metric = first or metric
    if metric and not (metric == RANK and name not in tables.plain):
        return metric
    if share and figure.kind != "rank":
        return metric
    for cut, says in tables.shorter(name):
        figure = replace(figure, kind="growth") if says == "growth" else figure
        if found := tables.find(cut, figure, RANKED if says == "rank" or metric == RANK else SHORTEST)[0]:
            return found
    if metric or share:
        return metric
    for word, meaning in tables.begin.items():
        if name.startswith(word) and figure.unit in meaning.units and figure.kind == "level":
            return meaning.metric
    if tables.find(name, replace(figure, kind="growth"))[0]:
        return ""  # the name is known, and the unit speaks against it
    for end in range(len(name) - 1, SHORTEST - 1, -1):  # 高频事项梳理出, 表单整合; or 事项平, a word cut in two
        if end in (len(name) - 1, quote) or name.startswith(tables.done, end):
            found, start = tables.find(name[:end], figure)
            if found and (start == 0 or end - start > SHORTEST):
                return found
    return ""
