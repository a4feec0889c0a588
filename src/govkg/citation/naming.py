"""Parameters as an identifier has them: things by the tail of their IRI, concepts by their code, whatever a person typed.

What is the default of a question is left out, so that a question asked with and without it has one identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

import pyoxigraph as ox

from govkg import parameters
from govkg.analysis.named import one
from govkg.citation import pictures
from govkg.errors import CallerError
from govkg.parameters import ID, OUTCOMES, VOCAB
from govkg.questions import Parameter, Question
from govkg.store import View
from govkg.views import catalogue

Values = dict[str, list[str]]
TAIL = re.compile(r"(?:reform|platform|campaign|document|organisation|award|place)/[!-~]+")
THINGS = ("of", "a", "b", "place")  # parameters of a view that may name a thing


def of_question(store: View, question: Question, given: Mapping[str, object]) -> Values:
    """The canonical values of a question's parameters; raises CallerError as the question itself does.

    >>> import govkg
    >>> from govkg import questions
    >>> of_question(govkg.open().store, questions.get("outcomes-of-reform"), {"reform": "一事联办", "kind": "result"})
    {'reform': ['reform/420100-yi-shi-lian-ban-fac614'], 'kind': ['result']}
    """
    if question.release is not None:
        raise CallerError("cite.release", f"{question.name} asks of two releases", where=question.name,
                          cure="cite the statements that changed")  # fmt: skip
    bound = parameters.terms(store, question, given)
    made: Values = {}
    for p in question.parameters:
        usual = {t for v in p.default if v != "all" for t in parameters.term(store, p, v)}
        found = bound.get(p.variable)
        if found is not None and set(found) != usual:
            made[p.name] = sorted({_code(p, t) for t in found})
        elif found is None and usual:  # "all" restricts nothing where the default would
            made[p.name] = ["all"]
    return made


def said(question: Question, values: Values) -> dict[str, object]:
    """Canonical values as the question takes them: things by their IRIs; raises CallerError for a parameter that it has not."""
    made: dict[str, object] = {}
    for name, words in values.items():
        p = question.parameter(name)
        if p is None:
            raise CallerError(
                "cite.parameter",
                f"{question.name} has no parameter {name!r}",
                cure="ask it with the govkg that cited it",
            )
        made[name] = [ID + w for w in words] if p.type in ("entity", "statement") else list(words)
    return made


def typed(store: View, question: Question, values: Values) -> dict[str, object]:
    """Canonical values as a person types them: a thing by its name where that means it alone."""
    made: dict[str, object] = {}
    for name_, words in values.items():
        p = question.parameter(name_)
        assert p is not None
        found = [name(store, w, p.of.split()) if p.type == "entity" else w.removeprefix("statement/") for w in words]
        made[name_] = found[0] if len(found) == 1 else found
    return made


def name(store: View, value: str, of: Iterable[str] = ("Thing",)) -> str:
    """The name of a thing given by the tail of its IRI, where the name means it alone; else its IRI; of other values themselves."""
    if not TAIL.fullmatch(value):
        return value
    label = _label(store, ID + value)[0]
    with suppress(CallerError):
        if [n.value for n in parameters.entities(store, label, of)] == [ID + value]:
            return label
    return ID + value


def spoken(store: View, question: Question, values: Values) -> tuple[str, str]:
    """The parameters in words, to stand behind the title of a question: zh, en.

    >>> import govkg
    >>> from govkg import questions
    >>> spoken(govkg.open().store, questions.get("outcomes-of-reform"), {"kind": ["result"]})
    ('（成果类型：成果数值）', ' (kind of outcome: result)')
    """
    told: tuple[list[str], list[str]] = ([], [])
    for p in question.parameters:
        if p.name in values:
            said = [_words(store, p, v) for v in values[p.name]]
            told[0].append(f"{p.zh}：{'、'.join(w[0] for w in said)}")
            told[1].append(f"{p.en}: {', '.join(w[1] for w in said)}")
    return (f"（{'；'.join(told[0])}）", f" ({'; '.join(told[1])})") if told[0] else ("", "")


def _words(store: View, p: Parameter, value: str) -> tuple[str, str]:
    if p.type == "entity":
        return _label(store, ID + value)
    if p.type == "concept" and value != "all":
        return _label(store, parameters.GOV + OUTCOMES[value] if p.of == "outcome" else f"{VOCAB}{p.of}/{value}")
    return (value.removeprefix("statement/"),) * 2


def _label(store: View, iri: str) -> tuple[str, str]:
    """The zh and en label of a thing or concept; the end of its IRI where it has none."""
    found: dict[str, str] = {}
    for predicate in (parameters.PREFERRED, parameters.LABEL):
        for q in store.quads_for_pattern(ox.NamedNode(iri), predicate, None, parameters.DEFAULT):
            if isinstance(q.object, ox.Literal):
                tag = q.object.language or "zh"
                found[tag] = min(found.get(tag, q.object.value), q.object.value)
    zh = found.get("zh") or min(found.values(), default=iri.rpartition("/")[2])
    return zh, found.get("en") or zh


def of_view(store: View, name: str, given: Mapping[str, str]) -> Values:
    """The canonical values of a view's parameters; raises CallerError as the view itself does.

    A value is written as the thing or concept that it means where that makes the very same picture, else as it was typed.

    >>> import govkg
    >>> of_view(govkg.open().store, "neighbourhood", {"of": "城市大脑"})
    {'of': ['platform/420100-cheng-shi-da-nao-3fe974']}
    """
    typed = {k: v.strip() for k, v in given.items() if v.strip()}
    wanted = _picture(store, name, typed)
    made = dict(typed)
    for key, value in typed.items():
        for better in _meant(store, key, value):
            try:
                same = (
                    _picture(store, name, {**shown({key: [better]}), **{k: v for k, v in typed.items() if k != key}})
                    == wanted
                )
            except CallerError:
                continue
            if same:
                made[key] = better
                break
    return {k: [v] for k, v in made.items()}


def shown(values: Values) -> dict[str, str]:
    """Canonical values as a view takes them: things by their IRIs."""
    return {k: ID + v[0] if k in THINGS and TAIL.fullmatch(v[0]) else v[0] for k, v in values.items()}


def _picture(store: View, name: str, given: Mapping[str, str]) -> bytes:
    return pictures.canonical(name, catalogue.make(store, name, given)[0])


def _meant(store: View, key: str, value: str) -> list[str]:
    """What a value of a view may stand for, in canonical words."""
    try:
        if key in THINGS:
            return [one(store, value).removeprefix(ID)]
        if key in ("metric", "scheme"):
            of = Parameter(key, "concept", key, key, of=key)
            return [parameters.concept(store, of, value).value.removeprefix(f"{VOCAB}{key}/")]
    except CallerError:
        pass
    return []


def _code(p: Parameter, term: ox.NamedNode | ox.Literal) -> str:
    if p.type in ("entity", "statement"):
        return term.value.removeprefix(ID)
    if p.type == "concept" and p.of == "outcome":
        return next(code for code, name in OUTCOMES.items() if term.value == parameters.GOV + name)
    return term.value.removeprefix(f"{VOCAB}{p.of}/") if p.type == "concept" else term.value
