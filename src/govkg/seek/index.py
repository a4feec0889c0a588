"""The index of one release, and what it finds: names by how well they fit, figures, sentences; each group with its count."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from govkg import ids
from govkg.seek import words
from govkg.seek.entries import CONCEPTS, Entries, Entry, Figure, Sentence
from govkg.seek.texts import BEGINS, WHOLE, Texts
from govkg.store import View

GROUPS = {
    "initiative": ("Reform", "Platform", "Campaign"), "organisation": ("Organisation",), "document": ("PolicyDocument",),
    "place": ("Place",), "award": ("Award",), "report": ("Report",), "metric": ("Metric",), "figure": (), "passage": (),
    "concept": ("Scheme", "KnownBody"),
}  # fmt: skip
OF = {kind: name for name, kinds in GROUPS.items() for kind in kinds}
EXACT, PREFIX, CONTAINS, SOUND, SOUNDS, INITIALS, SPELT, NEAR = range(8)  # how well a name fits, the best first
HOW = ("exact", "prefix", "contains", "pinyin", "pinyin", "initials", "pinyin", "near")
FEW = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its node, what it is, the words that were met in segments, and how they fit."""

    iri: str
    kind: str
    zh: str
    en: str
    how: str
    weight: int = 0
    said: tuple[words.Segment, ...] = ()
    report: str = ""
    start: int = 0
    section: str = ""

    def label(self, lang: str) -> str:
        """Its name: of a concept in a language, in the other one where it has none; a thing is called what reports call it."""
        return (self.en or self.zh) if lang == "en" and self.kind in CONCEPTS else (self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind, from ``start`` on, of ``total``."""

    name: str
    total: int
    hits: tuple[Hit, ...]
    best: int = NEAR
    start: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a query: groups, the one that fits best first; the nearest names where there is none."""

    words: tuple[str, ...]
    groups: tuple[Group, ...]
    near: tuple[Hit, ...] = ()
    loose: bool = False  # no sentence has the words as they stand; those shown have most of their pieces


@dataclass
class Index:
    """Everything of one release that can be found.

    >>> import govkg
    >>> index = Index.of(govkg.open().store)
    >>> [g.hits[0].zh for g in index.find("wuhanyun").groups][:1], index.find("yslb").groups[0].hits[0].zh
    (['武汉云'], '一事联办')
    """

    entries: list[Entry]
    figures: list[Figure]
    sentences: list[Sentence]
    owner: list[int] = field(default_factory=list)  # of a name, the number of its entry
    speller: list[int] = field(default_factory=list)  # of a pinyin, likewise

    @classmethod
    def of(cls, store: View) -> Index:
        """The index of a store."""
        read = Entries(store)
        things = read.things()
        return cls(things.entries(), things.figures(read.stated()), read.sentences())

    def __post_init__(self) -> None:
        keys, sounds, self.syllables = [], [], []
        for n, e in enumerate(self.entries):
            for name in filter(None, (e.zh, e.en, *e.others)):
                key = words.folded(name)
                for written in dict.fromkeys((key, words.bare(key))):
                    keys.append(written)
                    self.owner.append(n)
            for spelled in e.pinyin:
                parts = syllables(spelled)
                if parts:
                    sounds.append("".join(parts))
                    self.syllables.append(tuple(map(len, parts)))
                    self.speller.append(n)
        self.names, self.sounds = Texts(keys), Texts(sounds)
        self.initials = Texts(
            "".join(s[0] for s in syllables(p)) for e in self.entries for p in e.pinyin if syllables(p)
        )
        self.said = Texts(words.folded(f.words) for f in self.figures)
        self.text = Texts(words.folded(s.text) for s in self.sentences)
        self.measuring: dict[str, list[int]] = defaultdict(list)
        for n, f in enumerate(self.figures):
            if f.metric:
                self.measuring[f.metric].append(n)

    @cached_property
    def many(self) -> int:
        """How many names there are to be found, each language and other name counted."""
        return sum(len({e.zh, e.en, *e.others} - {""}) for e in self.entries)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the reports."""
        return {e.iri: e.label for e in self.entries if e.kind == "Report"}

    # -- finding -------------------------------------------------------------------------------------------------------
    def find(self, query: str, only: str = "", limit: int = FEW, start: int = 0) -> Found:
        """What fits a query; ``only`` one group of ``GROUPS``, from ``start`` on."""
        asked = words.asked(query)
        if not asked:
            return Found((), ())
        tiers = self.named(asked)
        groups = [g for g in self._groups(asked, tiers, only, limit, start) if g.total]
        loose = False
        if only in ("", "passage") and not any(g.name == "passage" for g in groups):
            numbers = self.pieces(asked)
            if numbers:
                loose = True
                groups.append(replace(self._passages(numbers, pieces(asked), limit, start), best=NEAR))
        near = () if any(g.best < NEAR for g in groups) else self.near(query)
        shown = {h.iri for g in groups for h in g.hits}
        return Found(
            asked, tuple(sorted(groups, key=order)),
            tuple(h for h in near if h.iri not in shown), loose,
        )  # fmt: skip

    def suggest(self, query: str, limit: int = FEW) -> tuple[Hit, ...]:
        """The names that fit what was typed so far, the best first; those that the reports speak of before mere terms."""
        asked = words.asked(query)
        ranked = sorted(
            self.named(asked).items(), key=lambda x: (OF[self.entries[x[0]].kind] == "concept", *self._rank(x))
        )
        return tuple(self._hit(n, tier, asked) for n, tier in ranked[:limit])

    def browse(self, kind: str, limit: int = 100, start: int = 0) -> Group:
        """All of a class, by their sound."""
        found = sorted(
            (e for e in self.entries if e.kind == kind), key=lambda e: ((e.pinyin or ("",))[0], e.label, e.iri)
        )
        hits = (Hit(e.iri, e.kind, e.zh, e.en, "all", e.weight) for e in found[start : start + limit])
        return Group(OF[kind], len(found), tuple(hits), EXACT, start)

    def _groups(
        self, asked: tuple[str, ...], tiers: dict[int, int], only: str, limit: int, start: int
    ) -> Iterator[Group]:
        for name, kinds in GROUPS.items():
            if only and only != name:
                continue
            if kinds:
                ranked = sorted(((n, t) for n, t in tiers.items() if self.entries[n].kind in kinds), key=self._rank)
                best = ranked[0][1] if ranked else NEAR
                hits = tuple(self._hit(n, t, asked) for n, t in ranked[start : start + limit])
                yield Group(name, len(ranked), hits, best, start)
            elif name == "figure":
                yield self._figures(asked, tiers, limit, start)
            else:
                yield self._passages(self._having(self.text, asked), asked, limit, start)

    def _figures(self, asked: tuple[str, ...], tiers: dict[int, int], limit: int, start: int) -> Group:
        found = dict.fromkeys(self._having(self.said, asked))
        for n, tier in sorted(tiers.items(), key=self._rank):
            if self.entries[n].kind == "Metric" and tier <= PREFIX:
                found |= dict.fromkeys(self.measuring.get(self.entries[n].iri, ()))
        hits = tuple(
            Hit(f.iri, f.kind, f.words, "", "figure", said=words.segments(f.words, asked))
            for f in (self.figures[n] for n in list(found)[start : start + limit])
        )
        return Group("figure", len(found), hits, SOUND, start)

    def _passages(self, numbers: list[int], asked: tuple[str, ...], limit: int, start: int) -> Group:
        hits = tuple(
            Hit(f"{s.report}#c{s.start}", "Passage", "", "", "passage", said=words.segments(s.text, asked, 140),
                report=s.report, start=s.start, section=s.section)
            for s in (self.sentences[n] for n in numbers[start : start + limit])
        )  # fmt: skip
        return Group("passage", len(numbers), hits, SOUND, start)

    @staticmethod
    def _having(texts: Texts, asked: tuple[str, ...]) -> list[int]:
        """The texts that have every word; the rarest is sought, the others are looked for in what it gives."""
        rarest, *rest = sorted(asked, key=texts.whole.count)
        return [n for n in texts.having(rarest) if all(w in texts[n] for w in rest)]

    def pieces(self, asked: tuple[str, ...]) -> list[int]:
        """The sentences that have at least two thirds of the pairs of hanzi of a query, those with most first."""
        wanted = pieces(asked)
        if len(wanted) < 2:
            return []
        met = Counter(n for w in wanted for n in self.text.having(w))
        least = max(2, -(-2 * len(wanted) // 3))
        return [n for n, many in sorted(met.items(), key=lambda x: (-x[1], x[0])) if many >= least]

    # -- names ---------------------------------------------------------------------------------------------------------
    def named(self, asked: tuple[str, ...]) -> dict[int, int]:
        """The entries whose names have every word, with how well they fit; slips are looked for where nothing fits."""
        if not asked:
            return {}
        together = "".join(asked)
        every = [self._of_word(w) or (self._slips((w,)) if len(asked) > 1 else {}) for w in asked]
        found = {n: max(one[n] for one in every) for n in every[0] if all(n in one for one in every[1:])}
        if len(asked) > 1:  # pinyin with blanks between its syllables, an English name of several words
            for more in (self._sounding(together), self._written(" ".join(asked)), self._written(together)):
                for n, tier in more.items():
                    found[n] = min(tier, found.get(n, tier))
        return found or self._slips(asked)

    def _of_word(self, word: str) -> dict[int, int]:
        found = self._written(word)
        if not words.hanzi(word):
            for n, tier in self._sounding(word).items():
                found[n] = min(tier, found.get(n, tier))
        return found

    def _written(self, word: str) -> dict[int, int]:
        found: dict[int, int] = {}
        latin = word[:1].isascii() and word[:1].isalpha()
        for p in self.names.places(word):
            if latin and p.at and self.names[p.text][p.at - 1].isascii() and self.names[p.text][p.at - 1].isalnum():
                continue  # inside an English word
            n = self.owner[p.text]
            tier = EXACT if p.extent == WHOLE else PREFIX if p.extent == BEGINS else CONTAINS
            found[n] = min(tier, found.get(n, tier))
        return found

    def _sounding(self, word: str) -> dict[int, int]:
        """Entries by pinyin, from the beginning of a syllable on, and by initials."""
        found: dict[int, int] = {}
        word = re.sub(r"['\s-]", "", word)
        if not (word.isascii() and len(word) > 1):
            return found
        for p in self.sounds.places(word):
            if p.at and p.at not in _edges(self.syllables[p.text]):
                continue
            n = self.speller[p.text]
            tier = SOUND if p.extent == WHOLE else SOUNDS if p.extent == BEGINS else SPELT
            found[n] = min(tier, found.get(n, tier))
        for p in self.initials.places(word):
            if p.extent or len(word) > 2:
                n = self.speller[p.text]
                tier = SOUNDS if p.extent == WHOLE else INITIALS if p.extent == BEGINS else SPELT
                found[n] = min(tier, found.get(n, tier))
        return found

    def _slips(self, asked: tuple[str, ...]) -> dict[int, int]:
        """Entries whose name differs by one hanzi, by one letter or two, or sounds the same."""
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        word = "".join(asked)
        found: dict[int, int] = {}
        if words.hanzi(word):
            found |= dict.fromkeys(self._sounding(ids.pinyin(word).replace(" ", "")), SPELT)
            if len(word) >= 3 and not found:
                near = process.extract(word, self._keys, scorer=Levenshtein.distance, score_cutoff=1, limit=50)
                found |= {self.owner[at]: NEAR for _, _, at in near}
        elif len(word) >= 4:
            far = 2 if len(word) >= 6 else 1
            near = process.extract(word, self._spellings, scorer=Levenshtein.distance, score_cutoff=far, limit=50)
            least = min((d for _, d, _ in near), default=0)
            for _, d, at in near:
                if d == least:
                    found |= dict.fromkeys(self._spelling[at], NEAR)
        return found

    def near(self, query: str, limit: int = 5) -> tuple[Hit, ...]:
        """The names that look most like a query that nothing fits."""
        from rapidfuzz import fuzz, process

        word = "".join(words.asked(query))
        if len(word) < 2 or not any(c.isalpha() for c in word):
            return ()
        keys = self._keys if words.hanzi(word) else self._spellings
        found: dict[int, float] = {}
        for _, score, at in process.extract(word, keys, scorer=fuzz.ratio, score_cutoff=50, limit=40):
            for n in (self.owner[at],) if words.hanzi(word) else self._spelling[at]:
                found[n] = max(score, found.get(n, 0))
        ranked = sorted(found.items(), key=lambda x: (-x[1], -self.entries[x[0]].weight, self.entries[x[0]].iri))
        return tuple(self._hit(n, NEAR, ()) for n, _ in ranked[:limit])

    @cached_property
    def _keys(self) -> list[str]:
        return [self.names[n] for n in range(len(self.names))]

    @cached_property
    def _spellings(self) -> list[str]:
        """What a slip of letters is compared with: whole pinyin, English names and their words."""
        return list(self._spelled)

    @cached_property
    def _spelling(self) -> list[tuple[int, ...]]:
        return [tuple(sorted(owners)) for owners in self._spelled.values()]

    @cached_property
    def _spelled(self) -> dict[str, set[int]]:
        made: dict[str, set[int]] = defaultdict(set)
        for n in range(len(self.sounds)):
            made[self.sounds[n]].add(self.speller[n])
        for key, n in zip(self._keys, self.owner, strict=True):
            if key.isascii():
                for word in {key.replace(" ", ""), *(w for w in re.split(r"[^a-z0-9]+", key) if len(w) > 3)}:
                    made[word].add(n)
        return dict(sorted(made.items()))

    def _rank(self, x: tuple[int, int]) -> tuple[int, int, int, str, str]:
        e = self.entries[x[0]]
        return x[1], -e.weight, len(e.label), e.label, e.iri

    def _hit(self, n: int, tier: int, asked: Iterable[str]) -> Hit:
        e = self.entries[n]
        asked = tuple(asked)
        met = next((name for name in (e.zh, e.en, *e.others) if any(w in words.folded(name) for w in asked)), "")
        return Hit(e.iri, e.kind, e.zh, e.en, HOW[tier], e.weight, words.segments(met or e.label, asked))


def order(group: Group) -> tuple[int, int]:
    """The place of a group: by its best hit; what only the vocabulary knows comes after what reports name."""
    return max(group.best, SOUND) if group.name == "concept" else group.best, list(GROUPS).index(group.name)


def pieces(asked: tuple[str, ...]) -> tuple[str, ...]:
    """The pairs of hanzi of words, and the words that have none.

    >>> pieces(("一事联办", "5g"))
    ('一事', '事联', '联办', '5g')
    """
    found = [w[i : i + 2] for w in asked if words.hanzi(w) for i in range(max(1, len(w) - 1))]
    return tuple(dict.fromkeys([*found, *(w for w in asked if not words.hanzi(w))]))


def syllables(spelled: str) -> list[str]:
    """The syllables of a pinyin, without the signs between them.

    >>> syllables("shuang sui ji 、 yi gong kai")
    ['shuang', 'sui', 'ji', 'yi', 'gong', 'kai']
    """
    return [s for s in spelled.split() if any(c.isalnum() for c in s)]


def _edges(lengths: tuple[int, ...]) -> set[int]:
    """Where syllables begin."""
    at, found = 0, set()
    for n in lengths:
        found.add(at)
        at += n
    return found
