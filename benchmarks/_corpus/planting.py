"""What is planted in the reports of a city, each with its answer: schemes as they spread, figures that contradict one another
and figures that do not, targets and what became of them, bodies that were reorganised.
"""

from __future__ import annotations

from random import Random

from benchmarks._corpus import closures, figures, names
from benchmarks._corpus.things import Things
from benchmarks._corpus.world import FIRST, YEARS, City, Planted

# Bodies of the state and what they became in 2018, by the vocabulary of successions.
FORMER = {
    "农业部": "农业农村部",
    "环境保护部": "生态环境部",
    "国家林业局": "国家林业和草原局",
    "文化部": "文化和旅游部",
}
DONE = (
    "推行“{}”改革,办理业务{}件。",
    "全面实施“{}”改革,惠及企业{}家。",
    "深化“{}”改革,取消审批环节{}个。",
    "“{}”改革全面推开,惠及群众{}人次。",
)
MEANT = ("拟推行“{}”改革。", "推行“{}”改革。", "计划开展“{}”改革试点。")


def plant(city: City, seed: int) -> Planted:
    """Everything that is planted in the reports of a city; nothing where the city has not all its years."""
    planted = Planted()
    if city.planted:
        rng = Random(f"{seed}/planted/{city.number}")
        diffusion(city, rng, planted)
        things = Things(rng)
        figures.contradictions(city, rng, things, planted)
        closures.closures(city, rng, things, planted)
        succession(city, rng, planted)
    return planted


def diffusion(city: City, rng: Random, planted: Planted) -> None:
    """Some schemes come to the city, the year before in its plans perhaps, and are told of now and then from then on."""
    for scheme in (*names.KNOWN, *names.COINED):
        if rng.random() < 0.3:
            continue
        told = rng.choice(city.reports[2:])
        # Once a year at most: two figures of one year would contradict one another.
        later = {year: genre for genre, year in city.reports if year > told[1] and rng.random() < 0.15}
        for year, genre in {told[1]: told[0], **later}.items():
            planted.say(city.id(genre, year), rng.choice(DONE).format(scheme, rng.randint(100, 9000)))
        meant = 0
        if told[1] > FIRST + 1 and rng.random() < 0.4:
            genre, meant = rng.choice([r for r in city.reports if r[1] < told[1]])
            planted.say(city.id(genre, meant), rng.choice(MEANT).format(scheme), plan=True)
        planted.answer("diffusion", scheme=scheme, place=city.name, year=told[1], planned=meant)


def succession(city: City, rng: Random, planted: Planted) -> None:
    """Bodies of the state are named as they were called in the year of the report."""
    for former, resulting in rng.sample(sorted(FORMER.items()), 2):
        for genre, year in rng.sample(city.reports, 3):
            body = former if year < FIRST + YEARS - 6 else resulting
            planted.say(city.id(genre, year), f"相关做法获{body}通报表扬。")
            planted.answer("succession", source=city.id(genre, year), unit=body, body=resulting if body == former else former,
                           relation="succeededBy" if body == former else "succeeds", place=city.name)  # fmt: skip
