"""The pictures of the handbook: the ladder of attribution, one figure and its parts, who takes part, the way of the data.

Each is drawn twice, for wide and for narrow screens, in each language, with cases of the graph where there are any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from govkg import ids, messages
from govkg.handbook.drawing import Drawing
from govkg.handbook.examples import Cases, Example
from govkg.handbook.model import Ontology
from govkg.views.type import LEADING, SMALL, TEXT, width, wrap

WIDE, NARROW = 720.0, 342.0
RUNGS = (("said", "reportedAsResultOf"), ("listed", "listedUnder"), ("judged", ""), ("inferred", "contributedOutcome"))
GROUPS = {
    "of": ("about", "metricAsWritten", "metric", "scope"),
    "much": ("value", "unitAsWritten", "bound", "kind", "direction", "changeType", "comparedWith"),
    "when": ("periodStart", "periodEnd", "place", "flow"),
    "ground": ("evidence", "source", "readBy", "status"),
}
STEPS = ("source", "reading", "statements", "graph", "use")


@dataclass(frozen=True)
class Picture:
    """What pictures are drawn from: the ontology, the graph's cases, and a language."""

    ontology: Ontology
    cases: Cases
    lang: str

    def said(self, key: str) -> str:
        """A message of the catalogue's part for pictures."""
        return messages.text(f"handbook.picture.{key}", self.lang)

    def label(self, name: str) -> str:
        """What a term is called."""
        return self.ontology.entries[name].label[self.lang == "en"]

    def case(self, name: str) -> Example | None:
        """The example of a term."""
        return self.cases.find(self.ontology.entries[name], self.ontology)

    def of(self, pair: tuple[str, str]) -> str:
        """The words of a pair in this language."""
        return pair[self.lang == "en"]


def ladder(p: Picture, wide: float) -> Drawing:
    """How strongly a report ties an outcome to an initiative: one rung a basis, each with its own line."""
    d = Drawing(wide)
    room = min(wide, 448.0)
    left, right = (104.0, 120.0) if wide < 500 else (120.0, 136.0)
    top = 0.0
    for strength, name in RUNGS:
        found = p.case(name) if name else None
        outcome = p.of(found.subject) if found else p.label("Outcome")
        initiative = p.of(found.value) if found else p.label("Initiative")
        if name == "contributedOutcome":
            outcome, initiative = _contributed(p) or (outcome, initiative)
        word = p.said(f"basis.{strength}")
        middle = top + 40
        d.named("Result", 0, middle, left, outcome.strip("“”"))
        d.named("Platform" if strength == "inferred" else "Reform", room - right, middle, right, initiative)
        d.line(strength, (left + 4, middle), (room - right - 6, middle))
        x = (left + room - right) / 2
        d.text(x, middle - 20, word, TEXT, "middle", "strong")
        fits = width(name, SMALL) < room - left - right
        if name and fits:
            d.text(x, middle + 20, name, SMALL, "middle", "code")
        if wide > room:
            lines = wrap(p.said(f"ladder.{strength}"), TEXT, wide - room - 32)
            d.block(room + 32, middle - LEADING[TEXT] * len(lines) / 2, p.said(f"ladder.{strength}"), wide - room - 32)
            top = max(top + 80, middle + LEADING[TEXT] * len(lines) / 2 + 16)
        else:
            if not fits:
                d.text(0, top + 76, name, SMALL, tone="code")
            top = d.block(0, top + (72 if fits else 86), p.said(f"ladder.{strength}"), wide, TEXT, "muted") + 16
    return d


def _contributed(p: Picture) -> tuple[str, str] | None:
    """An outcome of a part and the whole that it counts towards, a measured one where there is one."""
    ends = [(o.value, s) for s in sorted(p.cases.of.get(ids.ONTOLOGY + "contributedOutcome", ()))
            for o in p.cases.out[s][ids.ONTOLOGY + "contributedOutcome"]]  # fmt: skip
    measured = [e for e in ends if e[0] in p.cases.of.get(ids.ONTOLOGY + "Result", ())] or ends
    best = min(measured, key=lambda e: (len(p.of(p.cases.label(e[0]))), e), default=None)
    return (p.of(p.cases.label(best[0])), p.of(p.cases.label(best[1]))) if best else None


def figure(p: Picture, wide: float) -> Drawing:
    """One figure of the report with all that is read from it, in four groups."""
    d = Drawing(wide)
    found = p.case("Result")
    subject = next(
        (s for s in sorted(p.cases.of.get(ids.ONTOLOGY + "Result", ())) if found and s.endswith(found.statement)), ""
    )
    top = 0.0
    name = found.passage.exact if found and found.passage else p.label("Result")
    pill = width(name, TEXT) + 40
    d.named("Result", 0, top + 20, pill, name)
    d.text(pill + 12, top + 20, p.label("Result"), TEXT, tone="muted")
    d.line("plain", (20, top + 40), (20, top + 56), arrow=False)
    top += 56
    columns = 2 if wide >= 600 else 1
    room = (wide - 48 * (columns - 1)) / columns
    tops = [top] * columns
    for n, (group, names) in enumerate(GROUPS.items()):
        column = n % columns
        x, y = column * (room + 48), tops[column]
        d.text(x, y + 12, p.said(f"group.{group}"), TEXT, tone="strong")
        d.line("rule", (x, y + 26), (x + room, y + 26), arrow=False)
        y += 34
        for term in names:
            y = _row(d, p, subject, term, x, y, room)
        tops[column] = y + 16
    return d


def _row(d: Drawing, p: Picture, subject: str, term: str, x: float, y: float, room: float) -> float:
    """A property and its value in this figure; one that the report leaves out says so."""
    values = p.cases.out.get(subject, {}).get(ids.ONTOLOGY + term, [])
    words = " · ".join(p.of(p.cases.value(v)) for v in values) or p.said("absent")
    if term == "evidence" and (passage := p.cases.passage(subject)):
        words = f"[{passage.start}, {passage.end}) {passage.section}"
    d.text(x, y + 10, p.label(term), TEXT, tone="muted")
    lines = wrap(words, TEXT, room - 132, 2)
    for n, line in enumerate(lines):
        d.text(x + 132, y + 10 + n * LEADING[TEXT], line, TEXT, tone="" if values else "muted")
    return y + LEADING[TEXT] * max(1, len(lines)) + 4


def participation(p: Picture, wide: float) -> Drawing:
    """Two participations: one whose body the text names, one that falls to the reporting body."""
    d = Drawing(wide)
    top = 0.0
    for basis in ("named", "reportingBody"):
        s = _participation(p, basis)
        if not s:
            continue
        organisation, initiative = (
            p.of(p.cases.label(p.cases.out[s][ids.ONTOLOGY + k][0].value)) for k in ("organisation", "initiative")
        )
        role, ground = (p.of(p.cases.value(p.cases.out[s][ids.ONTOLOGY + k][0])) for k in ("role", "basis"))
        kind = next((k for k in ("Platform", "Campaign", "PolicyDocument") if _is(p, s, k)), "Reform")
        note = (
            f"{p.label('role')}: {role}\n{p.label('basis')}: {ground}"
            if p.lang == "en"
            else f"{p.label('role')}：{role}\n{p.label('basis')}：{ground}"
        )
        draw = _across if wide >= 600 else _down
        top = draw(d, p, top, (organisation, kind, initiative, note), _follows(p, s))
    return d


def _follows(p: Picture, s: str) -> bool:
    """Whether the short cut was concluded from a participation: not of every role it is."""
    ends = [p.cases.out[s][ids.ONTOLOGY + k][0] for k in ("initiative", "organisation")]
    return ends[1] in p.cases.out[ends[0].value].get(ids.ONTOLOGY + "carriedOutBy", ())


def _across(d: Drawing, p: Picture, top: float, parts: tuple[str, str, str, str], follows: bool) -> float:
    (organisation, kind, initiative, note), wide = parts, d.wide
    side, centre = 184.0, 176.0
    x, middle = (wide - centre) / 2, top + 56
    _, left = d.named("Organisation", 0, middle, side, organisation)
    high = _statement(d, x, middle, centre, p.label("Participation"), note)
    _, right = d.named(kind, wide - side, middle, side, initiative)
    d.line("said", (x, middle), (side + 6, middle))
    d.line("said", (x + centre, middle), (wide - side - 6, middle))
    d.text((x + side) / 2, middle - 14, p.label("organisation"), SMALL, "middle", "muted")
    d.text((x + centre + wide - side) / 2, middle - 14, p.label("initiative"), SMALL, "middle", "muted")
    if not follows:
        return max(middle + high / 2, left, right) + 24
    below = max(middle + high / 2, left, right) + 20
    d.line("inferred", (wide - side / 2, right + 4), (wide - side / 2, below), (side / 2, below), (side / 2, left + 5))
    d.text(wide / 2, below + 14, f"{p.label('carriedOutBy')} · {p.said('shortcut')}", SMALL, "middle", "muted")
    return below + 40


def _down(d: Drawing, p: Picture, top: float, parts: tuple[str, str, str, str], follows: bool) -> float:
    (organisation, kind, initiative, note), wide = parts, d.wide
    room = wide - 72
    _, end = d.named("Organisation", 0, top + 30, room, organisation)
    middle = end + 84
    high = _statement(d, 0, middle, room, p.label("Participation"), note)
    d.line("said", (room / 2, middle - high / 2), (room / 2, end + 6))
    d.text(room / 2 + 12, (middle - high / 2 + end) / 2, p.label("organisation"), SMALL, tone="muted")
    at = middle + high / 2 + 62
    first, last = d.named(kind, 0, at, room, initiative)
    d.line("said", (room / 2, middle + high / 2), (room / 2, first - 6))
    d.text(room / 2 + 12, (middle + high / 2 + first) / 2, p.label("initiative"), SMALL, tone="muted")
    if not follows:
        return last + 32
    d.line("inferred", (room + 2, at), (room + 36, at), (room + 36, top + 30), (room + 8, top + 30))
    foot = d.block(0, last + 8, f"{p.label('carriedOutBy')} · {p.said('shortcut')}", wide, SMALL, "muted", "start")
    return foot + 32


def _statement(d: Drawing, x: float, middle: float, room: float, name: str, note: str) -> float:
    """A statement as a plain box: its class, then its fields, a line each."""
    fields = [line for words in note.split("\n") for line in wrap(words, SMALL, room - 24)]
    high = 8 + LEADING[TEXT] + LEADING[SMALL] * len(fields) + 8
    top = middle - high / 2
    d.shape("Statement", x, top, room, high)
    d.text(x + room / 2, top + 8 + LEADING[TEXT] / 2, name, TEXT, "middle", "strong")
    for n, line in enumerate(fields):
        d.text(x + room / 2, top + 8 + LEADING[TEXT] + LEADING[SMALL] * (n + 0.5), line, SMALL, "middle", "muted")
    return high


def _participation(p: Picture, basis: str) -> str:
    """The first participation in the text that stands on a basis, one from which the short cut follows if there is one."""
    found = [s for s in p.cases.of.get(ids.ONTOLOGY + "Participation", ())
             if p.cases.out[s][ids.ONTOLOGY + "basis"][0].value.endswith("/" + basis)]  # fmt: skip
    return min(
        found,
        key=lambda s: (not _follows(p, s), passage.start if (passage := p.cases.passage(s)) else 0, s),
        default="",
    )


def _is(p: Picture, statement: str, kind: str) -> bool:
    thing = p.cases.out[statement][ids.ONTOLOGY + "initiative"][0].value
    return thing in p.cases.of.get(ids.ONTOLOGY + kind, ())


def way(p: Picture, wide: float) -> Drawing:
    """From a report to an answer: what each step makes, and where nothing of the step before is known any more."""
    d = Drawing(wide)
    across = wide >= 600
    gap = 28.0
    room = (wide - gap * (len(STEPS) - 1)) / len(STEPS) if across else wide
    heights = [len(wrap(p.said(f"way.{s}"), SMALL, room - 24)) * LEADING[SMALL] + 56 for s in STEPS]
    x = y = 0.0
    for n, step in enumerate(STEPS):
        high = max(heights) if across else heights[n]
        d.shape("sheet", x, y, room, high)
        d.text(x + 12, y + 20, p.said(f"way.{step}.name"), TEXT, tone="strong")
        d.block(x + 12, y + 36, p.said(f"way.{step}"), room - 24, SMALL, "muted")
        if n < len(STEPS) - 1:
            line = (
                ((x + room + 4, y + high / 2), (x + room + gap - 4, y + high / 2))
                if across
                else ((24, y + high + 2), (24, y + high + gap - 4))
            )
            d.line("said", *line)
            x, y = (x + room + gap, y) if across else (x, y + high + gap)
    d.block(0, d.high + 12, p.said("way.seam"), wide, SMALL, "muted")
    return d


PICTURES: dict[str, Callable[[Picture, float], Drawing]] = {
    "ladder": ladder, "figure": figure, "participation": participation, "way": way,
}  # fmt: skip
