"""Shards are a function of the ids alone, and a report that comes touches one."""

import random

from hypothesis import given
from hypothesis import strategies as st

from govkg import shards


@given(st.sets(st.text(min_size=1, max_size=8), max_size=200), st.randoms())
def test_every_source_stands_in_one_shard_whatever_the_order(ids: set[str], chance: random.Random) -> None:
    mixed = list(ids)
    chance.shuffle(mixed)
    found = shards.of(mixed)
    assert found == shards.of(ids)
    assert sorted(name for names in found.values() for name in names) == sorted(ids)
    for prefix, names in found.items():
        assert 0 < len(names) <= shards.CAPACITY
        assert all(shards.bits(name).startswith(prefix) for name in names)


def test_few_sources_are_one_shard_and_more_are_split() -> None:
    assert list(shards.of(f"s-{n}" for n in range(32))) == [""]
    assert len(shards.of(f"s-{n}" for n in range(33))) == 2
    assert shards.of([]) == {}


def test_a_new_source_touches_one_shard_or_splits_one() -> None:
    before = shards.of(f"s-{n}" for n in range(1000))
    for n in range(1000, 1100):
        after = shards.of([*(name for names in before.values() for name in names), f"s-{n}"])
        lost, came = dict(before.items() - after.items()), dict(after.items() - before.items())
        assert len(lost) == 1
        assert len(came) <= 2
        before = after
