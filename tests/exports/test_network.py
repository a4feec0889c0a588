"""GraphML and GEXF: valid, the same network to networkx, and nothing in them that Gephi stumbles over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree
from tests.exports import hostiles
from tests.exports.hostile import HOSTILE

import govkg
from govkg import exports
from govkg.analysis.multigraph import multigraph
from govkg.errors import CallerError
from govkg.exports import gather, gexf, graphml, network
from govkg.exports.network import Edge, Network, Node
from govkg.exports.subject import Subject
from govkg.exports.tags import NO_XML

HERE = Path(__file__).parent
GEXF, GRAPHML = f"{{{gexf.SPACE}}}", f"{{{graphml.SPACE}}}"
CAST = {"string": str, "long": int, "double": float}


@pytest.fixture(scope="module")
def files(whole: Subject, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("关系 网")
    return {form: exports.write(whole, form, folder / f"a.{form}")[0] for form in ("graphml", "gexf")}


def valid(path: Path) -> etree._Element:
    """The file as XML, valid and with the rules that no grammar tells: ids once, ends known, values of their attribute's type."""
    tree = etree.parse(path)
    form = "graphml" if tree.getroot().tag.endswith("graphml") else "gexf"
    etree.RelaxNG(etree.parse(HERE / f"{form}.rng")).assertValid(tree)
    root = tree.getroot()
    space = GRAPHML if form == "graphml" else GEXF
    nodes, edges = [*root.iter(space + "node")], [*root.iter(space + "edge")]
    known = {n.get("id") for n in nodes}
    assert len(known) == len(nodes) and len({e.get("id") for e in edges}) == len(edges)
    assert all(e.get("source") in known and e.get("target") in known for e in edges)
    if form == "graphml":
        types = {k.get("id"): CAST[str(k.get("attr.type"))] for k in root.iter(GRAPHML + "key")}
        for data in root.iter(GRAPHML + "data"):
            types[data.get("key")](data.text or "")
    else:
        for kind, items in zip(root.iter(GEXF + "attributes"), (nodes, edges), strict=True):
            types = {a.get("id"): CAST[str(a.get("type"))] for a in kind}
            for item in items:
                for value in item.iter(GEXF + "attvalue"):
                    types[value.get("for")](str(value.get("value")))
        assert root.find(f"{GEXF}graph/{GEXF}nodes").get("count") == str(len(nodes))  # type: ignore[union-attr]
        lives = {n.get("id"): (n.get("start"), n.get("end")) for n in nodes}
        for edge in edges:  # Gephi leaves out what stands while its ends do not
            for end in (lives[edge.get("source")], lives[edge.get("target")]):
                if end[0]:
                    assert end[0] <= str(edge.get("start")) <= str(edge.get("end")) <= str(end[1])
    return root


def test_the_files_are_valid(files: dict[str, Path]) -> None:
    for path in files.values():
        assert len([*valid(path).iter("{*}edge")]) > 100


def test_the_grammars_see_what_is_wrong(files: dict[str, Path], tmp_path: Path) -> None:
    for form, was, new in (
        ("gexf", 'version="1.3"', 'version="1.2"'), ("gexf", 'start="2021-01-01"', 'start="2021"'), ("gexf", "<attvalues>", "<att>"),
        ("graphml", 'attr.type="long"', 'attr.type="list"'), ("graphml", '<node id="', '<node id="a b'),
    ):  # fmt: skip
        text = files[form].read_text(encoding="utf-8")
        assert was in text
        text = (
            text.replace(was, new, 1).replace("</attvalues>", "</att>", 1)
            if new == "<att>"
            else text.replace(was, new, 1)
        )
        (tmp_path / "a.xml").write_text(text, encoding="utf-8")
        with pytest.raises((etree.DocumentInvalid, AssertionError)):
            valid(tmp_path / "a.xml")


def test_networkx_reads_the_same_network(files: dict[str, Path], kg: govkg.Graph) -> None:
    expected = multigraph(kg.store)
    read = nx.read_graphml(files["graphml"], force_multigraph=True)
    assert {d["iri"] for _, d in read.nodes(data=True)} == {*expected.nodes}
    for name, told in read.nodes(data=True):
        assert name == network.name(told["iri"])
        assert {k: v for k, v in told.items() if k != "iri"} == expected.nodes[told["iri"]]
    iri = {name: told["iri"] for name, told in read.nodes(data=True)}
    rename = {new: old for old, new in network.RENAMED.items()}
    edges = {(iri[a], iri[b], told["statement"]): {rename.get(k, k): v for k, v in told.items() if k != "iri"}
             for a, b, told in read.edges(data=True)}  # fmt: skip
    assert edges == {(a, b, key): told for a, b, key, told in expected.edges(keys=True, data=True)}
    dynamic = nx.read_gexf(files["gexf"])
    assert {*dynamic.nodes} == {*expected.nodes} and dynamic.number_of_edges() == expected.number_of_edges()
    for node, told in dynamic.nodes(data=True):
        assert {k: v for k, v in told.items() if k not in ("viz", "start", "end")} == expected.nodes[node]


def test_the_files_say_what_they_are(files: dict[str, Path], whole: Subject) -> None:
    about = nx.read_graphml(files["graphml"]).graph
    assert (about["dataset"], about["version"], about["licence"]) == (
        whole.about.dataset,
        whole.about.version,
        whole.about.licence,
    )
    meta = etree.parse(files["gexf"]).getroot()[0]
    told = " ".join(str(e.text) for e in meta)
    assert all(part in told for part in (whole.about.dataset, whole.about.version, whole.about.licence))


def test_no_edge_says_that_one_caused_the_other(files: dict[str, Path]) -> None:
    for path in files.values():
        text = path.read_text(encoding="utf-8").lower()
        assert "reportedas" in text and "caus" not in text
    shapes = Counter(
        (e.get("label"), e[-1].get("value")) for e in etree.parse(files["gexf"]).getroot().iter(GEXF + "edge")
    )
    assert shapes["listedUnder", "dashed"] and shapes["reportedAs", "solid"]
    assert ("reportedAs", "dashed") not in shapes and ("listedUnder", "solid") not in shapes


def test_of_an_answer_only_the_edges_of_its_rows(kg: govkg.Graph, tmp_path: Path) -> None:
    subject = gather.of_answer(kg, kg.ask("units-of-reform", reform="武汉云"), "")
    (path,) = exports.write(subject, "gexf", tmp_path / "a.gexf")
    edges = [*valid(path).iter(GEXF + "edge")]
    assert {e.get("id") for e in edges} == {row["statement"] for row in subject.sheets[0].rows}


def test_parallel_edges_are_kept_with_their_ids(tmp_path: Path) -> None:
    a, b = Node("urn:a", "甲", {"type": "Reform"}), Node("urn:b", "乙", {"type": "Result", "value": 3})
    said = {"basis": "listedUnder", "period": "2021-02"}
    edges = tuple(Edge(f"urn:e{n}", "urn:a", "urn:b", "attribution", said) for n in range(3))
    of = Network((a, b), edges)
    for form, lines in (("gexf", gexf.lines(of, {})), ("graphml", graphml.lines(of, {}))):
        (tmp_path / form).write_text("".join(lines), encoding="utf-8")
        assert len([*valid(tmp_path / form).iter("{*}edge")]) == 3
    read = nx.read_gexf(tmp_path / "gexf")
    assert isinstance(read, nx.MultiDiGraph)
    assert {key for *_, key in read.edges(keys=True)} == {"urn:e0", "urn:e1", "urn:e2"}
    assert {told["end"] for *_, told in read.edges(data=True)} == {"2021-02-28"}


def test_what_is_no_attribute_is_refused_by_name() -> None:
    for value in (None, ["a"], 2**64):
        with pytest.raises(CallerError, match="no attribute of a network") as e:
            network.types([{"aliases": value}])  # type: ignore[dict-item]
        assert (e.value.code, e.value.where) == ("export.value", "aliases")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t)[:24])
def test_hostile_text_survives_or_is_refused_by_name(text: str, tmp_path: Path) -> None:
    if any("\ud800" <= c <= "\udfff" for c in text):
        with pytest.raises(UnicodeEncodeError):  # half a pair of surrogates is no text: it comes into no graph
            hostiles.subject(text)
        return
    subject = hostiles.subject(text)
    for form in ("graphml", "gexf"):
        path = tmp_path / f"a.{form}"
        if NO_XML.search(text):
            with pytest.raises(CallerError, match="XML cannot hold the character U\\+") as e:
                exports.write(subject, form, path)
            assert (e.value.code == "export.value" and "label" in e.value.where) or "alias" in e.value.where
            assert not [*tmp_path.iterdir()]
            continue
        exports.write(subject, form, path)
        valid(path)
        if form == "graphml":
            read = nx.read_graphml(path, force_multigraph=True)
            words = [told["quote"] for *_, told in read.edges(data=True)]
        else:
            read = nx.read_gexf(path)
            words = [told["quote"] for *_, told in read.edges(data=True)]
        assert words == [text or "x"] * 2
