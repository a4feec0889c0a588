"""Figures of one sentence and what they mean: metric, role, change and direction, period, pairing of lists.

Pure: no state, no clock, no file but the tables of cue words. Every quantity names the rule that read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from govkg import vocab
from govkg.extract import change, cues, figures, periods
from govkg.extract.figures import Figure
from govkg.extract.naming import RELATIVE, Naming
from govkg.extract.spans import Kind, Quantity, Role
from govkg.extract.stretch import Stretch


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a sentence is read: periods, whether it looks ahead, and the names that stand in it."""

    covers: str = ""
    plans: str | None = None
    plan_section: bool = False
    place: str = ""
    body: str = ""
    names: tuple[tuple[int, int], ...] = ()


NAMED = re.compile(r"“[^“”]{1,30}”|‘[^‘’]{1,30}’|《[^《》]{1,60}》")
NOT_TARGET = re.compile(
    r"争取[^，,。]{0,16}(?:资金|投资|国债|债券|补助|贷款|专项|额度|指标)|未(?:能)?达到|超额完成|较[^，,。]{0,12}计划|完成[^，,。；;]{0,30}(?:目标|计划)|(?:目标|计划)(?:任务)?(?:如期|提前|顺利|圆满|全面|胜利){0,2}(?:实现|完成|达成)|(?:目标|计划)(?:任务)?(?:的)?基础上|为(?:奋斗)?目标[，,]|(?:紧盯|围绕|锚定|聚焦|对标|按照|瞄准|朝着|紧扣)[^。；;]{0,30}?目标[，,]|距[^，,。；;]{0,16}(?:目标|计划)|(?:超过?|超出|高于)[^，,]{0,8}(?:目标|计划)"
)
# A plan that is a name is none to come: 营养改善计划提质扩面, 实施…计划，; 计划 as a verb has what is planned behind it.
PLAN_NAME = re.compile(
    r"[\u4e00-\u9fff](?<![已还拟均共将年市省区县局们正原])计划(?=[，,。；;、“”]|提质|扩面|深入|顺利|有序|全面|加快|稳步|有力|扎实|持续|落地|启动实施|实施以来|取得)"
)
TARGET_BEHIND = re.compile(r"(?:个|项|家|%|以上)?的?(?:年度|年初|预期|控制|考核|既定|全年|工作|预定){0,2}(?:目标|计划)")
AIMS = re.compile(r"目标(?:任务)?(?:是|为)?[：:]")  # holds to the end of its sentence
BY_THEN = re.compile(r"到(20[0-9]{2})年(?!底?已)")
FROM = re.compile(r"(?:由|从|自)(?:原来|原先|原|改革前|上年|去年|20[0-9]{2}年|年初|法定)*的?$")
MOVED = re.compile(r"(?:前移|上移|前进|上升|提升|跃升|攀升|晋升|后移|下降|下滑)了?")
FROM_EARLIER = re.compile(r"(?:由|从)[^，,。；;]{0,14}$")
THAN = re.compile(r"[比较](?:原来|原先|原有|以前|之前|此前|改革前|实施前|过去|上年|去年)的$")  # 比原来的30分钟缩短
ORIGINAL = re.compile(r"(?:整合|归并|撤销|将|，|；)原(?:有|分散在|先|来)的?$")  # 整合原有47个部门窗口
FROM_YEAR = re.compile(r"(?:由|从)(20[0-9]{2})年[^，,。；;0-9]{0,4}$")
LIST_JOINT = re.compile(r"(?:、|和|及|与|以及|，|,)?(?:约|近|超过?)?")
WHICH = re.compile(r"其中")
MERGED = r"[^，,。；;0-9]{0,6}(?:合并|整合|归并|撤并|缩并|压减|压缩|精简|优化|缩减|撤销)(?:至|到|为|成)"
SWEEP = 16  # code points between 由A and 到B at most


@vocab.kept
def _to() -> re.Pattern[str]:
    """What stands between 由A and 至B: perhaps a verb of change, then 至, 到 or 为."""
    verbs = cues.alternation(
        (
            *cues.words("up", "down"),
            "整合",
            "合并",
            "归并",
            "调整",
            "拓展",
            "扩展",
            "优化",
            "前移",
            "攀升",
            "发展",
            "变",
            "跃",
        )
    )
    return re.compile(
        rf"[^，,。；;0-9]{{0,6}}?(?:(?:大幅|再|进一步|快速)*{verbs})?(?:至|到|为|成|居)(?:20[0-9]{{2}}年的?|[^，,。；;0-9]{{0,6}})?"
    )


@vocab.kept
def _verb_to() -> re.Pattern[str]:
    verbs = cues.alternation(cues.words("up", "down"))
    return re.compile(rf"(?:{verbs})?(?:至|到|为)(?:20[0-9]{{2}}年的?)?|{MERGED}")


def find(text: str, start: int, end: int, context: Context) -> list[Quantity]:
    """The quantities of the sentence ``text[start:end]``, in their order.

    >>> t = "办理时限、申请材料分别压减60.90%、39.16%。"
    >>> [(q.surface, q.metric, q.kind, q.direction) for q in find(t, 0, len(t), Context("2021"))]
    [('60.90%', '办理时限', 'change', 'down'), ('39.16%', '申请材料', 'change', 'down')]
    """
    found = list(figures.find(text, start, end, context.names))
    if not found:
        return []
    return _Sentence(text, start, end, context, found).read()


class _Sentence:
    """The figures of one sentence, read together: what a list's verb says holds for all of it."""

    def __init__(self, text: str, start: int, end: int, context: Context, found: Sequence[Figure]) -> None:
        self.text, self.context, self.figures = text, context, found
        self.stretch = Stretch(text, start, end)
        self.made: list[Quantity] = []
        self.naming = Naming(self.stretch, self.made, (context.place, context.body))
        self.periods = periods.Stated(text, start, end, context.covers, context.plans, context.plan_section)
        aims = AIMS.search(text, start, end)
        self.aims = aims.end() if aims else end
        self.which = [m.start() for m in WHICH.finditer(text, start, end)]

    def read(self) -> list[Quantity]:
        for group in self._groups():
            self._group(group)
        return self.made

    def _groups(self) -> list[list[Figure]]:
        """Figures that stand as one list: joined by nothing but 、 和 and approximators."""
        groups: list[list[Figure]] = []
        for f in self.figures:
            joint = self.text[groups[-1][-1].end : f.start] if groups else "x"
            listed = joint[:1] not in ("，", ",") and len(joint) < 5 and LIST_JOINT.fullmatch(joint)
            if groups and listed and (groups[-1][-1].rank and joint in ("、", "和") if f.rank else True):
                groups[-1].append(f)
            else:
                groups.append([f])
        return groups

    def _group(self, group: list[Figure]) -> None:
        first = group[0]
        said = self.made[-1].end if self.made else self.stretch.start
        lead = self.text[max(said, first.start - SWEEP) : first.start]
        ahead = self.stretch.ahead(first.start)
        units = _units(group)
        names, also, rule = self.naming.names(group)
        after_to = bool(self.made) and first.start - said < SWEEP and bool(_to().fullmatch(lead))
        role = self._role(group[-1], first.start)
        opening = self.text[self.stretch.start : self.stretch.start + 12]
        for i, f in enumerate(group):
            kind, direction = self._kind(f, units[i], ahead, first, said)
            if kind == "change" and after_to:
                kind, direction = "level", None
            name = names[min(i, len(names) - 1)]
            self.made.append(
                Quantity(
                    f.start, f.end, self.text[f.start : f.end], f.value, units[i], f"{rule}+{f.rule}", f.low, f.high,
                    f.bound, kind, direction, role, name,
                    metric_start=self._metric_start(name, f), also=also if i == 0 else (),
                    period=self.periods.at(f.start, self.stretch.segment(f.start)),
                    compared_with=change.compared_with(kind, ahead, self.stretch.before(f.start)),
                    flow=change.flow(ahead, name, opening), part_of=self._part_of(f),
                )
            )  # fmt: skip
        if after_to or (len(self.made) > 1 and self.made[-2].kind == "rank" and MOVED.fullmatch(lead)):
            self._make_baselines(len(group))

    def _metric_start(self, name: str, f: Figure) -> int:
        """Where the metric's words stand nearest to the figure, in the window before or behind it; -1 if put together."""
        if not name:
            return -1
        left, right = self.stretch.segment(f.start), min(self.stretch.end, f.end + 40)
        behind = self.text.find(name, f.end, right)
        if f.end <= behind <= f.end + 1:
            return behind
        before = self.text.rfind(name, left, f.start)
        return before if before >= 0 else behind

    # -- from A to B ---------------------------------------------------------------------------------------------
    def _make_baselines(self, count: int) -> None:
        """The group before a 压缩至 is what it was: baselines, levels, of the same metrics."""
        later, earlier = self.made[-count:], self.made[-2 * count : -count]
        if (
            count > 1 and len(self.made) > count and self._from(self.made[-count - 1].start)
        ):  # 由60万元分别提高到72万元、80万元
            one = self.made[-count - 1]
            self.made[-count - 1] = replace(one, role="baseline", kind="level", direction=None, rule="pair." + one.rule)
            return
        if len(earlier) != count:
            return
        start = earlier[0].start
        between = self.text[earlier[-1].end : later[0].start]
        stated = FROM.search(self.text[max(self.stretch.start, start - 12) : start])
        if MOVED.fullmatch(between) and stated:  # 由第9名前移6位
            self.made[-2 * count] = replace(earlier[0], role="baseline", rule="pair." + earlier[0].rule)
            return
        if not stated and not _verb_to().match(between) and not FROM_EARLIER.search(self.stretch.ahead(start)):
            return
        words = self.stretch.before(start)
        dated = FROM_YEAR.search(self.text[max(self.stretch.start, start - SWEEP) : start])
        for i, (old, new) in enumerate(zip(earlier, later, strict=True)):
            shared = old.metric or new.metric
            compared: change.Comparison = "priorYear" if cues.last(words, 0, len(words), "prior") >= 0 else ""
            kind: Kind = "rank" if old.kind == "rank" else "level"
            spanned = old.period if old.period and "/" in old.period and "-" not in old.period else None
            self.made[-2 * count + i] = replace(old, role="baseline", kind=kind, direction=None, metric=shared,
                                                compared_with=compared, period=dated[1] if dated else spanned,
                                                rule="pair." + old.rule)  # fmt: skip
            period = None if dated and new.period == dated[1] else new.period
            self.made[-count + i] = replace(new, metric=shared, period=period, rule="pair." + new.rule)

    def _from(self, start: int) -> bool:
        """Whether 由 or 从 stands before a figure."""
        return bool(FROM.search(self.text[max(self.stretch.start, start - 12) : start]))

    # -- kind, role, part ----------------------------------------------------------------------------------------
    def _kind(self, f: Figure, unit: str, ahead: str, first: Figure, said: int) -> tuple[Kind, change.Direction | None]:
        if f.rank:
            return "rank", None
        share = unit in change.SHARES or f.rule in ("figure.half", "figure.fraction")
        joint = self.text[said : first.start] if first.start - said <= 6 else "far"
        earlier = self.made[-1].direction if self.made and self.made[-1].kind == "change" else None
        behind = self.text[f.end : min(f.end + 6, self.stretch.end)]
        return change.kind(unit, ahead, behind, share=share, counts=unit not in RELATIVE and _is_noun(behind),
                           joint=joint, earlier=earlier)  # fmt: skip

    def _role(self, last: Figure, start: int) -> Role:
        if self.context.plan_section:
            return "target"
        if THAN.search(self.text, max(self.stretch.start, start - 8), start):
            return "baseline"
        if ORIGINAL.search(self.text, max(self.stretch.start, start - 8), start):
            return "baseline"
        behind = self.text[last.end : min(last.end + 10, self.stretch.end)]
        if TARGET_BEHIND.match(behind) and not NOT_TARGET.search(behind):
            return "target"
        if start >= self.aims:
            return "target"
        left = self.stretch.segment(start)
        words = self.text[left:start]
        if "计划" in words:
            words = PLAN_NAME.sub(lambda m: " " * len(m[0]), words)
        if "”" in words or "》" in words:
            words = NAMED.sub(lambda m: " " * len(m[0]), words)  # “双高计划” is no plan
        if (cues.last(words, 0, len(words), "target") >= 0 or self._by_then(words)) and not NOT_TARGET.search(words):
            return "target"
        return "value"

    def _by_then(self, words: str) -> bool:
        """Whether the words name a year to come: 到2027年."""
        if "到20" not in words:  # asked first: quicker than the pattern, and seldom so
            return False
        covered = self.context.covers.rpartition("/")[2]
        return any(m[1] > covered for m in BY_THEN.finditer(words))

    def _part_of(self, f: Figure) -> int:
        """The figure that this one is a part of: the last one before 其中."""
        left = self.stretch.segment(f.start)
        i = bisect_left(self.which, f.start) - 1
        if i < 0 or self.which[i] < left:
            return -1
        for q in reversed(self.made):
            if q.start < left:
                break
            if q.end <= self.which[i] and q.kind == "level":
                return q.start
        return -1


def _units(group: Sequence[Figure]) -> list[str]:
    """The units of a list; 3.1、4.3个百分点: the last one's holds for all."""
    units = [f.unit for f in group]
    for i in range(len(group) - 2, -1, -1):
        if not units[i] and not group[i].rule.startswith(("figure.ratio", "figure.half", "figure.fraction")):
            units[i] = units[i + 1]
    return units


def _is_noun(behind: str) -> bool:
    return bool(re.match(r"[\u4e00-\u9fff“]{2}", behind))
