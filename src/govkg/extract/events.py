"""Milestones: what happened to a named thing, told by a verb before it (出台《…》) or behind it (“武汉云”正式启用).

Lists share the verb (建成A、B、“C”等); a plan's verbs say that a thing is planned; plain activities (推进, 加强) say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from govkg import vocab
from govkg.extract.lookup import alternation
from govkg.extract.page import folded
from govkg.extract.spans import Event, EventSpan, Mention
from govkg.extract.windows import Spanned, windows

PLAIN_WORD = re.compile(r"[\u4e00-\u9fff]+")
ANAPHOR = re.compile(
    r"(?:^|[，。；])(?:该|此|上述|相关|这一|有关)?(?:项)?(?:试点|改革|创新)?(做法|经验|经验做法|模式|改革|系统|平台|项目)(?:现|目前|也|均|还)*(?:已|现已)?$"
)
MARKS = "，。；：！？\n"
LIST = re.compile(r"[”’]?(?:等|(?:改革|平台|系统|机制|服务|小程序|APP))?[、和及与]*(?:以及)?[“‘]?")
MODAL = re.compile(r"(?:^|[，；。、]|今年|明年|必须|[我他]们|还|也|更)要(?![求素点闻件害道么是])")
SOON = re.compile(r"(?:抓紧|加快|尽快|着手|谋划|规划|筹备)[^，。；、]{0,2}$")
SURELY_AHEAD = re.compile(r"(?:拟|将(?!其)|计划|预计|力争|争取|准备|即将)[^，。；]{0,8}$")
DONE = re.compile(r"(?:已|已经|顺利|正式|成功)[^，。；]{0,4}$")
DATED = re.compile(
    r"(?<![到至在于])[0-9]{4}年[0-9]{1,2}月(?!底?[0-9日]*[之以]?前)"
)  # what has its day has happened (notes behind a plan explain its terms)
AS_SUBJECT_ENDS = re.compile(r"(?:[0-9]+余?[处座家]|以来|后|并|，|。|；|！|、|运行|使用|$|\n|）|”)")
NOUN = re.compile(r"力度|水平|能力|工作机制|经费|需求|方案|计划")  # behind a verb: it is a noun here (推广应用力度)
COUNTED = re.compile(
    r"[”’]?(?:改革)?[^，。；、]{0,6}[0-9]+余?[多]?[个项件类宗批]"
)  # a name that only qualifies what is counted
COUNTS = re.compile(r"[”’]?等[0-9]+余?[个项类大]")  # …等12个场景投入实战: the number counts the things themselves
QUALIFIES = re.compile(
    r"[”’]?(?:示范|试点|特色|主题|标准|样板)?[村镇区县园街校户点站厅](?:区|道|院)?[0-9]"
)  # “千万工程”示范村507个
CONTESTED = re.compile(r"[赛练]$")
TRIAL = re.compile(r"[”’]?(?:[、和][^，。；、]{2,20}){0,6}(?:等)?(?:改革)?试点(?!城|地|省|市|区|县|单位|企业)")
OWN = ("self", "organisation.reporting")  # the body itself did not happen
MODAL_REACH = 120
OBJECT_REACH, SUBJECT_REACH, CARRY = 26, 20, 60  # code points between a verb and its thing
DAY = re.compile(
    r"(?:已)?(?:于)?(?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:[0-9]{1,2}月(?:底|初|末|中旬|上旬|下旬)?)?$"
)  # App于6月28日上线
VERSION = re.compile(r"[0-9][0-9.]{0,4}版?本?(?=$|[^0-9个项家])")  # “…大脑”2.0版正式启用
SINCE = re.compile(r"(?:已)?(?:于)?(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?")
WHERE = re.compile(r"在[^，。；]{2,24}?(?:[区县市镇乡]|园区|单位)$")
NUMBER = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table of cues, compiled."""

    event: Event
    position: str
    types: frozenset[str]
    plan_only: bool
    rule: str
    shape: str = ""  # the regular expression of a cue that is no plain word


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    cues: tuple[Cue, ...]


_Shape = tuple[str, re.Pattern[str], Cue]  # what every match holds, the pattern, the cue
# The plain words as one pattern and their cues; what shapes hold as one pattern, the shapes, those that hold nothing.
_Cues = tuple[re.Pattern[str], dict[str, tuple[Cue, ...]], re.Pattern[str], tuple[_Shape, ...], tuple[_Shape, ...]]


@vocab.kept
def _cues() -> _Cues:
    plain: dict[str, list[Cue]] = {}
    shaped: list[_Shape] = []
    for row in vocab.table("cues-events"):
        cue = Cue(cast(Event, row["event"]), row["position"], frozenset(row["types"].split("|")),
                  row["scope"] == "plan", f"event.{row['event']}.{row['position']}",
                  "" if PLAIN_WORD.fullmatch(row["word"]) else row["word"])  # fmt: skip
        if not cue.shape:
            plain.setdefault(row["word"], []).append(cue)
        else:
            shaped.append((core(cue.shape), re.compile(cue.shape), cue))
    return (re.compile(alternation(plain)), {w: tuple(c) for w, c in plain.items()},
            re.compile(alternation(word for word, _, _ in shaped)), tuple(shaped), tuple(s for s in shaped if not s[0]))  # fmt: skip


INNER = re.compile(
    r"(?:\([^()]*\)|\[[^][]*\])(?:[?*+]|\{[0-9,]*\})*|[^()\[\]](?:[?*+]|\{[0-9,]*\})+"
)  # what need not be there as written


def core(shape: str) -> str:
    """The longest word that every match of a pattern holds, "" where there is none: without it no match is looked for.

    >>> core("(?:[一二]期)?扩容(?:顺利)?完成"), core("(?:(?:已|均){1,4})?完成[^，]{0,6}改造?"), core("(?:推广|推行)")
    ('扩容', '完成', '')
    """
    while (rest := INNER.sub("\0", shape)) != shape:
        shape = rest
    return "" if "|" in shape else max(re.findall(r"[\u4e00-\u9fff]+", shape), key=len, default="")


def find(text: str, sentence: Spanned, mentions: Sequence[Mention], above: Sequence[Mention] = ()) -> list[EventSpan]:
    """The milestones of one sentence; ``mentions`` stand in it, ``above`` in its item's heading and earlier sentences.

    >>> from types import SimpleNamespace as S
    >>> t = "“武汉云”正式启用，印发《管理办法》。"
    >>> names = [Mention(1, 4, "武汉云", "Platform", "武汉云", "r"), Mention(12, 18, "《管理办法》", "Document", "管理办法", "r")]
    >>> [(e.surface, e.event, e.of) for e in find(t, S(start=0, end=19, plan=False), names)]
    [('正式启用', 'launched', 1), ('印发', 'issued', 12)]
    """
    if not mentions and not above:
        return []
    found: dict[tuple[int, int, str], EventSpan] = {}
    for part, names in windows(sentence, mentions):
        for event in _Reader(text, part, names, above).run():
            found.setdefault((event.start, event.of, event.event), event)
    return list(found.values())


class _Reader:
    def __init__(self, text: str, sentence: Spanned, mentions: Sequence[Mention], above: Sequence[Mention]) -> None:
        self.text, self.sentence = text, sentence
        self.base = sentence.start
        self.folded = folded(text)[sentence.start : sentence.end]
        self.raw = self._raw()
        if not self.raw:  # most sentences say of nothing that it happened
            return
        self.above = [m for m in above if m.type in ("Reform", "Platform", "Campaign")]
        things = [m for m in mentions if m.type not in ("Place", "Award") and m.rule not in OWN]
        outer = [m for m in things if not any(o.start <= m.start and m.end <= o.end and o is not m for o in things)]
        self.things = sorted(outer, key=lambda m: m.start)
        self.skip = [(m.start - self.base, m.end - self.base) for m in self.things if m.type != "Unit"]
        self.taken: set[tuple[int, str]] = set()

    def run(self) -> list[EventSpan]:
        found: list[EventSpan] = []
        hits = [h for h in (self._meant(h) for h in self._hits()) if h.cues] if self.raw else []
        for hit in hits:
            for cue in sorted(hit.cues, key=lambda c: c.position != "object"):
                things = self._objects(hit, cue, hits) if cue.position == "object" else self._subjects(hit, cue)
                things = [t for t in things if t.type in cue.types]
                if things:
                    found += [e for t in things if (e := self._event(hit, cue, t))]
                    break
        return found

    def _meant(self, hit: _Hit) -> _Hit:
        """The hit without the cues that speak of a plan only, where none is spoken of."""
        if self.sentence.plan or not any(c.plan_only for c in hit.cues) or self._modal(hit):
            return hit
        return _Hit(hit.start, hit.end, tuple(c for c in hit.cues if not c.plan_only))

    def _modal(self, hit: _Hit) -> bool:
        return bool(MODAL.search(self.folded, max(0, hit.start - MODAL_REACH), hit.start))

    def _event(self, hit: _Hit, cue: Cue, thing: Mention) -> EventSpan | None:
        event: Event = "planned" if self._ahead(hit, cue) else cue.event
        if (thing.start, event) in self.taken:
            return None
        self.taken.add((thing.start, event))
        start, end = hit.start + self.base, hit.end + self.base
        return EventSpan(start, end, self.text[start:end], event, thing.start, cue.rule)

    def _ahead(self, hit: _Hit, cue: Cue) -> bool:
        before = self.folded[max(0, hit.start - 12) : hit.start]
        if SURELY_AHEAD.search(before):
            return True
        if DONE.search(before) or DATED.search(self.folded, max(0, hit.start - MODAL_REACH), hit.start):
            return False
        if self.sentence.plan or self._modal(hit):
            return True
        return cue.event == "launched" and bool(SOON.search(before))

    def _raw(self) -> list[_Hit]:
        """Every cue of the sentence."""
        words, plain, cores, shaped, anyhow = _cues()
        raw = [_Hit(m.start(), m.end(), plain[m[0]]) for m in words.finditer(self.folded)]
        for word, pattern, cue in shaped if cores.search(self.folded) else anyhow:
            if word in self.folded:
                raw += [_Hit(m.start(), m.end(), (cue,)) for m in pattern.finditer(self.folded) if m.end() > m.start()]
        return raw

    def _hits(self) -> list[_Hit]:
        """Cues of the sentence outside names; of two that overlap the one that begins first, then the longer one."""
        kept: list[_Hit] = []
        for h in sorted(self.raw, key=lambda h: (h.start, -h.end)):
            if any(a <= h.start < b or (a < h.end and h.start < b and len(h.cues[0].shape) == 0) for a, b in self.skip):
                continue
            if kept and kept[-1].end > h.start:
                if (kept[-1].start, kept[-1].end) == (h.start, h.end):
                    kept[-1] = _Hit(h.start, h.end, kept[-1].cues + h.cues)
                elif h.end - h.start > kept[-1].end - kept[-1].start:
                    kept[-1] = h
                continue
            kept.append(h)
        return kept

    def _gap(self, start: int, end: int) -> str:
        """The words between two offsets of the sentence, what other names take up left out."""
        words, at = [], start
        for m in self.things:
            a, b = m.start - self.base, m.end - self.base
            if a >= start and b <= end:
                words.append(self.folded[at:a])
                at = b
        return "".join([*words, self.folded[at:end]])

    def _objects(self, hit: _Hit, cue: Cue, hits: Sequence[_Hit]) -> list[Mention]:
        """The thing behind the verb in the same clause, and what is listed with it."""
        limit = hit.end + OBJECT_REACH
        after = bisect_right(hits, hit.start, key=lambda h: h.start)
        later = hits[after].start if after < len(hits) else len(self.folded)
        behind = [m for m in self.things if m.start - self.base >= hit.end]
        for i, m in enumerate(behind):
            at = m.start - self.base
            gap = self.folded[hit.end : at]
            if at > limit or any(c in gap for c in MARKS) or hit.end <= later < at:
                break
            if m.type in cue.types:
                return [] if self._refused(hit, cue, m, gap) else self._listed(behind[i:], cue)
            if m.type != "Unit":
                break
        return []

    def _refused(self, hit: _Hit, cue: Cue, thing: Mention, gap: str) -> bool:
        """Things that the verb does not make: what is counted with it, a list of something, a fair that was held."""
        if cue.event == "completed":
            held = self.folded[hit.start : hit.end].endswith(("举办", "承办"))
            return bool(COUNTED.match(self.folded, thing.end - self.base)) or (
                held and not CONTESTED.search(thing.surface)
            )
        if cue.event == "launched" and thing.type == "Reform":
            return bool(QUALIFIES.match(self.folded, thing.end - self.base))
        if cue.event == "piloted" and "试点" not in self.folded[hit.start : hit.end]:
            return not (thing.surface.endswith("试点") or TRIAL.match(self.folded, thing.end - self.base))
        return cue.event == "issued" and "的" in gap and not thing.surface.startswith("《")

    def _listed(self, things: Sequence[Mention], cue: Cue) -> list[Mention]:
        found = [things[0]]
        for m in things[1:]:
            between = self.folded[found[-1].end - self.base : m.start - self.base]
            if m.type not in cue.types or not LIST.fullmatch(between):
                break
            found.append(m)
        return found

    def _subjects(self, hit: _Hit, cue: Cue) -> list[Mention]:
        """The thing before the verb, in its clause or, where the clause names none, what the sentence spoke of last."""
        if not self._closes(hit, cue) or NOUN.match(self.folded, hit.end):
            return []
        before = [m for m in self.things if m.end - self.base <= hit.start and m.type in cue.types]
        if spoken := ANAPHOR.search(self.folded, max(0, hit.start - SUBJECT_REACH), hit.start):
            kind = "Platform" if spoken[1] in ("系统", "平台") else ""
            said = [m for m in [*self.above, *before] if m.type in cue.types and kind in ("", m.type)]
            return said[-1:]
        if not before and SINCE.fullmatch(self.folded, 0, hit.start):  # “檀快办”App。9月1日正式上线
            return [m for m in self.above if m.type in cue.types][-1:]
        if not before:
            return []
        last = before[-1]
        gap = self._gap(last.end - self.base, hit.start)
        gap = DAY.sub("", VERSION.sub("", gap))
        if cue.event in ("piloted", "extended"):  # …改革在滨河、古渡两个区先行试点
            gap = WHERE.sub("", gap)
        near = not any(c in gap for c in MARKS + "、") and len(gap) <= SUBJECT_REACH
        carried = cue.event in ("extended", "replicated") and "；" not in gap and len(gap) <= CARRY
        if not (near or carried) or (
            NUMBER.search(gap) and not COUNTS.match(gap) and cue.event not in ("extended", "replicated", "piloted")
        ):
            return []
        if near and self._object_of_other(last, hit):
            return []
        found = [last]
        for m in reversed(before[:-1]):
            between = self.folded[m.end - self.base : found[0].start - self.base]
            if not near or not LIST.fullmatch(between):
                break
            found.insert(0, m)
        return found

    def _closes(self, hit: _Hit, cue: Cue) -> bool:
        """A verb behind its thing closes the clause: 上线后…, 正式启用，; not 上线服务640项."""
        if cue.event in ("launched", "issued") or self.text[hit.start + self.base : hit.end + self.base] == "扩容":
            return bool(AS_SUBJECT_ENDS.match(self.folded, hit.end)) or cue.event == "issued"
        return True

    def _object_of_other(self, thing: Mention, hit: _Hit) -> bool:
        """True when 、 or 的 between thing and verb shows that the verb speaks of something else."""
        gap = self.folded[thing.end - self.base : hit.start]
        return "的" in gap and cueless(gap)


def cueless(gap: str) -> bool:
    """True when the words behind 的 name another thing: 平台的应用水平."""
    return len(gap.rpartition("的")[2]) >= 2
