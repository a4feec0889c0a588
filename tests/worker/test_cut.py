"""A truncated document is well formed and holds the first rows, in every form, wherever it is cut."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govkg.worker import GRAPHS, TABLES, engine
from govkg.worker.cut import ends

WORDS = ("武汉", 'a "quoted" }},{"s":{ text', "line\r\nend,\tand tab", "}]}}", "</result> & <result>", "\\", '\\"', "", "𠀀", '"')  # fmt: skip
FORMATS = {form: ox.QueryResultsFormat.from_media_type(form) for form in TABLES}


def stored(words: Sequence[str | None]) -> ox.Store:
    store = ox.Store()
    p = ox.NamedNode("http://x/p")
    for n, word in enumerate(words):
        node = ox.NamedNode(f"http://x/{n:06}")
        store.add(ox.Quad(node, ox.NamedNode("http://x/n"), ox.Literal(n)))
        if word is not None:
            store.add(ox.Quad(node, p, ox.Literal(word)))
    return store


QUERY = "SELECT ?o ?q { ?s <http://x/n> ?n OPTIONAL { ?s <http://x/p> ?o } } ORDER BY ?n"


def read(data: bytes, form: str) -> list[str]:
    """The first column of a document, read by a parser of its own."""
    if form == "application/sparql-results+json":
        return [r.get("o", {}).get("value", "") for r in json.loads(data)["results"]["bindings"]]
    if form == "application/sparql-results+xml":
        space = "{http://www.w3.org/2005/sparql-results#}"
        return [r.findtext(f".//{space}literal") or "" for r in ET.fromstring(data).iter(space + "result")]
    if form == "text/csv":
        return [r[0] for r in list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]]
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)
    return [getattr(s["o"], "value", "") for s in found]


def whole(store: ox.Store, form: str) -> bytes:
    found = store.query(QUERY)
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=FORMATS[form]) or b""


words = st.lists(st.one_of(st.none(), st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9)),
                 max_size=30)  # fmt: skip


@pytest.mark.parametrize("form", TABLES)
@given(texts=words, rows=st.integers(1, 40), size=st.integers(200, 4000))
def test_the_first_rows_and_a_whole_document(form: str, texts: list[str | None], rows: int, size: int) -> None:
    store = stored(texts)
    found = store.query(QUERY)
    media, data, cut, count = engine.document(found, form, GRAPHS[0], rows, size)
    assert media == form and len(data) <= size
    full = whole(store, form)
    expected = read(full, form)
    kept = read(data, form)
    assert len(kept) == (count if count >= 0 else len(expected))
    assert kept == expected[: len(kept)]
    assert cut == (len(kept) < len(expected))
    if cut:  # and no row is left off that would have fitted
        place = ends(full, form, 1000)
        assert len(kept) == rows or place[len(kept)] + 24 > size
    else:
        assert data == full and len(expected) <= rows


@pytest.mark.parametrize("form", TABLES)
@given(texts=words, at=st.integers(0, 4000))
def test_broken_off_anywhere_the_ends_are_those_of_rows(form: str, texts: list[str | None], at: int) -> None:
    data = whole(stored(texts), form)
    every = ends(data, form, 1000)
    assert len(every) == len(texts)
    assert ends(data[:at], form, 1000) == [e for e in every if e <= at]


def test_triples_as_terms_are_stepped_over() -> None:
    text = "SELECT * { VALUES ?n { 1 2 3 } BIND(<<( <http://x/s> <http://x/p> '}},{\"' )>> AS ?t) }"
    found = ox.Store().query(text)
    assert isinstance(found, ox.QuerySolutions)
    data = found.serialize(format=FORMATS[TABLES[0]]) or b""
    every = ends(data, TABLES[0], 9)
    assert len(every) == 3 and all(json.loads(data[:e] + b"]}}")["results"]["bindings"] for e in every)
    for at in range(len(data)):
        assert ends(data[:at], TABLES[0], 9) == [e for e in every if e <= at]


@pytest.mark.parametrize("form", TABLES)
def test_a_long_answer_stops_the_engine_early(form: str) -> None:
    store = stored(["x"] * 300)
    endless = (
        "SELECT ?o { ?a <http://x/n> ?x . ?b <http://x/n> ?y . ?c <http://x/n> ?z . ?d <http://x/n> ?o }"  # 8.1e9 rows
    )
    _, data, cut, count = engine.document(store.query(endless), form, GRAPHS[0], 5000, 10**9)
    assert cut and count == 5000 == len(ends(data, form, 9999))
    _, data, cut, count = engine.document(store.query(endless), form, GRAPHS[0], 10**9, 100_000)
    assert cut and 100 < count == len(read(data, form))
    assert len(data) <= 100_000


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_are_cut_between_triples(media: str) -> None:
    store = stored([w for w in WORDS if w != "line\r\nend,\tand tab"] * 50)
    query = "CONSTRUCT { ?s <http://x/p> ?o } { ?s <http://x/p> ?o }"
    form = ox.RdfFormat.from_media_type(media)
    assert form is not None
    every = {(q.subject, q.object) for q in store.quads_for_pattern(None, ox.NamedNode("http://x/p"), None)}
    for rows, size in ((7, 10**6), (10**6, 3000), (10**6, 10**6)):
        _, data, cut, count = engine.document(store.query(query), TABLES[0], media, rows, size)
        read = {(q.subject, q.object) for q in ox.parse(data, form)}
        assert read <= every and len(read) == count and len(data) <= size
        assert cut == (len(read) < len(every)) == (rows < 10 or size < 10_000)
    assert read == every
