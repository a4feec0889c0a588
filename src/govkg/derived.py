"""Figures that follow from reported ones: last year's value from this year's level and the change since.

Only where the report itself says that the change is against the year before, and where one level and one change of the same
metric stand in one sentence; never from a mean over years or from growth at constant prices (``underivable.tsv``). A derived
figure is nobody's words: it goes into the inferred graph, with the two statements that it is derived from, and with the interval
that the rounding and the bounds of the stated figures leave open.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from pyoxigraph import Literal, NamedNode, Quad

from govkg import ids, rdf, vocab
from govkg.statements import Observation, Statement, digest

DERIVED_FROM = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
TAKEN = (*map(rdf.gov, ("about", "metric", "metricAsWritten", "unitAsWritten", "kind", "place", "scope")), rdf.HAS_UNIT)
NUMERAL = re.compile(r"([0-9][0-9,]*)(?:\.([0-9]+))?")
YEAR = re.compile(r"[0-9]{4}")
# How a relative change is written → what one of it is as a share of the base.
SHARES = {"%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000), "倍": Fraction(1)}
FINER = 2  # digits that a derived figure has beyond the stated one
Span = tuple[Fraction | None, Fraction | None]  # None: open on that side


@dataclass(frozen=True, slots=True)
class Derived:
    """Last year's value: ``value`` where both figures are exact, ``low`` and ``high`` where that side is closed."""

    level: str  # ids of the statements that it is derived from
    change: str
    year: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def iri(self) -> str:
        """Its name on the web; the same two statements always give the same."""
        return f"{ids.ID}derived/{digest('priorYear', self.level, self.change)}"


def quads(
    source: str, statements: Iterable[Statement], said: Iterable[Quad], read: Mapping[str, Statement] | None = None
) -> list[Quad]:
    """The derived figures of one source, for its inferred graph, sorted; ``said`` is the graph of the statements, ``read``
    what the rules had read of those that a person corrected.
    """
    graph = NamedNode(ids.inferred(source))
    found = {ids.statement(d.level): d for d in baselines(statements, read)}
    if not found:
        return []
    made = [Quad(NamedNode(d.iri), p, o, graph) for d in found.values() for p, o in _own(d)]
    for q in said:  # what it is about is what this year's value is about
        if q.predicate in TAKEN and isinstance(q.subject, NamedNode) and (d := found.get(q.subject.value)):
            made.append(Quad(NamedNode(d.iri), q.predicate, q.object, graph))
    return rdf.ordered(made)


def _own(d: Derived) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield rdf.RDF_TYPE, rdf.gov("DerivedObservation")
    for statement in (d.level, d.change):
        yield DERIVED_FROM, NamedNode(ids.statement(statement))
    for name in ("periodStart", "periodEnd"):
        yield rdf.gov(name), Literal(str(d.year))
    yield rdf.gov("periodStartYear"), Literal(str(d.year), datatype=rdf.INTEGER)
    for name, value in (("value", d.value), ("low", d.low), ("high", d.high)):
        if value is not None:
            yield rdf.gov(name), Literal(f"{value:f}", datatype=rdf.DECIMAL)


def baselines(statements: Iterable[Statement], read: Mapping[str, Statement] | None = None) -> list[Derived]:
    """Every value of the year before that the statements allow, in the order of the text."""
    groups: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for s in statements:
        if isinstance(s, Observation) and s.role == "value" and s.status != "rejected":
            key = (s.evidence.sentence_start, s.about, s.metric, s.metric_as_written, s.start, s.end, s.place, s.scope)
            groups[key].append(s)
    found = []
    for group in groups.values():
        levels = [s for s in group if s.kind == "level"]
        changes = [s for s in group if s.kind == "change"]
        # Two levels or two changes of one metric: which belongs to which is not said.
        if len(levels) == len(changes) == 1 and (made := _prior(levels[0], changes[0], read or {})):
            found.append((levels[0].evidence.start, made))
    return [made for _, made in sorted(found, key=lambda pair: (pair[0], pair[1].level))]


def _prior(level: Observation, change: Observation, read: Mapping[str, Statement]) -> Derived | None:
    share = _share(level, change)
    was, had = read.get(level.id), read.get(change.id)
    step, now, by = last_place(level, was), span(level, was), span(change, had)
    if share is None or step is None or now is None or by is None or (now[0] is not None and now[0] < 0):
        return None
    by = (None if by[0] is None else max(Fraction(0), by[0] * share), None if by[1] is None else by[1] * share)
    low, high = _back(now, by, change)
    value = None
    if level.bound == change.bound == "exact":
        at, said = Fraction(Decimal(level.value)), Fraction(Decimal(change.value)) * share
        value = _back((at, at), (said, said), change)[0]
        if value is None:  # a fall by the whole or more
            return None
    if low is None and high is None:
        return None
    fine = step / 10**FINER
    return Derived(
        level.id, change.id, int(level.start) - 1, _at(value, fine, round), _at(low, fine, floor), _at(high, fine, ceil)
    )


def _share(level: Observation, change: Observation) -> Fraction | None:
    """What one of the change's unit is worth, as a share of the base or in the level's unit.

    None where the two say nothing of the year before.
    """
    if change.compared_with != "priorYear" or level.start != level.end or not YEAR.fullmatch(level.start):
        return None
    if change.direction not in ("up", "down") or change.flow == "average":
        return None
    if level.flow and change.flow and level.flow != change.flow:  # 累计80万件，全年新增量增长10%
        return None
    ahead = re.split("[。；;]", change.evidence.prefix)[-1]
    names = {"metric": level.metric_as_written, "before": ahead}
    if any(row["word"] in names[row["where"]] for row in vocab.table("underivable")):
        return None
    if change.change_type == "relative":
        return SHARES.get(change.unit)
    same = change.unit == level.unit or (change.change_type == "points" and level.unit in SHARES)
    return Fraction(1) if same else None


def _back(now: Span, by: Span, change: Observation) -> Span:
    """The interval before a change: ``now`` divided by 1 ± ``by``, or less or plus ``by``; widest on both sides."""
    (a, b), (least, most) = now, by
    least = least or Fraction(0)
    if change.change_type == "relative" and change.direction == "up":
        return _over(a, None if most is None else 1 + most), _over(b, 1 + least)
    if change.change_type == "relative":
        return _over(a, 1 - least), _over(b, None if most is None else 1 - most)
    if change.direction == "up":
        return (None if a is None or most is None else a - most), (None if b is None else b - least)
    return (None if a is None else a + least), (None if b is None or most is None else b + most)


def _over(number: Fraction | None, divisor: Fraction | None) -> Fraction | None:
    return None if number is None or divisor is None or divisor <= 0 else number / divisor


def span(o: Observation, read: Statement | None = None) -> Span | None:
    """Where the true value lies, given the figure's last stated place and its bound; None where that is not said (约, 3至5).

    >>> from govkg.statements import Evidence
    >>> def said(words, value, bound="exact"):
    ...     e = Evidence("s", 0, len(words), words, "", "", 0, 9)
    ...     return Observation(evidence=e, rule="r", about="x", metric_as_written="m", value=value, bound=bound)
    >>> [str(end) for end in span(said("12.5万人", "125000.0"))], span(said("近8000件", "8000", "below"))
    (['124500', '125500'], (None, Fraction(8000, 1)))
    >>> span(said("约3天", "3", "about")) is None
    True
    """
    step = last_place(o, read)
    if step is None:
        return None
    value = Fraction(Decimal(o.value))
    ends: dict[str, Span] = {
        "exact": (value - step / 2, value + step / 2),
        "above": (value, None),
        "below": (None, value),
    }
    return ends.get(o.bound)


def last_place(o: Observation, read: Statement | None = None) -> Fraction | None:
    """What one of the last stated digit is worth: 0.01 in 3.17个, 1000 in 12.5万人; None where digits do not say it.

    A figure in numerals (三千八百) or in two parts (1万6千) may be rounded anywhere. Of a corrected figure it is what it was in
    what the rule had ``read``, or the tenths of it that the correction takes.
    """
    if isinstance(read, Observation) and read.value != o.value:
        step = last_place(read) if o.value else None
        while step and Fraction(Decimal(o.value)) % step:
            step /= 10
        return step
    words = "".join(unicodedata.normalize("NFKC", c) for c in o.evidence.exact)
    found = NUMERAL.findall(words)
    if len(found) != 1 or not o.value:
        return None
    whole, decimals = found[0]
    said, value = Fraction(Decimal(f"{whole.replace(',', '')}.{decimals}")), Fraction(Decimal(o.value))
    times = value / said if said else Fraction(1)
    if times.denominator != 1 or not re.fullmatch(r"10*", str(times.numerator)):
        return None
    return times / Fraction(10) ** len(decimals)


def _at(number: Fraction | None, fine: Fraction, towards: Callable[[Fraction], int]) -> Decimal | None:
    """A number to whole multiples of ``fine``, a power of ten; plain digits, no exponent."""
    if number is None:
        return None
    places = len(str(fine.denominator)) - 1
    return Decimal(int(towards(number / fine) * fine * 10**places)).scaleb(-places)
