"""The vocabularies: what the lint finds, each kind with an example, and what the tables hold."""

from __future__ import annotations

import pytest

from govkg import concepts, ids, lint, vocab

CONCEPT = {
    "scheme": "role",
    "id": "leads",
    "zh": "牵头",
    "en": "leads",
    "definition_zh": "负责其事",
    "definition_en": "is in charge",
    "origin": "govkg",
}
METRIC = {"id": "trips", "zh": "跑动次数", "en": "trips", "aliases": "跑动", "quantity_kind": "count", "also_kinds": "", "polarity": "lowerIsBetter",
          "result_level": "outcome", "definition_zh": "办事人跑动的次数", "definition_en": "trips of an applicant", "origin": "genre"}  # fmt: skip
LEVEL = {**CONCEPT, "scheme": "level", "id": "outcome", "zh": "成效", "en": "outcome"}
PLACE = {"zh": "湖北省", "short": "湖北", "level": "province", "code": "420000", "parent": "", "origin": "GB/T 2260"}
UNIT = {
    "id": "metre",
    "written": "米",
    "zh": "米",
    "en": "metre",
    "quantity_kind": "length",
    "qudt": "http://qudt.org/vocab/unit/M",
    "ucum": "m",
    "origin": "genre",
}
EVENT = {
    "id": "a",
    "former": "文化部",
    "resulting": "文化和旅游部",
    "kind": "merged",
    "effective": "2018-03",
    "origin": "x",
}
BAD: dict[str, dict[str, list[vocab.Row]]] = {
    "lint.duplicate": {"concepts": [CONCEPT, {**CONCEPT, "id": "heads", "en": "heads"}]},
    "lint.clash": {"metrics": [METRIC, {**METRIC, "id": "visits", "zh": "到场次数", "en": "visits"}]},
    "lint.label": {"metrics": [{**METRIC, "en": ""}]},
    "lint.definition": {"concepts": [{**CONCEPT, "definition_en": ""}]},
    "lint.origin": {"successions": [{**EVENT, "origin": ""}], "bodies": [{"zh": n, "type": "", "origin": "x"} for n in ("文化部", "文化和旅游部")],
                    "concepts": [{**CONCEPT, "scheme": "reorganisation", "id": "merged"}]},
    "lint.circle": {"places": [{**PLACE, "parent": "420100"}, {**PLACE, "zh": "武汉市", "short": "武汉", "code": "420100", "parent": "420000"}]},
    "lint.unconnected": {"metrics": [{**METRIC, "result_level": "outcme"}], "concepts": [LEVEL]},
    "lint.ucum": {"units": [{**UNIT, "ucum": ""}]},
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(BAD))
def test_a_fault_is_found_and_nothing_else(code: str) -> None:
    assert {f.code for f in lint.check(BAD[code])} == {code}


def test_the_finding_names_the_row_and_the_cure() -> None:
    (found,) = lint.check(BAD["lint.clash"])
    assert "metric/trips" in str(found) and "metric/visits" in str(found) and "跑动" in str(found) and found.cure


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"successions": [EVENT], "bodies": [{"zh": "文化部", "type": "", "origin": "x"}], "concepts": [{**CONCEPT, "scheme": "reorganisation", "id": "merged"}]}, "文化和旅游部"),
        ({"places": [{**PLACE, "parent": "990000"}]}, "990000"),
        ({"conceptschemes": [{"id": "role", "origin": "x"}, {"id": "colour", "origin": "x"}], "concepts": [CONCEPT]}, "colour"),
        ({"conceptschemes": [{"id": "role", "origin": "x"}], "concepts": [CONCEPT, {**LEVEL}]}, "level"),
        ({"metrics": [{**METRIC, "quantity_kind": "lenght"}]}, "lenght"),
    ],
)  # fmt: skip
def test_what_hangs_in_the_air_is_found(more: dict[str, list[vocab.Row]], said: str) -> None:
    found = lint.check(more)
    assert [f.code for f in found] == ["lint.unconnected"]
    assert said in str(found[0])


def test_the_tables_are_clean() -> None:
    assert lint.check(lint.tables()) == []
    assert lint.main() == 0


def test_the_tables_hold_what_the_genre_needs() -> None:
    metrics, schemes, units = (vocab.table(name) for name in ("metrics", "schemes", "units"))
    assert len(metrics) >= 150 and all(r["quantity_kind"] and r["polarity"] and r["result_level"] for r in metrics)
    assert sum(bool(r["aliases"]) for r in schemes) >= 60
    named = {name for r in schemes for name in (r["zh"], *r["aliases"].split("|"))}
    assert set("一件事一次办 最多跑一次 不见面审批 秒批秒办 一业一证 跨省通办 免证办 城市大脑".split()) <= named
    assert sum(bool(r["qudt"]) for r in units) >= 30 and sum(bool(r["ucum"]) for r in units) >= 30
    assert {"件", "项", "人次", "户", "宗"} <= {r["zh"] for r in units if not r["qudt"]}
    districts = vocab.table("districts")
    assert len(districts) == 13 and {r["code"][:4] for r in districts} == {"4201"}
    places = vocab.table("places")
    assert sum(r["level"] == "province" for r in places) == 34
    assert sum(r["level"] == "prefecture" for r in places) >= 333
    assert sum(r["scheme"] == "organisationType" for r in vocab.table("concepts")) >= 8
    assert sum(bool(r["zh"]) for r in vocab.table("bodies")) >= 100


def test_a_body_has_its_abbreviations_and_its_successions() -> None:
    found = {str(t) for t in concepts.triples("organisations")}
    market, quality = concepts.body("国家市场监督管理总局"), concepts.body("国家质量监督检验检疫总局")
    assert any(str(market) in t and "市场监管总局" in t for t in found)
    assert f"{market} <{ids.ONTOLOGY}succeeds> {quality}" in found
    assert len({concepts.body(r["zh"]).value for r in vocab.table("bodies")}) == len(vocab.table("bodies"))


def test_a_district_lies_in_its_city_and_the_city_in_its_province() -> None:
    said = {str(t) for t in concepts.triples("places")}

    def lies_in(part: str, whole: str) -> str:
        return f"<{ids.concept('place', part)}> <{concepts.SKOS}broader> <{ids.concept('place', whole)}>"

    assert lies_in("420106", "420100") in said
    assert lies_in("420100", "420000") in said
