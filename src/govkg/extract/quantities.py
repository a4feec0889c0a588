"""Figures of one sentence and what they mean: metric, role, change and direction, period, pairing of lists.

Pure: no state, no clock, no file but the tables of cue words. Every quantity names the rule that read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from govkg.extract import figures, metric, periods
from govkg.extract.figures import Figure
from govkg.extract.spans import Kind, Quantity, Role

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a sentence is read: periods, whether it looks ahead, and the names that stand in it."""

    covers: str = ""
    plans: str | None = None
    plan_section: bool = False
    place: str = ""
    body: str = ""
    names: tuple[tuple[int, int], ...] = ()


DOWN = r"压减|压缩|缩短|减少|下降|降低|精简|缩减|回落|收窄|下浮|下调|硬减|压降|缩小|少跑|减|降|少"
UP = r"增长|增加|提高|提升|上升|上涨|提速|扩大|增幅|递增|新增长|前进|进位|跃升|涨|增速|翻了?|高出|增"
# A verb of change directly before its figure, with the adverbs that may stand between.
CHANGE = re.compile(rf"(?:(?P<down>{DOWN}|降幅)|(?P<up>{UP}))(?:了|幅度?|率)?(?:达到?|为|均为)?(?:约|近|超过?)?$")
SAVED_SHARE = re.compile(r"(?:节约|节省|节支)(?:了|近|约)*$")
REACHES = re.compile(r"(?:至|到|为|达|达到|成)(?:了|约|近|超)?$")
NEW = re.compile(r"新增(?:加)?[^，,。；;]{0,12}$")
TARGET = re.compile(
    r"力争|争取|计划(?!单列)|(?<!即)将(?!来|军|近)|拟(?!定|订)|预计|确保|有望|目标(?:是|为)|到20[2-9][0-9]年(?!底?已)|预期"
)
NOT_TARGET = re.compile(r"未达到|超额完成|较[^，,。]{0,12}计划|完成[^，,]{0,8}(?:目标|计划)")
TARGET_BEHIND = re.compile(r"(?:个|项|家|%|以上)?的?(?:年度|年初|预期)?(?:目标|计划)")
PRIOR = re.compile(r"同比|较去年|比去年|较上年|比上年|较20[0-9]{2}年|比20[0-9]{2}年|上年|去年|年均|增速")
REFORM = re.compile(r"改革前|整合前|实施前|优化前|原来|原先|较此前|由原|从原")
STATUTORY = re.compile(r"法定")
FROM = re.compile(r"(?:由|从|自)(?:原来|原先|原|改革前|上年|去年|20[0-9]{2}年|年初|法定)*的?$")
TO = re.compile(
    r"^[^，,。；;0-9]{0,6}?(?:(?:大幅|再|进一步|快速)*(?:压减|压缩|缩短|减少|下降|降低|精简|缩减|缩小|提升|提高|增加|增长|上升|扩大|扩展|跃升|优化|"
    r"降|减|升|增|整合|合并|调整|拓展|延长|前移|前进|上升|攀升|发展|变|增扩))?(?:至|到|为|成)(?:[^，,。；;0-9]{0,6})?$"
)
FROM_TO = re.compile(
    r"(?:压减|压缩|缩短|减少|下降|降低|精简|提升|提高|增加|增长|扩大|扩展|上升|优化|降|减|增|升)?(?:至|到|为)"
)
SHARED = re.compile(r"(?:均|都|各|皆)(?:为|达到?|超过?|近|约|有|获|增长|下降|提高|压减|压缩|实现|是|在)*$")
LIST_JOINT = re.compile(r"^(?:、|和|及|与|以及|，|,)?(?:约|近|超过?)?$")
EACH = re.compile(r"分别(?P<verb>[^、，,。；;0-9]*)$")
WHICH = re.compile(r"其中[^。；;]*$")
STREAK = re.compile(r"连续$")
RELATIVE = ("%", "％", "‰", "成", "倍", "番", "个百分点", "百分点", "个位次", "位次", "")
CLAUSE_END = re.compile(r"[，,。；;：:！？\n]")


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
        self.text, self.start, self.end, self.context = text, start, end, context
        self.figures = found
        self.made: list[Quantity] = []

    def read(self) -> list[Quantity]:
        groups = self._groups()
        for group in groups:
            self._group(group)
        return self.made

    def _groups(self) -> list[list[Figure]]:
        """Figures that stand as one list: joined by nothing but 、 和 and approximators."""
        groups: list[list[Figure]] = []
        for f in self.figures:
            joint = self.text[groups[-1][-1].end : f.start] if groups else "x"
            listed = LIST_JOINT.match(joint) and joint.strip("，,") == joint and not f.rank
            ranked = f.rank and groups and groups[-1][-1].rank and joint in ("、", "和")
            if groups and (listed or ranked):
                groups[-1].append(f)
            else:
                groups.append([f])
        return groups

    def _group(self, group: list[Figure]) -> None:
        first = group[0]
        left = self.made[-1].end if self.made else self.start
        lead = self.text[left : first.start]
        clause_left = max(
            (m.end() for m in CLAUSE_END.finditer(self.text, self.start, first.start)), default=self.start
        )
        ahead = self.text[clause_left : first.start]
        units = [f.unit for f in group]
        for i in range(len(group) - 2, -1, -1):  # 3.1、4.3个百分点: the last one's unit holds for all
            if not units[i] and not group[i].rule.startswith(("figure.ratio", "figure.half", "figure.fraction")):
                units[i] = units[i + 1]
        metrics, also, rule = self._metrics(group, clause_left, left)
        after_to = bool(TO.match(lead)) and bool(self.made) and len(lead) < 16
        role = self._role(group)
        for i, f in enumerate(group):
            kind, direction = self._kind(f, units[i], ahead, first)
            if kind == "change" and after_to:
                kind, direction = "level", None
            self.made.append(
                Quantity(
                    f.start, f.end, self.text[f.start : f.end], f.value, units[i], f"{rule}+{f.rule}", f.low, f.high,
                    f.bound, kind, direction, role, metrics[min(i, len(metrics) - 1)],
                    also=also if i == 0 else (), period=self._period(f),
                    compared_with=self._comparison(f, kind, ahead), flow=self._flow(ahead, metrics[min(i, len(metrics) - 1)]),
                    part_of=self._part_of(f),
                )
            )  # fmt: skip
        if after_to:
            self._make_baselines(len(group))

    # -- from A to B ---------------------------------------------------------------------------------------------
    def _make_baselines(self, count: int) -> None:
        """The group before a 压缩至 is what it was: baselines, levels, of the same metrics."""
        later, earlier = self.made[-count:], self.made[-2 * count : -count]
        if len(earlier) != count:
            return
        spot = self.text[max(self.start, earlier[0].start - 8) : earlier[0].start]
        between = self.text[earlier[-1].end : later[0].start]
        whole = self.text[self.start : earlier[0].start]
        if not (FROM.search(spot) or FROM_TO.match(between) or re.search(r"(?:由|从)[^，,。；;]{0,14}$", whole)):
            return
        named = not re.search(r"[由从]", metric.trim(earlier[0].metric)[:1])
        for i, (old, new) in enumerate(zip(earlier, later, strict=True)):
            shared = old.metric if named and old.metric else new.metric
            compared: Literal["priorYear", ""] = "priorYear" if PRIOR.search(self.text[self.start : old.start]) else ""
            self.made[-2 * count + i] = replace(old, role="baseline", kind="rank" if old.kind == "rank" else "level", direction=None,
                                                metric=shared, compared_with=compared, rule="pair." + old.rule)  # fmt: skip
            if new.role != "target":
                self.made[-count + i] = replace(new, metric=shared, rule="pair." + new.rule)
            else:
                self.made[-count + i] = replace(new, metric=shared)

    # -- metric --------------------------------------------------------------------------------------------------
    def _metrics(self, group: list[Figure], clause_left: int, left: int) -> tuple[list[str], tuple[str, ...], str]:
        first, last = group[0], group[-1]
        ahead = self.text[clause_left : first.start]
        own = self.text[max(left, clause_left) : first.start]
        each = EACH.search(ahead)
        if len(group) > 1:
            listed = self._listed(group, ahead, each)
            if listed:
                return listed, (), "list"
        if each and len(group) == 1 and each["verb"]:
            names = metric.names(ahead[: each.start()])
            if names:
                return [names[0]], tuple(names[1:]), "shared"
        shared = SHARED.search(ahead)
        if shared and len(group) == 1 and "、" in ahead:
            names = metric.names(ahead[: shared.start()])
            if len(names) > 1:
                return [names[0]], tuple(names[1:]), "shared"
        if first.rank:
            return [self._rank_metric(ahead, clause_left)], (), "rank"
        relative = first.unit in RELATIVE
        behind = ""
        if not relative:
            behind = metric.behind(self.text, last.end, self.end)
        prior = (
            metric.before(self.text, max(left, self.start) if left > clause_left else clause_left, first.start)
            if own.strip()
            else ""
        )
        if first.unit.endswith("元") and len(prior) >= 2:
            return [prior], (), "before"
        if relative:
            words = prior
            if len(words) < 2 or re.fullmatch(r"(?:同比|环比|占|增速|其中|其|较.*|比.*)", words):
                words = self.made[-1].metric if self.made else words
            if not words:
                words = metric.behind(self.text, last.end, self.end)
            return [words or "比例"], (), "share"
        if len(behind) >= 2:
            return [behind], (), "behind"
        if len(prior) >= 2:
            return [prior], (), "before"
        if self.made and len(own.strip("，,、其中共约近")) < 3:
            return [self.made[-1].metric], (), "carried"
        verb = metric.trim(CLAUSE_END.sub("", own))
        return [behind or prior or verb or (self.made[-1].metric if self.made else "数量")], (), "verb"

    def _listed(self, group: list[Figure], ahead: str, each: re.Match[str] | None) -> list[str]:
        """The names that a list of figures pairs with, in order; those of an earlier list of the same length otherwise."""
        words = ahead[: each.start()] if each else ahead
        whole = self.text[self.start : group[0].start]
        names = metric.names(re.split(r"[由从](?=[0-9])", words)[0]) if each or "、" in words else []
        if len(names) > len(group) and each:
            names = names[-len(group) :]
        if len(names) == len(group) and not any(c.isdigit() for n in names for c in n):
            return names
        if each:
            names = metric.names(whole[: whole.rindex("分别")])
            if len(names) >= len(group) and not any(c.isdigit() for n in names for c in n):
                return names[-len(group) :]
            earlier = [q.metric for q in self.made[-len(group) :]]
            return earlier if len(earlier) == len(group) else []
        if group[-1].unit not in RELATIVE and len(metric.behind(self.text, group[-1].end, self.end)) >= 2:
            return []
        earlier = [q.metric for q in self.made[-len(group) :]]
        same = len(earlier) == len(group) and len(set(earlier)) == len(group)
        return earlier if same and len({f.unit for f in group}) <= 2 else []

    def _rank_metric(self, ahead: str, clause_left: int) -> str:
        """What is ranked: the assessment or the metric that the words before name, with 排名."""
        whole = self.text[self.start : clause_left]
        named = re.search(r"(?:在)?([^，,。；;]{2,24}?(?:评估|测评|考核|评价|考评|大赛|竞赛|指数|评比|监测|体检))(?:中|里|结果)?", ahead.split("排名")[0]) or re.search(
            r"在([^，,。；;]{2,24}?(?:评估|测评|考核|评价|考评|大赛|竞赛|排名|排行|指数|评比|监测|体检))(?:中|里)?", whole)  # fmt: skip
        if named:
            return metric.trim(named[1].removeprefix("在")) + "排名"
        words = re.split(r"(?:在|从)?[^，,、]{0,6}?(?:排名|排|位列|位居|居|列|名列|跃|升至|前进|保持|蝉联)", ahead)[0]
        words = metric.trim(words)
        if len(words) >= 2:
            return words
        return self.made[-1].metric if self.made else "排名"

    # -- kind, role, period --------------------------------------------------------------------------------------
    def _kind(self, f: Figure, unit: str, ahead: str, first: Figure) -> tuple[Kind, Direction | None]:
        if f.rank:
            return "rank", None
        if unit == "番":
            return "change", "up"
        behind = self.text[f.end : f.end + 6]
        if unit in ("个位次", "位次"):
            return "change", "down" if re.search(r"下降|后退", ahead) else "up"
        m = CHANGE.search(ahead.rstrip("“”"))
        share = unit in ("%", "％", "‰", "成", "倍", "个百分点", "百分点") or f.rule in (
            "figure.half",
            "figure.fraction",
        )
        if share and SAVED_SHARE.search(ahead):
            return "change", "down"
        if m is None:
            m = re.search(rf"分别(?:再|进一步)?(?:(?P<down>{DOWN})|(?P<up>{UP}))(?:了)?$", ahead)
        if m is None and share:
            m = re.search(rf"(?:(?P<down>{DOWN})|(?P<up>{UP}))[^，,。；;至到为率]{{0,2}}$", ahead)
            if m is None and self.made and first.start - self.made[-1].end <= 6 and self.made[-1].kind == "change":
                joint = self.text[self.made[-1].end : first.start]
                if re.fullmatch(r"[、和及与，,]*", joint):
                    return "change", self.made[-1].direction
        if m is None:
            m2 = re.match(r"的?(?:降幅|压减率|压缩率|增幅|增速|增长)", behind) if share else None
            if m2:
                return "change", "down" if "降" in m2[0] or "压" in m2[0] else "up"
            if share and (
                rate := re.search(r"(增长率|增速|增幅|压减率|压缩率|压减比例|降幅|减幅)[^，,。；;0-9]{0,4}$", ahead)
            ):
                return "change", "up" if "增" in rate[1] else "down"
            return "level", None
        if (
            REACHES.search(ahead)
            and not re.search(r"(?:幅度?|率)(?:达到?|为)$", ahead)
            and re.search(r"(?:至|到|为)(?:了|约|近|超)?$", ahead)
        ):
            return "level", None
        if not share and NEW.search(ahead):
            return "level", None
        if not share and re.search(r"(?:节约|节省|减免|减负|让利)[^，,]*$", ahead):
            saved = unit in ("天", "个工作日", "小时", "分钟", "次", "环节")
            return ("change", "down") if saved else ("level", None)
        if re.search(r"(?:高于|低于|高出|比[^，,]{2,10}(?<!提)高)[^，,]{0,8}$", ahead) and "点" in unit:
            return "level", None
        return "change", "down" if m["down"] else "up"

    def _role(self, group: list[Figure]) -> Role:
        if self.context.plan_section:
            return "target"
        left = (
            max((m.end() for m in re.finditer(r"[；;。]", self.text[self.start : group[0].start])), default=0)
            + self.start
        )
        words = self.text[left : group[0].start]
        if TARGET_BEHIND.match(self.text, group[-1].end) and not NOT_TARGET.search(
            self.text[group[-1].end : group[-1].end + 6]
        ):
            return "target"
        if TARGET.search(words) and not NOT_TARGET.search(words):
            return "target"
        return "value"

    def _period(self, f: Figure) -> str | None:
        left = max((m.end() for m in re.finditer(r"[；;]", self.text[self.start : f.start])), default=0) + self.start
        return periods.find(self.text[left : f.start], self.context.covers, self.context.plans)

    def _comparison(
        self, f: Figure, kind: Kind, ahead: str
    ) -> Literal["priorYear", "preReform", "statutory", "unstated", ""]:
        words = self.text[self.start : f.start]
        if STATUTORY.search(ahead):
            return "statutory" if kind == "change" else ""
        if REFORM.search(words):
            return "preReform"
        if PRIOR.search(ahead):
            return "priorYear"
        return "unstated" if kind == "change" else ""

    def _flow(self, ahead: str, name: str) -> Literal["cumulative", "inPeriod", "pointInTime", "average", ""]:
        if re.search(r"日均|月均|年均|人均|户均|平均|单日", ahead + name):
            return "average"
        if re.search(r"累计|总量|总数|共计|已有", ahead):
            return "cumulative"
        if re.search(r"截至|截止|目前|年末|期末|年底", self.text[self.start : self.start + 12] + ahead):
            return "pointInTime"
        return "inPeriod" if re.search(r"全年|年内|今年|新增", ahead) else ""

    def _part_of(self, f: Figure) -> int:
        """The figure that this one is a part of: the last one before 其中."""
        words = self.text[self.start : f.start]
        m = WHICH.search(words)
        if m is None:
            return -1
        whole = [q for q in self.made if q.end <= self.start + m.start() and q.kind == "level"]
        return whole[-1].start if whole else -1
