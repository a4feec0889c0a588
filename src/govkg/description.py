"""What a bare text says about itself: whose report it is, of which place, and which years it looks back on and plans for.

Only used where nobody described the text; a guess is never written into ``source.toml``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from govkg import sources
from govkg.errors import SourceError
from govkg.sources import Source

YEAR = r"((?:19|20)[0-9]{2}|二[〇○零一二三四五六七八九]{3})"
HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
HALF_WIDTH = {0xFF10 + n: str(n) for n in range(10)}
OF_GOVERNMENT = re.compile(rf"{YEAR}年?[^\n]{{0,12}}政府工作报告")
OF_YEAR = re.compile(rf"{YEAR}年")
PLANS = re.compile(rf"{YEAR}年(?:[^\n，。,]{{0,8}}(?:计划|思路|安排|打算|重点工作|目标)|[，,]我|是|工作)")
# A place stands at the start of a title or of a body's name; inside the text only behind a mark, and more than once.
PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,5}?(?:省|自治区))?[\u4e00-\u9fff]{2,6}?(?:市|县|区|省|自治州|盟|旗)")
NAMED = re.compile(
    r"(?<![\u4e00-\u9fff])(?![^市省]?[全各我本该等为个在对])[\u4e00-\u9fff]{2,3}(?<!城)[市省](?=[\u4e00-\u9fff])"
)
BODY = re.compile(r"[\u4e00-\u9fff（）()]{2,30}?(?:局|委员会|委|办公室|办|中心|厅|人民政府|政府|院|会)")
DESCRIBED = ("title", "body", "place", "code", "covers", "plans", "dated", "published", "url")


def of_file(path: Path, **told: str) -> Source:
    """The source that a text file is: what the caller told goes first, then what stands beside it, then what it says.

    Beside it may stand ``source.toml`` (a folder of a workspace) or ``index.jsonl`` with a row of its name (a set of
    annotated texts). Raises SourceError when the file is missing, empty or binary.
    """
    if path.name == "text.txt" and (path.parent / "source.toml").is_file() and not any(told.values()):
        return sources.load(path.parent)
    data = sources.read_bytes(path)
    text = sources.decode(data, str(path))
    known = {**guess(text), **_indexed(path), **{k: v for k, v in told.items() if v}}
    return sources.of_text(path.stem, data, str(path), **known)


def guess(text: str) -> dict[str, str]:
    r"""Title, body, place, covers and plans as far as the text's first and last lines tell them.

    >>> guess("云江市政务服务数据管理局2021年工作总结\n2021年，我局受理办件5件。\n2022年，我局将继续努力。")["plans"]
    '2022'
    >>> guess("2022年云江市政府工作报告\n各位代表：过去一年，经济增长5%。")["covers"]
    '2021'
    """
    text = text.translate(HALF_WIDTH)
    lines = [line.strip(" \u3000\ufeff\r\t") for line in text.split("\n")]
    lines = [line for line in lines if line]
    title = next((line for line in lines[:6] if OF_YEAR.search(line) and len(line) < 60), lines[0] if lines else "")
    found = {"title": title[:120], "covers": "", "plans": ""}
    if report := OF_GOVERNMENT.search(title):
        plans = _year(report[1])
        found |= {"covers": str(plans - 1), "plans": str(plans)}
    elif year := OF_YEAR.search(title) or OF_YEAR.search(text[:400]):
        covers = _year(year[1])
        ahead = any(_year(m[1]) == covers + 1 for m in PLANS.finditer(text))
        found |= {"covers": str(covers), "plans": str(covers + 1) if ahead else ""}
    head = OF_YEAR.split(title)[0] or title
    closing = [line for line in lines[-8:] if len(line) < 30 and BODY.fullmatch(line)]
    opening = [line for line in lines[:3] if BODY.fullmatch(line)]
    bodies = [m[0] for line in (head, *opening, *closing) if (m := BODY.search(line)) and len(line) < 60]
    full = [b for b in bodies if PLACE.match(b)]
    body = (full or bodies or [""])[0]
    place = PLACE.match(body) or PLACE.match(OF_YEAR.sub("", title))
    common = Counter(NAMED.findall(text)).most_common(1)
    found["place"] = place[0] if place else common[0][0] if common and common[0][1] > 1 else ""
    return {**found, "body": body}


def _year(words: str) -> int:
    return int(words.translate(HAN_DIGITS))


def _indexed(path: Path) -> dict[str, str]:
    index = path.parent / "index.jsonl"
    if not index.is_file():
        return {}
    for n, line in enumerate(sources.read_bytes(index).decode("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row["id"] == path.stem:
                return {k: str(row[k] or "") for k in DESCRIBED if k in row}
        except (ValueError, KeyError, TypeError) as e:
            raise SourceError(
                "source.index", f"not a row with an id ({e})", where=f"{index}:{n}", cure="correct it"
            ) from e
    return {}
