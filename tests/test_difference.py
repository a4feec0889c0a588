"""What `govkg diff` says: of terms and axioms, of statements field by field, as table, JSON, page and RDF."""

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from govkg import cli, resources
from govkg.difference import Change, Difference, difference, page
from govkg.difference.changed import quads
from govkg.errors import CallerError

ONTOLOGY = resources.path("ontology/govkg.ttl").read_text(encoding="utf-8")
TRIG = resources.path("graph/release/govkg.trig").read_text(encoding="utf-8")
STATEMENT = "<https://w3id.org/govkg/id/statement/"


def of(tmp_path: Path, old: str, new: str, ending: str = ".ttl") -> Difference:
    paths = tmp_path / f"old{ending}", tmp_path / f"new{ending}"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, encoding="utf-8")
    return difference(*paths)


def only(made: Difference) -> Change:
    assert len(made.changes) == 1
    return made.changes[0]


def replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_the_same_in_another_order_is_no_difference(tmp_path: Path) -> None:
    head, *blocks = ONTOLOGY.split("\n\n")
    assert of(tmp_path, ONTOLOGY, "\n\n".join([head, *reversed(blocks)])).changes == ()


def test_a_label_that_changed_is_told_with_both_values(tmp_path: Path) -> None:
    change = only(
        of(tmp_path, ONTOLOGY, replaced(ONTOLOGY, '"改革"@zh , "reform"@en', '"改革"@zh , "reform of a procedure"@en'))
    )
    assert (change.part, change.way, change.id, change.kind) == ("term", "changed", "gov:Reform", "Class")
    (field,) = change.fields
    assert field.name == "rdfs:label"
    assert set(field.new) - set(field.old) == {"reform of a procedure@en"}


def test_an_axiom_of_a_term_is_told_in_words(tmp_path: Path) -> None:
    old = "owl:onProperty gov:hasReportedResult ; owl:someValuesFrom gov:Recognition"
    change = only(of(tmp_path, ONTOLOGY, replaced(ONTOLOGY, old, old.replace("Recognition", "Milestone"))))
    (field,) = change.fields
    assert change.id == "gov:AwardedInitiative"
    assert field.old == ("gov:Initiative and (gov:hasReportedResult some gov:Recognition)",)
    assert field.new == ("gov:Initiative and (gov:hasReportedResult some gov:Milestone)",)


def test_an_axiom_of_several_terms_is_told_by_its_members(tmp_path: Path) -> None:
    made = of(
        tmp_path,
        ONTOLOGY,
        replaced(
            ONTOLOGY, "owl:members ( gov:Result gov:Baseline gov:Target )", "owl:members ( gov:Result gov:Target )"
        ),
    )
    assert [(c.part, c.way, c.id) for c in made.changes] == [
        ("axiom", "added", "gov:Result, gov:Target"),
        ("axiom", "removed", "gov:Baseline, gov:Result, gov:Target"),
    ]


def test_terms_come_go_and_are_deprecated(tmp_path: Path) -> None:
    new = ONTOLOGY + "gov:Pilot a owl:Class . gov:url owl:deprecated true ."
    assert {(c.id, c.way) for c in of(tmp_path, ONTOLOGY, new).changes} == {
        ("gov:Pilot", "added"),
        ("gov:url", "deprecated"),
    }
    assert {(c.id, c.way) for c in of(tmp_path, new, ONTOLOGY).changes} == {
        ("gov:Pilot", "removed"),
        ("gov:url", "changed"),
    }


def test_a_reason_of_an_alignment_belongs_to_its_term(tmp_path: Path) -> None:
    text = resources.path("ontology/alignments.ttl").read_text(encoding="utf-8")
    new = replaced(text, "a report is a text with a history, frozen by its sha256", "a report has a history")
    change = only(of(tmp_path, text, new))
    assert change.id == "gov:Report"
    assert any("rdfs:subClassOf prov:Entity: a report has a history@en" in f.new for f in change.fields)


def test_statements_are_told_field_by_field_and_conclusions_apart(tmp_path: Path) -> None:
    block = next(b for b in TRIG.split("\n\t" + STATEMENT) if "a gov:Result" in b and "gov:value 60.9" in b)
    anchor = block[:16]
    new = TRIG.replace(block, block.replace("gov:value 60.9", "gov:value 61.9"))
    change = only(of(tmp_path, TRIG, new, ".trig"))
    assert (change.part, change.way, change.id, change.kind, change.where) == (
        "statement",
        "changed",
        anchor,
        "observation",
        "wuhan-2021",
    )
    assert [(f.name, f.old, f.new) for f in change.fields] == [("value", ("60.90",), ("61.90",))]


def test_a_release_against_an_empty_graph_is_all_new(tmp_path: Path) -> None:
    counts = of(tmp_path, "", TRIG, ".trig").counts()
    lines = resources.path("graph/statements/wuhan-2021.jsonl").read_text(encoding="utf-8").count("\n")
    assert counts["statement", "added"] == lines
    assert {way for _, way in counts} == {"added"}
    assert counts["inferred", "added"] > 100 and counts["source", "added"] == 1


def test_what_follows_across_sources_is_a_conclusion_too(tmp_path: Path) -> None:
    graph = "https://w3id.org/govkg/id/graph/inferred/across"
    new = TRIG + f"\n<{graph}> {{ <https://w3id.org/govkg/id/x> gov:carriedOutBy <https://w3id.org/govkg/id/y> }}\n"
    change = only(of(tmp_path, TRIG, new, ".trig"))
    assert (change.part, change.way, change.kind) == ("inferred", "added", "gov:carriedOutBy")


def test_words_that_only_moved_are_told_apart(tmp_path: Path) -> None:
    first = re.search(
        r"\n\t<https://w3id\.org/govkg/id/evidence/wuhan-2021-\d+-\d+> a gov:Evidence ;.*?gov:suffix", TRIG, re.DOTALL
    )
    assert first
    shifted = re.sub(r'gov:prefix "', 'gov:prefix "又', first[0], count=1)
    made = of(tmp_path, TRIG, TRIG.replace(first[0], shifted), ".trig")
    assert made.changes
    assert {(c.part, c.way) for c in made.changes} == {("statement", "moved")}


def test_removing_and_adding_gives_the_new_version(tmp_path: Path) -> None:
    lines = TRIG.replace("gov:value 60.9 ", "gov:value 61.9 ").replace(
        "gov:bound <https://w3id.org/govkg/vocab/bound/above>",
        "gov:bound <https://w3id.org/govkg/vocab/bound/exact>",
        1,
    )
    made = of(tmp_path, TRIG, lines, ".trig")
    graphs: dict[str, set[tuple[object, ...]]] = {"added": set(), "removed": set()}
    for q in quads(made):
        if isinstance(q.graph_name, NamedNode):
            graphs[q.graph_name.value.rpartition("/difference/")[2].split("/")[1]].add(
                (q.subject, q.predicate, q.object)
            )
    old, new = ({(q.subject, q.predicate, q.object) for q in parse(t, format=RdfFormat.TRIG)} for t in (TRIG, lines))
    assert graphs["added"] and graphs["removed"]
    assert (old - graphs["removed"]) | graphs["added"] == new


def test_an_ontology_folder_and_a_release_folder_are_read(tmp_path: Path) -> None:
    assert difference(resources.path("ontology"), resources.path("ontology")).changes == ()
    assert difference(resources.path("graph"), resources.path("graph/release")).changes == ()


@pytest.mark.parametrize(("name", "text", "code"), [
    ("a.ttl", "gov:a a gov:b .", "diff.syntax"), ("a.txt", "x", "diff.format"), ("", "", "diff.empty"), ("no.ttl", None, "diff.missing"),
])  # fmt: skip
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, text: str | None, code: str) -> None:
    if name and text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CallerError) as e:
        difference(tmp_path / name, tmp_path / name)
    assert e.value.code == code
    assert cli.main(["diff", str(tmp_path / name), str(tmp_path / name)]) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_writes_page_and_rdf_and_ends_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    old, new = tmp_path / "a.ttl", tmp_path / "b.ttl"
    old.write_text(ONTOLOGY, encoding="utf-8")
    new.write_text(ONTOLOGY + 'gov:Reform rdfs:comment "<script>alert(1)</script>"@en .', encoding="utf-8")
    html, trig = tmp_path / "d.html", tmp_path / "d.trig"
    words = ["--lang", lang, "diff", str(old), str(new), "--html", str(html), "--rdf", str(trig)]
    assert cli.main(words) == 0
    out = capsys.readouterr().out
    assert ("修改" if lang == "zh" else "changed") in out
    assert "gov:Reform" in out
    made = html.read_text(encoding="utf-8")
    assert "<script" not in made and "&lt;script&gt;" in made and "default-src 'none'" in made
    assert not re.search(r"(?:src|href)=", made)
    assert any(isinstance(q, Quad) for q in parse(trig.read_bytes(), format=RdfFormat.TRIG))
    assert cli.main(["diff", str(old), str(new), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == [{"part": "term", "way": "changed", "count": 1}]
    assert cli.main(["diff", str(old), str(old)]) == 0


def test_the_page_is_the_same_every_time(tmp_path: Path) -> None:
    made = of(tmp_path, ONTOLOGY, ONTOLOGY + "gov:Pilot a owl:Class .")
    assert page.page(made, "zh") == page.page(made, "zh")
    assert "gov:Pilot" in page.page(made, "en")


def test_the_table_shows_the_words_that_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = re.search(r'skos:definition "([^"]{60,})"@zh', ONTOLOGY)
    assert found
    words = found[1]
    changed = words[:52] + "甲乙丙丁" + words[56:]
    old, new = tmp_path / "a.ttl", tmp_path / "b.ttl"
    old.write_text(ONTOLOGY, encoding="utf-8")
    new.write_text(replaced(ONTOLOGY, words, changed), encoding="utf-8")
    assert cli.main(["--lang", "zh", "diff", str(old), str(new)]) == 0
    shown = "".join(re.sub(r"\s", "", capsys.readouterr().out).split())
    assert "甲乙丙丁" in shown and re.sub(r"\s", "", words[52:56]) in shown.partition("→")[0]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / x / "ontology" / "govkg.ttl" for x in ("first", "second")]
    for path, more in zip(paths, ("", "gov:Pilot a owl:Class ."), strict=True):
        path.parent.mkdir(parents=True)
        path.write_text(ONTOLOGY + more, encoding="utf-8")
    made = difference(*paths)
    assert (made.old.name, made.new.name) == ("first/ontology/govkg.ttl", "second/ontology/govkg.ttl")
    assert "<h1>first/ontology/govkg.ttl 与 second/ontology/govkg.ttl 的差别</h1>" in page.page(made, "zh")
    assert difference(paths[0], paths[0]).old.name == "govkg.ttl"
