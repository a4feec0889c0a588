"""Answers to read and to keep."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal

import pytest

from govkg.answer import Answer, wide
from govkg.graph import Graph


def test_a_table_fits_its_width_and_keeps_every_word(small: Graph) -> None:
    answer = small.ask("reforms-and-outcomes")
    for width in (80, 100, 140):
        lines = answer.table(width).splitlines()
        assert max(wide(line) for line in lines) <= width
        assert lines[0] == "哪些改革据报告带来了哪些成果" and lines[-1] == "4 行"
        assert "“一事联办”改革,办理时限压减60.90%" in answer.table(400)


def test_one_row_that_is_too_wide_stands_field_by_field() -> None:
    sha, words = "0123456789abcdef" * 4, "办理时限压减60.90%、申请材料压减39.16%"
    answer = Answer(("sha256", "空", "原文"), [{"sha256": sha, "空": "", "原文": words}])
    assert answer.table(80).splitlines() == [f"sha256  {sha}", f"原文    {words}", "1 行"]
    assert max(wide(line) for line in answer.table(60).splitlines()) <= 60
    assert answer.table(200).splitlines()[0].split() == ["sha256", "空", "原文"]


def test_a_figure_is_shown_as_written_and_as_read(small: Graph) -> None:
    assert "近2亿元 (≤200,000,000)" in str(small.ask("savings"))
    assert "↓60.90%" in str(small.ask("biggest-reductions"))
    assert "基数未说明" in small.ask("biggest-reductions").table(200)


def test_a_short_quote_stands_in_its_sentence(small: Graph) -> None:
    assert "办理时限压减【60.90%】。" in small.ask("biggest-reductions").table(200)


def test_an_answer_is_rows(small: Graph) -> None:
    answer = small.ask("shortcomings")
    assert len(answer) == 1 and [r["quote"] for r in answer] == ["亮点还不够多"]
    assert answer.evidence == [{c: answer.rows[0][c] for c in answer.evidence[0]}]
    assert answer.evidence[0]["section"] == "一/1" and answer.heading("aboutId") == "关于标识"


def test_pandas(small: Graph) -> None:
    frame = small.ask("biggest-reductions").to_pandas()
    assert frame.shape[0] == 1 and frame.loc[0, "value"] == Decimal("60.9") and next(iter(frame.columns)) == "about"


def test_without_pandas_the_cure_is_named() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\nfrom govkg.answer import Answer\n"
        "try: Answer(('a',), []).to_pandas()\nexcept Exception as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == 'pandas is not installed; run: pip install "govkg[pandas]"\n'


def test_json_is_exact(small: Graph) -> None:
    body = json.loads(small.ask("biggest-reductions").to_json(), parse_float=Decimal)
    assert body["question"] == "biggest-reductions" and body["rows"][0]["value"] == Decimal("60.9")
    assert body["columns"][0] == {"name": "about", "label": "举措"} and body["truncated"] is False
    long = Answer(("n",), [{"n": Decimal("0.12345678901234567890")}])
    assert json.loads(long.to_json())["rows"] == [{"n": "0.12345678901234567890"}]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_runs_nothing(text: str) -> None:
    answer = Answer(("a", "n"), [{"a": text, "n": Decimal("-1.5")}])
    assert list(csv.reader(io.StringIO(answer.to_csv(), newline=""))) == [["a", "n"], ["'" + text, "-1.5"]]
    assert answer.to_tsv().splitlines()[1].startswith("'")


def test_csv_keeps_commas_quotes_and_lines() -> None:
    text = 'a,"b"\n<script>𠮷'
    answer = Answer(("改革",), [{"改革": text}])
    assert list(csv.reader(io.StringIO(answer.to_csv(), newline=""))) == [["改革"], [text]]
    assert answer.to_tsv() == '改革\na,"b" <script>𠮷\n'
    assert answer.to_md() == '| 改革 |\n| --- |\n| a,"b" \\<script\\>𠮷 |\n'


def test_a_table_shows_no_control_characters() -> None:
    assert "\x1b" not in str(Answer(("a",), [{"a": "x\x1b[31my\u202ez"}]))


def test_long_numbers_are_not_broken() -> None:
    lines = Answer(("a",), [{"a": "压减至（1,736.7万件），其余“不变”。"}]).table(12).splitlines()
    assert any("1,736.7" in line for line in lines)
    assert not any(line.startswith(("）", "，", "”", "。")) or line.endswith(("（", "“")) for line in lines)
