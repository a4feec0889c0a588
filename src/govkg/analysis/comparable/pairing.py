"""Two heaps of figures of one metric: like beside like, then what is left beside what is nearest to it, refused where it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from govkg.analysis.comparable.judge import REFUSED, TOLD, conversion, verdict
from govkg.analysis.comparable.keys import key
from govkg.analysis.model import Outcome

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Beside(Generic[T]):
    """What stands on both sides of one row. ``apart`` forbids comparing them; else ``told`` is what a reader must be told."""

    a: tuple[T, ...]
    b: tuple[T, ...]
    apart: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    conversion: str = ""  # 30公顷 = 450亩, where units were converted

    @property
    def rough(self) -> bool:
        """Whether bounds leave open which is more."""
        return "undecided" in self.told


def beside(a: Iterable[T], b: Iterable[T], said: Callable[[T], Outcome]) -> list[Beside[T]]:
    """The rows: those with one key first; then the nearest of the rest side by side; then what stands alone."""
    sides = [_alike(a, said), _alike(b, said)]
    made = [_judged(sides[0].pop(k), sides[1].pop(k), said) for k in [k for k in sides[0] if k in sides[1]]]
    near = sorted(
        ((_judged(x, y, said), n, m) for n, x in enumerate(sides[0].values()) for m, y in enumerate(sides[1].values())),
        key=lambda p: (bool(p[0].apart), len(p[0].apart), len(p[0].told), p[1], p[2]),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for row, n, m in near:
        if n not in taken[0] and m not in taken[1]:
            made.append(row)
            taken[0].add(n)
            taken[1].add(m)
    made += [Beside(tuple(x), ()) for n, x in enumerate(sides[0].values()) if n not in taken[0]]
    made += [Beside((), tuple(y)) for m, y in enumerate(sides[1].values()) if m not in taken[1]]
    return made


def _judged(a: list[T], b: list[T], said: Callable[[T], Outcome]) -> Beside[T]:
    """The verdict over all that stand on either side: refused as soon as one pair is."""
    found = [verdict(said(x), said(y)) for x in a for y in b]
    apart = {code for v in found for code in v.refused}
    told = {code for v in found for code in v.told} if not apart else set()
    shown = conversion(said(a[0]), said(b[0])) if "converted" in told else ""
    return Beside(
        tuple(a), tuple(b), tuple(c for c in REFUSED if c in apart), tuple(c for c in TOLD if c in told), shown
    )


def _alike(found: Iterable[T], said: Callable[[T], Outcome]) -> dict[tuple[object, ...], list[T]]:
    made: dict[tuple[object, ...], list[T]] = {}
    for x in found:
        made.setdefault(key(said(x)), []).append(x)
    return made
