"""The page: the answer, each statement with its sentence, the whole texts, and the script that checks them. One file, no request."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from govkg import ids, messages
from govkg.answer import SYMBOL
from govkg.citation import answers
from govkg.citation.model import Cited, Report
from govkg.library import Library
from govkg.records import Record
from govkg.referee import case, tables, text, wording
from govkg.referee.wording import told
from govkg.reviews import Stated
from govkg.views.page import embedded, sha256

SCRIPTS = ("bytes.js", "decimal.js", "surface.js", "statement.js", "check.js", "rows.js", "app.js")
QUOTES = ("quote", "quote2", "quote3")  # of a row: they stand with its statements


def page(cited: Cited, library: Library, lang: str) -> bytes:
    """The referee file of what is cited: the same bytes for the same graph and texts, whatever the system.

    Raises SourceError ``source.unknown`` where a report's text is not at hand, ``referee.text`` where it is another one.
    """
    return written(case.gather(cited, library), lang).encode("utf-8", "surrogatepass")


def written(of: case.Case, lang: str) -> str:
    """The page of a case as text."""
    named = wording.labels(of.statements, lang)
    style, script = asset("style.css"), program()
    policy = f"default-src 'none'; script-src '{sha256(script)}'; style-src '{sha256(style)}'; base-uri 'none'; form-action 'none'"
    title = of.cited.title[lang == "en"]
    return _filled(asset("page.html"), {
        "lang": {"zh": "zh-Hans", "en": "en"}[lang],
        "policy": policy,
        "title": html.escape(title),
        "style": style,
        "kind": html.escape(told("kind", lang)),
        "lede": html.escape(told("lede", lang)),
        "unchecked": html.escape(told("unchecked", lang)),
        "paste": html.escape(told("paste", lang)),
        "about": _about(of.cited, lang),
        "answer": "".join(_answer(of, lang)),
        "statements": "".join(_statements(of, named, lang)),
        "texts": "".join(_texts(of)),
        "proves": _list("proves", lang),
        "not": _list("not", lang),
        "foot": html.escape(_foot(of.cited)),
        "data": embedded(payload(of, named, lang)),
        "script": script,
        **{f"head.{k}": html.escape(told(f"head.{k}", lang)) for k in ("statements", "texts", "proves", "not")},
    })  # fmt: skip


def payload(of: case.Case, named: dict[str, str], lang: str) -> dict[str, Any]:
    """What the script checks: the identifier, the bytes of the answer, the statements' fields with their hashes."""
    statements: list[dict[str, Any]] = []
    held = {r.iri for r in of.cited.statements}
    for record in of.statements:
        fields = record.statement.record()
        one: dict[str, Any] = {
            "iri": record.iri,
            "hash": record.stated_hash,
            "sentence": record.sentence,
            "record": fields,
        }
        if record.iri not in held:
            one["beside"] = True  # what is cited does not name it itself
        if was := of.read.get(record.statement.id):
            one["asRead"] = {k: v for k, v in was.record().items() if fields.get(k) != v}
        statements.append(one)
    known = messages.catalogue()
    return {
        "identifier": of.cited.id,
        "kind": of.cited.kind,
        "answer": of.cited.data.decode("utf-8", "surrogatepass") if of.cited.kind != "statement" else "",
        "statements": statements,
        "sources": {name: source.sha256 for name, source in of.sources.items()},
        "labels": named,
        "symbols": SYMBOL,
        "identity": tables.identity(),
        "reading": tables.reading(),
        "words": {k.removeprefix("referee.js."): v[lang] for k, v in known.items() if k.startswith("referee.js.")},
    }


def _about(cited: Cited, lang: str) -> str:
    lines = [("identifier", cited.id), ("call", cited.call), ("dataset", cited.dataset)]
    return "".join(
        f"<div><dt>{html.escape(told(k, lang))}</dt><dd><code id={k}>{html.escape(v)}</code></dd></div>\n"
        for k, v in lines
        if v
    )


def _foot(cited: Cited) -> str:
    return " · ".join((f"govkg {cited.version}", cited.licence, f"dataset {cited.dataset[:16]}"))


def _list(name: str, lang: str) -> str:
    items = told(name, lang).split("\n")
    return "".join(f"<li>{html.escape(item)}</li>\n" for item in items)


def _answer(of: case.Case, lang: str) -> Iterator[str]:
    """The table of an answer: every row of the canonical bytes, in Chinese as those are, beside it the statements that it names."""
    answer = of.cited.answer
    if answer is None:
        return
    rows = answers.read(of.cited.data)["rows"]
    shown = [c for c in answer.shown() if c not in QUOTES]
    places: dict[str, list[tuple[int, str]]] = {}  # by IRI: the number, and the report that it is of
    for n, record in enumerate(of.statements, 1):
        places.setdefault(record.iri, []).append((n, record.statement.evidence.source))
    heads = [answer.labels.get(c, (c, c))[lang == "en"] for c in shown]
    yield f'<section id="answer">\n<h2>{html.escape(told("head.answer", lang))}</h2>\n'
    if not rows:
        yield f"<p>{html.escape(answer.none[lang == 'en'])}</p>\n</section>\n"
        return
    if lang != "zh":
        yield f"<p class=place>{html.escape(told('cells', lang))}</p>\n"
    yield "<table>\n<thead><tr>" + "".join(f"<th scope=col>{html.escape(h)}</th>" for h in heads)
    yield f"<th scope=col>{html.escape(told('proof', lang))}</th></tr></thead>\n<tbody>\n"
    for row in rows:
        yield "<tr>"
        for column, head in zip(shown, heads, strict=True):
            said, read = wording.cell(row, column)
            small = f" <small>{text.escaped(read)}</small>" if read else ""
            none = "" if said else " class=none"
            yield f'<td{none} data-column="{html.escape(column)}" data-head="{html.escape(head)}">'
            yield f"<span>{text.escaped(said)}{small}</span></td>"
        links = [f'<a href="#n{n}">{n}</a>' for n in _named(row, places)]
        yield f'<td class=proof data-head="{html.escape(told("proof", lang))}"><span><span class=verdict>—</span> {" ".join(links)}</span></td></tr>\n'
    yield "</tbody>\n</table>\n</section>\n"


def _named(row: Mapping[str, Any], places: Mapping[str, Sequence[tuple[int, str]]]) -> list[int]:
    """The numbers of the statements that a row names: anywhere by an identifier of statements, as its evidence by whatever is one."""
    head = ids.statement("")
    found = {n for v in row.values() if isinstance(v, str) and v.startswith(head) for n, _ in places.get(v, ())}
    for suffix in ("", "2", "3"):
        source = row.get(f"source{suffix}")
        found |= {n for n, of in places.get(row.get(f"statement{suffix}") or "", ()) if not source or of == source}
    return sorted(found)


def _statements(of: case.Case, named: dict[str, str], lang: str) -> Iterator[str]:
    reports = {r.id: r for r in of.cited.reports}
    for n, record in enumerate(of.statements, 1):
        e = record.statement.evidence
        source = of.sources[e.source]
        span = (min(e.start, e.sentence_start), max(e.end, e.sentence_end))
        kind = messages.text(f"explain.type.{record.statement.type}", lang)
        yield f'<article class=statement id="n{n}">\n<h3><b>{n}</b> {html.escape(kind)}</h3>\n'
        yield f'<blockquote lang="zh-Hans">{text.passage(source.text, span, (e.start, e.end))}</blockquote>\n'
        yield f"<p class=place>{_place(record, reports.get(e.source), lang)}</p>\n"
        if e.damage:
            yield f"<p class=hurt>{html.escape(told('damaged', lang, why=e.damage))}</p>\n"
        for review in of.reviews.get(record.statement.id, []):
            yield f"<p class=decided>{html.escape(_decided(review, record, named, lang))}</p>\n"
        yield (
            "<dl>"
            + "".join(
                f'<div><dt>{html.escape(wording.field(name, lang))}</dt><dd data-field="{name}">{text.escaped(words)}</dd></div>'
                for name, words in wording.fields(record, named)
            )
            + "</dl>\n"
        )
        yield "<p class=verdict>—</p>\n</article>\n"


def _decided(review: Stated, record: Record, named: Mapping[str, str], lang: str) -> str:
    """What a person decided of a statement: who, when, why, and what the rule had read."""
    said, kind = dict(r.partition("=")[::2] for r in review.read), record.statement.type
    was = "，".join(f"{wording.field(k, lang)} {wording.worded(kind, k, v, named) or '—'}" for k, v in said.items())
    if lang == "en":
        was = was.replace("，", ", ")
    return told(f"decided.{review.decision}", lang, by=review.by, on=review.on, why=review.why, was=was)


def _place(record: Record, report: Report | None, lang: str) -> str:
    e = record.statement.evidence
    title = html.escape(report.title if report else e.source)
    at = f'<a href="#{e.source}-{e.start}"><span class=at>{e.start + 1}–{e.end}</span></a>'
    place = html.escape(told("place", lang, title="\0", at="\1", id="\2"))
    return place.replace("\0", title).replace("\1", at).replace("\2", f"<code class=id>{record.statement.id}</code>")


def _texts(of: case.Case) -> Iterator[str]:
    reports = {r.id: r for r in of.cited.reports}
    for name, source in of.sources.items():
        cited = [(e.start, e.end) for r in of.statements if (e := r.statement.evidence).source == name]
        report = reports.get(name)
        known = [x for x in (report.body, report.dated or report.published, report.url) if x] if report else []
        yield f"<details open><summary>{html.escape(report.title if report else name)}</summary>\n"
        if known:
            yield f"<p class=place>{html.escape(' · '.join(known))}</p>\n"
        yield f"<p class=place>sha256 <code>{source.sha256}</code></p>\n"
        words = text.marked(name, source.text, cited, source.damage)
        yield f'<div class=text lang="zh-Hans" data-source="{html.escape(name)}">{words}</div>\n</details>\n'


def _filled(made: str, parts: dict[str, str]) -> str:
    before, *rest = made.split("{{")
    return before + "".join(parts[name] + after for name, _, after in (piece.partition("}}") for piece in rest))


def program() -> str:
    """The script of the page, from its parts, closed off from other scripts."""
    return "(() => {\n'use strict';\n" + "\n".join(asset(name) for name in SCRIPTS) + "\n})();\n"


def asset(name: str) -> str:
    """A file of ``assets/``, its line ends as a browser counts them."""
    return (files("govkg.referee") / "assets" / name).read_text(encoding="utf-8")
