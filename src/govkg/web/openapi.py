"""/openapi.json: the questions as an OpenAPI 3.1 document, made from their headers; every one with a call that answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from govkg import gate, questions, resources
from govkg.questions import EVIDENCE, Parameter, Question
from govkg.web import media, taking
from govkg.web.options import Options

VALUE = ["string", "number", "boolean", "null"]
PLACES = {"start", "end", "sentenceStart"}
PROBLEM = {"$ref": "#/components/responses/Problem"}


def jsoned(value: object, headers: Mapping[str, str] | None = None) -> Response:
    """A value as a JSON answer, hanzi as they are."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(data, media_type="application/json", headers={"cache-control": "no-cache", **(headers or {})})


def document(options: Options, examples: Mapping[str, str], server: str = "/") -> dict[str, Any]:
    """The whole document; ``examples`` gives a value for each kind of parameter (see ``kind``).

    >>> made = document(Options(), {"entity Reform": "一事联办"})
    >>> made["openapi"], sorted(made["paths"])[0]
    ('3.1.0', '/api/ask')
    """
    paths: dict[str, Any] = {
        "/api/ask": {"get": {
            "operationId": "questions", "summary": "The questions with their parameters",
            "responses": {"200": {"description": "A list", "content": {"application/json": {"schema": {"type": "object"}}}}},
        }},
    }  # fmt: skip
    for question in questions.all():
        paths[f"/api/ask/{question.name}"] = {"get": operation(question, options, examples)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "govkg: questions to government work reports",
            "description": "Every answer carries the exact words of the report that it rests on.",
            "version": resources.version(),
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": {
                "type": "object", "required": ["type", "title", "status", "code", "what", "where", "cure"],
                "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                               "detail": {"type": "string"}, "code": {"type": "string"}, "kind": {"type": "string"},
                               "what": {"type": "string"}, "where": {"type": "string"}, "cure": {"type": "string"}},
            }},
            "responses": {"Problem": {
                "description": "What is wrong, where, and what to do",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }},
        },
    }  # fmt: skip


def operation(question: Question, options: Options, examples: Mapping[str, str]) -> dict[str, Any]:
    """One question as an operation."""
    wanted = [parameter(p, options, examples) for p in question.parameters]
    return {
        "operationId": question.name,
        "summary": question.title[1],
        "description": f"{question.description[1]}\n\n{question.title[0]}：{question.description[0]}",
        "parameters": [*wanted, *common(options)],
        "responses": {
            "200": {
                "description": "The rows, each with its words",
                "headers": {"Govkg-Truncated": {"schema": {"type": "string"},
                                                "description": "there where rows were left off"}},
                "content": {"application/json": {"schema": answer(question)},
                            "text/csv": {"schema": {"type": "string"}}, **{media_type: {} for media_type in files().values()}},
            },
            **dict.fromkeys(("400", "404", "406", "503", "504"), PROBLEM),
        },
    }  # fmt: skip


def parameter(p: Parameter, options: Options, examples: Mapping[str, str]) -> dict[str, Any]:
    """One parameter; several values are given by naming it several times."""
    one: dict[str, Any] = {"type": "string", "maxLength": 1000, "minLength": 1}
    if p.type == "year":
        one = {"type": "string", "pattern": "^[12][0-9]{3}$"}
    elif p.type == "integer":
        one = {"type": "string", "pattern": "^-?[0-9]{1,18}$"}
    elif p.type == "release":
        one = {"type": "string", "enum": [f.name for f in options.earlier]}
    example = examples.get(kind(p)) or (options.earlier[0].name if p.type == "release" and options.earlier else "")
    return {
        "name": p.name, "in": "query", "required": p.required, "description": f"{p.en} · {p.zh}",
        "schema": {"type": "array", "items": one, **({"default": list(p.default)} if p.default else {})},
        "style": "form", "explode": True, **({"example": [example]} if example else {}),
    }  # fmt: skip


def kind(p: Parameter) -> str:
    """What values a parameter takes, as a name for an example of them.

    >>> kind(Parameter("reform", "entity", "举措", "initiative", of="Initiative Document"))
    'entity Initiative'
    """
    return f"{p.type} {p.of.split()[0]}" if p.of else p.type


def common(options: Options) -> list[dict[str, Any]]:
    """The parameters that every question has."""
    return [
        {"name": "lang", "in": "query", "schema": {"enum": ["zh", "en"], "default": options.lang}},
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": options.rows}},
        {"name": "format", "in": "query", "schema": {"enum": ["json", "csv", *files()], "default": "json"}},
    ]


def files() -> dict[str, str]:
    """The files of other programs that an answer can be had as: the name of the format, and its media type.

    >>> files()["xlsx"]
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    """
    here = {ending for ending, _ in taking.offered()}
    return {form.name: form.types[0] for form in media.TAKEN if form.name in here}


def answer(question: Question) -> dict[str, Any]:
    """The schema of a question's answer in JSON."""
    columns = selected(question.sparql)
    cells = {c: cell(c, question.columns.get(c)) for c in columns}
    return {
        "type": "object",
        "required": ["question", "title", "columns", "rows", "truncated"],
        "properties": {
            "question": {"const": question.name},
            "title": {"type": "object", "required": ["zh", "en"]},
            "columns": {"type": "array", "items": {
                "type": "object", "required": ["name", "label"],
                "properties": {"name": {"enum": [*columns, "inferred"]}, "label": {"type": "string"}},
            }},
            "rows": {"type": "array", "items": {
                "type": "object", "required": list(columns),
                "properties": {**cells, "inferred": {"type": "boolean"}}, "additionalProperties": False,
            }},
            "truncated": {"type": "boolean"},
        },
    }  # fmt: skip


def cell(column: str, heading: tuple[str, str] | None) -> dict[str, Any]:
    """The schema of a cell: offsets are whole numbers, words and IRIs strings; all may be empty."""
    base = column.rstrip("23")
    if base in PLACES:
        types = ["integer", "null"]
    elif base in EVIDENCE or column.endswith("Id"):
        types = ["string", "null"]
    else:
        types = VALUE
    return {"type": types, **({"title": f"{heading[1]} · {heading[0]}"} if heading else {})}


def selected(sparql: str) -> tuple[str, ...]:
    """The names of the columns that a query selects.

    >>> selected("SELECT DISTINCT ?a (COUNT(?x) AS ?n) WHERE { ?a ?b ?x }")
    ('a', 'n')
    """
    found: list[str] = []
    depth, last = 0, ""
    begun = False
    for *_, kind_, token in gate.tokens(sparql):
        if not begun:
            begun = token.upper() == "SELECT"
            continue
        if token.upper() == "WHERE" or token == "{":
            break
        depth += (token == "(") - (token == ")")
        if kind_ == "var" and (depth == 0 or last.upper() == "AS"):
            found.append(token[1:])
        last = token
    return tuple(found)
