"""Answers and tables as files of Excel, Stata and R and as Parquet, written as ``govkg export`` does; and the release's files.

``/api/ask/NAME.xlsx``, ``/id/….dta`` and their like; ``/download/govkg.trig`` is the whole graph in one file, and
``/download/`` with the name of any file of the release that file. A file is sent as it is read, a part of it where a part is
asked for; none is held in memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from govkg import exports, messages
from govkg.answer import Answer, Row
from govkg.edition import TRIG, Edition
from govkg.errors import CallerError
from govkg.exports import Subject, catalogue, gather, headings
from govkg.exports.subject import Labels
from govkg.frames import AMOUNTS
from govkg.graph import Graph
from govkg.web.state import serving

ROWS = 20_000  # of a table that is written for a visitor; who wants more asks for CSV, or on the command line
NAMES = {"xlsx": "Excel", "stata": "Stata", "r": "R", "parquet": "Parquet"}  # in the order in which pages offer them
TYPES = {".trig": "application/trig", ".ttl": "text/turtle; charset=utf-8", ".json": "application/json",
         ".md": "text/markdown; charset=utf-8", ".parquet": "application/vnd.apache.parquet"}  # fmt: skip


def offered() -> list[tuple[str, str]]:
    """The endings of the files and the programs they are for: of those that can be written here.

    >>> offered()[0]
    ('xlsx', 'Excel')
    """
    here = [name for name in NAMES if name != "stata" or find_spec("pandas")]
    return [(catalogue.form(name).ending, NAMES[name]) for name in here]


def form_of(ending: str) -> catalogue.Form | None:
    """The form whose files end so, None for an ending of another kind."""
    return next((f for f in map(catalogue.form, NAMES) if f.ending == ending), None)


def made(subject: Subject, form: catalogue.Form) -> bytes:
    """A subject of one table as the bytes of a file; raises CallerError ``query.rows`` where it is too long for that."""
    if len(list(subject.sheets[0].rows)) > ROWS:
        raise CallerError("query.rows", f"a file of this kind holds {ROWS:,} rows here at most",
                          cure="give limit=, take CSV, or run govkg export")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        return exports.write(subject, form.name, Path(folder, f"table.{form.ending}"))[0].read_bytes()


def headers(form: catalogue.Form, name: str) -> dict[str, str]:
    """The headers of a file: its type, and the name that it is saved under.

    >>> headers(catalogue.form("xlsx"), "一事联办")["content-disposition"]
    "attachment; filename*=UTF-8''%E4%B8%80%E4%BA%8B%E8%81%94%E5%8A%9E.xlsx"
    """
    file = quote(f"{name}.{form.ending}")
    return {"content-type": form.media, "content-disposition": f"attachment; filename*=UTF-8''{file}"}


def thing(kg: Graph, found: Answer, name: str, address: str, lang: str) -> Subject:
    """The table of a thing as what is exported; its figures as numbers, what is not said as missing."""
    rows: list[Row] = [{c: _said(c, value) for c, value in row.items()} for row in found.rows]
    labels: Labels = {c: headings.of_fact("*", c) for c in found.columns}
    labels |= {c: (messages.text(f"export.column.{c}", "zh"), messages.text(f"export.column.{c}", "en"))
               for c in ("group", "other", "as_written", "comparedWith", "quote", "from", "to")}  # fmt: skip
    answer = replace(found, name="thing", title=(name, name), rows=rows, labels=labels)
    return gather.of_answer(kg, answer, address, lang)


def _said(column: str, value: object) -> str | int | Decimal | None:
    if value in (None, ""):
        return None
    if column in AMOUNTS:
        return Decimal(str(value))
    return value if isinstance(value, int) else str(value)


async def download(request: Request) -> Response:
    """A file of the release, or all of its graphs as one; raises CallerError ``request.path`` for what it does not hold."""
    now, name = serving(request).now, request.path_params["name"]
    head = {"govkg-dataset": now.dataset[:16], "cache-control": "no-cache",
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name.replace('/', '-'))}"}  # fmt: skip
    path = now.release / name
    if name in {*now.manifest.get("files", ()), "manifest.json"} and path.is_file():
        return FileResponse(path, headers=head, media_type=TYPES.get(path.suffix, "application/octet-stream"))
    if name == TRIG and now.manifest:  # it stands in several files
        return StreamingResponse(_pieces(Edition(now.release)), headers=head, media_type=TYPES[".trig"])
    raise CallerError("request.path", f"the release has no file {name[:80]!r}", cure="/about lists its files")


def _pieces(release: Edition) -> Iterator[bytes]:
    yield from release.trig()
