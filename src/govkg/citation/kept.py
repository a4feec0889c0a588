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

ENTRY = re.compile(r"^[ \t]*@([A-Za-z]+)[ \t]*[{(][ \t]*([^\s,{}()]*)", re.MULTILINE)
FIELD = re.compile(r"\b(govkg(?:quote|value|report|place)?)[ \t]*=[ \t]*", re.IGNORECASE)
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
    starts = [(m.start(), m[2]) for m in ENTRY.finditer(text)]
    for (start, key), (end, _) in zip(starts, [*starts[1:], (len(text), "")], strict=True):
        entry = text[start:end]
        own = {m[1].lower(): bibtex.plain(_braced(entry, m.end())) for m in FIELD.finditer(entry)}
        for id_ in (
            identifier.find(own.get("govkg", "")) or [k.id for k in (*_plain(entry), *_plain(bibtex.plain(entry)))][:1]
        ):
            yield Kept(id_, key, *(own.get(f"govkg{n}", "") for n in ("quote", "value", "report", "place")))


def _braced(text: str, start: int) -> str:
    """The value of a field that begins here: in braces or quotation marks."""
    depth = 0
    for n in range(start, len(text)):
        c = text[n]
        if c == "{" and text[n - 1] != "\\":
            depth += 1
        elif c == "}" and text[n - 1] != "\\":
            depth -= 1
        if depth <= 0 and (c == "}" or (c == '"' and n > start) or c == "\n"):
            return text[start:n].strip('{}" \t\r\n')
    return ""


def _ris(text: str) -> Iterator[Kept]:
    record: dict[str, list[str]] = {}
    for line in [*text.splitlines(), "ER  - "]:
        found = RIS.match(line)
        if found is None:
            continue
        if found[1] == "ER":
            own = {name: " ".join(record.get(tag, [])) for tag, name in TAGS.items()}
            for id_ in identifier.find("\n".join(v for values in record.values() for v in values))[:1]:
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
        for id_ in identifier.find(json.dumps(item, ensure_ascii=False))[:1]:
            yield Kept(id_, str(item.get("id", "")), **said)
