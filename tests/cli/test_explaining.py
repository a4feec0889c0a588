"""govkg explain: the sentence with its spans, the fields, the rule, what lost; one clear line for an id that is none."""

import json
import re
from pathlib import Path

import pytest

from govkg import cli, ids
from govkg.statements import Observation, load

TEXT = (
    "云江市数据局2021年工作总结\n一、推进“一网通办”改革\n（一）“跨省通办”改革。“容缺审批”受理办件5件，\u202e办理时限压减60%。\n"
    "（二）“云江码”平台上线，为市公安局推送数据5万条。\n今后继续努力。\n"
)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVKG_WORKSPACE", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOVKG_LANG", "en")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explaining")
    (folder / "yunjiang-2021.txt").write_text(TEXT, encoding="utf-8")
    at = ["--workspace", str(folder / "ws")]
    words = [
        "add",
        str(folder / "yunjiang-2021.txt"),
        "--covers",
        "2021",
        "--plans",
        "2022",
        "--place",
        "云江市",
        "--yes",
    ]
    assert cli.main([*words, "--id", "yunjiang-2021", *at]) == 0
    assert cli.main(["build", *at]) == 0
    return folder / "ws"


def figure(workspace: Path, surface: str) -> str:
    found = load(workspace / "statements" / "yunjiang-2021.jsonl")
    return next(s.id for s in found if isinstance(s, Observation) and s.evidence.exact == surface)


def told(words: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.main([*words, "--workspace", str(workspace)])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_figure_is_explained_with_its_words_rules_and_what_lost(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(["explain", figure(workspace, "5件"), "--lang", "zh"], workspace, capsys)
    assert (code, err) == (0, "")
    flat = re.sub(r"\s+", "", out)
    assert "【所述对象：容缺审批】" in flat and "【数值：5件】" in flat and "【指标：受理办件】" in flat
    assert "一推进“一网通办”改革" in flat and "(一)“跨省通办”改革" in flat
    assert "跨省通办（改革）句中没有举措，归本条标题所说的举措。subject.heading所循规则排在后面" in flat
    assert "figure.unit" in out
    assert "explain." not in out


def test_both_languages_and_every_type_of_statement_are_told(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one_of_each = {s.type: s.id for s in load(workspace / "statements" / "yunjiang-2021.jsonl")}
    assert {"observation", "entity", "attribution", "milestone", "participation", "ignored"} <= set(one_of_each)
    for lang in ("zh", "en"):
        for id_ in one_of_each.values():
            code, out, _ = told(["explain", id_, "--lang", lang], workspace, capsys)
            assert code == 0
            assert not re.search(r"\b(?:explain|evaluate)\.", out)
            assert "\x1b" not in out and "\u202e" not in out


def test_colours_on_a_terminal_say_the_same_without_brackets(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    code, out, _ = told(["explain", figure(workspace, "60%")], workspace, capsys)
    assert code == 0
    assert "\x1b[1;31m60%" in out
    assert "【" not in out


def test_json_gives_all_of_it(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id_ = figure(workspace, "60%")
    code, out, _ = told(["explain", ids.statement(id_), "--json"], workspace, capsys)
    made = json.loads(out)
    assert code == 0
    assert (made["statement"]["id"], made["current"]) == (id_, True)
    sentence = made["sentence"]
    for mark in made["marks"]:
        if mark["start"] >= sentence["start"]:
            assert sentence["text"][mark["start"] - sentence["start"] : mark["end"] - sentence["start"]]
    assert [o["won"] for o in made["choices"]["subject"]] == [True, False, False, False][
        : len(made["choices"]["subject"])
    ]
    assert {r["id"] for r in made["rules"]} == {"before", "figure.unit"}


def test_the_beginning_of_an_id_is_enough_where_it_is_of_one(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = [s.id for s in load(workspace / "statements" / "yunjiang-2021.jsonl")]
    id_ = figure(workspace, "5件")
    short = next(id_[:n] for n in range(1, 17) if sum(i.startswith(id_[:n]) for i in every) == 1)
    assert told(["explain", short], workspace, capsys)[1] == told(["explain", id_], workspace, capsys)[1]


def test_a_wrong_id_is_one_clear_line(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = [s.id for s in load(workspace / "statements" / "yunjiang-2021.jsonl")]
    common = next(i[:1] for i in every if sum(o.startswith(i[:1]) for o in every) > 1)
    missing = next(f"{n:016x}" for n in range(9) if f"{n:016x}" not in every)
    for said, says in (
        (missing, "there is no statement"),
        (common, "statements begin with"),
        ("一事", "is no id"),
        ("", "is no id"),
    ):
        code, out, err = told(["explain", said], workspace, capsys)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert says in err


def test_a_workspace_that_was_not_built_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sources").mkdir()
    code, out, err = told(["explain", "abcd"], tmp_path, capsys)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "run govkg build" in err


def test_the_example_of_the_help_and_the_readme_is_a_statement_of_the_bundled_graph(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["explain", "--help"]) == 0
    example = re.search(r"govkg (explain [0-9a-f]{16})", capsys.readouterr().out)
    assert example
    assert f"govkg {example[1]}" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert cli.main(example[1].split()) == 0
    assert "39.16%" in capsys.readouterr().out
