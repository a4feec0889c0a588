"""What a figure takes in beside its name (口径): how far it reaches, at which prices, whether the way of counting was changed.

Read from the words of its own clause; prices and changes of the way of counting also from a clause that leads it in, and what
is left out from the brackets behind it. The words stand in ``vocabularies/cues-scope.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govkg import vocab
from govkg.extract.spans import Quantity

JOINT = "；"  # between the parts of a scope
WINDOW = 120  # code points before a figure
MARK = re.compile(r"(?<![0-9])[，,]|[，,](?![0-9]{3})|[。；;：:\n]")
ASIDE = re.compile(r"^[^，,。；;（(]{0,6}[（(]([^（）()]{1,40})[）)]")
DIGIT = re.compile("[0-9]")
LEADING = re.compile(
    r"^(?:其中|[0-9]{4}年|今年|去年|到|全年|累计|已|预计|[一二三四五六七八九十]是){0,6}+(?:截至[^，,]{0,12})?$"
)
FIGURE = re.compile("第|[0-9]")
BOAST = re.compile(
    "首|唯一|单|最|率先|领先|第|各|范围"
)  # 全球首个搜索引擎: the engine is the first of the world, its users are not
NAMES = re.compile("[\u4e00-\u9fff]{4}")
LEFT_OUT = re.compile(r"[^，,。；;（）()]{0,12}")
OWN = {"国": "全国", "省": "全省", "市": "全市", "州": "全州", "县": "全县", "区": "全区", "旗": "全旗"}


@vocab.kept
def _words() -> Mapping[str, tuple[str, str, str]]:
    """Each word with its kind, what it says, and the word that stands for all that say the same."""
    first: dict[tuple[str, str], str] = {}
    made = {}
    for row in vocab.table("cues-scope"):
        one = first.setdefault((row["kind"], row["says"]), row["word"])
        made[row["word"]] = (row["kind"], row["says"], one)
    return made


@vocab.kept
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words(), key=lambda w: (-len(w), w)))))


def scope(text: str, start: int, end: int, q: Quantity, place: str) -> tuple[str, ...]:
    """What the sentence ``text[start:end]`` says that a figure takes in; of the reporter's own place (全市) nothing is said.

    >>> from decimal import Decimal
    >>> t = "按可比价格计算，市本级增加值增长6%（不含烟草）。"
    >>> scope(t, 0, len(t), Quantity(16, 18, "6%", Decimal(6), "%", "r", metric="增加值", metric_start=11), "云江市")
    ('不变价', '市本级', '不含烟草')
    """
    begin = max(start, q.start - WINDOW)
    cuts = [begin, *(m.end() for m in MARK.finditer(text, begin, q.start))]
    left = cuts[-1]
    found: list[str] = []
    if len(cuts) > 1 and not DIGIT.search(text, cuts[-2], left):
        found += [one for kind, _, one in (_words()[m[0]] for m in _pattern().finditer(text, cuts[-2], left)) if kind in ("prices", "changed", "adjusted")]  # fmt: skip
    digits = [m.end() for m in DIGIT.finditer(text, left, q.start)]
    if digits and NAMES.search(text, digits[-1], q.start):  # behind another figure with a name of its own
        left = digits[-1]
    for m in _pattern().finditer(text, left, q.start):
        kind, says, one = _words()[m[0]]
        if m[0] in q.metric and kind != "changed":
            continue  # the name says it
        if kind == "part" and not (q.metric and text.startswith(q.metric, m.end())):
            continue  # 城镇新增就业, not 改造城镇老旧小区的资金
        if kind == "reach":
            if (
                m[0] != OWN.get(place[-1:])
                and not (m[0] == "全区" and "自治区" in place)
                and _reaches(text, left, m, q)
            ):
                found.append(m[0])
        elif says == "without":
            found.append(m[0] + LEFT_OUT.match(text, m.end(), q.start)[0])  # type: ignore[index]
        else:
            found.append(one)
    if aside := ASIDE.match(text[q.end : min(end, q.end + 60)]):
        for m in _pattern().finditer(aside[1]):
            kind, says, one = _words()[m[0]]
            if says == "without":
                found.append(m[0] + LEFT_OUT.match(aside[1], m.end())[0])  # type: ignore[index]
            elif kind not in ("reach", "part"):
                found.append(one)
    return tuple(dict.fromkeys(found))


def _reaches(text: str, left: int, m: re.Match[str], q: Quantity) -> bool:
    """全国 says how far a figure reaches where it opens the clause or stands before the metric; in a ranking, before the place.

    入选全国试点3个 counts what was chosen, not what the nation has.
    """
    if q.kind == "rank":
        return not FIGURE.search(text, m.end(), q.start)
    opens = LEADING.match(text[left : m.start()]) and not BOAST.match(text, m.end())
    return bool(opens) or m.end() == q.metric_start


def named(metric: str) -> tuple[str, ...]:
    """What the name of a metric says that it takes in.

    >>> named("规上工业增加值"), named("城镇居民人均可支配收入"), named("办件量")
    (('规模以上',), ('城镇',), ())
    """
    found = (_words()[m[0]] for m in _pattern().finditer(metric))
    return tuple(dict.fromkeys(one for kind, says, one in found if kind != "reach" and says != "without"))


def matter(said: str) -> str:
    """A scope without the parts that are words of ours: the matter of the item that a figure stands in.

    >>> matter("项目审批；市本级"), matter("不含烟草"), matter("项目审批")
    ('项目审批', '', '项目审批')
    """
    return JOINT.join(part for part in said.split(JOINT) if not known(part))


def known(part: str) -> bool:
    """Whether a part of a scope is one of our words, perhaps with what is left out behind it."""
    found = _words().get(part)
    return bool(found) or any(part.startswith(w) for w, (_, says, _) in _words().items() if says == "without")


def joined(parts: Sequence[str]) -> str:
    """A scope of its parts, empty ones left out."""
    return JOINT.join(filter(None, parts))
