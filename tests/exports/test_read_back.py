"""Every form, read back by its own program: the same values, in the same order, with the same words about them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from tests.exports import readers
from tests.exports.readers import FORMS

import govkg
from govkg import exports
from govkg.exports import Subject, gather
from govkg.views import taken

KG = govkg.open()
ASKED = {
    "outcomes": ("outcomes-of-reform", {"reform": "一事联办"}),
    "derived": ("derived-baselines", {}),
    "approximate": ("approximate-figures", {}),
    "none": ("contradictions", {}),
}


@lru_cache(maxsize=16)
def subject(name: str) -> Subject:
    if name == "graph":
        return gather.of_graph(KG, "govkg export", "zh")
    if name == "view":
        made = taken.table(KG, "neighbourhood", {"of": "城市大脑"})
        return gather.of_view(KG, "neighbourhood", made.title, made.columns, made.rows, "govkg export", "zh")
    question, given = ASKED[name]
    return gather.of_answer(KG, KG.ask(question, **given), "govkg export", "zh")


@pytest.mark.parametrize("name", ["graph", "view", *ASKED])
@pytest.mark.parametrize("form", FORMS)
def test_it_reads_back_equal(form: str, name: str, tmp_path: Path) -> None:
    made = subject(name)
    folder = tmp_path / "数 据"
    folder.mkdir()
    read = readers.read(form, made, exports.write(made, form, folder / f"导出 {name}"))
    assert list(read) == [s.name for s in made.sheets]
    for sheet in made.sheets:
        assert read[sheet.name].rows == readers.expected(made, sheet, form), sheet.name


@pytest.mark.parametrize("form", ["parquet", "stata", "r", "json", "xlsx"])
def test_it_says_what_it_is_and_heads_its_columns_in_chinese(form: str, tmp_path: Path) -> None:
    made = subject("outcomes")
    read = readers.read(form, made, exports.write(made, form, tmp_path / "a"))["outcomes-of-reform"]
    assert read.about["version"] == made.about.version
    assert read.about["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert read.about["dataset"] == KG.facts.dataset if KG.facts else False
    assert [h.split("\n")[0] for h in read.headings[:3]] == ["举措", "类别", "经由"]


@pytest.mark.parametrize("form", ["csv", "excel-csv", "tsv"])
def test_what_has_no_place_for_it_has_a_file_beside_it(form: str, tmp_path: Path) -> None:
    import json

    made = subject("outcomes")
    _, beside = exports.write(made, form, tmp_path / "a.csv")
    assert beside.name == "a.csv.about.json"
    told = json.loads(beside.read_text(encoding="utf-8"))
    assert (told["dataset"], told["licence"], told["source"]) == (made.about.dataset, made.about.licence, "wuhan-2021")
    assert told["tables"]["outcomes-of-reform"][6] == {"name": "value", "kind": "decimal", "zh": "数值", "en": "value"}


def test_a_missing_value_is_told_from_an_empty_text(tmp_path: Path) -> None:
    import duckdb

    path = exports.write(subject("graph"), "csv", tmp_path / "g")[1]
    read = f"read_csv('{path.as_posix()}', all_varchar = true, allow_quoted_nulls = false)"
    with duckdb.connect() as db:
        empty, missing = db.execute(f"SELECT count(*) FILTER (section = ''), count(*) FILTER (damage IS NULL) FROM {read}").fetchall()[0]  # fmt: skip
    rows = list(subject("graph").sheets[1].rows)
    assert empty == sum(r["section"] == "" for r in rows) > 0
    assert missing == sum(r["damage"] is None for r in rows) > 0


def test_bounds_and_directions_go_along(tmp_path: Path) -> None:
    made = subject("graph")
    read = readers.read("stata", made, exports.write(made, "stata", tmp_path / "g"))["observation"]
    at = {c: n for n, c in enumerate(made.sheets[1].columns)}
    found = {(row[at["exact"]], row[at["value_exact"]], row[at["bound"]]) for row in read.rows}
    assert ("19万余件", "190000", "above") in found


@pytest.mark.parametrize("form", FORMS)
def test_the_same_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    made = subject("outcomes")
    one = exports.write(made, form, tmp_path / "one")
    two = exports.write(gather.of_answer(KG, KG.ask("outcomes-of-reform", reform="一事联办"), "govkg export", "zh"), form, tmp_path / "two")  # fmt: skip
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
