"""A workspace whose report is repaired: ids, reviews and citations hold, the proof is clean, and the way back gives the former bytes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.repair.damaging import workspace

from govkg import accession, deciding, pipeline, repair, resources, statements
from govkg.citation import bibtex, building, identifier, rechecking, references, resolving
from govkg.citation import kept as citations
from govkg.citation.kept import Kept
from govkg.citation.origin import at
from govkg.errors import CallerError, GovkgError
from govkg.intake.model import Item
from govkg.library import Library
from govkg.repair.paired import LOOSE, TIES
from govkg.statements import Observation
from govkg.verify import verify

GOOD = resources.path("graph/sources/wuhan-2021/text.txt").read_text(encoding="utf-8")
WHO = {"by": "li", "on": "2026-11-28", "why": "official page"}


def better(text: str = GOOD, name: str = "official.txt") -> accession.Accession:
    return accession.read(Item(name, name, text.encode()))


def files(library: Library) -> dict[str, bytes]:
    folders = ("sources", "curated", "statements", "release")
    return {
        p.relative_to(library.root).as_posix(): p.read_bytes()
        for f in folders for p in sorted((library.root / f).rglob("*")) if p.is_file()
    }  # fmt: skip


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A workspace with a worse copy of the Wuhan report, built; it is copied, never changed."""
    return workspace(tmp_path_factory.mktemp("damaged") / "工 作", GOOD, 2)


@pytest.fixture
def library(damaged: Library, tmp_path: Path) -> Library:
    root = tmp_path / "ws"
    shutil.copytree(damaged.root, root)
    return Library(root, root)


@pytest.fixture(scope="module")
def once(damaged: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, repaired by the undamaged text and built; it is copied, never changed."""
    root = tmp_path_factory.mktemp("repaired") / "ws"
    shutil.copytree(damaged.root, root)
    library = Library(root, root)
    repair.write(library, repair.plan(library, "w", better(), **WHO))
    pipeline.build(library)
    return root


@pytest.fixture
def repaired(once: Path, tmp_path: Path) -> Library:
    root = tmp_path / "repaired"
    shutil.copytree(once, root)
    return Library(root, root)


def ids(library: Library) -> set[str]:
    return {s.id for s in statements.load(library.statements("w")) if s.type not in LOOSE}


def some(library: Library, surface: str) -> Observation:
    found = statements.load(library.statements("w"))
    return next(s for s in found if isinstance(s, Observation) and s.evidence.exact == surface)


def test_what_was_reviewed_and_cited_holds_over_the_better_text(library: Library) -> None:
    kept = some(library, "60.90%")
    deciding.correct(library, kept.id, {"scope": "已定标事项"}, **WHO)
    e = some(library, "39.16%").evidence
    added = deciding.add(library, "w", "milestone", e.sentence_start, e.sentence_end,
                         {"event": "completed", "entity": kept.about}, **WHO)  # fmt: skip
    pipeline.build(library)
    cited = building.statement(at(library.root), kept.id)

    plan = repair.plan(library, "w", better(), **WHO)
    assert plan.counts["lost"] + plan.counts["unsure"] < 0.05 * len(plan.pairs) and plan.counts["changed"]
    repair.write(library, plan)
    pipeline.build(library)

    held = {p.old.id for p in plan.pairs if p.old and p.new}
    assert held <= ids(library) and {kept.id, added.statement} <= ids(library)
    now = next(s for s in statements.load(library.statements("w")) if s.id == kept.id)
    assert isinstance(now, Observation) and now.scope == "已定标事项" and now.status == "accepted"
    assert GOOD[now.evidence.start : now.evidence.end] == "60.90%"
    assert verify(library.release, library.root / "sources") == []
    one = identifier.parse(cited.id)
    assert resolving.resolve(at(library.root), one).now.statements[0].statement.id == kept.id
    assert rechecking.check(at(library.root), Kept(one)).state == "corrected"
    assert pipeline.standing(library).current


def test_what_a_paper_cites_is_told_as_the_repair_told_it(library: Library, tmp_path: Path) -> None:
    """From a file of BibTeX alone: what only stands elsewhere has moved, what is said otherwise, to the mark, has changed."""
    plan, then = repair.plan(library, "w", better(), **WHO), at(library.root)
    kept_ids = set(plan.new.anchors.values())
    wanted: dict[tuple[str, str], str] = {}
    for pair in plan.pairs:
        if pair.old and pair.new and pair.old.id in kept_ids and pair.state == "moved":
            marks = pair.old.evidence.exact != pair.new.evidence.exact and pair.old.type not in (*TIES, "entity")
            wanted.setdefault((pair.old.type, "changed" if marks else "moved"), pair.old.id)
    assert len({kind for kind, _ in wanted}) > 3
    paper = tmp_path / "paper.bib"
    paper.write_text(
        "\n".join(bibtex.write(references.of(building.statement(then, i))) for i in wanted.values()), encoding="utf-8"
    )
    repair.write(library, plan)
    pipeline.build(library)
    now = at(library.root)
    told = {k.id.name: rechecking.check(now, k) for k in citations.read(paper)}
    for (kind, state), id_ in wanted.items():
        assert told[id_].state == state, (kind, told[id_])


def test_the_way_back_gives_the_former_bytes(damaged: Library, repaired: Library) -> None:
    before = files(damaged)
    assert files(repaired) != before
    assert "earlier" in {p.name for p in (repaired.root / "sources" / "w").iterdir()}
    repair.undo(repaired, "w")
    pipeline.build(repaired)
    assert files(repaired) == before


def test_a_repair_upon_a_repair_and_both_ways_back(library: Library) -> None:
    first, started = library.source("w").sha256, ids(library)
    half = library.source("w").text.replace("第3页 共9页 打印本页\n", "")
    repair.write(library, repair.plan(library, "w", better(half), **WHO))
    plan = repair.plan(library, "w", better(), **WHO)
    repair.write(library, plan)
    pipeline.build(library)
    assert len(started & ids(library)) > 0.9 * len(started)
    assert [r.by for r in library.source("w").repaired] == ["li", "li"]
    assert verify(library.release, library.root / "sources") == []
    repair.undo(library, "w")
    assert library.source("w").text == half
    assert repair.undo(library, "w").sha256 == first


def test_a_graph_that_keeps_an_id_without_saying_so_is_not_proved(repaired: Library) -> None:
    trig = repaired.release / "govkg.trig"
    text = trig.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if 'gov:naturalAnchor "' in line)
    wrong = re.sub(r'"[0-9a-f]{16}"', '"0123456789abcdef"', line)
    trig.write_text(text.replace(line, wrong, 1), encoding="utf-8", newline="\n")
    codes = {f.code for f in verify(trig, repaired.root / "sources")}
    assert {"verify.anchor", "verify.hash"} <= codes


@pytest.mark.parametrize(
    ("text", "code"),
    [("云江市数据局2022年工作总结\n全年受理办件5件，办结3件。\n" * 40, "repair.other"), ("", "repair.same")],
)
def test_another_report_and_the_same_text_are_refused(library: Library, text: str, code: str) -> None:
    before = files(library)
    with pytest.raises(CallerError) as e:
        repair.plan(library, "w", better(text or library.source("w").text), **WHO)
    assert e.value.code == code and files(library) == before


def test_nobody_repairs_without_saying_who_and_why(library: Library) -> None:
    for lacking, code in (("by", "judge.by"), ("why", "judge.why")):
        with pytest.raises(CallerError) as e:
            repair.plan(library, "w", better(), **{**WHO, lacking: " "})
        assert e.value.code == code


def test_there_is_no_way_back_from_what_was_not_repaired_or_was_reviewed_since(library: Library) -> None:
    with pytest.raises(GovkgError) as none:
        repair.undo(library, "w")
    assert none.value.code == "repair.none"
    e = some(library, "39.16%").evidence
    about = some(library, "60.90%").about
    deciding.add(
        library, "w", "milestone", e.sentence_start, e.sentence_end, {"event": "completed", "entity": about}, **WHO
    )
    repair.write(library, repair.plan(library, "w", better(), **WHO))
    deciding.accept(library, some(library, "60.90%").id, **WHO)
    with pytest.raises(CallerError) as late:
        repair.undo(library, "w")
    assert late.value.code == "repair.decided"


def test_what_was_decided_after_the_plan_is_not_overwritten(library: Library) -> None:
    e = some(library, "60.90%")
    deciding.accept(library, e.id, **WHO)
    text = library.source("w").text
    sentence = text[e.evidence.sentence_start : e.evidence.sentence_end]
    plan = repair.plan(library, "w", better(text.replace(sentence, "此段从略。\n")), **WHO)
    deciding.accept(library, some(library, "39.16%").id, **WHO)
    before = files(library)
    with pytest.raises(GovkgError) as late:
        repair.write(library, plan)
    assert late.value.code == "build.changed" and files(library) == before


def test_there_is_no_way_back_over_a_decision_on_what_only_the_better_text_says(library: Library) -> None:
    e = some(library, "60.90%").evidence
    worse = library.source("w").text
    sentence = worse[e.sentence_start : e.sentence_end]
    shorter = worse.replace(sentence, "此段从略。\n")
    repair.write(library, repair.plan(library, "w", better(shorter), **WHO))
    repair.write(library, repair.plan(library, "w", better(worse), **WHO))
    pipeline.build(library)
    made = deciding.accept(library, some(library, "60.90%").id, **WHO)
    before = files(library)
    with pytest.raises(CallerError) as late:
        repair.undo(library, "w")
    assert late.value.code == "repair.decided" and files(library) == before
    deciding.close(library, made.id, WHO["on"])
    assert repair.undo(library, "w").text == shorter


def test_a_folder_that_a_killed_undo_left_is_no_way_back(library: Library) -> None:
    (library.root / "sources" / "w" / "earlier" / "1").mkdir(parents=True)
    with pytest.raises(CallerError) as none:
        repair.undo(library, "w")
    assert none.value.code == "repair.none"


def test_a_decision_on_what_is_lost_is_closed_and_told(library: Library) -> None:
    text = library.source("w").text
    e = some(library, "60.90%")
    deciding.accept(library, e.id, **WHO)
    sentence = text[e.evidence.sentence_start : e.evidence.sentence_end]
    plan = repair.plan(library, "w", better(text.replace(sentence, "此段从略。\n")), **WHO)
    assert [r.statement for r in plan.closed] == [e.id]
    repair.write(library, plan)
    pipeline.build(library)
    rows = library.curated("reviews")
    assert rows[0]["closed"] == WHO["on"]


def test_what_a_person_added_is_corrected_over_the_better_text_and_keeps_its_id(library: Library) -> None:
    e, about = some(library, "39.16%").evidence, some(library, "60.90%").about
    added = deciding.add(
        library, "w", "observation", e.start, e.end, {"about": about, "metric_as_written": "材料", "index": "7"}, **WHO
    )
    pipeline.build(library)
    repair.write(library, repair.plan(library, "w", better(), **WHO))
    pipeline.build(library)
    assert added.statement in library.source("w").anchors.values()
    again = deciding.correct(library, added.statement, {"metric_as_written": "申请材料"}, **WHO)
    assert again.statement == added.statement
    pipeline.build(library)
    now = next(s for s in statements.load(library.statements("w")) if s.id == added.statement)
    assert isinstance(now, Observation) and now.metric_as_written == "申请材料"
    assert verify(library.release, library.root / "sources") == []


def test_the_command_tells_and_writes_nothing_on_a_dry_run(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from govkg.cli import main

    page = tmp_path / "官网 原文.txt"
    page.write_text(GOOD, encoding="utf-8")
    before = files(library)
    base = ["--lang", "zh", "--workspace", str(library.root), "repair", "w", str(page)]
    assert main([*base, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "尚未写入" in shown and "改变" in shown and files(library) == before
    assert main([*base, "--by", "li", "--why", "官网原文", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["written"] and told["counts"]["moved"] > 100
    assert main([*base[:6], "--undo"]) == 0
    assert files(library) == before
