"""govkg review: the queue, one statement, decisions, additions, statistics; one clear line for bad input, and nothing written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from govkg import cli, pipeline, statements
from govkg.library import Library

CITIES = Path(__file__).parents[1] / "queries" / "two-cities" / "sources"
SOURCE = "yunlan-2022"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reviewing")
    shutil.copytree(CITIES, root / "sources")
    pipeline.build(Library(root, root))
    return root


@pytest.fixture
def workspace(cities: Path) -> Path:
    """The workspace without a decision: what a test decides, the next one does not see."""
    shutil.rmtree(cities / "curated", ignore_errors=True)
    return cities


@pytest.fixture
def run(workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("GOVKG_WORKSPACE", "GOVKG_BY", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def told(*words: str, lang: str = "en") -> tuple[int, str, str]:
        code = cli.main(["review", *words, "--workspace", str(workspace), "--lang", lang])
        out = capsys.readouterr()
        return code, out.out, out.err

    return told


def said(workspace: Path, exact: str, type_: str = "observation") -> str:
    found = statements.load(workspace / "statements" / f"{SOURCE}.jsonl")
    return next(s.id for s in found if (s.type, s.evidence.exact) == (type_, exact))


def test_the_most_doubtful_come_first_with_their_reasons(workspace: Path, run: Run) -> None:
    code, out, err = run("--limit", "4")
    assert (code, err) == (0, "")
    lines = out.split("\n")
    assert lines[0].split()[1:] == [said(workspace, "42家"), "Figure", SOURCE]
    assert "【42家】" in lines[1]
    assert lines[2].strip().startswith("it contradicts another statement")
    assert lines[-2].endswith("more statements (--limit).")
    code, out, _ = run("--json", "--limit", "400")
    found = json.loads(out)
    scores = [d["score"] for d in found]
    assert scores == sorted(scores, reverse=True)
    assert all(d["score"] == sum(r["weight"] for r in d["reasons"]) > 0 for d in found)
    assert {d["source"] for d in json.loads(run("--source", SOURCE, "--json")[1])} == {SOURCE}
    assert run("--source", "nowhere")[0] == 1


def test_a_statement_is_corrected_shown_and_the_row_closed(
    workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = said(workspace, "3.2天")
    code, out, err = run("correct", id_[:10], "value=3.6", "--why", "印刷错误", "--by", "李")
    assert (code, err) == (0, "")
    assert out.split("\n")[0].split()[3:] == [id_, "corrected"]
    ties = [
        s.id for s in statements.load(workspace / "statements" / f"{SOURCE}.jsonl") if getattr(s, "outcome", "") == id_
    ]
    assert ties and all(tie in out for tie in ties)  # whether they still hold, a person says
    code, out, _ = run("show", id_)
    assert code == 0
    assert "李: corrected" in out and "印刷错误" in out
    shown = json.loads(run("show", id_, "--json")[1])
    assert [(r["fields"], r["by"]) for r in shown["rows"]] == [({"value": "3.6"}, "李")]
    assert "alternatives" in shown
    monkeypatch.setenv("GOVKG_BY", "吴")
    (other,) = json.loads(run("reject", id_, "--why", "不同意", "--json")[1])["rows"]
    assert (other["by"], other["decision"]) == ("吴", "rejected")
    code, out, _ = run("--limit", "1")
    assert id_ in out and "decided differently" in out  # what reviewers dispute comes before all else
    rows = json.loads(run("rows", "--json")[1])
    assert [r["decision"] for r in rows] == ["corrected", "rejected"]
    code, out, _ = run("close", *(r["id"] for r in rows))
    assert (code, out.count("Closed")) == (0, 2)
    assert all(r["closed"] for r in json.loads(run("rows", "--json")[1]))
    assert "印刷错误" in run("rows", lang="zh")[1]


def test_several_are_accepted_at_once_or_none(workspace: Path, run: Run) -> None:
    ids = [said(workspace, "42家"), said(workspace, "25%")]
    code, _, err = run("accept", ids[0], "0000000000000000", "--why", "seen", "--by", "li")
    assert (code, len(err.strip().split("\n"))) == (1, 1)
    assert not (workspace / "curated").exists()
    code, out, _ = run("accept", *ids, "--why", "seen", "--by", "li", "--json")
    assert [r["statement"] for r in json.loads(out)["rows"]] == ids


def test_a_statement_is_added_by_its_words(workspace: Path, run: Run) -> None:
    words = ("about=云澜通", "metric_as_written=满意率", "metric=满意率", "--why", "not read", "--by", "li")
    code, out, err = run("add", SOURCE, "--quote", "8.6%", *words, "--json")
    assert (code, err) == (0, "")
    (row,) = json.loads(out)["rows"]
    assert row["decision"] == "added"
    assert row["fields"]["evidence"]["exact"] == "8.6%"
    assert (row["fields"]["about"], row["fields"]["value"]) == ("Platform/云澜通", "8.6")
    assert row["fields"]["metric"].isascii()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["frob"], "review.usage"), (["accept"], "review.usage"), (["close"], "review.usage"), (["rows", "x"], "review.usage"),
        (["correct", "ID", "--by", "li", "--why", "w"], "review.usage"), (["correct", "ID", "value", "--by", "li", "--why", "w"], "review.pair"),
        (["correct", "ID", "value=x", "--by", "li", "--why", "w"], "review.value"), (["accept", "ID", "--by", "li"], "judge.why"),
        (["accept", "ID", "--why", "seen"], "judge.by"), (["accept", "nothing", "--by", "li", "--why", "w"], "explain.form"),
        (["close", "abc"], "curated.unknown"), (["add", "nowhere", "--quote", "x", "--by", "li", "--why", "w"], "source.unknown"),
        (["add", SOURCE, "--quote", "没有的话", "--by", "li", "--why", "w"], "review.quote"),
        (["add", SOURCE, "--by", "li", "--why", "w"], "review.quote"),
        (["add", SOURCE, "--quote", "98.6%", "--type", "rumour", "--by", "li", "--why", "w"], "review.field"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line_and_nothing_is_written(
    workspace: Path, run: Run, words: list[str], code: str
) -> None:
    given = [said(workspace, "3.2天") if w == "ID" else w for w in words]
    done, out, err = run(*given, lang="zh")
    assert (done, out) == (1, "")
    (line,) = err.strip().split("\n")
    assert f"[{code}]" in line
    assert not (workspace / "curated").exists()


def test_several_rows_are_closed_or_none(workspace: Path, run: Run) -> None:
    made = json.loads(run("accept", said(workspace, "3.2天"), "--by", "li", "--why", "seen", "--json")[1])["rows"]
    assert run("close", made[0]["id"], "abc")[0] == 1
    assert not any(r["closed"] for r in json.loads(run("rows", "--json")[1]))
    assert run("close", made[0]["id"], made[0]["id"])[0] == 0


def test_statistics_tell_agreement_and_precision(workspace: Path, run: Run) -> None:
    assert run("stats")[1] == "Nothing was reviewed yet.\n"
    found = [s for s in statements.load(workspace / "statements" / f"{SOURCE}.jsonl") if s.type == "observation"][:12]
    third = [s.id for s in found[::3]]
    others = [s.id for s in found if s.id not in third]
    for action, ids, by in (("accept", [s.id for s in found], "li"), ("accept", others, "wu"), ("reject", third, "wu")):
        assert run(action, *ids, "--by", by, "--why", "seen")[0] == 0
    code, out, _ = run("stats")
    assert code == 0
    head, pair = out.split("\n")[:2]
    assert head.split()[:4] == ["one", "other", "n", "same"]
    assert pair.split()[:4] == ["li", "wu", "12", "67%"]
    made = json.loads(run("stats", "--json")[1])
    assert made["agreement"][0]["kappa"] == pytest.approx(0.0)
    assert sum(p["right"] + p["unsure"] for p in made["precision"]) == 12
