"""One question as HTML: what it asks, what it takes, what comes back, how to call it, and its first rows with their words."""

from __future__ import annotations

import html
import json

from govkg import candidates, messages, query, questions, spelled
from govkg.answer import Answer, Row
from govkg.errors import CallerError
from govkg.functions import called
from govkg.graph import Graph
from govkg.handbook.terms import both, pair
from govkg.questions import Parameter, Question

FIRST = 3  # rows that are shown
LISTED = 12  # codes of a scheme that are shown
AROUND = 36  # characters of a sentence that are shown on either side of a quote


def said(key: str, lang: str, **values: object) -> str:
    """A message of the catalogue's part for the reference."""
    return messages.text(f"reference.{key}", lang, **values)


def told(key: str, tag: str = "span", name: str = "", **values: object) -> str:
    """A message in both languages."""
    return both(lambda lang: html.escape(said(key, lang, **values)), tag, name)


def entry(kg: Graph, question: Question) -> str:
    """The section of a question; its anchor is its name."""
    head = (
        f"<h3>{pair(question.title)}</h3>\n"
        f'<p class="name"><a href="#{question.name}"><code>{question.name}</code></a></p>\n'
        f"{pair(question.description, 'p', 'definition')}\n"
    )
    parts = (
        ("takes", parameters(kg, question)),
        ("gives", _columns(question)),
        ("calls", calls(kg, question)),
        ("rows", rows(kg, question)),
    )
    body = "".join(f'<div class="part"><h4>{told(key)}</h4>\n<div>{made}</div></div>\n' for key, made in parts)
    return f'<section class="question" id="{question.name}">\n{head}{body}</section>\n'


def parameters(kg: Graph, question: Question) -> str:
    """The parameters: name, meaning, what may be given."""
    if not question.parameters:
        return f"<p>{told('nothing')}</p>"
    return "<dl class=takes>" + "".join(_parameter(kg, p) for p in question.parameters) + "</dl>"


def _parameter(kg: Graph, p: Parameter) -> str:
    need = f" {told('required', name='mark')}" if p.required else ""
    default = f"<p>{told('default')} <code>{html.escape(' '.join(p.default))}</code></p>" if p.default else ""
    return (
        f"<dt><code>{p.name}</code>{need}</dt>\n<dd>{pair((p.zh, p.en))} {told(f'type.{p.type}', name='quiet')}"
        f"{_codes(kg, p)}{default}</dd>\n"
    )


def _codes(kg: Graph, p: Parameter) -> str:
    """The codes that a concept may be, with their labels."""
    if p.type != "concept":
        return ""
    zh, en = (candidates.of(kg, p, lang) for lang in ("zh", "en"))
    labels = {c.value: c.label for c in en}
    codes = sorted(zh, key=lambda c: (-c.count, c.value))
    shown = [f"<code>{c.value}</code> {pair((c.label, labels[c.value]))}" for c in codes[:LISTED]]
    more = f" {told('more', name='quiet', count=len(codes) - LISTED)}" if len(codes) > LISTED else ""
    return f'<p class="codes">{"".join(f"<span>{one}</span> " for one in shown)}{more}</p>'


def _columns(question: Question) -> str:
    own = [(c, labels) for c, labels in question.columns.items() if c not in questions.EVIDENCE]
    listed = "".join(f"<span><code>{c}</code> {pair(labels)}</span> " for c, labels in own)
    return f'<p class="codes">{listed}<span class="quiet">{told("evidence")}</span></p>'


def calls(kg: Graph, question: Question) -> str:
    """The example as a command, in Python, in a notebook, and as SPARQL."""
    given = question.example
    words = ", ".join(f"{called(k)}={_literal(question, k, v)}" for k, v in given.items())
    command = spelled.command(question, given)
    lines = (
        ("shell", command),
        ("python", f"kg.questions.{called(question.name)}({words})"),
        ("notebook", f"%{command} -o df"),
    )
    listed = "".join(f"<dt>{told(key)}</dt><dd><pre>{html.escape(text)}</pre></dd>\n" for key, text in lines)

    def text(lang: str) -> str:
        return html.escape(spelled.text(question, given, lang, lambda: kg.store))

    try:
        shown = both(lambda lang: f"<pre>{text(lang)}</pre>", "div")
        sparql = f"<details><summary>{told('show')}</summary>{shown}</details>"
    except CallerError:
        sparql = told("unknown")
    return f'<dl class="calls">{listed}<dt>{told("sparql")}</dt><dd>{sparql}</dd></dl>'


def _literal(question: Question, name: str, value: str) -> str:
    p = question.parameter(name)
    return value if p and p.type in ("year", "integer") else json.dumps(value, ensure_ascii=False)


def rows(kg: Graph, question: Question) -> str:
    """The first rows of the example on this graph, each with its words."""
    if question.release:
        return f"<p>{told('two')}</p>"
    try:
        zh, en = (query.ask(kg, question.name, question.example, lang=lang) for lang in ("zh", "en"))
    except CallerError:
        return f"<p>{told('unknown')}</p>"  # another graph than the bundled one
    if not zh.rows:
        return f"<p>{pair(question.none)}</p>"
    listed = "".join(f"<li>{_quote(zh.rows[n])}{_cells(zh, en, n)}</li>\n" for n in range(min(FIRST, len(zh))))
    count = told("count", "p", "quiet", shown=min(FIRST, len(zh)), count=len(zh))
    return f'<ol class="rows">\n{listed}</ol>\n{count}'


def _cells(zh: Answer, en: Answer, n: int) -> str:
    """What a row says, heading by heading."""

    def listed(lang: str) -> str:
        cells = (en if lang == "en" else zh).read(n)
        return "".join(f"<div><dt>{html.escape(k)}</dt><dd>{html.escape(v)}</dd></div>" for k, v in cells)

    return both(lambda lang: f"<dl>{listed(lang)}</dl>", "div")


def _quote(row: Row) -> str:
    """The sentence around a quote, the quote marked, and where it stands."""
    quote, sentence, start, first = (row.get(c) for c in ("quote", "sentence", "start", "sentenceStart"))
    if not (isinstance(quote, str) and isinstance(sentence, str) and isinstance(start, int) and isinstance(first, int)):
        return f'<p class="quiet">{told("wordless")}</p>'
    left, right = start - first, start - first + len(quote)
    before, after = sentence[max(0, left - AROUND) : left], sentence[right : right + AROUND]
    before = ("…" if left > AROUND else "") + before
    after += "…" if len(sentence) > right + AROUND else ""
    key = "where" if row["section"] else "where.plain"
    where = told(key, source=row["source"], section=row["section"], start=start, end=row["end"])
    words = f"{html.escape(before)}<mark>{html.escape(quote)}</mark>{html.escape(after)}"
    return f'<blockquote lang="zh-Hans">{words}</blockquote><p class="where">{where}</p>'
