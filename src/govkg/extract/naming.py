"""Which words name what the figures of a list measure: one name for all, one for each, or the name said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govkg import vocab
from govkg.extract import change, cues, metric
from govkg.extract.figures import Figure
from govkg.extract.spans import Quantity
from govkg.extract.stretch import Stretch

SHARED = re.compile(
    r"(?:(?<![年月日人户平])均|都|皆|(?<=[^、])各)(?:为|达到?|超过?|近|约|有|获|增长|下降|提高|压减|压缩|实现|是|在|提升)*$"
)
EACH = re.compile(r"分别(?P<verb>[^、，,。；;0-9]{0,40})$")
RELATIVE = frozenset(("%", "％", "‰", "成", "倍", "番", "个百分点", "百分点", "个位次", "位次", ""))
COMPARED = re.compile(r"(?:同比|环比|占|增速|其中|其|开展|完成|实施|进行|较.*|比.*|是.{0,12}的|为.{0,12}的|相当于.*)?")
ASSESSED = r"评估|测评|考核|评价|考评|大赛|竞赛|指数|评比|监测|体检|排行榜?"
ASSESSMENT = re.compile(rf"(?:在)?(?P<name>[^，,。；;、]{{2,24}}?(?:{ASSESSED}))(?:中|里|结果|上)?")
RANKED = re.compile(
    r"(?:在|从|由)?(?:排名|排位|排在|排|位列|位居|名列|居于|居|列|(?:跃|提|上|攀|前)升[至到]|跃居|跃升|升至|升到|前进|保持|稳居|蝉联|跻身|进入|从|由)+"
)
GROUND = re.compile(
    r"全[国省市区县州球]|世界|我[国省市区县]|各省[区市]*|西部|西北|中部|东部|[东西南北中]{1,2}部?地区|同类城市|省内|市内|国内|[区县市省]|第|前|地级市|同类城市|设区市|计划单列市|地区|位次|名次"
)
WHERE = re.compile(
    r"(?:全[国省市区县州球]|世界|西部|中部|东部|[东西南北中]{1,2}部?地区|省内|市内|国内){1,4}$"
)  # 花卉产量全球第一
NO_NOUN = re.compile(r"^[项个]?(?:主要|核心|重点)?(?:指标|数据|工作|领域)$")  # A、B等5项指标居全国第一: A and B do
AMONG = re.compile(r"^[^，,]{0,6}(?:里|中)的?$")
TOPIC_END = re.compile(
    r"再?创|继续|持续|稳步|大幅|明显|不断|快速|既|首次|显著|进一步|(?<!“)也|仍|均|加快|成倍|逐年|全面|突出"
)
MOVES = re.compile(
    r"[，,]?(?:较|比)?(?:去年|上年|年初)?(?:再|又)?(?:前移|上移|前进|上升|提升|跃升|攀升|晋升|进|升|后移|下降|下滑|退)了?"
)
THEN = re.compile(r"(?:去年|上年|前年|年初|原来|原先|此前|上期|20[0-9]{2}年)(?:同期)?的?$")  # 由去年的第七升至第三
MULTIPLE = re.compile(r"(?:是|为|达到?|相当于)[^，,；;]{1,14}的$")
COURSE = re.compile(
    r"从[^，,。；;从]{1,14}到(?P<to>[^，,。；;到]{1,20}?)(?:全程|平均|最快|一般|总共|仅|只|需|仅需|用时){0,3}(?:用|需|要|花|耗时)(?:了|时)?$"
)  # 从赋码到拿到施工许可证仅用26天
AMONG_THEM = re.compile(r"[^，,。；;]{0,16}中(?:已)?有")  # 13个受理点中有5个
AIM = re.compile(r"(?:年度|年初|预期)?(?:目标|计划)(?:任务)?")
BODY = re.compile(r"(?:政府|局|厅|委|部门|中心)$")
OWN = re.compile(r"(?:我|全|本)[国省市区县局委办州]?$")
NUMERAL = "[0-9一二三四五六七八九十两]"
COUNTED = re.compile(rf"(?<!{NUMERAL}){NUMERAL}{{1,8}}[个项家件类种]?[^，,。；;0-9]{{0,6}}$")  # A、B等5项指标


@vocab.kept
def _change_verbs() -> re.Pattern[str]:
    verbs = cues.alternation(cues.words("up", "down", "reach"))
    return re.compile(rf"(?:再|又|进一步|大幅|平均|同比|累计|了|约|近|{verbs})*")


class Naming:
    """Names for the groups of one sentence, one after the other; ``made`` are the quantities read so far."""

    def __init__(self, stretch: Stretch, made: Sequence[Quantity], own: Sequence[str] = ()) -> None:
        self.stretch, self.text, self.made, self.own = stretch, stretch.text, made, own

    def names(self, group: Sequence[Figure]) -> tuple[list[str], tuple[str, ...], str]:
        """The metrics of a group (one, or one a figure), those that share its value, and the rule that found them."""
        first, last = group[0], group[-1]
        left = self.stretch.clause(first.start)
        said = self.made[-1].end if self.made else self.stretch.start
        ahead, own = self.text[left : first.start], self.text[max(said, left) : first.start]
        each = EACH.search(ahead)
        if len(group) > 1 and (listed := self._listed(group, ahead, each)):
            return listed, (), "list"
        if first.rank:
            return self._rank(own if said > left else ahead, left, said)
        if len(group) == 1 and each and each["verb"] and (found := metric.names(ahead[: each.start()])):
            return [found[0]], tuple(found[1:]), "shared"
        shared = SHARED.search(own)
        if shared and len(group) == 1 and "、" in own and len(found := metric.names(own[: shared.start()])) > 1:
            return [found[0]], tuple(found[1:]), "shared"
        if first.unit == "倍" and (multiple := MULTIPLE.search(own)):
            own = own[: multiple.start()]
            whole = metric.noun(metric.predicate_off(own.rpartition("，")[2].lstrip("、")))
            return ([whole], (), "before") if len(whole) >= 2 else self._carried(group, "", "", left, said)
        if self.made and first.unit in ("位", "名", "个位次", "位次") and MOVES.fullmatch(own):
            return [self.made[-1].metric], (), "carried"
        relative = first.unit in RELATIVE
        behind = (
            ""
            if relative and not first.rule.endswith("bare") and not self.text.startswith("的", last.end)
            else metric.behind(self.text, last.end, self.stretch.end)
        )
        prior = metric.before(self.text, max(left, said), first.start) if own.strip() else ""
        if (
            first.unit in RELATIVE
            and BODY.search(prior)
            and (object_ := metric.behind(self.text, last.end, self.stretch.end))
        ):
            return [object_], (), "behind"  # 本届政府减少1/3行政审批事项
        if relative and behind and not metric.verb(prior) and (len(prior) >= 2 and not metric.generic(prior)):
            behind = ""
        if first.unit.endswith("元") and len(prior) >= 2 and not metric.generic(prior):
            return [prior], (), "before"
        if (
            first.unit in ("年", "个月", "次", "届", "个季度")
            and "连续" in own[-3:]
            and (streak := metric.phrase(self.text, last.end, self.stretch.end))
        ):
            return ["连续" + streak], (), "streak"
        if first.unit in change.SPANS and (course := COURSE.search(own)):
            return [course[0][: course.end("to") - course.start()]], (), "course"
        if first.unit in change.SPANS and prior in ("时间", "用时", "时长", "时限"):
            return [prior], (), "before"
        if self.made and AMONG_THEM.fullmatch(own):
            return [self.made[-1].metric], (), "carried"
        if AIM.fullmatch(behind):
            return self._carried(group, own, "", left, said)
        if len(behind) >= 2:
            return [behind], (), "behind"
        if len(prior) >= 2 and not metric.generic(prior) and not COMPARED.fullmatch(prior):
            return [prior], (), "before"
        return self._carried(group, own, prior, left, said)

    def _carried(
        self, group: Sequence[Figure], own: str, prior: str, left: int, said: int
    ) -> tuple[list[str], tuple[str, ...], str]:
        """The metric said before, where the figure's own words name none: 总量达到412亿条, 较上年减少14件."""
        last = group[-1]
        earlier = self.made[-1] if self.made and said >= self.stretch.segment(last.start) else None
        topic = self._topic(said, last.start) if said < left else ""
        if topic and not own.strip("，,、其中共约近") and prior:
            topic = ""
        if topic and (not metric.generic(prior) or not prior or earlier is None):
            return [topic + (prior if metric.generic(prior) and prior not in topic else "")], (), "topic"
        rest = metric.trim(own) if own.strip("，,、 ") else ""
        verb = metric.phrase(self.text, last.end, self.stretch.end) if last.unit not in RELATIVE else ""
        if last.unit in RELATIVE and not prior and (share := metric.behind(self.text, last.end, self.stretch.end)):
            return [share], (), "behind"  # 约一成数据更新不及时
        if earlier is not None and not (verb and (earlier.rule.startswith("verb") or verb[0] in "向被获")):
            name = earlier.metric
            added = (
                prior
                if metric.generic(prior) and prior and prior[-1] in "量数速幅重比" and not name.endswith(prior)
                else ""
            )
            return [name + added], (), "carried"
        if len(prior) >= 2:
            return [prior], (), "before"
        name = verb if len(verb) > len(rest) or not rest else rest
        return [name or (self.made[-1].metric if self.made else "") or "数量"], (), "verb"

    def _topic(self, said: int, at: int) -> str:
        """What the clauses since the last figure speak of: 进出口总值创历史新高，达到…"""
        for words in self.stretch.clauses(max(said, self.stretch.segment(at)), at):
            if any(c.isdigit() for c in words):
                continue
            head = metric.trim(TOPIC_END.split(words)[0])
            if len(head) < len(words) and 2 <= len(head) <= 16 and head not in self.own and not OWN.search(head):
                return metric.noun(head)
        return ""

    # -- lists ---------------------------------------------------------------------------------------------------
    def _listed(self, group: Sequence[Figure], ahead: str, each: re.Match[str] | None) -> list[str]:
        """The names that a list of figures pairs with, in order; those of an earlier list of the same length otherwise."""
        words = ahead[: each.start()] if each else ahead
        names = metric.names(re.split(r"[由从](?=[0-9])", words)[0]) if each or "、" in words else []
        left = self.stretch.clause(group[0].start)
        said = next((q.metric for q in reversed(self.made) if q.end <= left), "")
        if each and (verb := each["verb"]) and names and self._counts(verb, said):
            return [said if verb in said else verb + said]  # 东岭、西浦分别帮办72个、64个: the names are who did it
        if len(names) > len(group) and each:
            names = names[-len(group) :]
        digits = any(c.isdigit() for n in names for c in n)
        if len(names) == len(group) and not digits:
            return names
        earlier = [q.metric for q in self.made[-len(group) :]]
        if each:
            if metric.predicate_off(words.strip("，,、 ")):  # 城乡居民收入分别增长4%、5%: one name for all
                whole = self.stretch.before(group[0].start)
                names = metric.names(whole[: whole.rindex("分别")])
                if len(names) >= len(group) and not any(c.isdigit() for n in names for c in n):
                    return names[-len(group) :]
                one = metric.before(self.text, self.stretch.clause(group[0].start), group[0].start)
                return [one] if len(one) >= 2 else []
            return earlier if len(earlier) == len(group) else []
        if group[-1].unit not in RELATIVE and len(metric.behind(self.text, group[-1].end, self.stretch.end)) >= 2:
            return []
        if metric.predicate_off(words.lstrip("，,")) != "" or not self.made:
            return []
        same = len(earlier) == len(group) and len(set(earlier)) == len(group)
        return earlier if same and len({f.unit for f in group}) <= 2 else []

    def _counts(self, verb: str, said: str) -> bool:
        """Whether the verb behind 分别 says what was done (帮办), so that the list names who did it."""
        known = verb in cues.words("act") and verb not in cues.words("up", "down", "reach")
        return len(verb) > 1 and (known or said != "") and not _change_verbs().fullmatch(verb)

    # -- ranks ---------------------------------------------------------------------------------------------------
    def _rank(self, own: str, left: int, said: int) -> tuple[list[str], tuple[str, ...], str]:
        """What is ranked: the metric before the verb or behind it, else the assessment, else what was said before."""
        own = own.lstrip("，,、")
        verbs = list(RANKED.finditer(own))
        subject, object_ = (own[: verbs[-1].start()], own[verbs[-1].end() :]) if verbs else (own, "")
        if len(verbs) > 1 and len(subject := own[: verbs[0].start()]) < 2:
            subject = own[: verbs[-1].start()]
        subject = AMONG.sub("", subject)
        named = ASSESSMENT.search(subject)
        if named:
            return [_assessment(named["name"])], (), "rank"
        behind = THEN.sub("", GROUND.sub("", object_))
        if len(behind) >= 2 and not behind.isdigit():
            return [metric.noun(behind)], (), "rank"
        noun = NO_NOUN.sub("", GROUND.sub("", subject).strip("，,、"))
        if self.made and len(noun) < 2 and len(found := self._counted(said)) > 1:
            return [found[0]], tuple(found[1:]), "rank"
        subject = AMONG.sub("", subject)
        subject = noun if len(noun) < 2 else WHERE.sub("", subject)
        name = metric.before(subject, 0, len(subject))
        if len(name) >= 2 and name not in self.own and not OWN.fullmatch(name):
            return [name], (), "rank"
        named = None
        for m in ASSESSMENT.finditer(self.text, max(said if self.made else 0, self.stretch.segment(left)), left):
            named = m
        if named:
            return [_assessment(named["name"])], (), "rank"
        if self.made and self.made[-1].rule.startswith("streak"):  # 区域创新能力连续9年全国第一
            streak = self.made[-1].start
            name = metric.before(self.text, self.stretch.clause(streak), streak)
            if len(name) >= 2 and name not in self.own and not OWN.fullmatch(name):
                return [name], (), "rank"
            for m in ASSESSMENT.finditer(self.text, self.stretch.segment(left), streak):
                named = m
            if named:
                return [_assessment(named["name"])], (), "rank"
        return [self.made[-1].metric if self.made else "排名"], (), "rank"

    def _counted(self, said: int) -> list[str]:
        """The names that the figure before sums up: A、B等5项."""
        words = self.text[max(self.stretch.clause(said), said - 60) : said]
        counted = COUNTED.search(words)
        listed = re.split("[，,。；;]", words[: counted.start()])[-1] if counted else ""
        return metric.names(listed.removesuffix("等")) if "等" in listed else []


def _assessment(words: str) -> str:
    """The assessment that ranks, from behind its 在: 工作报告在国办年度评估 → 国办年度评估排名."""
    inner = words.rpartition("在")[2]
    return metric.trim(inner if len(inner) > 2 else words) + "排名"
