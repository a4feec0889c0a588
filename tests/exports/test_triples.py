"""The graph as RDF: read by other programs it is the same quads, and it is proved from the file and the texts alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld  # type: ignore[import-untyped]
from tests.conftest import SOAK
from tests.exports import hostiles
from tests.exports.hostile import HOSTILE

import govkg
from govkg import exports, resources, verify
from govkg.errors import CallerError
from govkg.exports import gather, quads
from govkg.exports.subject import Subject

FORMATS = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
TEXTS = resources.path("graph/sources")
RELEASE = resources.path("graph/release")


@pytest.fixture(scope="module")
def answer(kg: govkg.Graph) -> Subject:
    return gather.of_answer(
        kg, kg.ask("outcomes-of-reform", reform="一事联办"), "govkg export --ask outcomes-of-reform"
    )


@pytest.fixture
def literal() -> Iterator[None]:
    """rdflib as it is told to leave numbers as they are written."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


def of_release() -> set[str]:
    return {str(q) for q in ox.parse((RELEASE / "govkg.trig").read_bytes(), format=ox.RdfFormat.TRIG)}


def lines(dataset: rdflib.Dataset) -> set[str]:
    """The quads that rdflib read, each as a line of canonical N-Quads."""
    made = set()
    for s, p, o, g in dataset.quads((None, None, None, None)):
        kind = str(o.datatype) if isinstance(o, rdflib.Literal) and o.datatype else None
        term: ox.NamedNode | ox.Literal
        if isinstance(o, rdflib.Literal):
            term = ox.Literal(str(o), language=o.language) if o.language else ox.Literal(
                str(o), datatype=ox.NamedNode(kind) if kind else None)  # fmt: skip
        else:
            term = ox.NamedNode(str(o))
        made.add(str(ox.Quad(ox.NamedNode(str(s)), ox.NamedNode(str(p)), term, ox.NamedNode(str(g)))))
    return made


@pytest.mark.parametrize("form", FORMATS)
def test_a_graph_is_read_back_and_proved_from_the_file_and_the_texts_alone(
    form: str, whole: Subject, tmp_path: Path
) -> None:
    path = exports.write(whole, form, tmp_path / f"图谱 一.{form}")[0]
    assert {str(q) for q in ox.parse(path.read_bytes(), format=FORMATS[form])} == of_release()
    proof = verify.prove(path, TEXTS)
    assert (proof.findings, proof.reports, proof.statements) == ([], 1, 406)


def test_trig_is_the_release_byte_for_byte(whole: Subject, tmp_path: Path) -> None:
    path, beside = exports.write(whole, "trig", tmp_path / "a.trig")
    assert path.read_bytes() == (RELEASE / "govkg.trig").read_bytes()
    said = json.loads(beside.read_bytes())
    assert (said["of"], said["dataset"]) == ("graph", whole.about.dataset)
    assert said["licence"] == "https://creativecommons.org/licenses/by/4.0/" and said["version"]


def test_a_graph_that_is_no_release_names_the_same_dataset(tmp_path: Path) -> None:
    text = "一事联办"
    subject = hostiles.subject(text)
    path = exports.write(subject, "nq", tmp_path / "a.nq")[0]
    found = [f for f in verify.prove(path, tmp_path).findings if f.code == "verify.dataset"]
    # The store writes 60.90 as 60.9, and the hash that it names is of what it holds.
    assert found == [] and len(subject.about.dataset) == 64


@pytest.mark.parametrize("form", FORMATS)
def test_what_rows_rest_on_is_proved_without_the_rest(form: str, answer: Subject, tmp_path: Path) -> None:
    path = exports.write(answer, form, tmp_path / f"a.{form}")[0]
    found = {str(q) for q in ox.parse(path.read_bytes(), format=FORMATS[form])}
    assert len(found) > 200 and found < of_release()
    proof = verify.prove(path, TEXTS)
    assert proof.findings == []
    cited = {str(row["statement"]) for row in answer.sheets[0].rows}
    assert cited and all(any(line.startswith(f"<{iri}> ") for line in found) for iri in cited)


def test_an_excerpt_may_lack_and_may_not_add(answer: Subject, tmp_path: Path) -> None:
    path, beside = exports.write(answer, "nq", tmp_path / "a.nq")
    text = path.read_text(encoding="utf-8")
    vocabulary = next(line for line in text.splitlines() if line.endswith("/graph/vocabulary> ."))
    inferred = next(line for line in text.splitlines() if line.endswith("/inferred> ."))
    for line in (vocabulary, inferred):
        path.write_text(text.replace(f"{line}\n", ""), encoding="utf-8")
        assert verify.verify(path, TEXTS) == []
        other = line.replace(line.split(" ")[2], "<https://w3id.org/govkg/id/reform/other>")
        path.write_text(text + other + "\n", encoding="utf-8")
        assert [f.code for f in verify.verify(path, TEXTS)] == ["verify.triple"]
    path.write_text(text, encoding="utf-8")
    beside.unlink()  # nobody says that it is an excerpt: then it is a graph that lacks much
    assert "verify.triple" in {f.code for f in verify.verify(path, TEXTS)}


def test_of_a_derived_figure_come_the_two_that_it_is_derived_from(kg: govkg.Graph, tmp_path: Path) -> None:
    made = gather.of_answer(kg, kg.ask("derived-baselines"), "govkg export --ask derived-baselines")
    path = exports.write(made, "trig", tmp_path / "a.trig")[0]
    assert verify.verify(path, TEXTS) == []
    assert b"gov:DerivedObservation" in path.read_bytes()


@pytest.mark.parametrize("form", ["nq", "jsonld"])  # of TriG: tests/test_verify.py
def test_a_changed_export_is_found(form: str, whole: Subject, tmp_path: Path) -> None:
    path = exports.write(whole, form, tmp_path / f"a.{form}")[0]
    data = path.read_bytes()
    path.write_bytes(data.replace("统筹定标发文".encode(), "统筹定标发天".encode()))
    codes = {f.code for f in verify.verify(path, TEXTS)}
    assert {"verify.dataset", "verify.quote"} <= codes
    path.write_bytes(data[: len(data) // 2])
    codes = {f.code for f in verify.verify(path, TEXTS)}
    assert codes & {"verify.syntax", "verify.dataset"}


def test_another_dataset_by_its_side_is_found(whole: Subject, tmp_path: Path) -> None:
    path, beside = exports.write(whole, "nq", tmp_path / "a.nq")
    beside.write_text(beside.read_text(encoding="utf-8").replace(whole.about.dataset, "0" * 64), encoding="utf-8")
    assert [f.code for f in verify.verify(path, TEXTS)] == ["verify.dataset"]
    beside.write_text("[", encoding="utf-8")
    assert [f.code for f in verify.verify(path, TEXTS)] == ["verify.dataset"]


def test_n_quads_are_canonical(answer: Subject, whole: Subject, tmp_path: Path) -> None:
    for subject in (answer, *([whole] if SOAK else [])):
        path = exports.write(subject, "nq", tmp_path / "a.nq")[0]
        text = path.read_text(encoding="utf-8")
        options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
        assert jsonld.normalize(text, options) == text


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:rdflib")
@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
def test_json_ld_is_the_same_to_pyld_and_rdflib(answer: Subject, whole: Subject, tmp_path: Path, literal: None) -> None:
    for subject in (answer, *([whole] if SOAK else [])):
        nq = exports.write(subject, "nq", tmp_path / "a.nq")[0].read_text(encoding="utf-8")
        path = exports.write(subject, "jsonld", tmp_path / "a.jsonld")[0]
        document = json.loads(path.read_bytes())
        options = {"algorithm": "URDNA2015", "format": "application/n-quads"}
        assert jsonld.normalize(document, options) == nq
        dataset = rdflib.Dataset()
        dataset.parse(data=path.read_bytes(), format="json-ld")
        assert lines(dataset) == {line.removesuffix(" .") for line in nq.splitlines()}
        # compacted: expanding and compacting it by another program changes no node
        node = next(n for g in document["@graph"] for n in g["@graph"] if n.get("@type") == "Result")
        context = document["@context"]
        again = jsonld.compact({"@context": context, **node}, context, {"graph": False})
        assert {k: v for k, v in again.items() if k != "@context"} == node


def test_what_a_json_ld_says_of_itself_is_no_quad(answer: Subject, tmp_path: Path) -> None:
    path = exports.write(answer, "jsonld", tmp_path / "a.jsonld")[0]
    document = json.loads(path.read_bytes())
    assert document["export"]["of"] == "answer" and document["export"]["dataset"] == answer.about.dataset
    before = set(ox.parse(path.read_bytes(), format=ox.RdfFormat.JSON_LD))
    del document["export"]
    assert set(ox.parse(json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD)) == before


def test_turtle_has_every_triple_and_says_what_it_lost(whole: Subject, tmp_path: Path) -> None:
    (path,) = exports.write(whole, "ttl", tmp_path / "a.ttl")
    data = path.read_bytes()
    triples = {str(q.triple) for q in ox.parse(data, format=ox.RdfFormat.TURTLE)}
    there = ox.parse((RELEASE / "govkg.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    assert triples == {str(q.triple) for q in there}
    head = data.split(b"@prefix")[0].decode()
    assert all(part in head for part in (whole.about.dataset, whole.about.licence, whole.about.version, "left out"))


def test_more_than_fits_in_memory_is_sorted_in_files(
    monkeypatch: pytest.MonkeyPatch, answer: Subject, tmp_path: Path
) -> None:
    one = exports.write(answer, "nq", tmp_path / "a.nq")[0].read_bytes()
    turtle = exports.write(answer, "ttl", tmp_path / "a.ttl")[0].read_bytes()
    monkeypatch.setattr(quads, "RUN", 37)
    assert exports.write(answer, "nq", tmp_path / "b.nq")[0].read_bytes() == one
    assert exports.write(answer, "ttl", tmp_path / "b.ttl")[0].read_bytes() == turtle


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t)[:24])
def test_hostile_text_is_the_same_in_every_quad_format(text: str, tmp_path: Path, literal: None) -> None:
    try:
        subject = hostiles.subject(text)
    except UnicodeEncodeError:  # half a pair of surrogates is no text: it comes into no graph
        assert any("\ud800" <= c <= "\udfff" for c in text)
        return
    there = {str(q) for _, found in quads.graphs(hostiles.graph(text)) for q in found}
    for form, kind in FORMATS.items():
        data = exports.write(subject, form, tmp_path / f"a.{form}")[0].read_bytes()
        assert {str(q) for q in ox.parse(data, format=kind)} == there
    triples = {str(q.triple) for _, found in quads.graphs(hostiles.graph(text)) for q in found}
    data = exports.write(subject, "ttl", tmp_path / "a.ttl")[0].read_bytes()
    assert {str(q.triple) for q in ox.parse(data, format=ox.RdfFormat.TURTLE)} == triples
    items = json.loads(exports.write(subject, "annotations", tmp_path / "a.jsonld")[0].read_bytes())["first"]["items"]
    assert items[0]["target"]["selector"][1]["exact"] == (text or "x")


def test_an_iri_that_a_prefix_would_change_is_refused_by_name(tmp_path: Path) -> None:
    g, s, p = (
        ox.NamedNode(i)
        for i in ("https://w3id.org/govkg/id/graph/s", "unit:a", "https://w3id.org/govkg/ontology#about")
    )
    subject = gather.of_graph(govkg.Graph(govkg.store.memory([ox.Quad(s, p, s, g)])), "")
    with pytest.raises(CallerError, match=r"^unit:a: .*prefix") as e:
        exports.write(subject, "jsonld", tmp_path / "a.jsonld")
    assert e.value.code == "export.value" and not [*tmp_path.iterdir()]


def test_web_annotations_stand_on_the_text(whole: Subject, tmp_path: Path) -> None:
    (path,) = exports.write(whole, "annotations", tmp_path / "a.jsonld")
    document = json.loads(path.read_bytes())
    text = (TEXTS / "wuhan-2021" / "text.txt").read_bytes().decode()
    items = document["first"]["items"]
    assert document["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and document["type"] == "AnnotationCollection"
    assert len({a["id"] for a in items}) == len(items) > 300
    for made in items:
        position, quote = made["target"]["selector"]
        assert (made["type"], position["type"], quote["type"]) == (
            "Annotation",
            "TextPositionSelector",
            "TextQuoteSelector",
        )
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote.get("prefix", ""))
        assert text[position["end"] :].startswith(quote.get("suffix", ""))


def test_the_same_bytes_whatever_the_hash_seed_and_the_locale(tmp_path: Path) -> None:
    script = tmp_path / "write.py"
    forms = ("trig", "nq", "jsonld", "ttl", "annotations", "cube", "graphml", "gexf")
    script.write_text(
        "import govkg, sys\nfrom pathlib import Path\nfrom govkg import exports\nfrom govkg.exports import gather\n"
        "kg = govkg.open()\nof = gather.of_answer(kg, kg.ask('outcomes-of-reform', reform='一事联办'), 'x')\n"
        f"for f in {forms!r}:\n    exports.write(of, f, Path(sys.argv[1] + '.' + f))\n",
        encoding="utf-8",
    )
    made = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        folder = tmp_path / f"甲 {seed}"
        folder.mkdir()
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "PYTHONUTF8": "0" if seed == "1" else "1",
        }
        subprocess.run([sys.executable, str(script), str(folder / "导 出")], check=True, env=environment)
        made.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert len(made[0]) == 10 and made[0] == made[1]
