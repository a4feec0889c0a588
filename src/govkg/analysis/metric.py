"""One metric over places and years: its figures as they may be plotted, and which of them share an axis."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

import pyoxigraph as ox

from govkg import ids, parameters
from govkg.analysis import comparable, named
from govkg.analysis.model import DERIVED, FIGURES, Outcome, Picture
from govkg.analysis.reader import ALT, GOV, TYPE, Reader
from govkg.errors import CallerError
from govkg.questions import Parameter
from govkg.store import View

FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
METRIC = Parameter("metric", "concept", "指标", "metric", of="metric")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with what a plot needs beside it. A derived one carries the passage of the change that it was worked out of."""

    outcome: Outcome
    place: str  # IRI
    report: str  # IRI; of a derived one the report that states the change
    derived: bool = False
    sources: tuple[str, ...] = ()  # statements that a derived one was worked out of

    @property
    def year(self) -> str:
        """The one year in which the period lies, "" where none is stated or it spans several."""
        o = self.outcome
        return o.start[:4] if o.start[:4] == o.end[:4] else ""

    @property
    def period(self) -> str:
        """The period as precise as the text: ``2021``, ``2021-08``, ``2021-01/2021-06``."""
        o = self.outcome
        return o.start if o.start == o.end else f"{o.start}/{o.end}"

    @property
    def axis(self) -> tuple[str, ...]:
        """What must agree before two figures stand on one axis."""
        return comparable.axis(self.outcome)

    @property
    def interval(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the most that the text allows, negative for a fall; None is open."""
        return comparable.interval(self.outcome)

    @property
    def point(self) -> Decimal | None:
        """The value, negative for a fall; None where the text gives a range alone or no number."""
        value = comparable.number(self.outcome.value)
        fall = self.outcome.figure == "change" and self.outcome.direction == "down"
        return -value if value is not None and fall else value


@dataclass(frozen=True)
class Measured:
    """Figures with the picture that holds their words; ``metric`` is the concept asked for, "" where only words were."""

    picture: Picture
    measures: tuple[Measure, ...]
    metric: str = ""
    words: str = ""


def metric(store: View, name: str, place: str = "", year: str = "") -> Measured:
    """The figures of a metric: its label, another name, a code, or the report's own word for it.

    Raises CallerError ``view.metric`` with the nearest names, and as ``named.one`` does for a place.

    >>> import govkg
    >>> found = metric(govkg.open().store, "办理时限")
    >>> sorted(m.outcome.surface for m in found.measures if not m.derived)
    ['18.54%', '2.46天', '60.90%']
    """
    if year and not YEAR.fullmatch(year):
        raise CallerError("parameter.wrong", f"year is {year!r}", cure="give four digits")
    concept, words = _concept(store, name), ""
    read = Reader(store)
    where = [named.one(store, place, ("Place",))] if place else []
    if concept:
        iris = read.subjects("measured", metric=[concept], **({"place": where} if where else {}))
        read.describe(iris)
    else:
        words = name
        read.describe(iris := sorted(_as_written(store, name)))
        iris = [i for i in iris if not where or read.one(i, "place") in where]
    if year:
        iris = [i for i in iris if {read.one(i, n)[:4] for n in ("periodStart", "periodEnd")} - {""} == {year}]
    picture, found = measured(read, iris)
    return Measured(picture, tuple(found), concept, words)


def measured(read: Reader, iris: Iterable[str], things: Iterable[str] = ()) -> tuple[Picture, list[Measure]]:
    """Figures and derived observations as measures, in the order of place, thing, scope, period and kind, and more things."""
    read.describe(iris := sorted(set(iris)))
    worked = [i for i in iris if GOV + DERIVED in read.nodes[i].get(TYPE, ())]
    figures = [i for i in iris if read.kind(i) in FIGURES]
    sources = {i: tuple(read.nodes[i].get(FROM, ())) for i in worked}
    read.describe({s for found in sources.values() for s in found})
    stated = {i: tuple(s for s in found if read.kind(s) in FIGURES) for i, found in sources.items()}
    worked = [i for i in worked if stated[i]]
    named = {read.one(i, name) for i in (*figures, *worked) for name in ("about", "place")} - {""}
    picture = read.picture({*named, *things}, [*figures, *(s for i in worked for s in stated[i])], ())
    found = [Measure(picture.outcomes[i], read.one(i, "place"), read.one(i, "source")) for i in figures]
    for i in worked:
        change = min(stated[i], key=lambda s: (read.code(s, "kind") != "change", s))
        made = replace(read.outcome(i), kind=DERIVED, bound="", passage=picture.outcomes[change].passage, rule="derived",
                       status="", level=picture.outcomes[change].level)  # fmt: skip
        picture = replace(picture, outcomes={**picture.outcomes, i: made})
        found.append(Measure(made, read.one(i, "place"), read.one(change, "source"), True, stated[i]))
    return picture, sorted(found, key=lambda m: order(picture, m))


def order(picture: Picture, m: Measure) -> tuple[object, ...]:
    """Sorts measures: place, thing (by sound), scope, period, kind, place in the text."""
    o = m.outcome
    kinds = (DERIVED, "Baseline", "Target", "Result")
    passage = picture.passages.get(o.passage)
    names = [(t.pinyin, t.label) if (t := picture.things.get(i)) else ("", i) for i in (m.place, o.about)]
    return (*names, o.scope, o.start, o.end, kinds.index(o.kind), passage.start if passage else 0, o.iri)


def panels(measures: Iterable[Measure]) -> list[list[Measure]]:
    """Measures by axis, the fullest first: what differs in unit, kind, base or flow never shares one."""
    made: dict[tuple[str, ...], list[Measure]] = {}
    for m in measures:
        made.setdefault(m.axis, []).append(m)
    return [made[k] for k in sorted(made, key=lambda k: (k[1] != "level", -len(made[k]), k))]


def _concept(store: View, name: str) -> str:
    with suppress(CallerError):
        return parameters.concept(store, METRIC, name).value
    for language in ("zh", "en"):
        literal = ox.Literal(name, language=language)
        for q in store.quads_for_pattern(None, ox.NamedNode(ALT), literal, ox.DefaultGraph()):
            if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(ids.VOCAB + "metric/"):
                return q.subject.value
    if not any(_as_written(store, name)):
        near = difflib.get_close_matches(name, _known(store), 5, 0.3)
        raise CallerError("view.metric", f"no figure is of a metric {name!r}",
                          cure=f"nearest: {'、'.join(near)}" if near else "`govkg ask top-metrics` lists the metrics")  # fmt: skip
    return ""


def _as_written(store: View, words: str) -> Iterable[str]:
    predicate = ox.NamedNode(GOV + "metricAsWritten")
    for literal in (ox.Literal(words), ox.Literal(words, language="zh")):
        for q in store.quads_for_pattern(None, predicate, literal, ox.DefaultGraph()):
            if isinstance(q.subject, ox.NamedNode):
                yield q.subject.value


def _known(store: View) -> list[str]:
    used = {q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(GOV + "metric"), None, ox.DefaultGraph())
            if isinstance(q.object, ox.NamedNode)}  # fmt: skip
    return sorted({str(r["label"]) for r in Reader(store).rows("labels", s=used)})
