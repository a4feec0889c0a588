"""What a query costs, pattern by pattern: how much each matches alone, and how many rows stand after each step.

Triples are taken in a sensible order (the rarest first, then what hangs together with it), filters as soon as their variables
are bound, everything else where it stands. A step that is not counted before the time is up is said to be so, and what follows
from it is left open.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from govkg import gate, messages, pattern, query, rewrite
from govkg.answer import wide
from govkg.errors import CallerError
from govkg.pattern import (
    Bind,
    Element,
    Exists,
    Filter,
    Group,
    InGraph,
    Minus,
    Optional,
    Query,
    SubSelect,
    Triple,
    Union,
    Values,
)

SECONDS = 10.0  # for a whole explanation
_SCAN = 1000  # triples matched by one pattern: more than a person would look through
_SMALL = 2_000_000  # rows that a step may try and still end soon
_ENDLESS = 1 << 60
_MUCH = 10  # so many times more rows than before, or than in the end, is a step that costs


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``alone`` is what it matches by itself, ``rows`` what stands after it, ``ms`` how long the count took.

    ``depth`` tells what stands in what; ``line`` and ``column`` where it stands in the text. A number that was not counted
    is None; ``over`` when the time was up in this very step; ``loose`` when it shares no variable with what came before.
    """

    kind: str
    text: str
    depth: int = 0
    line: int = 0
    column: int = 0
    alone: int | None = None
    rows: int | None = None
    ms: float | None = None
    over: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Costs:
    """The steps of a query; ``costly`` is the place of the one that costs, None where none stands out, and ``why``:
    ``time``, ``cross``, ``explodes`` or ``scans``. ``rewritten`` is the text that runs instead, with the rules applied.
    """

    steps: tuple[Step, ...]
    costly: int | None = None
    why: str = ""
    rows: int | None = None
    ms: float | None = None
    rules: tuple[str, ...] = ()
    rewritten: str = ""

    def table(self, lang: str = "zh") -> str:
        """The explanation as lines to read."""
        return "\n".join(_lines(self, lang))

    def to_json(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return asdict(self)


def explain(kg: query.View, text: str, seconds: float = SECONDS) -> Costs:
    """What the parts of a query cost, counted within so many seconds.

    Raises CallerError when the text is no SPARQL, is refused, or cannot be taken apart (``query.unread``).

    >>> import govkg
    >>> found = explain(govkg.open(), "SELECT ?r { ?s gov:source ?p . ?r a gov:Reform ; gov:mentionedIn ?p } ORDER BY ?r")
    >>> [(s.text, s.alone, s.rows) for s in found.steps][:2]
    [('?r a gov:Reform .', 19, 19), ('?r gov:mentionedIn ?p .', 86, 19)]
    >>> found.why, found.steps[found.costly].text
    ('explodes', '?s gov:source ?p .')
    """
    checked = gate.check(text)
    whole = pattern.parse(checked)
    made = rewrite.helped(kg.store, checked, query.PREFIXES)
    counts = _Counts(kg, whole, checked, time.monotonic() + seconds)
    steps = tuple(counts.steps(whole.where, (), 0, True))
    top = [s for s in steps if s.depth == 0]
    rows = ms = None
    if whole.form == "SELECT":
        counted = not top or top[-1].rows is not None  # what was counted as a whole is soon counted again
        rows, ms, _ = counts.count(_whole(pattern.read(made.text) or whole), 1 if counted else None)
    costly, why = _costly(steps, rows)
    return Costs(steps, costly, why, rows, ms, made.rules, made.text if made.rules else "")


def _whole(q: Query) -> Query:
    """The query as the sub-SELECT of one that counts its rows."""
    inner = Group((SubSelect(replace(q, prologue=(), order=q.order if q.limit or q.offset else ())),))
    return replace(pattern.parse("SELECT (COUNT(*) AS ?n) { }"), where=Group((inner,)), prologue=q.prologue)


class _Counts:
    """Counting the parts of one query until a deadline."""

    def __init__(self, kg: query.View, whole: Query, text: str, deadline: float) -> None:
        self.kg, self.whole, self.text, self.deadline = kg, whole, text, deadline
        self.alone: dict[int, int | None] = {}
        for t in pattern.walk(whole):
            if isinstance(t, Triple):
                self.alone[id(t)] = self.count(self.of([t]))[0]

    # -- steps ---------------------------------------------------------------------------------------------------------
    def steps(self, group: Group, before: tuple[Element, ...], depth: int, follow: bool) -> Iterator[Step]:
        """The steps of a group behind the elements ``before``; rows are counted where ``follow``."""
        done, alive = list(before), follow
        last: int | None = 1
        for e in _ordered(group.elements, self.alone, before):
            loose = bool(done) and isinstance(e, Triple) and not self.shares(e, done)
            done.append(e)
            most = None if last is None else last * self.most(e)
            rows, ms, over = self.count(self.of(done), most) if alive else (None, None, False)
            alive, last = alive and not over, rows
            yield self.step(e, depth, self.alone.get(id(e)), rows, ms, over, loose)
            yield from self.inside(e, depth + 1, alive)

    def inside(self, e: Element, depth: int, follow: bool) -> Iterator[Step]:
        """The steps of what stands in an element."""
        match e:
            case Group() | SubSelect():
                inner = e if isinstance(e, Group) else e.query.where
                yield from self.steps(inner, (), depth, follow)
            case InGraph() | Optional() | Minus():
                yield from self.steps(e.group, (), depth, False)
            case Union():
                for n, branch in enumerate(e.branches):
                    rows, ms, over = self.count(self.of([branch]), self.most(branch)) if follow else (None, None, False)
                    follow = follow and not over
                    yield self.step(branch, depth, rows, None, ms, over, False, f"{{ … }} {n + 1}/{len(e.branches)}")
                    yield from self.steps(branch, (), depth + 1, follow)
            case Filter() | Bind():
                said = e.condition if isinstance(e, Filter) else e.expression
                for one in said.exists:
                    yield from self.steps(one.group, (), depth, False)

    def step(
        self, e: Element, depth: int, alone: int | None, rows: int | None, ms: float | None, over: bool, loose: bool,
        said: str = "",
    ) -> Step:  # fmt: skip
        line = self.text.count("\n", 0, e.start) + 1
        column = e.start - (self.text.rfind("\n", 0, e.start) + 1) + 1
        kind = "select" if isinstance(e, SubSelect) else "graph" if isinstance(e, InGraph) else type(e).__name__.lower()
        return Step(kind, said or _said(e), depth, line, column, alone, rows, ms, over, loose)

    @staticmethod
    def shares(e: Element, before: Sequence[Element]) -> bool:
        """Whether an element has a variable with what comes before, or none at all."""
        mine = pattern.visible(e)
        return not mine or bool(mine & frozenset().union(*map(pattern.visible, before)))

    # -- counts --------------------------------------------------------------------------------------------------------
    def of(self, elements: Sequence[Element]) -> Query:
        """The query that counts the rows of elements together."""
        return pattern.parse(pattern.counted(self.whole, Group(tuple(elements))))

    def most(self, e: Element) -> int:
        """So many rows at most does an element make of one: the product of what its patterns match, or a number without end."""
        match e:
            case Triple():
                alone = self.alone.get(id(e))
                return _ENDLESS if alone is None else alone
            case Values():
                return len(e.rows)
            case Union():
                return sum(map(self.most, e.branches))
            case _:
                found = 1
                for t in pattern.walk(e):
                    found *= max(1, self.most(t)) if isinstance(t, Triple | Values) else 1
                return min(found, _ENDLESS)

    def count(self, q: Query, most: int | None = None) -> tuple[int | None, float | None, bool]:
        """The number that a counting query gives, the milliseconds, and whether the time was up."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            return None, None, True
        began = time.perf_counter()
        # One pattern without a path is one pass over an index, and a small product is soon counted: neither needs a process
        # that can be killed.
        near = _short(q) or (most is not None and most <= _SMALL)
        limit = None if near or self.kg.origin is None else left
        try:
            rows = query.run(self.kg, pattern.render(q), timeout=limit, as_written=True).rows
        except CallerError as e:
            if e.code != "query.timeout":
                raise
            return None, None, True
        return int(str(next(iter(rows[0].values())))), (time.perf_counter() - began) * 1000, False


def _short(q: Query) -> bool:
    return all(isinstance(e, Triple) and not e.path for e in q.where.elements) and len(q.where.elements) == 1


def _ordered(elements: Sequence[Element], alone: Mapping[int, int | None], before: Sequence[Element]) -> list[Element]:
    """The elements as steps: in each run of triples the rarest first, then what hangs together with what is there."""
    filters = [e for e in elements if isinstance(e, Filter)]
    found: list[Element] = []
    bound = set().union(*map(pattern.certain, before))
    run: list[Triple] = []

    def ready() -> None:
        for f in [f for f in filters if not f.condition.exists and f.condition.names <= bound]:
            filters.remove(f)
            found.append(f)

    def finish() -> None:
        while run:
            near = [t for t in run if pattern.visible(t) & bound] or run
            t = min(near, key=lambda t: (n if (n := alone[id(t)]) is not None else 1 << 60, t.start))
            run.remove(t)
            found.append(t)
            bound.update(pattern.visible(t))
            ready()

    for e in elements:
        if isinstance(e, Triple):
            run.append(e)
        elif not isinstance(e, Filter):
            if not isinstance(e, Values):  # values in front of what they restrict
                finish()
            found.append(e)
            bound.update(pattern.certain(e))
            ready()
    finish()
    return [*found, *filters]


def _said(e: Element) -> str:
    """An element on one line; what stands in it follows in lines of its own."""
    match e:
        case Optional():
            return "OPTIONAL { … }"
        case Minus():
            return "MINUS { … }"
        case Group():
            return "{ … }"
        case Union():
            return " UNION ".join("{ … }" for _ in e.branches)
        case InGraph():
            return f"GRAPH {e.name} {{ … }}"
        case SubSelect():
            said = pattern.show(replace(e.query, where=Group()))
            return said.replace("WHERE { }", "{ … }")
        case Filter() if e.condition.exists:
            said = "".join(_exists(p) if isinstance(p, Exists) else p for p in e.condition.parts)
            return f"FILTER {said}"
        case _:
            return pattern.show(e)


def _exists(e: Exists) -> str:
    return "NOT EXISTS { … }" if e.negated else "EXISTS { … }"


def _costly(steps: Sequence[Step], rows: int | None) -> tuple[int | None, str]:
    """The step that costs, and why it does."""
    for n, s in enumerate(steps):
        if s.over:
            return n, "cross" if s.loose else "time"
    top = [n for n, s in enumerate(steps) if s.rows is not None]
    before = 1
    for n in top:
        after = steps[n].rows or 0
        if steps[n].loose and after > before * 2 and after >= _SCAN:
            return n, "cross"
        before = max(1, after)
    least = max(1, rows or 0)
    grown = []
    for at, n in enumerate(top):
        after = steps[n].rows or 0
        earlier = max(1, steps[top[at - 1]].rows or 0) if at else 0
        if earlier and after >= _MUCH * earlier and after >= _SCAN // 10:
            grown.append((after, n))
    if grown:
        return max(grown, key=lambda g: (g[0], -g[1]))[1], "explodes"
    first = next((n for n in top if steps[n].alone is not None), None)
    if first is not None and (steps[first].alone or 0) >= max(_SCAN, _MUCH * least):
        return first, "scans"
    return None, ""


# -- to read ---------------------------------------------------------------------------------------------------------------
def _lines(costs: Costs, lang: str) -> Iterator[str]:
    def number(n: float | None, over: bool) -> str:
        return messages.text("costs.over", lang) if over else "–" if n is None else f"{n:,.0f}"

    head = [messages.text(f"costs.{key}", lang) for key in ("alone", "rows", "ms", "pattern")]
    body = [
        [number(s.alone, False), number(s.rows, s.over), number(s.ms, False), "  " * s.depth + s.text]
        for s in costs.steps
    ]
    widths = [max(wide(row[i]) for row in [head, *body]) for i in range(3)]
    for n, row in enumerate([head, *body]):
        mark = "→ " if n and n - 1 == costs.costly else "  "
        yield mark + "  ".join([*(" " * (widths[i] - wide(row[i])) + row[i] for i in range(3)), row[3]])
    if costs.rows is not None:
        yield messages.text("costs.total", lang, rows=f"{costs.rows:,}", ms=number(costs.ms, False))
    if costs.costly is None:
        yield messages.text("costs.none", lang)
    else:
        s = costs.steps[costs.costly]
        before = next((p.rows for p in reversed(costs.steps[: costs.costly]) if p.rows is not None), 1)
        yield messages.text(f"costs.{costs.why}", lang, pattern=s.text, line=s.line, column=s.column, before=f"{before:,}",
                            rows=number(s.rows, False), alone=number(s.alone, False))  # fmt: skip
    if costs.rules:
        rules = messages.text("costs.comma", lang).join(
            messages.text(f"costs.rule.{rule}", lang) for rule in costs.rules
        )
        yield messages.text("costs.rewritten", lang, rules=rules)
        yield from ("  " + line for line in costs.rewritten.splitlines())
