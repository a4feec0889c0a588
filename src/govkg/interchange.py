"""The questions as files of other tools: the Turtle of SIB's sparql-examples, and decorated queries for grlc.

sparql-examples (github.com/sib-swiss/sparql-examples) holds one ``sh:SPARQLExecutable`` a file, its prefixes by ``sh:declare``. A
question is written with its example's parameters where that needs no graph, else with every parameter open.

grlc reads parameters from names of variables (``?_reform_iri`` must be given, ``?__level_iri`` may) and puts what is given in
their places. It looks no names up, so things and concepts are given by IRI, one each; a default of several terms stays in force
until a value is given. A question between two releases cannot be asked of one endpoint and is left out of both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from govkg import files, gate, parameters, query, terms
from govkg.errors import CallerError
from govkg.marks import NOTHING
from govkg.questions import Parameter, Question, all, slots
from govkg.spelled import IRI, concept

ENDPOINT = "http://127.0.0.1:8765/sparql"
EXAMPLES = "https://w3id.org/govkg/.well-known/sparql-examples/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
SPACES = {
    "ex": EXAMPLES,
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def write(form: str, folder: Path, endpoint: str = ENDPOINT, store: Any = None) -> list[Path]:
    """Writes a file a question into a folder, which is made; ``store`` is where the names of examples are looked up.

    Raises CallerError where a file cannot be written.
    """
    makers: dict[str, Callable[[Question], str]] = {
        "sparql-examples": lambda question: turtle(question, endpoint, store),
        "grlc": lambda question: decorated(question, endpoint),
    }
    make = makers[form]
    ending = {"sparql-examples": "ttl", "grlc": "rq"}[form]
    with suppress(OSError):  # the first file says why
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for question in all():
        if question.release is None:
            path = folder / f"{question.name}.{ending}"
            files.write(path, make(question).encode())
            written.append(path)
    return written


def turtle(question: Question, endpoint: str = ENDPOINT, store: Any = None) -> str:
    """A question as an example of sparql-examples, with its example's parameters where the store knows them.

    >>> from govkg import questions
    >>> turtle(questions.get("savings")).splitlines()[7]
    'ex:savings a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;'
    """
    prefixes = declared(_body(question))
    text, given = _exemplified(question, store)
    zh, en = ("。".join(_sentence(w) for w in (question.title[0], question.description[0])),
              ". ".join(_sentence(w) for w in (question.title[1], question.description[1])))  # fmt: skip
    if given:
        said = ", ".join(f"{name}: {value}" for name, value in given.items())
        zh, en = f"{zh}（{said}）", f"{en} ({said})"
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in SPACES.items()]
    lines += [
        "",
        f"ex:{question.name} a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;",
        f"  rdfs:comment {ox.Literal(zh + '。', language='zh')}, {ox.Literal(en + '.', language='en')} ;",
        f"  sh:prefixes <{EXAMPLES}{question.name}/prefixes> ;",
        f"  sh:select {_long(text)} ;",
        *(f"  schema:keywords {ox.Literal(word)} ;" for word in keywords(question)),
        f"  schema:target <{_iri(endpoint)}> ;",
        f"  dcterms:license <{LICENCE}> .",
        "",
    ]
    listed = ", ".join(f"<{EXAMPLES}prefix/{name}>" for name in prefixes)
    lines += [f"<{EXAMPLES}{question.name}/prefixes> sh:declare {listed} ."] if listed else []
    for name, iri in prefixes.items():
        lines += [
            f"<{EXAMPLES}prefix/{name}> sh:prefix {ox.Literal(name)} ;",
            f'  sh:namespace "{iri}"^^xsd:anyURI .',
        ]
    return "\n".join(lines) + "\n"


def keywords(question: Question) -> list[str]:
    """What a question is about: the group it stands in and the classes of the ontology that it names.

    >>> from govkg import questions
    >>> keywords(questions.get("savings"))
    ['outcomes', 'Attribution', 'Result']
    """
    named = {n.removeprefix("gov:") for n in terms.named(question.sparql) if n.startswith("gov:")}
    return [*question.tags, *sorted(n for n in named if n[:1].isupper())]


def declared(sparql: str) -> dict[str, str]:
    """The prefixes that a query declares, by name.

    >>> declared("PREFIX gov: <https://w3id.org/govkg/ontology#> SELECT * { ?x a gov:Reform }")
    {'gov': 'https://w3id.org/govkg/ontology#'}
    """
    found = [t[3] for t in gate.tokens(sparql)]
    return {
        name.rstrip(":"): iri.strip("<>")
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.upper() == "PREFIX"
    }


def decorated(question: Question, endpoint: str = ENDPOINT) -> str:
    """A question as grlc reads it: decorators that it knows, parameters as it names them.

    >>> from govkg import questions
    >>> made = decorated(questions.get("platform-coverage"))
    >>> "{ SELECT (?__platform_iri AS ?platformId) WHERE {} }" in made, "UNDEF" in made
    (True, False)
    """
    endpoint = _iri(endpoint)
    about = {
        "summary": question.title[1],
        "description": question.description[1],
        "endpoint": endpoint,
        "method": "GET",
    }
    lines = [f"#+ {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in about.items()]
    if question.tags:
        lines += ["#+ tags:", *(f"#+   - {tag}" for tag in question.tags)]
    text = _body(question)
    found = [(at, p) for p in question.parameters for at in slots(text, p.variable)]
    for (start, end), p in sorted(found, key=lambda item: item[0], reverse=True):
        text = text[:start] + _asked(p) + text[end:]
    if question.parameters:
        at = next(end for _, end, _, token in gate.tokens(text) if token == "{")
        text = text[:at] + _seen(question) + text[at:]
    if any(variable(p).endswith("_integer") for p in question.parameters) and XSD not in text:
        text = f"{XSD}\n{text}"  # else grlc writes it before every SELECT, sub-SELECTs too
    return "\n".join(lines) + "\n\n" + text


def variable(p: Parameter) -> str:
    """The name that makes grlc take a variable for a parameter.

    >>> variable(Parameter("year", "year", "年份", "year")), variable(Parameter("of", "entity", "物", "of", required=True))
    ('?__year_integer', '?_of_iri')
    """
    kind = {"year": "_integer", "integer": "_integer"}.get(p.type, "_iri" if p.variable.endswith("Id") else "")
    return f"?{'_' if p.required else '__'}{p.name}{kind}"


def _seen(question: Question) -> str:
    """A condition that always holds: grlc finds its variables in the triple patterns outside of sub-SELECTs only."""
    named = " , ".join(variable(p) for p in question.parameters)
    return f"\n  FILTER NOT EXISTS {{ {NOTHING} {NOTHING} {named} }}"


def _asked(p: Parameter) -> str:
    """The place of a parameter: what grlc puts in, else the default, else anything."""
    if not p.default or "all" in p.default:
        return f"{{ SELECT ({variable(p)} AS ?{p.variable}) WHERE {{}} }}"
    nodes = " ".join(str(concept(p, code)) for code in p.default)
    chosen = f"BIND(COALESCE({variable(p)}, ?default) AS ?{p.variable})"
    return f"{{ SELECT DISTINCT ?{p.variable} WHERE {{ VALUES ?default {{ {nodes} }} {chosen} }} }}"


def _exemplified(question: Question, store: Any) -> tuple[str, Mapping[str, str]]:
    """The query with its example's parameters, else with its defaults bound and every other parameter open."""
    given: Mapping[str, str] = question.example if store is not None else {}
    bound: dict[str, list[ox.NamedNode | ox.Literal]] = {
        p.variable: [concept(p, code) for code in p.default]
        for p in question.parameters
        if p.type == "concept" and p.default and "all" not in p.default
    }
    if store is not None and given:
        try:
            bound = parameters.terms(store, question, given)
        except CallerError:  # this graph does not hold what the example asks for
            given = {}
    text = parameters.fill(replace(question, sparql=_body(question)), bound, "zh")
    return re.sub(r"(?m)^[ ]+\n", "", text), given


def _body(question: Question) -> str:
    text = re.sub(r"(?m)^#\+[^\n]*\n", "", question.sparql).strip() + "\n"
    have = declared(text)
    used = {t[3].partition(":")[0] for t in gate.tokens(text) if t[2] == "name"} - set(have)
    return "".join(f"PREFIX {name}: <{query.PREFIXES[name]}>\n" for name in sorted(used)) + text


def _long(text: str) -> str:
    """A literal over several lines; nothing in it ends it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{escaped}"""'


def _iri(endpoint: str) -> str:
    if not IRI.fullmatch(endpoint):
        raise CallerError("parameter.wrong", f"the endpoint is {endpoint!r}", cure="give its URL, https://…")
    return endpoint


def _sentence(words: str) -> str:
    return words.rstrip("。.")
