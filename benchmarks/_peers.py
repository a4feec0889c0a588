"""What a user might take instead to find figures in Chinese: each gives spans, values and units of one text.

The mapping is meant to favour them. Texts are given line by line, so that what breaks one line loses no more than that line
(counted as a crash). Of overlapping finds of one library the longest is kept.

* recognizers-text (number, ordinal, percentage, dimension, currency; culture Chinese): the value is the resolution's; the
  unit is what the found words have behind the numeral and its multiplier (``1.2万平方米`` → 平方米), ``%`` for percentages, 名
  for ordinals.
* jionlp (money, time): it has no finder of numbers, so its figures are sums of money and, of the times, the durations.
* plain: a regular expression as one writes it in five minutes: digits, multiplier, one of twenty units.

To all of them it is given: words of about, above and below beside a find belong to its span, and two finds with nothing
but 至, 到 or a dash between them are one range.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

BEFORE = re.compile(
    r"(?:将近|接近|不到|不足|低于|不超过|至多|最多|超过|突破|至少|不少于|不低于|高于|多达|大约|约为|近|超|逾|约)$"
)
AFTER = re.compile(r"以上|以内|以下|之内|左右|上下")
TO = re.compile(r"至|到|—|-|~|～|–")
NUMERAL = re.compile(
    r"百分之[0-9０-９.．零〇一二三四五六七八九十百点]+|[负+-]?[0-9０-９.．,，]*[零〇一二三四五六七八九十百千万亿两]*(?:分之[一二三四五六七八九十]+)?[余多几]?[万亿]?"
)
PLAIN = re.compile(
    r"(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<m>[十百千万亿]*)[余多]?"
    r"(?P<u>%|个百分点|平方公里|平方米|公里|人次|小时|工作日|元|人|件|项|个|家|户|条|吨|亩|天|次|倍|份|台|套)?"
)
STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Find:
    """A figure as a library found it: code points of the text, half-open; ``high`` is set for a range."""

    start: int
    end: int
    value: float | None
    unit: str
    high: float | None = None


Finder = Callable[[str], Iterator[Find]]


@dataclass(slots=True)
class Reader:
    """A library under its name and version; ``crashes`` counts the calls that raised, with the first words of each kind."""

    name: str
    version: str
    finders: tuple[tuple[str, Finder], ...]
    crashes: dict[str, int]

    def read(self, text: str) -> list[Find]:
        """The figures of a text."""
        found: list[Find] = []
        at = 0
        for line in text.split("\n"):
            here: list[Find] = []
            for name, finder in self.finders:
                here += self.call(name, finder, line)
            found += [_moved(f, at) for f in ranges(line, longest(here))]
            at += len(line) + 1
        return found

    def call(self, name: str, finder: Finder, line: str) -> list[Find]:
        """One finder on one line; nothing where it crashes."""
        if not line.strip():
            return []
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                return list(finder(line))
        except Exception as e:  # whatever it is, it is their result
            key = f"{name}: {type(e).__name__}: {str(e)[:60]}"
            self.crashes[key] = self.crashes.get(key, 0) + 1
            return []


def _moved(f: Find, by: int) -> Find:
    return replace(f, start=f.start + by, end=f.end + by)


def longest(found: list[Find]) -> list[Find]:
    """Of finds that overlap the longest; of equally long ones the one that knows a unit."""
    kept: list[Find] = []
    for f in sorted(found, key=lambda f: (f.start - f.end, not f.unit, f.start)):
        if all(f.end <= k.start or k.end <= f.start for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.start)


def ranges(line: str, found: list[Find]) -> list[Find]:
    """Two finds with a 至 between them as one, then each with its words of about, above and below."""
    made: list[Find] = []
    for f in found:
        last = made[-1] if made else None
        if last and last.high is None and None not in (f.value, last.value) and TO.fullmatch(line[last.end : f.start]):
            made[-1] = replace(last, end=f.end, high=f.value, unit=f.unit or last.unit)
        else:
            made.append(f)
    out = []
    for f in made:
        before = BEFORE.search(line[max(0, f.start - 3) : f.start])
        after = AFTER.match(line, f.end)
        out.append(
            replace(f, start=f.start - len(before[0]) if before else f.start, end=after.end() if after else f.end)
        )
    return out


def written_unit(words: str) -> str:
    """What stands behind the numeral and its multiplier."""
    m = NUMERAL.match(words)
    return words[m.end() :].strip() if m else words


def number(text: str) -> float | None:
    """The number that a resolution writes, None when it is none."""
    try:
        return float(text.replace(",", "").rstrip("%"))
    except ValueError:
        return None


def recognizers() -> Reader:
    """recognizers-text with the models that find figures."""
    from importlib.metadata import version

    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    plain, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models: dict[str, Any] = {
        "number": plain.get_number_model(), "ordinal": plain.get_ordinal_model(), "percentage": plain.get_percentage_model(),
        "dimension": units.get_dimension_model(), "currency": units.get_currency_model(),
    }  # fmt: skip

    def finder(kind: str) -> Finder:
        def find(line: str) -> Iterator[Find]:
            for r in models[kind].parse(line):
                said = r.resolution or {}
                words = line[r.start : r.end + 1]
                unit = (
                    {"ordinal": "名", "percentage": "%", "number": ""}.get(kind)
                    if kind not in ("dimension", "currency")
                    else None
                )
                yield Find(
                    r.start, r.end + 1, number(str(said.get("value"))), written_unit(words) if unit is None else unit
                )

        return find

    return Reader(
        "recognizers-text", version("recognizers-text-number-with-unit"), tuple((k, finder(k)) for k in models), {}
    )


def jionlp() -> Reader:
    """The finders of money and of time of jionlp."""
    from importlib.metadata import version

    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as jio

    def money(line: str) -> Iterator[Find]:
        for r in jio.ner.extract_money(line):
            yield _amount(r, r["detail"]["num"], r["detail"]["case"] or "元")

    def time(line: str) -> Iterator[Find]:
        for r in jio.ner.extract_time(line):
            said = r["detail"]["time"]
            if r["type"] == "time_delta" and isinstance(said, dict) and len(said) == 1:
                yield _amount(r, next(iter(said.values())), written_unit(r["text"]))

    return Reader("jionlp", version("jionlp"), (("extract_money", money), ("extract_time", time)), {})


def _amount(r: dict[str, Any], said: Any, unit: str) -> Find:
    start, end = r["offset"]
    low, high = (said[0], said[1]) if isinstance(said, list | tuple) and len(said) == 2 else (said, None)
    return Find(start, end, number(str(low)), unit, None if high is None else number(str(high)))


def plain() -> Reader:
    """A regular expression."""

    def find(line: str) -> Iterator[Find]:
        for m in PLAIN.finditer(line):
            value = float(m["n"].replace(",", ""))
            for step in m["m"]:
                value *= STEPS[step]
            yield Find(m.start(), m.end(), value, m["u"] or "")

    return Reader("regular expression", "", (("pattern", find),), {})
