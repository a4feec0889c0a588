r"""A report as its parts: sections by their numbering, sentences, and what each sentence is there for.

Offsets are code points of the frozen text, which is never changed; every part is a half-open span of it.

>>> d = parse("某市2021年工作总结\n一、改革\n（一）一网通办。受理办件5件。一是上线平台。二是开展试点。")
>>> [(d.text[s.start:s.end], s.kind, s.section.path) for s in d.sentences][1:4]
[('一、改革', 'heading', '一'), ('（一）一网通办。', 'heading', '一/(一)'), ('受理办件5件。', 'body', '一/(一)')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from govkg import vocab
from govkg.fiveyears import FIVE_YEARS, OPENS_FIVE_YEARS, opened, years_of

Kind = Literal["title", "header", "heading", "body", "signature", "footer"]

HAN = "一二三四五六七八九十百"
# The numberings of official documents (GB/T 9704: 一、 then （一） then 1. then （1）), at the start of a line.
NUMBERINGS = (
    (1, re.compile(rf"[  　\t]*第([{HAN}]{{1,3}})(?:部分|章|篇)")),
    (2, re.compile(rf"[  　\t]*([{HAN}]{{1,3}})、")),
    (3, re.compile(rf"[  　\t]*[（(]([{HAN}]{{1,3}})[）)]")),
    (4, re.compile(r"[  　\t]*([0-9０-９]{1,2})[.．、](?![0-9０-９](?![0-9]{4}热线))")),
    (5, re.compile(r"[  　\t]*[（(]([0-9０-９]{1,2})[）)]")),
    (6, re.compile(r"[  　\t]*([①-⑳])")),
)
UNSURE = "?"  # one year or several: what opened with five years may still go on
ENUMERATED = re.compile(rf"(?:(?<=[。；;：:，,\n])|^)[  　]*([{HAN}]{{1,2}})(?:要|是(?!否))(?!说)")
# A full stop of half width ends a sentence behind a hanzi, a bracket or a percent sign: 明显提高.全市
SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*|(?<=[\u4e00-\u9fff”）)%％])\.(?![A-Za-z.])|\n")
LEAD = re.compile(r"[。，,：:；;！\n]")  # an item's lead phrase ends here: 一是“一业一证”再扩面。
DATE_LINE = re.compile(
    r"[  　\t]*[0-9〇一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日[  　\t]*"
)
YEAR = re.compile(r"(20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年")
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
CLOSING = re.compile(
    r"过去(?:的)?一年|一年来|回顾(?:过去|一年)|20[0-9]{2}年[，,][^。]{0,6}我(?:们|局|委|办|中心)将|总的来看|总体来看"
)
# 上半年工作情况 looks back in a report that was written in the middle of its year.
PART_YEAR = re.compile(r"(?:上半年|前三季度|[一二三]季度|1[-—~至到][0-9]{1,2}月)[^，。]{0,6}(?:工作|情况|总结)?$")
# A numbering at the start of a line or behind a full stop: where line breaks were lost, it is the only mark of a part.
FUSED = re.compile(rf"(?:^|(?<=[。！？；\n]))[ 　\t]*(?:([{HAN}]{{1,3}})、|[（(]([{HAN}]{{1,3}})[）)])", re.MULTILINE)
# 五、差距与打算: such a part tells what is wanting first, what is planned from a sentence on that says so.
WANTS = re.compile(r"差距|不足|短板|问题|困难")
INTENDS = re.compile(r"打算|目标|计划|安排|思路|任务|方向|举措")
OPENS_AHEAD = re.compile(
    r"(?:(?P<year>20[0-9]{2})年|明年|下一步|下步|下一年|来年|今后|新的一年|接下来|下半年|为此)[^。]{0,1}"
)
YEAR_OPENS = re.compile(r"[ 　]*(20[0-9]{2})年[，,]")
PLAN_TITLE = re.compile(r"工作计划|工作要点|工作安排|行动计划|行动方案|重点任务|工作打算|任务分解|任务分工")
REVIEW_TITLE = re.compile(r"总结|报告|回顾|情况|成效|成果|成绩|综述")
HAN_NUMBER = re.compile(rf"[{HAN}]{{1,3}}、|[（(][{HAN}]{{1,3}}[）)]|[0-9０-９]{{1,2}}[.．、]|[\[［]")
LEAD_MAX = 12  # code points in which a sentence names the years it speaks of
LONG_LINE = 80  # code points: the foot of a page has no line as long as this that ends with a full stop
HEADING_MAX = 60  # code points: a numbered line without a full stop that is longer than this is text, not a heading
LOOKS_AHEAD = re.compile(
    r"(?:展望|面向|进入)?(20[0-9]{2})年[^。]{0,6}我(?:们|局|委|办|中心)将|(20[0-9]{2})年(?:度)?(?:重点|主要|的)?(?:工作)?(?:任务|计划|打算|思路|安排|展望|目标|工作重点|重点工作)"
)
# Verbs and adverbs of what is to be done, and marks of what was done, in a text that has no heading to tell.
AHEAD_MOOD = re.compile(
    r"力争|争取|(?:^|[，。；、,;]|今年|还|也)要(?![求素点闻件害道么是])|继续|确保|今年(?!以来)|探索|着力|"
    r"加快(?:建设|推进|打造|构建|发展|实现|培育)|抓紧|深入实施|[0-9][^，。、0-9]{0,4}以上|谋划|启动实施"
)
RESULT_MOOD = re.compile(
    r"了(?!解)|已|(?:增长|突破|达到?|超过|下降)(?:近|约|超)?[0-9]|(?:压减|压缩|降至|提高到|缩短)(?:近|约)?[0-9一二三四五六七八九]|不断(?:提高|健全|完善|增强)|同比|累计|去年|过去|上年|分别(?:为|增长|达)|首次|荣获|获评|入选|增至|居全国|跃升|年来|成效|连续|[0-9]{4}年[0-9]{1,2}月|印发《|是指"
)
AHEAD_ENOUGH, RARELY = 3, 5  # so many verbs that look ahead, and five to each that tells of a result


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part. ``path`` joins the numbers from the top (``二/(二)/1``); ``plan`` says that it looks ahead."""

    start: int
    level: int
    path: str
    plan: bool
    heading_start: int
    heading_end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or line with its section; ``kind`` says what it is there for, ``plan`` that it speaks of what is to come.

    ``years`` are what its passage opened with: those of a five-year plan to come (``2021/2025``), of 过去一年 the year before, or UNSURE.
    """

    start: int
    end: int
    kind: Kind
    section: Section
    plan: bool = False
    years: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The text with its sections and sentences, in the order of the text."""

    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    _starts: tuple[int, ...] = field(repr=False, compare=False, default=())

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the code point at ``offset`` (or the last one before it)."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def heading(self, section: Section) -> str:
        """The words of a section's heading, without its number."""
        return self.text[section.heading_start : section.heading_end]


@vocab.kept
def _cues(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in vocab.table("cues-structure") if row["kind"] == kind)


def _ordinal(han: str) -> int:
    """The number of a part in Chinese numerals: 二十三 → 23."""
    tens, _, ones = han.rpartition("十")
    value = (HAN.find(tens) + 1 or 1) * 10 if "十" in han else 0
    return value + (HAN.find(ones) + 1 if ones else 0)


def parse(text: str, plans: str | None = None) -> Document:
    """Splits a text into sections and sentences.

    ``plans`` is the year that the report plans for, where it is known: a heading that names it looks ahead.
    Never fails: a text without numbering is one section with the path "".
    """
    return _Parser(text, plans).run()


@vocab.kept
def _appendix() -> re.Pattern[str]:
    """A line that opens an appendix: its word alone or with a number, a colon, or what it holds."""
    words = "|".join(sorted(map(re.escape, _cues("appendix")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"[（(《【]?(?:{words}|[^，。；：]{{0,12}}(?:名词解释|注释))[0-9一二三四五六七八九十]*[：:）)》】]?[^，。；]{{0,30}}"
    )


class _Parser:
    def __init__(self, text: str, plans: str | None) -> None:
        self.text, self.plans = text, plans
        self.root = Section(0, 0, "", False, 0, 0)
        self.stack = [self.root]
        self.sections = [self.root]
        self.sentences: list[Sentence] = []
        self.seen_body = self.closed = False
        self.looking_ahead = False  # until the next part
        self.ahead_since = False  # a part that looks ahead has begun; the parts behind it do so too
        self.reviewed = False  # a part that looks back stands before it
        self.appended = 0
        self.untitled = False  # an appendix has begun, its title is still to come
        self.wanting = False  # a part that tells of wants and of plans has begun, its plans are still to come
        self.counted: dict[str, int] = {}  # the last number of each numbering
        self.years = ""  # of which the passage speaks
        self.paragraph = False  # and what looks back at them ends with its paragraph

    def run(self) -> Document:
        offset = 0
        for line in self.text.split("\n"):
            if line.strip():
                for start, end in self._unfused(offset, offset + len(line)):
                    self._line(start, end)
            offset += len(line) + 1
        self._sign()
        self._mood()
        starts = tuple(s.start for s in self.sentences)
        return Document(self.text, tuple(self.sections), tuple(self.sentences), starts)

    def _mood(self) -> None:
        """An excerpt of one part at most looks ahead when its verbs do and hardly one tells of a result."""
        if any(s.plan for s in self.sentences) or sum(0 < s.level <= 3 for s in self.sections) > 1:
            return
        body = "".join(self.text[s.start : s.end] for s in self.sentences if s.kind == "body")
        ahead, told = len(AHEAD_MOOD.findall(body)), len(RESULT_MOOD.findall(body))
        if ahead >= AHEAD_ENOUGH and told * RARELY <= ahead:
            self.sentences = [replace(s, plan=True) if s.kind in ("heading", "body") else s for s in self.sentences]

    def _line(self, start: int, end: int) -> None:
        if self.paragraph:
            first, last = self.sentences[-2:][0], self.sentences[-1]
            alone = "\n" in self.text[first.end : last.start]  # a paragraph of one sentence ends no passage
            self.years, self.paragraph = UNSURE if alone else "", False
        while self.text[start].isspace():
            start += 1
        while self.text[end - 1].isspace():
            end -= 1
        line = self.text[start:end]
        if self.untitled and len(line) < HEADING_MAX and line[-1] not in "。；;：:" and not HAN_NUMBER.match(line):
            return self._title_appendix(start, end)
        self.untitled = False
        if self.seen_body and len(line) < HEADING_MAX and _appendix().fullmatch(line):
            return self._append(start, end)
        if self.closed and not self.appended:
            if len(line) < LONG_LINE or line[-1] != "。":
                return self._add(start, end, "footer")
            self.closed = False  # the date stood in the middle, as where two papers follow one another
        if DATE_LINE.fullmatch(line):
            self.closed = self.seen_body
            return self._add(start, end, "signature" if self.seen_body else "header")
        if self.seen_body and len(line) < 40 and any(c in line for c in _cues("footer")) and not line.endswith("。"):
            return self._add(start, end, "footer")
        number = next(((lv, m) for lv, p in NUMBERINGS if (m := p.match(line))), None)
        if (
            number is None
            and not self.seen_body
            and len(self.sections) == 1
            and len(line) < HEADING_MAX
            and not line.endswith(("。", "；", "：", ":"))
        ):
            header = len(line) < 60 and any(c in line for c in _cues("header"))
            if PLAN_TITLE.search(line) and not REVIEW_TITLE.search(line):
                self.root = self.sections[0] = self.stack[0] = replace(self.root, plan=True)
            return self._add(start, end, "header" if header else "title")
        cursor = start
        if number:
            cursor = self._open(start, end, *number)
        elif CLOSING.match(line):
            self.stack = [self.root]
        elif len(line) < HEADING_MAX:
            self._bare_heading(line)
        self._sentences(cursor, end)
        return None

    def _open(self, start: int, end: int, level: int, match: re.Match[str]) -> int:
        """Opens a numbered section and gives the place where its body starts."""
        body = start + match.end()
        stop = SENTENCE_END.search(self.text, body, end)
        heading_end = stop.end() if stop else end
        long = heading_end - body > HEADING_MAX or (stop is None and self.text[end - 1] in "；;")
        named = self.text[body:heading_end].rstrip("。！？!?")
        while self.stack[-1].level >= level:
            self.stack.pop()
        parent = self.stack[-1]
        number = f"({match[1]})" if level in (3, 5) else match[1]
        looks_back = any(c in named for c in _cues("review")) or bool(PART_YEAR.search(named))
        plan = parent.plan or self._is_plan(named) or (level <= 2 and self.ahead_since and not looks_back)
        if level <= 2 or YEAR.search(named):
            self.years = self._plan_named(named)
        if level <= 2:
            self.looking_ahead = False
            self.ahead_since = plan and self.reviewed
            self.reviewed = self.reviewed or not plan
        if level <= 2 or plan != parent.plan:
            self.wanting = bool(WANTS.search(named)) and (plan or bool(INTENDS.search(named)))
        section = Section(start, level, "/".join(filter(None, (parent.path, number))), plan, body,
                          body if long else body + len(named))  # fmt: skip
        self.stack.append(section)
        self.sections.append(section)
        if long:
            return start
        self._add(start, heading_end, "heading")
        return heading_end

    def _append(self, start: int, end: int) -> None:
        """An appendix begins: what it says belongs to no part before it."""
        self.looking_ahead = self.ahead_since = self.reviewed = False
        self.appended += 1
        path = "附" + (str(self.appended) if self.appended > 1 else "")
        section = Section(start, 1, path, self._is_plan(self.text[start:end]), start, end)
        self.stack = [self.root, section]
        self.sections.append(section)
        self.untitled = True
        self._add(start, end, "heading")

    def _title_appendix(self, start: int, end: int) -> None:
        """The line under 附件1 says what it is, and whether it looks ahead."""
        section = self.stack[-1]
        if self._is_plan(self.text[start:end]):
            section = self.stack[-1] = self.sections[-1] = replace(section, plan=True)
            self.sentences[-1] = replace(self.sentences[-1], section=section, plan=True)
        self.untitled = False
        self._add(start, end, "heading")

    def _unfused(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines that a line was, where the breaks before its numbers were lost: …成效。二、推进改革。（一）…"""
        for m in FUSED.finditer(self.text, start, end):
            kind = "（" if m[2] else "、"
            number = _ordinal(m[2] or m[1])
            opens = m.start() == start
            if opens or number in (1, self.counted.get(kind, 0) + 1):
                self.counted[kind] = number
            if not opens and self.counted.get(kind) == number:
                yield start, m.start()
                start = m.start()
        yield start, end

    def _bare_heading(self, line: str) -> None:
        if not line.endswith(("。", "；", ";")) and self._is_plan(line):
            self.looking_ahead = True

    def _is_plan(self, heading: str) -> bool:
        if any(c in heading for c in _cues("review")) or PART_YEAR.search(heading):
            return False
        years = [y.translate(DIGITS) for y in YEAR.findall(heading)]
        if years and self.plans:
            return str(years[-1]) >= self.plans
        return (
            any(c in heading for c in _cues("plan"))
            or bool(LOOKS_AHEAD.search(heading))
            or self._five_years(heading) == "ahead"
        )

    def _five_years(self, words: str) -> str:
        """Whether a five-year plan that the words name is still ahead of the report or behind it; "" where unknown."""
        named = years_of(words)
        if not named or not (self.plans or "").isdigit():
            return ""
        first, last = named[-1]
        return "ahead" if str(first) >= str(self.plans) else "behind" if str(last) < str(self.plans) else ""

    def _sentences(self, start: int, end: int) -> None:
        """Cuts a stretch of text into sentences; 一是/二是 open items of their own."""
        base = self.stack[-1]
        cuts = [m.end() for m in SENTENCE_END.finditer(self.text, start, end)]
        items = {m.start(1): m[1] for m in ENUMERATED.finditer(self.text, start, end)}
        for cut in sorted({*cuts, *items, end}):
            if cut <= start:
                self._item(start, items, base)
                continue
            self._item(start, items, base)
            while start < cut and self.text[start].isspace():
                start += 1
            if start < cut:
                self._add(start, cut, "body")
                self.seen_body = True
            start = cut
        if items:
            self.stack = [s for s in self.stack if s.level < 7] or [self.root]

    def _item(self, start: int, items: dict[int, str], base: Section) -> None:
        if start not in items:
            return
        if self.stack[-1].level == 7:
            self.stack.pop()
        lead = LEAD.search(self.text, start)
        section = Section(start, 7, "/".join(filter(None, (base.path, items[start] + "是"))), base.plan, start + 2,
                          lead.start() if lead else len(self.text))  # fmt: skip
        self.stack.append(section)
        self.sections.append(section)

    def _add(self, start: int, end: int, kind: Kind) -> None:
        section = self.stack[-1] if kind in ("heading", "body") else self.root
        words = self.text[start:end]
        if kind == "body":
            opens = LOOKS_AHEAD.match(words)
            year = next(filter(None, opens.groups()), "") if opens else ""
            self._turn(words)
            if (opens and (not self.plans or year >= self.plans)) or words.startswith(_cues("planPhrase")):
                self.looking_ahead = True
            if self.wanting and (m := OPENS_AHEAD.match(words)) and self._to_come(m["year"]):
                self.wanting = False
                self.looking_ahead = True
        ahead = kind == "body" and (m := YEAR_OPENS.match(words)) and bool(self.plans) and m[1] >= str(self.plans)[:4]
        plan = kind in ("heading", "body") and not self.wanting and bool(section.plan or self.looking_ahead or ahead)
        self.sentences.append(Sentence(start, end, kind, section, plan, self.years if kind == "body" else ""))

    def _to_come(self, year: str | None) -> bool:
        """Whether a year (None: 明年, 下一步) is one that the report plans for."""
        return year is None or not self.plans or year >= str(self.plans)[:4]

    def _turn(self, words: str) -> None:
        """A sentence that opens with years says that its passage is of them; with a five-year plan, whether it looks ahead."""
        if (years := opened(words, self.plans or "")) is not None:
            self.years, self.paragraph = years, "/" in years and self._five_years(words) != "ahead"
        if "五" not in words[:LEAD_MAX]:
            return
        first = words[: words.find("，") + 1] or words
        if self._five_years(first) == "behind":
            self.looking_ahead = False
        elif OPENS_FIVE_YEARS.match(first) and self._five_years(first) == "ahead":
            self.looking_ahead = True

    def _plan_named(self, heading: str) -> str:
        """The years of the one five-year plan that a heading names, where it is still to come and no year stands beside it."""
        alone = (
            len(FIVE_YEARS.findall(heading)) == 1 and not YEAR.search(heading) and self._five_years(heading) == "ahead"
        )
        return "/".join(map(str, years_of(heading)[0])) if alone else ""

    def _sign(self) -> None:
        """The line above the closing date is the signature, when it is a body's name."""
        for i, s in enumerate(self.sentences[1:], 1):
            before = self.sentences[i - 1]
            if s.kind == "signature" and before.kind == "body" and before.end - before.start < 40 and (
                self.text[before.end - 1] not in "。；！"
            ):  # fmt: skip
                self.sentences[i - 1] = Sentence(before.start, before.end, "signature", self.root)
