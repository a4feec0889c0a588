"""The same answer elsewhere: as a command of the shell, with curl, in Python, in R; and how to cite it."""

from __future__ import annotations

import json
import keyword
import shlex
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from govkg import spelled
from govkg.questions import Question
from govkg.web.controls import flat

Snippets = list[tuple[str, str]]  # name of the tool, the text to copy


def of_question(question: Question, said: Mapping[str, object], base: str) -> Snippets:
    """A question with its parameters, for each tool.

    >>> from govkg import questions
    >>> made = dict(of_question(questions.get("path-between"), {"from": "市公安局", "to": "武汉战疫"}, "http://localhost:8765"))
    >>> print(made["Python"])
    import govkg
    answer = govkg.open().ask("path-between", from_="市公安局", to="武汉战疫")
    answer.to_pandas()
    """
    address, pairs = f"{base}/api/ask/{question.name}", flat(said)
    data = "".join(f" \\\n  --data-urlencode {shlex.quote(f'{n}={v}')}" for n, v in pairs)
    words = "".join(f", {n}{'_' * keyword.iskeyword(n)}={_python(v)}" for n, v in said.items())
    return [
        ("govkg", spelled.command(question, said)),
        ("curl", f"curl -G {shlex.quote(address)}{data}"),
        ("Python", f'import govkg\nanswer = govkg.open().ask("{question.name}"{words})\nanswer.to_pandas()'),
        ("R", f'read.csv("{address}.csv{"?" + urlencode(pairs) if pairs else ""}")'),
    ]  # fmt: skip


def of_query(sparql: str, base: str, graph: bool) -> Snippets:
    """A query, for each tool; ``graph``: it answers with triples, not with rows.

    >>> dict(of_query("ASK {}", "http://localhost:8765", False))["R"]
    'read.csv("http://localhost:8765/sparql?format=csv&query=ASK%20%7B%7D")'
    """
    form = "turtle" if graph else "csv"
    address = f"{base}/sparql?format={form}&query={quote(sparql, safe='')}"
    python = (
        "from urllib.request import urlopen\nurlopen(url).read().decode()"
        if graph
        else "import pandas as pd\npd.read_csv(url)"
    )
    return [
        ("govkg", heredoc("govkg query -", sparql.rstrip())),
        ("curl", f"curl -G {shlex.quote(base + '/sparql')} --data-urlencode format={form} \\\n  --data-urlencode {shlex.quote('query=' + sparql)}"),
        ("Python", f'url = "{address}"\n{python}'),
        ("R", f'{"readLines" if graph else "read.csv"}("{address}")'),
    ]  # fmt: skip


def heredoc(command: str, text: str) -> str:
    r"""A command of the shell with a text as its input, whatever lines the text has.

    >>> print(heredoc("govkg query -", "ASK {}\nEND"))
    govkg query - <<'ENDE'
    ASK {}
    END
    ENDE
    """
    end, lines = "END", set(text.splitlines())
    while end in lines:
        end += "E"
    return f"{command} <<'{end}'\n{text}\n{end}"


def _python(value: object) -> str:
    """A text, or a list of them, as Python and JSON both write it."""
    return json.dumps(value, ensure_ascii=False)


def citation(title: str, said: Sequence[tuple[str, str]], dataset: str, version: str, address: str, lang: str) -> str:
    """How to cite an answer: what was asked, of which release, with what; the release makes it findable again.

    >>> citation("某项改革据报告带来了哪些成果", [("reform", "一事联办")], "ab12" * 16, "0.1.0", "http://x/ask/y", "zh")
    'govkg 0.1.0：《某项改革据报告带来了哪些成果》（reform=一事联办）。数据集 sha256:ab12ab12ab12ab12，CC BY 4.0。http://x/ask/y'
    """
    values = ", ".join(f"{n}={v}" for n, v in said)
    if lang == "zh":
        asked = f"（{values}）" if values else ""
        return f"govkg {version}：《{title}》{asked}。数据集 sha256:{dataset[:16]}，CC BY 4.0。{address}"
    asked = f" ({values})" if values else ""
    return f"govkg {version}: “{title}”{asked}. Dataset sha256:{dataset[:16]}, CC BY 4.0. {address}"
