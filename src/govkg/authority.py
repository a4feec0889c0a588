"""What public tables say of a name: an organisation's full name and the place that it governs, a place's code and the place
that it lies in, the nation-wide scheme that an initiative realises. "" is unsure: the tables do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from govkg import vocab
from govkg.document import Document
from govkg.extract.lexicon import lexicon, plain
from govkg.extract.spans import Mention

LEVEL = r"自治区|[省市区县州旗盟]"
JOINTS = ("、", "和", "与", "及")
SCHEME_TAIL = re.compile(r"(?:改革|模式|机制|制度|服务|监管|试点|工作|做法|经验|理念|平台|系统|APP|小程序|移动端)$")
LEVELLED = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,12}}?(?:{LEVEL}))?(?P<level>[省市区县州])(?![场域级块]|政(?:工|道|设|管|园))"
)
LEVELS = "省市区县州盟旗镇国"  # what a place's name ends in, and how its report speaks of it: 我省, 全国
LEAGUE = re.compile(r"团([省市区县州])委")
QUOTED = re.compile(r"“([^“”]+)”")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a name. ``code`` is of GB/T 2260, ``within`` such a code or the name of a place that has none;
    ``scheme`` is an id of the schemes' table.
    """

    full: str = ""
    code: str = ""
    within: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class _Tables:
    bodies: Mapping[str, str]  # public name → full name
    departments: Mapping[str, str]  # word → full word
    places: Mapping[str, tuple[str, str]]  # full name → (code, parent's code)
    names: Mapping[str, str]  # code → full name
    schemes: Mapping[str, str]  # way of writing → id
    offices: Mapping[str, str]  # words behind the place → full words
    suffixes: Mapping[str, str]  # last word of a department → the same in full
    unit: re.Pattern[str]


@vocab.kept
def _known() -> _Tables:
    """The tables, compiled."""
    rows = vocab.table("organisations")
    bodies = {r["word"]: r["full"] for r in rows if r["kind"] == "body" and r["full"]}
    departments = {r["word"]: r["full"] for r in rows if r["kind"] == "department" and r["full"]}
    places = {r["zh"]: (r["code"], r["parent"]) for r in vocab.table("places") if r["code"]}
    schemes: dict[str, str] = {}
    for r in vocab.table("schemes"):
        for written in (r["zh"], *filter(None, r["aliases"].split("|"))):
            schemes.setdefault(plain(written), r["id"])
    offices, suffixes = (
        {r["word"]: r["full"] for r in vocab.table("offices") if r["kind"] == k} for k in ("office", "suffix")
    )
    unit = re.compile(
        rf"(?P<place>[\u4e00-\u9fff]{{2,12}}?(?:{LEVEL}))?(?P<level>{LEVEL})?"
        rf"(?:(?P<office>{_either(offices)})|(?P<department>{_either(departments)})(?P<suffix>{_either(suffixes)}))"
    )
    return _Tables(
        bodies, departments, places, {c: n for n, (c, _) in places.items()}, schemes, offices, suffixes, unit
    )


def _either(words: Iterable[str]) -> str:
    """Any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


class Authority:
    """Looks names up for one report, whose place it knows. A name that no table expands may still tell its government.

    >>> a = Authority("武汉市")
    >>> a.unit("市卫健委"), a.unit("省住建厅").full, a.unit("国办").full
    (Standing(full='武汉市卫生健康委员会', code='', within='420100', scheme=''), '湖北省住房和城乡建设厅', '国务院办公厅')
    >>> a.unit("市政数局")
    Standing(full='', code='', within='420100', scheme='')
    >>> a.unit("区审批局")
    Standing(full='', code='', within='', scheme='')
    """

    def __init__(self, place: str, code: str = "") -> None:
        self.place = place
        self.tables = _known()
        self.city, self.code = self._seat(place, code)

    def _seat(self, place: str, code: str) -> tuple[str, str]:
        """The longest known place that the report's own begins with, and its code; the code of a description goes first."""
        known = max((n for n in self.tables.places if place.startswith(n)), key=len, default="")
        if code in self.tables.names:
            return self.tables.names[code], code
        return known, self.tables.places[known][0] if known else ""

    def of(self, kind: str, name: str, listed_at: str = "") -> Standing:
        """What the tables say of a name of this kind; ``listed_at`` is the code of the government whose list it stands in."""
        if kind == "Unit":
            return self.unit(name, listed_at)
        if kind == "Place":
            return self.where(name)
        if kind in ("Reform", "Platform", "Campaign"):
            return Standing(scheme=scheme(name, kind))
        return Standing()

    def unit(self, name: str, listed_at: str = "") -> Standing:
        """An organisation: by its public name, or by level and department."""
        if full := self.tables.bodies.get(name):
            return Standing(full)
        if league := LEAGUE.fullmatch(name):
            at = self._government("", league[1], "", "")
            return Standing(f"共青团{self._named(at)}委员会", within=at) if at else Standing()
        m = self.tables.unit.fullmatch(name)
        if m is None:
            head = LEVELLED.match(name)
            return Standing(within=self._government(head["place"] or "", head["level"], "", "") if head else "")
        at = self._government(m["place"] or "", m["level"] or "", listed_at, m["suffix"] or "")
        if not at:
            return Standing()
        place = self._named(at)
        if m["office"]:
            party = "中共" if m["office"].startswith("委") else ""
            return Standing(party + place + self.tables.offices[m["office"]], within=at)
        return Standing(place + self.tables.departments[m["department"]] + self.tables.suffixes[m["suffix"]], within=at)

    def _named(self, at: str) -> str:
        """The name of a place given by its code, or by its name where it has none."""
        return self.tables.names.get(at, at)

    def _government(self, place: str, level: str, listed_at: str, suffix: str) -> str:
        """The place whose government is meant, by code or name; "" where the report does not tell which."""
        if place in self.tables.places:
            return self.tables.places[place][0]
        if place and place == self.place:
            return place
        level = level or place
        if len(level) > 1 and level != "自治区":
            return ""  # a place that the table does not know
        province = f"{self.code[:2]}0000" if self.code else ""
        if level in ("省", "自治区") or (not level and suffix == "厅"):
            return province if self.tables.names.get(province, "").endswith(level or ("省", "自治区")) else ""
        if not level:
            return listed_at
        own = self._named(self.code)
        if own != self.place and self.place.endswith(level):
            return self.place  # a county or district, or a city that the table does not know
        return self.code if own.endswith(level) else ""

    def where(self, name: str) -> Standing:
        """A place: its code and what it lies in. A district or county of a city report lies in that city.

        >>> a = Authority("武汉市")
        >>> a.where("黄石市").code, a.where("黄石市").within, a.where("江岸区").within, a.where("长三角").within
        ('420200', '420000', '420100', '')
        """
        if known := self.tables.places.get(name):
            return Standing(code=known[0], within=known[1])
        if name == self.place and self.city and name != self.city:
            return Standing(within=self.code)
        inside = self.code and not self.code.endswith("0000") and name[-1] in "区县"
        if inside and not name.endswith(("自治区", "新区", "开发区", "园区", "特区")) and 3 <= len(name) <= 5:
            return Standing(within=self.code)
        return Standing()


def scheme(name: str, kind: str = "Reform") -> str:
    """The id of the scheme of a kind that a name means, with its marks, suffixes and place taken off; "" for none.

    >>> scheme("“一业一证”改革"), scheme("江岸区“最多跑一次”服务模式"), scheme("灯火通明"), scheme("“一业一证”专区", "Platform")
    ('yi-ye-yi-zheng', 'zui-duo-pao-yi-ci', '', '')
    """
    schemes = _known().schemes
    known = lexicon().schemes
    tried = [plain(name), *(plain(m) for m in QUOTED.findall(name))]
    for words in tried:
        bare = words
        while bare:
            if (found := schemes.get(bare)) and known[bare][1] == kind:
                return found
            shorter = SCHEME_TAIL.sub("", bare)
            if shorter == bare:
                break
            bare = shorter
    return ""


class Named(Protocol):
    """An entity as this module needs it: its kind and name, and where it is first named."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def first(self) -> Mention: ...


def standings(text: str, entities: Iterable[Named], authority: Authority) -> dict[str, Standing]:
    """The standing of every entity by its key; in a list of bodies the first one's government holds for the rest."""
    found: dict[str, Standing] = {}
    end, within = -1, ""
    for e in sorted(entities, key=lambda e: e.first.start):
        m = e.first
        listed = within if e.kind == "Unit" and 0 <= m.start - end <= 1 and text[end : m.start] in JOINTS else ""
        found[e.key] = authority.of(e.kind, e.name, listed)
        if e.kind == "Unit":
            end, within = m.end, found[e.key].within
    return found


def unify(mentions: Sequence[Mention], authority: Authority) -> list[Mention]:
    """The mentions, with one name for an organisation that is written in several ways (国办, 国务院办公厅): the first one's."""
    first: dict[str, str] = {}
    for m in mentions:
        if m.type == "Unit" and m.rule != "self" and (full := authority.unit(m.name).full):
            first.setdefault(full, m.name)
    renamed = {
        n: first[f] for n in {m.name for m in mentions if m.type == "Unit"} if (f := authority.unit(n).full) in first
    }
    return [replace(m, name=renamed[m.name]) if m.type == "Unit" and m.name in renamed else m for m in mentions]


def with_place(document: Document, found: Sequence[Mention], place: str) -> list[Mention]:
    """The mentions, with one of the report's own place where only 全省 or 我市 stands for it, or nothing but the opening."""
    if not place or any(m.type == "Place" and m.name == place for m in found):
        return list(found)
    m = re.search(f"[我全]{place[-1]}", document.text) if place[-1] in LEVELS else None
    opening = document.sentences[0] if document.sentences else None
    if m:
        extra = Mention(m.start(), m.end(), m[0], "Place", place, "place.self")
    elif opening:
        words = document.text[opening.start : opening.end]
        extra = Mention(opening.start, opening.end, words, "Place", place, "place.described")
    else:
        return list(found)
    return sorted([*found, extra], key=lambda m: (m.start, m.end))
