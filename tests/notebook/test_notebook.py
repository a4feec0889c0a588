"""The magics in a real IPython shell, and answers as notebooks show them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import govkg
from govkg import questions
from govkg.answer import MOST, Answer

IPython = pytest.importorskip("IPython", reason="IPython is not installed")


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        patch.setenv("GOVKG_LANG", "zh")
        made: Any = InteractiveShell.instance(config=config)
        assert made.run_cell("%load_ext govkg").success
        yield made
        InteractiveShell.clear_instance()


def run(shell: Any, cell: str) -> Any:
    done = shell.run_cell(cell)
    assert done.success, done.error_in_exec
    return done.result


def refused(shell: Any, cell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a person sees of an error: one line, and no way that led to it."""
    capsys.readouterr()
    done = shell.run_cell(cell)
    assert type(done.error_in_exec).__name__ == "UsageError"
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err and err.count("\n") == 1
    return err


def test_a_cell_of_sparql_is_asked_and_kept(shell: Any) -> None:
    answer = run(shell, "%%sparql -o reforms --limit 2\nSELECT ?r ?name { ?r a gov:Reform ; rdfs:label ?name }")
    assert isinstance(answer, Answer) and len(answer) == 2 and answer.truncated and answer.lang == "zh"
    kept = shell.user_ns["reforms"]
    assert isinstance(kept, pd.DataFrame) and kept["name"].tolist() == [r["name"] for r in answer.rows]
    assert kept["r"].dtype == "string"


def test_the_whole_line_of_options(shell: Any) -> None:
    answer = run(shell, "%%sparql --lang en --timeout 60 --limit=1\nSELECT (1 AS ?one) { }")
    assert answer.rows == [{"one": 1}] and answer.lang == "en"
    assert run(shell, "%%sparql\nASK { ?s a gov:Reform }").rows == [{"answer": True}]
    assert run(shell, "%%sparql\nCONSTRUCT { ?s a gov:Reform } WHERE { ?s a gov:Reform }").columns[0] == "subject"


def test_a_question_is_asked_with_a_name_from_the_notebook(shell: Any) -> None:
    answer = run(shell, "name = '一事联办'\n%govkg ask outcomes-of-reform --reform {name} --kind result -o outcomes")
    assert answer.rows == govkg.open().ask("outcomes-of-reform", reform="一事联办", kind="result").rows
    assert shell.user_ns["outcomes"]["value"].tolist() == [r["value"] for r in answer.rows]
    assert run(shell, "%govkg ask savings --lang en").table().startswith("How much money was saved")


def test_lists_choices_and_queries_are_printed(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shell, "%govkg ask") is None and "outcomes-of-reform" in capsys.readouterr().out
    run(shell, "%govkg ask outcomes-of-reform --reform 一事联办 --choices --limit 2")
    assert "     4  explicit  报告称" in capsys.readouterr().out
    run(shell, "%govkg ask metric-values --year 2021 --sparql")
    assert capsys.readouterr().out.startswith("# 某项指标的各个数值\n# govkg ask metric-values --year 2021\n")


def test_the_notebooks_own_graph_is_asked(shell: Any) -> None:
    run(shell, "import pyoxigraph, govkg\nkg = govkg.Graph(pyoxigraph.Store())\nother = govkg.open()")
    assert run(shell, "%govkg ask savings").rows == []
    assert len(run(shell, "%govkg ask savings --graph other")) == 2
    assert run(shell, "%%sparql\nASK { ?s ?p ?o }").rows == [{"answer": False}]
    run(shell, "del kg")
    assert len(run(shell, "%govkg ask savings")) == 2


def printed(shell: Any, cell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a cell prints; it gives no value."""
    capsys.readouterr()
    assert run(shell, cell) is None
    return capsys.readouterr().out


def test_an_answer_is_printed_in_a_format(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    text = "SELECT ?name { ?r a gov:Award ; rdfs:label ?name } ORDER BY ?name LIMIT 2"
    lines = printed(shell, f"%%sparql --format csv\n{text}", capsys).splitlines()
    assert lines[0] == "name" and len(lines) == 3
    told = json.loads(printed(shell, "%govkg ask savings --format json --limit 1", capsys))
    assert told["question"] == "savings" and len(told["rows"]) == 1
    assert printed(shell, "%govkg ask savings --format table", capsys).startswith("省下了多少钱")


def test_why_a_row_is_there_and_what_a_query_costs(shell: Any, capsys: pytest.CaptureFixture[str]) -> None:
    text = "SELECT ?r { ?r a gov:Award } ORDER BY ?r"
    told = printed(shell, f"%%sparql --why --row 2\n{text}", capsys)
    assert told.startswith("第 2 行") and "依据 1" in told and "第 1 行" not in told
    assert printed(shell, "%govkg ask communities-of-reforms --why --row 1", capsys).count("城市大脑") > 0
    assert "?r a gov:Award" in printed(shell, f"%%sparql --explain\n{text}", capsys)
    assert json.loads(printed(shell, f"%%sparql --explain --format json\n{text}", capsys))["rows"] == 5
    assert "gov:Attribution" in printed(shell, "%govkg ask outcomes-of-reform --reform 一事联办 --explain", capsys)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("%%sparql --format pdf\nASK {}", "there is no format 'pdf'"),
        ("%%sparql --why --row 99\nASK { ?s a gov:Reform }", "no such row"),
        ("%%sparql --choices\nASK {}", "'--choices' is no option"),
        ("%%sparql\nSELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("%%sparql\nSELECT * {", "not SPARQL"),
        ("%%sparql --limit many\nASK {}", "limit is 'many'"),
        ("%%sparql --limit\nASK {}", "--limit has no value"),
        ("%%sparql --lang fr\nASK {}", "choose zh or en"),
        ("%%sparql -o 'a b'\nASK {}", "give a name for the data frame"),
        ("%%sparql --colour red\nASK {}", "'--colour' is no option"),
        ("%%sparql --lang 'zh\nASK {}", "close the quotation mark"),
        ("%%sparql --graph nothing\nASK {}", "nothing is no graph"),
        ("%govkg ask outcomes-of-reform --refrom x", "did you mean reform"),
        ("%govkg ask outcomes-of-reform", "needs reform"),
        ("%govkg ask outcome-of-reforms --choices", "did you mean outcomes-of-reform"),
        ("%govkg sing", "%govkg ask lists the questions"),
    ],
)
def test_an_error_is_one_line(shell: Any, cell: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert says in refused(shell, cell, capsys)


def test_names_are_completed(shell: Any) -> None:
    from IPython.core.completer import provisionalcompleter

    def completed(line: str) -> list[str]:
        with provisionalcompleter():
            return [c.text for c in shell.Completer.completions(line, len(line))]

    names = [q.name for q in questions.all() if q.name.startswith("outc")]
    assert completed("%govkg ask outc") == names and len(names) > 2
    assert "--reform" in completed("%govkg ask outcomes-of-reform --")
    shell.user_ns["asked"] = govkg.open().questions
    assert any("outcomes_of_reform" in text for text in completed("asked.outcomes_of"))
    del shell.user_ns["asked"]


def test_a_shell_shows_an_answer_as_a_table(shell: Any) -> None:
    shown, _ = shell.display_formatter.format(govkg.open().ask("savings"))
    assert shown["text/plain"].startswith("省下了多少钱\n") and "<table" in shown["text/html"]


class Parts(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_shows_rows_with_their_quotes_and_nothing_runs() -> None:
    answer = govkg.open().ask("outcomes-of-reform", reform="一事联办")
    parts = Parts(answer._repr_html_())
    text = "".join(parts.words)
    assert parts.tags.count("tr") == len(answer) + 1 and parts.tags.count("mark") == 1
    assert "↓60.90%" in text and "5 行" in text and str(answer.rows[1]["quote"]) in text
    assert set(parts.tags) <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "mark", "p"}
    assert parts.attributes <= {"class", "style", "lang", "scope"}


def test_text_stays_text() -> None:
    evil = '<script>alert(1)</script>\' onmouseover="x" & </td>'
    answer = Answer(
        (evil, "quote", "sentence", "start", "sentenceStart"),
        [{evil: evil, "quote": "x'\">", "sentence": f"<b>x'\">{evil}", "start": 3, "sentenceStart": 0}],
        name="q", title=(evil, evil), none=(evil, evil), inferred=frozenset({0}),
    )  # fmt: skip
    for shown in (answer, Answer((), [], title=(evil, evil), none=(evil, evil))):
        parts = Parts(shown._repr_html_())
        assert set(parts.tags) <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "mark", "p"}
        assert parts.attributes <= {"class", "style", "lang", "scope"} and evil in parts.words
    assert "推理得出" in answer._repr_html_()


def test_a_long_answer_is_cut_and_says_so() -> None:
    answer = Answer(("n",), [{"n": n} for n in range(MOST + 5)], lang="en", truncated=True)
    shown = answer._repr_html_()
    assert shown.count("<tr>") == MOST + 1
    assert f"{MOST + 5} rows, more were left off, the first {MOST} shown" in shown
    assert "text-align:right" in shown


def test_the_extension_loads_nothing_heavy_before_it_is_used(tmp_path: Path) -> None:
    code = "import sys, govkg; govkg.load_ipython_extension; print([m for m in ('IPython', 'pandas', 'pyoxigraph') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
