"""The handbook as one page: both languages in it, no request to anybody, nothing runs that is not hashed."""

from __future__ import annotations

import html
from collections.abc import Iterable
from importlib.resources import files

from pyoxigraph import Literal, Quad

from govkg import alignments, ids, messages, ontology, questions, rdf, vocab
from govkg.handbook import diagrams, model, vocabularies
from govkg.handbook.drawing import Drawing
from govkg.handbook.examples import Cases
from govkg.handbook.model import Entry, Ontology
from govkg.handbook.terms import LANGS, SHAPED, Section, both, broken, pair, quote, said, told
from govkg.views.page import embedded, sha256

PARTS = ("pictures", "classes", "objects", "datatypes", "vocabularies", "questions", "aligned")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def page(quads: Iterable[Quad], lang: str = "zh") -> str:
    """The whole page as text, ``lang`` shown first; the same ontology and graph give the same page."""
    terms, cases = model.read(), Cases(quads)
    section = Section(terms, cases, glyph)
    style, script = asset("style.css"), asset("app.js")
    policy = f"default-src 'none'; script-src '{sha256(script)}'; style-src '{sha256(style)}'; base-uri 'none'; form-action 'none'"
    title = {name: said("title", name) for name, _ in LANGS}
    parts = {
        "lang": dict(LANGS)[lang], "policy": policy, "title": html.escape(title[lang]), "style": style, "script": script,
        "zh": " checked" if lang == "zh" else "", "en": " checked" if lang == "en" else "",
        "switch": html.escape(messages.text("handbook.switch", lang)),
        "head": _head(terms), "contents": told("contents"), "nav": _nav(terms), "data": embedded({"title": title, "hits": {n: said("hits", n) for n, _ in LANGS}}),
        "pictures": _pictures(terms, cases), "classes": _classes(terms, section),
        "objects": _properties(terms.of("object"), section), "datatypes": _properties(terms.of("datatype"), section),
        "vocabularies": vocabularies.write(), "questions": _questions(), "aligned": _aligned(), "foot": _foot(),
    }  # fmt: skip
    parts |= {f"name.{p}": told(f"part.{p}") for p in PARTS}
    before, *rest = asset("page.html").split("{{")
    return before + "".join(parts[name] + after for name, _, after in (piece.partition("}}") for piece in rest))


def glyph(name: str) -> str:
    """The sign of a type, beside its name."""
    d = Drawing(22)
    d.glyph(name, 11, 10)
    d.high = 18
    return f'<svg class="glyph" viewBox="0 0 22 20" width="22" height="20" aria-hidden="true">{"".join(d.parts)}</svg>'


def _head(terms: Ontology) -> str:
    """What the ontology is, which version, whose, under which licence, how to cite it, what changed."""
    about = {o.language: o.value for o in terms.header[rdf.DCTERMS + "description"] if isinstance(o, Literal)}
    version, iri = ontology.version().rpartition("/")[2], ontology.version()
    agents = "、".join(o.value for o in terms.header[rdf.DCTERMS + "creator"] if isinstance(o, Literal))
    cited = next(o.value for o in terms.header[rdf.DCTERMS + "bibliographicCitation"] if isinstance(o, Literal))
    classes, objects, datatypes = (f"{len(terms.of(kind))}" for kind in ("class", "object", "datatype"))
    concepts = sum(n for _, n in vocabularies.counts())
    rows = [
        ("version", f"{version} <small>{html.escape(iri)}</small>"), ("namespace", f"<code>{html.escape(ids.ONTOLOGY)}</code> <small>gov:</small>"),
        ("licence", f'<a href="{LICENCE}" rel="license">CC BY 4.0</a>'), ("creators", html.escape(agents)),
        ("size", told("size", classes=classes, objects=objects, datatypes=datatypes, concepts=f"{concepts:,}")), ("cite", html.escape(cited)),
        ("formats", f"{told('formats')} <code>govkg ontology turtle | rdfxml | owlxml | ntriples</code>"),
    ]  # fmt: skip
    listed = "".join(f"<dt>{told(f'head.{key}')}</dt><dd>{value}</dd>\n" for key, value in rows)
    changes = "".join(f"<li><b>{r['version']}</b> {pair((r['zh'], r['en']))}</li>\n" for r in vocab.table("changes"))
    return (
        f"<h1>{told('title')}</h1>\n{pair((about['zh'], about['en']), 'p', 'lede')}\n{told('promise', 'p', 'lede')}\n"
        f'<dl class="facts">\n{listed}<dt>{told("head.changes")}</dt><dd><ul>\n{changes}</ul></dd>\n</dl>\n'
    )


def _nav(terms: Ontology) -> str:
    parts = "".join(f'<li><a href="#{p}">{told(f"part.{p}")}</a></li>' for p in PARTS)
    tree = f'<ul class="tree">{"".join(_branch(terms, e, set()) for e in terms.roots())}</ul>'
    lists = "".join(
        f'<p class="tag">{told(f"part.{part}")}</p><ul class="names">{"".join(f"<li>{_item(e)}</li>" for e in terms.of(kind))}</ul>'
        for part, kind in (("objects", "object"), ("datatypes", "datatype"))
    )
    find = f'<p class="find"><label>{told("find")} <input type="search" id="find"></label></p>'
    return f'<ul class="parts">{parts}</ul>\n{find}\n<p class="tag">{told("part.classes")}</p>\n{tree}\n{lists}'


def _item(entry: Entry) -> str:
    return f'<a href="#{entry.name}" data-find="{html.escape(" ".join((entry.name, *entry.label)).lower())}">{pair(entry.label)}</a>'


def _branch(terms: Ontology, entry: Entry, above: set[str]) -> str:
    inner = "".join(_branch(terms, terms.entries[n], above | {entry.name}) for n in entry.children if n not in above)
    return f"<li>{_item(entry)}{f'<ul>{inner}</ul>' if inner else ''}</li>"


def _pictures(terms: Ontology, cases: Cases) -> str:
    return "".join(_picture(name, terms, cases) for name in diagrams.PICTURES)


def _picture(name: str, terms: Ontology, cases: Cases) -> str:
    """A picture in both languages, each drawn for wide and for narrow screens; that of a figure with its sentence above it."""

    def drawn(lang: str) -> str:
        made, title = diagrams.Picture(terms, cases, lang), said(f"picture.{name}", lang)
        sizes = (("wide", diagrams.WIDE), ("narrow", diagrams.NARROW))
        return "".join(diagrams.PICTURES[name](made, wide).svg(title, size) for size, wide in sizes)

    caption = f"<figcaption><b>{told(f'picture.{name}')}</b> {told(f'caption.{name}')}</figcaption>"
    case = cases.find(terms.entries["Result"], terms) if name == "figure" else None
    words = quote(case.passage) if case else ""
    return f'<figure id="picture-{name}">\n{caption}\n{words}{both(drawn, "div", "drawn")}\n</figure>\n'


def _classes(terms: Ontology, section: Section) -> str:
    """The tree, then each class in its order."""
    tree = f'<ul class="tree whole">{"".join(_twig(terms, e, set()) for e in terms.roots())}</ul>\n'
    return told("classes.about", "p", "lede") + tree + "".join(section.write(e) for e in model.ordered(terms))


def _twig(terms: Ontology, entry: Entry, above: set[str]) -> str:
    sign = glyph(entry.name) if entry.name in SHAPED else ""
    inner = "".join(_twig(terms, terms.entries[n], above | {entry.name}) for n in entry.children if n not in above)
    name = f'<a href="#{entry.name}">{pair(entry.label)}</a> <code>{entry.name}</code>'
    return f"<li>{sign}{name}{f'<ul>{inner}</ul>' if inner else ''}</li>"


def _properties(entries: list[Entry], section: Section) -> str:
    """A table of all, then each."""
    rows = "".join(
        f'<tr><td><a href="#{e.name}">{pair(e.label)}</a> <code>{broken(e.name)}</code>'
        f"<td>{both(lambda lang, e=e: _ends(e, 'domain', section, lang))}<td>{both(lambda lang, e=e: _ends(e, 'range', section, lang))}\n"  # type: ignore[misc]
        for e in entries
    )
    head = "".join(f"<th>{told(f'row.{c}')}" for c in ("property", "domain", "range"))
    table = (
        f'<div class="scroll"><table class="properties">\n<thead><tr>{head}</thead>\n<tbody>\n{rows}</table></div>\n'
    )
    return table + "".join(section.write(e) for e in entries)


def _ends(entry: Entry, axiom: str, section: Section, lang: str) -> str:
    return said("semicolon", lang).join(section.expression(t, lang) for t in entry.axioms.get(model.RDFS + axiom, ()))


def _questions() -> str:
    rows = "".join(
        f'<li id="ask-{q.name}"><b>{pair(q.title)}</b> {pair(q.description, "span", "quiet")} <code>govkg ask {q.name}</code></li>\n'
        for q in questions.all()
    )
    return f'{told("questions.about", "p", "lede")}<ul class="asked">\n{rows}</ul>\n'


def _aligned() -> str:
    """How many relations lead to each other vocabulary."""
    rows = []
    for prefix, space in sorted(alignments.PREFIXES.items()):
        found = [r for r in vocab.table("alignments") if r["target"].startswith(f"{prefix}:")]
        if found:
            names = " ".join(f'<a href="#{n}"><code>{n}</code></a>' for n in dict.fromkeys(r["term"] for r in found))
            rows.append(f"<tr><td><b>{prefix}</b><small>{html.escape(space)}</small><td>{len(found)}<td>{names}\n")
    head = "".join(f"<th>{told(f'column.{c}')}" for c in ("vocabulary", "relations", "terms"))
    return f'{told("aligned.about", "p", "lede")}<div class="scroll"><table class="others">\n<thead><tr>{head}</thead>\n<tbody>\n{"".join(rows)}</table></div>\n'


def _foot() -> str:
    version = ontology.version().rpartition("/")[2]
    return f"<p>{told('foot', version=version)}</p>"


def asset(name: str) -> str:
    """A file of ``assets/``."""
    return (files("govkg.handbook") / "assets" / name).read_text(encoding="utf-8")
