"""/compare: two things, places, reports or years in two columns, aligned by metric; what is not said is never a zero."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from govkg import messages
from govkg.analysis import compare as sides
from govkg.analysis import covered
from govkg.analysis import pair as pairs
from govkg.analysis.comparable import label
from govkg.analysis.named import placed, several
from govkg.analysis.pair import Pair
from govkg.analysis.profile import Entry, Source, bare, things
from govkg.analysis.reader import Reader
from govkg.errors import CallerError
from govkg.store import View
from govkg.web import frame, lines
from govkg.web.naming import Naming
from govkg.web.state import Edition, serving

Data = dict[str, Any]
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
OFFERED = 300  # things that the form names
FEW = 3  # years of two places that are compared in one page


@dataclass(frozen=True, slots=True)
class Side:
    """What a side of the comparison is: ``kind`` thing, place, report or year; ``others`` when a name fits several."""

    text: str
    kind: str = ""
    key: str = ""
    label: str = ""
    others: tuple[tuple[str, str], ...] = ()  # IRI, name with its place


async def compare(request: Request) -> Response:
    """The form, and the comparison where both sides are given."""
    now, spoken = serving(request).now, frame.tongue(request)
    given = {k: request.query_params.get(k, "").strip()[:300] for k in ("a", "b", "place", "year")}
    choices = await frame.kept(request, "compare choices", offered)
    if year := await frame.read(request, newest, now, given):  # the address, and the form, then say of which year
        return RedirectResponse(frame.href(request.url.path, {**given, "year": year, **spoken.kept()}), 303)
    data = await frame.read(request, page, now, given, spoken.lang, spoken.data)
    title = messages.text("web.compare.title", spoken.lang)
    if data["a"]["label"] and data["b"]["label"]:
        title = messages.text("web.compare.of", spoken.lang, a=data["a"]["label"], b=data["b"]["label"])
    return await frame.answer(request, frame.Page("compare.html", title, {**data, "choices": choices}))


def newest(now: Edition, given: Mapping[str, str]) -> str:
    """The newest year that two places both report of, where they share more than FEW; else an empty text."""
    if given["year"] or not (given["a"] and given["b"]):
        return ""
    years: dict[str, set[str]] = {given["a"]: set(), given["b"]: set()}
    for r in Reader(now.kg.store).reports().values():
        if r.place in years:
            years[r.place].add(r.covers[:4])
    shared = set.intersection(*years.values())
    return max(shared) if len(shared) > FEW else ""


def offered(now: Edition) -> list[dict[str, str]]:
    """What the form offers: places, years, reports, then initiatives with their place."""
    read = Reader(now.kg.store)
    reports = covered.listed(now.kg.store)
    read.describe(r["s"] for r in reports)
    places = things(read, {read.one(r["s"], "place") for r in reports})
    years = sorted({r["covers"][:4] for r in reports if YEAR.fullmatch(r["covers"][:4])})
    found = [
        {"value": t.label, "label": t.label, "kind": "place"}
        for t in sorted(places.values(), key=lambda t: t.pinyin)[:OFFERED]
    ]
    found += [{"value": y, "label": y, "kind": "year"} for y in years]
    found += [{"value": r["title"], "label": r["title"], "kind": "report"} for r in reports[:OFFERED]]
    initiatives = read.subjects("initiatives")[:OFFERED]
    read.describe(initiatives)
    names = sorted((read.one(i, "sortKey"), placed(read, i), bare(read, i).label) for i in initiatives)
    alone = len(places) == 1  # then the place tells nothing apart
    return found + [{"value": name, "label": short if alone else name, "kind": "thing"} for _, name, short in names]


def side(store: View, text: str, kinds: Mapping[str, str]) -> Side:
    """What a text names; ``kinds`` has the reports by id, IRI and title. Raises CallerError ``entity.unknown``."""
    if not text:
        return Side(text)
    if YEAR.fullmatch(text):
        return Side(text, "year", text, text)
    read = Reader(store)
    if text in kinds:
        read.describe([kinds[text]])
        return Side(text, "report", kinds[text], read.one(kinds[text], "http://purl.org/dc/terms/title"))
    fitting = several(store, text)
    if len(fitting) > 1:
        return Side(text, "thing", "", "", tuple(fitting))
    ((key, name),) = fitting or [("", "")]
    read.describe([key])
    kind = "place" if key and read.kind(key) == "Place" else "thing"
    return Side(text, kind, key, bare(read, key).label if kind == "place" else name)


def page(now: Edition, given: Mapping[str, str], lang: str, data: str) -> Data:
    """Both sides and what stands beside each other, as plain data; a side that names nothing is said, not raised."""
    store = now.kg.store
    kinds = {k: r["s"] for r in covered.listed(store) for k in (r["id"], r["s"], r["title"])}
    found: list[Side] = []
    problem, near = "", ""
    for name in ("a", "b"):
        try:
            found.append(side(store, given[name], kinds))
        except CallerError as e:
            found.append(Side(given[name]))
            problem, near = messages.text("web.compare.unknown", lang, text=given[name]), frame.cure(e.code, lang)
    a, b = found
    made: Data = {"subjects": [], "groups": []}
    if a.key and b.key and a.kind == b.kind == "thing":
        both = pairs.pair(store, a.key, b.key)
        made = of_things(both, lang, data) if both else made
    elif a.key and b.key and a.kind == b.kind:
        made = of_sides(sides.compare(store, a.key, b.key, given["place"], given["year"]), lang, data)
    elif a.key and b.key:
        problem = messages.text("web.compare.kinds", lang)
    picture = a.kind in ("place", "report", "year") and a.kind == b.kind and bool(a.key and b.key) and not problem
    return {
        "a": told(a), "b": told(b), "problem": problem, "near": near, "picture": picture, "given": dict(given), **made,
    }  # fmt: skip


def told(x: Side) -> Data:
    """A side for the page."""
    named = [{"iri": i, "name": n} for i, n in x.others]
    return {"text": x.text, "kind": x.kind, "key": x.key, "label": x.label, "others": named}


def of_things(both: Pair, lang: str, data: str) -> Data:
    """Two things: the rows of their figures, then their other groups line by line."""
    labels = {**both.a.labels, **both.b.labels}
    around = {**both.a.things, **both.b.things, both.a.thing.iri: both.a.thing, both.b.thing.iri: both.b.thing}
    names = Naming(lang, data, labels, around, {**both.a.reports, **both.b.reports})
    rows: list[Data] = []
    for r in both.rows:
        cells = [
            cell(x, side_, "" if x else "otherwise" if r.otherwise else "silent", names)
            for x, side_ in ((r.a, both.a.thing.iri), (r.b, both.b.thing.iri))
        ]
        rows.append(row(names, r.metric, r.words, "", r.kind, cells, r))
    groups = [
        {
            "name": name, "title": messages.text(f"web.group.{name}", lang),
            "a": [lines.line(x, names, both.a.thing.iri) for x in a], "b": [lines.line(x, names, both.b.thing.iri) for x in b],
        } for name, a, b in both.groups
    ]  # fmt: skip
    subject = {
        "where": "both",
        "place": {},
        "a": names.link(both.a.thing.iri),
        "b": names.link(both.b.thing.iri),
        "absent": "",
        "rows": rows,
    }
    return {"subjects": [subject] if rows else [], "groups": groups}


def of_sides(found: Any, lang: str, data: str) -> Data:
    """Two places, reports or years, as the analysis of the view gives them."""
    p = found.picture
    reports = {i: Source(i, r.id, r.title, r.body, r.covers, r.dated, "") for i, r in p.reports.items()}
    names = Naming(lang, data, p.labels, p.things, reports)

    def entries(measures: Any) -> list[Entry]:
        return [
            Entry(m.outcome.iri, m.outcome.kind, "derived" if m.derived else "", outcome=m.outcome, passage=p.passages.get(m.outcome.passage),
                  status=m.outcome.status, rule=m.outcome.rule)
            for m in measures
        ]  # fmt: skip

    subjects = []
    for s in found.subjects:
        rows = []
        for r in s.rows:
            cells = [
                cell(entries(c.measures), of, "" if c.measures else c.state, names)
                for c, of in ((r.a, s.a), (r.b, s.b))
            ]
            rows.append(row(names, r.metric, r.words, r.year, r.kind, cells, r))
        subjects.append({
            "where": s.where, "place": names.link(s.place), "a": names.link(s.a), "b": names.link(s.b),
            "absent": state(s.absent, lang), "rows": rows,
        })  # fmt: skip
    return {"subjects": subjects, "groups": []}


def cell(found: Any, of: str, silent: str, names: Naming) -> Data:
    """One side of a row: its lines, or in words why there are none."""
    return {"lines": [lines.line(x, names, of) for x in found], "state": silent, "said": state(silent, names.lang)}


def state(code: str, lang: str) -> str:
    """Why a side says nothing, in words."""
    return messages.text(f"web.compare.{code}", lang) if code else ""


def row(names: Naming, metric: str, words: str, year: str, kind: str, cells: list[Data],
        judged: sides.Row | pairs.Row) -> Data:  # fmt: skip
    """A row as plain data; the metric's own name where both sides share it.

    Bounds stand with their figures; that they leave open which is more is said apart from the other conditions.
    """
    english = names.lang == "en"
    said = {code: label(code)[english] for code in (*judged.apart, *judged.told)}
    if judged.conversion:
        said["converted"] += f" {judged.conversion}"
    return {
        "metric": names.link(metric) if metric else {}, "words": names.concept(metric) if metric else words, "year": year,
        "kind": kind, "kind_label": lines.kind(kind, names.lang), "a": cells[0], "b": cells[1], "rough": judged.rough,
        "apart_codes": list(judged.apart), "apart": [said[code] for code in judged.apart],
        "told_codes": list(judged.told), "told": [said[code] for code in judged.told if code not in ("undecided", "bounded")],
    }  # fmt: skip
