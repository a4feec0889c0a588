"""The library of questions: ``queries/ask/NAME.rq``, each with its title, parameters and columns in a ``#+`` header.

The header is a small subset of YAML, read strictly: nested mappings by two spaces, ``{key: value}`` and ``[word, word]`` on one
line, plain or double-quoted scalars. A parameter binds a variable, which the query holds as ``VALUES ?reformId { UNDEF }``. A parameter of
type ``release`` is another release of the graph: it is loaded beside the one that is asked, and the variable names its graph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from govkg import gate, resources
from govkg.errors import CallerError, InternalError

TYPES = ("entity", "text", "year", "concept", "integer", "statement", "release", "pattern")
KEYS = {"title", "description", "parameters", "columns", "view"}
TAGS = ("outcomes", "units", "works", "figures", "places", "evidence", "other")  # the groups, in the order of the list
BESIDE = {"none", "tags", "example", "picture", "computed", "reading"}  # what a header may say besides
NONE = ("收录的报告均未提及。", "No report held says so.")  # no row; a question of absence says it otherwise
VIEWS = ("table", "bar", "dots", "lanes", "network", "card", "path")  # how an answer is best seen at first
EVIDENCE = {
    "statement": ("陈述", "statement"),
    "quote": ("原文", "quote"),
    "start": ("起", "start"),
    "end": ("止", "end"),
    "source": ("来源", "source"),
    "section": ("章节", "section"),
    "sentence": ("所在句", "sentence"),
    "sentenceStart": ("句起", "sentence start"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``of`` is the class (entity) or the concept scheme (concept); ``default`` holds words by spaces."""

    name: str
    type: str
    zh: str
    en: str
    of: str = ""
    required: bool = False
    default: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The variable that the parameter binds: ``?reformId`` takes an IRI, ``?yearGiven`` a literal."""
        return self.name + ("Id" if self.type in ("entity", "concept", "statement", "release") else "Given")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library: what it asks, what it needs, what comes back, and the SPARQL that answers it."""

    name: str
    title: tuple[str, str]  # zh, en
    description: tuple[str, str]
    parameters: tuple[Parameter, ...]
    columns: dict[str, tuple[str, str]]  # zh, en of the readable columns; beside a name X stands its IRI in XId
    view: str
    sparql: str
    none: tuple[str, str] = NONE  # what to say when there is no row: zh, en
    tags: tuple[str, ...] = ()  # the groups of the list that it stands in, the first one leads
    example: Mapping[str, str] = field(default_factory=dict)  # parameters that give rows on the bundled graph
    # The picture of the same: under "view" its name, else a parameter of the picture with the parameter that it takes its value from.
    picture: Mapping[str, str] = field(default_factory=dict)
    computed: str = ""  # the step that fills what SPARQL cannot say, "" for none
    reading: tuple[str, str] = ("", "")  # how to read the rows and what they do not say: zh, en

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, or None."""
        return next((p for p in self.parameters if p.name == name), None)

    @property
    def release(self) -> Parameter | None:
        """The parameter that is another release, or None: what changed between two."""
        return next((p for p in self.parameters if p.type == "release"), None)


@lru_cache(maxsize=1)
def all() -> tuple[Question, ...]:
    """Every question, by name; raises InternalError when a header is wrong.

    >>> [q.name for q in all() if q.name.startswith("metric")]
    ['metric-values']
    """
    files = sorted(resources.path("queries/ask").glob("*.rq"))
    return tuple(parse(f.stem, f.read_text(encoding="utf-8")) for f in files)


def get(name: str) -> Question:
    """The question of that name; raises CallerError ``question.unknown`` with the nearest names.

    >>> get("units-of-reform").title[1]
    'Who answers for an initiative, and who works with whom on it'
    """
    for question in all():
        if question.name == name:
            return question
    import difflib

    names = [q.name for q in all()]
    near = difflib.get_close_matches(name, names, 3, 0.4) or [n for n in names if name and name in n][:3]
    cure = f"did you mean {' or '.join(near)}?" if near else "`govkg ask` lists the questions"
    raise CallerError("question.unknown", f"there is no question {name!r}", cure=cure)


def parse(name: str, text: str) -> Question:
    """A question from the text of its file; raises InternalError ``question.header`` with file and line."""
    lines = [(n, line[2:]) for n, line in enumerate(text.split("\n"), 1) if line.startswith("#+")]
    head = mapping([(n, line[1:].rstrip()) for n, line in lines if line.strip()], f"{name}.rq")

    def wrong(what: str) -> InternalError:
        return InternalError("question.header", what, where=f"{name}.rq", cure="correct the header")

    if set(head) - {"parameters", *BESIDE} != KEYS - {"parameters"}:
        raise wrong(f"the header has {sorted(head)}, not {sorted(KEYS)}")
    try:
        parameters = tuple(_parameter(k, dict(v)) for k, v in dict(head.get("parameters", {})).items())
        columns = {k: _both(v) for k, v in head["columns"].items()}
        title, description = _both(head["title"]), _both(head["description"])
        none = _both(head["none"]) if "none" in head else NONE
        tags, example = tuple(head.get("tags", ())), dict(head.get("example", {}))
        picture = dict(head.get("picture", {}))
        reading = _both(head["reading"]) if "reading" in head else ("", "")
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise wrong(f"{type(e).__name__} {e}") from e
    if head["view"] not in VIEWS:
        raise wrong(f"unknown view {head['view']!r}")
    for p in parameters:
        if not slots(text, p.variable):
            raise wrong(f"the query has no VALUES ?{p.variable} {{ UNDEF }}")
    if unknown := set(tags) - set(TAGS):
        raise wrong(f"unknown tags {sorted(unknown)}")
    if unknown := set(example) - {p.name for p in parameters}:
        raise wrong(f"the example names {sorted(unknown)}, which are no parameters")
    if unknown := {v for k, v in picture.items() if k != "view"} - {p.name for p in parameters}:
        raise wrong(f"the picture takes {sorted(unknown)}, which are no parameters")
    every = {**columns, **EVIDENCE}
    return Question(name, title, description, parameters, every, head["view"], text, none, tags, example, picture,
                    str(head.get("computed", "")), reading)  # fmt: skip


def slots(sparql: str, variable: str) -> list[tuple[int, int]]:
    """Every place where ``VALUES ?variable { UNDEF }`` stands in a query, so that terms can take its place.

    >>> slots("SELECT * { VALUES ?x { UNDEF } ?x ?p ?o }", "x")
    [(11, 30)]
    """
    found = gate.tokens(sparql)
    want = ("VALUES", f"?{variable}", "{", "UNDEF", "}")
    return [
        (found[i][0], found[i + 4][1])
        for i in range(len(found) - 4)
        if tuple(token for *_, token in found[i : i + 5]) == want
    ]


def mapping(lines: list[tuple[int, str]], where: str = "header") -> dict[str, Any]:
    """The nested mappings of a header, from (line number, text) pairs; raises InternalError for anything else.

    >>> mapping([(1, "title: {zh: 改革, en: Reform}"), (2, "columns:"), (3, "  n: '1'")])
    Traceback (most recent call last):
    govkg.errors.InternalError: header:3: not a plain or double-quoted value: "'1'"; correct the header
    >>> mapping([(1, "title: {zh: 改革, en: Reform}"), (2, "columns:"), (3, '  n: "a, b"')])
    {'title': {'zh': '改革', 'en': 'Reform'}, 'columns': {'n': 'a, b'}}
    >>> mapping([(1, "tags: [units, places]")])
    {'tags': ('units', 'places')}
    """
    root: dict[str, Any] = {}
    stack = [root]
    for number, line in lines:
        m = re.fullmatch(r"((?:  )*)([a-z][A-Za-z0-9]*):(?: +(.*))?", line)
        depth = len(m[1]) // 2 if m else 0
        if not m or depth >= len(stack):
            raise InternalError("question.header", f"not `key: value`: {line!r}", where=f"{where}:{number}",
                                cure="correct the header")  # fmt: skip
        del stack[depth + 1 :]
        if m[2] in stack[-1]:
            raise InternalError(
                "question.header", f"{m[2]} twice", where=f"{where}:{number}", cure="correct the header"
            )
        value: Any = _value(m[3], f"{where}:{number}") if m[3] else {}
        stack[-1][m[2]] = value
        if not m[3]:
            stack.append(value)
    return root


def _value(text: str, where: str) -> Any:
    pair = r'\b([a-z][A-Za-z0-9]*): +("(?:[^"\\]|\\.)*"|[^ ,{}"\[\]][^,{}"\[\]]*)'
    if re.fullmatch(rf"\{{{pair}(?:, +{pair})*\}}", text):
        return {k: _value(v, where) for k, v in re.findall(pair, text)}
    if re.fullmatch(r"\[[a-z][a-z-]*(?:, +[a-z][a-z-]*)*\]", text):
        return tuple(re.findall(r"[a-z][a-z-]*", text))
    if re.fullmatch(r'"(?:[^"\\]|\\.)*"', text):
        return cast(str, json.loads(text))
    if re.fullmatch(r"[^-?:,\[\]{}#&*!|>'\"%@`\s](?:(?!: | #)[^{}])*", text):
        return text.strip()
    raise InternalError("question.header", f"not a plain or double-quoted value: {text!r}", where=where,
                        cure="correct the header")  # fmt: skip


def _both(value: Any) -> tuple[str, str]:
    if set(value) != {"zh", "en"}:
        raise ValueError(f"{value!r} needs zh and en")
    return value["zh"], value["en"]


def _parameter(name: str, fields: dict[str, str]) -> Parameter:
    kind, zh, en = fields.pop("type"), fields.pop("zh"), fields.pop("en")
    of, required = fields.pop("of", ""), fields.pop("required", "false")
    default = tuple(fields.pop("default", "").split())
    if fields or kind not in TYPES or required not in ("true", "false") or (required == "true" and default):
        raise ValueError(f"parameter {name} is wrong {fields or kind}")
    return Parameter(name, kind, zh, en, of, required == "true", default)
