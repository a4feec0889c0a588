"""The command line: help, exit codes, one clear line for what is wrong, nothing written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govkg import cli
from govkg.cli import asking
from govkg.errors import CallerError
from govkg.settings import Settings

COMMANDS = "demo add extract build coverage ask query view explain evaluate verify validate ontology".split()
TEXT = "云江市数据局2021年工作总结\n一、工作情况\n（一）一网通办。2021年，一网通办平台受理办件5件。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVKG_LANG", "en")
    monkeypatch.delenv("GOVKG_WORKSPACE", raising=False)


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(words)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told([command, "--help", "--lang", lang], capsys)
    assert code == 0
    assert f"govkg {command}" in out
    assert ("示例：" if lang == "zh" else "Example: ") in out
    assert "cli." not in out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["--help"], capsys)
    assert code == 0
    assert [c for c in COMMANDS if f"\n  {c} " not in out] == []


@pytest.mark.parametrize(
    "words", [["nonsense"], ["extract", "a.txt"], ["build", "--colour"], ["ask", "--limit", "none"]]
)
def test_wrong_usage_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(words, capsys)
    assert (code, out) == (2, "")
    assert "Usage: govkg" in err


BAD = {
    "missing": (["extract", "none.txt", "--out", "out"], "none.txt: there is no such file"),
    "empty": (["extract", "empty.txt", "--out", "out"], "empty.txt: the file is empty"),
    "binary": (["extract", "binary.txt", "--out", "out"], "binary.txt: the file is binary"),
    "encoding": (["extract", "gb.txt", "--out", "out"], "looks like GB 18030"),
    "folder": (["extract", ".", "--out", "out"], "there is no such file"),
    "question": (["ask", "no-such-question"], "there is no question 'no-such-question'"),
    "parameter": (["ask", "outcomes-of-reform", "--reform"], "--reform has no value"),
    "word": (["ask", "outcomes-of-reform", "一事联办"], "is no parameter"),
    "format": (["ask", "outcomes-of-reform", "--format", "doc"], "there is no format 'doc'"),
    "query": (["query", "bad.rq"], "line 1, column 23: not SPARQL"),
    "service": (["query", "service.rq"], "SERVICE"),
    "workspace": (["build", "--workspace", "."], "this is no workspace"),
    "language": (["--lang", "fr", "ask"], "govkg does not speak 'fr'"),
    "source": (["coverage", "nowhere-1999"], "there is no source 'nowhere-1999'"),
    "trig": (["verify", "none.trig"], "none.trig"),
    "view": (["view", "no-such-view"], "no-such-view"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_clear_line_and_nothing_is_written(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x00\x00")
    (tmp_path / "gb.txt").write_bytes("云江市数据局工作总结".encode("gb18030"))
    (tmp_path / "bad.rq").write_text("SELECT * WHERE { ?s ?p", encoding="utf-8")
    (tmp_path / "service.rq").write_text("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    words, says = BAD[case]
    code, out, err = told(words, capsys)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert says in err
    assert sorted(tmp_path.rglob("*")) == before


def test_one_bad_file_among_good_ones_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    code, _, err = told(
        ["extract", *(str(tmp_path / f"{n}.txt") for n in "ab"), "--out", str(tmp_path / "out")], capsys
    )
    assert code == 1
    assert "b.txt" in err
    assert not (tmp_path / "out").exists()


def test_extract_writes_four_files_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "yunjiang-2021.txt").write_text(TEXT, encoding="utf-8")
    words = ["extract", str(tmp_path / "yunjiang-2021.txt"), "--out", str(tmp_path / "out"), "--json"]
    code, out, _ = told(words, capsys)
    assert code == 0
    files = json.loads(out)["files"]
    assert [Path(f).name.split(".")[1] for f in files] == ["quantities", "entities", "links", "milestones"]
    row = json.loads(Path(files[0]).read_text(encoding="utf-8").splitlines()[0])
    assert (row["surface"], row["value"], row["unit"]) == ("5件", 5.0, "件")
    assert TEXT[row["start"] : row["end"]] == "5件"


def test_two_texts_of_one_name_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf-8")
    files = [str(tmp_path / folder / "a.txt") for folder in ("x", "y")]
    code, _, err = told(["extract", *files, "--out", str(tmp_path / "out")], capsys)
    assert code == 1
    assert "two files have the name 'a'" in err


def test_ask_lists_the_questions(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["ask", "--lang", "zh"], capsys)
    assert code == 0
    assert "outcomes-of-reform" in out
    code, out, _ = told(["ask", "--json"], capsys)
    assert {"name", "title", "parameters", "tags"} == set(json.loads(out)[0])


def test_parameters_are_names_and_values() -> None:
    assert asking.parameters(["--of=a=b", "--x", "--y"]) == {"of": "a=b", "x": "--y"}
    with pytest.raises(CallerError):
        asking.parameters(["reform"])


@pytest.mark.parametrize(
    ("words", "rest", "settings"),
    [
        (["ask", "x", "--lang=zh"], ["ask", "x"], Settings(lang="zh")),
        (["--workspace", "w", "build"], ["build"], Settings(workspace=Path("w"))),
        (["query", "--", "--lang"], ["query", "--", "--lang"], Settings()),
    ],
)
def test_language_and_workspace_may_stand_anywhere(words: list[str], rest: list[str], settings: Settings) -> None:
    assert cli.take(words, Settings()) == (rest, settings)


def test_help_is_quick_and_needs_no_heavy_library() -> None:
    code = (
        "import sys; from govkg.cli import main; main(['--help']); "
        "heavy = {'rdflib', 'pyoxigraph', 'rich', 'networkx', 'pyvis', 'owlready2', 'duckdb', 'pandas'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert run.stdout.splitlines()[-1] == "[]"
