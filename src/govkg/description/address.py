"""The administrative division that words open with: 江西省南昌市安义县政务局 → 南昌市安义县, with its code of GB/T 2260."""

from __future__ import annotations

import re

from govkg import vocab

# One unit: a stem and the word of its level. The longest level words go first.
LEVELS = (
    "特别行政区|自治区|自治州|自治县|自治旗|联合旗|高新技术产业开发区|经济技术开发区|经济开发区|开发区|高新区|经开区|"
    "示范区|工业园区|保税区|度假区|管理区|新区|园区|矿区|林区|地区|省|市|盟|州|县|区|旗|街道|镇|乡|苏木"
)
SHORTEST, LONGEST = 2, 9  # code points of a stem
# One pattern for each length that a stem has at least.
UNITS = {
    n: re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{{n},{LONGEST}}}?)(?P<level>{LEVELS})")
    for n in range(SHORTEST, LONGEST + 1)
}
# What follows a level word where it is part of another: 城市管理局, 市场监管局, 社区, 区域.
NO_LEVEL = re.compile(r"(?:场(?:监|主|准)|容|域|划|村(?!镇)|级)")
NO_STEM = re.compile(
    r"[和与及的、全各我该本]|..[城乡]$|社$|^[省市区县州]|局|委员|办公|政府|管理|服务|行政$|建设|教育|卫生|政务|人民|财政|农业|商务|民族|科技|公安|经济和"
)
SHORT_UNIT = re.compile(r"(?![全各我该本市区两外州])[\u4e00-\u9fff]县|市中区")
SUFFIX = re.compile(rf"(?:{LEVELS})$")


@vocab.kept
def _known() -> tuple[dict[str, list[dict[str, str]]], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Rows by full name, full names by short ones, and the patterns of both, the longest first."""
    rows: dict[str, list[dict[str, str]]] = {}
    short: dict[str, str] = {}
    for row in vocab.table("places"):
        if row["code"]:
            rows.setdefault(row["zh"], []).append(row)
            if row["short"]:
                short.setdefault(row["short"], row["zh"])
    longest = [sorted(names, key=len, reverse=True) for names in (rows, short)]
    full, abbreviated = (re.compile("|".join(map(re.escape, names)) or r"(?!)") for names in longest)
    return rows, short, full, abbreviated


def units(words: str) -> tuple[list[str], int]:
    """The units that words open with, from above to below, and where they end; ([], 0) when they open with none.

    >>> units("江西省南昌市安义县政务服务局")
    (['江西省', '南昌市', '安义县'], 9)
    >>> units("云江市市场监督管理局")[0], units("云江市住房和城乡建设局")[0], units("市数据局")[0]
    (['云江市'], ['云江市'], [])
    """
    found: list[str] = []
    at = 0
    _, short, full, abbreviated = _known()
    while len(found) < 5:
        if m := full.match(words, at):
            found.append(m[0])
            at = m.end()
            continue
        unit = _unit(words, at)
        # 杭州西湖区: a short name goes before a unit of its own, but 广东省 or 吉林市 stay what they are.
        m = abbreviated.match(words, at) if not found or SUFFIX.search(found[-1]) else None
        if (
            m
            and not found
            and (unit is None or (len(unit) > len(m[0]) + 1 and _unit(words, m.end()) == unit[len(m[0]) :]))
        ):
            behind = _unit(words, m.end())
            if behind or re.match(
                r"(?:人民)?政府|[\u4e00-\u9fff]{2,10}(?:局|厅|委|办)|(?:19|20)[0-9]{2}年|$", words[m.end() :]
            ):
                found.append(short[m[0]])
                at = m.end()
                continue
        if unit is None:
            break
        found.append(unit)
        at += len(unit)
    return found, at


def _unit(words: str, at: int) -> str | None:
    if m := SHORT_UNIT.match(words, at):
        return m[0]
    least = SHORTEST
    while least <= LONGEST and (m := UNITS[least].match(words, at)):
        if not NO_LEVEL.match(words, m.end()) and not NO_STEM.search(m["stem"]):
            return m[0]
        # A wrong level word is passed over for one further on.
        least = len(m["stem"]) + 1
    return None


def name(found: list[str]) -> str:
    """The place as it is called: the province is left out where a unit below it is named.

    >>> name(["广东省", "清远市"]), name(["北京市", "海淀区"]), name(["广东省"])
    ('清远市', '北京市海淀区', '广东省')
    """
    if len(found) > 1 and re.search(r"省$|自治区$", found[0]):
        return "".join(found[1:])
    return "".join(found)


def code(found: list[str]) -> str:
    """The code of the lowest unit where the vocabulary has it under the units above, else "".

    >>> code(["凉山州"])
    '513400'
    >>> code(["武汉市"]), code(["湖北省", "武汉市"]), code(["云江市"]), code(["广东省", "武汉市"])
    ('420100', '420100', '', '')
    """
    if not found:
        return ""
    rows, short, _, _ = _known()
    # A prefecture is also called by its short name and 州 or 盟: 凉山州.
    called = rows.get(found[-1]) or rows.get(short.get(found[-1][:-1], "") if found[-1][-1] in "州盟" else "", [])
    fitting = [row["code"] for row in called if _below(row, found[:-1])]
    return fitting[0] if len(fitting) == 1 else ""


def _below(row: dict[str, str], above: list[str]) -> bool:
    rows, _, _, _ = _known()
    parents: set[str] = set()
    by_code = {r["code"]: r for same in rows.values() for r in same}
    while parent := by_code.get(row["parent"]):
        parents.add(parent["zh"])
        row = parent
    return set(above) <= parents


def above(found: list[str], text: str) -> list[str]:
    """The units with those of higher level put before them where the vocabulary or the text's own words say which.

    >>> above(["安义县"], "我县获评南昌市安义县先进单位")
    ['南昌市', '安义县']
    """
    if not found or re.search(r"[省盟州]$|自治区$|特别行政区$", found[0]):
        return found
    rows, _, full, _ = _known()
    same = rows.get(found[0], [])
    if same:
        by_code = {r["code"]: r for each in rows.values() for r in each}
        parents = [
            by_code[r["parent"]]["zh"] for r in same if by_code.get(r["parent"], {}).get("level") == "prefecture"
        ]
        return [parents[0], *found] if len(same) == 1 and parents else found
    if found[0].endswith("市"):
        return found
    before = {m[1] for m in re.finditer(rf"({full.pattern}){re.escape(found[0])}", text)}
    return [before.pop(), *found] if len(before) == 1 else found


def named(text: str) -> list[str]:
    """Every place of the vocabulary that a text names by its short name, by full names: what it speaks of most.

    >>> named("“数字亳州”建设提速，亳州经验获推广")
    ['亳州市', '亳州市']
    """
    _, short, full, abbreviated = _known()
    return [short[m[0]] for m in abbreviated.finditer(text) if not full.match(text, m.start())]
