"""The terms as HTML: each with its meaning, its place among the others, how others see it, who asks for it, and a real case."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

from govkg import expressions, ids, messages, questions
from govkg.difference.things import short
from govkg.handbook.examples import Cases, Example, Passage
from govkg.handbook.model import OWL, RDFS, Both, Entry, Ontology

LANGS = (("zh", "zh-Hans"), ("en", "en"))
SHAPED = {
    "Reform",
    "Platform",
    "Campaign",
    "PolicyDocument",
    "Organisation",
    "Place",
    "Result",
    "Milestone",
    "PlannedMilestone",
    "Recognition",
    "Award",
}
MATCHED = re.compile("\ue000([^\ue000\ue001]*)\ue001")
SHOWN = 6  # questions and rules that are listed before the rest is counted


def said(key: str, lang: str, **values: object) -> str:
    """A message of the catalogue's part for the handbook."""
    return messages.text(f"handbook.{key}", lang, **values)


def both(make: Callable[[str], str], tag: str = "span", name: str = "") -> str:
    """The same in both languages, side by side; the page shows one of them. ``make`` gives HTML.

    The page's own language follows the switch, so only blocks name theirs: thousands of short words need not.
    """
    extra = f" {name}" if name else ""
    codes = {lang: f' lang="{code}"' if tag == "div" else "" for lang, code in LANGS}
    return "".join(f'<{tag} class="{lang}{extra}"{codes[lang]}>{make(lang)}</{tag}>' for lang, _ in LANGS)


def told(key: str, tag: str = "span", name: str = "", **values: object) -> str:
    """A message in both languages."""
    return both(lambda lang: html.escape(said(key, lang, **values)), tag, name)


def broken(name: str) -> str:
    """A local name that may break where a word of it begins.

    >>> broken("partOf")
    'part<wbr>Of'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "<wbr>", html.escape(name))


def pair(words: Both, tag: str = "span", name: str = "") -> str:
    """A pair of words in both languages."""
    return both(lambda lang: html.escape(words[lang == "en"] or words[0]), tag, name)


class Section:
    """Writes terms; knows the ontology, to link them, and the graph, to show cases."""

    def __init__(self, ontology: Ontology, cases: Cases, glyphs: Callable[[str], str]) -> None:
        self.ontology, self.cases, self.glyph = ontology, cases, glyphs
        self.counts = cases.counts()

    def link(self, name: str, lang: str) -> str:
        """A link to a term, by its label."""
        entry = self.ontology.entries[name]
        return f'<a href="#{name}">{html.escape(entry.label[lang == "en"])}</a>'

    def links(self, names: Iterable[str], lang: str) -> str:
        """Links, joined as the language joins them."""
        return said("comma", lang).join(self.link(n, lang) for n in names)

    def expression(self, term: expressions.Term, lang: str) -> str:
        """A class expression in words, the terms in it linked."""

        def name(iri: str) -> str:
            return f"\ue000{iri}\ue001"

        def word(keyword: str) -> str:
            return said(f"word.{keyword}", lang)

        def linked(match: re.Match[str]) -> str:
            iri = html.unescape(match[1])
            local = iri.removeprefix(ids.ONTOLOGY)
            return (
                self.link(local, lang) if local in self.ontology.entries else f"<code>{html.escape(short(iri))}</code>"
            )

        return MATCHED.sub(linked, html.escape(expressions.words(self.ontology.nodes, term, name, False, word)))

    def write(self, entry: Entry) -> str:
        """The section of a term; its anchor is its local name."""
        sign = self.glyph(entry.name) if entry.name in SHAPED else ""
        kind = told(f"kind.{entry.kind}", name="kind")
        if any(t.value == "true" for t in entry.axioms.get(OWL + "deprecated", ())):
            kind += f" {told('deprecated', name='mark')}"
        head = (
            f"<h3>{sign}{pair(entry.label)} {both(lambda lang: html.escape(entry.label[lang == 'zh']), 'small')}</h3>\n"
            f'<p class="name"><a href="#{entry.name}"><code>gov:{entry.name}</code></a> {kind}</p>\n'
        )
        body = both(lambda lang: self._body(entry, lang), "div")
        return f'<section class="term" id="{entry.name}">\n<div class="what">\n{head}{body}</div>\n{self._margin(entry)}</section>\n'

    def _body(self, entry: Entry, lang: str) -> str:
        rows = "".join(f"<dt>{html.escape(k)}</dt><dd>{v}</dd>\n" for k, v in self._rows(entry, lang) if v)
        return f'<p class="definition">{html.escape(entry.definition[lang == "en"])}</p>\n<dl>\n{rows}</dl>\n'

    def _rows(self, entry: Entry, lang: str) -> list[tuple[str, str]]:
        axioms, semicolon = entry.axioms, said("semicolon", lang)

        def expressed(key: str, foreign: bool = True) -> str:
            return semicolon.join(
                self.expression(t, lang) for t in axioms.get(key, ()) if foreign or expressions.nameless(t)
            )

        def row(key: str, value: str) -> tuple[str, str]:
            return said(f"row.{key}", lang), value

        rows = [
            row("parents", expressed(RDFS + ("subClassOf" if entry.kind == "class" else "subPropertyOf"))),
            row("children", self.links(entry.children, lang)),
            row("equivalent", expressed(OWL + "equivalentClass")),
            row("domain", expressed(RDFS + "domain")),
            row("range", expressed(RDFS + "range")),
            row("inverse", self.links(self._inverses(entry), lang)),
            row("chain", semicolon.join(self._chain(t, lang) for t in axioms.get(OWL + "propertyChainAxiom", ()))),
            row(
                "characteristics",
                said("comma", lang).join(html.escape(said(f"is.{c}", lang)) for c in entry.characteristics),
            ),
            row(
                "key", said("semicolon", lang).join(self._list(t, lang, " + ") for t in axioms.get(OWL + "hasKey", ()))
            ),
            row("disjoint", self.links(self._disjoint(entry), lang)),
        ]
        if entry.kind == "class":
            rows += [row("has", self.links((e.name for e in self.ontology.using("domain", entry.name)), lang)),
                     row("pointed", self.links((e.name for e in self.ontology.using("range", entry.name)), lang))]  # fmt: skip
        rows += [row("alignments", self._alignments(entry, lang)), row("questions", self._questions(entry, lang))]
        if entry.rules:
            rows.append(row("rules", self._some([f"<code>{html.escape(r)}</code>" for r in entry.rules], lang)))
        if count := self.counts.get(entry.name, 0):
            rows.append(row("count", f"{count:,}"))
        return rows

    def _inverses(self, entry: Entry) -> list[str]:
        ours = [
            t.value.removeprefix(ids.ONTOLOGY)
            for t in entry.axioms.get(OWL + "inverseOf", ())
            if not expressions.nameless(t)
        ]
        return ours + [e.name for e in self.ontology.entries.values()
                       if any(t.value == ids.ONTOLOGY + entry.name for t in e.axioms.get(OWL + "inverseOf", ()) if not expressions.nameless(t))]  # fmt: skip

    def _chain(self, term: expressions.Term, lang: str) -> str:
        return self._list(term, lang, " → ")

    def _list(self, term: expressions.Term, lang: str, between: str) -> str:
        return between.join(self.expression(t, lang) for t in expressions.members(self.ontology.nodes, term))

    def _disjoint(self, entry: Entry) -> list[str]:
        """The nearest others: members of the smallest group that a term is told apart in."""
        groups = [g for g in self.ontology.disjoint if entry.name in g]
        return [n for n in min(groups, key=len, default=()) if n != entry.name and n in self.ontology.entries]

    def _alignments(self, entry: Entry, lang: str) -> str:
        rows = "".join(
            f'<li><span>{html.escape(messages.text(f"axiom.{a.relation}", lang))}</span> <code title="{html.escape(a.iri)}">{html.escape(a.target)}</code>'
            f"<small>{html.escape(a.reason[lang == 'en'])}</small></li>\n"
            for a in entry.alignments
        )
        return f'<ul class="aligned">\n{rows}</ul>' if rows else ""

    def _questions(self, entry: Entry, lang: str) -> str:
        titles = {q.name: q.title[lang == "en"] for q in questions.all()}
        # Behind the fold a name is enough: the titles of forty terms that every question uses would fill half the page.
        first = entry.questions if len(entry.questions) <= SHOWN else entry.questions[: SHOWN - 2]
        asked = [f'<a href="#ask-{q}">{html.escape(titles[q]) if q in first else q}</a>' for q in entry.questions]
        return self._some(asked, lang) if asked else html.escape(said("unasked", lang))

    def _some(self, found: list[str], lang: str) -> str:
        """The first of many things, the others folded."""
        if len(found) <= SHOWN:
            return said("semicolon", lang).join(found)
        more = html.escape(said("more", lang, count=len(found) - SHOWN + 2))
        first, rest = found[: SHOWN - 2], found[SHOWN - 2 :]
        joined = said("semicolon", lang)
        return f"{joined.join(first)}<details><summary>{more}</summary>{joined.join(rest)}</details>"

    def _margin(self, entry: Entry) -> str:
        example = self.cases.find(entry, self.ontology)
        if example is None:
            named = "".join(f"<p>{html.escape(x)}</p>" for x in entry.examples)
            words = told("example.term" if named else "example.none")
            return f'<aside>{told("example", "p", "tag")}{named}<p class="quiet">{words}</p></aside>\n'
        return f"<aside>{told('example', 'p', 'tag')}{self._case(example)}{quote(example.passage)}{_ground(example)}</aside>\n"

    def _case(self, example: Example) -> str:
        subject = pair(example.subject, name="subject")
        value = f" <i>→</i> {pair(_brief(example.value), name='value')}" if any(example.value) else ""
        if example.passage and not value and example.subject[0].strip("“”") == example.passage.exact:
            return ""  # the marked words say it already
        mark = f" {told('inferred', name='mark')}" if example.inferred else ""
        return f'<p class="case">{subject}{value}{mark}</p>'


def _brief(words: Both) -> Both:
    zh, en = (w if len(w) <= 72 else w[:71] + "…" for w in words)
    return zh, en


def quote(passage: Passage | None) -> str:
    """A sentence as a quotation, the quote in it marked."""
    if passage is None:
        return ""
    left, right = passage.left, passage.left + len(passage.exact)
    parts = [html.escape(p) for p in (passage.sentence[:left], passage.sentence[left:right], passage.sentence[right:])]
    assert passage.sentence[left:right] == passage.exact
    return f'<blockquote lang="zh-Hans">{parts[0]}<mark>{parts[1]}</mark>{parts[2]}</blockquote>'


def _ground(example: Example) -> str:
    p = example.passage
    if p is None:
        return ""
    section = p.section or "—"
    where = both(
        lambda lang: html.escape(said("where", lang, title=p.title, section=section, start=p.start, end=p.end))
    )
    anchor = f" <code>{example.statement}</code>" if example.statement else ""
    return f'<p class="where">{where}{anchor}</p>'
