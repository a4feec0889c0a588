"""/search: what was sought, found among names, figures, sentences and questions; and what is offered while it is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from govkg import messages, questions, seek
from govkg.analysis.glance import Glance, glances
from govkg.analysis.model import Passage
from govkg.errors import CallerError
from govkg.seek import GROUPS, Found, Group, Hit, Index
from govkg.seek.index import OF
from govkg.seek.words import asked, folded, joined, segments
from govkg.web import frame
from govkg.web.state import Edition, serving

FEW, MANY = 6, 50  # hits of a group beside others, and alone
NAMES, FIGURES, SENTENCES, QUESTIONS = 6, 2, 2, 2  # offered while it is typed
BRIEF = 36  # characters of a sentence in an option
AROUND = 48  # characters of a sentence on each side of a quote


async def index(request: Request) -> Index:
    """The index of the release that is served; made once, however many ask for it at the same time."""
    return await frame.kept(request, "seek", made)


def made(now: Edition) -> Index:
    """The index of an edition."""
    return seek.index(now.kg.store, now.manifest, now.kg.library.seek if now.kg.library else None)


async def search(request: Request) -> Response:
    """The page."""
    given = request.query_params
    query, only, kind = given.get("q", "").strip(), given.get("in", ""), given.get("kind", "")
    if only and only not in GROUPS:
        raise CallerError("parameter.wrong", f"in is {only[:40]!r}", cure=f"choose one of {', '.join(GROUPS)}")
    if kind and kind not in OF:
        raise CallerError("parameter.wrong", f"kind is {kind[:40]!r}", cure=f"choose one of {', '.join(OF)}")
    start = whole(given.get("from", ""))
    found = await index(request)
    spoken = frame.tongue(request)
    data = await frame.read(request, answered, serving(request).now, found, spoken, query, only, kind, start)
    title = query or (called(kind, spoken.lang) if kind else messages.text("web.search.title", spoken.lang))
    return await frame.answer(request, frame.Page("search.html", title, data))


async def suggest(request: Request) -> Response:
    """What a combobox offers for what was typed so far: names first, then figures, sentences, questions."""
    query = request.query_params.get("q", "").strip()
    found = await index(request)
    items = await frame.read(request, offered, serving(request).now, found, frame.tongue(request), query)
    return JSONResponse({"q": query, "items": items}, headers={"cache-control": "no-cache", "vary": "Accept-Language"})


def whole(text: str) -> int:
    """Where a list begins; raises CallerError ``parameter.wrong``.

    >>> whole(""), whole("50")
    (0, 50)
    """
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise CallerError("parameter.wrong", f"from is {text[:20]!r}", cure="give the number of hits to pass over")
    return int(text)


def answered(
    now: Edition, of: Index, spoken: frame.Tongue, query: str, only: str, kind: str, start: int
) -> dict[str, Any]:
    """What the page shows and what its twin is."""
    alone = bool(only or kind)
    if kind and not query:
        found = Found((), (of.browse(kind, MANY, start),))
    else:
        found = of.find(query, only, MANY if alone else FEW, start if alone else 0)
    seen = glances(
        now.kg.store, [h.iri for g in found.groups for h in g.hits if h.kind != "Passage"] + [h.iri for h in found.near]
    )
    return {
        "q": query, "in": only, "kind": kind, "type": called(kind, spoken.lang) if kind else "", "words": list(found.words),
        "groups": [grouped(g, seen, of.titles, spoken, alone) for g in found.groups],
        "questions": [] if alone else asking(query, spoken.lang),
        "near": [shown(h, seen, of.titles, spoken) for h in found.near], "loose": found.loose,
        "looked": {"names": of.many, "figures": len(of.figures), "sentences": len(of.sentences)},
        "kinds": counted(of, spoken.lang) if not query and not kind else [],
    }  # fmt: skip


def counted(of: Index, lang: str) -> list[dict[str, Any]]:
    """The classes that can be looked through, with how many each has."""
    many: dict[str, int] = dict.fromkeys(OF, 0)
    for e in of.entries:
        many[e.kind] += 1
    return [{"kind": k, "type": called(k, lang), "count": n} for k, n in many.items() if n]


def called(kind: str, lang: str) -> str:
    """What a class is called in a list."""
    return messages.text(f"web.kind.{kind}", lang)


def grouped(
    group: Group, seen: Mapping[str, Glance], titles: Mapping[str, str], spoken: frame.Tongue, alone: bool
) -> dict[str, Any]:
    """A group with the part of it that is shown."""
    return {
        "name": group.name, "total": group.total, "start": group.start, "alone": alone,
        "hits": [shown(h, seen, titles, spoken) for h in group.hits],
        "next": group.start + len(group.hits) if group.start + len(group.hits) < group.total else 0,
    }  # fmt: skip


def shown(hit: Hit, seen: Mapping[str, Glance], titles: Mapping[str, str], spoken: frame.Tongue) -> dict[str, Any]:
    """A hit as a line of the list."""
    if hit.kind == "Passage":
        path = f"/report/{hit.report.rpartition('/')[2]}#c{hit.start}"
        return {
            "kind": hit.kind, "iri": hit.report, "href": frame.href(path, spoken.kept()), "said": hit.said,
            "report": titles.get(hit.report, ""), "section": hit.section, "start": hit.start,
        }  # fmt: skip
    made = {
        "kind": hit.kind, "iri": hit.iri, "href": reached(hit, spoken), "type": called(hit.kind, spoken.lang), "said": hit.said,
    }  # fmt: skip
    glance = seen.get(hit.iri) or Glance(hit.iri, hit.kind)
    at = int(spoken.data == "en")
    if OF.get(hit.kind):
        label = hit.label(spoken.data)
        other = next((name for name in (hit.zh, hit.en) if name != label), "")
        met = "".join(text for text, _ in hit.said)
        return {
            **made, "label": label, "other": other, "how": hit.how, "mentions": hit.weight, "line": glance.line[at],
            "also": met if met not in (label, other) else "",
        }  # fmt: skip
    return {**made, **figured(glance, spoken)}


def figured(glance: Glance, spoken: frame.Tongue) -> dict[str, Any]:
    """A figure, a milestone or a recognition with its words, for a list."""
    return {
        "kind": glance.kind, "type": called(glance.kind, spoken.lang), "href": frame.href(frame.to(glance.iri), spoken.kept()),
        "words": glance.name[0], "surface": glance.surface, "read": glance.read[spoken.lang == "en"],
        "about": glance.about_name, "aboutHref": frame.href(frame.to(glance.about), spoken.kept()) if glance.about else "",
        "sentence": quoted(glance.passage), "damaged": bool(glance.passage and glance.passage.damage),
        "readHref": frame.href(f"/report/{glance.report}#c{glance.sentence}", spoken.kept()) if glance.report else "",
    }  # fmt: skip


def quoted(passage: Passage | None) -> tuple[tuple[str, bool], ...]:
    """The words of a passage, and of its sentence what stands around them.

    >>> quoted(Passage("", "", 0, 3, "压减", "60%", "。"))
    (('压减', False), ('60%', True), ('。', False))
    """
    if passage is None:
        return ()
    before, after = passage.before, passage.after
    return joined([
        ("…" if len(before) > AROUND else "", False), (before[-AROUND:], False), (passage.quote, True),
        (after[:AROUND], False), ("…" if len(after) > AROUND else "", False),
    ])  # fmt: skip


def reached(hit: Hit, spoken: frame.Tongue) -> str:
    """Where a hit is shown."""
    if hit.kind == "Report":
        return frame.href(f"/report/{hit.iri.rpartition('/')[2]}", spoken.kept())
    return frame.href(frame.to(hit.iri), spoken.kept())


def asking(query: str, lang: str) -> list[dict[str, str]]:
    """The questions of the library that speak of what is sought.

    >>> [q["name"] for q in asking("约数", "zh")][:1]
    ['approximate-figures']
    """
    wanted = asked(query)
    if not wanted:
        return []
    found = []
    for q in questions.all():
        places = [folded(" ".join(texts)) for texts in (q.title, q.description)]
        if all(any(w in text for text in places) for w in wanted):
            found.append((not all(w in places[0] for w in wanted), q.name, q.title[lang == "en"]))
    return [{"name": name, "title": title} for _, name, title in sorted(found)][:FEW]


def offered(now: Edition, of: Index, spoken: frame.Tongue, query: str) -> list[dict[str, Any]]:
    """The options of the combobox: a label in segments, what it is, where it leads."""
    words = asked(query)
    if not words:
        return []
    lang = spoken.lang
    found = of.find(query, limit=FIGURES)
    told = {g.name: g.hits for g in found.groups}
    figures = told.get("figure", ())[:FIGURES]
    names = of.suggest(query, NAMES)
    shared = {label for label, many in Counter(h.label(spoken.data) for h in names).items() if many > 1}
    twins = [h.iri for h in names if h.label(spoken.data) in shared]
    seen = glances(now.kg.store, [h.iri for h in figures] + twins)

    def more_of(h: Hit) -> str:
        if h.iri in twins and h.iri in seen:
            return seen[h.iri].line[spoken.data == "en"]  # what tells it from others of its name
        return "" if named(h, spoken.data) else h.label(spoken.data)

    options = [
        {"kind": h.kind, "type": called(h.kind, lang), "label": h.said, "more": more_of(h), "href": reached(h, spoken)}
        for h in names
    ]
    for h in figures:
        line = figured(seen[h.iri], spoken)
        label = " ".join(filter(None, (line["words"] or line["about"], line["surface"])))
        more = "" if not line["words"] else line["about"]
        options.append(
            {"kind": h.kind, "type": line["type"], "label": segments(label, words), "more": more, "href": line["href"]}
        )
    for h in () if found.loose else told.get("passage", ())[:SENTENCES]:
        options.append({
            "kind": "Passage", "type": called("Passage", lang), "more": "",
            "label": segments("".join(text for text, _ in h.said), words, BRIEF),
            "href": frame.href(f"/report/{h.report.rpartition('/')[2]}#c{h.start}", spoken.kept()),
        })  # fmt: skip
    for q in asking(query, lang)[:QUESTIONS]:
        options.append({
            "kind": "Question", "type": called("Question", lang), "label": segments(q["title"], words), "more": "",
            "href": frame.href(f"/ask/{q['name']}", spoken.kept()),
        })  # fmt: skip
    return options


def named(hit: Hit, lang: str) -> bool:
    """Whether the words that were met are the name that the reader knows the thing by."""
    return "".join(text for text, _ in hit.said) == hit.label(lang)
