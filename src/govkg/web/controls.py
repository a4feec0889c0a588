"""The parameters of a question as controls of a form: boxes to tick, a list to pick from, a field with suggestions.

A form sends what it holds as ``?name=value``, several values as several pairs, and empty fields as empty values, which count for
nothing. What may be chosen comes from the graph once for each release and language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govkg.candidates import Candidate
from govkg.errors import CallerError
from govkg.questions import Parameter, Question
from govkg.web.asking import earlier
from govkg.web.options import Options

BOXES = 8  # choices that are shown as boxes to tick
PICKED = 40  # choices that a list to pick from holds
SUGGESTED = 300  # values that a field suggests, the ones that most statements name
LAST = ("unsure", "none")
SCALE = {"level": ("input", "activity", "output", "outcome", "impact")}  # lists that have an order of their own
OWN = ("view", "sort", "page", "why", "lang", "data")  # parameters of the page, never of a question


def given(pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """What a form sent, as a question takes it.

    >>> given([("reform", "一事联办"), ("level", ""), ("kind", "result"), ("kind", "target"), ("view", "chart")])
    {'reform': '一事联办', 'kind': ['result', 'target']}
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in OWN and value.strip():
            values.setdefault(name, []).append(value.strip())
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def own(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What the page itself was told; raises CallerError ``parameter.wrong`` where it is told two things at once.

    >>> own([("view", "chart"), ("reform", "一事联办"), ("view", "table")])
    Traceback (most recent call last):
    govkg.errors.CallerError: view is chart and also table; give one
    """
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in OWN and found.setdefault(name, value) != value:
            raise CallerError("parameter.wrong", f"{name} is {found[name][:40]} and also {value[:40]}", cure="give one")
    return found


def flat(said: Mapping[str, object]) -> list[tuple[str, str]]:
    """The same as pairs again, for a URL.

    >>> flat({"reform": "一事联办", "kind": ["result", "target"]})
    [('reform', '一事联办'), ('kind', 'result'), ('kind', 'target')]
    """
    return [(n, str(v)) for n, value in said.items() for v in (value if isinstance(value, list | tuple) else [value])]


def lists(said: Mapping[str, object]) -> dict[str, object]:
    """Parameters by name, each with its values in a list."""
    return {
        n: [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)] for n, value in said.items()
    }


def bound(said: Mapping[str, object], question: Question, options: Options) -> dict[str, object]:
    """What was given, an earlier release by the folder that the server was started with; raises CallerError for any other.

    So it does where a parameter is to be all there is and also one of them.
    """
    made = dict(said)
    for p in question.parameters:
        values = [v for n, v in flat(said) if n == p.name]
        if p.type == "concept" and "all" in values and set(values) != {"all"}:
            other = next(v for v in values if v != "all")
            raise CallerError("parameter.wrong", f"{p.name} is all and also {other[:40]}", cure="give one of the two")
    if question.release and question.release.name in made:
        made[question.release.name] = str(earlier(str(made[question.release.name]), options))
    return made


def kind(p: Parameter) -> str:
    """What a parameter's candidates depend on: parameters of one kind share them.

    >>> kind(Parameter("reform", "entity", "举措", "initiative", of="Initiative"))
    'entity Initiative'
    """
    return f"{p.type} {p.of or p.name}"


def control(p: Parameter, found: Sequence[Candidate], said: object, options: Options, lang: str) -> dict[str, Any]:
    """One parameter as its control: ``boxes``, ``pick``, ``field`` or ``number``.

    >>> level = Parameter("level", "concept", "层级", "level", of="level")
    >>> made = control(level, [Candidate("output", (), "产出", 3)], "output", Options(), "zh")
    >>> made["control"], made["choices"]
    ('boxes', [{'value': 'output', 'label': '产出', 'chosen': True, 'count': 3}])
    """
    values = [str(v) for v in (said if isinstance(said, list | tuple) else [said])] if said is not None else []
    chosen = set(values or p.default)
    if chosen == {"all"}:
        chosen = {c.value for c in found}
    made: dict[str, Any] = {
        "name": p.name, "label": p.en if lang == "en" else p.zh, "required": p.required, "type": p.type, "values": values,
        "several": p.type in ("entity", "concept", "year"), "choices": [], "more": 0,
    }  # fmt: skip
    if p.type == "release":
        return {**made, "control": "pick", "choices": [
            {"value": f.name, "label": f.name, "chosen": f.name in chosen, "count": 0} for f in options.earlier]}  # fmt: skip
    closed = p.type in ("concept", "year")
    if closed and 0 < len(found) <= PICKED:
        shown = [
            {"value": c.value, "label": c.label, "chosen": bool({c.value, c.label} & chosen), "count": c.count}
            for c in (found if p.type == "year" else sorted(found, key=lambda c: rank(p.of, c)))
        ]
        one = len(found) > BOXES and len(values) < 2
        return {**made, "control": "pick" if one else "boxes", "choices": shown}
    listed = sorted(found, key=lambda c: (-c.count, c.label))[:SUGGESTED]
    made["choices"] = [{"value": c.label if p.type == "concept" else c.value, "count": c.count} for c in listed]
    made["more"] = len(found) - len(listed)
    return {**made, "control": "number" if p.type == "integer" else "field"}


def rank(of: str, c: Candidate) -> tuple[object, ...]:
    """Where a choice stands: what says nothing last, a scale in its own order, the rest by how many statements name it.

    >>> named = [Candidate(v, (), v, n) for v, n in (("output", 9), ("none", 5), ("input", 1))]
    >>> [c.value for c in sorted(named, key=lambda c: rank("level", c))]
    ['input', 'output', 'none']
    """
    scale = SCALE.get(of, ())
    return c.value in LAST, scale.index(c.value) if c.value in scale else len(scale), -c.count, c.label
