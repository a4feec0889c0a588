"""A name that several cities have is never taken for one of them in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.views.cities import cities

from govkg.analysis import named
from govkg.analysis.burden import burden
from govkg.analysis.timeline import timeline
from govkg.errors import CallerError
from govkg.views import catalogue

SHARED = "最多跑一次"  # a reform of both cities


@pytest.mark.parametrize(
    "ask",
    [
        lambda: burden(cities().store, of=SHARED),
        lambda: timeline(cities().store, of=SHARED),
        lambda: catalogue.view("neighbourhood").make(cities().store, {"of": SHARED}),
        lambda: catalogue.view("platforms").make(cities().store, {"of": SHARED}),
    ],
)
def test_a_name_of_several_is_refused_with_the_choices(ask: Callable[[], object]) -> None:
    with pytest.raises(CallerError) as e:
        ask()
    assert e.value.code == "entity.several"
    assert e.value.cure is not None
    for place in ("临渚市", "云澜市"):
        assert f"{SHARED}（{place}）" in e.value.cure
    assert e.value.cure.count("https://w3id.org/govkg/id/reform/") == 2


def test_a_name_with_its_place_or_an_iri_is_enough() -> None:
    store = cities().store
    found = {place: named.one(store, f"{SHARED}（{place}）") for place in ("临渚市", "云澜市")}
    assert len(set(found.values())) == 2
    assert all(named.one(store, iri) == iri for iri in found.values())
    assert {p for p, t, _ in burden(store, of=f"{SHARED}（云澜市）").groups} == {named.one(store, "云澜市", ("Place",))}
