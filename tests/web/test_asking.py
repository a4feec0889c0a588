"""The questions over HTTP: every one answers as its OpenAPI schema says, and says the same as `govkg ask`."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.web.serving import Server, serving

from govkg import graph, questions
from govkg.library import open_library
from govkg.settings import Settings

NAMES = [q.name for q in questions.all()]


@pytest.fixture(scope="session")
def document(bundled: Server) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(bundled.get("/openapi.json").body)
    return made


def wrong(value: object, schema: dict[str, Any], where: str = "$") -> list[str]:
    """What of a value is not as its JSON schema says; the keywords that the document uses, and no other."""
    known = {"type", "const", "enum", "required", "properties", "additionalProperties", "items", "title", "minimum",
             "maximum", "pattern", "minLength", "maxLength", "default", "description"}  # fmt: skip
    assert set(schema) <= known, set(schema) - known
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    found: list[str] = []
    if "type" in schema:
        wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]

        def fits(kind: str) -> bool:
            if kind in ("number", "integer"):
                return isinstance(value, int | float if kind == "number" else int) and not isinstance(value, bool)
            return isinstance(value, types[kind])

        if not any(map(fits, wanted)):
            return [f"{where}: {value!r} is no {wanted}"]
    if "const" in schema and value != schema["const"]:
        found.append(f"{where}: {value!r} is not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is none of {schema['enum']}")
    if isinstance(value, dict):
        found += [f"{where}: {name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, inner in value.items():
            if name in schema.get("properties", {}):
                found += wrong(inner, schema["properties"][name], f"{where}.{name}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{where}: {name} is not in the schema")
    if isinstance(value, list) and "items" in schema:
        for n, inner in enumerate(value):
            found += wrong(inner, schema["items"], f"{where}[{n}]")
    return found


def example(operation: dict[str, Any]) -> str:
    """The call that the document gives: every required parameter with its example."""
    values = {p["name"]: p["example"] for p in operation["parameters"] if p.get("required")}
    return urlencode(values, doseq=True)


def test_the_document_is_openapi_and_names_every_question(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert set(document) >= {"info", "paths", "components", "servers"}
    assert [p.removeprefix("/api/ask/") for p in document["paths"] if p != "/api/ask"] == NAMES
    ids = [v["get"]["operationId"] for v in document["paths"].values()]
    assert len(set(ids)) == len(ids)
    for item in document["paths"].values():
        for parameter in item["get"].get("parameters", []):
            assert parameter["in"] == "query"
            assert parameter["schema"]
        for response in item["get"]["responses"].values():
            assert "$ref" in response or response["description"]


def test_every_format_that_the_document_names_is_given(bundled: Server, document: dict[str, Any]) -> None:
    operation = document["paths"]["/api/ask/savings"]["get"]
    (format_,) = (p for p in operation["parameters"] if p["name"] == "format")
    assert {"json", "csv", "xlsx", "dta", "rds", "parquet"} == {*format_["schema"]["enum"]}
    types = {
        bundled.get(f"/api/ask/savings?format={name}").type.partition(";")[0] for name in format_["schema"]["enum"]
    }
    assert types == {*operation["responses"]["200"]["content"]}


def test_no_question_has_a_parameter_that_belongs_to_all() -> None:
    assert not {p.name for q in questions.all() for p in q.parameters} & {"lang", "limit", "format"}


@pytest.mark.parametrize("name", [n for n in NAMES if n != "what-changed"])
def test_the_example_of_every_question_answers_as_its_schema_says(
    bundled: Server, document: dict[str, Any], name: str
) -> None:
    operation = document["paths"][f"/api/ask/{name}"]["get"]
    call = f"/api/ask/{name}?{example(operation)}"
    reply = bundled.get(call)
    assert reply.status == 200, reply.text
    assert reply.type == "application/json"
    body = json.loads(reply.body)
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert wrong(body, schema) == []
    as_csv = bundled.get(call, Accept="text/csv")
    assert as_csv.type == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(as_csv.text)))
    assert rows[0] == [c["name"] for c in body["columns"]]
    assert len(rows) - 1 == len(body["rows"])


def test_the_answer_is_that_of_govkg_ask(bundled: Server) -> None:
    kg = graph.open(open_library(Settings()))
    reply = bundled.get(
        "/api/ask/outcomes-of-reform?" + urlencode({"reform": "一事联办", "kind": "result", "lang": "zh"})
    )
    assert reply.text == kg.ask("outcomes-of-reform", reform="一事联办", kind="result").to_json(indent=None)
    assert len(json.loads(reply.body)["rows"]) > 1
    as_csv = bundled.get("/api/ask/outcomes-of-reform.csv?" + urlencode({"reform": "一事联办", "lang": "zh"}))
    assert as_csv.text == kg.ask("outcomes-of-reform", reform="一事联办").to_csv()


def test_forms_are_negotiated_or_named(bundled: Server) -> None:
    base = "/api/ask/coverage"
    for path, accept, expected in (
        (base, "*/*", "application/json"),
        (base, "text/csv;q=0.2", "text/csv; charset=utf-8"),
        (base + ".json", "text/csv", "application/json"),
        (base + ".csv", "application/json", "text/csv; charset=utf-8"),
        (base + "?format=csv", "application/json", "text/csv; charset=utf-8"),
    ):
        reply = bundled.get(path, Accept=accept)
        assert reply.status == 200
        assert reply.type == expected
        assert reply.headers["vary"] == "Accept"
    assert bundled.get(base, Accept="image/png").status == 406
    assert bundled.get(base + ".xls").status == 400


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/ask/nothing", 404, "question.unknown"),
        ("/api/ask/outcomes-of-reform", 400, "parameter.missing"),
        ("/api/ask/outcomes-of-reform?reform=", 400, "parameter.missing"),
        ("/api/ask/outcomes-of-reform?reform=%E6%97%A0%E6%AD%A4", 400, "entity.unknown"),
        ("/api/ask/outcomes-of-reform?refrm=x", 400, "parameter.unknown"),
        ("/api/ask/coverage?limit=0", 400, "parameter.wrong"),
        ("/api/ask/coverage?limit=x", 400, "parameter.wrong"),
        ("/api/ask/coverage?lang=fr", 400, "parameter.wrong"),
        ("/api/ask/what-changed?before=%2Fetc%2Fpasswd", 404, "release.unserved"),
        ("/api/ask/what-changed?before=..%2F..%2Fgraph", 404, "release.unserved"),
        ("/api/ask/outcomes-of-reform?reform=" + "x" * 1001, 400, "parameter.wrong"),
        ("/api/ask/outcomes-of-reform?reform=%FF", 400, "request.encoding"),
        ("/api/nothing", 404, "request.path"),
    ],
)
def test_errors_are_problems_with_a_cure(
    bundled: Server, document: dict[str, Any], path: str, status: int, code: str
) -> None:
    reply = bundled.get(path)
    assert reply.status == status
    assert reply.type == "application/problem+json"
    body = json.loads(reply.body)
    assert wrong(body, document["components"]["schemas"]["Problem"]) == []
    assert (body["status"], body["code"]) == (status, code)
    assert body["what"] and body["cure"]
    assert "\n" not in body["detail"]


def test_a_row_limit_is_told(bundled: Server) -> None:
    reply = bundled.get("/api/ask/reforms-and-outcomes?limit=2")
    assert len(json.loads(reply.body)["rows"]) == 2
    assert json.loads(reply.body)["truncated"] is True
    assert reply.headers["govkg-truncated"] == "rows=2"


def test_other_methods_are_405(bundled: Server) -> None:
    reply = bundled.ask("POST", "/api/ask/coverage", b"{}", Content_Type="application/json")
    assert reply.status == 405
    assert "GET" in reply.headers["allow"]


def test_the_list_says_what_each_question_takes(bundled: Server) -> None:
    listed = json.loads(bundled.get("/api/ask").body)["questions"]
    assert [q["name"] for q in listed] == NAMES
    one = next(q for q in listed if q["name"] == "outcomes-of-reform")
    assert one["href"] == "/api/ask/outcomes-of-reform"
    assert [p["name"] for p in one["parameters"] if p["required"]] == ["reform"]
    assert set(one["title"]) == {"zh", "en"}


def test_an_earlier_release_is_one_that_the_server_was_given(workspace: Path, tmp_path: Path) -> None:
    shutil.copytree(workspace / "release", tmp_path / "last-year")
    with serving(workspace, tmp_path, "--earlier", str(tmp_path / "last-year"), "--workers", "1") as s:
        reply = s.get("/api/ask/what-changed?before=last-year")
        assert reply.status == 200, reply.text
        assert json.loads(reply.body)["rows"] == []
        made = json.loads(s.get("/openapi.json").body)
        (parameter,) = (p for p in made["paths"]["/api/ask/what-changed"]["get"]["parameters"] if p["name"] == "before")
        assert parameter["schema"]["items"]["enum"] == ["last-year"]
        assert s.get("/api/ask/what-changed?" + example(made["paths"]["/api/ask/what-changed"]["get"])).status == 200
