"""`govkg export` as a process: whatever the locale, on a path with blanks and hanzi, one clear line for what goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from tests.exports.readers import FORMS

import govkg
from govkg import cli, exports
from govkg.errors import CallerError
from govkg.exports import Subject, gather

SRC = Path(govkg.__file__).parents[1]
BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7", "PYTHONWARNINGS": "error"}


def process(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOVKG_", "LC_", "LANG", "PYTHON"))}
    surroundings = {**kept, **BARE, "PYTHONPATH": str(SRC)}
    return subprocess.run([sys.executable, *words], cwd=folder, env=surroundings, capture_output=True, check=False,
                          timeout=120)  # fmt: skip


# Every form by one process, as the commands would run one after the other: starting Python is what takes the time.
LOOP = """
import sys
from govkg.cli import main
words = sys.argv[1:]
for form in words[0].split(","):
    sys.argv = ["govkg", "export", form, *words[1:], "-o", f"一事联办 成果.{form}"]
    assert main() == 0
"""


def test_the_bytes_are_the_same_under_any_locale(tmp_path: Path) -> None:
    folder, here = tmp_path / "我的 报告", tmp_path / "这里"
    folder.mkdir()
    here.mkdir()
    asked = ("--ask", "outcomes-of-reform", "--reform", "一事联办", "--lang", "zh")
    (tmp_path / "loop.py").write_text(LOOP, encoding="utf-8")
    done = process(folder, str(tmp_path / "loop.py"), ",".join(FORMS), *asked)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "已写出：一事联办 成果.csv\n" in done.stdout.decode()
    kg = govkg.open()
    answer = kg.ask("outcomes-of-reform", reform="一事联办")
    for form in FORMS:
        call = gather.call(form, "outcomes-of-reform", "", {"reform": "一事联办"})
        exports.write(gather.of_answer(kg, answer, call, "zh"), form, here / f"一事联办 成果.{form}")
    written = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert written == {p.name: p.read_bytes() for p in here.iterdir()}
    assert len(written) == len(FORMS) + 3


def test_the_graph_becomes_a_folder_that_may_be_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads(process(tmp_path, "-m", "govkg", "export", "parquet", "--json").stdout)
    assert {Path(p).parts[0] for p in told["files"]} == {"govkg-parquet"}
    before = {p.name: p.read_bytes() for p in (tmp_path / "govkg-parquet").iterdir()}
    monkeypatch.chdir(tmp_path)
    assert cli.main(["export", "parquet"]) == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "govkg-parquet").iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["govkg-parquet"]


WRONG = {
    "export.unknown": ("export", "xls"),
    "option.value": ("export", "csv", "--ask", "awards-by-initiative", "--view", "awards"),
    "parameter.wrong": ("export", "csv", "--reform", "一事联办"),
    "question.unknown": ("export", "csv", "--ask", "no-such"),
    "view.unknown": ("export", "csv", "--view", "no-such"),
    "file.folder": ("export", "csv", "-o", "."),
    "file.unwritable": ("export", "xlsx", "-o", "nowhere/a.xlsx"),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main([*WRONG[code], "--lang", "zh"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and f"[{code}]" in said
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_no_file_takes_the_place_of_a_pipe_or_a_device(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    assert (
        cli.main(["export", "json", "--ask", "units-of-reform", "--reform", "武汉云", "-o", "pipe", "--lang", "en"])
        == 1
    )
    assert "this is a device or a pipe" in capsys.readouterr().err
    assert [p.is_fifo() for p in tmp_path.iterdir()] == [True]


def test_without_a_form_the_forms_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert all(f"\n{name} " in told for name in FORMS)


def test_a_missing_package_is_named_with_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from govkg.errors import CallerError

    kg = govkg.open()
    made = gather.of_answer(kg, kg.ask("units-of-reform", reform="武汉云"), "")
    monkeypatch.setattr("govkg.exports.stata.find_spec", lambda name: None)
    with pytest.raises(CallerError, match=r'pip install "govkg\[desk\]"') as e:
        exports.write(made, "stata", tmp_path / "a.dta")
    assert e.value.code == "export.extra"
    assert not list(tmp_path.iterdir())


def test_a_file_inside_a_file_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"words")
    for form in FORMS:
        with pytest.raises(CallerError) as e:
            exports.write(answered(), form, tmp_path / "report.txt" / "a")
        assert e.value.code == "file.unwritable"
    assert (tmp_path / "report.txt").read_bytes() == b"words"


def test_the_sheet_beside_an_answer_says_what_its_columns_mean(tmp_path: Path) -> None:
    exports.write(answered(), "xlsx", tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[-1]
    means = {row[1]: row[4] for row in page.iter_rows(values_only=True) if row[0] == "outcomes-of-reform"}
    assert means["bound"].startswith("exact 恰为") and means["quote"].startswith("报告的原文，一字不改")
    assert "where the quote starts" in means["start"] and means["value_exact"].endswith("as text")
    assert means["initiativeId"] == "网址标识 / IRI"


def test_in_a_workbook_the_words_stand_left_of_what_is_for_programs(tmp_path: Path) -> None:
    exports.write(answered(), "xlsx", tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    heads = [str(cell.value).split("\n")[0] for cell in page[1]]
    assert heads[0] == "举措" and heads.index("原文") == heads.index("层级") + 1 < heads.index("起") < heads.index(
        "举措标识"
    )
    row = {head: cell.value for head, cell in zip(heads, page[3], strict=True)}
    assert (row["成果"], row["原文数值"], row["起"]) == ("办理时限", "60.90%", 1925)


@lru_cache(maxsize=1)
def answered() -> Subject:
    kg = govkg.open()
    return gather.of_answer(kg, kg.ask("outcomes-of-reform", reform="一事联办"), "call", "zh")
