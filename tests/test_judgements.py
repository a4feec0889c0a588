"""One thing over places and years: what people decided, what the graph makes of it, and which names are put to them."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SOAK

from govkg import cli, curation, ids, judgements, likeness, lookalikes, pipeline, validate, verify, vocab
from govkg import graph as graphs
from govkg import statements as st
from govkg.errors import CallerError, CuratorError
from govkg.graph import Graph
from govkg.judgements import Judged, Ref, judged, ref
from govkg.library import Library
from govkg.lookalikes import Name

CITIES = Path(__file__).parent / "queries" / "two-cities" / "sources"
A, B, C, D = (f"Unit/{name}@420100" for name in ("市甲局", "武汉市甲管理局", "甲局", "市乙局"))
OLD, NEW = "武汉市政务服务和大数据管理局", "武汉市数据局"


def row(
    number: int, left: str, right: str, judgement: str = "same", on: str = "2026-11-27", closed: str = ""
) -> dict[str, str]:
    cells = (f"j{number}", left, right, judgement, "a reader", on, "read side by side", closed)
    return dict(zip(judgements.COLUMNS, cells, strict=True))


# --- What rows make of names ------------------------------------------------------------------------------------------


def test_what_is_the_same_is_one_thing_through_every_step_whatever_the_order() -> None:
    rows = [row(1, A, B), row(2, B, C), row(3, D, "Unit/市乙管理局@420100", "different")]
    seen = set()
    for order in itertools.permutations(rows):
        for turned in itertools.product((False, True), repeat=3):
            given = [
                r | {"left": r["right"], "right": r["left"]} if t else r for r, t in zip(order, turned, strict=True)
            ]
            made = judged(given)
            seen.add(tuple(made.iri(ref(x)) for x in (A, B, C, D)))
    (found,) = seen
    assert found == (ids.entity("Unit", "武汉市甲管理局", "420100"),) * 3 + (ids.entity("Unit", "市乙局", "420100"),)


def test_the_elder_decision_keeps_the_identifier_when_a_longer_name_joins() -> None:
    longer = "Unit/武汉市甲和乙管理局@420100"
    first, both = judged([row(1, A, B)]), judged([row(2, B, longer, on="2026-11-28"), row(1, A, B)])
    assert both.iri(ref(longer)) == both.iri(ref(A)) == first.iri(ref(A))
    assert judged([row(2, B, longer), row(1, A, B, closed="2026-11-29")]).iri(ref(A)) == ids.entity(
        "Unit", "市甲局", "420100"
    )


def test_what_is_unsure_or_closed_changes_nothing() -> None:
    made = judged([row(1, A, B, "unsure"), row(2, A, C, closed="2026-11-28"), row(3, A, D, "different")])
    assert made.things == {}
    assert [r.id for r in made.rows] == ["j1", "j3"]


def test_namesakes_of_one_place_are_told_apart_by_their_reports() -> None:
    here, there, other = (f"{A}#{source}" for source in ("wuhan-2019", "wuhan-2021", "wuhan-2022"))
    made = judged([row(1, here, there, "different"), row(2, there, other)])
    iris = [made.iri(ref(x)) for x in (here, there, other, f"{A}#wuhan-2025")]
    assert len(set(iris)) == 3
    assert iris[1] == iris[2]
    assert iris[3] == ids.entity("Unit", "市甲局", "420100")  # of a report that nobody judged


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([row(1, A, B), row(2, B, C), row(3, C, D), row(4, A, D, "different")], ("j4", "j1", "j2", "j3")),
        ([row(1, A, B), row(2, B, A, "different"), row(3, C, D)], ("j2", "j1")),
        ([row(1, f"{A}#x", f"{A}#y", "different"), row(2, f"{A}#x", B), row(3, B, f"{A}#y")], ("j1", "j2", "j3")),
        ([row(1, f"{A}#x", A, "different"), row(2, f"{A}#x", A)], ("j1", "j2")),
    ],
)
def test_rows_that_contradict_each_other_are_named(rows: list[dict[str, str]], named: tuple[str, ...]) -> None:
    for order in (rows, rows[::-1]):
        with pytest.raises(CuratorError) as e:
            judged(order)
        assert e.value.code == "judgement.contradiction"
        assert set(e.value.what.replace(",", "").split()) & {r["id"] for r in rows} == set(named)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"left": "市甲局"}, "judgement.reference"), ({"left": "Body/市甲局@420100"}, "judgement.reference"),
        ({"judgement": "equal"}, "judgement.unknown"), ({"why": ""}, "judgement.who"), ({"on": ""}, "judgement.who"),
        ({"by": ""}, "judgement.who"), ({"left": B}, "judgement.self"), ({"id": "j 1"}, "judgement.id"),
        ({"left": "Reform/市甲局@420100"}, "judgement.kind"), ({"on": "yesterday"}, "judgement.date"),
        ({"closed": "20261127"}, "judgement.date"),
    ],
)  # fmt: skip
def test_a_row_that_is_wrong_in_itself_is_refused(change: dict[str, str], code: str) -> None:
    with pytest.raises(CuratorError) as e:
        judged([row(1, A, B) | change])
    assert e.value.code == code
    assert "judgements.tsv" in e.value.where


def test_two_rows_of_one_id_and_a_table_without_a_column_are_refused() -> None:
    with pytest.raises(CuratorError) as e:
        judged([row(1, A, B), row(1, C, D)])
    assert e.value.code == "judgement.id"
    with pytest.raises(CuratorError) as e:
        judged([{k: v for k, v in row(1, A, B).items() if k != "closed"}])
    assert e.value.code == "judgement.column"


def test_a_body_and_what_it_became_are_never_one() -> None:
    for left, right in (("环境保护部", "生态环境部"), ("国家环境保护总局", "生态环境部"), (NEW, OLD)):
        with pytest.raises(CuratorError) as e:
            judged([row(1, f"Unit/{left}@420100", f"Unit/{right}@510000")])
        assert e.value.code == "judgement.succession"
    assert judged([row(1, "Unit/环境保护部@420100", "Unit/生态环境部@510000", "different")]).rows
    assert judged([row(1, "Unit/国家发改委@420100", "Unit/国家发展改革委@510000")]).things


def test_a_frozen_identifier_wins_and_two_of_them_clash() -> None:
    frozen = {("Unit/市甲局", "420100"): "https://example.org/cited"}
    made = judged([row(1, A, B)], frozen)
    assert made.iri(ref(B)) == "https://example.org/cited"
    assert made.of(ref(B)).name == "市甲局"  # type: ignore[union-attr]
    with pytest.raises(CuratorError) as e:
        judged([row(1, A, B)], frozen | {("Unit/武汉市甲管理局", "420100"): "https://example.org/other"})
    assert (e.value.code, "j1" in e.value.what) == ("judgement.frozen", True)
    apart = [row(1, f"{A}#x", f"{A}#y", "different")]
    with pytest.raises(CuratorError) as e:
        judged(apart, frozen)
    assert e.value.code == "judgement.frozen"
    own = {("Unit/市甲局", f"420100#{s}"): f"https://example.org/{s}" for s in "xy"}
    assert judged(apart, frozen | own).iri(ref(f"{A}#x")) == "https://example.org/x"
    with pytest.raises(CuratorError) as e:
        judged(apart, frozen | dict.fromkeys(own, "https://example.org/cited"))
    assert e.value.code == "judgement.frozen"


def test_a_namesake_that_was_told_apart_may_be_the_usual_one() -> None:
    made = judged([row(1, f"{A}#x", f"{A}#y", "different"), row(2, f"{A}#y", A)])
    assert made.iri(ref(f"{A}#y")) == made.iri(ref(f"{A}#z")) == ids.entity("Unit", "市甲局", "420100")
    assert made.iri(ref(f"{A}#x")) != made.iri(ref(A))


def test_what_touches_a_report_is_said_for_it_alone() -> None:
    made = judged([row(1, A, B), row(2, "Unit/市丙局@510000", "Unit/丙局@510000")])
    assert "市甲局" in made.touching("420100", "wuhan-2021")
    assert "丙" not in made.touching("420100", "wuhan-2021")
    assert made.touching("610000", "shaanxi-2026") == judged([]).touching("610000", "shaanxi-2026") == ""


# --- What the graph makes of them: two invented cities, by the real pipeline ---------------------------------------------

POLICE, MARKET = "Unit/市公安局@云澜市", "Unit/市市场监管局@云澜市"
HERE, THERE = "Reform/最多跑一次@云澜市", "Reform/最多跑一次@临渚市"
DECIDED = [
    row(1, POLICE, MARKET),  # one report names both
    row(2, HERE, THERE),  # over two cities
    row(3, "Platform/云澜通@云澜市#yunlan-2022", "Platform/云澜通@云澜市#yunlan-2023", "different"),
    row(4, "Reform/证照同办@临渚市", "Reform/跨省通办@临渚市", "unsure"),
]


def decide(root: Path, rows: list[dict[str, str]]) -> None:
    (root / "curated").mkdir(exist_ok=True)
    lines = ["\t".join(judgements.COLUMNS), *("\t".join(r.values()) for r in rows)]
    (root / "curated" / "judgements.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def files(library: Library) -> dict[str, bytes]:
    folders = (library.out / "statements", library.out / "release")
    return {p.relative_to(library.out).as_posix(): p.read_bytes() for f in folders for p in f.rglob("*") if p.is_file()}


@dataclass
class Built:
    library: Library
    kg: Graph
    before: dict[str, bytes]
    after: dict[str, bytes]

    @property
    def trig(self) -> Path:
        return self.library.release / "govkg.trig"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("judged")
    shutil.copytree(CITIES, root / "sources")
    library = Library(root, root)
    pipeline.build(library)
    before = files(library)
    decide(root, DECIDED)
    pipeline.build(library)
    return Built(library, graphs.open(library), before, files(library))


def rows_of(kg: Graph, name: str, **given: Any) -> list[dict[str, str]]:
    return [{k: str(v) for k, v in r.items()} for r in kg.ask(name, **given).rows]


def test_the_words_of_every_statement_stay_as_they_are(built: Built) -> None:
    said = {name for name in built.before if name.startswith("statements/")}
    assert len(said) == 4
    assert all(built.before[name] == built.after[name] for name in said)
    assert built.before["release/govkg.trig"] != built.after["release/govkg.trig"]


def test_what_is_the_same_is_asked_for_as_one_by_either_name(built: Built) -> None:
    one, other = (rows_of(built.kg, "reforms-of-unit", unit=name) for name in ("市公安局", "市市场监管局"))
    assert one == other
    assert len(one) == 2
    assert {r["organisation"] for r in one} == {"市市场监管局"}
    found = rows_of(built.kg, "units-of-reform", reform="最多跑一次")
    assert {r["source"] for r in found} == {"yunlan-2022", "yunlan-2023", "linzhu-2023"}
    assert len({r["initiativeId"] for r in found}) == 1


def test_the_tables_answer_as_the_graph_does(built: Built) -> None:
    for name in (
        "reforms-and-outcomes",
        "platforms-and-parts",
        "compare-places",
        "diffusion",
        "outcomes-by-unit-and-year",
    ):
        told = [[list(map(str, r.values())) for r in built.kg.ask(name, engine=e).rows] for e in ("sparql", "facts")]
        assert told[0] == told[1], name
        assert told[0], name


def test_what_is_different_has_identifiers_of_its_own(built: Built) -> None:
    found = built.kg.query('SELECT ?x ?r { ?x a gov:Platform ; rdfs:label "云澜通"@zh ; gov:mentionedIn ?r }').rows
    assert len({str(r["x"]) for r in found}) == len({str(r["r"]) for r in found}) == 2
    assert ids.entity("Platform", "云澜通", "云澜市") not in {str(r["x"]) for r in found}


def test_every_decision_is_asked_for_with_the_names_as_written(built: Built) -> None:
    found = rows_of(built.kg, "judgements")
    assert {(r["judgement"], r["left"], r["right"]) for r in found} == {
        (word, r["left"], r["right"]) for r, word in zip(DECIDED, ("同一", "同一", "不同", "未定"), strict=True)
    }
    units = [r for r in found if r["left"] == POLICE]
    assert sorted((r["thing"], r["written"], r["quote"]) for r in units) == [
        ("市市场监管局", "市公安局", "市公安局"), ("市市场监管局", "市市场监管局", "市市场监管局"),
    ]  # fmt: skip
    assert {r["by"] for r in found} == {"a reader"}
    assert {r["judgement"] for r in rows_of(built.kg, "judgements", judgement="unsure")} == {"未定"}
    assert {r["left"] for r in rows_of(built.kg, "judgements", of="云澜通")} == {DECIDED[2]["left"]}


def test_the_graph_proves_itself_from_its_texts_alone(built: Built) -> None:
    assert verify.verify(built.trig, built.library.root / "sources") == []


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ('"name=市公安局"', '"name=市市场监管局"', "verify.hash"),
        ("<https://w3id.org/govkg/vocab/judgement/same>", "<https://w3id.org/govkg/vocab/judgement/unsure>", "verify.judgement"),
        (f'"{MARKET}"', '"Unit/市卫健委@云澜市"', "verify.judgement"),
        ('rdfs:label "市市场监管局"@zh', 'rdfs:label "市卫健委"@zh', "verify.judgement"),
    ],
)  # fmt: skip
def test_a_graph_whose_names_were_tampered_with_is_found(
    was: str, now: str, code: str, built: Built, tmp_path: Path
) -> None:
    text = built.trig.read_text(encoding="utf-8")
    assert was in text
    (tmp_path / "govkg.trig").write_text(text.replace(was, now), encoding="utf-8", newline="\n")
    assert code in {f.code for f in verify.verify(tmp_path / "govkg.trig", built.library.root / "sources")}


def test_the_shapes_hold(built: Built) -> None:
    found = validate.validate(built.trig)
    assert [f for f in found if f.severity == "error"] == []
    assert "judgement" not in {f.code.partition("-")[0] for f in found}


def test_closing_the_rows_gives_the_former_bytes(built: Built, tmp_path: Path) -> None:
    shutil.copytree(CITIES, tmp_path / "sources")
    library = Library(tmp_path, tmp_path)
    for still in (DECIDED, DECIDED[1:], []):
        decide(tmp_path, [r if r in still else r | {"closed": "2026-11-28"} for r in DECIDED])
        pipeline.build(library)
        assert (files(library) == built.before) is (still == [])
        assert (files(library) == built.after) is (still == DECIDED)


def test_a_row_makes_stale_what_it_touches_and_nothing_else(built: Built, tmp_path: Path) -> None:
    shutil.copytree(built.library.root, tmp_path / "w")
    library = Library(tmp_path / "w", tmp_path / "w")
    assert pipeline.standing(library).current
    for rows, stale in (
        ([*DECIDED[1:], DECIDED[0] | {"closed": "2026-11-28"}], {"yunlan-2022", "yunlan-2023"}),
        ([*DECIDED, row(5, "Unit/市人社局@临渚市", "Unit/市医保局@临渚市")], {"linzhu-2022", "linzhu-2023"}),
        (DECIDED, set()),
    ):
        decide(library.root, rows)
        found = pipeline.standing(library).stale
        assert set(found) == stale
        assert set(found.values()) <= {("curation",)}


def test_a_part_and_its_whole_are_not_judged_one(tmp_path: Path) -> None:
    shutil.copytree(CITIES, tmp_path / "sources")
    decide(tmp_path, [row(1, "Platform/云澜通@云澜市", "Platform/“助企直通车”专区@云澜市")])
    with pytest.raises(CuratorError) as e:
        pipeline.build(Library(tmp_path, tmp_path))
    assert e.value.code == "judgement.tie"
    assert "云澜通" in e.value.what


HASHED = """
import hashlib, sys
from pathlib import Path
from govkg import judgements, part, rdf
from govkg.library import Library
library = Library(Path(sys.argv[1]), Path(sys.argv[1]))
judged = judgements.judged(library.curated("judgements"))
quads = [q for n in library.source_ids() for q in part.make(library.source(n), judged=judged).said]
print(hashlib.sha256(rdf.trig(quads)).hexdigest())
"""


def test_the_bytes_hang_on_no_hash_seed(built: Built) -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", HASHED, str(built.library.root)], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("0", "4711")
    }  # fmt: skip
    assert len(told) == 1


# --- Successions ----------------------------------------------------------------------------------------------------------

REPORT = """{body}{year}年工作总结

{year}年，我局持续优化政务服务。

一、{year}年主要工作
（一）推进“{reform}”改革。会同市公安局推进“{reform}”改革，办理时限压缩至3.2天。

{body}
"""


def report(
    root: Path, name: str, body: str, year: int, reform: str, place: str = "武汉市", code: str = "420100"
) -> None:
    folder = root / "sources" / name
    folder.mkdir(parents=True)
    text = REPORT.format(body=body, year=year, reform=reform).encode()
    said = {"title": f"{body}{year}年工作总结", "sha256": hashlib.sha256(text).hexdigest(), "language": "zh-Hans", "body": body,
            "place": place, "code": code, "covers": str(year), "plans": str(year + 1)}  # fmt: skip
    (folder / "text.txt").write_bytes(text)
    lines = [f'{key} = "{value}"' for key, value in said.items() if value]
    (folder / "source.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A bureau that was another until 2024; each is named by one report out of its time; a city has a bureau of its first name."""
    root = tmp_path_factory.mktemp("renamed")
    report(root, "early-2021", NEW, 2021, "好差评")
    report(root, "wuhan-2022", OLD, 2022, "一业一证")
    report(root, "wuhan-2024", OLD, 2024, "跨省通办")
    report(root, "wuhan-2025", NEW, 2025, "最多跑一次")
    report(root, "late-2026", OLD, 2026, "双随机")
    report(root, "linzhu-2022", "临渚市政务服务和大数据管理局", 2022, "证照联办", "临渚市", "")
    library = Library(root, root)
    pipeline.build(library)
    return graphs.open(library)


def test_a_body_is_followed_to_what_it_was_and_became_within_its_dates(renamed: Graph) -> None:
    def told(unit: str) -> set[tuple[str, str, str]]:
        found = rows_of(renamed, "reforms-over-successions", unit=unit)
        return {(r["source"], r["organisation"], r["relation"]) for r in found}

    assert told(NEW) == {
        ("early-2021", NEW, "None"), ("wuhan-2025", NEW, "None"),  # what reports say of it itself
        ("wuhan-2022", OLD, "承接"), ("wuhan-2024", OLD, "承接"),
    }  # fmt: skip
    assert told(OLD) == {
        ("wuhan-2022", OLD, "None"), ("wuhan-2024", OLD, "None"), ("late-2026", OLD, "None"), ("wuhan-2025", NEW, "后续机构"),
    }  # fmt: skip
    assert told("市公安局") >= {("wuhan-2022", "市公安局", "None")}


def test_a_body_and_its_successor_and_namesakes_of_two_cities_are_several_things(renamed: Graph) -> None:
    found = renamed.query("SELECT DISTINCT ?x ?name { ?x a gov:Organisation ; rdfs:label ?name }").rows
    bodies = [str(r["name"]) for r in found if "大数据" in str(r["name"]) or str(r["name"]) == NEW]
    assert sorted(bodies) == sorted([OLD, NEW, "临渚市政务服务和大数据管理局"])
    police = [str(r["x"]) for r in found if str(r["name"]) == "市公安局"]
    assert len(police) == len(set(police)) == 2


def test_the_succession_is_told_and_not_offered_as_one(renamed: Graph) -> None:
    assert renamed.library
    found = lookalikes.pairs(lookalikes.read(renamed.library))
    (pair,) = [p for p in found if {p.left.ref.name, p.right.ref.name} == {OLD, NEW}]
    assert (pair.score, pair.reasons[0].code) == (0, "succession")
    assert not [p for p in found if p.score and p.left.at != p.right.at]


# --- Names that look alike --------------------------------------------------------------------------------------------------


def named(*said: tuple[str, str, dict[str, Any]]) -> dict[Ref, Name]:
    found: dict[Ref, Name] = {}
    for key, place, more in said:
        name = Name(ref(f"{key}@{place}"))
        for field, value in {"sources": [f"{place}-2021"], "years": {"2021"}, **more}.items():
            setattr(name, field, value)
        found[name.ref] = name
    return found


def offered(*said: tuple[str, str, dict[str, Any]]) -> dict[frozenset[str], tuple[int, str]]:
    return {
        frozenset((str(p.left.ref), str(p.right.ref))): (p.score, p.reasons[0].code)
        for p in lookalikes.pairs(named(*said))
    }


CITY = {"within": "420100"}


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (("Unit/国办", "420100", {}), ("Unit/国务院办公厅", "510000", {}), "body"),
        (("Unit/市卫健委", "420100", {**CITY, "full": "武汉市卫生健康委员会"}),
         ("Unit/武汉市卫生健康委员会", "420000", {**CITY, "full": "武汉市卫生健康委员会"}), "full"),
        (("Unit/市政务服务局", "420100", CITY), ("Unit/武汉市政务服务局", "420000", CITY), "core"),
        (("Unit/市政务服务局", "420100", CITY), (f"Unit/{OLD}", "420100", CITY), "abbreviation"),
        (("Reform/一业一证", "420100", {}), ("Reform/“一业一证”改革", "420100", {}), "written"),
        (("Reform/河湖长制", "420100", {}), ("Reform/河长制", "420100", {"sources": ["x"]}), "letters"),
        (("Platform/武汉云", "420100", {}), ("Platform/武汉云", "420000", {}), "nested"),
        (("Platform/国家政务服务平台", "420100", {}), ("Platform/国家政务服务平台", "510000", {}), "national"),
        (("Award/双高计划", "440000", {}), ("Award/双高计划", "630000", {}), "award"),
        (("Platform/城市大脑", "420100", {"aliases": {"智慧中枢"}, "sources": ["a"]}),
         ("Platform/智慧中枢", "420100", {"sources": ["b"]}), "alias"),
    ],
)  # fmt: skip
def test_names_that_may_be_one_thing_are_offered_with_the_reason(left: Any, right: Any, code: str) -> None:
    ((score, reason),) = offered(left, right).values()
    assert (reason, score >= 55) == (code, True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Unit/市公安局", "420100", CITY), ("Unit/市公安局", "510100", {"within": "510100"})),  # two cities
        (("Platform/智慧城市平台一期", "420100", {}), ("Platform/智慧城市平台二期", "420100", {})),
        (("Document/武汉市2021年工作方案", "420100", {}), ("Document/武汉市2022年工作方案", "420100", {})),
        (("Platform/江岸区政务中心", "420100", {}), ("Platform/武昌区政务中心", "420100", {})),
        (("Platform/省政务服务网站", "420100", {}), ("Platform/市政务服务网站", "420100", {})),
        (("Platform/东湖综合保税区", "420100", {}), ("Platform/西湖综合保税区", "420100", {})),
        (("Document/公共数据管理办法", "420100", {}), ("Document/公共数据管理条例", "420100", {})),
        (("Reform/一网通办", "420100", {}), ("Reform/一网通办", "510000", {})),  # they realise one scheme
        (("Unit/市教育局", "420100", CITY), ("Unit/市教育委", "420100", CITY)),
        (("Unit/江岸区公安局", "420100", {"within": "420102"}), ("Unit/市公安局", "420100", CITY)),
    ],
)
def test_names_that_a_number_a_place_or_a_level_tells_apart_are_not_offered(left: Any, right: Any) -> None:
    assert offered(left, right) == {}


def test_a_local_body_that_follows_the_pattern_of_a_succession_is_told() -> None:
    found = offered(("Unit/市环境保护局", "420100", CITY), ("Unit/市生态环境局", "420100", CITY))
    assert list(found.values()) == [(0, "pattern")]


def test_names_apart_in_time_are_marked_as_a_possible_succession() -> None:
    (pair,) = lookalikes.pairs(named(
        ("Unit/市政务服务局", "420100", {**CITY, "years": {"2018"}}),
        (f"Unit/{OLD}", "420100", {**CITY, "years": {"2019", "2021"}, "sources": ["y"]}),
    ))  # fmt: skip
    assert [r.code for r in pair.reasons] == ["abbreviation", "years"]
    assert pair.reasons[1].values == (("first", "2018"), ("last", "2019"))


def test_what_was_judged_is_not_offered_again() -> None:
    names = named(
        *((f"Unit/{n}", p, {}) for n, p in (("国办", "420100"), ("国务院办公厅", "510000"), ("国务院办公厅", "440000")))
    )
    assert len(lookalikes.pairs(names)) == 2
    keys = [str(r) for r in sorted(names)]
    assert len(lookalikes.pairs(names, judged([row(1, keys[0], keys[1])]))) == 1
    assert lookalikes.pairs(names, judged([row(1, keys[0], keys[1]), row(2, keys[1], keys[2], "unsure")])) == []


def many(count: int) -> dict[Ref, Name]:
    """Names of every kind over all places, half of them bodies of the whole country."""
    draw = random.Random(1)
    places = [r["code"] for r in vocab.table("places") if r["code"]]
    words = sorted({r["full"] for r in vocab.table("organisations") if r["kind"] == "department"})
    bodies = sorted({r["full"] for r in vocab.table("organisations") if r["kind"] == "body" and r["full"]})
    found: dict[Ref, Name] = {}
    while len(found) < count:
        place, matter = draw.choice(places), "".join(draw.sample(words, 2))[:10]
        kind, name = draw.choice((("Unit", draw.choice(bodies)), ("Unit", f"市{matter}局"), ("Reform", f"{matter}改革"),
                                  ("Platform", f"{matter}平台"), ("Document", f"{matter}管理办法")))  # fmt: skip
        here = found.setdefault(
            Ref(kind, name, place), Name(Ref(kind, name, place), within=place if name[0] == "市" else "")
        )
        year = str(draw.randint(2010, 2025))
        here.sources.append(f"{place}-{year}")
        here.years.add(year)
    return found


def test_the_work_grows_with_the_names_and_not_with_their_pairs() -> None:
    size = 100_000 if SOAK else 8_000
    names = many(size)
    start = time.process_time()
    found = lookalikes.pairs(names)
    assert time.process_time() - start < size / 1000
    assert len(found) < size
    assert min(p.score for p in found if p.score) > 40


def test_the_same_names_give_the_same_pairs_in_any_order() -> None:
    names = many(1500)
    turned = dict(sorted(names.items(), reverse=True))
    assert lookalikes.pairs(names) == lookalikes.pairs(turned)


def test_every_reason_has_its_words() -> None:
    from govkg import messages

    source = "".join(Path(m.__file__ or "").read_text(encoding="utf-8") for m in (lookalikes, likeness))
    codes = {k.rpartition(".")[2] for k in messages.catalogue() if k.startswith("judge.reason.")}
    assert len(codes) > 12
    assert [c for c in codes if f'"{c}"' not in source] == []


# --- The command -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """govkg judge on a copy of the two cities as they were built, without decisions."""
    monkeypatch.setenv("GOVKG_LANG", "en")
    shutil.copytree(CITIES, tmp_path / "sources")
    shutil.copytree(built.library.root / "statements", tmp_path / "statements")

    def told(*words: str) -> tuple[int, str]:
        code = cli.main(["judge", *words, "--workspace", str(tmp_path)])
        out, err = capsys.readouterr()
        assert bool(err) == (code != 0)
        return code, out + err

    return told


def table(root: Path) -> list[dict[str, str]]:
    return Library(root, root).curated("judgements")


def test_a_decision_is_written_listed_and_closed(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    code, out = run("same", POLICE, "市市场监管局", "--why", "for the test", "--by", "li")
    assert (code, "j1" in out) == (0, True)
    (made,) = table(tmp_path)
    assert (made["left"], made["right"], made["judgement"], made["by"], made["closed"]) == (
        POLICE,
        MARKET,
        "same",
        "li",
        "",
    )
    code, out = run("rows")
    assert (code, "for the test" in out) == (0, True)
    kept = (tmp_path / "curated" / "judgements.tsv").read_text(encoding="utf-8")
    assert run("close", "j1")[0] == 0
    (closed,) = table(tmp_path)
    assert closed == made | {"closed": made["on"]}
    assert (tmp_path / "curated" / "judgements.tsv").read_text(encoding="utf-8").startswith(kept.rstrip("\n"))
    assert run("unsure", POLICE, MARKET, "--why", "again", "--by", "li")[0] == 0
    assert [r["id"] for r in table(tmp_path)] == ["j1", "j2"]


def test_a_row_whose_name_no_report_has_is_told(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    decide(
        tmp_path, [row(1, POLICE, "Unit/市卫健委@云澜市", "unsure"), row(2, POLICE, f"{MARKET}#linzhu-2022", "unsure")]
    )
    code, out = run("rows")
    assert (code, "j1: no report names Unit/市卫健委@云澜市" in out) == (0, True)
    assert f"j2: no report names {MARKET}#linzhu-2022" in out


def test_an_id_of_a_statement_means_what_its_report_alone_calls_so(
    run: Callable[..., tuple[int, str]], tmp_path: Path, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVKG_BY", "wang")
    anchors = [
        next(s.id for s in st.load(built.library.statements(n)) if isinstance(s, st.Entity) and s.name == "云澜通")
        for n in ("yunlan-2022", "yunlan-2023")
    ]
    assert run("different", *anchors, "--why", "two apps")[0] == 0
    (made,) = table(tmp_path)
    assert (made["left"], made["by"]) == ("Platform/云澜通@云澜市#yunlan-2022", "wang")
    assert len({t.iri for t in judged(table(tmp_path)).things.values()}) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("same", POLICE, MARKET, "--by", "li"), "a decision has a reason"),
        (("same", POLICE, MARKET, "--why", "x"), "who decides"),
        (("same", POLICE, "Unit/市卫健委@云澜市", "--why", "x", "--by", "li"), "no report names"),
        (("same", "最多跑一次", "云澜通", "--why", "x", "--by", "li"), "may be"),
        (("same", POLICE, "云澜通", "--why", "x", "--by", "li"), "never one thing"),
        (("same", POLICE, MARKET, "--why", "a\tb", "--by", "li"), "cannot hold"),
        (("same", POLICE), "no decision"),
        (("marry", POLICE, MARKET), "no decision"),
        (("close", "j9"), "no open row"),
        (("accept", "--why", "x", "--by", "li"), "one by one"),
        (("--kind", "Body"), "no kind"),
    ],
)
def test_a_wrong_decision_is_one_line_and_nothing_is_written(
    words: tuple[str, ...], told: str, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, out = run(*words)
    assert (code, out.count("\n"), told in out) == (1, 1, True), out
    assert not (tmp_path / "curated").exists()


def test_a_decision_that_contradicts_others_is_not_written(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    assert run("different", POLICE, MARKET, "--why", "x", "--by", "li")[0] == 0
    code, out = run("same", POLICE, MARKET, "--why", "x", "--by", "li")
    assert (code, "j1" in out and "j2" in out) == (1, True)
    assert len(table(tmp_path)) == 1


def test_sure_pairs_are_listed_and_accepted_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, name in enumerate(("市公安局", "武汉市公安局")):
        report(tmp_path, f"wuhan-{2022 + number}", name, 2022 + number, "一业一证")
    assert cli.main(["build", "--workspace", str(tmp_path)]) == 0
    capsys.readouterr()
    assert cli.main(["judge", "--json", "--workspace", str(tmp_path)]) == 0
    assert '"Unit/武汉市公安局@420100"' in capsys.readouterr().out
    accepted = ["judge", "accept", "--min", "95", "--why", "one full name", "--by", "li", "--workspace", str(tmp_path)]
    assert cli.main(accepted) == 0
    assert {r["judgement"] for r in table(tmp_path)} == {"same"}
    capsys.readouterr()
    assert cli.main(["judge", "--min", "95", "--lang", "en", "--workspace", str(tmp_path)]) == 0
    assert "no names" in capsys.readouterr().out


def test_other_lines_of_a_table_stay_as_they_are(tmp_path: Path) -> None:
    library = Library(tmp_path, tmp_path)
    curation.add(library, "judgements", judgements.COLUMNS, [list(row(1, A, B).values())], "made")
    path = tmp_path / "curated" / "judgements.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8", newline="\n")
    curation.add(library, "judgements", judgements.COLUMNS, [list(row(2, C, D).values())], "made")
    curation.close(library, "judgements", "j1", "2026-11-30")
    assert [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()] == [
        "# made",
        "id",
        "j1",
        "# a note",
        "j2",
    ]
    with pytest.raises(CallerError) as e:
        curation.close(library, "judgements", "j1", "2026-11-30")
    assert e.value.code == "curated.unknown"


def test_no_decision_is_no_change() -> None:
    assert Judged().of(ref(A)) is None
    assert Judged().iri(ref(A)) == ids.entity("Unit", "市甲局", "420100")


MANY = """
import sys
from pathlib import Path
from govkg import verdicts
from govkg.library import Library
who = sys.argv[2]
for n in range(8):
    verdicts.write(Library(Path(sys.argv[1]), Path(sys.argv[1])), [(f"Unit/{who}{n}@420100", f"Unit/另{who}{n}@420100")], "same", "试", who, "2026-11-27")
"""


def test_two_who_decide_at_once_lose_no_row(tmp_path: Path) -> None:
    here = [subprocess.Popen([sys.executable, "-c", MANY, str(tmp_path), who]) for who in ("a", "b")]
    assert [p.wait(60) for p in here] == [0, 0]
    kept = judgements.rows(Library(tmp_path, tmp_path).curated("judgements"))
    assert [r.id for r in kept] == [f"j{n}" for n in range(1, 17)]
    assert sorted(r.by for r in kept) == ["a"] * 8 + ["b"] * 8
