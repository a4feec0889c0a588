"""Every query of ``queries/`` by name: questions, checks, rules and what the views read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from govkg import gate, questions, resources
from govkg.answer import Answer
from govkg.errors import CallerError

FOLDERS = ("ask", "construct", "qc", "view")


@dataclass(frozen=True)
class Query:
    """A query by its name (``qc/contradiction``), what its file says of it, and its text; calling it asks the graph.

    A question takes its parameters; another query takes what its ``VALUES ?x { UNDEF }`` leave open, an IRI or a value each.
    """

    name: str
    about: str
    sparql: str
    parameters: tuple[str, ...]
    ask: Callable[..., Answer]

    def __call__(self, limit: int | None = None, timeout: float | None = None, **given: object) -> Answer:
        """The answer; raises CallerError ``parameter.unknown``, and all that asking raises."""
        return self.ask(limit=limit, timeout=timeout, **given)

    def __repr__(self) -> str:
        return f"<{self.name}({', '.join(self.parameters)}): {self.about}>"


class Queries(Mapping[str, Query]):
    """The queries by name.

    >>> import govkg
    >>> kg = govkg.open()
    >>> kg.queries["qc/contradiction"].about
    'one report says two values of the same metric, thing, period and scope'
    >>> len(kg.queries["qc/contradiction"]()), kg.queries["construct/3-part-of"](limit=1).columns
    (0, ('subject', 'predicate', 'object'))
    """

    def __init__(self, ask: Callable[..., Answer], run: Callable[..., Answer]) -> None:
        self._ask, self._run = ask, run

    def __len__(self) -> int:
        return len(_texts())

    def __iter__(self) -> Iterator[str]:
        return iter(_texts())

    def __getitem__(self, name: str) -> Query:
        text = _texts().get(name)
        if text is None:
            raise UnknownQueryError(name)
        if name.startswith("ask/"):
            question = questions.get(name.removeprefix("ask/"))

            def asked(limit: int | None, timeout: float | None, **given: object) -> Answer:
                return self._ask(question.name, limit=limit, timeout=timeout, **given)

            return Query(name, question.title[1], text, tuple(p.name for p in question.parameters), asked)
        names = open_variables(text)

        def ran(limit: int | None, timeout: float | None, **given: object) -> Answer:
            return self._run(_bound(name, text, names, given), limit, timeout)

        return Query(name, about(text), text, names, ran)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)


class UnknownQueryError(CallerError, KeyError):
    """No query has that name; a KeyError too, as a mapping raises it."""

    def __init__(self, name: str) -> None:
        import difflib

        near = difflib.get_close_matches(name, list(_texts()), 3, 0.4)
        cure = f"did you mean {' or '.join(near)}?" if near else f"the folders are {', '.join(FOLDERS)}"
        super().__init__("question.unknown", f"there is no query {name!r}", cure=cure)

    def __str__(self) -> str:
        return CallerError.__str__(self)


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    root = resources.path("queries")
    found = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*.rq")))
    return {p.relative_to(root).with_suffix("").as_posix(): p.read_text(encoding="utf-8") for p in found}


def about(text: str) -> str:
    """What a file says of its query: the problem it looks for, or the first line of its comment.

    >>> about("# Which reports are there? All.")
    'Which reports are there? All.'
    """
    m = re.search(r"(?m)^#\+ problem: ([^\n]+)$", text) or re.search(r"(?m)^# ?([^+\n][^\n]*)$", text)
    return m[1].strip() if m else ""


def open_variables(text: str) -> tuple[str, ...]:
    """The variables that a query leaves open.

    >>> open_variables("SELECT * { VALUES ?s { UNDEF } ?s ?p ?o }")
    ('s',)
    """
    words = [t[3] for t in gate.tokens(text)]
    found = (words[n - 2][1:] for n, word in enumerate(words) if word.upper() == "UNDEF" and words[n - 1] == "{")
    return tuple(dict.fromkeys(found))


def _bound(name: str, text: str, names: tuple[str, ...], given: Mapping[str, object]) -> str:
    for key in given:
        if key not in names:
            cure = f"it takes {', '.join(names) or 'none'}"
            raise CallerError("parameter.unknown", f"{name} has no parameter {key!r}", cure=cure)
    places = [(at, key) for key in given for at in questions.slots(text, key)]
    for (start, end), key in sorted(places, reverse=True):
        value = given[key]
        terms = " ".join(_term(v) for v in (value if isinstance(value, list | tuple) else [value]))
        text = f"{text[:start]}VALUES ?{key} {{ {terms} }}{text[end:]}"
    return text


def _term(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r'(?:https?://|urn:)[^\x00-\x20<>"{}|^`\\]+', value):
        return str(ox.NamedNode(value))
    if isinstance(value, str | bool | int | float):
        return str(ox.Literal(value))
    what = f"{type(value).__name__} is no IRI, text or number"
    raise CallerError("parameter.wrong", what, cure="give an IRI as text (https://…), a text or a number")
