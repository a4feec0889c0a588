"""What a file of citations cites: the identifiers in it, each with the quote and the value that the citation keeps of it.

BibTeX, RIS and CSL-JSON are read field by field, as govkg writes them and as reference managers write them again; of any other text the
identifiers alone are found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govkg import files
from govkg.citation import bibtex, identifier
from govkg.citation.identifier import Identifier
from govkg.errors import CallerError

RIS = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)")
TAGS = {"C1": "value", "C2": "quote", "C3": "report", "C4": "place"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One citation in a file; "" is what the file does not keep."""

    id: Identifier
    key: str = ""
    quote: str = ""
    value: str = ""
    report: str = ""
    place: str = ""  # first and last character, from 1: 1961-1966


def read(path: Path) -> list[Kept]:
    """The citations of a file, in its order, each identifier once.

    Raises CallerError ``cite.none`` where the file cites nothing, ``cite.file`` where it is no text, and as ``files.read`` does.
    """
    try:
        text = files.read(path).decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise CallerError(
            "cite.file", f"the file is no text in UTF-8 ({e.reason})", where=str(path), cure="save it as UTF-8"
        ) from e
    of = {".bib": _bibtex, ".ris": _ris, ".json": _csl}.get(path.suffix.lower(), _plain)
    found: dict[Identifier, Kept] = {}
    for kept in (*of(text), *_plain(text), *_plain(bibtex.plain(text))):
        found.setdefault(kept.id, kept)
    if not found:
        raise CallerError(
            "cite.none", "no identifier of govkg is in the file", where=str(path), cure="cite with govkg cite"
        )
    return list(found.values())


def _plain(text: str) -> Iterator[Kept]:
    yield from (Kept(i) for i in identifier.find(text))


def _bibtex(text: str) -> Iterator[Kept]:
    from bibtexparser.entrypoint import parse_string

    for entry in parse_string(text).entries:
        said = {f.key.lower(): str(f.value) for f in entry.fields}
        own = {n: bibtex.plain(said.get(f"govkg{n}", "")) for n in TAGS.values()}
        first = [said.get("govkg", ""), *said.values()]
        found = (identifier.find("\n".join(map(of, first))) for of in (str, bibtex.plain))
        if id_ := next((f[0] for f in found if f), None):
            yield Kept(id_, entry.key, **own)


def _ris(text: str) -> Iterator[Kept]:
    record: dict[str, list[str]] = {}
    for line in [*text.splitlines(), "ER  - "]:
        found = RIS.match(line)
        if found is None:
            continue
        if found[1] == "ER":
            own = {name: " ".join(record.get(tag, [])) for tag, name in TAGS.items()}
            first = [*record.get("AN", []), *(v for values in record.values() for v in values)]
            for id_ in identifier.find("\n".join(first))[:1]:
                yield Kept(id_, " ".join(record.get("ID", [])), **own)
            record = {}
        else:
            record.setdefault(found[1], []).append(found[2].strip())


def _csl(text: str) -> Iterator[Kept]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return
    for item in items if isinstance(items, list) else [items]:
        if not isinstance(item, Mapping):
            continue
        custom = item.get("custom")
        own: Any = custom.get("govkg") if isinstance(custom, Mapping) else None
        said = {n: v for n in TAGS.values() if isinstance(v := own.get(n), str)} if isinstance(own, Mapping) else {}
        first = [own.get("id")] if isinstance(own, Mapping) else []
        for id_ in identifier.find(json.dumps([*first, item.get("number"), item], ensure_ascii=False))[:1]:
            yield Kept(id_, str(item.get("id", "")), **said)
