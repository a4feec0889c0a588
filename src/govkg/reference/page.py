"""The reference as one page: both languages in it, no request to anybody, nothing runs that is not hashed."""

from __future__ import annotations

import html
from importlib.resources import files

from govkg import messages, questions
from govkg.graph import Graph
from govkg.handbook.page import asset as shared
from govkg.handbook.terms import LANGS, both, pair
from govkg.questions import TAGS, Question
from govkg.reference.entry import entry, said, told
from govkg.views.page import embedded, sha256


def page(kg: Graph, lang: str = "zh") -> str:
    """The whole page as text, ``lang`` shown first; the same headers and graph give the same page."""
    style, script = shared("style.css") + asset("questions.css"), asset("questions.js")
    policy = f"default-src 'none'; script-src '{sha256(script)}'; style-src '{sha256(style)}'; base-uri 'none'; form-action 'none'"
    title = {name: said("title", name) for name, _ in LANGS}
    groups = grouped()
    parts = {
        "lang": dict(LANGS)[lang], "policy": policy, "title": html.escape(title[lang]), "style": style, "script": script,
        "zh": " checked" if lang == "zh" else "", "en": " checked" if lang == "en" else "",
        "switch": html.escape(messages.text("handbook.switch", lang)), "contents": told("contents"),
        "head": _head(), "nav": _nav(groups), "data": embedded({"title": title}),
        "main": "".join(_group(kg, tag, found) for tag, found in groups.items()), "foot": told("foot", "p"),
    }  # fmt: skip
    before, *rest = asset("page.html").split("{{")
    return before + "".join(parts[name] + after for name, _, after in (piece.partition("}}") for piece in rest))


def grouped() -> dict[str, list[Question]]:
    """The questions by their first tag, in the order of the list.

    >>> [q.name for q in grouped()["units"]][:2]
    ['brokers', 'judgements']
    """
    groups: dict[str, list[Question]] = {tag: [] for tag in TAGS}
    for question in questions.all():
        groups[question.tags[0] if question.tags else TAGS[-1]].append(question)
    return {tag: found for tag, found in groups.items() if found}


def _head() -> str:
    count = len(questions.all())
    return f"<h1>{told('title')}</h1>\n{told('about', 'p', 'lede', count=count)}\n{told('how', 'p', 'lede')}\n"


def _tag(tag: str) -> str:
    return both(lambda lang: html.escape(messages.text(f"tag.{tag}", lang)))


def _nav(groups: dict[str, list[Question]]) -> str:
    find = f'<p class="find"><label>{told("find")} <input type="search" id="find"></label></p>'
    lists = "".join(
        f'<div class="group"><p class="tag"><a href="#{tag}">{_tag(tag)}</a></p><ul class="names">'
        f"{''.join(f'<li>{_item(q)}</li>' for q in found)}</ul></div>\n"
        for tag, found in groups.items()
    )
    return f"{find}\n{lists}"


def _item(question: Question) -> str:
    words = html.escape(" ".join((question.name, *question.title, *question.description)).lower())
    return f'<a href="#{question.name}" data-find="{words}">{pair(question.title)}</a>'


def _group(kg: Graph, tag: str, found: list[Question]) -> str:
    return f'<section id="{tag}"><h2>{_tag(tag)}</h2>\n{"".join(entry(kg, q) for q in found)}</section>\n'


def asset(name: str) -> str:
    """A file of ``assets/``."""
    return (files("govkg.reference") / "assets" / name).read_text(encoding="utf-8")
