"""The facts tables in a folder with a description that other programs read: Croissant 1.0, Frictionless Data Package.

The tables of a data package are CSV, typed by its schema; those of Croissant are JSON, for its reader guesses the types of CSV and
makes 6.0 of the text 6. What is not said is null, in CSV an empty cell; decimals stand digit by digit in columns that end with
``_exact``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from govkg import dataset, files
from govkg.answer import plain
from govkg.exports import dcat, delimited
from govkg.exports.subject import Sheet, Subject

DATA = "data"
CROISSANT = "http://mlcommons.org/croissant/1.0"
SCHEMA = "https://schema.org/"
# The context that Croissant 1.0 asks for, word for word: readers warn of any other.
CONTEXT = {
    "@language": "en", "@vocab": SCHEMA, "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/", "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field",
    "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format",
    "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5",
    "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references",
    "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace", "sc": SCHEMA, "separator": "cr:separator",
    "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform", "samplingRate": "cr:samplingRate",
}  # fmt: skip
SCHEMA_TYPES = {"whole": "sc:Integer", "decimal": "sc:Float", "number": "sc:Float", "truth": "sc:Boolean"}
TABLE_TYPES = {"whole": "integer", "decimal": "number", "number": "number", "truth": "boolean"}
KEYS = {"report": "source", "concept": "id"}  # table → the column that names a row; of the others, the statement
Held = Mapping[str, tuple[int, str]]  # table → the size and the sha256 of its file
Described = Callable[[Subject, Held], Mapping[str, Any]]


def croissant(subject: Subject, path: Path) -> list[Path]:
    """Writes a folder with ``croissant.json`` and a file of JSON for each facts table."""
    return _folder(subject, path, "croissant.json", _croissant, "json")


def frictionless(subject: Subject, path: Path) -> list[Path]:
    """Writes a folder with ``datapackage.json`` and a CSV for each facts table."""
    return _folder(subject, path, "datapackage.json", _package, "csv")


def _folder(subject: Subject, path: Path, name: str, describe: Described, ending: str) -> list[Path]:
    with files.whole(path) as part:
        part.mkdir()
        if ending == "csv":
            delimited.plain(subject, part / DATA)
        else:
            (part / DATA).mkdir()
            for sheet in subject.sheets:
                with (part / DATA / f"{sheet.name}.json").open("w", encoding="utf-8", newline="\n") as file:
                    file.writelines(_rows(sheet))
        held = {sheet.name: _measured(part / DATA / f"{sheet.name}.{ending}") for sheet in subject.sheets}
        (part / name).write_bytes(_json(describe(subject, held)))
        (part / files.NOTE).write_bytes(subject.about.note(subject.sheets))
    return [path / name, path / files.NOTE, *(path / DATA / f"{sheet}.{ending}" for sheet in held)]


def _rows(sheet: Sheet) -> Iterator[str]:
    between = "[\n"
    for row in sheet.rows:
        yield between + json.dumps({c: plain(row[c]) for c in sheet.columns}, ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        sum_ = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, sum_


def _croissant(subject: Subject, held: Held) -> Mapping[str, Any]:
    about, of = subject.about, dcat.release(subject)
    objects = [
        {"@type": "cr:FileObject", "@id": f"{name}.json", "name": f"{name}.json", "contentUrl": f"{DATA}/{name}.json",
         "contentSize": f"{size} B", "encodingFormat": "application/json", "sha256": sum_}
        for name, (size, sum_) in held.items()
    ]  # fmt: skip
    return {
        "@context": CONTEXT, "@type": "sc:Dataset", "conformsTo": CROISSANT, "name": "govkg", "alternateName": list(about.title),
        "description": f"{dataset.ABOUT['en']} {dataset.ABOUT['zh']}", "license": about.licence, "url": dataset.HOME,
        "version": dcat.dated(of).replace("-", ".").replace(".0", "."), "datePublished": dcat.dated(of), "identifier": about.dataset, "inLanguage": ["zh", "en"],
        "creator": {"@type": "sc:Organization", "name": "The govkg contributors", "url": dataset.HOME},
        "citeAs": f"The govkg contributors: {about.title[1]}, dataset {about.dataset}. {dataset.HOME}",
        "isBasedOn": [f"{dataset.HOME}/id/report/{name}" for name in sorted(of.manifest["sources"])],
        "sdVersion": about.version, "keywords": ["government work reports", "政府工作报告"],
        "distribution": objects, "recordSet": [_records(sheet) for sheet in subject.sheets],
    }  # fmt: skip


def _records(sheet: Sheet) -> Mapping[str, Any]:
    key = KEYS.get(sheet.name, "statement")
    keyed = {"key": {"@id": f"{sheet.name}/{key}"}} if key in sheet.columns else {}
    return {"@type": "cr:RecordSet", "@id": sheet.name, "name": sheet.name, **keyed, "field": [
        {"@type": "cr:Field", "@id": f"{sheet.name}/{column}", "name": f"{sheet.name}/{column}",
         "description": " · ".join(dict.fromkeys((sheet.label(column, "zh"), sheet.label(column, "en")))),
         "dataType": SCHEMA_TYPES.get(sheet.kind(column), "sc:Text"),
         "source": {"fileObject": {"@id": f"{sheet.name}.json"}, "extract": {"jsonPath": f"$[*].{column}"}}}
        for column in sheet.columns]}  # fmt: skip


def _package(subject: Subject, held: Held) -> Mapping[str, Any]:
    about, of = subject.about, dcat.release(subject)
    return {
        "profile": "tabular-data-package", "name": "govkg", "id": about.dataset, "title": " · ".join(about.title),
        "description": f"{dataset.ABOUT['zh']} {dataset.ABOUT['en']}", "homepage": dataset.HOME, "version": dcat.dated(of),
        "licenses": [{"name": "CC-BY-4.0", "path": about.licence, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": "The govkg contributors", "role": "author"}],
        "sources": [{"title": row["title"] or name, "path": f"{dataset.HOME}/id/report/{name}"}
                    for name, row in sorted(of.manifest["sources"].items())],
        "govkg": {"version": about.version, "call": about.call, "dataset": about.dataset},
        "resources": [_resource(sheet, *held[sheet.name]) for sheet in subject.sheets],
    }  # fmt: skip


def _resource(sheet: Sheet, size: int, sum_: str) -> Mapping[str, Any]:
    key = KEYS.get(sheet.name, "statement")
    fields = [{"name": c, "type": TABLE_TYPES.get(sheet.kind(c), "string"), "title": sheet.label(c, "zh"),
               "description": sheet.label(c, "en")} for c in sheet.columns]  # fmt: skip
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if key in sheet.columns:
        schema["primaryKey"] = key
    return {
        "profile": "tabular-data-resource", "name": sheet.name, "path": f"{DATA}/{sheet.name}.csv", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": size, "hash": f"sha256:{sum_}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}, "schema": schema,
    }  # fmt: skip


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
