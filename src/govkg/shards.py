"""Shards: which sources' release files stand together. A function of the ids alone, whatever came first or was removed.

A trie over the bits of the SHA-256 of the ids: a shard is a prefix of bits (``0110``), and one that would hold more than
``CAPACITY`` sources is split in two. A workspace of few sources is one shard, with the empty prefix. So a report that comes or
goes touches one shard, or splits or joins two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

CAPACITY = 32
BITS = 256


def of(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The ids of each shard, sorted, by its prefix; shards without a source are left out.

    >>> of(["wuhan-2021", "yunjiang-2020"])
    {'': ('wuhan-2021', 'yunjiang-2020')}
    >>> [len(ids) <= CAPACITY for ids in of(f"s-{n}" for n in range(40)).values()]
    [True, True]
    """
    placed = sorted((bits(name), name) for name in set(sources))
    return {prefix: tuple(sorted(names)) for prefix, names in _split("", placed)}


def bits(name: str) -> str:
    """The bits that place a source: those of the SHA-256 of its id.

    >>> bits("wuhan-2021")[:8]
    '00001000'
    """
    return format(int(hashlib.sha256(name.encode()).hexdigest(), 16), f"0{BITS}b")


def _split(prefix: str, placed: list[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    if len(placed) <= CAPACITY:
        if placed:
            yield prefix, [name for _, name in placed]
        return
    for bit in "01":
        yield from _split(prefix + bit, [p for p in placed if p[0][len(prefix)] == bit])
