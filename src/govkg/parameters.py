"""The parameters of a question, from what a person types to RDF terms: names of things, codes, years, words.

Terms take the place of ``VALUES ?x { UNDEF }`` in the query, written by the engine's own serialiser; nothing is pasted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache

import pyoxigraph as ox

from govkg.errors import CallerError
from govkg.questions import Parameter, Question, slots
from govkg.store import BEFORE, View

GOV = "https://w3id.org/govkg/ontology#"
ID = "https://w3id.org/govkg/id/"
VOCAB = "https://w3id.org/govkg/vocab/"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
NAMES = (LABEL, ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"))
PREFERRED = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DEFAULT = ox.DefaultGraph()

CLASSES = {  # what a parameter may be of → classes of the ontology
    "Reform": ("Reform",),
    "Platform": ("Platform",),
    "Campaign": ("Campaign",),
    "Initiative": ("Reform", "Platform", "Campaign"),
    "Document": ("PolicyDocument",),
    "Organisation": ("Organisation",),
    "Award": ("Award",),
    "Place": ("Place",),
}
CLASSES["Thing"] = tuple(dict.fromkeys(c for group in CLASSES.values() for c in group))
KEYS = {"Unit": "Organisation", "Document": "PolicyDocument"}  # names of the seam that the ontology calls otherwise
WORDS = {
    "Initiative": "a reform, platform or campaign",
    "Reform": "a reform",
    "Platform": "a platform",
    "Campaign": "a campaign",
    "Document": "a document",
    "PolicyDocument": "a document",
    "Organisation": "an organisation",
    "Award": "an award",
    "Place": "a place",
    "Thing": "a thing",
}
OUTCOMES = {
    "result": "Result",
    "milestone": "Milestone",
    "recognition": "Recognition",
    "target": "Target",
    "baseline": "Baseline",
    "planned": "PlannedMilestone",
}
BESIDES = {"level": ("unsure", "none")}  # codes that a question makes for what has no concept


def bind(store: View, question: Question, given: Mapping[str, object], lang: str = "zh") -> str:
    """The query of a question with its parameters as terms (a list binds several); raises CallerError for an unknown, missing or wrong one."""
    return fill(question, terms(store, question, given), lang)


def terms(store: View, question: Question, given: Mapping[str, object]) -> dict[str, list[ox.NamedNode | ox.Literal]]:
    """The terms of each variable that is bound; raises CallerError for an unknown, missing or wrong parameter."""
    for name in given:
        if question.parameter(name) is None:
            raise _unknown(question, name)
    bound: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    for p in question.parameters:
        said = given.get(p.name)
        values = (
            [str(v).strip() for v in (said if isinstance(said, list | tuple) else [said])] if said is not None else []
        )
        values = values or list(p.default)
        if not values or "" in values:
            if p.required or said is not None:
                what = f"{question.name} needs {p.name} ({p.en})"
                raise CallerError("parameter.missing", what, cure=f"for instance: --{p.name} {_example(p)}")
            continue
        if p.type == "concept" and "all" in values:
            continue
        bound[p.variable] = list(dict.fromkeys(t for v in values for t in term(store, p, checked(p.name, v))))
    return bound


def checked(name: str, value: str) -> str:
    r"""A value that is text; raises CallerError ``parameter.wrong`` for one with half of a surrogate pair, which no file holds.

    >>> checked("reform", "a\udcff")
    Traceback (most recent call last):
    govkg.errors.CallerError: reform is 'a\udcff', which is no text in UTF-8; write it in UTF-8
    """
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise CallerError(
            "parameter.wrong", f"{name} is {value!a}, which is no text in UTF-8", cure="write it in UTF-8"
        )
    return value


def fill(question: Question, bound: Mapping[str, list[ox.NamedNode | ox.Literal]], lang: str) -> str:
    """The SPARQL text with the terms in their places; a parameter that is not bound restricts nothing."""
    found = {v: " ".join(map(str, terms)) for v, terms in bound.items()}
    out = []
    for part, variable in _parts(question.sparql, tuple(p.variable for p in question.parameters)):
        terms = str(ox.Literal(lang)) if variable == "lang" else found.get(variable)
        out += [part, f"VALUES ?{variable} {{ {terms} }}" if terms else ""]
    return "".join(out)


@lru_cache(maxsize=256)
def _parts(sparql: str, variables: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """A query cut where terms go: each part with the variable that is bound behind it, the last with none."""
    cuts = [(start, end, v) for v in variables for start, end in slots(sparql, v)]
    cuts += [(m.start(), m.end(), "lang") for m in re.finditer(r'VALUES \?lang \{ "zh" \}', sparql)]
    parts, at = [], 0
    for start, end, variable in sorted(cuts):
        parts.append((sparql[at:start], variable))
        at = end
    return (*parts, (sparql[at:], ""))


def term(store: View, p: Parameter, value: str) -> list[ox.NamedNode | ox.Literal]:
    """The term or terms that a value stands for; raises CallerError when it stands for none."""
    if p.type == "entity":
        return list(entities(store, value, p.of.split()))
    if p.type == "concept":
        if " " in value and "," not in value:
            with suppress(CallerError):  # a label of several words
                return [concept(store, p, value)]
        return [concept(store, p, word) for word in re.split(r"[\s,，、]+", value)]
    if p.type == "statement":
        return [statement(store, value)]
    if p.type == "release":  # which file it is, and that it can be read, is seen when it is loaded
        return [BEFORE]
    if p.type in ("year", "integer"):
        pattern = r"[12][0-9]{3}" if p.type == "year" else r"-?[0-9]{1,18}"
        if not re.fullmatch(pattern, value, re.ASCII):
            example = "2021" if p.type == "year" else "10"
            raise CallerError(
                "parameter.wrong", f"{p.name} is {value!r}, which is no {p.type}", cure=f"write it as {example}"
            )
        return [ox.Literal(int(value))]
    if p.type == "pattern":
        _judge_pattern(p, value)
    return [ox.Literal(value)]


def _judge_pattern(p: Parameter, value: str) -> None:
    """Refuse a regular expression that engines read differently: without classes such as digit and groups of options they read it alike."""
    odd = ("(?", "[[", "[:", "&&", "--", "~~", "||", "*+", "++", "?+", "}+")
    what = ""
    if (
        len(value) > 200
        or any(o in value for o in odd)
        or re.search(r"\\[A-Za-z0-9]|[{}]", re.sub(r"\{[0-9]{1,3}(?:,[0-9]{0,3})?\}", "", value))
    ):
        what = "which not every engine reads alike"
    else:
        try:
            re.compile(value)
        except (re.error, OverflowError, RecursionError) as e:
            what = f"which is no regular expression ({e})"
    if what:
        raise CallerError("parameter.wrong", f"{p.name} is {value!r}, {what}",
                          cure="write characters, ., [0-9], *, +, ?, {2,4}, |, ( ), ^ and $")  # fmt: skip


def entities(store: View, text: str, of: Iterable[str] = ("Thing",)) -> list[ox.NamedNode]:
    """The things of a name (label, other label; whatever its quote marks and case), of a key or of an IRI.

    Raises CallerError ``entity.unknown`` with the nearest names, or ``entity.class`` when the thing is of another class.
    """
    checked("a name", text)
    classes = {c for group in of for c in CLASSES[group]}
    wanted = " or ".join(WORDS.get(group, group) for group in of)
    if text.strip("<>").startswith(("http://", "https://")):
        found = {text.strip("<>")} if _types(store, text.strip("<>")) else set()
    else:
        head, _, rest = text.partition("/")
        key = KEYS.get(head, head)
        if rest and key in CLASSES["Thing"]:
            classes, text = classes & {key}, rest
        found = _named(store, text)
    right = sorted(iri for iri in found if _types(store, iri) & classes)
    if right:
        return [ox.NamedNode(iri) for iri in right]
    if found:
        other = (
            " and ".join(sorted(WORDS[t] for iri in found for t in _types(store, iri) if t in WORDS)) or "no such thing"
        )
        raise CallerError(
            "entity.class", f"{text!r} is {other}, not {wanted}", cure=f"govkg ask about --of {text} says what it is"
        )
    names = set(_labels(store, classes))
    near = _nearest(text, names)
    if near:
        cure = f"nearest names: {'、'.join(near)}"
    elif classes & set(CLASSES["Initiative"]):
        cure = "`govkg ask reforms-and-outcomes` lists the initiatives"
    else:
        cure = f"there is {'、'.join(sorted(names)[:5])}{'…' * (len(names) > 5)}" if names else "there is none"
    raise CallerError("entity.unknown", f"the graph has no {wanted.partition(' ')[2]} named {text!r}", cure=cure)


def concept(store: View, p: Parameter, word: str) -> ox.NamedNode:
    """The concept of a code or of a label, zh or en; raises CallerError with the codes there are."""
    if p.of == "outcome":
        codes = {code: GOV + name for code, name in OUTCOMES.items()}
        if word in codes:
            return ox.NamedNode(codes[word])
    else:
        base = f"{VOCAB}{p.of}/"
        if re.fullmatch(r"[A-Za-z0-9-]+", word) and (word in BESIDES.get(p.of, ()) or _labelled(store, base + word)):
            return ox.NamedNode(base + word)  # a code; labels are read only when it is none
        codes = {code: base + code for code in BESIDES.get(p.of, ())}
    labels = {}
    for quad in store.quads_for_pattern(None, LABEL if p.of == "outcome" else PREFERRED, None, DEFAULT):
        iri, label = _value(quad.subject), _value(quad.object)
        if p.of == "outcome":
            if iri in codes.values():
                labels[label] = iri
        elif iri.startswith(base):
            codes[iri[len(base) :]] = labels[label] = iri
    for known in (codes, labels, {k.casefold(): v for k, v in labels.items()}):
        if word in known:
            return ox.NamedNode(known[word])
    what = f"{p.name} is {word!r}, which is none of: {', '.join(sorted(codes)[:20]) or 'no codes in this graph'}"
    raise CallerError("parameter.wrong", what, cure="choose one, several by commas, or all")


def _labelled(store: View, iri: str) -> bool:
    return next(iter(store.quads_for_pattern(ox.NamedNode(iri), PREFERRED, None, DEFAULT)), None) is not None


def statement(store: View, text: str) -> ox.NamedNode:
    """The statement or thing of an id, or of an IRI; raises CallerError when the graph has none."""
    iri = text.strip("<>")
    if not iri.startswith(("http://", "https://")):
        iri = f"{ID}{iri}" if "/" in iri else f"{ID}statement/{iri}"
    if re.search(r'[\x00-\x20<>"{}|^`\\]', iri) or not _types(store, iri):
        raise CallerError("statement.unknown", f"the graph has no statement {text!r}",
                          cure="take the statement column of an answer (--format csv)")  # fmt: skip
    return ox.NamedNode(iri)


def normal(name: str) -> str:
    """A name without quote marks, spaces and case, for comparing.

    >>> normal("“一业一证”改革") == normal("一业一证 改革"), normal("i武汉") == normal("I武汉")
    (True, True)
    """
    return re.sub(r"[\s“”„‟\"'‘’＂＇《》〈〉「」『』【】]", "", unicodedata.normalize("NFKC", name).casefold())


def _types(store: View, iri: str) -> set[str]:
    if re.search(r'[\x00-\x20<>"{}|^`\\]', iri):
        return set()
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return set()
    found = store.quads_for_pattern(node, TYPE, None, DEFAULT)
    return {_value(q.object).removeprefix(GOV) for q in found}


def _named(store: View, text: str) -> set[str]:
    """Subjects by label, then by other label, exactly as typed; then whatever differs by quote marks, spaces or case."""
    for predicate in NAMES:
        for tag in ("zh", "en"):
            found = store.quads_for_pattern(None, predicate, ox.Literal(text, language=tag), DEFAULT)
            exact = {s for s in (_value(q.subject) for q in found) if s.startswith(ID)}
            if exact:
                return exact
    wanted = normal(text)
    for predicate in NAMES:
        loose = {s for s, o in _names(store, predicate) if normal(o) == wanted}
        if loose:
            return loose
    return set()


def _names(store: View, predicate: ox.NamedNode) -> Iterable[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, predicate, None, DEFAULT):
        if _value(quad.subject).startswith(ID):
            yield _value(quad.subject), _value(quad.object)


def _labels(store: View, classes: set[str]) -> Iterable[str]:
    for name in sorted(classes):
        for quad in store.quads_for_pattern(None, TYPE, ox.NamedNode(GOV + name), DEFAULT):
            for predicate in NAMES:
                for label in store.quads_for_pattern(quad.subject, predicate, None, DEFAULT):
                    yield _value(label.object)


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def _nearest(text: str, names: set[str]) -> list[str]:
    import difflib

    by_form: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (len(n), n)):
        by_form.setdefault(normal(name), name)
    wanted = normal(text)
    inside = [f for f in by_form if len(wanted) > 1 and (wanted in f or (len(f) > 1 and f in wanted))]
    close = difflib.get_close_matches(wanted, list(by_form), 4, 0.3)
    return [by_form[f] for f in dict.fromkeys([*inside[:3], *close])][:4]


def _unknown(question: Question, name: str) -> CallerError:
    import difflib

    names = [p.name for p in question.parameters]
    near = difflib.get_close_matches(name, names, 1, 0.5)
    cure = f"did you mean {near[0]}?" if near else f"it takes {', '.join(names) or 'none'}"
    return CallerError("parameter.unknown", f"{question.name} has no parameter {name!r}", cure=cure)


def _example(p: Parameter) -> str:
    if p.type == "entity":
        of = p.of.split()[0]
        return {"Organisation": "市公安局", "Place": "武汉市", "Document": "《…》"}.get(of, "一事联办")
    return {"year": "2021", "integer": "10", "statement": "ID", "release": "FOLDER"}.get(p.type, "WORD")
