"""The handbook: every term with its anchor, meaning and place; real quotes; both languages; nothing that runs unseen."""

import hashlib
import html
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from govkg import cli, handbook, messages, questions, resources, vocab
from govkg.handbook import diagrams, model
from govkg.handbook.drawing import Drawing
from govkg.handbook.examples import Cases
from govkg.handbook.terms import Section, quote

TRIG = resources.path("graph/release/govkg.trig")


@pytest.fixture(scope="module")
def made() -> str:
    return handbook.render()


@pytest.fixture(scope="module")
def ontology() -> model.Ontology:
    return model.read()


@pytest.fixture(scope="module")
def cases() -> Cases:
    return Cases(parse(path=str(TRIG), format=RdfFormat.TRIG))


def section(made: str, name: str) -> str:
    found = re.search(rf'<section class="term" id="{name}">.*?</section>', made, re.DOTALL)
    assert found
    return found[0]


def test_every_term_has_its_section_with_both_definitions(made: str, ontology: model.Ontology) -> None:
    assert len(ontology.entries) > 100
    for entry in ontology.entries.values():
        text = section(made, entry.name)
        for words in (*entry.label, *entry.definition):
            assert words and html.escape(words) in text, entry.name


def test_every_link_leads_somewhere_and_no_anchor_stands_twice(made: str) -> None:
    anchors = re.findall(r'\bid="([^"]+)"', made)
    assert len(anchors) == len(set(anchors))
    targets = set(re.findall(r'href="#([^"]+)"', made))
    assert targets and targets <= set(anchors)


def test_concepts_and_questions_have_anchors(made: str) -> None:
    for row in vocab.table("metrics"):
        assert f'id="metric/{row["id"]}"' in made
    for question in questions.all():
        assert f'id="ask-{question.name}"' in made
        assert html.escape(question.title[0]) in made


def test_a_class_says_how_it_hangs_together(made: str) -> None:
    text = section(made, "EvidencedReform")
    assert (
        '<a href="#Reform">改革</a> 且 (<a href="#hasReportedResult">报告称带来</a> 至少一个 <a href="#Outcome">成果陈述</a>)'
        in text
    )
    assert '<a href="#Reform">reform</a> and (<a href="#hasReportedResult">has reported result</a> some' in text
    text = section(made, "partOf")
    assert "可传递" in text and "transitive" in text and "dcterms:isPartOf" in text
    assert 'href="#succeeds"' in section(made, "succeededBy")
    assert "every part is included in its whole" in section(made, "partOf")


def test_examples_are_the_words_of_the_report(ontology: model.Ontology, cases: Cases) -> None:
    text = resources.path("graph/sources/wuhan-2021/text.txt").read_text(encoding="utf-8")
    found = [e for entry in ontology.entries.values() if (e := cases.find(entry, ontology)) and e.passage]
    assert len(found) > 70
    for example in found:
        passage = example.passage
        assert passage and text[passage.start : passage.end] == passage.exact
        assert passage.sentence[passage.left : passage.left + len(passage.exact)] == passage.exact
        assert f"<mark>{html.escape(passage.exact)}</mark>" in quote(passage)


def test_a_shortcut_is_marked_as_inferred_and_shows_the_statement_it_rests_on(made: str) -> None:
    assert "推理得出" in section(made, "carriedOutBy")
    assert "推理得出" not in section(made, "Participation").partition("<aside>")[2]


def test_what_the_graph_has_no_case_of_says_so(made: str) -> None:
    assert "收录的报告中没有实例" in section(made, "Baseline").partition("<aside>")[2]


def test_a_deprecated_term_says_so(ontology: model.Ontology, cases: Cases) -> None:
    entry = ontology.entries["url"]
    old = replace(entry, axioms={**entry.axioms, model.OWL + "deprecated": (Literal("true"),)})
    writer = Section(ontology, cases, lambda _: "")
    assert "已停用" in writer.write(old)
    assert "已停用" not in writer.write(entry)


def test_each_picture_is_drawn_in_two_languages_and_two_widths(
    ontology: model.Ontology, cases: Cases, made: str
) -> None:
    for name, draw in diagrams.PICTURES.items():
        shown = re.search(rf'<figure id="picture-{name}">.*?</figure>', made, re.DOTALL)
        assert shown and shown[0].count("<svg") == 4
        for lang in ("zh", "en"):
            for wide in (diagrams.WIDE, diagrams.NARROW):
                d = draw(diagrams.Picture(ontology, cases, lang), wide)
                for x in re.findall(r'<(?:rect|text)[^>]* x="([\d.-]+)"', "".join(d.parts)):
                    assert 0 <= float(x) <= wide
                assert d.svg("t", "c") == draw(diagrams.Picture(ontology, cases, lang), wide).svg("t", "c")


def test_no_line_of_a_picture_begins_with_a_closing_mark(made: str) -> None:
    lines = re.findall(r"<text[^>]*>([^<]+)</text>", made)
    assert len(lines) > 200
    assert [line for line in lines if line[0] in "，。、；：）》」』"] == []


def test_the_picture_draws_the_short_cut_only_where_it_follows(cases: Cases, ontology: model.Ontology) -> None:
    d = diagrams.participation(diagrams.Picture(ontology, cases, "en"), diagrams.WIDE)
    assert "".join(d.parts).count("carried out by") == 2
    bare = Cases(
        q for q in parse(path=str(TRIG), format=RdfFormat.TRIG) if not str(q.graph_name).endswith("/inferred>")
    )
    d = diagrams.participation(diagrams.Picture(ontology, bare, "en"), diagrams.WIDE)
    assert "carried out by" not in "".join(d.parts)


def test_nothing_runs_that_is_not_hashed_and_nobody_is_asked(made: str) -> None:
    assert "default-src 'none'" in made and "'unsafe-" not in made
    assert not re.search(r'\s(?:src|style|on\w+)="', made)
    assert set(re.findall(r'href="(?!#)([^"]+)"', made)) == {"https://creativecommons.org/licenses/by/4.0/"}


def test_text_of_a_graph_is_text() -> None:
    evil = '</script><script>alert("x")</script>'
    quads = [Quad(q.subject, q.predicate, Literal(evil, language="zh") if isinstance(q.object, Literal) and q.object.language == "zh" else q.object, q.graph_name)
             for q in parse(path=str(TRIG), format=RdfFormat.TRIG)]  # fmt: skip
    made = handbook.page(quads)
    assert made.count("<script") == 2
    assert html.escape(evil) in made
    d = Drawing(100)
    d.text(0, 0, evil)
    assert "<script" not in d.svg(evil, "c")


def test_a_graph_of_other_reports_or_none_is_no_trouble() -> None:
    made = handbook.page(
        [
            Quad(
                NamedNode("https://a.example/x"),
                NamedNode("https://a.example/y"),
                Literal("z"),
                NamedNode("https://a.example/g"),
            )
        ]
    )
    assert 'id="Observation"' in made and "收录的报告中没有实例" in made


def test_the_page_is_small_and_the_committed_one_is_current(made: str) -> None:
    path = resources.root() / "docs" / "ontology.html"
    assert len(made.encode()) < 1_100_000
    assert path.read_bytes() == made.encode()


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "handbook.html"
    assert cli.main(["--lang", "en", "ontology", "html", "-o", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    assert '<html lang="en">' in out.read_text(encoding="utf-8")
    assert cli.main(["ontology", "html", "-o", str(tmp_path)]) == 1


def test_every_word_of_the_page_is_in_the_catalogue() -> None:
    used = {key for key in messages.catalogue() if key.startswith("handbook.")}
    for part in diagrams.PICTURES:
        assert {f"handbook.picture.{part}", f"handbook.caption.{part}"} <= used
    page = (Path(handbook.__file__).parent / "assets" / "page.html").read_text(encoding="utf-8")
    assert re.findall(r"[\u4e00-\u9fff]+", page) == ["中文"]


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_same_graph_gives_the_same_page_under_any_hash_seed(made: str, seed: str) -> None:
    code = "import hashlib; from govkg import handbook; print(hashlib.sha256(handbook.render().encode()).hexdigest())"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(made.encode()).hexdigest()
