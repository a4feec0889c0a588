"""Milestones: what happened to a named thing, told by a verb before it (出台《…》) or behind it (“武汉云”正式启用)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from govkg import vocab
from govkg.extract.lexicon import pattern
from govkg.extract.page import fold
from govkg.extract.spans import Event, EventSpan, Mention

CLAUSE = re.compile(r"[，。；：！？\n]")
JOIN = re.compile(r"[“”、和与及《》]{1,3}|”?(?:以及|和|、)“?")
LETTERS = {"R": "Reform", "P": "Platform", "C": "Campaign", "D": "Document", "U": "Unit"}
BEFORE_GAP = 26  # code points between a verb and its object
AFTER_GAP = 14  # code points between a thing and the verb behind it
AHEAD = re.compile(
    r"(?:将|拟|计划|力争|争取|抓紧|预计|正在|推动|推进|加快|继续|启动建设|有序|要|研究|探索|准备|谋划|持续)[^，。；“”]{0,6}$"
)
TO_COME = re.compile(r"(?:将(?!于|其|此)|拟|力争|争取|抓紧|预计|计划|要)[^，。；“”]{0,10}$")
NOMINAL = re.compile(r"[率量数额后前中时以]|工作|能力|业务|情况")
FULL = re.compile(r"(?:[等个项大类的]|[0-9]+余?|[\u4e00-\u9fff]){0,14}")


class Sentence(Protocol):
    """What events need to know of a sentence."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def plan(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of the table where it stands."""

    start: int
    end: int
    rows: tuple[vocab.Row, ...]


class _Table:
    def __init__(self) -> None:
        self.rows: dict[str, list[vocab.Row]] = {}
        for r in vocab.table("cues-events"):
            self.rows.setdefault(r["word"], []).append(r)
        self.pattern = pattern(self.rows)


def find(text: str, sentence: Sentence, mentions: Sequence[Mention]) -> list[EventSpan]:
    """The milestones of a sentence; in a plan everything is ``planned``. Plain activities (推进, 加强) are none.

    >>> from govkg.document import parse
    >>> s = parse("“武汉云”正式启用。").sentences[0]
    >>> [(e.event, e.surface) for e in find("“武汉云”正式启用。", s, [Mention(1, 4, "武汉云", "Platform", "武汉云", "r")])]
    [('launched', '正式启用')]
    """
    named = sorted((m for m in mentions if m.type != "Place"), key=lambda m: (m.start, -m.end))
    if not named:
        return []
    found: dict[tuple[int, str], EventSpan] = {}
    for e in _Reader(text, sentence, named).run():
        found.setdefault((e.of, e.event), e)
    return sorted(found.values(), key=lambda e: (e.start, e.of))


class _Reader:
    def __init__(self, text: str, sentence: Sentence, named: Sequence[Mention]) -> None:
        self.text, self.sentence, self.named = text, sentence, named
        self.folded = fold(text[sentence.start : sentence.end])
        self.offset = sentence.start
        self.table = _Table()
        self.breaks = [sentence.start + m.start() for m in CLAUSE.finditer(self.folded) if not self._inside(m.start())]
        self.cues = [c for m in self.table.pattern.finditer(self.folded) if (c := self._cue(m))]

    def _inside(self, at: int) -> bool:
        return any(m.start <= at + self.sentence.start < m.end for m in self.named)

    def _cue(self, m: re.Match[str]) -> Cue | None:
        start, end = m.start() + self.offset, m.end() + self.offset
        if any(n.start < end and start < n.end for n in self.named):
            return None
        if NOMINAL.match(self.folded, m.end()) and m[0] not in ("试点", "升级为"):
            return None
        return Cue(start, end, tuple(self.table.rows[m[0]]))

    def words(self, start: int, end: int) -> str:
        return self.folded[max(0, start - self.offset) : max(0, end - self.offset)]

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around an offset."""
        i = bisect_right(self.breaks, at)
        return (self.breaks[i - 1] + 1 if i else self.sentence.start), (
            self.breaks[i] if i < len(self.breaks) else self.sentence.end
        )

    def run(self) -> Iterator[EventSpan]:
        for i, cue in enumerate(self.cues):
            left, right = self.clause(cue.start)
            following = self.cues[i + 1].start if i + 1 < len(self.cues) else right
            preceding = self.cues[i - 1].end if i else left
            behind = self._objects(cue, min(right, following), right)
            if behind:
                yield from self._tell(cue, behind, left, "before")
                continue
            yield from self._tell(cue, self._subjects(cue, max(left, preceding), left), left, "after")

    def _objects(self, cue: Cue, limit: int, right: int) -> list[tuple[Mention, str]]:
        """The things that stand behind a verb: the first one and those joined to it."""
        out: list[tuple[Mention, str]] = []
        at = cue.end
        for m in self.named:
            if m.start < at or m.start >= right:
                continue
            gap = self.words(at, m.start)
            if not out:
                if m.type == "Unit" or m.start > limit or len(gap) > BEFORE_GAP:
                    if m.type == "Unit":
                        continue
                    break
                event = self._event(cue, m, "before")
                if event is None:
                    break
                out.append((m, event))
            elif JOIN.fullmatch(gap) and (event := self._event(cue, m, "before")):
                out.append((m, event))
            else:
                break
            at = m.end
        return out

    def _subjects(self, cue: Cue, floor: int, left: int) -> list[tuple[Mention, str]]:
        """The things that stand before a verb: the nearest one and those joined to it."""
        out: list[tuple[Mention, str]] = []
        at = cue.start
        for m in reversed(self.named):
            if m.end > at or m.start < left:
                continue
            gap = self.words(m.end, at)
            if not out:
                if m.type == "Unit":
                    continue
                if len(gap) > AFTER_GAP or m.end < floor:
                    break
                event = self._event(cue, m, "after")
                if event is None:
                    break
                out.append((m, event))
            elif JOIN.fullmatch(gap) and (event := self._event(cue, m, "after")):
                out.append((m, event))
            else:
                break
            at = m.start
        return out

    @staticmethod
    def _event(cue: Cue, m: Mention, side: str) -> str | None:
        for r in cue.rows:
            if r["position"] in (side, "both") and any(LETTERS[c] == m.type for c in r["types"]):
                return r["event"]
        return None

    def _tell(self, cue: Cue, things: Sequence[tuple[Mention, str]], left: int, side: str) -> Iterator[EventSpan]:
        ahead = self.sentence.plan or bool(TO_COME.search(self.words(left, cue.start)))
        surface = self.text[cue.start : cue.end]
        for m, event in things:
            told = cast(Event, "planned" if ahead else event)
            yield EventSpan(cue.start, cue.end, surface, told, m.start, f"event.{side}")
