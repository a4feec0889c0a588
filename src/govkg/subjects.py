"""What each figure is about: the initiative that its clause, its sentence, its item or the heading above names.

The nearest one named wins (ANNOTATION.md, rulings); what is only an example in a list (A、B等50个) is passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from govkg import vocab
from govkg.document import Document, Section, Sentence
from govkg.extract.spans import EventSpan, Mention, Quantity
from govkg.extract.stretch import WINDOW
from govkg.resolve import INITIATIVES

BARRIER = re.compile(r"[；;。]")
WHOLE = re.compile(r"[全我本][国省市区县州]")
# 对共建“一带一路”国家进出口: trade with the countries of a scheme is not what the scheme did.
PARTNERS = re.compile(r"[”’]?(?:沿线|合作|参与)?国家(?![级标试示重专])")
TOWARDS = re.compile(r"(?:对|与|同|向|往|至|和)(?:共建|参与|加入|[国省市区县州])?[“‘]?$")
LINKED = re.compile(
    r"[”’]?(?:系统|平台)?(?:实时|全面|深度|有效|无缝|已|实现|数据|互联){0,3}(?:对接|联通|贯通|衔接|互通|共享|打通)"
)
PLACE = re.compile(r"[我全][省市区县州盟旗]")
JOINT = re.compile(r"[”“’‘」「』『》《、和及与 ]*等?[多共]?")
AND_SUCH = re.compile(r"[”’]?等[^，,。；;0-9]{1,10}")  # “智慧停车”“防汛一张图”等场景应用14个
ACTS = re.compile(r"开展|启动|推进|推动|加快|深化|举办|组织|出台|印发|制定|利用|依托|通过")
CLAUSE = re.compile(r"[，,；;：:。！？\n]")
WORKS = (
    "platform.work",
    "platform.facility",
)  # in a government's list a work gives no figures of the clauses behind it
PART_OR_PLACE = ("其中", "对", "在")
NEAR = 60  # code points: a name this near before still speaks
SUMMED = re.compile(r"[”’]?等[^，,。；;0-9]{0,10}[0-9]")
LEAD = 40  # code points: a sentence that opens a paragraph and is no longer names its matter
SENTENCE = 5  # code points: the first clause of a heading that is shorter only opens a sentence
DIGIT = re.compile(r"[0-9０-９]")
WANTING = re.compile(r"不足|问题|短板|差距|困难")
BESIDE = re.compile(r"[”’]?[、和及与][“‘]?")
LEVEL = re.compile(r"(?:[省市区县州]|[全我][国省市区县州])?[“‘]?")
# What so many of them reached: 全州172个乡镇实现“一枚印章管审批”.
ATTAINED = re.compile(r"[\u4e00-\u9fff（）()、]{0,14}?(?:实现|推行|实行|落实|启用|应用|享受)了?[“‘]?")
Basis = Literal["explicit", "item"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The mention that a figure is about, and the rule that chose it; ``mention`` None means place or body."""

    mention: Mention | None
    rule: str


@vocab.kept
def _verbs() -> tuple[re.Pattern[str], Mapping[str, str]]:
    rows = {r["word"]: r["basis"] for r in vocab.table("cues-attribution")}
    words = "|".join(sorted(map(re.escape, rows), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:{words})(?![率面度])"), rows  # 覆盖率 is no verb


def clause(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The clause (between commas, semicolons, colons) that holds ``start:end``."""
    marks = _marks(text, sentence.start, sentence.end)
    before, behind = bisect_left(marks, start), bisect_left(marks, end)
    left = marks[before - 1] + 1 if before else sentence.start
    return left, marks[behind] if behind < len(marks) else sentence.end


@lru_cache(maxsize=64)
def _marks(text: str, start: int, end: int) -> list[int]:
    """Where the marks between the clauses of a sentence stand, each one code point; found once for all its figures."""
    return [m.start() for m in CLAUSE.finditer(text, start, end)]


@lru_cache(maxsize=64)
def speaks_of_place(text: str, start: int, end: int) -> int:
    """Where a sentence first speaks of the report's place by 全市 or 我市; behind its end where it does not."""
    m = PLACE.search(text, start, end)
    return m.start() if m else end


class Subjects:
    """Finds subjects for the figures of one document, sentence after sentence (what was last spoken of carries over)."""

    def __init__(self, document: Document, mentions: Iterable[Mention], events: Iterable[EventSpan],
                 parts: Iterable[int] = (), figures: Iterable[int] = (), *, governs: bool = False) -> None:  # fmt: skip
        self.document, self.text = document, document.text
        self.initiatives = [m for m in mentions if m.type in INITIATIVES]
        self.launched = {e.of for e in events if e.event == "launched"}
        self.parts = set(parts)
        self.figures = sorted(figures)  # where the figures of the whole document start
        self.governs = governs  # a government's report lists what became of its whole place
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in self.initiatives:
            self.by_sentence.setdefault(document.sentence_at(m.start).start, []).append(m)
        self.starts = [m.start for m in self.initiatives]
        self.headings = {s: self._heading(s) for s in document.sections}
        self.outer = self._outer()
        self.exemplars = self._exemplars()
        self.leads = self._leads()
        self.topic: tuple[str, Mention] | None = None

    def _exemplars(self) -> set[int]:
        """Names that a count sums up as examples, where a heading names what they are of: “开饭店”“办民宿”等主题套餐36个."""
        found: set[int] = set()
        for names in self.by_sentence.values():
            for i, m in enumerate(names):
                if SUMMED.match(self.text, m.end) and self.headings.get(self.document.sentence_at(m.start).section):
                    found.add(m.start)
                    edge = m.start
                    for other in reversed(names[:i]):
                        if not JOINT.fullmatch(self.text, other.end, edge):
                            break
                        found.add(other.start)
                        edge = other.start
        return found

    def _leads(self) -> dict[int, Mention]:
        """The one name of a paragraph's first sentence, where that is a short lead without figures: 办好12345热线，民有所呼。"""
        found: dict[int, Mention] = {}
        lead: Mention | None = None
        line = -1
        for s in self.document.sentences:
            begins = self.text.rfind("\n", 0, s.start)
            if begins != line:
                line, lead = begins, None
                names = {m.name: m for m in self.by_sentence.get(s.start, [])}
                i = bisect_left(self.figures, s.start)
                figures = i < len(self.figures) and self.figures[i] < s.end
                if len(names) == 1 and s.end - s.start <= LEAD and not figures and s.kind in ("body", "heading"):
                    lead = next(iter(names.values()))
            elif lead:
                found[s.start] = lead
        return found

    def _heading(self, section: Section) -> Mention | None:
        first = bisect_left(self.starts, section.heading_start)
        return next((m for m in self.initiatives[first : first + 1] if m.end <= section.heading_end), None)

    def _outer(self) -> dict[Section, Mention | None]:
        """What the nearest of the headings around each section names."""
        open_: dict[str, Section] = {}
        found: dict[Section, Mention | None] = {}
        for section in self.document.sections:
            around = open_.get(section.path.rpartition("/")[0])
            found[section] = (self.headings[around] or found[around]) if around else None
            open_[section.path] = section
        return found

    def of(self, sentence: Sentence, quantity: Quantity) -> Subject:
        """What a figure is about."""
        here = self.by_sentence.get(sentence.start, [])
        if quantity.subject and (hit := next((m for m in here if quantity.subject in (m.name, m.surface)), None)):
            return self._found(sentence, hit, "subject.named")
        left, right = clause(self.text, sentence, quantity.start, quantity.end)
        examples = self._examples(here, quantity)
        here = [m for m in here if not self._partners(m)]
        inside = [m for m in here if left <= m.start and m.end <= right and not self._overlaps(m, quantity)]
        before = [m for m in inside if m.end <= quantity.start and m.start not in examples]
        if before:
            return self._found(sentence, before[-1], "subject.clause")
        after = [m for m in inside if m.start >= quantity.end]
        if after and quantity.kind == "level" and ATTAINED.fullmatch(self.text, quantity.end, after[0].start):
            if not any(left - NEAR <= m.start and m.end <= left and not self._barred(m.end, left) for m in here):
                return self._found(sentence, after[0], "subject.behind")
            if self.text.startswith(
                PART_OR_PLACE, left
            ):  # 占比93.7%，其中412项实现“零跑动”: they are a part of what was said
                after = []
        if WHOLE.match(self.text, left, quantity.start):
            return self._whole(sentence)
        barrier = max((m.end() for m in BARRIER.finditer(self.text, sentence.start, left)), default=sentence.start)
        # 上线“智审”，首批25个事项“秒批秒办”
        set_up = any(m.start in self.launched and barrier <= m.start and m.end <= left for m in here)
        if after and not examples and not set_up and self._heads(after[0], quantity):
            return self._found(sentence, after[0], "subject.behind")
        said = [m for m in here if m.end <= left and m.start not in examples | self.parts | self.exemplars]
        if self.governs:
            said = [m for m in said if m.rule not in WORKS]
        own = self.headings.get(sentence.section)
        earlier = [m for m in said if barrier <= m.start and not (self.governs and self._counted(sentence, m))]
        if own and earlier and self._done_to(sentence, earlier[-1]):
            return self._found(sentence, own, "subject.heading")
        if earlier and self._turned(earlier[-1].end, left):  # 推行A，全市…，B家: the sentence speaks of the city by now
            return self._whole(sentence)
        if earlier:
            return self._found(sentence, self._topical(sentence, earlier), "subject.sentence")
        one = len({m.name for m in said}) == 1 and self._opens(sentence, said[0])
        wanting = WANTING.search(self.document.heading(sentence.section))  # a list of wants: each names its own
        if one and said[0].type != "Campaign" and barrier > sentence.start and not self.governs and not wanting:
            return self._found(sentence, said[0], "subject.topic")
        return self._above(sentence)

    def _barred(self, start: int, end: int) -> bool:
        """Whether a semicolon or full stop stands between two offsets."""
        return bool(BARRIER.search(self.text, start, end))

    def beside(self, sentence: Sentence, mention: Mention, quantity: Quantity) -> list[Mention]:
        """The names listed with the one that a figure is about, where the figure is said of all of them: A、B、C累计832万辆次."""
        if mention.end > quantity.start or "、" in self.text[mention.end : quantity.start]:
            return []
        found: list[Mention] = []
        edge = mention.start
        for m in reversed(self.by_sentence.get(sentence.start, [])):
            if m.end > edge:
                continue
            if m.type != mention.type or m.name == mention.name or not BESIDE.fullmatch(self.text, m.end, edge):
                break
            found.append(m)
            edge = m.start
        return found

    def _whole(self, sentence: Sentence) -> Subject:
        """What 全市 stands for: the whole place; but a bureau counts in its whole city what its item's reform did."""
        above = self._above(sentence)
        return Subject(None, "subject.whole") if self.governs or above.mention is None else above

    def _turned(self, start: int, end: int) -> bool:
        """Whether a clause between two offsets opens with 全市 and its like."""
        return any(WHOLE.match(self.text, m.end(), end) for m in CLAUSE.finditer(self.text, start, end))

    def passed(self, sentence: Sentence, quantity: Quantity) -> dict[int, str]:
        """Why names of the sentence cannot be what a figure is about, by their start: example, counted, part, partners, behind, inside."""
        examples, why = self._examples(self.by_sentence.get(sentence.start, []), quantity), {}
        for m in self.by_sentence.get(sentence.start, []):
            if self._overlaps(m, quantity):
                why[m.start] = "inside"
            elif m.start >= quantity.end:
                why[m.start] = "behind"
            elif self._partners(m):
                why[m.start] = "partners"
            elif m.start in examples | self.parts:
                why[m.start] = "example" if m.start in examples else "part"
            elif self.governs and self._counted(sentence, m):
                why[m.start] = "counted"
        return why

    def _partners(self, m: Mention) -> bool:
        """Whether a name only says which countries are meant."""
        towards = TOWARDS.search(self.text[max(0, m.start - 6) : m.start])
        return bool(towards and (PARTNERS.match(self.text, m.end) or LINKED.match(self.text, m.end)))

    def _opens(self, sentence: Sentence, m: Mention) -> bool:
        """Whether a sentence begins with a name, so that all of it speaks of what is named."""
        return bool(LEVEL.fullmatch(self.text, sentence.start, m.start))

    def _done_to(self, sentence: Sentence, m: Mention) -> bool:
        """Whether a name has told what it was done to (对417项事项推行告知承诺制): what follows goes on under the heading."""
        left, _ = clause(self.text, sentence, m.start, m.end)
        i = bisect_left(self.figures, left)
        return i < len(self.figures) and self.figures[i] < m.start and self.text.startswith("对", left)

    def _counted(self, sentence: Sentence, m: Mention) -> bool:
        """Whether a name has a figure in its own clause: in a government's list of results it then gives no other."""
        _, right = clause(self.text, sentence, m.start, m.end)
        i = bisect_left(self.figures, m.end)
        return i < len(self.figures) and self.figures[i] < right

    def _topical(self, sentence: Sentence, earlier: Sequence[Mention]) -> Mention:
        """Of the initiatives named earlier in the sentence: the heading's own, else the last one set up, else the last."""
        own = self.headings.get(sentence.section)
        if own and (same := [m for m in earlier if m.name == own.name]):
            return same[-1]
        last = earlier[-1]
        if (
            CLAUSE.match(self.text[max(0, last.start - 1)])
            or last.start == sentence.start
            or (self.text[last.start - 1] in "“‘" and CLAUSE.match(self.text[max(0, last.start - 2)]))
        ):  # it opens its clause: what follows speaks of it
            return last
        return ([m for m in earlier if m.start in self.launched] or [last])[-1]

    def _above(self, sentence: Sentence) -> Subject:
        own = self.headings.get(sentence.section)
        if own:
            return Subject(own, "subject.heading")
        if not self.governs and (lead := self.leads.get(sentence.start)):
            return Subject(lead, "subject.lead")
        anaphor = self.text[sentence.start : sentence.start + 3].startswith(("该", "其", "目前", "截至", "已"))
        if anaphor and self.topic and self.topic[0] == sentence.section.path:
            return Subject(self.topic[1], "subject.item")
        outer = self.outer[sentence.section]
        return Subject(outer, "subject.outer") if outer else Subject(None, "subject.report")

    def _found(self, sentence: Sentence, mention: Mention, rule: str) -> Subject:
        self.topic = (sentence.section.path, mention)
        return Subject(mention, rule)

    def _overlaps(self, m: Mention, q: Quantity) -> bool:
        return m.start < q.end and q.start < m.end

    def _examples(self, here: Sequence[Mention], q: Quantity) -> set[int]:
        """Starts of the mentions that are items of a list which the figure counts: 公共卫生应急、“链税通”等50余个."""
        found: set[int] = set()
        edge, others = q.start, 0
        for m in reversed([m for m in here if m.end <= q.start]):
            between = self.text[m.end : edge]
            if JOINT.fullmatch(between) or (not found and AND_SUCH.fullmatch(between)):
                others += "等" in between or bool(found)
                found.add(m.start)
                edge = m.start
            else:
                break
        return found if others else set()

    def _heads(self, m: Mention, q: Quantity) -> bool:
        """True when the name behind the figure is the head of its noun phrase or what it became: 15个行业“一业一证”改革."""
        between = self.text[q.end : m.start]
        return (
            q.kind == "level" and q.unit != "%" and not re.search(r"[0-9０-９]", between) and not ACTS.search(between)
        )


def basis(text: str, sentence: Sentence, quantity: Quantity) -> Basis:
    """Whether a verb of result states the figure, or the sentence merely counts; the initiative may stand in the heading."""
    if quantity.rule.startswith("pair.") or quantity.surface.startswith("突破"):
        return "explicit"  # from A to B; a mark that was passed
    if quantity.kind == "change":  # 办件46.5万件，同比增长46.7%: growth behind a count is counted with it
        grown = quantity.direction == "up" and quantity.compared_with == "priorYear" and "点" not in quantity.unit
        return "item" if grown else "explicit"
    verb = tie(text, sentence, quantity)
    return "explicit" if verb and _verbs()[1][verb[0]] == "explicit" else "item"


def tie(text: str, sentence: Sentence, quantity: Quantity) -> re.Match[str] | None:
    """The verb in the figure's clause that says whether it is a result: the last one before it, else the first one behind."""
    pattern, _ = _verbs()
    left, right = clause(text, sentence, quantity.start, quantity.end)
    before = list(pattern.finditer(text, max(left, quantity.start - WINDOW), quantity.start))
    return before[-1] if before else pattern.search(text, quantity.end, right)


def topics(document: Document, sections: Sequence[Section]) -> dict[Section, str]:
    """The matter of each heading in its own words."""
    return {section: matter(document.heading(section)) for section in sections}


def matter(heading: str) -> str:
    """What a heading is about, verbs and praise stripped.

    >>> matter("不断强化公共资源交易综合监管力度。")
    '公共资源交易综合监管'
    >>> matter("总体情况"), matter("规划先行，"), matter("项目审批更加高效")
    ('', '', '项目审批')
    """
    words = PRAISE.sub("", HEAD.sub("", heading.strip(" 。：:.，,")))
    first = CLAUSE.split(words)[0]
    if QUALITY.search(words) or DIGIT.search(words) or (first != words and len(first) < SENTENCE):
        return ""  # a sentence names no matter: 完善制度，数据基础规则基本成型
    words = first
    words = TAIL.sub("", words)
    return "" if SLOGAN.fullmatch(words) or _looks_back().fullmatch(words) else words


@vocab.kept
def _looks_back() -> re.Pattern[str]:
    """Headings that say only that they tell of the past: 总体情况, 主要成效."""
    return re.compile(
        "|".join(sorted(re.escape(r["word"]) for r in vocab.table("cues-structure") if r["kind"] == "review"))
    )


# A motto says how something was done, not what: 规划先行, 分块实施.
SLOGAN = re.compile(
    r"[\u4e00-\u9fff]{2}(?:先行|实施|推进|引领|优先|并举|发力|突破|联动|攻坚|为先|为本|赋能|落地|见效|提速|提质|增效)"
)
# Headings that praise a quality or tell of a want name no matter: 平台办事能力稳步提升, 基层力量薄弱, 在“帮”上下功夫.
QUALITY = re.compile(
    r"(?:能力|效能|质效|效率|素质|动能|活力|满意度|获得感)(?:不断|持续|稳步|显著|全面|明显|大幅|有效|进一步)*(?:提升|增强|提高|释放|迸发)?$"
    r"|(?:薄弱|不足|不够[\u4e00-\u9fff]{0,3}|滞后|有待[\u4e00-\u9fff]{1,4}|不高|不强|不到位|不平衡|不充分|偏[低慢少弱])$|^在[^，,]{1,10}[上中]"
    r"|(?:情况|变化|重点|难|困难|问题|短板|差距|体系|格局|局面|有力|有效|有序)$|(?:力度|速度|水平|质量|程度)更[\u4e00-\u9fff]{1,2}$|(?:达到|达|增至|扩至|增加到|提高到)$|从.{1,10}到|向[上下内外前后]|突破$|升级$|延伸$|^(?:突出|抓|促|强|优|用|以|建机制|严|稳|提|聚|兜|正视|主动|尽力|多措|千方百计|坚决|坚守|守牢|切实)|并举|而为|力争|融入"
)
HEAD = re.compile(
    r"^(?:(?:积极|不断|努力|持续|扎实|着力|全面|深入|稳步|大力|加快|切实|认真|统筹|有力|有序|坚持|始终|更加|进一步|高质量|高标准)*"
    r"(?:推进|推动|强化|深化|加强|提升|优化|规范|做好|抓好|落实|实施|开展|完善|建设|打造|聚焦|严守|压实|健全|提高|增强|构建)?)"
)
# How well it went, behind what it is: 项目审批更加高效, 数字政府建设再上新台阶, 营商环境取得新突破.
PRAISE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?:更加|更为|更趋|愈加|愈发|日益|日趋)[\u4e00-\u9fff]{2,4}|越来越[\u4e00-\u9fff]{1,2}|再(?:上|创|获|添|开|迈|谱)[\u4e00-\u9fff]{1,4}"
    r"|(?:取得|实现|迈出|展现|迈上|迎来|开创|打开|呈现|跑出)了?[\u4e00-\u9fff]{0,2}新[\u4e00-\u9fff]{1,3}|成效(?:显著|明显|初显|突出)|走在前列)$"
)
TAIL = re.compile(
    r"(?:力度|水平|能力|工作|建设|任务落实|落地|成效){0,4}(?:不断|持续|稳步|显著|全面|明显){0,4}(?:提升|增强|推进|见效|深化)?$"
)
