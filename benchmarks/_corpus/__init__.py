"""A made-up corpus in the genre, as texts: reports of cities that are not there, the same bytes for the same seed.

Other than the statements that ``_generated.py`` makes, these are sources to be read. What is planted in them has to be found
again: ``write`` puts the sources into a workspace and gives the answers; ``scoring`` holds a graph against them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks._corpus import page
from benchmarks._corpus.planting import plant
from benchmarks._corpus.world import FIRST, YEARS, City, Planted, cities

from govkg import sources
from govkg.sources import Source

SEED = 7
Answers = dict[str, list[dict[str, object]]]


def reports(count: int, seed: int = SEED, share: float = 1.0) -> Iterator[tuple[Source, Answers]]:
    """So many reports as sources, one after the other; with the first report of a city the answers of the city.

    ``share``: of the sentences beside what is planted. Where what is planted is all that matters, a little will do.

    >>> [source.title for source, _ in reports(2)]
    ['澄坪市2005年政府工作报告', '澄坪市政务服务管理局2004年工作总结']
    """
    for city in cities(count, seed):
        planted = plant(city, seed)
        answers = {**planted.answers, "missing": list(_missing(city))}
        for genre, year in city.reports:
            yield _source(city, genre, year, planted, seed, share), answers
            answers = {}


def write(folder: Path, count: int, seed: int = SEED, share: float = 1.0) -> Answers:
    """Puts so many reports into the workspace ``folder``; gives what has to be found, also as ``answers.json`` beside it."""
    found: Answers = {}
    for source, answers in reports(count, seed, share):
        put(folder, source)
        for what, facts in answers.items():
            found.setdefault(what, []).extend(facts)
    words = json.dumps(found, ensure_ascii=False, indent=0)
    folder.with_name(f"{folder.name}-answers.json").write_text(words + "\n", encoding="utf-8", newline="\n")
    return found


def put(folder: Path, source: Source) -> None:
    """Puts a source into the workspace ``folder``."""
    here = folder / "sources" / source.id
    here.mkdir(parents=True)
    (here / "text.txt").write_bytes(source.text.encode())
    (here / "source.toml").write_bytes(sources.described(source).encode())


def _missing(city: City) -> Iterator[dict[str, object]]:
    there = {year for _, year in city.reports}
    for year in range(FIRST, FIRST + YEARS):
        if year not in there:
            yield {"place": city.name, "year": year}


def _source(city: City, genre: str, year: int, planted: Planted, seed: int, share: float) -> Source:
    text = page.text(city, genre, year, planted, seed, share)
    return Source(
        id=city.id(genre, year),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=text.partition("\n")[0],
        body=city.body(genre, year),
        place=city.name,
        code=city.code,
        covers=str(year),
        plans=str(year + 1),
        dated=f"{year + 1}-01",
        published=f"{year + 1}-02",
        genre="government work report" if genre == "government" else "annual work summary of a bureau",
    )
