"""What people decide of single statements: what a row is, what it does to the graph, how the proof sees it, and how it is undone."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from govkg import deciding, derived, ids, part, pipeline, rdf, release, reviews, statements, validate, verify
from govkg import graph as graphs
from govkg.errors import CallerError, CuratorError, GovkgError
from govkg.exports import quads
from govkg.library import Library
from govkg.reviews import COLUMNS, Row
from govkg.statements import Statement
from govkg.verify import report

CITIES = Path(__file__).parent / "queries" / "two-cities" / "sources"
SOURCE, OTHER = "yunlan-2022", "linzhu-2022"
ON = "2026-11-28"
Cells = dict[str, str]


@dataclass(frozen=True)
class Desk:
    """A workspace of two cities, and what a reviewer does there."""

    library: Library

    def said(self, exact: str, type_: str = "observation", source: str = SOURCE) -> Statement:
        found = statements.load(self.library.statements(source))
        return next(s for s in found if (s.type, s.evidence.exact) == (type_, exact))

    def correct(self, exact: str, by: str = "li", type_: str = "observation", **fields: Any) -> Row:
        return deciding.correct(self.library, self.said(exact, type_).id, fields, by, "misprint", ON)

    def add(self, quote: str, type_: str = "observation", by: str = "li", **fields: Any) -> Row:
        start, end = deciding.place(self.library.source(SOURCE), quote)
        return deciding.add(self.library, SOURCE, type_, start, end, fields, by, "not read", ON)

    def build(self) -> pipeline.BuildResult:
        return pipeline.build(self.library)

    def reread(self) -> part.Part:
        """The part of the report as a build would make it, its statements kept; the other reports stay as they were built."""
        made = part.make(self.library.source(SOURCE), self.library.curated("reviews"))
        self.library.statements(SOURCE).write_text(statements.dump(made.statements), encoding="utf-8", newline="\n")
        return made

    def wrong(self, made: part.Part) -> list[str]:
        """What the proof of the report finds."""
        proof = report.prove(made.said, made.follows, self.library.root / "sources")
        return [str(f) for f in proof.findings] if proof else ["no report"]

    def made(self) -> dict[str, bytes]:
        folders = (self.library.out / "release", self.library.out / "statements")
        return {
            p.relative_to(self.library.out).as_posix(): p.read_bytes()
            for f in folders
            for p in f.rglob("*")
            if p.is_file()
        }

    @property
    def table(self) -> Path:
        return self.library.root / "curated" / "reviews.tsv"


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cities")
    shutil.copytree(CITIES, root / "sources")
    pipeline.build(Library(root, root))
    return root


@pytest.fixture
def desk(cities: Path, tmp_path: Path) -> Desk:
    shutil.copytree(cities, tmp_path / "desk")
    return Desk(Library(tmp_path / "desk", tmp_path / "desk"))


def values(made: part.Part, iri: str, prop: str = "value") -> list[str]:
    """What a graph says of a node."""
    return sorted(
        str(getattr(q.object, "value", ""))
        for q in made.said
        if (q.subject, q.predicate) == (NamedNode(iri), rdf.gov(prop))
    )


def row(statement: str = "06d789e5f2f9cc80", decision: str = "accepted", by: str = "li", **more: str) -> Cells:
    return {"statement": statement, "decision": decision, "by": by, "on": ON, "why": "seen", "closed": "", **more}


# --- Rows -------------------------------------------------------------------------------------------------------------


def test_a_row_without_id_has_one_by_what_it_says_and_two_decisions_never_the_same() -> None:
    said = itertools.product(
        ("06d789e5f2f9cc80", "17d789e5f2f9cc80"), ("accepted", "rejected"), ("li", "wu"), (ON, "2026-11-29")
    )
    found = [row(s, d, b, on=on) for s, d, b, on in said]
    made = reviews.rows(found)
    assert len({r.id for r in made}) == len(found)
    assert [r.id for r in reviews.rows(found[::-1])] == [r.id for r in made][::-1]
    again = reviews.rows([row(closed=ON), row(closed=ON), row()])
    assert len({r.id for r in again}) == len(again)  # decided, undone and decided again on one day


@pytest.mark.parametrize(
    ("table", "code", "line"),
    [
        ("id\tstatement\tdecision\tfields\tby\ton\twhy\tclosed\tnote\n\ta\taccepted\t\tli\t2026-11-28\tseen\t\tx\n", "review.column", 1),
        ("# a comment\nstatement\tdecision\tby\ton\tclosed\na\taccepted\tli\t2026-11-28\t\n", "review.column", 2),
        ("statement\tdecision\tby\ton\twhy\tclosed\na\tmaybe\tli\t2026-11-28\tseen\t\n", "review.decision", 2),
        ("statement\tdecision\tby\ton\twhy\tclosed\n\na\taccepted\t\t2026-11-28\tseen\t\n", "review.who", 3),
        ("statement\tdecision\tby\ton\twhy\tclosed\na\taccepted\tli\t28.11.2026\tseen\t\n", "review.date", 2),
        ("statement\tdecision\tby\ton\twhy\tclosed\na\taccepted\tli\t2026-11-28\tseen\tyes\n", "review.date", 2),
        ("statement\tdecision\tfields\tby\ton\twhy\tclosed\na\tcorrected\t{value: 61}\tli\t2026-11-28\tseen\t\n", "review.fields", 2),
        ("statement\tdecision\tfields\tby\ton\twhy\tclosed\na\tcorrected\t[1]\tli\t2026-11-28\tseen\t\n", "review.fields", 2),
        ('statement\tdecision\tfields\tby\ton\twhy\tclosed\na\tcorrected\t{"evidence": {}}\tli\t2026-11-28\tseen\t\n', "review.fields", 2),
        ('statement\tdecision\tfields\tby\ton\twhy\tclosed\na\taccepted\t{"value": "1"}\tli\t2026-11-28\tseen\t\n', "review.fields", 2),
        ('statement\tdecision\tfields\tby\ton\twhy\tclosed\na\tadded\t{"value": "1"}\tli\t2026-11-28\tseen\t\n', "review.fields", 2),
        ('statement\tdecision\tfields\tby\ton\twhy\tclosed\na\tadded\t{"evidence": {}}\tli\t2026-11-28\tseen\t\n', "review.fields", 2),
        ('statement\tdecision\tfields\tby\ton\twhy\tclosed\na\tadded\t{"evidence": {"source": 5}}\tli\t2026-11-28\tseen\t\n', "review.fields", 2),
        ("id\tstatement\tdecision\tby\ton\twhy\tclosed\nx\ta\taccepted\tli\t2026-11-28\tseen\t\nx\tb\taccepted\tli\t2026-11-28\tseen\t\n", "review.id", 3),
        ("id\tstatement\tdecision\tby\ton\twhy\tclosed\na b\ta\taccepted\tli\t2026-11-28\tseen\t\n", "review.id", 2),
        ("statement\tdecision\tby\ton\twhy\tclosed\na\taccepted\tli\t2026-11-28\tseen\n", "curated.row", 2),
        ("statement\tdecision\tby\ton\twhy\tclosed\n<<<<<<< HEAD\na\taccepted\tli\t2026-11-28\tseen\t\n=======\n", "curated.conflict", 2),
    ],
)  # fmt: skip
def test_an_edit_by_hand_that_is_wrong_is_one_clear_line_with_its_file_and_line(
    tmp_path: Path, table: str, code: str, line: int
) -> None:
    (tmp_path / "curated").mkdir()
    (tmp_path / "curated" / "reviews.tsv").write_text(table, encoding="utf-8", newline="\n")
    with pytest.raises(CuratorError) as e:
        reviews.rows(Library(tmp_path, tmp_path).curated("reviews"))
    assert (e.value.code, e.value.where.rpartition("reviews.tsv")[2]) == (code, f":{line}")
    assert "\n" not in str(e.value)
    assert e.value.cure


def test_a_table_saved_by_a_spreadsheet_is_read_and_its_other_lines_stay(desk: Desk) -> None:
    one, two = desk.said("3.2天").id, desk.said("20%").id
    old = f"\ufeffstatement\twhy\tdecision\tby\ton\tclosed\r\n{one}\tseen\taccepted\twu\t2026-11-27\t\r\n"
    desk.table.parent.mkdir()
    desk.table.write_bytes(old.encode())
    deciding.reject(desk.library, two, "li", "of another year", ON)
    lines = desk.table.read_bytes().decode().split("\r\n")
    assert lines[0].split("\t") == list(COLUMNS)
    assert lines[1].split("\t") == ["", one, "accepted", "", "wu", "2026-11-27", "seen", ""]
    assert [(r.statement, r.decision, r.by) for r in reviews.rows(desk.library.curated("reviews"))] == [
        (one, "accepted", "wu"),
        (two, "rejected", "li"),
    ]
    first = reviews.rows(desk.library.curated("reviews"))[0]
    assert deciding.close(desk.library, first.id, ON).closed == ON  # by the id that it has though none is written
    assert [r.closed for r in reviews.rows(desk.library.curated("reviews"))] == [ON, ""]
    desk.table.write_bytes(old.encode("gb18030").replace("\ufeff".encode("gb18030"), b"") + "李".encode("gb18030"))
    with pytest.raises(CuratorError) as e:
        desk.library.curated("reviews")
    assert e.value.code == "curated.encoding"


@pytest.mark.parametrize(
    ("decisions", "decision", "status"),
    [
        ([("li", "accepted", "")], "accepted", "accepted"),
        ([("li", "accepted", ""), ("wu", "accepted", "")], "accepted", "accepted"),
        ([("li", "accepted", ""), ("wu", "rejected", "")], "", "proposed"),
        ([("li", "accepted", ""), ("wu", "unsure", "")], "", "proposed"),
        ([("li", "corrected", '{"value": "1"}'), ("wu", "corrected", '{ "value":"1" }')], "corrected", "accepted"),
        ([("li", "corrected", '{"value": "1"}'), ("wu", "corrected", '{"value": "2"}')], "", "proposed"),
        ([("li", "unsure", "")], "unsure", "proposed"),
        ([("li", "rejected", ""), ("wu", "rejected", ""), ("xu", "rejected", "")], "rejected", "rejected"),
    ],
)
def test_where_people_agree_it_holds_and_where_they_differ_it_stays_as_read(
    decisions: list[tuple[str, str, str]], decision: str, status: str
) -> None:
    cells = [row(decision=d, by=by, fields=fields) for by, d, fields in decisions]
    for order in itertools.permutations(cells):
        (found,) = reviews.decided(order).values()
        assert (found.decision, found.status, found.disputed) == (decision, status, decision == "")


# --- What a decision does ---------------------------------------------------------------------------------------------


def test_three_decisions_are_three_rows_and_closing_them_restores_the_bytes(desk: Desk) -> None:
    before = desk.made()
    subprocess.run(["git", "init", "-q", desk.library.root], check=True)
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "before")
    rows = [
        desk.correct("3.2天", value="3.6"),
        deciding.reject(desk.library, desk.said("42家").id, "li", "not the platform's", ON),
        deciding.accept(desk.library, desk.said("25%").id, "li", "as it stands", ON),
    ]
    git(desk, "add", "-A", "curated")
    diff = git(desk, "diff", "--cached", "curated").splitlines()
    added = [line for line in diff if line.startswith("+") and not line.startswith(("+++", "+#", "+id\t"))]
    assert [line[1:].split("\t")[2] for line in added] == ["corrected", "rejected", "accepted"]
    assert desk.build().read == (SOURCE,)
    assert verify.verify(desk.library.release, desk.library.root / "sources") == []
    made = desk.reread()
    assert desk.wrong(made) == []
    assert [
        str(f)
        for f in validate.found([*made.said, *made.follows, *release.vocabulary()])
        if f.severity == "error" and "/review/" in f.node
    ] == []
    level = ids.statement(desk.said("3.2天").id)
    assert values(made, level) == ["3.6"]
    assert values(made, level, "surface") == ["3.2天"]
    assert values(made, ids.review(rows[0].id), "asRead") == ["value=3.2"]
    derived_one = next(
        str(q.subject).strip("<>")
        for q in made.follows
        if (q.predicate, q.object) == (derived.DERIVED_FROM, NamedNode(level))
    )
    excerpt = dict(quads.behind(graphs.open(desk.library), [derived_one]))
    assert "4.500" in {getattr(q.object, "value", "") for q in excerpt[ids.inferred(SOURCE)]}
    proof = report.prove(
        excerpt[ids.graph(SOURCE)], excerpt[ids.inferred(SOURCE)], desk.library.root / "sources", excerpt=True
    )
    assert proof is not None and proof.findings == []
    answer = graphs.open(desk.library).ask("metric-values", metric="办理时限", place="云澜市", year=2022)
    assert [str(r["value"]) for r in answer.rows if r["figure"] == "3.2天"] == ["3.6"]
    assert desk.made() != before
    for r in rows:
        deciding.close(desk.library, r.id, ON)
    assert desk.build().read == (SOURCE,)
    assert desk.made() == before
    assert [r.closed for r in reviews.rows(desk.library.curated("reviews"))] == [ON] * 3


def git(desk: Desk, *words: str, fails: bool = False) -> str:
    who = (
        "-c",
        "user.name=a reader",
        "-c",
        "user.email=reader@example.org",
        "-c",
        "core.autocrlf=false",
        "-c",
        "init.defaultBranch=main",
    )
    done = subprocess.run(
        ["git", *who, "-C", desk.library.root, *words], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode != 0) == fails, done.stderr
    return done.stdout


def test_a_figure_derived_from_a_corrected_one_follows_it(desk: Desk) -> None:
    level = NamedNode(ids.statement(desk.said("3.2天").id))

    def before(made: part.Part) -> list[str]:
        """The value of the year before that the report's level and its change give."""
        of = {q.subject for q in made.follows if (q.predicate, q.object) == (derived.DERIVED_FROM, level)}
        return [
            str(getattr(q.object, "value", ""))
            for q in made.follows
            if q.predicate == rdf.gov("value") and q.subject in of
        ]

    assert before(desk.reread()) == ["4.000"]
    for value, year_before in (("3.6", "4.500"), ("3.65", "4.5625"), ("3", "3.750")):
        desk.correct("3.2天", value=value)
        made = desk.reread()
        assert before(made) == [year_before]
        assert desk.wrong(made) == []


def test_a_corrected_end_keeps_the_anchor_of_what_was_read(desk: Desk) -> None:
    read = desk.said("正式上线", "milestone")
    desk.correct("正式上线", type_="milestone", event="piloted")
    made = desk.reread()
    now = desk.said("正式上线", "milestone")
    assert (now.id, now.status, getattr(now, "event", "")) == (read.id, "accepted", "piloted")
    assert now.anchor() != now.id == read.anchor()
    assert desk.wrong(made) == []


def test_what_refers_to_a_corrected_statement_still_finds_it_and_is_told(desk: Desk) -> None:
    said = desk.said("3.2天")
    desk.correct("3.2天", about="云澜市政务服务数据管理局")  # a name that means one thing alone
    made = desk.reread()
    referring = deciding.referring(desk.library, said.id)
    assert {s.type for s in referring} == {"attribution"}
    assert all(values(made, ids.statement(s.id), "outcome") == [ids.statement(said.id)] for s in referring)
    assert values(made, ids.statement(said.id), "about") == [ids.entity("Unit", "云澜市政务服务数据管理局", "云澜市")]
    assert desk.wrong(made) == []


def test_people_who_differ_leave_it_as_read_and_the_later_word_of_one_person_counts(desk: Desk) -> None:
    desk.correct("3.2天", value="3.6")
    desk.correct("3.2天", by="wu", value="3.7")
    made = desk.reread()
    level = ids.statement(desk.said("3.2天").id)
    assert values(made, level) == ["3.2"]
    assert desk.said("3.2天").status == "proposed"
    assert desk.wrong(made) == []
    desk.correct("3.2天", by="wu", value="3.6")
    kept = reviews.rows(desk.library.curated("reviews"))
    assert [(r.by, r.closed) for r in kept] == [("li", ""), ("wu", ON), ("wu", "")]
    made = desk.reread()
    assert values(made, level) == ["3.6"]
    assert desk.wrong(made) == []


def test_a_decision_is_closed_by_its_statement_where_that_has_no_other(desk: Desk) -> None:
    one = desk.correct("3.2天", value="3.6")
    assert deciding.close(desk.library, one.statement, ON).id == one.id
    desk.correct("3.2天", value="3.6")
    desk.correct("3.2天", by="wu", value="3.7")
    with pytest.raises(CallerError) as e:
        deciding.close(desk.library, one.statement, ON)
    assert e.value.code == "review.several"
    assert sum(not r.closed for r in reviews.rows(desk.library.curated("reviews"))) == 2


def test_who_accepts_a_corrected_statement_agrees_with_the_correction(desk: Desk) -> None:
    desk.correct("3.2天", value="3.6")
    made = deciding.accept(desk.library, desk.said("3.2天").id, "wu", "the printed copy says so", ON)
    assert (made.decision, made.values) == ("corrected", {"value": "3.6"})
    kept = desk.reread()
    assert values(kept, ids.statement(made.statement)) == ["3.6"]
    assert desk.wrong(kept) == []


def test_who_accepts_what_people_differ_on_accepts_it_as_it_stands(desk: Desk) -> None:
    desk.correct("3.2天", value="3.6")
    said = desk.said("3.2天")
    deciding.reject(desk.library, said.id, "wu", "not of this year", ON)
    desk.reread()
    made = deciding.accept(desk.library, said.id, "xu", "seen", ON)  # it stands there as 3.2
    assert (made.decision, made.fields) == ("accepted", "")


def test_a_new_decision_that_is_refused_leaves_the_former_one(desk: Desk) -> None:
    said = desk.said("3.2天")
    deciding.accept(desk.library, said.id, "li", "seen", ON)
    before = desk.table.read_bytes()
    with pytest.raises(CallerError) as e:
        deciding.reject(desk.library, said.id, "li", "not\tso", ON)
    assert e.value.code == "curated.cell"
    assert desk.table.read_bytes() == before


def test_what_closes_one_row_and_adds_another_is_written_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = desk.said("3.2天")
    deciding.accept(desk.library, said.id, "li", "seen", ON)
    seen: list[list[tuple[str, bool]]] = []
    put = Path.replace

    def replace_(self: Path, target: Path) -> Path:
        made = put(self, target)
        seen.append([(r.decision, bool(r.closed)) for r in reviews.rows(desk.library.curated("reviews"))])
        return made

    monkeypatch.setattr(Path, "replace", replace_)
    deciding.reject(desk.library, said.id, "li", "not so", ON)
    assert seen == [[("accepted", True), ("rejected", False)]]  # whoever is killed in between leaves one or the other


def test_the_same_decision_again_writes_nothing(desk: Desk) -> None:
    first = desk.correct("3.2天", value="3.6")
    before = desk.table.read_bytes()
    assert desk.correct("3.2天", value="3.6").id == first.id
    assert desk.table.read_bytes() == before


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"value": "about 3"}, "review.value"), ({"value": "1e9"}, "review.value"), ({"value": ""}, "review.value"),
    ({"value": 3.6}, "review.value"), ({"low": "3"}, "review.value"), ({"low": "4", "high": "3"}, "review.value"),
    ({"bound": "roughly"}, "review.value"), ({"metric": "no-such-metric"}, "review.value"), ({"about": "Reform/没有的改革"}, "review.value"),
    ({"start": "last year"}, "review.value"), ({"start": "2023"}, "review.value"),
    ({"start": "2022-13", "end": "2022-14"}, "review.value"), ({"start": "2022-02-30", "end": "2022-03-01"}, "review.value"),
    ({"start": "2022-00", "end": "2022"}, "review.value"), ({"direction": "up"}, "review.value"),
    ({"kind": "change"}, "review.value"), ({"role": "hope"}, "review.value"), ({"subset_of": "0" * 16}, "review.value"),
    ({"unit": "天\u0007"}, "review.value"), ({"metric_as_written": " "}, "review.value"), ({"scope": ["a"]}, "review.value"),
    ({"evidence": {}}, "review.field"), ({"rule": "person"}, "review.field"), ({"id": "0" * 16}, "review.field"),
    ({"status": "accepted"}, "review.field"), ({"no_such": "x"}, "review.field"), ({"value": "3.2"}, "review.same"), ({}, "review.same"),
]  # fmt: skip


def test_a_correction_that_cannot_be_is_refused_and_nothing_is_written(desk: Desk) -> None:
    for fields, code in WRONG:
        with pytest.raises(GovkgError) as e:
            desk.correct("3.2天", **fields)
        assert (e.value.code, fields) == (code, fields)
        assert not desk.table.exists()
        assert "\n" not in str(e.value)


def test_names_of_things_and_accounts_of_reading_are_not_corrected(desk: Desk) -> None:
    thing = next(s for s in statements.load(desk.library.statements(SOURCE)) if s.type == "entity")
    with pytest.raises(GovkgError) as e:
        deciding.correct(desk.library, thing.id, {"name": "另一名称"}, "li", "typo", ON)
    assert e.value.code == "review.field"
    tie = next(s for s in statements.load(desk.library.statements(SOURCE)) if s.type == "participation")
    with pytest.raises(GovkgError) as e:
        deciding.correct(desk.library, tie.id, {"organisation": "Platform/云澜通"}, "li", "typo", ON)
    assert e.value.code == "review.value"
    assert "kind" in e.value.what


@pytest.mark.parametrize(
    ("by", "why", "code"), [("", "seen", "judge.by"), ("li", " ", "judge.why"), ("li", "a\tb", "curated.cell")]
)
def test_a_decision_says_who_and_why_in_one_line(desk: Desk, by: str, why: str, code: str) -> None:
    with pytest.raises(CallerError) as e:
        deciding.accept(desk.library, desk.said("3.2天").id, by, why, ON)
    assert e.value.code == code
    assert not desk.table.exists()


# --- What a person adds -----------------------------------------------------------------------------------------------


def test_an_added_statement_stands_on_its_words_as_a_read_one_does(desk: Desk) -> None:
    before = desk.reread()
    text = desk.library.source(SOURCE).text
    quote = next(w for w in ("首批", "全省", "工作", "改革") if text.count(w))
    start = text.index(quote)
    done = deciding.add(
        desk.library,
        SOURCE,
        "milestone",
        start,
        start + len(quote),
        {"event": "piloted", "entity": "云澜通"},
        "li",
        "not read",
        ON,
    )
    desk.reread()
    made = desk.said(quote, "milestone")
    assert (made.id, made.rule, made.status) == (done.statement, "person", "accepted")
    assert made.id == made.anchor()
    assert text[made.evidence.start : made.evidence.end] == quote
    assert made.evidence.sentence_start <= start < made.evidence.sentence_end
    tie = deciding.add(desk.library, SOURCE, "attribution", start, start + len(quote),
                       {"initiative": "最多跑一次", "outcome": made.id}, "li", "not read", ON)  # fmt: skip
    kept = desk.reread()
    assert desk.wrong(kept) == []
    assert values(kept, ids.statement(tie.statement), "basis") == [ids.concept("basis", "curated")]
    with pytest.raises(CallerError) as e:
        deciding.close(desk.library, done.id, ON)  # the attribution stands on it
    assert e.value.code == "review.rests"
    deciding.close(desk.library, tie.id, ON)
    deciding.close(desk.library, done.id, ON)
    assert desk.reread() == before


def test_what_the_report_is_read_to_say_is_not_added(desk: Desk) -> None:
    said = desk.said("3.2天")
    with pytest.raises(CallerError) as e:
        deciding.add(desk.library, SOURCE, "observation", said.evidence.start, said.evidence.end,
                     {"about": "最多跑一次", "metric_as_written": "办理时限"}, "li", "not read", ON)  # fmt: skip
    assert e.value.code == "review.there"
    assert not desk.table.exists()


def test_an_added_figure_says_what_its_words_say(desk: Desk) -> None:
    def again(**fields: str) -> Row:
        return desk.add("8.6%", **fields)

    with pytest.raises(CallerError) as e:
        again(about="云澜通", metric_as_written="满意率", value="9.6")
    assert e.value.code == "review.surface"
    with pytest.raises(CallerError) as e:
        again(metric_as_written="满意率")
    assert (e.value.code, "about" in e.value.what) == ("review.field", True)
    made = again(about="云澜通", metric_as_written="满意率", start="2022", end="2022")
    assert (made.values["value"], made.values["unit"]) == ("8.6", "%")
    assert desk.wrong(desk.reread()) == []
    better = deciding.correct(desk.library, made.statement, {"metric": "满意率"}, "li", "its concept", ON)
    assert (better.decision, better.statement) == ("added", made.statement)
    gone = deciding.reject(desk.library, made.statement, "li", "not a figure of its own", ON)
    assert (gone.id, gone.closed) == (better.id, ON)
    assert reviews.opened(desk.library.curated("reviews")) == []


def test_who_added_a_statement_corrects_it_or_closes_the_row(desk: Desk) -> None:
    mine = desk.add("8.6%", about="云澜通", metric_as_written="满意率")
    desk.reread()
    with pytest.raises(CallerError) as e:
        deciding.unsure(desk.library, mine.statement, "li", "cannot tell", ON)
    assert (e.value.code, mine.id in e.value.cure) == ("review.rests", True)
    theirs = deciding.unsure(desk.library, mine.statement, "wu", "cannot tell", ON)
    made = desk.reread()
    assert next(s.status for s in made.statements if s.id == mine.statement) == "proposed"
    assert desk.wrong(made) == []
    with pytest.raises(CallerError) as e:
        deciding.close(desk.library, mine.id, ON)
    assert (e.value.code, theirs.id in str(e.value)) == ("review.rests", True)


def test_a_thing_that_no_rule_named_is_added_once(desk: Desk) -> None:
    text = desk.library.source(SOURCE).text
    quote = "受理各类办件"
    start = text.index(quote)

    def thing(kind: str, name: str) -> Row:
        return deciding.add(
            desk.library,
            SOURCE,
            "entity",
            start,
            start + len(quote),
            {"kind": kind, "name": name},
            "li",
            "not read",
            ON,
        )

    for kind, name, code in (
        ("Rumour", quote, "review.value"),
        ("Platform", "云澜通", "review.there"),
        ("Platform", " ", "review.value"),
    ):
        with pytest.raises(CallerError) as e:
            thing(kind, name)
        assert e.value.code == code
    thing("Reform", quote)
    desk.add("8.6%", about=quote, metric_as_written="满意率")  # what was added is there for what is added next
    made = desk.reread()
    assert desk.wrong(made) == []
    assert [s.key for s in made.statements if isinstance(s, statements.Entity) and s.rule == "person"] == [
        f"Reform/{quote}"
    ]


def test_a_thing_of_the_wrong_kind_is_added_anew_and_what_names_it_follows(desk: Desk) -> None:
    thing = desk.said("云澜通", "entity")
    with pytest.raises(GovkgError, match="reject it and add it anew") as e:
        deciding.correct(desk.library, thing.id, {"kind": "Reform"}, "li", "a reform", ON)
    assert e.value.code == "review.field"
    naming = {s.id: s for s in deciding.referring(desk.library, thing.id)}
    assert naming and all("Platform/云澜通" in s.record().values() for s in naming.values())
    deciding.reject(desk.library, thing.id, "li", "a reform", ON)
    start = desk.library.source(SOURCE).text.index("云澜通")
    made = deciding.add(
        desk.library, SOURCE, "entity", start, start + 3, {"kind": "Reform", "name": "云澜通"}, "li", "a reform", ON
    )
    for s in naming.values():
        field = next(name for name, value in s.record().items() if value == "Platform/云澜通")
        deciding.correct(desk.library, s.id, {field: "Reform/云澜通"}, "li", "a reform", ON)
    built = desk.reread()
    assert desk.wrong(built) == []
    kept = [s.status for s in built.statements if isinstance(s, statements.Entity) and s.name == "云澜通"]
    assert sorted(kept) == ["accepted", "rejected"] and made.decision == "added"
    said = [s for s in built.statements if not isinstance(s, statements.Entity)]
    assert not any("Platform/云澜通" in s.record().values() for s in said)


@pytest.mark.parametrize(
    ("start", "end", "code"), [(-1, 3, "review.words"), (5, 5, "review.words"), (0, 10**9, "review.words")]
)
def test_words_that_are_not_there_are_refused(desk: Desk, start: int, end: int, code: str) -> None:
    with pytest.raises(CallerError) as e:
        deciding.add(desk.library, SOURCE, "shortcoming", start, end, {}, "li", "not read", ON)
    assert e.value.code == code


def test_words_are_found_at_one_place_or_where_it_is_said(desk: Desk) -> None:
    source = desk.library.source(SOURCE)
    several = next(w for w in ("云澜通", "办件", "最多跑一次") if source.text.count(w) > 1)
    with pytest.raises(CallerError) as e:
        deciding.place(source, several)
    assert e.value.code == "review.quote"
    last = source.text.rindex(several)
    assert deciding.place(source, several, last) == (last, last + len(several))
    for quote, at in (("没有的话", None), (several, last + 1), ("", None), ("", 4)):
        with pytest.raises(CallerError):
            deciding.place(source, quote, at)


def test_an_added_row_that_was_changed_by_hand_is_told_by_its_line(desk: Desk) -> None:
    made = desk.add("8.6%", about="云澜通", metric_as_written="满意率")
    for change, code in (
        (lambda v: v["evidence"].update(start=v["evidence"]["start"] - 1), "review.words"),
        (lambda v: v["evidence"].update(prefix="别处"), "review.words"),
        (lambda v: v.update(index=1), "review.anchor"),
        (lambda v: v.update(type="finding"), "review.field"),
        (lambda v: v["evidence"].pop("exact"), "review.fields"),
    ):
        values = made.values
        change(values)  # type: ignore[no-untyped-call]
        lines = desk.table.read_text(encoding="utf-8").split("\n")
        cells = lines[2].split("\t")
        cells[3] = json.dumps(values, ensure_ascii=False)
        edited = "\n".join([*lines[:2], "\t".join(cells), ""])
        desk.table.write_text(edited, encoding="utf-8", newline="\n")
        with pytest.raises(CuratorError) as e:
            desk.reread()
        assert (e.value.code, e.value.where) == (code, f"{desk.table}:3")


# --- The proof --------------------------------------------------------------------------------------------------------


def test_the_proof_finds_every_decision_that_the_graph_does_not_tell(desk: Desk) -> None:
    fixed = desk.correct("3.2天", value="3.6")
    out = deciding.reject(desk.library, desk.said("42家").id, "li", "not the platform's", ON)
    new = desk.add("8.6%", about="云澜通", metric_as_written="满意率")
    made = desk.reread()
    review = {r.id: NamedNode(ids.review(r.id)) for r in (fixed, out, new)}

    def proved(change: Callable[[Quad], Quad | None]) -> set[str]:
        said = [kept for q in made.said if (kept := change(q))]
        proof = report.prove(said, made.follows, desk.library.root / "sources")
        return {f.code for f in proof.findings} if proof else set()

    def instead(q: Quad, r: Row, prop: str, value: str) -> Quad:
        if (q.subject, q.predicate) != (review[r.id], rdf.gov(prop)):
            return q
        return Quad(q.subject, q.predicate, Literal(value), q.graph_name)

    assert proved(lambda q: q) == set()
    for r in (fixed, out, new):
        assert "verify.review" in proved(lambda q, r=r: None if q.subject == review[r.id] else q)  # type: ignore[misc]
    assert "verify.value" in proved(lambda q: None if q.subject == review[fixed.id] else q)
    assert "verify.value" in proved(lambda q: instead(q, fixed, "asRead", "value=3.3"))
    assert "verify.review" in proved(lambda q: instead(q, fixed, "asRead", "unit=天"))
    assert "verify.review" in proved(lambda q: instead(q, fixed, "saysInstead", "value=3.7"))
    assert "verify.review" in proved(lambda q: instead(q, fixed, "asRead", "no_such=1"))
    assert "verify.review" in proved(lambda q: instead(q, new, "saysInstead", "value=9.6"))
    assert "verify.review" in proved(
        lambda q: Quad(q.subject, q.predicate, NamedNode(ids.concept("decision", "accepted")), q.graph_name)
        if (q.subject, q.predicate) == (review[out.id], rdf.gov("decision")) else q
    )  # fmt: skip
    stray = ids.statement("0" * 16)
    assert "verify.review" in proved(
        lambda q: Quad(q.subject, q.predicate, NamedNode(stray), q.graph_name)
        if (q.subject, q.predicate) == (review[out.id], rdf.gov("reviews")) else q
    )  # fmt: skip


# --- Many hands -------------------------------------------------------------------------------------------------------


def test_a_conflict_in_git_is_two_whole_rows_and_keeping_both_works(desk: Desk) -> None:
    subprocess.run(["git", "init", "-q", desk.library.root], check=True)
    deciding.accept(desk.library, desk.said("25%").id, "li", "as it stands", ON)
    git(desk, "add", "curated")
    git(desk, "commit", "-qm", "first")
    git(desk, "branch", "-m", "main")
    git(desk, "checkout", "-qb", "theirs")
    theirs = desk.correct("3.2天", by="wu", value="3.6")
    git(desk, "commit", "-qam", "theirs")
    git(desk, "checkout", "-q", "main")
    ours = deciding.reject(desk.library, desk.said("42家").id, "li", "not the platform's", ON)
    git(desk, "commit", "-qam", "ours")
    git(desk, "merge", "theirs", fails=True)
    lines = desk.table.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("<<<<<<<"))
    assert [line.split("\t")[0] for line in lines[at + 1 : at + 4]] == [ours.id, "=======", theirs.id]
    for does in (desk.build, lambda: deciding.accept(desk.library, desk.said("20%").id, "li", "seen", ON)):
        with pytest.raises(CuratorError) as e:
            does()
        assert (e.value.code, e.value.where) == ("curated.conflict", f"{desk.table}:{at + 1}")
    kept = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    desk.table.write_text("\n".join(kept), encoding="utf-8", newline="\n")
    made = desk.reread()
    assert desk.wrong(made) == []
    assert desk.said("42家").status == "rejected"
    assert values(made, ids.statement(desk.said("3.2天").id)) == ["3.6"]


def test_only_the_report_of_the_statement_is_read_anew(desk: Desk) -> None:
    there = {name: desk.library.statements(name).stat().st_mtime_ns for name in desk.library.source_ids()}
    made = desk.correct("3.2天", value="3.6")
    assert pipeline.standing(desk.library).stale == {SOURCE: ("curation",)}
    desk.build()
    new = desk.add("8.6%", about="云澜通", metric_as_written="满意率")
    assert pipeline.standing(desk.library).stale == {SOURCE: ("curation",)}
    assert desk.build().read == (SOURCE,)
    assert pipeline.standing(desk.library).current
    lines = desk.table.read_text(encoding="utf-8")
    desk.table.write_text(lines.replace("misprint", "the printed copy says so"), encoding="utf-8", newline="\n")
    assert desk.build().read == (SOURCE,)  # the reason stands in the graph too
    for r in (made, new):
        deciding.close(desk.library, r.id, ON)
    assert desk.build().read == (SOURCE,)
    now = {name: desk.library.statements(name).stat().st_mtime_ns for name in desk.library.source_ids()}
    assert {name for name in there if now[name] != there[name]} == {SOURCE}


def test_a_decision_on_a_statement_that_is_gone_is_told_with_its_line(desk: Desk) -> None:
    made = deciding.accept(desk.library, desk.said("3.2天").id, "li", "seen", ON)
    desk.table.write_text(
        desk.table.read_text(encoding="utf-8").replace(made.statement, "0" * 16), encoding="utf-8", newline="\n"
    )
    with pytest.raises(CuratorError) as e:
        desk.build()
    assert (e.value.code, e.value.where) == ("review.lost", f"{desk.table}:3")


def test_rows_pass_between_processes_as_they_are() -> None:
    import pickle

    kept = reviews.rows([row()])
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert replace(kept[0], where="elsewhere") == kept[0]
