"""Resolving: the same is found again from a workspace, a release's folder, TriG and N-Quads; what changed is told row by row."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from tests.citation import factory

from govkg import rdf
from govkg.citation import building, identifier, origin, resolving
from govkg.citation.identifier import Identifier
from govkg.citation.origin import Origin
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.statements import Observation, Statement

FIGURE = "06d789e5f2f9cc80"  # 申请材料压减39.16%


@pytest.fixture(scope="module")
def here() -> Origin:
    return factory.here()


@pytest.fixture(scope="module")
def asked(here: Origin) -> dict[str, Identifier]:
    made = {
        "statement": building.statement(here, FIGURE),
        "ask": building.question(here, "outcomes-of-reform", {"reform": "一事联办"}),
        "view": building.view(here, "burden", {}),
    }
    return {k: identifier.parse(c.id) for k, c in made.items()}


def halved(s: Statement) -> Statement:
    return replace(s, value="19.58") if s.id == FIGURE and isinstance(s, Observation) else s


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in which the figure is another one."""
    return factory.write(tmp_path_factory.mktemp("half") / "half.trig", halved)


def test_every_form_of_a_release_is_one_dataset(here: Origin, tmp_path: Path, asked: dict[str, Identifier]) -> None:
    cited = {str(id_): building.again(here, id_).data for id_ in asked.values()}
    quads = list(parse(factory.TRIG.read_bytes(), format=RdfFormat.TRIG))
    for name, data in {
        "a.nq": serialize(quads[::-1], format=RdfFormat.N_QUADS),
        "b.trig": serialize(quads, format=RdfFormat.TRIG),
        "c.trig": rdf.trig(quads),
    }.items():
        assert data is not None
        (tmp_path / name).write_bytes(data)
    release = Edition(factory.LIBRARY / "release")
    for one in (
        *(origin.at(tmp_path / name) for name in ("a.nq", "b.trig", "c.trig")),
        origin.at(release.folder),
        origin.at(factory.LIBRARY),
        origin.of_library(factory.library()),
    ):
        assert one.dataset == release.dataset == here.dataset
        for id_ in asked.values():
            found = resolving.resolve(one, id_)
            assert (found.state, found.now.id, found.now.data) == ("same", str(id_), cited[str(id_)])


def test_a_manifest_that_lies_of_the_dataset_is_not_believed(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "govkg.trig").write_bytes(factory.TRIG.read_bytes())
    text = (factory.LIBRARY / "release" / "manifest.json").read_text(encoding="utf-8")
    real = Edition(factory.LIBRARY / "release").dataset
    (folder / "manifest.json").write_text(text.replace(real, "0" * 64), encoding="utf-8")
    assert origin.at(folder).dataset == real


def test_another_dataset_may_give_the_same(tmp_path: Path, asked: dict[str, Identifier]) -> None:
    other = origin.at(factory.write(tmp_path / "a.trig", lambda s: None if s.type == "shortcoming" else s))
    for id_ in asked.values():
        assert resolving.resolve(other, id_).state == "elsewhere"


def test_what_changed_is_told_by_rows(here: Origin, tmp_path: Path, asked: dict[str, Identifier], half: Path) -> None:
    other = origin.at(half)
    for kind, id_ in asked.items():
        found = resolving.resolve(other, id_)
        assert (found.state, found.rows) == ("changed", None)
        rows = resolving.resolve(other, id_, building.again(here, id_).data).rows
        assert rows is not None and not rows.came and not rows.went
        (pair,) = rows.changed
        assert str(resolving.fields(*pair)["value"]) in (
            "(Decimal('39.16'), Decimal('19.58'))",
            "('39.16', '19.58')",
        ), kind
    gone = origin.at(
        factory.write(tmp_path / "b.trig", lambda s: None if FIGURE in (s.id, getattr(s, "outcome", "")) else s)
    )
    rows = resolving.resolve(gone, asked["ask"], building.again(here, asked["ask"]).data).rows
    assert rows is not None and [r["outcome"] for r in rows.went] == ["申请材料"] and not rows.came and not rows.changed
    back = resolving.resolve(
        here, identifier.parse(building.again(gone, asked["ask"]).id), building.again(gone, asked["ask"]).data
    ).rows
    assert back is not None and [r["outcome"] for r in back.came] == ["申请材料"] and not back.went
    with pytest.raises(CallerError, match="the graph has no statement"):
        resolving.resolve(gone, asked["statement"])


def test_what_was_kept_is_what_was_cited(
    here: Origin, tmp_path: Path, asked: dict[str, Identifier], half: Path
) -> None:
    for id_ in asked.values():
        path = tmp_path / "kept.json"
        path.write_bytes(building.again(here, id_).data + (b"\n" if id_.kind == "statement" else b""))
        assert resolving.kept(path, id_) == building.again(here, id_).data
        path.write_bytes(b"{}\n")
        with pytest.raises(CallerError, match="not what was cited"):
            resolving.kept(path, id_)
    assert resolving.kept(factory.TRIG, asked["ask"]) == building.again(here, asked["ask"]).data
    with pytest.raises(CallerError, match="not what was cited"):
        resolving.kept(half, asked["ask"])


def test_the_statements_are_proved_against_the_texts(
    here: Origin, tmp_path: Path, asked: dict[str, Identifier], half: Path
) -> None:
    for id_ in asked.values():
        assert resolving.prove(here, building.again(here, id_), factory.TEXTS) == []
    other = origin.at(half)
    codes = {f.code for f in resolving.prove(other, building.again(other, asked["ask"]), factory.TEXTS)}
    assert codes == {"verify.value"}
    assert [f.code for f in resolving.prove(here, building.again(here, asked["statement"]), tmp_path)] == [
        "verify.text"
    ]
    text = (factory.TEXTS / "wuhan-2021" / "text.txt").read_text(encoding="utf-8")
    (tmp_path / "wuhan-2021").mkdir()
    (tmp_path / "wuhan-2021" / "text.txt").write_text(text.replace("39.16%", "93.16%"), encoding="utf-8")
    codes = {f.code for f in resolving.prove(here, building.again(here, asked["statement"]), tmp_path)}
    assert {"verify.sha256", "verify.quote"} <= codes


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("govkg:ask/no-such-question@{0}~{0}", "question.unknown"),
        ("govkg:ask/savings?nothing=1@{0}~{0}", "cite.parameter"),
        ("govkg:ask/what-changed?before=x@{0}~{0}", "cite.release"),
        ("govkg:ask/units-of-reform?reform=reform/x@{0}~{0}", "entity.unknown"),
        ("govkg:ask/units-of-reform?reform=..%2F..%2Fetc@{0}~{0}", "cite.identifier"),
        ("govkg:ask/units-of-reform?reform=a%3E%20b@{0}~{0}", "entity.unknown"),
        ("govkg:view/no-such-view@{0}~{0}", "view.unknown"),
        ("govkg:view/neighbourhood?of=platform/x@{0}~{0}", "entity.unknown"),
        ("govkg:view/neighbourhood?to=x@{0}~{0}", "view.of"),
        ("govkg:statement/0000000000000000@{0}~{1}", "cite.unknown"),
    ],
)
def test_what_is_not_there_is_one_clear_line(here: Origin, said: str, code: str) -> None:
    with pytest.raises(CallerError) as refused:
        resolving.resolve(here, identifier.parse(said.format("a" * 32, "a" * 16)))
    assert refused.value.code == code


@pytest.mark.parametrize("data", [b"", b"not TriG", b"<urn:a> <urn:b> <urn:c> .\n", b"\xff\xfe"])
def test_what_is_no_graph_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.trig"
    path.write_bytes(data)
    if data:
        with pytest.raises(CallerError) as refused:
            origin.at(path)
        assert refused.value.code == "cite.graph"
    else:
        assert origin.at(path).every() == []
    with pytest.raises(CallerError):
        origin.at(tmp_path / "nothing")
    with pytest.raises(CallerError):
        origin.at(tmp_path)
