"""Names in quote marks: what each is, told by the noun behind it, its form, the verb before it and how often it is named.

“一业一证”改革 is a reform, “云速办”APP a platform, “减材料”专项行动 a campaign; “硬减”, “四个意识” are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from govkg.extract.lexicon import Lexicon, plain
from govkg.extract.page import Candidate, Page
from govkg.extract.spans import EntityType

JOINT = re.compile(r"[、，和与及]?$")
COUNT = r"(?:等)?(?:(?:[0-9]+|[一二三四五六七八九十两多数几]+)余?(?:多)?(?:个|项|大|类|种|款|套|件)|各)?"
MODIFIER = r"[^，。；：！？、“”《》（）\n]{0,8}?"
CONTRAST = re.compile(
    r"(?:变(?:“[^”]{2,12}”为)?|由|从|转向|变为|变成|转为|成为|(?<![一二三四五六七八九十])是|叫|称|所谓|防止|避免|破解|杜绝|纠治|解决|防范|惩治|整治|严禁|关停|清理|淘汰|取消)$"
)
REFORM_VERB = re.compile(
    r"(?:推行|推出|实施|试行|试点|首创|推广|深化|推进|启动|创新|打造|建立|共建|实行|实现|落实|构建|叫响|创建|推动|开启|创新开展)(?:了|全国|全省|首个)*$"
)
PLATFORM_VERB = re.compile(
    r"(?:上线|建成|搭建|开发|建起|升级|接入|依托|登录|通过|利用|运用|研发|开通|迭代)(?:了|全国|全省|首个)*$"
)
NOUN_BEFORE = re.compile(r"(?:保险|产品|客服|坐席|平台|门户|大模型|基础设施|小程序|APP|系统|智能体|数字人)$")
CLOSED = re.compile(r"(?:关停|清理|淘汰|取消|清退)(?:了|整合)?$")
TROUBLE = re.compile(r"等?(?:突出)?(?:问题|现象|难题|顽疾|乱象|困境|矛盾|(?:依然|仍然|仍)(?:存在|突出))")
TITLED = re.compile(
    r"“([^“”《》]{3,12})”(?=(?:改革|服务|工作|试点|审批|模式)*(?:操作指引|操作规则|工作规程|实施细则|实施意见|行动计划|实施方案|工作方案|管理办法|实施办法|暂行办法|办法|方案|细则|规程|指引|指南|规则))"
)
PAIRED = ("系统", "平台", "小程序", "APP", "专区")  # “城市体检车”和“井盖卫士”系统
PRODUCTS = ("保险", "产品")
ACTS = re.compile(
    r"(?:覆盖|上线|接入|汇聚|支持|服务(?=支持|覆盖|惠及|累计)|使|让|为|已|获(?![得批])|全面|落地|累计|取得|推广|再|提档|不断|持续|办件|事项|广受|深受|深入|顺利|整合|正式|成功|率先|惠及|参保|参与|激活|入选|获评|荣获|"
    r"自[0-9上运推启]|抽查|受理|办结|实现|服务|纳管|归集|运行|启用|推出|日均|月均|年均|全年|注册|用户|平台|网点|建成|入驻|上岗)"
)
RUNS = re.compile(
    r"(?:注册|用户|平台|上线|接入|汇聚|纳管|归集|日活|访问|上岗|入驻|日均答|激活)"
)  # what only a platform does
COUNTED = re.compile(r"(?:事项|业务|主题|服务|办件|清单|专窗|窗口|应用|场景){1,3}[0-9]")  # “秒报”事项43项
KEPT = re.compile(r"[0-9]+余?多?[处个家座辆台]")  # 新建“政务书吧”3处
BUILT = re.compile(r"(?:新建|新设|建设|建成|打造|搭建|开设|布设|设立)(?:了|[\u4e00-\u9fff0-9]{2,6})?$")
BUILT_BEHIND = re.compile(r"(?:已经|已|正式|全面|顺利|成功)*(?:建成|启用|上线|投用|投运|投入(?:使用|运行))")
MADE = re.compile(
    r"(?:(?P<built>新建|共建|建设|研发|开发|搭建|布设|上线)|推出|牵头|首创|探索)(?:的|出|了|全国|全省|首个|全市)*$"
)
LOOSE = re.compile(r"(?:智慧|数字|平安|智造)")
OWN_HEAD = re.compile(r"(?<=..)(?:改革|工程|计划|行动|制)$")
COUNT_OF = re.compile(r"[一二两三四五六七八九十]个[\u4e00-\u9fff]{1,3}")  # 两个枢纽: a count of aims, no name by itself
NUMBERS = re.compile(r"[0-9N+×x]+")
HANDLED = re.compile(r"[^，。]{2,9}办")
CARRIED = re.compile(r"(?:探索|试行|实施|深化|推广|启动)(?:了)?$")
STAGED = re.compile(r"(?<!创新)(?:开展|组织|举办|部署开展)(?:了)?$")
ENDED = re.compile(r"[，。；、]|等[，。；]|$")
AIM = re.compile(
    r"[不最更双零第]|[一二两三四五六七八九十]个|^[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]$|[0-9]"
)  # aims and counts of aims
FIRST = re.compile(r"(?:推行|推出|首推|首创|首推出)(?:了|全国|全省|首个)*$")
SCHEME_HEADS = ("改革", "审批")


@dataclass
class Quoted:
    """All that speaks for what one quoted name is."""

    inner: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    votes: dict[EntityType, int] = field(default_factory=lambda: defaultdict(int))
    contrast: bool = False
    closed: bool = False  # said to be shut or to be a trouble: 关停“僵尸”系统, “二次录入”问题
    acts: int = 0  # how often it stands before a verb of doing, as the subject


class Quotes:
    """Reads the quoted names of one page together: a head noun seen once tells what the name is everywhere."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page, self.lexicon = page, lexicon
        self.head = re.compile(rf"{COUNT}({MODIFIER})({lexicon.head})(?![市区县域]长)")
        self.found: dict[str, Quoted] = {}
        self.phrases: list[Candidate] = []

    def find(self) -> Iterator[Candidate]:
        """The names, and the phrases of quote and head noun that are names as a whole."""
        for group in self._groups():
            self._read(group)
        for q in self.found.values():
            kind = self._decide(q)
            if kind:
                name = self._canonical(q.inner)
                weight = 70 if kind != "Campaign" else 72
                for start, end in q.spans:
                    yield Candidate(start, end, kind, name, f"quoted.{kind.lower()}", weight)
        yield from self.phrases

    def _groups(self) -> Iterator[list[tuple[int, int]]]:
        group: list[tuple[int, int]] = []
        titles = self.page.titles
        for start, end in titles:
            self._titled(start, end)
        t = 0
        for q in self.page.quotes:
            while t < len(titles) and titles[t][1] <= q[0]:
                t += 1
            if t < len(titles) and titles[t][0] < q[0]:
                continue
            if group and not re.fullmatch(r"[、，和与及]?", self.page.folded[group[-1][1] : q[0]]):
                yield group
                group = []
            group.append(q)
        if group:
            yield group

    def _titled(self, start: int, end: int) -> None:
        """A document governs what its title quotes: 《…“打捆审批”操作指引》."""
        for m in TITLED.finditer(self.page.folded, start, end):
            if not AIM.search(m[1]):
                q = self.found.setdefault(plain(m[1]), Quoted(self.page.text[m.start(1) : m.end(1)]))
                q.spans.append((m.start(1), m.end(1)))
                q.votes["Reform"] += 2

    def _read(self, group: list[tuple[int, int]]) -> None:
        page = self.page
        before, after = page.before(group[0][0]), page.after(group[-1][1], 28)
        leading, acting = NOUN_BEFORE.search(before), ACTS.match(after)
        head = self._head(after, group[-1][1])
        self._known(group[-1], after)
        for i, (start, end) in enumerate(group):
            inner = page.folded[start + 1 : end - 1]
            q = self.found.setdefault(plain(inner), Quoted(page.text[start + 1 : end - 1]))
            q.spans.append((start + 1, end - 1))
            q.contrast = q.contrast or bool(CONTRAST.search(before))
            q.closed = q.closed or bool(CLOSED.search(before)) or bool(TROUBLE.match(page.after(end, 6)))
            if REFORM_VERB.search(before):
                q.votes["Reform"] += 1
            if FIRST.search(before):
                q.votes["Reform"] += 1
            if i == 0 and ENDED.match(after) and not AIM.search(inner):
                if CARRIED.search(before):
                    q.votes["Reform"] += 1 if q.votes["Reform"] else 2
                elif STAGED.search(before):
                    q.votes["Campaign"] += 2
            if PLATFORM_VERB.search(before):
                q.votes["Platform"] += 1
            if leading:
                q.votes["Reform" if leading[0] in PRODUCTS else "Platform"] += 3
            if not AIM.search(inner):
                self._told(q, before, page.after(end, 20), alone=len(group) == 1)
            if acting:
                q.acts += 2 if len(group) > 1 or not before or before[-1] in "，。；：！\n" else 1
            if head and (head[2] or i == len(group) - 1 or (len(group) == 2 and head[0] in PAIRED)):
                self._vote(q, head, (start, end), i == len(group) - 1)

    def _told(self, q: Quoted, before: str, after: str, *, alone: bool) -> None:
        """What the words around one quote say of it: that it was made, that it counts matters, that it runs."""
        opens = not before or before[-1] in "，。；：！\n"
        if COUNTED.match(after):
            q.votes["Reform"] += 2
        if alone and BUILT.search(before) and KEPT.match(after):
            q.votes["Platform"] += 3
        elif alone and (ENDED.match(after) or ACTS.match(after)) and (made := MADE.search(before)):
            q.votes["Platform" if made["built"] else "Reform"] += 2 if made["built"] else 1
        if BUILT_BEHIND.match(after):
            q.votes["Platform"] += 3
        if opens and RUNS.match(after):
            q.votes["Platform"] += 2

    def _known(self, quote: tuple[int, int], after: str) -> None:
        """A scheme of which only the beginning is quoted: “亮码”入企."""
        inner = self.page.folded[quote[0] + 1 : quote[1] - 1]
        for size in range(4, 0, -1) if plain(inner) not in self.lexicon.schemes else ():
            known = self.lexicon.schemes.get(plain(inner + after[:size]))
            if known and len(after) >= size and not after.startswith("行动"):  # “减证便民”行动 is a campaign of its own
                return self._phrase(quote[0], quote[1] + size, known[1], "quoted.scheme.phrase", 84)
        return None

    def _head(self, after: str, at: int) -> tuple[str, int, bool] | None:
        """The head noun behind a quote, where it ends, and whether it counts several names."""
        m = self.head.match(after)
        if m is None:
            return None
        stop = at + m.start(2)
        edges = self.page.edges(self.page.sentence(at))
        i = bisect_right(edges, at + m.start(1))
        if i < len(edges) and edges[i] <= stop:
            return None
        return m[2], at + m.end(), m.start(1) > 0

    def _vote(self, q: Quoted, head: tuple[str, int, bool], span: tuple[int, int], last: bool) -> None:
        word, end, several = head
        kind, strength = self.lexicon.heads[word]
        known = self.lexicon.schemes.get(plain(q.inner))
        form = known[1] if known else self.lexicon.form(plain(q.inner))
        if kind == "Document" or several or not last:
            if kind != "Document":
                q.votes[kind] += 3 if strength == "strong" else 2 if several else 1
            return
        own = kind == "Platform" and form == "Reform" and not LOOSE.match(q.inner)
        loose = form == "Platform" and q.inner[0] == "一" and end - span[1] >= 6  # “一张网”公共资源交易平台
        if (
            kind == "Campaign"
            or own
            or (kind == "Platform" and loose)
            or (kind == "Platform" and word.endswith("专区"))
        ):
            if strength == "strong":
                self._phrase(span[0], end, kind, f"quoted.{kind.lower()}.phrase", 80)
            return
        q.votes[kind] += 3 if strength == "strong" else 1
        if word in SCHEME_HEADS and form is None:
            start = self.page.phrase_start(span[0])
            if span[0] - start >= 2:
                self._phrase(start, end, kind, "quoted.scheme.phrase", 78)

    def _phrase(self, start: int, end: int, kind: EntityType, rule: str, weight: int) -> None:
        self.phrases.append(Candidate(start, end, kind, self.page.text[start:end], rule, weight))

    def _decide(self, q: Quoted) -> EntityType | None:
        key = plain(q.inner)
        if q.closed or key in self.lexicon.slogans:
            return None
        if (known := self.lexicon.schemes.get(key)) and not q.contrast:
            return known[1]
        votes = dict(q.votes)
        form = self.lexicon.form(key)
        if (inside := OWN_HEAD.search(key)) and form is None:
            form = "Campaign" if inside[0] == "行动" else "Reform"
        if (
            len(key) < 2
            or NUMBERS.fullmatch(key)
            or (COUNT_OF.fullmatch(key) and form is None and max(votes.values(), default=0) < 3)
        ):
            return None
        if q.acts and not votes:
            votes[self.lexicon.form(key) or "Reform"] = q.acts
        if form:
            votes[form] = votes.get(form, 0) + 2
        elif HANDLED.fullmatch(key) and not q.contrast and not votes.get("Platform"):
            votes["Reform"] = votes.get("Reform", 0) + 2
        if len(q.spans) > 1 and votes:
            top = max(votes, key=lambda t: votes[t])
            votes[top] += 1
        if not votes or (q.contrast and max(votes.values()) < 3):
            return None
        best = max(votes, key=lambda t: (votes[t], t == form))
        return best if votes[best] >= (2 if len(key) >= 3 else 3) and best != "Document" else None

    def _canonical(self, inner: str) -> str:
        known = self.lexicon.schemes.get(plain(inner))
        return known[0] if known else inner
