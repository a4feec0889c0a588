"""What a figure takes in, as the graph has it: the words of its scope and of its name, as codes that say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from govkg import vocab
from govkg.analysis.model import Outcome

NATION = ("000000", "100000")


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """``extent``: codes of what is taken in, sorted; ``prices``: constant, current or ""; ``changed``: the counting was changed.

    ``matter``: what else the scope says.
    """

    extent: tuple[str, ...] = ()
    prices: str = ""
    changed: bool = False
    matter: str = ""


@vocab.kept
def _words() -> Mapping[str, tuple[str, str]]:
    return {row["word"]: (row["kind"], row["says"]) for row in vocab.table("cues-scope")}


@vocab.kept
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words(), key=lambda w: (-len(w), w)))))


@lru_cache(maxsize=65536)
def _read(metric: str, scope: str) -> Qualifiers:
    extent: set[str] = set()
    prices, changed = "", False
    rest = []
    for part in scope.split("；"):
        found = _words().get(part) or next(
            ((k, part) for w, (k, s) in _words().items() if s == "without" and part.startswith(w)), None
        )
        if found is None:
            rest.append(part)
            continue
        kind, says = found
        prices = says if kind == "prices" else prices
        changed = changed or kind == "changed"
        if kind not in ("prices", "changed"):
            extent.add(says)
    for m in _pattern().finditer(metric):
        kind, says = _words()[m[0]]
        if kind == "prices":
            prices = prices or says
        elif kind in ("extent", "part", "adjusted"):
            extent.add(says)
    return Qualifiers(tuple(sorted(extent)), prices, changed, "；".join(filter(None, rest)))


def qualifiers(o: Outcome) -> Qualifiers:
    """The qualifiers of a figure.

    >>> a = Outcome(iri="", kind="Result", passage="", rule="", words="规上工业增加值", scope="项目审批；不变价")
    >>> qualifiers(a)
    Qualifiers(extent=('aboveScale',), prices='constant', changed=False, matter='项目审批')
    """
    return _read(o.words, o.scope)


def level(area: str) -> str:
    """How far a place reaches, by its code; "" where it has none.

    >>> level("420000"), level("420100"), level("420102"), level("100000")
    ('province', 'city', 'county', 'nation')
    """
    if not area:
        return ""
    if area in NATION:
        return "nation"
    if area.endswith("0000"):
        return "province"
    return "city" if area.endswith("00") else "county"


def within(inner: str, outer: str) -> bool:
    """Whether one place lies in another, by their codes; one without a code of its own has the code of what it lies in and a +.

    >>> within("420102", "420100"), within("420100", "430000"), within("420100+", "420100"), within("420100", "420100")
    (True, False, True, False)
    """
    if not inner or not outer or inner == outer or outer.endswith("+"):
        return False
    reach = level(outer)
    stem = "" if reach == "nation" else outer[:2] if reach == "province" else outer[:4] if reach == "city" else outer
    return inner.startswith(stem)
