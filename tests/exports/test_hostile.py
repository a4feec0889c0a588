"""Hostile texts: each form gives them back as they are, or refuses them by name and writes nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.exports import readers
from tests.exports.hostile import HOSTILE
from tests.exports.readers import FORMS

from govkg import exports
from govkg.answer import Row
from govkg.errors import CallerError
from govkg.exports import About, Sheet, Subject
from govkg.exports.delimited import SPREADSHEET

ABOUT = About(
    ("敌意", "Hostile"), "0.1.0", "https://creativecommons.org/licenses/by/4.0/", "0" * 64, "a", "govkg export"
)


def subject(*texts: str) -> Subject:
    rows: list[Row] = [{"n": n, "quote": text, "kind": text} for n, text in enumerate(texts)]
    labels = {"quote": ("原文", "quote")}
    sheet = Sheet("hostile", ("n", "quote", "kind"), rows, labels, {"n": "whole"})
    return Subject(ABOUT, "answer", lambda: (sheet,))


def refused(form: str, text: str) -> bool:
    """What the forms say they cannot hold: half a surrogate pair; NUL; in a cell of Excel what Excel would cut."""
    half = any("\ud800" <= c <= "\udfff" for c in text)
    nul = "\0" in text and form != "json"
    return half or nul or (form in ("excel-csv", "xlsx") and len(text) > SPREADSHEET)


@pytest.mark.parametrize("form", FORMS)
def test_a_text_survives_or_is_refused_by_name(form: str, tmp_path: Path) -> None:
    kept = [text for text in HOSTILE if not refused(form, text)]
    assert len(kept) >= 50
    made = subject(*kept)
    rows = readers.read(form, made, exports.write(made, form, tmp_path / "敌 意"))["hostile"].rows
    assert rows == readers.expected(made, made.sheets[0], form)
    for text in (t for t in HOSTILE if refused(form, t)):
        with pytest.raises(CallerError, match=r"hostile: row 2, column (quote|kind)") as e:
            exports.write(subject("武汉", text), form, tmp_path / "refused")
        assert e.value.code == "export.value"
    assert {p.name for p in tmp_path.iterdir()} <= {"敌 意", "敌 意.about.json"}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_file_says_of_itself_is_refused_by_name_too(form: str, tmp_path: Path) -> None:
    """A parameter that the shell gave in other bytes than UTF-8 stands in the call."""
    made = replace(subject("武汉"), about=replace(ABOUT, call="govkg export --text \udcff"))
    with pytest.raises(CallerError, match=r"what the file says of itself, call: .*U\+DCFF") as e:
        exports.write(made, form, tmp_path / "a")
    assert e.value.code == "export.value" and not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "text",
    [
        "12345.60",
        "0.10250",
        "1.50e3",
        "1E-5",
        "2e+7",
        "3月5日",
        "2021年3月",
        "9时30分",
        "９．５０",
        "true",
        "007",
        "1,234.50",
        "60.5%",
        "3.125%",
        "1" * 60,
    ],
)
def test_csv_for_excel_marks_what_excel_would_show_as_another_value(text: str, tmp_path: Path) -> None:
    path = exports.write(subject(text), "excel-csv", tmp_path / "a.csv")[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][1] == "'" + text


@pytest.mark.parametrize("text", ["2021", "190000", "60.90%", "一事联办", "wuhan-2021", "3月5日起", "第1.50条"])
def test_csv_for_excel_leaves_alone_what_excel_shows_as_it_is(text: str, tmp_path: Path) -> None:
    path = exports.write(subject(text), "excel-csv", tmp_path / "a.csv")[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][1] == text


def test_one_column_of_an_empty_text_and_of_none(tmp_path: Path) -> None:
    sheet = Sheet("one", ("quote",), [{"quote": ""}, {"quote": None}, {"quote": '""'}])
    made = Subject(ABOUT, "answer", lambda: (sheet,))
    assert exports.write(made, "tsv", tmp_path / "a.tsv")[0].read_bytes() == b'quote\n\n\\N\n""\n'
    assert exports.write(made, "csv", tmp_path / "a.csv")[0].read_bytes() == b'quote\r\n""\r\n""\r\n""""""\r\n'


def test_the_head_of_a_sheet_has_room_for_two_lines(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(exports.write(subject("武汉"), "xlsx", tmp_path / "a.xlsx")[0]).worksheets[0]
    assert page.row_dimensions[1].height > 30


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.lstrip().startswith(("=", "+", "-", "@"))])
def test_csv_for_excel_begins_no_cell_with_a_formula(text: str, tmp_path: Path) -> None:
    path = exports.write(subject(text), "excel-csv", tmp_path / "a.csv")[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][1] == "'" + text
