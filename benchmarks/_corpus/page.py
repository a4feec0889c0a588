"""One report as text: a title, numbered parts, items or paragraphs, shortcomings, plans, a signature."""

from __future__ import annotations

from random import Random

from benchmarks._corpus import names
from benchmarks._corpus.frames import fill, frames, prose
from benchmarks._corpus.world import City, Planted

SHARE = {"bureau": 0.37, "government": 0.27}  # of the frames of a part that one report uses
PROSE = {"bureau": (1, 2), "government": (2, 5)}  # sentences without a figure behind each
NUMBERS = "一二三四五六七八九十"


class Cast:
    """The names that a report has for the places of frames; none is used twice, and the bodies of a city share none."""

    def __init__(self, city: City, genre: str, year: int, rng: Random) -> None:
        self.city, self.year, self.rng = city, year, rng
        own = Random(f"cast/{city.number}")
        half = slice(0, None, 2) if genre == "bureau" else slice(1, None, 2)
        self.left: dict[str, list[str]] = {}
        for place, words in (("reform", names.reforms()), ("platform", names.platforms()), ("paper", names.papers())):
            # A body goes on with what it has: a third of all names, the same every year.
            pool = own.sample(words, len(words) * 2 // 3)[half]
            self.left[place] = rng.sample(pool, len(pool))
        self.left["campaign"] = rng.sample(names.DRIVE, len(names.DRIVE))

    def __call__(self, place: str) -> str:
        city, year = self.city, self.year
        if place in self.left:
            word = self.left[place].pop()
            return {"reform": f"“{word}”", "platform": f"{city.short}{word}", "campaign": f"“{word}{year}”",
                    "paper": f"《{city.name}{word}》"}[place]  # fmt: skip
        if place == "year":
            return str(year)
        choices = {"unit": names.UNITS, "district": tuple(f"{d}区" for d in names.DISTRICT), "award": names.AWARD,
                   "giver": names.GIVERS}[place]  # fmt: skip
        word = self.rng.choice(choices)
        return f"“{year}{word}”" if place == "award" else word


def text(city: City, genre: str, year: int, planted: Planted, seed: int, share: float = 1.0) -> str:
    """The text of a report, with what is planted in it; ``share`` of the sentences that it has beside."""
    rng = Random(f"{seed}/{city.id(genre, year)}")
    cast, parts, report = Cast(city, genre, year, rng), frames(genre), city.id(genre, year)
    body = city.body(genre, year)

    def chosen(part: str, of: float) -> list[str]:
        lines = parts[part]
        count = max(1, round(len(lines) * of * share))
        return [fill(lines[i], rng, cast) for i in sorted(rng.sample(range(len(lines)), count))]

    if genre == "bureau":
        lines = [f"{body}{year}年工作总结", "", *_spaced(chosen("opening", 0.5))]
    else:
        lines = [f"{city.name}{year + 1}年政府工作报告", "", "各位代表:", "", "现在,我代表市人民政府向大会报告工作,请予审议。", "",
                 *_spaced(chosen("opening", 0.6))]  # fmt: skip
    headings = [part for part in parts if part[1:2] == "、"]
    extra: dict[str, list[str]] = {}
    for sentence in planted.done.get(report, ()):
        extra.setdefault(rng.choice(headings[:-1]), []).append(sentence)
    for heading in headings:
        said = [line + "".join(prose(heading, rng) for _ in range(round(rng.randint(*PROSE[genre]) * share)))
                for line in chosen(heading, SHARE[genre])] + extra.get(heading, [])  # fmt: skip
        lines += [heading, ""]
        lines += _items(said) if genre == "bureau" else _paragraphs(said, rng)
    lines += _spaced(chosen("short", 0.5))
    lines += [f"{NUMBERS[len(headings)]}、{year + 1}年{'工作打算' if genre == 'bureau' else '工作安排'}", ""]
    plans = chosen("plan", 0.5) + planted.plans.get(report, [])
    lines += _items(plans) if genre == "bureau" else _paragraphs(plans, rng)
    return "\n".join([*lines, body, "", f"{year + 1}年1月{rng.randint(8, 28)}日", ""])


def _spaced(lines: list[str]) -> list[str]:
    return [word for line in lines for word in (line, "")]


def _items(lines: list[str]) -> list[str]:
    return _spaced([f"{n}.{line}" for n, line in enumerate(lines, 1)])


def _paragraphs(lines: list[str], rng: Random) -> list[str]:
    """Sentences in paragraphs of one to three."""
    out: list[str] = []
    while lines:
        count = rng.randint(1, 3)
        out.append("".join(lines[:count]))
        lines = lines[count:]
    return _spaced(out)
