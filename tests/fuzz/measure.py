"""Applies every regular expression of the package to texts made to be slow for it; a line of JSON for each event.

Runs in a process of its own, so that an expression without end can be killed: ``python measure.py FIRST FULL``.
First the list: ``{"sites": …, "patterns": n}``. Then ``{"at": i}`` before each pattern and ``{"slow": …}`` for each slow one.
"""

from __future__ import annotations

import json
import math
import re
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[2])]

from tests.fuzz import hostile, patterns  # noqa: E402

TINY = (8, 12, 16, 20, 24, 28)  # so many repetitions at first: what doubles with each is found before it has no end
FIRST = (1_000, 2_000, 4_000)  # what is slow already here is tried no further
SCREEN = 4_500  # code points: every text of every pattern
LARGE = (16_000, 64_000)  # the slowest text of each pattern, and every text that the screening suspects
FULL = (64_000, 256_000, 1_000_000)
SUSPECT = 1e-6  # processor seconds a code point
STEEPEST = 1.4  # exponent of growth
SHORT = 0.01  # seconds: below it a time says nothing of growth
Runs = tuple[str, str, str]


def seconds(pattern: re.Pattern[str], ways: set[str], text: str) -> float:
    """Processor time of applying a pattern to a text in all its ways."""
    begun = time.process_time()
    if ways & patterns.SCANS:
        for _ in pattern.finditer(text):
            pass
    if "match" in ways:
        pattern.match(text)
    if "fullmatch" in ways:
        pattern.fullmatch(text)
    return time.process_time() - begun


def made(run: Runs, size: int) -> str:
    """The text of about a size."""
    start, words, end = run
    return start + words * (size // len(words)) + end


def growth(pattern: re.Pattern[str], ways: set[str], run: Runs, sizes: tuple[int, ...]) -> dict[str, object] | None:
    """What is wrong with a pattern on a text, None when its time grows with the text and no faster."""
    before = 0.0
    for i, size in enumerate(sizes):
        spent = seconds(pattern, ways, made(run, size))
        if i and before > SHORT and (steep := _exponent(spent, before, size / sizes[i - 1])) > STEEPEST:
            spent = min(spent, *(seconds(pattern, ways, made(run, size)) for _ in range(2 if spent < 1 else 1)))
            if (steep := _exponent(spent, before, size / sizes[i - 1])) > STEEPEST:
                return {"size": size, "seconds": round(spent, 3), "exponent": round(steep, 2), "text": run}
        before = spent
    return None


def _exponent(later: float, before: float, times: float) -> float:
    return math.log(max(later, 1e-9) / before) / math.log(times)


def slow(one: patterns.Compiled, full: bool) -> dict[str, object] | None:
    """The first text on which a pattern is slow."""
    pattern = re.compile(one.text, one.flags)
    sizes = FULL if full else LARGE
    timed: list[tuple[float, Runs]] = []
    for run in hostile.runs(one.text, one.flags):
        for count in TINY:
            if (spent := seconds(pattern, one.ways, run[0] + run[1] * count + run[2])) > 10 * SHORT:
                return {"size": count * len(run[1]), "seconds": round(spent, 3), "exponent": "exponential", "text": run}
        if seconds(pattern, one.ways, made(run, FIRST[0])) > SHORT and (found := growth(pattern, one.ways, run, FIRST)):
            return found
        spent = seconds(pattern, one.ways, made(run, SCREEN))
        timed.append((spent, run))
        if spent > SUSPECT * SCREEN and (found := growth(pattern, one.ways, run, (SCREEN // 3, SCREEN, *sizes))):
            return found
    timed.sort(key=lambda t: -t[0])
    for _, run in timed if full else timed[:1]:
        if found := growth(pattern, one.ways, run, sizes):
            return found
    return None


def main(first: int, full: bool) -> None:
    """Measures the patterns from the ``first`` on."""
    found = sorted(patterns.compiled().values(), key=lambda c: (min(c.sites), c.text))
    covered = {s for c in found for s in c.sites}
    say({"patterns": len(found), "uncovered": sorted({str(s) for s in patterns.sites()} - covered)})
    for i, one in enumerate(found[first:], first):
        say({"at": i, "sites": sorted(one.sites), "pattern": one.text[:160]})
        if wrong := slow(one, full):
            say({"slow": wrong, "sites": sorted(one.sites), "pattern": one.text[:160]})
    say({"done": True})


def say(event: dict[str, object]) -> None:
    """One line, at once."""
    print(json.dumps(event, ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), "full" in sys.argv[2:])
