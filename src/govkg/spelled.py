"""A question as SPARQL to take elsewhere: its parameters bound, its prefixes declared, what it asks in a comment above.

The text stands alone: any SPARQL tool can run it on the graph's release, and ``govkg query`` gives the rows of ``govkg ask``. Columns
that are worked out from the rows stay empty there, and the comment names them.
Only a question between two releases needs the earlier one loaded as a named graph, and its comment says so.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from govkg import computed, messages, parameters
from govkg.errors import CallerError
from govkg.ids import ONTOLOGY
from govkg.questions import Parameter, Question
from govkg.store import BEFORE

LANGUAGES = ("zh", "en")
IRI = re.compile(r'https?://[^\x00-\x20<>"{}|^`\\]+')


class Later:
    """A store that is opened when it is first asked, so that what needs no graph asks for none."""

    def __init__(self, opened: Callable[[], Any]) -> None:
        self._opened: Callable[[], Any] = opened
        self._store: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._store is None:
            self._store = self._opened()
        return getattr(self._store, name)


def text(question: Question, given: Mapping[str, object] | None = None, lang: str = "zh",
         opened: Callable[[], Any] | None = None) -> str:  # fmt: skip
    r"""The query of a question as a text of its own; ``opened`` gives the graph, and is called where a name must be looked up.

    Years, numbers, words, kinds of outcome, defaults and IRIs need no graph. Raises CallerError for an unknown, missing or wrong
    parameter, and ``graph.needed`` for a name or code without a graph.

    >>> from govkg import questions
    >>> made = text(questions.get("metric-values"), {"metric": "办理", "year": 2021}, "en")
    >>> print(made[:made.index("\n\n")])
    # Every value of a metric by place and year
    # govkg ask metric-values --metric 办理 --year 2021
    # metric (text in the metric): 办理
    # year (year): 2021
    """
    if lang not in LANGUAGES:
        raise CallerError("parameter.wrong", f"lang is {lang!r}", cure=f"choose {' or '.join(LANGUAGES)}")
    said = dict(given or {})
    store: Any = Later(opened or _no_graph)
    ready = {p: nodes for p in question.parameters if (nodes := _ready(p, said.get(p.name, p.default)))}
    left = {k: v for k, v in said.items() if question.parameter(k) not in ready}
    others = replace(question, parameters=tuple(p for p in question.parameters if p not in ready))
    bound = parameters.terms(store, others, left)
    bound |= {p.variable: nodes for p, nodes in ready.items()}
    query = re.sub(r"(?m)^#\+[^\n]*\n", "", parameters.fill(question, bound, lang))
    query = re.sub(r"(?m)^[ ]+\n", "", query).strip() + "\n"  # lines of parameters that bind nothing
    return "".join(f"# {line}\n" for line in _head(question, said, lang)) + "\n" + query


def command(question: Question, given: Mapping[str, object]) -> str:
    """The command that asks the question, as a shell takes it.

    >>> from govkg import questions
    >>> command(questions.get("outcomes-of-reform"), {"reform": "一事联办", "kind": ["result", "target"]})
    'govkg ask outcomes-of-reform --reform 一事联办 --kind result --kind target'
    """
    words = [f"--{name} {word(value)}" for name, value in given.items() for value in _list(value)]
    return " ".join(["govkg ask", question.name, *words])


def word(value: str) -> str:
    """A word as a shell takes it.

    >>> word("一事联办"), word("一网 通办")
    ('一事联办', "'一网 通办'")
    """
    plain = re.fullmatch(r"[\w./:@%+=,-]+", value)  # hanzi are words of a shell too
    return value if plain else shlex.quote(value)


def _head(question: Question, said: Mapping[str, object], lang: str) -> list[str]:
    english = lang == "en"
    lines = [question.title[english], command(question, said)]
    for p in question.parameters:
        values = _list(said[p.name]) if p.name in said else list(p.default)
        if values:
            default = "" if p.name in said else messages.text("spelled.default", lang)
            label = (p.zh, p.en)[english]
            lines.append(messages.text("spelled.parameter", lang, name=p.name, label=label, values=" ".join(values)) + default)  # fmt: skip
    if question.computed:
        columns = " ".join(computed.COLUMNS[question.computed])
        lines.append(messages.text("spelled.computed", lang, columns=columns))
    if question.release:
        lines.append(messages.text("spelled.release", lang, graph=BEFORE.value))
    return [" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in lines]


def _list(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]


def concept(p: Parameter, code: str) -> ox.NamedNode:
    """The concept, or the kind of outcome, of a code that stands in a header.

    >>> from govkg import questions
    >>> concept(questions.get("diffusion").parameters[1], "reported").value
    'https://w3id.org/govkg/vocab/stage/reported'
    """
    iri = ONTOLOGY + parameters.OUTCOMES[code] if p.of == "outcome" else f"{parameters.VOCAB}{p.of}/{code}"
    return ox.NamedNode(iri)


def _ready(p: Parameter, value: object) -> list[ox.NamedNode | ox.Literal]:
    """The values as nodes where each is known without a graph: an IRI, or a code that the header names itself."""
    words = [word.strip() for word in _list(value)]
    if p.type in ("entity", "statement"):
        words = [word.strip("<>") for word in words]
        return [ox.NamedNode(w) for w in dict.fromkeys(words)] if all(map(IRI.fullmatch, words)) else []
    if p.type == "concept" and set(words) <= set(p.default) - {"all"}:
        return [concept(p, word) for word in dict.fromkeys(words)]
    return []


def _no_graph() -> Any:
    raise CallerError("graph.needed", "a name or a code is looked up in the graph, and there is none",
                      cure="run govkg build, or give the IRI")  # fmt: skip
