"""Deciding over the wire: who is let in, which requests are refused, what is written, and what the build behind does."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.views.cities import cities
from tests.web.serving import Reply, Server, serving

from govkg import cli, judgements, lookalikes, reviews, statements
from govkg.library import Library

FORM = "application/x-www-form-urlencoded"
HOSTILE = (
    "</script><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE x; --",
    "\u202e右至左",
    "𠮷田，行",
    "a" * 390,
)


@dataclass
class Desk:
    """A served workspace and the browser that opened its review."""

    server: Server
    library: Library
    cookie: str
    kept: str  # the whole header that set it

    @property
    def origin(self) -> str:
        return self.server.address.rstrip("/")

    def get(self, path: str, **headers: str) -> Reply:
        return self.server.get(path, **{"Cookie": self.cookie, "Accept": "text/html", **headers})

    def form(self, path: str = "") -> dict[str, str]:
        """The token and a nonce, as a page of the server has them."""
        text = self.get(path or f"/review/{self.some('observation').id}").text
        return {name: re.findall(rf'name="{name}" value="([^"]+)"', text)[0] for name in ("token", "nonce")}

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Reply:
        sent = {
            "Origin": self.origin,
            "Content-Type": FORM,
            "Accept": "application/json",
            "Cookie": self.cookie,
            **headers,
        }
        return self.server.ask("POST", path, urlencode(fields).encode(), **{k: v for k, v in sent.items() if v})

    def decide(self, statement: str, decision: str, why: str = "看过", **more: str) -> Reply:
        held = self.form(f"/review/{statement}")
        source = next(
            s for s in self.library.source_ids() if statement in self.library.statements(s).read_text(encoding="utf-8")
        )
        return self.post(
            "/review/do/decide",
            {**held, "statement": statement, "source": source, "decision": decision, "why": why, **more},
        )

    def state(self) -> Any:
        return json.loads(self.get("/review/state.json").body)

    def settled(self) -> Any:
        """The state once no build runs any more."""
        for _ in range(300):
            if (found := self.state())["state"] != "building":
                return found
            time.sleep(0.1)
        raise AssertionError("the build does not end")

    def rows(self) -> list[reviews.Row]:
        return reviews.rows(self.library.curated("reviews"))

    def some(self, kind: str, n: int = 0) -> Any:
        every = [
            s
            for name in self.library.source_ids()
            for s in statements.load(self.library.statements(name))
            if s.type == kind
        ]
        return every[n]


def opened(root: Path, folder: Path) -> Any:
    return serving(root, folder, "--workers", "1", "--review", "--by", "李审")


def enter(server: Server, root: Path) -> Desk:
    told = json.loads("".join(server.said))
    reply = server.get("/" + told["review"].partition("//")[2].partition("/")[2])
    assert reply.status == 303, reply.text
    assert reply.headers["location"] == "/review"
    kept = reply.headers["set-cookie"]
    return Desk(server, Library(root, root), kept.partition(";")[0], kept)


def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = cities().library
    assert built
    return Path(shutil.copytree(built.root, tmp_path_factory.mktemp("review") / "工作 区"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = copied(tmp_path_factory)
    with opened(root, tmp_path_factory.mktemp("journal")) as server:
        yield enter(server, root)


# -- who is let in -----------------------------------------------------------------------------------------------------


def test_the_address_opens_once_and_stands_in_no_page_and_no_journal(desk: Desk) -> None:
    address = json.loads("".join(desk.server.said))["review"]
    secret = address.partition("key=")[2]
    assert desk.server.get(f"/review/enter?key={secret}").status == 403
    assert desk.server.get("/review/enter?key=guess").status == 403
    assert secret not in desk.get("/review").text
    assert secret not in json.dumps(desk.server.journal())
    session = desk.cookie.partition("=")[2]
    assert session not in desk.get("/review").text
    assert session not in json.dumps(desk.server.journal())


def test_the_cookie_is_for_this_site_and_no_script(desk: Desk) -> None:
    assert "httponly" in desk.kept.lower()
    assert "samesite=strict" in desk.kept.lower()
    assert "max-age=2592000" in desk.kept.lower()  # a browser that was closed is let in as long as the server runs


@pytest.mark.parametrize(
    "path", ["/review", "/review/stats", "/review/state.json", "/review/names?of=x", "/review/add", "/review/abc"]
)
def test_no_page_without_the_session(desk: Desk, path: str) -> None:
    for cookie in ("", desk.cookie[:-1] + "x"):
        assert desk.server.get(path, **({"Cookie": cookie} if cookie else {})).status == 403


def test_pages_cannot_be_framed_and_tell_no_other_site_where_one_was(desk: Desk) -> None:
    headers = desk.get("/review").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


WRONG = {
    "no token": ({"token": ""}, {}, 403),
    "another token": ({"token": "0" * 32}, {}, 403),
    "no nonce": ({"nonce": ""}, {}, 403),
    "a nonce of one's own": ({"nonce": "abc.0123"}, {}, 403),
    "another origin": ({}, {"Origin": "http://evil.example"}, 403),
    "the same host, another port": ({}, {"Origin": "http://127.0.0.1:1"}, 403),
    "no origin": ({}, {"Origin": ""}, 403),
    "a frame without origin": ({}, {"Origin": "null"}, 403),
    "across sites": ({}, {"Sec_Fetch_Site": "cross-site"}, 403),
    "from another port": ({}, {"Sec_Fetch_Site": "same-site"}, 403),
    "no cookie": ({}, {"Cookie": ""}, 403),
    "JSON": ({}, {"Content_Type": "application/json"}, 415),
    "plain text, as a form may send": ({}, {"Content_Type": "text/plain"}, 415),
    "too large": ({"why": "多" * 30_000}, {}, 413),
    "a name that was rebound": ({}, {"Host": "evil.example"}, 421),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_request_that_no_page_of_this_server_sent_is_refused(desk: Desk, wrong: str) -> None:
    fields, headers, status = WRONG[wrong]
    before = desk.rows()
    body = {**desk.form(), "statement": desk.some("observation").id, "decision": "rejected", "why": "看过", **fields}
    if headers.get("Origin") is None and "Host" in headers:
        headers = {**headers, "Origin": "http://evil.example"}
    headers = {k.replace("_", "-"): v for k, v in headers.items()}
    reply = desk.post("/review/do/decide", body, **headers)
    assert reply.status == status, reply.text
    assert desk.rows() == before


def test_nothing_is_done_twice_and_nothing_by_get(desk: Desk) -> None:
    s = desk.some("observation", 1).id
    body = {**desk.form(), "statement": s, "decision": "accepted", "why": ""}
    assert desk.post("/review/do/decide", body).status == 200
    again = desk.post("/review/do/decide", body)
    assert again.status == 409
    assert json.loads(again.body)["error"]["code"] == "review.replayed"
    reply = desk.get(
        "/review/do/decide?" + urlencode({**desk.form(), "statement": s, "decision": "rejected", "why": "x"})
    )
    assert reply.status == 405
    assert reply.headers["allow"] == "POST"
    (row,) = [r for r in desk.rows() if r.statement == s]
    assert (row.decision, row.by, row.why) == ("accepted", "李审", "as the words say")


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--host", "0.0.0.0"], "review.local"), (["--public"], "review.local"), (["--cors", "*"], "review.local"),
     (["--name", "x.example"], "review.local"), (["--by", ""], "review.by"), (["--by", "a\tb"], "curated.cell"),
     (["--by", "a\u2028b"], "curated.cell")],
)  # fmt: skip
def test_it_serves_this_machine_and_somebody_who_is_named(
    tmp_path: Path, words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources").mkdir()
    by = [] if "--by" in words else ["--by", "li"]
    done = cli.main(["--lang", "zh", "serve", "--review", "--port", "0", "--workspace", str(tmp_path), *by, *words])
    said = capsys.readouterr()
    assert (done, said.out, said.err.count("\n")) == (1, "", 1)
    assert f"[{code}]" in said.err


# -- what is written ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", HOSTILE)
def test_hostile_words_are_words(desk: Desk, why: str) -> None:
    s = desk.some("participation").id
    assert desk.decide(s, "unsure", why=why).status == 200
    row = next(r for r in reversed(desk.rows()) if r.statement == s and not r.closed)
    assert row.why == why.strip()
    text = desk.get(f"/review/{s}").text
    assert "<script>alert" not in text
    desk.post("/review/do/close", {**desk.form(), "table": "reviews", "row": row.id})


@pytest.mark.parametrize("why", ["a\tb", "a\nb", "a\x00b", "a\u2028b"])
def test_words_that_no_table_can_hold_are_refused(desk: Desk, why: str) -> None:
    before = (desk.library.root / "curated" / "reviews.tsv").read_bytes()
    reply = desk.decide(desk.some("participation", 1).id, "rejected", why=why)
    assert reply.status == 400, reply.text
    assert json.loads(reply.body)["error"]["code"] == "curated.cell"
    assert (desk.library.root / "curated" / "reviews.tsv").read_bytes() == before


def test_a_form_without_script_goes_on_to_the_next_page(desk: Desk) -> None:
    s, other = desk.some("milestone").id, desk.some("milestone", 1).id
    body = {**desk.form(f"/review/{s}"), "statement": s, "decision": "accepted", "why": "", "next": other}
    reply = desk.post("/review/do/decide", body, Accept="text/html")
    assert reply.status == 303
    assert reply.headers["location"].startswith(f"/review/{other}?row=")
    away = {**desk.form(), "statement": s, "decision": "accepted", "why": "", "next": "//evil.example"}
    assert desk.post("/review/do/decide", away, Accept="text/html").headers["location"].startswith("/review?row=")


# -- what the graph has of it: decisions of all kinds, one after the other, and one wait -----------------------------------


@dataclass
class Taken:
    """Decisions that were taken while a build was going on; each with what was decided on and the answer to the form."""

    corrected: tuple[Any, Reply]
    rejected: list[tuple[str, Reply]]
    merged: tuple[str, str, Reply]
    added: tuple[Any, int, Reply]
    builds: int  # how many there were for all of them
    state: Any


@pytest.fixture(scope="module")
def taken(desk: Desk) -> Taken:
    begun = desk.state()["builds"]
    chosen = [desk.some("attribution", n).id for n in range(3)] + [desk.some("composition", 0).id]
    tabs = [desk.form(f"/review/{s}") for s in chosen]
    rejected = [
        (s, desk.post("/review/do/decide", {**held, "statement": s, "decision": "rejected", "why": "原文没有这样联系"}))
        for s, held in zip(chosen, tabs, strict=True)
    ]
    s = desk.some("observation", 2)
    corrected = s, desk.decide(s.id, "corrected", why="原文是41", **{"f.value": "41", "f.unit": s.unit})
    of, other = sides(desk)
    body = {**desk.form(beside(of, other)), "left": of, "right": other, "judgement": "same", "why": "全称与简称"}
    merged = of, other, desk.post("/review/do/judge", body)
    o = desk.some("observation", 5)
    end = clause(desk, o)
    add = {"source": o.evidence.source, "type": "shortcoming", "start": str(o.evidence.start), "end": str(end)}
    held = desk.form("/review/add?" + urlencode(add))
    added = o, end, desk.post("/review/do/add", {**held, **add, "f.about": o.about, "why": "未读出"})
    state = desk.settled()
    return Taken(corrected, rejected, merged, added, state["builds"] - begun, state)


def sides(desk: Desk) -> tuple[str, str]:
    """Two names of units: that of a thing as its page has it, and another."""
    found = desk.server.query("SELECT DISTINCT ?x { ?x a gov:Organisation } ORDER BY ?x").rows
    page = next(p for r in found if (p := desk.get("/review/names?" + urlencode({"of": r["x"]}))).status == 200)
    of = re.search(r'name="of" value="([^"]+)"', page.text)
    assert of
    return of[1], next(str(n) for n in sorted(lookalikes.read(desk.library)) if n.kind == "Unit" and str(n) != of[1])


def beside(of: str, other: str) -> str:
    return "/review/names?" + urlencode({"of": of, "with": other})


def clause(desk: Desk, o: Any) -> int:
    """Where the clause of a figure ends."""
    text = desk.library.source(o.evidence.source).text
    return next(i for i in range(o.evidence.end, o.evidence.sentence_end) if text[i] in "，。；,")


def test_a_wrong_correction_changes_nothing(desk: Desk) -> None:
    s = desk.some("observation", 6)
    before = desk.rows()
    reply = desk.decide(s.id, "corrected", **{"f.value": "一百", "f.unit": s.unit})
    assert reply.status == 400
    assert json.loads(reply.body)["error"]["what"]
    assert desk.rows() == before
    assert desk.decide(s.id, "corrected", **{"f.value": s.value}).status == 400  # nothing was changed
    assert desk.decide(s.id, "corrected", why="", **{"f.value": "41"}).status == 400  # nobody says why
    assert desk.decide(s.id, "corrected", **{"f.nosuch": "1"}).status == 400
    assert desk.rows() == before


def test_a_correction_changes_what_differs(desk: Desk, taken: Taken) -> None:
    s, reply = taken.corrected
    told = json.loads(reply.body)
    (row,) = [r for r in desk.rows() if r.statement == s.id]
    assert (told["row"], told["file"]) == (row.id, "curated/reviews.tsv")
    assert row.values == {"value": "41"}
    assert taken.state["state"] == "current"
    now = desk.some("observation", 2)
    assert (now.id, f"value {now.value}") == (s.id, "value 41")
    page = desk.get(f"/review/{s.id}").text
    assert page.count(f'<small>read as <span lang="zh-Hans">{s.value}</span></small>') == 1  # beside the input,
    assert f"41 <small>read as {s.value}</small>" in page  # and among the fields
    closed = desk.post("/review/do/close", {**desk.form(), "table": "reviews", "row": row.id})
    assert closed.status == 200
    assert not [r for r in desk.rows() if r.statement == s.id and not r.closed]


def test_quick_decisions_in_two_tabs_are_one_build_or_two(desk: Desk, taken: Taken) -> None:
    for _, reply in taken.rejected:
        assert reply.status == 200, reply.text
    assert taken.state["state"] == "current"
    assert 1 <= taken.builds <= 3
    found = desk.server.query("SELECT ?s { ?s gov:status <https://w3id.org/govkg/vocab/status/rejected> }")
    got = {r["s"].rpartition("/")[2] for r in found.rows}
    assert {s for s, _ in taken.rejected} <= got


def test_names_are_merged_and_left_as_they_were(desk: Desk, taken: Taken) -> None:
    of, other, reply = taken.merged
    shown = desk.get(beside(of, other))
    assert shown.status == 200
    assert shown.text.count("<mark>") >= 2  # the words of both sides, before anything is decided
    body = {**desk.form(beside(of, other)), "left": of, "right": other, "judgement": "same"}
    assert desk.post("/review/do/judge", body).status == 400  # nobody says why
    assert reply.status == 200, reply.text
    row = json.loads(reply.body)["row"]
    assert taken.state["state"] == "current"
    merged = judgements.judged(desk.library.curated("judgements"))
    assert merged.iri(judgements.ref(of)) == merged.iri(judgements.ref(other))
    assert row in desk.get("/review/names?" + urlencode({"of": of})).text
    assert desk.post("/review/do/close", {**desk.form(), "table": "judgements", "row": row, "of": of}).status == 200
    assert all(r.closed for r in judgements.rows(desk.library.curated("judgements")) if r.id == row)


def test_what_one_report_calls_so_is_split_off(desk: Desk) -> None:
    name = next(
        n
        for _, n in sorted(lookalikes.read(desk.library).items())
        if len(set(n.sources)) > 1 and n.ref.kind in ("Reform", "Platform")
    )
    source = max(set(name.sources))
    own = name.ref._replace(source=source)
    page = desk.get("/review/names?" + urlencode({"of": str(name.ref)}))
    assert f'value="{own}"' in page.text
    held = {n: re.findall(rf'name="{n}" value="([^"]+)"', page.text)[0] for n in ("token", "nonce")}
    fields = {**held, "left": str(own), "right": str(name.ref), "judgement": "different", "why": "同名异物"}
    reply = desk.post("/review/do/judge", fields)
    assert reply.status == 200, reply.text
    judged = judgements.judged(desk.library.curated("judgements"), desk.library.frozen())
    others = [judged.iri(name.ref._replace(source=s)) for s in set(name.sources) - {source}]
    assert judged.iri(own) not in others
    row = json.loads(reply.body)["row"]
    assert desk.post("/review/do/close", {**desk.form(), "table": "judgements", "row": row}).status == 200


def test_words_that_were_selected_become_a_statement(desk: Desk, taken: Taken) -> None:
    o, end, reply = taken.added
    e = o.evidence
    text = desk.library.source(e.source).text
    page = desk.get("/review/add?" + urlencode({"source": e.source, "start": e.start, "end": e.end}))
    assert f'value="{o.value}"' in page.text  # read from the words, not from what the rules made of them
    assert reply.status == 200, reply.text
    row = next(r for r in desk.rows() if r.id == json.loads(reply.body)["row"])
    assert row.decision == "added"
    assert taken.state["state"] == "current"
    added = next(s for s in statements.load(desk.library.statements(e.source)) if s.id == row.statement)
    assert added.evidence.exact == text[e.start : end]
    for wrong in (
        {"start": "5", "end": "5"},
        {"start": "0", "end": "9" * 9},
        {"start": "-1", "end": "4"},
        {"start": "x", "end": "4"},
    ):
        assert desk.get("/review/add?" + urlencode({"source": e.source, **wrong})).status == 400
    desk.post("/review/do/close", {**desk.form(), "table": "reviews", "row": row.id})


def test_a_build_that_fails_is_told_and_the_row_stands(desk: Desk) -> None:
    table = desk.library.root / "curated" / "judgements.tsv"
    kept = table.read_bytes() if table.exists() else b""
    table.write_bytes(b"\t".join(c.encode() for c in judgements.COLUMNS) + b"\nj1\tx\ty\tsame\tli\t2026-11-28\twhy\t\n")
    s = desk.some("observation", 3).id
    try:
        assert desk.decide(s, "accepted").status == 200
        state = desk.settled()
        assert state["state"] == "failed"
        assert "judgements.tsv" in state["error"]
        assert any(r.statement == s for r in desk.rows())
    finally:
        if kept:
            table.write_bytes(kept)
        else:
            table.unlink()
    assert desk.decide(desk.some("observation", 4).id, "accepted").status == 200
    assert desk.settled()["state"] == "current"
