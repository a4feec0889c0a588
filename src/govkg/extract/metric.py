"""What a figure measures, in the words of the report: the noun behind its classifier or before its verb."""

from __future__ import annotations

import re
from functools import lru_cache

from govkg import vocab

# Behind a figure its noun ends at a mark, at a verb that says what became of it, or at the next figure.
NOUN_END = re.compile(
    r"[，,。；;：:！？（(）)\n]|(?:增加|扩大|减少|缩短|整合|扩展|拓展|缩小|降|升|跃|延长|调整|合并|精简|优化|提前|改为|节约|节省|支持|用于|荣获|获评|获得|立|记|受|进行|实现|达到|完成|纳入|落地|投入|全部|均|已|分别|得到|获|被|在|为|由|向|以|至|到|占|并|增长|提高|下降|压减|压缩|提升|合并|实行|推行)|[0-9０-９]"
)
CHANGE_VERB = re.compile(
    r"(?:(?:同比|环比|较|比)[^，,。；;]{0,12}?)?(?:再|进一步|又|大幅|平均|累计|共|均|总体|整体|已|分别)*"
    r"(?:压减|压缩|缩短|减少|下降|降低|精简|缩减|回落|收窄|硬减|压降|缩小|节约|节省|增长|增加|提高|提升|上升|上涨|提速|扩大|扩展|增至|增到|"
    r"整合|优化|拓展|延长|调整|合并|改造前|改革前|原来|原|由|从|自|因此|减至|减到|降至|降到|降为|升至|升到|达到|达|为|是|突破|超过|超|稳定在|保持在|控制在|在|到|至|跃升|增|减|升|降|少)*(?:了|至|到|为|近|约|超)*$"
)
WON = r"荣获|获评|获得|获|被评为|被授予|立|记"
MADE = re.compile(rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{WON})|实现|纳入)[“‘]?([^“”‘’，,。；;、0-9]{{2,16}})")
SELF = re.compile(r"^[我本全](?:局|委|办|中心|市|省|县|区)")
SHORT = 4


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
    tails = "|".join(re.escape(w) for w in _words("fill") if len(w) > 1)  # 公共, 年均: a single hanzi may end a noun
    return re.compile(rf"^(?:{words}|[的了])+|(?:{tails}|[的了])+$")


def trim(words: str) -> str:
    """A noun phrase without the adverbs and totals around it: 全年满意率 → 满意率."""
    words = SELF.sub("", words.strip(" 　"))
    if len(words) > SHORT:
        words = re.sub(r"等$", "", words)
    return unquoted(_fill().sub("", unquoted(words))) or unquoted(words)


def unquoted(words: str) -> str:
    """A phrase without the quotation marks around it and without one that its partner was cut from.

    >>> unquoted("“掌上办”"), unquoted("申请材料“硬减"), unquoted("“闹访”和“滋事”等问题")
    ('掌上办', '申请材料硬减', '“闹访”和“滋事”等问题')
    """
    if words.count("“") == words.count("”") == 1 and words.startswith("“") and words.endswith("”"):
        return words[1:-1]
    if words.count("“") != words.count("”") or words.find("”") < words.find("“"):
        return words.replace("“", "").replace("”", "")
    return words.strip(" 　\"'")


def behind(text: str, start: int, end: int) -> str:
    """The noun that a figure counts, from its unit to the end of the noun, or what was won or made of it.

    >>> [behind(t, 4, len(t)) for t in ("137个应用上云。", "800项实现“掌上办”。", "128名干部获嘉奖，")]
    ['应用上云', '掌上办', '嘉奖']
    """
    made = MADE.match(text, start, end)
    if made:
        return trim(made[1])
    m = NOUN_END.search(text, start, end)
    stop = m.start() if m else end
    if m and m[0] in "（(" and stop - start == 1:  # 1468个村（社区）
        stop = min(end, text.find("）" if m[0] == "（" else ")", stop) + 1) or stop
    words = text[start:stop]
    if (
        m and m[0].isdigit() and re.search(r"[和及与]$", words) and len(words) <= 6
    ):  # 319项A和120项B: the noun stands behind the last
        following = re.compile(r"[0-9.万亿余多]+[\u4e00-\u9fff]").match(text, stop, end)
        if following:
            return behind(text, following.end(), end)
    quoted = re.search(r"[“‘][^“”‘’]+[”’][^、]*$", words)
    if quoted and quoted.start() > 8:
        words = quoted[0]
    return trim(words.split("、")[0])[:18]


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
    words = parts[-1] or words
    verbs = [m for m in _act().finditer(words) if m.end() < len(words)]
    if verbs:
        cut = words[verbs[-1].end() :]
        if len(trim(cut)) >= 4:
            words = cut
        elif len(trim(cut)) >= 2:  # a short noun keeps its verb: 办理时限, 发现问题
            words = words[verbs[-1].start() :]
    words = trim(words)
    if "”" in words and "“" not in words.split("”")[0]:
        words = words.rpartition("”")[2] or words
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
        if verbs:
            rest = head[verbs[-1].end() :]
            head = rest if len(rest) >= 4 else head[verbs[-1].start() :]
        parts[0] = head
    return [trim(p) for p in parts]
