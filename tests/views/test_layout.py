"""Whatever filters leave, no card stands on another, and a bare store draws what an opened graph draws."""

import itertools

from hypothesis import given
from hypothesis import strategies as some

import govkg
from govkg import analysis, parameters, views
from govkg.views import lanes, neighbourhood
from govkg.views.cards import LANGS
from govkg.views.lanes import Plan

KG = govkg.open()
WHOLE = lanes.plan(analysis.reforms_outcomes(KG.store))
BODY = neighbourhood.plan(
    analysis.neighbourhood(KG.store, parameters.entities(KG.store, "武汉市政务服务和大数据管理局")[0].value)
)


def overlaps(plan: Plan, at: dict[str, tuple[float, float]], lang: str) -> list[tuple[str, str]]:
    boxes = {c: (x, y, x + plan.cards[c].width, y + plan.cards[c].faces[lang].height) for c, (x, y) in at.items()}
    return [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if boxes[a][0] < boxes[b][2]
        and boxes[b][0] < boxes[a][2]
        and boxes[a][1] < boxes[b][3]
        and boxes[b][1] < boxes[a][3]
    ]


@given(some.sets(some.sampled_from(sorted(WHOLE.cards)), min_size=1), some.sampled_from(LANGS))
def test_no_filter_makes_cards_of_lanes_overlap(cards: set[str], lang: str) -> None:
    at, height = lanes.arrange(WHOLE, cards, {x["id"] for x in WHOLE.lines}, lang)
    assert set(at) <= cards
    assert overlaps(WHOLE, at, lang) == []
    assert all(y + WHOLE.cards[c].faces[lang].height <= height for c, (_, y) in at.items())


@given(some.sets(some.sampled_from(sorted(BODY.cards)), min_size=1), some.sampled_from(LANGS))
def test_no_filter_makes_cards_of_a_neighbourhood_overlap(cards: set[str], lang: str) -> None:
    shown = cards | set(BODY.groups[0]["cards"])
    at, _, height = neighbourhood.arrange(BODY, shown, lang)
    assert set(at) == shown
    assert overlaps(BODY, at, lang) == []
    assert all(0.0 <= x <= BODY.width - BODY.cards[c].width for c, (x, _) in at.items())
    assert all(y + BODY.cards[c].faces[lang].height <= height for c, (_, y) in at.items())


def test_many_initiatives_stand_in_rows_below() -> None:
    sectors = {g["sector"]: g["cards"] for g in BODY.groups}
    assert "initiatives" not in sectors
    assert len(sectors["family"]) > neighbourhood.MANY


def test_a_bare_store_draws_the_same() -> None:
    assert analysis.reforms_outcomes(KG.store) == analysis.reforms_outcomes(govkg.open().store)
    assert "<main>" in views.render(KG.store, "neighbourhood", "城市大脑")
