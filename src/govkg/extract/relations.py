"""Ties between names that a sentence states: part of, responsible, cooperating, issued, conferred by, produced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from govkg.extract.events import Sentence
from govkg.extract.page import fold
from govkg.extract.spans import Mention, Relation

INITIATIVES = ("Reform", "Platform", "Campaign")
JOIN = re.compile(r"[“”、和与及《》以]{1,4}|等")
BREAK = re.compile(r"[。；！？\n]")
RELY = re.compile(r"(?:依托|基于|利用|借助|通过|在|以)[“]?$")
WITHIN = re.compile(r"集[“”]?$")
UNITED = re.compile(r"[“”]?(?:等)?[^，。；]{0,6}于一体的[^，。；“”]{0,12}[“”]?$")
OPENED = re.compile(
    r"[”]?(?:上|内|中)?(?:上线|开辟|开设|设立|增设|新增|开通|接入|推出|设置|推行|共建|上线了)[^，。；]{0,6}[“]?$"
)
HOLDS = re.compile(
    r"[”]?[^，。；]{0,12}(?:上线|包括|整合|含|下设|拓展|打造|建成|推出|推动建成|内设)[^。；]{0,40}?[“]?$"
)
BUILT = re.compile(r"(?:建成|打造|推出|上线|搭建|开发|推动建成|建设|开辟|设立|新增)")
PARTNER = re.compile(r"(?:会同|联合|携手|牵手|协同|与|同|和|由|对接)[^，。；“”]{0,4}$")
JOINTLY = re.compile(r"(?:会同|联合|携手|牵手|协同|协调|组织)(?:了)?$")
LINKED = re.compile(r"[^，。；]{0,14}(?:对接|复用对接|共建|共享|联动|协同|配合|合作|数据互通|互认)")
RECEIVES = re.compile(r"(?:为|向|给|报送|推送给|送)$")
SENT = re.compile(r"[^，。；]{0,8}(?:推送|提供|报送|共享|通报|反馈|发送|移送)")
REPORTED = re.compile(r"(?:报送|推送给|上报|抄送|报)(?:至|给)?$")
LEADS = re.compile(r"[^，。；]{0,3}?(?:牵头|主导|负责|承办|主办|组织实施|实施)(?:的)?[^，。；]{0,12}?[“]?$")
NAMED_AS = re.compile(r"以$")
IN_NAME = re.compile(r"名义(?:正式)?(?:印发|出台|发布|下发)?(?:了)?$")
ISSUES = re.compile(r"[^，。；]{0,6}?(?:印发|出台|制定|发布|下发|联合印发|制定出台|修订)(?:了|的)?$")
WON = re.compile(r"(?:获|荣获|入选|评为|授予|命名|认定|列为|蝉联|摘得|斩获|夺得)")
GIVER = re.compile(r"(?:被|由|获|获评|荣获|获得|授予|经)[^，。；“”]{0,6}$")


def find(text: str, sentence: Sentence, mentions: Sequence[Mention]) -> list[Relation]:
    """The ties that a sentence states between its names; what it does not say is left to the assembler.

    >>> from govkg.document import parse
    >>> from govkg.extract import mentions
    >>> text = "湖北政务网上线“跨市通办”专区。"
    >>> [(r.kind, r.basis) for r in find(text, parse(text).sentences[0], mentions.find(text, [(0, len(text))]))]
    [('partOf', 'named')]
    """
    named = sorted((m for m in mentions if m.type != "Place"), key=lambda m: (m.start, -m.end))
    if len(named) < 2:
        return []
    found: dict[tuple[str, int, int], Relation] = {}
    for r in _Reader(text, sentence, named).run():
        found.setdefault((r.kind, r.from_start, r.to_start), r)
    return sorted(found.values(), key=lambda r: (r.start, r.from_start, r.to_start, r.kind))


class _Reader:
    def __init__(self, text: str, sentence: Sentence, named: Sequence[Mention]) -> None:
        self.text, self.sentence, self.named = text, sentence, list(named)
        self.folded = fold(text[sentence.start : sentence.end])

    def words(self, start: int, end: int) -> str:
        """The folded words between two offsets of the text."""
        return self.folded[max(0, start - self.sentence.start) : max(0, end - self.sentence.start)]

    def tie(self, kind: Literal["partOf", "cooperates", "responsible", "issued", "conferredBy", "produced"], a: Mention,
            b: Mention, rule: str, basis: Literal["named", "recipient", "explicit", ""] = "named") -> Relation:  # fmt: skip
        return Relation(kind, a.start, b.start, basis, min(a.start, b.start), max(a.end, b.end), rule)

    def joined(self, first: int) -> list[Mention]:
        """The mention at an index and those of its type that are joined to it by 、 and 和."""
        out = [self.named[first]]
        for m in self.named[first + 1 :]:
            if m.start < out[-1].end:
                continue
            if m.type != out[0].type or not JOIN.fullmatch(self.words(out[-1].end, m.start)):
                break
            out.append(m)
        return out

    def run(self) -> Iterator[Relation]:
        for i, m in enumerate(self.named):
            if m.type in INITIATIVES:
                yield from self._parts(i, m)
            elif m.type == "Unit":
                yield from self._units(i, m)
            elif m.type == "Document":
                yield from self._documents(i, m)
            else:
                yield from self._awards(i, m)

    # -- part of -------------------------------------------------------------------------------------------------
    def _later(self, i: int, types: Sequence[str]) -> Iterator[tuple[int, Mention]]:
        end = self.named[i].end
        for k in range(i + 1, len(self.named)):
            m = self.named[k]
            if m.type in types and m.start >= end:
                if BREAK.search(self.words(end, m.start)):
                    return
                yield k, m

    def _parts(self, i: int, m: Mention) -> Iterator[Relation]:
        before = self.words(self.sentence.start, m.start)
        first = next(self._later(i, INITIATIVES), None)
        if WITHIN.search(before):
            group = self.joined(i)
            whole = next((n for n in self.named if n.start >= group[-1].end and n.type in INITIATIVES), None)
            if whole and UNITED.fullmatch(self.words(group[-1].end, whole.start)):
                for part in group:
                    yield self.tie("partOf", part, whole, "part.united")
            return
        if first is None:
            return
        k, part = first
        gap = self.words(m.end, part.start)
        if OPENED.fullmatch(gap) and (m.type == "Platform" or part.type == "Platform"):
            for p in self.joined(k):
                yield self.tie("partOf", p, m, "part.opened")
        elif RELY.search(before) and BUILT.search(gap) and m.type == "Platform" and len(gap) <= 40:
            for p in self.joined(k):
                yield self.tie("partOf", p, m, "part.relies")
        elif not gap.strip("“”") and m.type == "Platform" and part.type in ("Reform", "Platform"):
            yield self.tie("partOf", part, m, "part.beside")
        elif m.type == "Platform" and re.match(r"”?，[^。；]{0,30}(?:上线|建成)[^。；，]{0,8}“?$", gap):
            for p in self.joined(k):
                yield self.tie("partOf", p, m, "part.scenes")

    # -- bodies --------------------------------------------------------------------------------------------------
    def _units(self, i: int, m: Mention) -> Iterator[Relation]:
        if i and self.named[i - 1].type == "Unit" and JOIN.fullmatch(self.words(self.named[i - 1].end, m.start)):
            return
        group = self.joined(i)
        last = group[-1]
        before, after = self.words(self.sentence.start, m.start), self.words(last.end, self.sentence.end)
        later = next(((k, n) for k, n in self._later(self.named.index(last), (*INITIATIVES, "Document"))), None)
        earlier = next((n for n in reversed(self.named[:i]) if n.type in INITIATIVES and n.end <= m.start), None)
        if later:
            gap = self.words(last.end, later[1].start)
            things = self.joined(later[0])
            document = later[1].type == "Document"
            if document and (ISSUES.fullmatch(gap.rstrip("《")) or (NAMED_AS.search(before) and IN_NAME.match(gap))):
                for u in group:
                    yield from (self.tie("responsible", u, t, "unit.issues") for t in things)
                return
            if LEADS.fullmatch(gap):
                yield from (self.tie("responsible", u, t, "unit.leads") for u in group for t in things)
                return
            if JOINTLY.search(before) and len(gap) <= 30 and not document:
                yield from (self.tie("cooperates", u, t, "unit.jointly") for u in group for t in things)
                return
            if re.search(r"[与同]$", before) and re.match(r"(?:等)?(?:共建|合作|联合|共同)", after):
                yield from (self.tie("cooperates", u, t, "unit.with") for u in group for t in things)
                return
        if earlier and LINKED.match(after) and re.search(r"(?:与|同|由|和)$", before):
            yield from (self.tie("cooperates", u, earlier, "unit.linked") for u in group)
        elif earlier and ((RECEIVES.search(before) and SENT.match(after)) or REPORTED.search(before)):
            yield from (self.tie("cooperates", u, earlier, "unit.receives", "recipient") for u in group)

    # -- documents and awards ------------------------------------------------------------------------------------
    def _documents(self, i: int, m: Mention) -> Iterator[Relation]:
        inside = [n for n in self.named if m.start < n.start and n.end < m.end and n.type in INITIATIVES]
        for n in inside[:1]:
            yield self.tie("issued", m, n, "document.title")

    def _awards(self, i: int, m: Mention) -> Iterator[Relation]:
        winner = giver = None
        for n in reversed(self.named[:i]):
            gap = self.words(n.end, m.start)
            if BREAK.search(gap):
                break
            if n.type == "Unit" and giver is None and winner is None and len(gap) <= 24:
                lead = self.words(self.sentence.start, n.start)
                if GIVER.search(lead) or re.search(r"颁发|授予|评选", gap):
                    giver = n
            elif n.type in INITIATIVES and winner is None and WON.search(gap) and gap.count("，") <= 1:
                winner = n
        if giver:
            yield self.tie("conferredBy", m, giver, "award.giver")
        if winner:
            yield self.tie("produced", winner, m, "award.winner", "explicit")
