"""Ties between names that the text states: part of what, with whom, led by whom, founded by which document, given by whom.

The words are rows of ``cues-relations``; the patterns between names are here. Things named in the item above (its heading,
its earlier sentences) stand for what a sentence leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from govkg import vocab
from govkg.extract import conferral
from govkg.extract.above import INITIATIVES
from govkg.extract.conferral import CLAUSE, JOINT
from govkg.extract.lookup import alternation
from govkg.extract.page import fold, folded
from govkg.extract.spans import Mention, Relation, Tie, TieBasis
from govkg.extract.windows import Spanned, windows

LISTED = re.compile(r"[”’]?等?[、和及与]*[“‘]?")
TOGETHER = re.compile(r"集$")
AS_ONE = re.compile(r"[”’]?(?:等[^，。；]{0,6})?(?:于一体|为一体)的?")
PARTY = re.compile(r"领导小组|工作专班|指挥部|推进办")
ANAPHOR = re.compile(r"(?:该|此项|这项|这一|上述|相关)(?:项)?(?:改革|平台|系统|做法|工作|服务|机制|举措)")
ISSUING = r"(?:等[^，。；]{{0,6}})?(?:(?:与|和|会同|联合)[^，。；、]{{2,16}}?)?(?:名义|联合|正式|先后|牵头|共同|研究|会同|配套)*{}[^，。；、]{{0,6}}"
QUOTED = re.compile(r"“([^“”]+)”")
SUFFIX = re.compile(r"(?:管理|制度|改革|机制|服务)$")
BY = re.compile(r"(?:已|近日|正式)?由$")
NOTHING: Mapping[str, Mention] = MappingProxyType({})
THINGS = re.compile(r"(?:高效办成)?一件事(?:一次办|改革)?|一事联办|一链办")
WITH = re.compile(r"(?:牵头)?[，,]?(?:会同|联合|协同)(?=[\u4e00-\u9fff])(?!推|开|建|打|印|出|制|发|上)")
SETS_UP = re.compile(
    r"(?:等)?(?:率先|创新|积极|全面|联合|共同)?(?:开展|推行|推出|实施|建成|打造|上线|启动|建立|搭建|首创)了?"
)


@vocab.kept
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in vocab.table("cues-relations"):
        grouped.setdefault((row["kind"], row["role"]), []).append(row["word"])
    return {key: re.compile(alternation(words)) for key, words in grouped.items()}


def find(
    text: str,
    sentence: Spanned,
    mentions: Sequence[Mention],
    above: Sequence[Mention] = (),
    known: Mapping[str, Mention] = NOTHING,
) -> list[Relation]:
    """The ties that one sentence states; ``mentions`` stand in it, ``above`` in its item's heading and earlier sentences; ``known``
    are the initiatives of the whole report by name, for the titles and bodies that quote them.

    >>> from types import SimpleNamespace as S
    >>> t = "湖北政务网上线“跨市通办”专区。"
    >>> names = [Mention(0, 5, "湖北政务网", "Platform", "湖北政务网", "r"), Mention(7, 15, "“跨市通办”专区", "Platform", "“跨市通办”专区", "r")]
    >>> [(r.kind, r.from_start, r.to_start) for r in find(t, S(start=0, end=16, plan=False), names)]
    [('partOf', 7, 0)]
    """
    if not mentions:
        return []
    seen: dict[tuple[str, int, int], Relation] = {}
    for part, names in windows(sentence, mentions):
        for relation in _Reader(text, part, names, above, known).run():
            if relation.from_start != relation.to_start:
                seen.setdefault((relation.kind, relation.from_start, relation.to_start), relation)
    return list(seen.values())


class _Reader:
    def __init__(self, text: str, sentence: Spanned, mentions: Sequence[Mention], above: Sequence[Mention],
                 known: Mapping[str, Mention]) -> None:  # fmt: skip
        self.known = known
        self.text, self.base = text, sentence.start
        self.folded = folded(text)[sentence.start : sentence.end]
        self.all = sorted(mentions, key=lambda m: (m.start, -m.end))
        self.outer = [
            m for m in self.all if not any(o is not m and o.start <= m.start and m.end <= o.end for o in self.all)
        ]
        self.units = [m for m in self.outer if m.type == "Unit" and m.rule != "self"]
        self.initiatives = [m for m in self.outer if m.type in INITIATIVES]
        self.above = [m for m in above if m.type in INITIATIVES]
        self.words = _patterns()

    def run(self) -> Iterator[Relation]:
        yield from self._together()
        yield from self._adjacent()
        yield from self._opened()
        yield from self._scenes()
        yield from self._matters()
        yield from self._founded()
        yield from self._partners()
        yield from self._leaders()
        yield from self._issuers()
        yield from conferral.find(self)

    # -- helpers -------------------------------------------------------------------------------------------------
    def tie(self, kind: Tie, a: Mention, b: Mention, basis: TieBasis, rule: str) -> Relation:
        """The tie of two names, with the words that state it."""
        low, high = min(a.start, b.start), max(a.end, b.end)
        if low < self.base:  # one end stands above: the words are those of this sentence
            m = a if a.start >= self.base else b
            low, high = m.start, m.end
        return Relation(kind, a.start, b.start, basis, low, high, rule)

    def between(self, a: int, b: int) -> str:
        """The folded words between two offsets."""
        return self.folded[max(0, a - self.base) : max(0, b - self.base)]

    def _has(self, kind: str, role: str, words: str) -> bool:
        return bool(self.words[kind, role].search(words))

    def _group(self, things: Sequence[Mention], first: int) -> list[Mention]:
        """The things listed from index ``first`` on: A、B和“C”."""
        group = [things[first]]
        for m in things[first + 1 :]:
            if not JOINT.fullmatch(self.between(group[-1].end, m.start)) or m.type != group[0].type:
                break
            group.append(m)
        return group

    # -- part of -------------------------------------------------------------------------------------------------
    def _together(self) -> Iterator[Relation]:
        """集A、B、C于一体的X."""
        for i, m in enumerate(self.initiatives):
            if not TOGETHER.search(self.between(self.base, m.start)[-3:].rstrip("“")):
                continue
            group = self._group(self.initiatives, i)
            if AS_ONE.match(self.folded, group[-1].end - self.base):
                whole = next((w for w in self.initiatives if w.start >= group[-1].end), None)
                before = [w for w in self.initiatives if w.end <= m.start]
                if whole and any(c in self.between(group[-1].end, whole.start) for c in CLAUSE):
                    whole = None
                if whole or before:
                    for part in group:
                        yield self.tie("partOf", part, whole or before[-1], "", "partOf.together")

    def _adjacent(self) -> Iterator[Relation]:
        """城市大脑“一码互联”, “赣服通”“一件事一次办”专区, “武汉战疫”微信端健康码平台, “霁事办”企业专区."""
        for a, b in pairwise(self.initiatives):
            gap = self.between(a.end, b.start)
            part = re.fullmatch(r"[”’]?(?:微信端|小程序|APP|平台|移动端|客户端|公众号)?的?[“‘]?", gap)
            if (
                a.type == "Platform"
                and b.type in ("Platform", "Reform")
                and part
                and (gap not in ("”", "’") or b.surface.endswith("专区"))
            ):
                if "”“" in gap and not b.surface.endswith("专区") and not b.surface.startswith("“"):
                    continue  # two quoted names side by side are a list
                yield self.tie("partOf", b, a, "", "partOf.adjacent")
        for m in self.outer:
            if m.type == "Platform" and m.surface.endswith(("专区", "频道", "板块")):
                for host in [*reversed(self.above), *self.initiatives]:
                    if host.type == "Platform" and host.name != m.name and host.name in m.name:
                        yield self.tie("partOf", m, host, "", "partOf.named")
                        break

    def _opened(self) -> Iterator[Relation]:
        """HOST上线“X”专区; 在HOST开辟X专区."""
        platforms = [m for m in self.initiatives if m.type == "Platform"]
        for host, part in pairwise(platforms):
            gap = self.between(host.end, part.start)
            if any(c in gap for c in CLAUSE + "、") or len(gap) > 12 or not self._has("partOf", "opens", gap):
                continue
            rests = re.search(r"(?:在|依托|基于)[“‘]?$", self.between(self.base, host.start))
            section = part.surface.endswith(("专区", "频道", "板块", "专栏", "旗舰店"))
            if section or rests:
                yield self.tie("partOf", part, host, "", "partOf.opened")

    def _scenes(self) -> Iterator[Relation]:
        """依托H，建成A、B等应用场景; 搭建H，上线A、B等场景; under the heading 拓展H场景: 打造A、B三个应用场景."""
        platforms = [m for m in self.initiatives if m.type in ("Platform", "Reform")]
        parts: set[str] = set()
        i = 0
        while i < len(platforms):
            group = self._group(platforms, i)
            i += len(group)
            behind = self.folded[group[-1].end - self.base : group[-1].end - self.base + 24]
            scene = re.match(
                rf"[”’]?等?[0-9一二三四五六七八九十余多两]*[个项类大]?[^，。；、]{{0,10}}?{self.words['partOf', 'scene'].pattern}",
                behind,
            )
            strong = scene and scene[0].endswith(("场景", "子系统", "子平台", "模块"))
            before = [m for m in platforms if m.end <= group[0].start and m.type == "Platform" and m.name not in parts]
            rests = [m for m in before if re.search(r"(?:依托|基于|借助)[“‘]?$", self.between(self.base, m.start))]
            whole = rests[-1] if rests and (strong or self._set_up(group[0])) else None
            if whole is None and strong and scene:
                inside = [m for m in before if "；" not in self.between(m.end, group[0].start)]
                named = [m for m in self.above if m.type == "Platform" and self._set_up(group[0])]
                whole = inside[-1] if inside else named[-1] if named else None
            if whole and not parts & {m.name for m in group}:
                parts |= {m.name for m in group}
                for part in group:
                    yield self.tie("partOf", part, whole, "", "partOf.scene")

    def _matters(self) -> Iterator[Relation]:
        """“企业开办一件事” is one of the things of 一件事一次办; 推出“A”“B”等特色事项 under a reform's heading."""
        schemes = [
            m for m in [*reversed(self.above), *self.initiatives] if m.type == "Reform" and THINGS.search(m.name)
        ]
        for i, m in enumerate(self.initiatives):
            if m.type != "Reform":
                continue
            group = self._group(self.initiatives, i)
            behind = self.folded[group[-1].end - self.base : group[-1].end - self.base + 16]
            listed = re.match(r"[”’]?等?[^，。；、]{0,6}(?:特色|重点|高频)?事项", behind) and self._set_up(m)
            package = re.match(r"[”’]?等?(?:[0-9]+余?个)?(?:主题|集成|服务){0,2}套餐", behind) and self._set_up(m)
            one = m.name.endswith("一件事") and len(m.name) > 5 and not THINGS.fullmatch(m.name)
            whole = next(
                (w for w in schemes if w.name not in {g.name for g in group} and THINGS.fullmatch(w.name)), None
            )
            if package and whole is None:  # under the heading of a reform: 推出“开饭店”“办民宿”等主题套餐
                names = {g.name for g in group}
                whole = next((w for w in reversed(self.above) if w.type == "Reform" and w.name not in names), None)
            if whole and (listed or one or package):
                for part in group:
                    yield self.tie("partOf", part, whole, "", "partOf.matter")

    def _set_up(self, thing: Mention) -> bool:
        return bool(
            re.search(
                r"(?:建成|上线|打造|推出|搭建|开发|建设|开设|形成)[^，。；]{0,10}$",
                self.between(self.base, thing.start),
            )
        )

    # -- documents -----------------------------------------------------------------------------------------------
    def _founded(self) -> Iterator[Relation]:
        """A document founds or governs the schemes that its title names; those in quote marks before the others."""
        for d in self.outer:
            if d.type == "Document" and d.surface.startswith("《"):
                for m in self._named_in(d):
                    yield self.tie("issued", d, m, "", "issued.title")

    def _named_in(self, document: Mention) -> list[Mention]:
        title = fold(document.surface)
        pool: dict[str, Mention] = {}
        inside = [m for m in self.all if document.start < m.start and m.end <= document.end and m.type in INITIATIVES]
        quotes = [self.known[q] for q in QUOTED.findall(title) if q in self.known]
        for m in [*inside, *self.initiatives, *self.above, *quotes]:
            if (
                fold(m.surface) in title
                or m.name in title
                or (len(bare := SUFFIX.sub("", m.name)) > 4 and bare in title)
            ):
                pool.setdefault(m.name, m)
        quoted = {n: m for n, m in pool.items() if "“" + fold(m.surface).strip("“”") + "”" in title}
        names = quoted or pool
        return [m for m in names.values() if not any(m.name != o and m.name in o for o in names)]

    # -- organisations -------------------------------------------------------------------------------------------
    def _partners(self) -> Iterator[Relation]:
        i = 0
        while i < len(self.units):
            group = self._group(self.units, i)
            i += len(group)
            before = self.between(self.base, group[0].start)[-8:]
            after = self.folded[group[-1].end - self.base :]
            clause = re.split(f"[{CLAUSE}]", after, maxsplit=1)[0]
            rule, basis, things = "", "named", []  # type: tuple[str, TieBasis, list[Mention]]
            if re.search(self.words["cooperates", "before"].pattern + "$", before):
                rule, things = "cooperates.joined", self._done_with(group[-1])
            elif re.search(r"(?:与|同)$", before) and self._has("cooperates", "act", after[:40]):
                rule, things = "cooperates.with", self._done_with(group[-1], back=True)
            elif re.search(r"(?:为|向|给|报送|上报|报)$", before) and (
                self._has("recipient", "give", clause) or before.endswith(("报送", "上报"))
            ):
                rule, basis, things = "cooperates.recipient", "recipient", self._back(group[0])
            elif before.endswith("由") and re.match(
                rf"等?(?:单位|部门)?{self.words['cooperates', 'behind'].pattern}", clause
            ):
                rule, things = "cooperates.by", self._back(group[0])
            for unit in group:
                for thing in things:
                    yield self.tie("cooperates", unit, thing, basis, rule)

    def _done_with(self, unit: Mention, back: bool = False) -> list[Mention]:
        """What partners do together: the first things set up behind them, else (对接) the last one named before."""
        behind = [m for m in self.initiatives if m.start >= unit.end]
        if behind:
            gap = self.between(unit.end, behind[0].start)
            if "；" not in gap and gap.count("，") <= 1 and len(gap) <= 24:
                return self._group(self.initiatives, self.initiatives.index(behind[0]))
        document = next((d for d in self.outer if d.type == "Document" and d.start >= unit.end), None)
        if document and "。" not in self.between(unit.end, document.start):
            return self._named_in(document)
        near = self._back(unit)
        alone = not behind or any(c in self.between(unit.end, behind[0].start) for c in CLAUSE)
        return near if back or alone else []

    def _back(self, unit: Mention) -> list[Mention]:
        """The last initiative before, in the sentence or above it."""
        before = [m for m in self.initiatives if m.end <= unit.start]
        return before[-1:] or self.above[-1:]

    def _leaders(self) -> Iterator[Relation]:
        """U牵头X, X由U负责, “X”领导小组."""
        for unit in self.units:
            after = self.folded[unit.end - self.base : unit.end - self.base + 24]
            before = self.between(self.base, unit.start)
            if m := re.match(
                rf"{self.words['responsible', 'behind'].pattern}(?:推进|实施|推动|优化|的|开展|组织|抓)*", after
            ):
                at = unit.end - self.base + m.end()
                ahead = next((t for t in self.initiatives if 0 <= t.start - self.base - at <= 8), None)
                if ahead and not before.endswith("由"):
                    yield self.tie("responsible", unit, ahead, "named", "responsible.leads")
                elif before.endswith("由") and (things := self._back(unit)):
                    yield self.tie("responsible", unit, things[0], "named", "responsible.by")
            elif before[-1:] in ("", *CLAUSE):
                yield from self._set_up_by(unit)
            if PARTY.search(unit.surface):
                quotes = [self.known[q] for q in QUOTED.findall(fold(unit.surface)) if q in self.known]
                for t in [*(m for m in self.all if m.type in INITIATIVES), *self.above, *quotes]:
                    if t.name in unit.surface and t.name != unit.surface:
                        yield self.tie("responsible", unit, t, "named", "responsible.named")
                        break

    def _set_up_by(self, unit: Mention) -> Iterator[Relation]:
        """Units that open a clause and set something up, alone, together or with partners: U、U联合推出“X”, U会同U开展X."""
        group = self._group(self.units, self.units.index(unit))
        end = group[-1].end
        with_others = WITH.match(self.folded, end - self.base)
        if with_others:
            partners = [u for u in self.units if u.start >= end and len(self.between(end, u.start)) < 6]
            end = self._group(self.units, self.units.index(partners[0]))[-1].end if partners else end
        m = SETS_UP.match(self.folded, end - self.base)
        at = m.end() + self.base if m else -1
        ahead = next((t for t in self.initiatives if m and 0 <= t.start - at <= 3), None)
        for u in group if ahead else ():
            yield self.tie("responsible", u, ahead, "named", "responsible.sets_up")  # type: ignore[arg-type]

    def _issuers(self) -> Iterator[Relation]:
        """U印发《D》, 以U名义印发《D》, U会同U、U联合出台《D》, 会同U、U起草的《D》."""
        documents = [m for m in self.outer if m.type == "Document"]
        issues = self.words["responsible", "issues"].pattern
        for d in documents:  # 《D》由U颁布施行
            unit = next((u for u in self.units if u.start >= d.end), None)
            if (
                unit
                and BY.fullmatch(self.between(d.end, unit.start))
                and re.match(rf"(?:正式)?{issues}", self.folded[unit.end - self.base :])
            ):
                yield self.tie("responsible", unit, d, "named", "responsible.issued_by")
        for own in (m for m in self.outer if m.rule == "self"):  # 我局编制《D》
            made = next((d for d in documents if d.start >= own.end), None)
            if made and re.fullmatch(ISSUING.format(issues), self.between(own.end, made.start)):
                yield self.tie("responsible", own, made, "named", "responsible.issues")
        leading: list[Mention] = []  # who stands before 会同: what the partners issue, it issues too
        i = 0
        while i < len(self.units):
            group = self._group(self.units, i)
            i += len(group)
            joined = self.between(self.base, group[0].start).endswith(("会同", "联合"))
            issued = next((d for d in documents if d.start >= group[-1].end), None)
            gap = self.between(group[-1].end, issued.start) if issued else ""
            drafted = joined and re.fullmatch(rf"等?[^，。；、]{{0,8}}(?:起草|{issues})的?", gap)
            if issued and (drafted or re.fullmatch(ISSUING.format(issues), gap)):
                for unit in [*leading, *group]:
                    yield self.tie("responsible", unit, issued, "named", "responsible.issues")
            leading = group if gap[:2] in ("会同", "联合") else []
