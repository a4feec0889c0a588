"""The metric as a concept: which of ``vocabularies/metrics.tsv`` a name as written means, or none: unsure is an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from govkg import vocab

MARKS = re.compile(r"[\s“”‘’\"'《》]")
JOINT = re.compile(r"[和与及、]")
SHORTEST = 2


@lru_cache(maxsize=2)
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in vocab.table("metrics"):
        for name in (row["zh"], *row["aliases"].split("|")):
            names.setdefault(MARKS.sub("", name), row["id"])
    return names


def resolve(as_written: str) -> str:
    """The id of the metric that a name means: the name itself, else the longest known name that it ends with; "" = unsure.

    >>> resolve("平均办理时限"), resolve("容缺审批专窗"), resolve("彩虹")
    ('processingTime', 'counters', '')
    """
    name = MARKS.sub("", as_written)
    names = _names()
    parts = [p for p in JOINT.split(name) if p]
    if name not in names and len(parts) > 1 and len({resolve(p) for p in parts}) > 1:
        return ""  # two things at once: 应用场景和业务系统
    for start in range(len(name) - SHORTEST + 1):
        if found := names.get(name[start:]):
            return found
    for end in range(len(name) - 1, SHORTEST, -1):  # 办件量全省 → 办件量
        if found := names.get(name[:end]):
            return found
    return ""
