"""Hostile texts: each form gives them back as they are, or refuses them by name and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exports import readers
from tests.exports.hostile import HOSTILE
from tests.exports.readers import FORMS

from govkg import exports
from govkg.errors import CallerError
from govkg.exports import About, Sheet, Subject
from govkg.exports.delimited import SPREADSHEET

ABOUT = About(
    ("敌意", "Hostile"), "0.1.0", "https://creativecommons.org/licenses/by/4.0/", "0" * 64, "a", "govkg export"
)


def subject(*texts: str) -> Subject:
    rows = [{"n": n, "quote": text, "kind": text} for n, text in enumerate(texts)]
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
        with pytest.raises(CallerError, match="hostile: row 2, column quote") as e:
            exports.write(subject("武汉", text), form, tmp_path / "refused")
        assert e.value.code == "export.value"
    assert {p.name for p in tmp_path.iterdir()} <= {"敌 意", "敌 意.about.json"}


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.lstrip().startswith(("=", "+", "-", "@"))])
def test_csv_for_excel_begins_no_cell_with_a_formula(text: str, tmp_path: Path) -> None:
    import csv

    path = exports.write(subject(text), "excel-csv", tmp_path / "a.csv")[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][1] == "'" + text
