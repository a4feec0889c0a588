"""Words that stand for a name told before: 该平台, 此项改革, and short forms that the text itself introduces (以下简称…).

A reference goes to the last thing named of its kind. Where nothing of the kind was named nearby, or the last ones are a list,
nobody can say which is meant: the reference is open, and the reading says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govkg.extract.page import Candidate, Page
from govkg.extract.spans import EntityType, Mention

KINDS: dict[str, EntityType] = {
    "平台": "Platform", "系统": "Platform", "小程序": "Platform", "热线": "Platform", "APP": "Platform", "门户": "Platform",
    "改革": "Reform", "机制": "Reform", "模式": "Reform", "制度": "Reform", "做法": "Reform", "举措": "Reform",
    "活动": "Campaign", "行动": "Campaign", "专项行动": "Campaign", "大赛": "Campaign", "赛事": "Campaign",
    "条例": "Document", "文件": "Document", "方案": "Document", "意见": "Document", "办法": "Document",
}  # fmt: skip
REFERENCE = re.compile(
    rf"(?:该项?|此项|这项|这一|上述)({'|'.join(sorted(KINDS, key=len, reverse=True))})(?![\u4e00-\u9fff]?(?:小组|体系|建设工程))"
)
NEAR = 200  # code points between a name and a reference to it; further off a reader would look for another one
LISTED = re.compile(r"[”》）]?[、和与及][“《（]?")
SHORT = re.compile(r"（(?:以下|下)?(?:统一)?简称(?:为)?[：:]?[“《]?([^（）“”《》，。；、\n]{2,20})[”》]?）")


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for a name; ``mention`` is None where it is open which."""

    start: int
    end: int
    mention: Mention | None


def find(text: str, mentions: Sequence[Mention]) -> Iterator[Reference]:
    """The references of a text to the mentions before them; ``mentions`` are in the order of the text.

    >>> m = Mention(3, 7, "云政平台", "Platform", "云政平台", "r")
    >>> [r.mention == m for r in find("建成了云政平台。该平台办件5万件。此项改革受到好评。", [m])]
    [True, False]
    """
    by_kind: dict[EntityType, list[Mention]] = {}
    for m in mentions:
        by_kind.setdefault(m.type, []).append(m)
    starts = {kind: [m.start for m in group] for kind, group in by_kind.items()}
    for r in REFERENCE.finditer(text):
        kind = KINDS[r[1]]
        i = bisect_left(starts.get(kind, []), r.start()) - 1
        yield Reference(r.start(), r.end(), _last(text, by_kind.get(kind, []), i, r.start()))


def _last(text: str, group: Sequence[Mention], i: int, at: int) -> Mention | None:
    if i < 0 or at - group[i].end > NEAR or group[i].end > at:
        return None
    before = group[i - 1] if i else None
    if before and before.name != group[i].name and LISTED.fullmatch(text, before.end, group[i].start):
        return None
    return group[i]


def shorts(page: Page, named: Sequence[Candidate]) -> Iterator[tuple[int, str, Candidate]]:
    """Short forms that the text introduces: where, the short form, and the name that it stands for."""
    ends = {c.end: c for c in named}
    for m in SHORT.finditer(page.folded):
        at = m.start()
        stands_for = ends.get(at) or (ends.get(at - 1) if page.folded[at - 1 : at] in "”》" else None)
        if stands_for and stands_for.type != "Place":
            yield m.start(1), page.folded[m.start(1) : m.end(1)], stands_for
