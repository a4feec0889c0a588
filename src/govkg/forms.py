"""A question as a form: its parameters with what may be chosen, filled from the graph, and how much each choice finds.

A count is what the question itself gives: the rows with that choice, the other parameters as they are given or by default.
While a required parameter is still open no rows can be counted, and the count is of the statements that name the choice. Every
field says which of the two it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph as ox

from govkg import candidates, parameters, query
from govkg.candidates import Candidate
from govkg.errors import CallerError
from govkg.grouping import grouped
from govkg.questions import Parameter, Question

Terms = dict[str, list[ox.NamedNode | ox.Literal]]
EACH = 100  # choices that are counted one by one, where one query cannot count them all
CLOSED = 40  # concepts of a scheme that are listed even when nothing is found under them


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be given: the value to pass, the words to show, and how much it finds."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter to fill in.

    ``counted`` says what the counts of the choices count: ``rows``, ``statements``, nothing or, for words that are looked for within
    texts, ``values`` (rows that say exactly that; a search finds at least these). ``open`` tells that other values are taken too.
    """

    name: str
    label: str
    type: str
    of: str
    required: bool
    default: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    counted: str = ""
    open: bool = True

    def data(self) -> dict[str, Any]:
        """The field as JSON takes it."""
        return {
            "name": self.name, "label": self.label, "type": self.type, "of": self.of or None, "required": self.required,
            "default": list(self.default), "counted": self.counted or None, "open": self.open,
            "choices": [{"value": c.value, "label": c.label, "count": c.count} for c in self.choices],
        }  # fmt: skip

    def schema(self) -> dict[str, Any]:
        """The field as a schema of OpenAPI 3.1 (JSON Schema): an enumeration where nothing else is taken, else examples.

        >>> Field("year", "年份", "year", "", False, ()).schema()
        {'type': 'integer', 'description': '年份', 'minimum': 1000, 'maximum': 2999}
        """
        kind: dict[str, Any] = {"type": "integer" if self.type in ("year", "integer") else "string"}
        kind["description"] = self.label
        if self.type == "year":
            kind |= {"minimum": 1000, "maximum": 2999}
        values = [c.value for c in self.choices]
        if values and not self.open:
            kind["enum"] = sorted({*values, *self.default, "all"})
        elif values and kind["type"] == "string":
            kind["examples"] = values[:3]
        if self.type not in ("concept", "entity"):
            return kind
        several: dict[str, Any] = {"type": "array", "items": kind}  # a name twice binds both
        return several | ({"default": list(self.default)} if self.default else {})


@dataclass(frozen=True, slots=True)
class Form:
    """A question with its fields."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that name; raises KeyError."""
        return {f.name: f for f in self.fields}[name]

    def data(self) -> dict[str, Any]:
        """The form as JSON takes it."""
        fields = [f.data() for f in self.fields]
        return {"question": self.name, "title": self.title, "description": self.description, "parameters": fields}


def header(question: Question, lang: str = "zh") -> Form:
    """The form by the header alone, without choices: no graph is needed.

    >>> from govkg import questions
    >>> [(f.name, f.required) for f in header(questions.get("units-of-reform")).fields]
    [('reform', True), ('role', False)]
    """
    english = lang == "en"
    fields = tuple(
        Field(p.name, (p.zh, p.en)[english], p.type, p.of, p.required, p.default, open=p.type != "concept")
        for p in question.parameters
    )
    return Form(question.name, question.title[english], question.description[english], fields)


def form(kg: query.View, question: Question, lang: str = "zh", given: Mapping[str, object] | None = None,
         rows: bool = True) -> Form:  # fmt: skip
    """The form with its choices from the graph, the most frequent first; ``given`` narrows what is counted.

    Counting rows asks the question, so it costs what the question costs; ``rows=False`` counts statements everywhere. Raises CallerError where ``given`` is wrong.

    >>> import govkg
    >>> from govkg import questions
    >>> kind = form(govkg.open(), questions.get("outcomes-of-reform"), given={"reform": "一事联办"}).field("kind")
    >>> [(c.value, c.label, c.count) for c in kind.choices][:1], kind.counted
    ([('result', '成果数值', 5)], 'rows')
    """
    said = dict(given or {})
    given_only = replace(question, parameters=tuple(p for p in question.parameters if p.name in said))
    parameters.terms(
        kg.store, given_only if all(map(question.parameter, said)) else question, said
    )  # raises where one is wrong
    freed = replace(question, parameters=tuple(replace(p, required=False) for p in question.parameters))
    fields = header(question, lang).fields
    asked = question if rows else None
    made = (_field(kg, freed, asked, p, f, said, lang) for p, f in zip(question.parameters, fields, strict=True))
    return replace(header(question, lang), fields=tuple(made))


def _field(
    kg: query.View,
    freed: Question,
    asked: Question | None,
    p: Parameter,
    f: Field,
    said: Mapping[str, object],
    lang: str,
) -> Field:
    if p.type not in ("entity", "concept", "year", "text"):
        return f
    others = {k: v for k, v in said.items() if k != p.name}
    askable = asked is not None and _askable(asked, p, others)
    if p.type == "text":
        return _words(kg, freed, p, f, others, askable, lang)
    found = candidates.of(kg, p, lang)
    closed = p.type == "concept" and len(found) <= CLOSED
    if not closed:
        few = [c for c in found if c.count]
        found = few if len(few) <= EACH < len(found) else found
    rows = _rows(kg, freed, p, found, others, lang) if askable else None
    count = {c.value: c.count for c in found} if rows is None else rows
    kept = [c for c in found if closed or count.get(c.value)]
    kept.sort(key=lambda c: (-count.get(c.value, 0), c.label, c.value))
    choices = tuple(Choice(c.value, c.label, count.get(c.value, 0)) for c in kept)
    counted = "rows" if rows is not None else "statements" if any(c.count for c in choices) else ""
    return replace(f, choices=choices, counted=counted, open=not closed)


def _askable(question: Question, p: Parameter, others: Mapping[str, object]) -> bool:
    """Whether a value of one parameter is enough to ask."""
    return not question.release and all(q.name in others for q in question.parameters if q.required and q is not p)


def _rows(
    kg: query.View, question: Question, p: Parameter, found: list[Candidate], others: Mapping[str, object], lang: str
) -> dict[str, int] | None:
    """Rows by choice: all of them by one query where the variable can be grouped by, else one by one where they are few."""
    bound = _terms(kg, question, p, others)
    if bound is None:
        return None
    counts = _grouped(kg, question, bound, p.variable, lang)
    if counts is not None:
        total: Counter[str] = Counter()
        for c in found:
            total[c.value] += sum(counts.get(term.value, 0) for term in c.terms)
        return total
    if len(found) > EACH:
        return None
    return {c.value: _count(kg, question, {**bound, p.variable: list(c.terms)}, lang) for c in found}


def _words(
    kg: query.View, question: Question, p: Parameter, f: Field, others: Mapping[str, object], askable: bool, lang: str
) -> Field:
    """Words that the answer holds in the column of the parameter's name, where it has one."""
    if askable and p.name in question.columns:
        bound = _terms(kg, question, p, others)
        counts = None if bound is None else _grouped(kg, question, bound, p.name, lang)
        if counts is not None:
            listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            return replace(f, choices=tuple(Choice(word, word, n) for word, n in listed if word), counted="values")
    found = candidates.of(kg, p, lang)
    choices = tuple(Choice(c.value, c.label, c.count) for c in found)
    return replace(f, choices=choices, counted="statements" if choices else "")


def _terms(kg: query.View, question: Question, p: Parameter, others: Mapping[str, object]) -> Terms | None:
    """What the other parameters bind; None where this graph does not know the code of a default."""
    try:
        bound = parameters.terms(kg.store, question, others)
    except CallerError:
        return None
    bound.pop(p.variable, None)
    return bound


def _grouped(kg: query.View, question: Question, bound: Terms, variable: str, lang: str) -> dict[str, int] | None:
    slots = {p.variable for p in question.parameters}
    text = grouped(parameters.fill(question, bound, lang), variable, question.sparql if variable in slots else "")
    if text is None:
        return None
    try:
        rows = query.execute(kg.store, text)[1]
    except CallerError:
        return None  # a query whose rows cannot be grouped by it
    if rows and all(row[variable] is None for row in rows):
        return None  # the query compares with the parameter and binds nothing to it
    return {str(row[variable]): int(str(row["n"])) for row in rows if row[variable] is not None}


def _count(kg: query.View, question: Question, bound: Terms, lang: str) -> int:
    return len(query.execute(kg.store, parameters.fill(question, bound, lang))[1])
