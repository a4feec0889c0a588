"""What a figure measures, in the words of the report: the noun behind its classifier or before its verb."""

from __future__ import annotations

import re
from functools import lru_cache

from govkg import vocab

STOP = re.compile(r"[，,。；;：:！？、（(）)\n“”‘’]")
# Behind a figure its noun ends at a mark, at a verb that says what became of it, or at the next figure.
NOUN_END = re.compile(
    r"[，,。；;：:！？（(）)\n]|(?:进行|实现|达到|完成|纳入|落地|投入|全部|均|已|分别|得到|获|被|在|为|由|向|以|至|到|占|并|增长|提高|下降|压减|压缩|提升|合并|实行|推行)|[0-9０-９]"
)
CHANGE_VERB = re.compile(
    r"(?:(?:同比|环比|较|比)[^，,。；;]{0,12}?)?(?:再|进一步|又|大幅|平均|累计|共|均|总体|整体|已|分别)*"
    r"(?:压减|压缩|缩短|减少|下降|降低|精简|缩减|回落|收窄|硬减|压降|缩小|节约|节省|增长|增加|提高|提升|上升|上涨|提速|扩大|扩展|增至|增到|"
    r"减至|减到|降至|降到|降为|升至|升到|达到|达|为|是|突破|超过|超|稳定在|保持在|控制在|在|到|至|跃升|增|减|升|降|少)*(?:了|至|到|为|近|约|超)*$"
)
BACKWARD = re.compile(r"[，,。；;：:！？、（(）)\n]")


@lru_cache(maxsize=4)
def _words(kind: str) -> tuple[str, ...]:
    words = {row["word"] for row in vocab.table("cues-measure") if row["kind"] == kind}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def _act() -> re.Pattern[str]:
    long = [w for w in _words("act") if len(w) > 1]
    return re.compile("|".join(map(re.escape, long)))


@lru_cache(maxsize=1)
def _fill() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _words("fill")))
    return re.compile(rf"^(?:{words}|[的了])+|(?:{words}|[的了])+$")


def trim(words: str) -> str:
    """A noun phrase without the adverbs and totals around it: 全年满意率 → 满意率."""
    words = words.strip(" 　“”‘’\"'")
    return _fill().sub("", words).strip(" 　“”‘’\"'") or words


def behind(text: str, start: int, end: int) -> str:
    """The noun that a figure counts, from its unit to the end of the noun: 137个应用上云 → 应用上云."""
    m = NOUN_END.search(text, start, end)
    words = text[start : m.start() if m else end]
    if m and words == "" and m[0] == "在":
        return ""
    return trim(words.split("、")[0])[:16]


def before(text: str, start: int, end: int) -> str:
    """The noun before a figure or its verb, from the last verb of the clause on: 开设容缺审批专窗 → 容缺审批专窗."""
    marks = [m.end() for m in re.finditer(r"[，,。；;：:！？\n]", text[start:end])]
    left = start + (marks[-1] if marks else 0)
    words = text[left:end]
    words = CHANGE_VERB.sub("", words)
    if not words and marks:
        return ""
    words = re.sub(r"（[^（）]*）|\([^()]*\)", "", words)
    parts = re.split(r"(?<!审)(?<!监)、", words)
    words = parts[-1] if parts[-1] else words
    verbs = [m for m in _act().finditer(words) if m.end() < len(words)]
    if verbs:
        cut = words[verbs[-1].end() :]
        if len(trim(cut)) >= 2:
            words = cut
    words = trim(words)
    words = re.sub(r"^[在为与向对从由将把使][^的]{1,14}?(?:的|(?=[\u4e00-\u9fff]{2,6}$))", "", words) or words
    return words.rpartition("的")[2] or words


def names(words: str) -> list[str]:
    """The metrics of a list: 平均办理环节、申请材料、办理时限和跑动次数 → four names."""
    words = CHANGE_VERB.sub("", words)
    parts = [p for p in re.split(r"[、]|(?<=[\u4e00-\u9fff])(?:以及|和|及|与)(?=[\u4e00-\u9fff]{2})", words) if p]
    if parts:
        head = parts[0]
        marks = [m.end() for m in re.finditer(r"[，,。；;：:的]", head)]
        head = head[marks[-1] :] if marks and len(head[marks[-1] :]) > 1 else head
        verbs = [m for m in _act().finditer(head) if m.end() < len(head)]
        if verbs and len(head[verbs[-1].end() :]) >= 2:
            head = head[verbs[-1].end() :]
        parts[0] = head
    return [trim(p) for p in parts]
