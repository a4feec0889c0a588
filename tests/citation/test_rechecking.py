"""Rechecking: what was corrected, withdrawn, moved or read otherwise since it was cited, and what a person said to it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Quad
from tests.citation import factory
from tests.pipeline import reports

from govkg import deciding, statements
from govkg.citation import bibtex, building, csl, gbt7714, kept, origin, rechecking, references, ris
from govkg.citation.kept import Kept
from govkg.citation.rechecking import Checked
from govkg.cli import main
from govkg.errors import CallerError
from govkg.statements import Observation, Statement

FIGURE = "06d789e5f2f9cc80"
FORMS = {".bib": bibtex.write, ".ris": ris.write, ".json": csl.write, ".txt": gbt7714.write}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A figure and an answer, cited in each form."""
    here, folder = factory.here(), tmp_path_factory.mktemp("cited")
    cited = [building.statement(here, FIGURE), building.question(here, "outcomes-of-reform", {"reform": "一事联办"})]
    for suffix, write in FORMS.items():
        text = "\n".join(write(references.of(c)) for c in cited)
        (folder / f"paper{suffix}").write_text(
            text.replace("]\n\n[", ",") if suffix == ".json" else text, encoding="utf-8"
        )
    return [folder / f"paper{suffix}" for suffix in FORMS]


def check(files: list[Path], tmp_path: Path, change: dict[str, str], more: Sequence[Quad] = ()) -> dict[str, Checked]:
    """How the figure stands in a graph where its fields are others, by the form of the file."""

    def changed(s: Statement) -> Statement:
        return replace(s, **change) if s.id == FIGURE and isinstance(s, Observation) else s  # type: ignore[arg-type]

    here = origin.at(factory.write(tmp_path / "now.trig", changed, more))
    made = {}
    for path in files:
        figure, answer = kept.read(path)
        assert (figure.id.kind, answer.id.kind) == ("statement", "ask")
        made[path.suffix] = rechecking.check(here, figure)
    return made


def test_nothing_changed(files: list[Path]) -> None:
    here = origin.of_library(factory.library())
    for path in files:
        assert [rechecking.check(here, one).state for one in kept.read(path)] == ["unchanged", "unchanged"]


def test_a_correction_tells_the_value_then_and_now_and_who(files: list[Path], tmp_path: Path) -> None:
    more = factory.review(FIGURE, "corrected", "value=39.16")
    for found in check(files, tmp_path, {"value": "39.17", "status": "accepted"}, more).values():
        assert (found.state, found.then, found.now) == ("corrected", "↓ 39.16 %", "↓ 39.17 %")
        assert found.decision is not None
        assert (found.decision.by, found.decision.on, found.decision.why) == ("李雷", "2026-11-20", "原文另有一处")


def test_what_was_accepted_is_unchanged(files: list[Path], tmp_path: Path) -> None:
    for found in check(files, tmp_path, {"status": "accepted"}, factory.review(FIGURE, "accepted")).values():
        assert (found.state, found.decision and found.decision.decision) == ("unchanged", "accepted")


def test_what_was_rejected_is_withdrawn(files: list[Path], tmp_path: Path) -> None:
    for found in check(files, tmp_path, {"status": "rejected"}, factory.review(FIGURE, "rejected")).values():
        assert (found.state, found.now, found.decision and found.decision.why) == ("withdrawn", "", "原文另有一处")


def test_what_a_rule_reads_otherwise_is_changed_or_read_anew(files: list[Path], tmp_path: Path) -> None:
    for suffix, found in check(files, tmp_path, {"value": "39.2"}).items():
        # A line of GB/T keeps the identifier alone: that it is another is seen, but not in what.
        was = ("changed", "", "unkept") if suffix == ".txt" else ("changed", "↓ 39.16 %", "")
        assert (found.state, found.then, found.why) == was
    for suffix, found in check(files, tmp_path, {"rule": "another-rule"}).items():
        assert (found.state, found.why) == (("changed", "unkept") if suffix == ".txt" else ("reread", ""))


def test_the_words_are_cited_too(tmp_path: Path) -> None:
    """A better text may read another word where the value is the same: what was quoted is quoted no longer."""
    (tmp_path / "a.bib").write_text(
        bibtex.write(references.of(building.statement(factory.here(), FIGURE))), encoding="utf-8"
    )
    (one,) = kept.read(tmp_path / "a.bib")

    here = factory.here()
    other = replace(one.id, hash="0" * 16)  # as a graph gave it in which it was another

    def among(quote: str) -> Checked:
        return rechecking.check(here, replace(one, quote=quote, id=other))

    assert (among(one.quote).state, among(one.quote[:2] + " " + one.quote[2:]).state) == ("reread", "reread")
    found = among("39.l6%")
    assert (found.state, found.then, found.now) == ("changed", "39.l6%", one.quote)


def test_blanks_in_a_value_are_no_change(tmp_path: Path) -> None:
    """A file of citations holds a value on one line: a unit with a wide blank in it is the same unit."""

    def written(name: str, rule: str) -> origin.Origin:
        def made(s: Statement) -> Statement:
            return replace(s, unit="件\u3000 次", rule=rule) if s.id == FIGURE and isinstance(s, Observation) else s

        return origin.at(factory.write(tmp_path / name, made))

    cited, now = references.of(building.statement(written("then.trig", "one"), FIGURE)), written("now.trig", "other")
    for suffix in (".bib", ".ris", ".json"):
        (tmp_path / f"a{suffix}").write_text(FORMS[suffix](cited), encoding="utf-8")
        (one,) = kept.read(tmp_path / f"a{suffix}")
        assert rechecking.check(now, one).state == "reread", suffix


def test_the_answer_changed_and_which_rows(files: list[Path], tmp_path: Path) -> None:
    def without(s: Statement) -> Statement | None:
        return None if FIGURE in (s.id, getattr(s, "outcome", "")) else s

    here = origin.at(factory.write(tmp_path / "now.trig", without))
    for path in files:
        gone, asked = kept.read(path)
        assert rechecking.check(here, asked).state == "changed"
        found = rechecking.check(here, gone)
        assert (found.state, found.why) == (
            ("unknown", "nowhere") if path.suffix == ".txt" else ("withdrawn", "unread")
        )
    rows = rechecking.check(here, asked, building.again(factory.here(), asked.id).data).rows
    assert rows is not None and len(rows.went) == 1


def test_another_dataset_the_same_answer(files: list[Path], tmp_path: Path) -> None:
    here = origin.at(factory.write(tmp_path / "now.trig", lambda s: None if s.type == "shortcoming" else s))
    for path in files:
        assert [rechecking.check(here, one).state for one in kept.read(path)] == ["unchanged", "elsewhere"]


def test_a_place_that_moved(tmp_path: Path) -> None:
    """The text was put in place of a better one: the words stand elsewhere, the anchor is kept."""
    here = factory.here()
    (tmp_path / "a.bib").write_text(bibtex.write(references.of(building.statement(here, FIGURE))), encoding="utf-8")
    (one,) = kept.read(tmp_path / "a.bib")

    def moved(s: Statement) -> Statement:
        e = s.evidence
        at = 2 * e.start - e.sentence_end  # some other place, the same for all that stand there
        return (
            replace(s, evidence=replace(e, start=at, end=at + len(e.exact), sentence_start=at, sentence_end=e.end))
            if s.id == FIGURE
            else s
        )

    found = rechecking.check(origin.at(factory.write(tmp_path / "now.trig", moved)), one)
    assert found.state == "moved" and found.then == "1961-1966" != found.now


def test_decisions_in_a_workspace_and_a_report_that_left_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it happens: cited, corrected, taken back, rejected, and the report taken out; each after a build."""
    library = reports.write(tmp_path / "w", range(2))
    at = ["--workspace", str(library.root), "--lang", "zh"]

    def built() -> None:
        assert main(["build", *at, "--jobs", "1"]) == 0

    def told() -> tuple[int, Checked]:
        code = main(["recheck", str(tmp_path / "a.bib"), *at])
        return code, rechecking.check(origin.of_library(library), one)

    built()
    figure = next(
        s
        for s in statements.load(library.statements("yunjiang-00001"))
        if isinstance(s, Observation) and s.value == "11"
    )
    (tmp_path / "a.bib").write_text(
        bibtex.write(references.of(building.statement(origin.of_library(library), figure.id))), encoding="utf-8"
    )
    (one,) = kept.read(tmp_path / "a.bib")
    assert told()[0] == 0
    row = deciding.correct(library, figure.id, {"value": "110000"}, "李雷", "单位是万", "2026-11-20")
    built()
    code, found = told()
    assert (code, found.state) == (1, "corrected") and found.then.startswith("11 ") and found.now.startswith("110000 ")
    assert found.decision is not None and (found.decision.by, found.decision.on, found.decision.why) == (
        "李雷",
        "2026-11-20",
        "单位是万",
    )
    assert "已更正" in capsys.readouterr().out
    deciding.close(library, row.id, "2026-11-21")
    built()
    code, found = told()
    assert (code, found.state) == (0, "unchanged")
    deciding.reject(library, figure.id, "韩梅梅", "不是指标", "2026-11-22")
    built()
    code, found = told()
    assert (code, found.state, found.decision and found.decision.by) == (1, "withdrawn", "韩梅梅")
    assert main(["remove", "yunjiang-00001", *at]) == 0
    built()
    code, found = told()
    assert (code, found.state, found.why) == (1, "withdrawn", "left")
    assert rechecking.check(factory.here(), one).state == "unknown"
    assert rechecking.check(origin.of_library(library), replace(one, report="../..")).state == "unknown"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "cite.none"),
        (b"@misc{a, title={b}}", "cite.none"),
        (b"\xff\xfea", "cite.file"),
        (b"{" * 100000, "cite.none"),
        (b"[[[1", "cite.none"),
    ],
)
@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_a_file_that_cites_nothing_is_told(tmp_path: Path, data: bytes, code: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(CallerError) as refused:
        kept.read(path)
    assert refused.value.code == code


def test_what_reference_managers_make_of_a_file_is_read(tmp_path: Path) -> None:
    """Zotero, JabRef and others leave fields out, escape characters, and put the identifier where they please."""
    id_ = building.question(factory.here(), "metric-values", {"metric": "办理"}).id
    escaped = id_.replace("%", r"\%").replace("~", r"{\textasciitilde}").replace("_", r"\_").replace("&", r"\&")
    for text in (
        f"@misc{{zotero, title = {{x}},\n howpublished = {{{escaped}}}\n}}\n",
        f'@misc{{jabref,\n  note = "{id_}" }}',
        f"@misc{{broken, note = {{{id_}\n\n@misc{{other, title = {{y}}}}\n",
        rf"\url{{{id_}}}. 另见 {id_}。",
    ):
        path = tmp_path / "a.bib"
        path.write_text(text, encoding="utf-8")
        assert [str(one.id) for one in kept.read(path)] == [id_], text
    assert isinstance(kept.read(path)[0], Kept)
