"""All names of a report: reforms, platforms, campaigns, documents, bodies, awards and places, each wherever it stands.

Families of readers propose candidates; where two overlap, the heavier stays. What a name is, once told by its form or by
the words around it, holds for the whole report: a second reading finds it again wherever it is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from govkg.extract import awards, campaigns, platforms, references, schemes, works
from govkg.extract.lexicon import Lexicon, lexicon, plain
from govkg.extract.lookup import Lookup
from govkg.extract.organisations import Organisations
from govkg.extract.page import Candidate, Page
from govkg.extract.places import Places
from govkg.extract.quoted import Quotes
from govkg.extract.spans import EntityType, Mention

SHORT, FULL = "一件事", ("一件事一次办", "高效办成一件事")
INITIATIVES = ("Reform", "Platform", "Campaign")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the report: its place (武汉市), the names of its body, and the period it covers."""

    place: str = ""
    bodies: tuple[str, ...] = ()
    covers: str = ""


def find(text: str, spans: Sequence[tuple[int, int]], context: Context = Context()) -> list[Mention]:
    """Every mention of a name, in the order of the text; none crosses a sentence.

    >>> [(m.name, m.type) for m in find("开展“减材料”专项行动。", [(0, 12)])]
    [('“减材料”专项行动', 'Campaign')]
    """
    page, known = Page(text, spans), lexicon()
    first = _settle(page, _candidates(page, known, context))
    again = _settle(page, [*first, *_again(page, first), *_short(page, first)])
    found = _fold([_mention(page, c, known) for c in again])
    return _with_references(page, found)


def proposed(text: str, spans: Sequence[tuple[int, int]], context: Context, start: int, end: int) -> list[Candidate]:
    """All that was proposed where ``text[start:end]`` stands, the heaviest first: what each family of readers saw there.

    >>> [(c.name, c.rule) for c in proposed("开展“减材料”专项行动。", [(0, 12)], Context(), 3, 6)]
    [('“减材料”专项行动', 'quoted.campaign.phrase')]
    """
    page, known = Page(text, spans), lexicon()
    every = list(_candidates(page, known, context))
    first = _settle(page, every)
    every += [*_again(page, first), *_short(page, first)]
    here = {c for c in every if c.start < end and start < c.end}
    return sorted(here, key=_order)


def _candidates(page: Page, known: Lexicon, context: Context) -> Iterator[Candidate]:
    yield from Quotes(page, known).find()
    yield from schemes.known(page, known)
    yield from schemes.find(page)
    yield from platforms.find(page, known)
    yield from campaigns.find(page, known)
    yield from works.find(page)
    yield from awards.find(page)
    yield from Organisations(page, known, context.bodies).find()
    yield from Places(page, known, context.place).find()


def _order(c: Candidate) -> tuple[int, int, int, str, str, str]:
    """The heavier first, then the longer; of two equals the same one whatever the order in which they were found."""
    return -c.weight, c.start - c.end, c.start, c.rule, c.type, c.name


def _settle(page: Page, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stay, by weight, then length; one may stand inside a document's title or a phrase that holds it."""
    kept: list[Candidate] = []
    taken: dict[int, list[Candidate]] = {}  # who stands on a character
    stood = bytearray(len(page.text))  # 0 where nobody stands: asked first, since most find their place free
    for c in sorted(set(candidates), key=_order):
        low, high = page.sentence(c.start)
        if c.end <= c.start or c.end > high or c.start < low:
            continue
        if stood.find(1, c.start, c.end) >= 0:
            rivals = {id(r): r for i in range(c.start, c.end) for r in taken.get(i, ())}.values()
            if not all(_nested(c, r) for r in rivals):
                continue
        kept.append(c)
        stood[c.start : c.end] = b"\1" * (c.end - c.start)
        for i in range(c.start, c.end):
            taken.setdefault(i, []).append(c)
    return sorted(kept, key=lambda c: (c.start, c.end))


def _nested(inner: Candidate, outer: Candidate) -> bool:
    """Whether a name may stand inside another: a scheme in a document's title, a platform's or a standard's name."""
    if outer.type == "Award" and inner.type == "Unit":  # 国务院督查激励: who confers it opens its name
        return inner.start == outer.start and inner.end < outer.end
    inside = outer.start < inner.start and inner.end < outer.end
    if not inside or inner.type == outer.type:
        return False
    if outer.type == "Document":
        return inner.type in INITIATIVES and inner.rule != "again"
    return inner.type == "Reform" and outer.rule == "quoted.platform.phrase" and outer.name.endswith("监管系统")


def _again(page: Page, first: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names that were recognised somewhere, wherever else they are written."""
    types: dict[str, Counter[tuple[EntityType, str]]] = {}
    told = {(c.start, c.end) for c in first}
    for c in first:
        if c.type in ("Place", "Unit") or c.rule == "self":
            continue
        words = page.folded[c.start : c.end]
        quoted = page.folded[c.start - 1 : c.start] == "“"
        if len(words) >= (4 if quoted else 3) or (len(words) == 3 and not re.search(r"[办管享审改]", words)):
            types.setdefault(words, Counter())[c.type, c.name] += c.weight
    for at, word in Lookup(types).find(page.folded):
        if (at, at + len(word)) not in told:  # else it is named by its own rule
            (kind, name), _ = types[word].most_common(1)[0]
            yield Candidate(at, at + len(word), kind, name, "again", 48)


def _short(page: Page, first: Sequence[Candidate]) -> Iterator[Candidate]:
    """Short forms, wherever they are written from their introduction on."""
    known = {short: (at, c) for at, short, c in references.shorts(page, first)}
    for start, word in Lookup(known).find(page.folded):
        since, c = known[word]
        if start >= since:
            end = start + len(word)
            titled = page.folded[start - 1 : start] == "《" and page.folded[end : end + 1] == "》"
            yield Candidate(start - titled, end + titled, c.type, c.name, "short", 101)


def _with_references(page: Page, found: list[Mention]) -> list[Mention]:
    """The mentions and what refers back to them (该平台), where no other name stands."""
    taken = [m.start for m in found]
    added = []
    for r in references.find(page.folded, found):
        i = bisect_right(taken, r.start) - 1
        free = (i < 0 or found[i].end <= r.start) and (i + 1 == len(found) or found[i + 1].start >= r.end)
        if r.mention and free:
            named = r.mention
            added.append(Mention(r.start, r.end, page.text[r.start : r.end], named.type, named.name, "reference"))
    return sorted([*found, *added], key=lambda m: (m.start, m.end)) if added else found


def _mention(page: Page, c: Candidate, known: Lexicon) -> Mention:
    name = c.name
    if c.type in ("Reform", "Platform"):
        scheme = known.schemes.get(plain(name))
        name = scheme[0] if scheme and scheme[1] == c.type and "专区" not in name else name
    return Mention(c.start, c.end, page.text[c.start : c.end], c.type, name, c.rule)


def _fold(mentions: list[Mention]) -> list[Mention]:
    """“一件事” stands for the one scheme of the report that has it in its name (一件事一次办)."""
    full = Counter(m.name for m in mentions if m.type == "Reform" and SHORT in m.name and m.name in FULL)
    if len(full) != 1:
        return mentions
    (name,) = full
    return [replace(m, name=name) if m.type == "Reform" and m.name == SHORT else m for m in mentions]
