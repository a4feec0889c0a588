"""What a figure measures, in the words of the report: the noun behind its classifier or before its verb."""

from __future__ import annotations

import re

from govkg import vocab
from govkg.extract import cues

REACH = 80  # code points: no metric stands farther from its figure than this
NOUN_MAX = 18  # code points of a noun behind a figure; what follows says what became of it
# Behind a figure its noun ends at a mark, at a verb that says what became of it, or at the next figure.
NOUN_END = re.compile(
    r"[，,。；;：:！？!?（(）)\n]|中(?:已)?有|(?:增加|扩大|减少|缩短|整合|扩展|拓展|缩小|(?<!下)降|(?<![晋提])升|跃|延长|调整|合并|精简|优化|提前|改为|节约|节省|支持|用于|荣获|获评|获得|立|记|受(?![理益众训])|进行|实现|达到|完成|纳入|落地|投入|全部|均(?!衡)|已|分别|得到|获|被|在|(?<![华作成认])为|由|(?<![纵横定双方导面取])向|以(?![上下内外])|至|到|占|并|增长|提高|下降|压减|压缩|提升(?!示范|工程|行动|项目|计划|改造)|实行|推行|成为|稳定|签订|签约|开工|竣工|投产|投运|投用|通车|建成|挂牌|上市|落户|加快|相继|陆续|持续|顺利|入选|建设(?=[^，,。；;项运])|实施|就近|参加|参与|享受|超过|通过|网上|每|共[0-9有])|[0-9０-９]"
)
# A noun that ends so is not at its end: 62个省级纵向│支持组团.
ADJECTIVAL = re.compile(r"(?:[级性型式化向类新大小高低多各重优]|国家|主要|集中|扶贫|战略)$")
WON = "荣获|获评|获得|获|被评为|被授予|立|记"
MADE = re.compile(
    rf"(?P<noun>[\u4e00-\u9fff、]{{0,14}}?)(?:(?:{WON})|(?<![0-9])(?:实现|纳入))[“‘]?([^“”‘’，,。；;、0-9]{{2,16}}+)(?![0-9])"
)
TURNED = re.compile(r"[由从]?([^，,。；;、0-9]{2,8}(?:改为|转为|变为|调整为)[^，,。；;、0-9]{2,8})")
PHRASE = re.compile(r"[^，,。；;、：:（(！？\n0-9０-９]{2,20}(?=[，,。；;、！？\n]|$)")
MARK = re.compile(r"[，,。；;：:！？!?\n]")
BRACKETS = re.compile(r"（[^（）]{0,60}）|\([^()]{0,60}\)|［[^［］]{0,9}］")
ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}是(?!否)|[（(][一二三四五六七八九十0-9]{1,2}[）)]|[0-9]{1,2}[.．、])"
)
AREA = re.compile(
    r"^(?:其中|全国|全省|全市|全县|全区|全州|全旗|全镇|我国|我省|我市|我县|我区|我局|我委|我办|我中心|各地|各级|各部门|各区|市本级)+(?=[\u4e00-\u9fff“]{2})"
)
AGAINST = re.compile(  # a comparison in front of its verb: 较上年(减少), 比改革前(压缩)
    r"(?:同比|环比|(?:较|(?<![占评对])比|与)[“”]?(?:(?:[上去前同年原此]|改革|整合|改造|实施|优化|推行|[一二三四五六七八九十0-9０-９]{1,4}[月年五]|法定|全[国省市]|平均|计划|国家|承诺|规定|目标)[^，,。；;、]{0,10}|[^，,。；;、]{1,10}(?:之初|之前|以前|前|同期|时|末|初|底|水平)相?比?))$"
)
GAP = re.compile(
    r"(?:(?<=[速率度量额])比(?![率例重值])[^，,。；;、]{2,18}(?:高|低|快|慢)出?|(?:高于|低于|高出|领先|优于)[^，,。；;、]{0,12})$"
)  # 增速比全国平均水平高
OUT_OF = re.compile(
    r"(?:[由从自]|[由从自](?:原来|原先|原|过去|以往|以前|往年|改革前|上年|去年|年初|法定|此前|20[0-9]{2}年底?)的?)$"
)
LINK = re.compile(
    r"^(?:[在为与向从由将把使让]|对(?!经济))[^的，,]{1,14}?(?:的|(?<=[业众民户人工位])(?!业|增长)(?=[\u4e00-\u9fff]{2,6}$))"
)
JOINTS = re.compile(r"、|(?<=[\u4e00-\u9fff”])(?:以及|和|及|与)(?=[\u4e00-\u9fff“]{2})")
OUTSIDE = re.compile(r"、(?![^（]{0,12}）)")  # 11个县（市、区）: a mark in brackets lists nothing
BECAME = frozenset(
    ("投产", "投运", "投用", "通车", "建成", "挂牌", "上市", "落户", "加快", "相继", "陆续", "持续", "顺利")
)
DONE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff“”]{2,14}?)(?:共|累计|总计|全年|已|平均)*(?P<verb>受理|办结|办理|接待|登记|归集)"
)
HOUSE = re.compile(r"(?:中心|平台|大厅|窗口|系统|热线|局|专区)$")
AND = re.compile(r"[和及与]$")
JOINED = re.compile(r"^[和及与并](?=[\u4e00-\u9fff]{4})")  # 新建│和改造高标准农田
ETCETERA = re.compile(r"等(?=[\u4e00-\u9fff“])(?!级|候|待|次|于|同|额|值)")
QUOTES = "“”‘’\"'"


@vocab.kept
def _fill() -> re.Pattern[str]:
    every = cues.alternation(cues.words("fill"))
    tails = cues.alternation(w for w in cues.words("fill") if len(w) > 1)  # 公共, 年均: a single hanzi may end a noun
    return re.compile(rf"^(?:{every}(?!量|数|额|值|率)|[的了])+|(?:{tails}|[的了])+$")


@vocab.kept
def _tail() -> re.Pattern[str]:
    """A verb of change or of reaching, or an adverb, at the end of the words before a figure."""
    verbs = cues.alternation(
        w for w in cues.words("up", "down", "reach", "target", "adverb") if w not in cues.words("kept")
    )
    return re.compile(
        rf"(?<!新)(?:{verbs}(?:了|过)?|再|又|进一步|大幅度?|总体|整体|平均|年均|连续|接连|逐年|实际|环比|(?<!节)约|近|仅|仅需|的|了|已|还|也|因此|[0-9一二三四五]{{1,2}}年)$"
    )


@vocab.kept
def _verbs(kind: str) -> re.Pattern[str]:
    """The verbs of a kind, where they are no beginning of a head: 服务业增加值占比 has no verb."""
    ends: dict[str, set[str]] = {}
    for head in cues.words("head"):
        ends.setdefault(head[:-1], set()).add(head[-1])
    words = [w for w in cues.words(kind) if len(w) > 1]
    nouns = "|".join(f"{w}(?=[{''.join(sorted(ends[w]))}])" for w in sorted(ends.keys() & set(words)))
    return re.compile((f"(?!{nouns})" if nouns else "") + cues.alternation(words))


@vocab.kept
def _generic() -> re.Pattern[str]:
    return re.compile(rf"{cues.alternation(cues.words('generic'))}?")


def verb(words: str) -> bool:
    """Whether words are a verb and nothing else, so that they name no property: 惠及, 带动.

    >>> verb("惠及"), verb("实名用户")
    (True, False)
    """
    return bool(_verbs("act").fullmatch(words))


def generic(words: str) -> bool:
    """Whether words name no property by themselves: 总量, 增速, 较上年.

    >>> generic("总量"), generic(""), generic("经营主体总量")
    (True, True, False)
    """
    return bool(_generic().fullmatch(words))


def trim(words: str) -> str:
    """A noun phrase without the adverbs and totals around it: 全年满意率 → 满意率."""
    words = _unquoted(words)
    if len(words) > 3 and words[-1] == "等" and words[-2] not in "一二三四五优中同劣高初":
        words = words[:-1]
    return _unquoted(_fill().sub("", words)) or words


def _unquoted(words: str) -> str:
    """Without quote marks around the whole, or one left over at an end: “一窗”受理率 keeps its own."""
    words = words.strip(" 　、")
    while words and words[0] in QUOTES and (words[-1] in QUOTES or not any(c in "”’" for c in words)):
        words = words[1:].removesuffix(words[-1] if len(words) > 1 and words[-1] in QUOTES else "\0")
    if words and words[-1] in "“‘":
        words = words[:-1]
    if words and words[-1] in "”’" and not any(c in "“‘" for c in words):
        words = words[:-1]
    return words.strip(" 　、")


def predicate_off(words: str) -> str:
    """The words before a figure without its verb and what it is compared with.

    >>> predicate_off("办理时限较法定时限再压缩"), predicate_off("取消评比达标表彰项目"), predicate_off("较上年减少")
    ('办理时限', '取消评比达标表彰项目', '')
    """
    words = words.rstrip(" 　“‘")
    if gap := GAP.search(words):
        return words[: gap.start()]
    while words:
        m = AGAINST.search(words) or OUT_OF.search(words) or _tail().search(words, max(0, len(words) - 8))
        if m is None or (len(m[0]) == 1 and m[0] in "成多少列" and m.start() > 0):
            return words
        words = words[: m.start()].rstrip(" 　")
    return ""


def behind(text: str, start: int, end: int) -> str:
    """The noun that a figure counts, from its unit to the end of the noun, or what was won or made of it.

    >>> [behind(t, 4, len(t)) for t in ("137个应用上云。", "800项实现“掌上办”。", "128名干部获嘉奖，")]
    ['应用上云', '掌上办', '嘉奖']
    """
    end = min(end, start + REACH)
    made = MADE.match(text, start, end)
    if made and (len(made["noun"]) < 2 or text[start - 1] in "人名位" or "被" in made["noun"]):
        return trim(made[2])
    turned = TURNED.match(text, start, end)
    if turned:
        return trim(turned[1])
    if text[start : start + 1] == "的":
        start += 1
    stop = _noun_end(text, start, end)
    words = text[start:stop]
    if stop < end and text[stop].isdigit():
        inner = re.compile(r"[0-9.]+[万亿]?(?:米|公里|度)(?:以上|以下)?").match(text, stop, end)
        if inner and re.search(r"海拔|高度|直径|时速$", words):  # 100所海拔1500米以上农村学校
            return behind(text, inner.end(), end)
        if AND.search(words) and len(words) > 6:  # 1679个行政村生活污水和199个黑臭水体治理
            return trim(words[:-1].split("、")[-1])[:NOUN_MAX]
        if AND.search(words):  # 319项A和120项B: the noun stands behind the last
            following = re.compile(r"[0-9.万亿余多]+[\u4e00-\u9fff]").match(text, stop, end)
            if following:
                return behind(text, following.end(), end)
    quoted = re.search(r"[“‘][^“”‘’]{1,60}[”’][^、]{0,60}$", words)
    if quoted and quoted.start() > 8:
        words = quoted[0]
    if "、" in words and (m := ETCETERA.search(words)) and len(words) - m.end() >= 2:
        return trim(words[m.end() :])[:NOUN_MAX]  # 视力、听力等残疾儿童
    return trim(OUTSIDE.split(words)[0])[:NOUN_MAX]


def phrase(text: str, start: int, end: int) -> str:
    """What became of the counted things, where nothing else names them: 37项│向全国推广."""
    m = PHRASE.match(text, start, min(end, start + REACH))
    return m[0] if m else ""


def _noun_end(text: str, start: int, end: int) -> int:
    """Where the noun behind a figure ends: not behind an adjective alone; 镇（街） keeps its bracket."""
    position = start
    while m := NOUN_END.search(text, position, end):
        words = text[start : m.start()]
        if m[0] in "（(" and len(words) == 1:
            close = text.find("）" if m[0] == "（" else ")", m.start(), end) + 1
            if close <= 0 or close >= end or MARK.match(text, close):
                return close if close > 0 else m.start()
            position = close
            continue
        if m.start() == start and m[0] in BECAME:  # 8地挂牌: nothing else is named
            position = m.end()
            continue
        mark = MARK.match(m[0]) or m[0] in "（(）)" or m[0].isdigit()
        if mark or m.start() == start:
            return m.start()
        if not (ADJECTIVAL.search(words) or words.endswith("的") or words.count("“") > words.count("”")):
            return m.start()
        position = m.end()
    return end


def before(text: str, start: int, end: int) -> str:
    """The noun before a figure or its verb, from the last verb of the clause on: 开设容缺审批专窗 → 容缺审批专窗."""
    start = max(start, end - REACH)
    marks = [m.end() for m in MARK.finditer(text, start, end)]
    return noun(predicate_off(text[marks[-1] if marks else start : end]))


def noun(words: str) -> str:
    """The head of a phrase: the last of a list, the object behind its verb, without place, time and total."""
    words = ITEM.sub("", BRACKETS.sub("", words).lstrip())
    parts = [p for p in words.split("、") if p]
    words = parts[-1] if parts else words
    if (m := ETCETERA.search(words)) and len(words) - m.end() >= 2:
        words = words[m.end() :]
    words = JOINED.sub("", _object(_after_adverb(words)))
    words = AREA.sub("", trim(words))
    aim, mark, rest = words.partition("“")
    if mark and _verbs("target").fullmatch(aim):  # 力争│“一窗”受理率
        words = mark + rest
    name, mark, rest = words.rpartition("”")
    if mark and words[0] == "“" and len(rest) >= 2 and not _verbs("act").fullmatch(rest) and not generic(rest):
        words = rest
    elif mark and "“" not in name:
        words = rest or words
    words = LINK.sub("", words) or words
    if done := DONE.fullmatch(words):  # 各类事项共受理 → 受理各类事项; 政务服务中心受理 → 受理
        return done["verb"] if HOUSE.search(done["noun"]) else done["verb"] + trim(done["noun"])
    after = words.rpartition("的")[2]
    return trim(after if len(after) > 2 and not generic(after) else words)


def _after_adverb(words: str) -> str:
    """What follows the last 全年, 累计, 先后: there the predicate begins."""
    found = [m.end() for m in _verbs("adverb").finditer(words)]
    rest = words[found[-1] :] if found else ""
    return rest if len(rest) >= 2 and not _verbs("act").fullmatch(rest) else words


def _object(words: str) -> str:
    """What follows the last verb; a short noun keeps its verb (办理时限, 发现问题)."""
    weak = _verbs("weakact").match(words)  # 建设 opens a predicate only where the clause begins
    verbs = [m for m in _verbs("act").finditer(words) if m.end() < len(words)]
    if not verbs and weak and len(words) - weak.end() >= 4:
        return words[weak.end() :]
    if not verbs:
        return words
    cut = words[verbs[-1].end() :]
    length = len(trim(cut))
    if length >= 4:
        return cut
    return words[verbs[-1].start() :] if length >= 2 else words


def names(words: str) -> list[str]:
    """The metrics of a list: 平均办理环节、申请材料、办理时限和跑动次数 → four names.

    A head that the last one alone carries holds for all: 餐饮、药店办理时限 → 餐饮办理时限, 药店办理时限.
    """
    words = ITEM.sub("", predicate_off(words).lstrip())
    parts = [p for p in JOINTS.split(words) if p]
    if not parts:
        return []
    head = parts[0]
    marks = [m.end() for m in re.finditer(r"[，,。；;：:的]", head)]
    head = head[marks[-1] :] if marks and len(head[marks[-1] :]) > 1 else head
    verbs = [m for m in _verbs("act").finditer(head) if m.end() < len(head)]
    if verbs and len(parts) > 1:
        rest = head[verbs[-1].end() :]
        head = rest if len(rest) >= 4 else head[verbs[-1].start() :]
    parts[0] = head
    return _share_head([trim(p) for p in parts])


@vocab.kept
def _heads() -> re.Pattern[str]:
    return re.compile(f"{cues.alternation(cues.words('head'))}$")


def _share_head(parts: list[str]) -> list[str]:
    last, size = parts[-1], len(parts[0])
    alike = (
        0 < size < 5 and all(len(p) == size and p[-1] == parts[0][-1] for p in parts[:-1]) if len(parts) > 1 else False
    )
    if alike and len(last) > size + 1 and last[size - 1] == parts[0][-1]:  # 急难型、支出型临时救助标准
        return [p + last[size:] for p in parts[:-1]] + [last]
    m = _heads().search(last)
    if len(parts) < 2 or m is None or m.start() < 2 or any(_heads().search(p) for p in parts[:-1]):
        return parts
    head = last[-3:] if m[0] == "率" and len(last) > 4 else m[0]  # 自来水、户厕普及率
    return [p + _rest(p, head) for p in parts[:-1]] + [last]


def _rest(part: str, head: str) -> str:
    """What of a head a part does not say already: 优势产业 + 产业增加值."""
    length = next((n for n in range(min(len(part), len(head)), 0, -1) if part.endswith(head[:n])), 0)
    return head[length:]
