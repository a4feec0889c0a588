"""What a text says about itself: whose report it is, of which place, and which years it looks back on and plans for.

Each finding comes with the words that say so. What a person gave goes before what the container states, that before what
the text tells; a guess is never written as if it were known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from govkg import sources
from govkg.description import address, bodies, layout, times, titles
from govkg.description.model import FIELDS, UNKNOWN, Description, Found
from govkg.errors import SourceError
from govkg.sources import Source

DESCRIBED = ("title", "body", "place", "code", "covers", "plans", "dated", "published", "url")


def describe(text: str, stated: Mapping[str, str] | None = None, name: str = "", **given: str) -> dict[str, Found]:
    r"""All of FIELDS, each with its words; UNKNOWN for what nothing tells.

    ``stated`` is what the container says (title, window, issuer, source, site, published, dated, number), ``name`` the file's name without its suffix, ``given``
    what a person said.

    >>> found = describe("云江市数据局2021年工作总结\n2021年，我局受理办件5件。\n一、2022年工作计划\n")
    >>> found["covers"].value, found["covers"].where, found["plans"].value, found["code"].value
    ('2021', 'title', '2022', '')
    >>> describe("云江市2022年政府工作报告\n各位代表：", covers="2017/2021")["covers"].where
    'given'
    """
    stated = {key: value[:300] for key, value in (stated or {}).items()}
    lines = layout.of(text)
    told = {key: Found(value, value, "given") for key, value in given.items() if value}
    named = stated.get("title") or stated.get("window", "")
    issuers = [stated[key] for key in ("issuer", "source", "author") if stated.get(key)]
    title = told.get("title") or titles.find(lines, named, name)
    who = told.get("body") or bodies.body(lines, title.value, issuers)
    units, where = bodies.place(lines, title.value, who, (*issuers, stated.get("site", ""), named))
    if said := told.get("place"):
        units, where = address.units(said.value)[0], said
    if who and who.where != "given" and where.sure:
        who = bodies.full(who, units)
    if not who and where and where.sure and bodies.OF_GOVERNMENT.search(title.value):
        who = Found(bodies.government(address.name(units)), where.words, "derived")
    covers, plans = times.covers_and_plans(lines, title.value)
    if title.where == "name" and covers:
        covers = Found(covers.value, covers.words, "name", sure=False)
    code = address.code(units)
    found = {
        "title": title,
        "body": who,
        "place": where,
        "code": Found(code, "".join(units), "vocabulary") if code else UNKNOWN,
        "covers": covers,
        "plans": plans,
        "dated": times.dated(lines, stated.get("dated", "")),
        "published": times.published(lines, stated.get("published", "")),
        "number": bodies.number(lines, stated.get("number", "")),
    }
    return {key: told.get(key, found[key]) for key in FIELDS}


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
    r"""The bare values of what a text tells; "" is unknown.

    >>> guess("云江市政务服务数据管理局2021年工作总结\n2021年，我局受理办件5件。\n2022年，我局将继续努力。")["plans"]
    '2022'
    >>> guess("2022年云江市政府工作报告\n各位代表：过去一年，经济增长5%。")["covers"]
    '2021'
    """
    found = describe(text)
    return {key: found[key].value for key in ("title", "body", "place", "code", "covers", "plans")}


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


__all__ = ["FIELDS", "UNKNOWN", "Description", "Found", "describe", "guess", "of_file"]
