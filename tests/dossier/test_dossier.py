"""A brief in its three forms: all that the reports say of a thing, each claim with a note that holds its words, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree
from tests.browser.chromium import CHROMIUM
from tests.views.cities import cities

from govkg import dossier, parameters
from govkg.analysis.profile import profile
from govkg.citation import building, origin
from govkg.dossier import printed, sheet, word
from govkg.dossier.brief import brief as written
from govkg.dossier.model import Bar, Brief, Chart, Note, Row, Section
from govkg.errors import CallerError
from govkg.library import Library, open_library
from govkg.settings import Settings

W = "{" + word.W + "}"
THINGS = ("一事联办", "城市大脑", "市公安局", "数字中国大赛一等奖第一名")
HARD = "</w:t><script>=cmd|' /C'!A0\"&amp;\x0c\ufffe\u202e𠮷😀 尾\r\n"


def library() -> Library:
    return open_library(Settings())


@lru_cache(maxsize=8)
def on(entity: str, lang: str = "zh") -> Brief:
    return dossier.brief_of(library(), entity, lang)


def footnotes(data: bytes) -> dict[int, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        root = etree.fromstring(made.read("word/footnotes.xml"))
    return {int(n.get(W + "id", "")): "".join(t.text or "" for t in n.iter(W + "t")) for n in root.iter(W + "footnote")}


def called(data: bytes) -> list[int]:
    body: Any = Document(io.BytesIO(data)).element.body
    return [int(r.get(W + "id")) for r in body.iter(W + "footnoteReference")]


@pytest.mark.parametrize("entity", THINGS)
def test_every_claim_has_a_note_with_words_that_stand_in_the_report(entity: str) -> None:
    made = on(entity)
    text = library().source("wuhan-2021").text
    assert made.notes and [n.number for n in made.notes] == list(range(1, len(made.notes) + 1))
    for note in made.notes:
        assert text[note.start - 1 : note.end] == note.quote
        assert note.before + note.quote + note.after in text
        assert note.ids
    claims = [r for s in made.sections if s.name not in ("absent", "cite", "limits") for r in s.rows]
    assert all(r.notes for r in claims)
    assert {n for r in (*claims, made.lede) for n in r.notes} == {n.number for n in made.notes}


def test_figures_keep_bound_direction_and_base_and_say_on_what_they_rest() -> None:
    made = on("一事联办")
    results = next(s for s in made.sections if s.name == "results")
    assert results.rows[0].cells == ("办理时限", "60.90%", "↓ 60.90 % · 基数未说明", "2021", "报告称")
    assert results.rows[-1].cells == ("统筹定标发文", "105项", "", "2021", "同条列出")
    assert [(b.written, b.share) for b in results.charts[0].bars] == [
        ("60.90%", 0.609),
        ("39.16%", 0.3916),
        ("75.17%", 0.7517),
        ("80.15%", 0.8015),
    ]
    brain = next(s for s in on("城市大脑").sections if s.name == "results")
    assert brain.rows[0].cells[1:3] == ("50余个", "≥ 50 个")


def charts(times: int = 1, **change: str) -> list[Chart]:
    """The charts of 一事联办 where its falls are others, and there are several times as many."""
    held = origin.of_library(library())
    (iri,) = (found.value for found in parameters.entities(held.kg.store, "一事联办"))
    p = profile(held.kg.store, iri, most=100)
    assert p is not None
    figures = p.groups["figures"]
    lines = tuple(replace(x, outcome=x.outcome and replace(x.outcome, **change)) for x in figures.lines)
    groups = {**p.groups, "figures": replace(figures, lines=lines * times)}
    made = written(replace(p, groups=groups), building.statement(held, iri), held.held([iri]), "zh")
    return [c for s in made.sections for c in s.charts]


def test_a_fall_by_points_is_no_share_of_what_was_before() -> None:
    assert [c.title for c in charts()] == ["下降幅度（占原来的百分之几）"]
    assert charts(unit="个百分点", change="points") == []


def test_a_chart_that_leaves_bars_out_says_so() -> None:
    (chart,) = charts(5)
    assert (len(chart.bars), chart.title) == (12, "下降幅度（占原来的百分之几）（20个中的前12个，其余见表）")


def test_what_is_planned_stands_apart_and_years_stand_side_by_side() -> None:
    held = cities().library
    assert held
    for name in ("云澜通", "证照同办"):
        made = {s.name: s for s in dossier.brief_of(held, name, "zh").sections}
        assert made["planned"].intro == "以下是报告的打算，不是结果。" and made["planned"].rows
        said = {r.cells for group in ("results", "milestones") if group in made for r in made[group].rows}
        assert not said & {r.cells for r in made["planned"].rows}


def test_a_word_file_is_read_back_with_each_footnote_in_its_place() -> None:
    made = on("城市大脑")
    data = word.write(made)
    notes, calls = footnotes(data), called(data)
    assert calls == sorted(calls) == list(range(1, len(calls) + 1)) and {-1, 0, *calls} == notes.keys()
    order = [n for r in (made.lede, *(r for s in made.sections for r in s.rows)) for n in r.notes]
    by = {n.number: n for n in made.notes}
    for call, number in zip(calls, order, strict=True):
        note = by[number]
        assert (
            note.before + note.quote + note.after in notes[call]
            and f"第 {note.place} 字" in notes[call]
            and note.ids[0] in notes[call]
        )
    read = Document(io.BytesIO(data))
    texts = [p.text for p in read.paragraphs]
    assert {s.title for s in made.sections} < set(texts) and made.lede.cells[0] in texts
    assert [c.text for c in read.tables[0].rows[1].cells] == list(made.sections[0].rows[0].cells)
    assert read.core_properties.title == "城市大脑" and made.foot in texts[-1]
    assert len(data) < 150_000


def test_every_relation_and_part_of_a_word_file_is_there() -> None:
    with zipfile.ZipFile(io.BytesIO(word.write(on("一事联办", "en")))) as made:
        names = set(made.namelist())
        assert {i.date_time for i in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        relations = etree.fromstring(made.read("word/_rels/document.xml.rels"))
        targets = {"word/" + r.get("Target", "") for r in relations if r.get("TargetMode") != "External"}
        assert targets <= names and "word/footnotes.xml" in targets
        types = made.read("[Content_Types].xml").decode()
        assert "wordprocessingml.footnotes+xml" in types
        styles = made.read("word/styles.xml").decode()
        assert 'w:styleId="FootnoteReference"' in styles and 'w:styleId="FootnoteText"' in styles


def brief(text: str = HARD) -> Brief:
    note = Note(1, text, text, text, text, 1, 2, ("0" * 16,), text)
    rows = (Row((text,) * 5, (1,), 1),)
    chart = Chart(text, (Bar(text, 0.0, text), Bar(text, 1.0, text, hollow=True)))
    figures = Section("results", text, rows, (text,) * 5, text, (chart,))
    return Brief(
        text, text, Row((text,), (1,)), (figures, Section("who", text, (Row((text,), (1,)),))), (note,), text, "en"
    )


def test_nothing_of_a_text_is_markup_in_any_form() -> None:
    made = brief()
    page = sheet.page(made)
    assert "<script" not in page and page.count("<h1>") == 1
    data = word.write(made)
    shown = HARD.replace("\x0c", "\ufffd").replace("\ufffe", "\ufffd").replace("\r\n", "  ")
    read = Document(io.BytesIO(data))
    assert shown in [p.text for p in read.paragraphs]
    assert footnotes(data)[1].count(shown) >= 3
    assert read.tables[1].rows[1].cells[0].text == shown


def test_the_same_thing_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.dossier.test_dossier import library; from govkg import dossier; from govkg.dossier import sheet, word;"
        "b = dossier.brief_of(library(), '城市大脑', 'zh');"
        "print(hashlib.sha256(sheet.page(b).encode() + word.write(b)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "7",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, encoding="utf-8", check=True
    )
    made = on("城市大脑")
    assert done.stdout.strip() == hashlib.sha256(sheet.page(made).encode() + word.write(made)).hexdigest()


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine (Debian: apt-get install chromium)")
def test_a_pdf_holds_the_words_and_no_date(tmp_path: Path) -> None:
    import pdfplumber

    path = dossier.write(library(), "一事联办", tmp_path / "简报 一.pdf", "zh")
    assert b"D:20" not in path.read_bytes()
    with pdfplumber.open(path) as made:
        text = "".join(re.sub(r"\s", "", p.extract_text()) for p in made.pages)
        assert {(round(p.width), round(p.height)) for p in made.pages} == {(595, 842)}
    assert "60.90%" in text and "cf81d708d45baee9" in text


def test_what_cannot_be_written_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CallerError, match=r"no form '\.odt'"):
        dossier.write(library(), "一事联办", tmp_path / "a.odt")
    with pytest.raises(CallerError, match="no thing named"):
        dossier.write(library(), "没有的事", tmp_path / "a.html")
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(CallerError, match="Chromium did not print"):
        dossier.write(library(), "一事联办", tmp_path / "a.pdf")
    assert printed.found({"PATH": str(tmp_path)}, "linux") == ""
    monkeypatch.setattr(os, "environ", {"PATH": str(tmp_path)})
    with pytest.raises(CallerError, match="no Chromium to print with"):
        printed.write("")
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_several_things_is_asked_for_by_its_iri() -> None:
    held = cities().library
    assert held
    with pytest.raises(CallerError, match="2 things are called '最多跑一次'; give the IRI: https://") as e:
        dossier.brief_of(held, "最多跑一次", "zh")
    iri = e.value.cure.rpartition(" ")[2]
    assert dossier.brief_of(held, iri, "zh").title == "最多跑一次"
