"""The tables of names and heads, compiled once for each state of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from govkg import vocab
from govkg.extract.lookup import Lookup, alternation
from govkg.extract.page import fold
from govkg.extract.spans import EntityType

TABLES = ("schemes", "heads", "forms", "slogans", "places", "organisations")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the tables know: ``schemes`` maps each way of writing to (canonical name, type)."""

    schemes: Mapping[str, tuple[str, EntityType]]
    scheme: Lookup
    ordinary: frozenset[str]  # ways of writing a scheme that are everyday words too
    heads: Mapping[str, tuple[EntityType, str]]
    head: str
    forms: tuple[tuple[EntityType, re.Pattern[str]], ...]
    bare: Mapping[str, str]  # type -> the heads that end a name without quote marks, as a regular expression
    slogans: frozenset[str]
    places: Mapping[str, tuple[str, str]]  # way of writing -> (full name, level)
    place: Lookup
    any_place: str  # the same as a part of patterns
    firsts: str  # the characters that places and bodies begin with
    body: str
    department: str
    office: str

    def form(self, name: str) -> EntityType | None:
        """The type that a name's form alone tells, or None.

        >>> lexicon().form("跨市通办"), lexicon().form("市民码"), lexicon().form("硬减")
        ('Reform', 'Platform', None)
        """
        known = self.schemes.get(name)
        if known:
            return known[1]
        return next((kind for kind, pattern in self.forms if pattern.fullmatch(name)), None)

    def canonical(self, name: str) -> str:
        """The name under which a scheme is known; others stay as they are."""
        return self.schemes[name][0] if name in self.schemes else name


@vocab.kept
def lexicon() -> Lexicon:
    """The lexicon of the vocabulary (rows of origins that are left out are not in it)."""
    return _make({name: vocab.table(name) for name in TABLES})


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name as it is looked up: folded, without spaces and inner quote marks."""
    return fold(name).strip().replace("“", "").replace("”", "").replace(" ", "")


def _told(name: str, written: str) -> str:
    """The name that a way of writing is told under: the scheme's where the words hold it or are part of it, else their own.

    A local name (亮码入企) stays as the report has it; that it is the scheme 扫码入企 is said beside it.
    """
    a, b = plain(name), plain(written)
    return name if a in b or b in a else written


def _make(tables: Mapping[str, tuple[vocab.Row, ...]]) -> Lexicon:
    schemes: dict[str, tuple[str, EntityType]] = {}
    ordinary: set[str] = set()
    for r in tables["schemes"]:
        kind = cast(EntityType, r["type"])
        for written in (r["zh"], *filter(None, r["aliases"].split("|"))):
            schemes.setdefault(plain(written), (_told(r["zh"], written), kind))
        ordinary.update(plain(w) for w in r["ordinary"].split("|") if w)
    heads = {r["word"]: (cast(EntityType, r["type"]), r["strength"]) for r in tables["heads"]}
    forms = tuple((cast(EntityType, r["type"]), re.compile(r["form"])) for r in tables["forms"])
    nouns: dict[str, list[str]] = {"Reform": [], "Platform": [], "Campaign": [], "Document": []}
    for r in tables["heads"]:
        if r["bare"] == "yes":
            nouns[r["type"]].append(r["word"])
    places: dict[str, tuple[str, str]] = {}
    for r in tables["places"]:
        for written in filter(None, (r["zh"], r["short"])):
            places.setdefault(written, (r["zh"], r["level"]))
    by_kind: dict[str, list[str]] = {}
    for r in tables["organisations"]:
        by_kind.setdefault(r["kind"], []).append(r["word"])
    return Lexicon(schemes, Lookup(schemes), frozenset(ordinary), heads, alternation(heads), forms, {k: alternation(v) for k, v in nouns.items()},
                   frozenset(plain(r["word"]) for r in tables["slogans"]), places, Lookup(places), alternation(places),
                   "".join(sorted({w[0] for w in [*places, *by_kind.get("body", ())]})),
                   *(alternation(by_kind.get(k, ())) for k in ("body", "department", "office")))  # fmt: skip
