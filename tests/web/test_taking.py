"""Files from the explorer: the same bytes as `govkg export`, linked from the pages, and the release's own files in parts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import urlencode

import pyreadstat
import pytest
from tests.web.serving import Server

import govkg
from govkg import exports
from govkg.exports import catalogue, gather
from govkg.web import taking

ASKED = {"reform": "一事联办"}
THING = "/id/reform/420100-yi-shi-lian-ban-fac614"
RELEASE = Path(__file__).parents[2] / "graph" / "release"
FORMS = ("xlsx", "stata", "r", "parquet")


@pytest.mark.parametrize("name", FORMS)
def test_an_answer_as_a_file_is_what_the_command_writes(bundled: Server, name: str, tmp_path: Path) -> None:
    form = catalogue.form(name)
    reply = bundled.get(f"/api/ask/outcomes-of-reform.{form.ending}?{urlencode({**ASKED, 'lang': 'zh'})}")
    assert (reply.status, reply.type) == (200, form.media)
    assert reply.headers["content-disposition"].endswith(f"outcomes-of-reform.{form.ending}")
    kg = govkg.open()
    call = gather.call(name, "outcomes-of-reform", "", ASKED)
    subject = gather.of_answer(kg, kg.ask("outcomes-of-reform", lang="zh", reform="一事联办"), call, "zh")
    assert reply.body == exports.write(subject, name, tmp_path / "a")[0].read_bytes()


def test_a_thing_as_a_file_has_its_figures_as_numbers(bundled: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    path.write_bytes(bundled.get(f"{THING}.dta").body)
    frame, meta = pyreadstat.read_dta(path)
    found = frame[frame["group"] == "figures"]
    assert dict(zip(found["as_written"], found["value"], strict=True))["60.90%"] == 60.9
    assert "licence: https://creativecommons.org/licenses/by/4.0/" in meta.notes
    for ending in ("xlsx", "rds", "parquet", "csv"):
        assert bundled.get(f"{THING}.{ending}").status == 200


def test_pages_link_to_every_file_that_they_name(bundled: Server) -> None:
    for page in (f"/ask/outcomes-of-reform?{urlencode(ASKED)}", THING):
        text = bundled.get(page, Accept="text/html").text
        for ending, name in taking.offered():
            assert f".{ending}" in text and f">{name}</a>" in text


def test_too_many_rows_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from govkg.errors import CallerError

    kg = govkg.open()
    monkeypatch.setattr(taking, "ROWS", 3)
    with pytest.raises(CallerError) as e:
        taking.made(gather.of_answer(kg, kg.ask("outcomes-of-reform", reform="一事联办"), ""), catalogue.form("xlsx"))
    assert e.value.code == "query.rows"


def test_what_was_left_off_is_said_in_the_file() -> None:
    kg = govkg.open()
    made = gather.of_answer(kg, kg.ask("outcomes-of-reform", reform="一事联办", limit=2), "")
    assert made.about.title[0].endswith("（前 2 行，其余未列出）")


def test_the_release_is_there_to_download_whole_and_in_parts(bundled: Server) -> None:
    data = (RELEASE / "govkg.trig").read_bytes()
    reply = bundled.get("/download/govkg.trig")
    assert (reply.status, reply.type, reply.body) == (200, "application/trig", data)
    part = bundled.get("/download/govkg.trig", Range="bytes=1000-1999")
    assert (part.status, part.body) == (206, data[1000:2000])
    assert bundled.get("/download/govkg.trig", Range=f"bytes={len(data)}-").status == 416
    manifest = json.loads(bundled.get("/download/manifest.json").body)
    name = "facts/observation.parquet"
    assert hashlib.sha256(bundled.get(f"/download/{name}").body).hexdigest() == manifest["files"][name]
    assert f'href="/download/{name}"' in bundled.get("/about", Accept="text/html").text


@pytest.mark.parametrize(
    "name", ["../../pyproject.toml", "%2e%2e/%2e%2e/pyproject.toml", "/etc/passwd", "govkg.trig/", "", "x"]
)
def test_nothing_else_can_be_downloaded(bundled: Server, name: str) -> None:
    assert bundled.get(f"/download/{name}").status == 404
