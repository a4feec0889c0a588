"""The ledger drawn: sound in both widths, the state told by shape and word, both quotes on the sheet and in the panel."""

from __future__ import annotations

from tests.views.sheetwise import cities, empty, faults, heads, wuhan

from govkg.analysis.closure import closure
from govkg.views import catalogue, facets, scene


def test_a_sheet_is_sound() -> None:
    assert faults(*catalogue.make(cities().store, "closure", {})) == []


def test_every_target_is_a_card_in_either_width() -> None:
    entries = closure(cities().store).entries
    _, plan = catalogue.make(cities().store, "closure", {})
    assert entries and plan.narrow
    for one in (plan, plan.narrow):
        assert sorted(c.ref for c in one.cards.values() if c.kind == "Target") == sorted(e.target.iri for e in entries)
        marks = [m["v"] for row in one.groups for m in row["marks"] if m["m"] == "state"]
        assert marks == [e.verdict for e in entries]


def test_a_state_is_told_by_its_word_too() -> None:
    picture, plan = catalogue.make(cities().store, "closure", {})
    for row in plan.groups:
        (mark,) = [m for m in row["marks"] if m["m"] == "state"]
        said = [t for m in row["marks"] if m["m"] == "text" for t in m["t"]]
        assert set(picture.label(f"https://w3id.org/govkg/vocab/verdict/{mark['v']}")) <= set(said)


def test_sections_are_by_place_and_due_year() -> None:
    _, plan = catalogue.make(cities().store, "closure", {})
    assert heads(plan) == ["临渚市 · 2023年到期", "临渚市 · 2024年到期", "云澜市 · 2023年到期", "云澜市 · 2024年到期"]


def test_what_no_report_can_answer_is_hidden_at_first_and_one_filter_away() -> None:
    picture, plan = catalogue.make(cities().store, "closure", {})
    verdicts = next(f for f in facets.filters(picture, plan) if f["name"] == "verdict")
    assert [o["id"] for o in verdicts["options"] if not o["on"]] == ["noReport"]
    shown = {plan.cards[c].ref for c in scene.first_look(picture, plan).cards}
    hidden = {r for r, c in picture.closings.items() if c.verdicts == ("noReport",)}
    assert hidden and not hidden & shown and shown == picture.closings.keys() - hidden


def test_place_year_and_metric_filter_too() -> None:
    picture, plan = catalogue.make(cities().store, "closure", {})
    by = {f["name"]: {o["id"] for o in f["options"]} for f in facets.filters(picture, plan)}
    assert (
        by["place"] == {"临渚市", "云澜市"}
        and by["year"] == {"2023", "2024"}
        and "满意率" in {m[-3:] for m in by["metric"]}
    )


def test_the_panel_has_the_words_of_both_sides() -> None:
    picture, plan = catalogue.make(cities().store, "closure", {})
    data = scene.payload(picture, plan)
    target = next(
        n
        for n in data["nodes"].values()
        if n["kind"] == "Target" and n["label"] == "接入单位" and n["state"][0] == "未达到"
    )
    facts = dict(target["facts"])
    assert facts["verdict"][0] == "未达到" and "53家" in facts["answer"][0] and target["passage"] in data["passages"]


def test_nothing_to_close_says_so() -> None:
    for kg in (wuhan(), empty()):
        picture, plan = catalogue.make(kg.store, "closure", {})
        assert not picture.outcomes and plan.says["how"][0] == "没有报告写明所问的目标数值。"
