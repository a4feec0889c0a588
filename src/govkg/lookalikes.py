"""Names that may mean one thing, over all reports of a workspace, for a person to judge: never joined by themselves.

Names meet only where something brings them together (a full name, a scheme, an alias, two characters that few names of the
place have), so that the work grows with the names and not with their pairs. A body and the one that it became are told as
such: they are two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from govkg import likeness, messages, vocab
from govkg.errors import CallerError
from govkg.judgements import Judged, Ref, ref
from govkg.library import Library
from govkg.likeness import Reason
from govkg.rdf import Report, home
from govkg.sources import load
from govkg.statements import Entity, parse
from govkg.successions import known_body, succession

KINDS = ("Unit", "Reform", "Platform", "Campaign", "Document", "Award")
SHOWN = 4  # names that the line on an ambiguous one names
WHOLE = ("body", "full", "core", "national")  # reasons that nothing in the reports weakens
COMMON = 40  # names of a place that share two characters; more, and they tell nothing
INITIATIVES = ("Reform", "Platform", "Campaign")


@dataclass(slots=True)
class Name:
    """A name in a place: what reports say of it, and the years that they look back on."""

    ref: Ref
    full: str = ""
    within: str = ""
    scheme: str = ""
    aliases: set[str] = field(default_factory=set)
    sources: list[str] = field(default_factory=list)
    years: set[str] = field(default_factory=set)
    anchors: dict[str, str] = field(default_factory=dict)  # id of the statement that names it → its source

    @property
    def at(self) -> str:
        """The place whose government a body is of, else the place of the reports that have the name."""
        return self.within or self.ref.place

    @property
    def elder(self) -> tuple[object, ...]:
        """The order of names: the one that is reported first, then the one that more reports have."""
        return min(self.years, default="9"), -len(self.sources), self.ref


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names for a person to judge. ``score`` of 100 says how likely they are one thing; 0: a body and what it became."""

    left: Name
    right: Name
    score: int
    reasons: tuple[Reason, ...]


def read(library: Library) -> dict[Ref, Name]:
    """Every name of the workspace as it was last built, with what the reports say of it."""
    found: dict[Ref, Name] = {}
    for name in library.source_ids():
        path = library.statements(name)
        if not path.is_file():
            continue
        with path.open(encoding="utf-8") as lines:
            rows = [(line, n) for n, line in enumerate(lines, 1) if line.startswith('{"type": "entity"')]
        entities = [e for line, n in rows if isinstance(e := parse(line, f"{path}:{n}"), Entity)]
        gather(found, load(library.root / "sources" / name), entities)
    return found


def gather(found: dict[Ref, Name], source: Report, entities: Iterable[Entity]) -> None:
    """Adds the names of one report to those found."""
    local = source.code or source.place or source.id
    for e in entities:
        there = Ref(e.kind, e.name, home(e, local))
        name = found.setdefault(there, Name(there))
        name.full, name.within, name.scheme = name.full or e.full, name.within or e.within, name.scheme or e.scheme
        name.aliases.update(e.aliases)
        name.sources.append(source.id)
        name.years |= {source.covers[:4]} - {""}
        name.anchors[e.id] = source.id


def pairs(names: Mapping[Ref, Name], judged: Judged | None = None) -> list[Pair]:
    """The pairs to judge, the likeliest first; those that a row of judgements ties or tells apart already are left out."""
    judged = judged or Judged()
    done = {frozenset((_identity(judged, r.left), _identity(judged, r.right))) for r in judged.rows}
    best: dict[tuple[Ref, Ref], Pair] = {}
    order = sorted((n for n in names.values() if n.ref.kind in KINDS), key=lambda n: n.ref)
    # The succession goes first: where it is known, nothing else is said of the two.
    for pair in (*_successions(order), *_equal(order), *_close(order)):
        key = (pair.left.ref, pair.right.ref)
        if key in best and (best[key].score == 0 or best[key].score >= pair.score):
            continue
        best[key] = pair
    kept = [p for p in best.values() if _open(p, judged, done)]
    return sorted(kept, key=lambda p: (-p.score, p.left.ref, p.right.ref))


def _open(pair: Pair, judged: Judged, done: set[frozenset[object]]) -> bool:
    one, other = _identity(judged, pair.left.ref), _identity(judged, pair.right.ref)
    return one != other and frozenset((one, other)) not in done


def _identity(judged: Judged, ref: Ref) -> object:
    """What tells a name's thing from others; its identifier would take making."""
    return judged.of(ref) or ref.group


def has(names: Mapping[Ref, Name], wanted: Ref) -> bool:
    """Whether a report has the name, or the report that the reference is of."""
    there = names.get(wanted.group)
    return there is not None and wanted.source in ("", *there.sources)


def find(names: Mapping[Ref, Name], said: str) -> Ref:
    """The reference that a person means: one as ``govkg judge`` lists them, the id of a statement that names it, or a name that
    only one place has. Raises CallerError ``judge.unknown`` or ``judge.ambiguous``.
    """
    if said.rpartition("@")[1] and "/" in said:
        meant = ref(said, "judge")
        if has(names, meant):
            return meant
    for name in names.values():
        if said in name.anchors:
            return name.ref._replace(source=name.anchors[said])
    found = [r for r in names if said in (r.name, r.key)]
    if len(found) > 1:
        some = ", ".join(map(str, sorted(found)[:SHOWN])) + (" …" if len(found) > SHOWN else "")
        raise CallerError("judge.ambiguous", f"{said!r} may be {some}", cure="give it with its place")
    if not found:
        raise CallerError("judge.unknown", f"no report names {said!r}", cure="govkg judge lists names; build first")
    return found[0]


def _pair(one: Name, other: Name, score: int, *reasons: Reason) -> Pair:
    """The pair in a fixed order, with what speaks against it."""
    left, right = sorted((one, other), key=lambda n: n.ref)
    said = list(reasons)
    if score == 0 or reasons[0].code in WHOLE:
        return Pair(left, right, score, reasons)
    if not set(left.sources).isdisjoint(right.sources):
        score, said = score - 5, [*said, Reason("together")]
    if left.ref.kind == "Unit" and left.years and right.years:
        first, last = sorted((left, right), key=lambda n: min(n.years))
        if max(first.years) < min(last.years):
            score -= 10
            said.append(Reason("years", (("first", max(first.years)), ("last", min(last.years)))))
    return Pair(left, right, score, tuple(said))


def _equal(order: list[Name]) -> Iterator[Pair]:
    """Names that something brings together whole; of many, each with the eldest, for what is judged one is one throughout."""
    groups: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    codes: dict[tuple[str, ...], int] = {}
    for n in order:
        for score, key in _keys(n):
            groups[key].append(n)
            codes[key] = score
    for key, group in groups.items():
        first = min(group, key=lambda n: n.elder)
        for n in group:
            if n is not first:
                yield _pair(first, n, codes[key], Reason(key[0], (("by", key[-1]),)))
    yield from _nested(order)


def _keys(n: Name) -> Iterator[tuple[int, tuple[str, ...]]]:
    kind, name = n.ref.kind, n.ref.name
    if kind == "Unit":
        if known := known_body(name) or (n.full if not n.within else ""):
            yield 99, ("body", known)
        elif n.within:
            yield 97, ("full", n.within, n.full or likeness.plain(name))
            yield 95, ("core", n.within, *_core(n)[::-1])
        return
    if likeness.national(name):
        yield (
            93 if kind not in ("Reform", "Campaign") else 75,
            ("national", kind, likeness.bare(name) if kind in INITIATIVES else likeness.plain(name)),
        )
    elif kind == "Award":
        yield 70, ("award", likeness.plain(name))
    if n.scheme:
        yield 70, ("scheme", kind, n.ref.place, n.scheme)
    yield 90, ("written", kind, n.ref.place, likeness.bare(name) if kind in INITIATIVES else likeness.plain(name))


def _nested(order: list[Name]) -> Iterator[Pair]:
    """The same name in a province and in a city of it: a report of the one may speak of the other's."""
    there = {
        (n.ref.kind, likeness.plain(n.ref.name), n.ref.place): n
        for n in order
        if n.ref.kind in (*INITIATIVES, "Document")
    }
    for (kind, name, place), n in there.items():
        if place.isdigit() and not place.endswith("0000"):
            for above in (f"{place[:4]}00", f"{place[:2]}0000"):
                if above != place and (other := there.get((kind, name, above))):
                    yield _pair(n, other, 60, Reason("nested", (("by", above),)))


def _core(n: Name) -> tuple[str, str]:
    """A body's name without its place, and its level."""
    said = n.full or n.ref.name
    level, rest = likeness.split(said, place(n.at))
    return rest, level


def place(code: str) -> str:
    """The name of a place by its code; what has none is its own name.

    >>> place("420100"), place("某开发区")
    ('武汉市', '某开发区')
    """
    return _names().get(code, code)


@vocab.kept
def _names() -> Mapping[str, str]:
    return {r["code"]: r["zh"] for r in (*vocab.table("places"), *vocab.table("districts")) if r["code"]}


def _close(order: list[Name]) -> Iterator[Pair]:
    """Names of one place that are written nearly alike, that share an alias, or of which one abbreviates the other."""
    said: dict[tuple[str, str], list[tuple[str, Name]]] = defaultdict(list)
    for n in order:
        if n.ref.kind == "Unit":
            said[n.ref.kind, n.at].append((_core(n)[0], n))
        else:
            said[n.ref.kind, n.ref.place].append((likeness.bare(n.ref.name), n))
    for (kind, at), group in sorted(said.items()):
        yield from _aliased(group)
        index: dict[str, list[int]] = defaultdict(list)
        for i, (short, _) in enumerate(group):
            for gram in {short[k : k + 2] for k in range(len(short) - 1)}:
                index[gram].append(i)
        met: Counter[tuple[int, int]] = Counter()
        for members in index.values():
            if len(members) <= COMMON:
                met.update((a, b) for k, a in enumerate(members) for b in members[k + 1 :])
        for (a, b), shared in met.items():
            (one, left), (other, right) = group[a], group[b]
            if 2 * shared < min(len(one), len(other)) - 1 or one == other:
                continue
            if (found := likeness.alike(kind, one, other)) is None or likeness.told_apart(
                left.ref.name, right.ref.name, at
            ):
                continue
            score, reason = found
            if kind not in ("Unit", "Document") and (one in other or other in one):
                yield _pair(left, right, score - 20, reason, Reason("contains"))
                continue
            yield _pair(left, right, score, reason)


def _aliased(group: list[tuple[str, Name]]) -> Iterator[Pair]:
    by_name = {likeness.plain(n.ref.name): n for _, n in group}
    for _, n in group:
        for alias in sorted(n.aliases):
            other = by_name.get(likeness.plain(alias))
            if other and other is not n and not set(n.sources) & set(other.sources):
                yield _pair(n, other, 88, Reason("alias", (("by", alias),)))


def _successions(order: list[Name]) -> Iterator[Pair]:
    """Bodies that became others by the table, each with the eldest name of the other; and a place's own by the same pattern."""
    bodies: dict[str, Name] = {}
    local: dict[tuple[str, str], Name] = {}
    for n in sorted((n for n in order if n.ref.kind == "Unit"), key=lambda n: n.elder):
        full = known_body(n.ref.name) or n.full or n.ref.name
        bodies.setdefault(full, n)
        if n.within:
            local.setdefault((n.within, _matter(_core(n)[0])), n)
    places = sorted({at for at, _ in local})
    for row in vocab.table("successions"):
        for former in row["former"].split("|"):
            for later in row["resulting"].split("|"):
                values = (("former", former), ("later", later), ("on", row["effective"]))
                if former in bodies and later in bodies:
                    yield _pair(bodies[former], bodies[later], 0, Reason("succession", values))
                old, new = _matter(former), _matter(later)
                if old == new or min(len(old), len(new)) < 2:
                    continue
                for at in places:
                    if (at, old) in local and (at, new) in local:
                        yield _pair(local[at, old], local[at, new], 0, Reason("pattern", values))


def _matter(name: str) -> str:
    """What a body is charged with: its name without the country at the head and the kind of body at the end."""
    for head in ("国务院", "国家", "中国"):
        name = name.removeprefix(head)
    for tail in ("总局", "委员会", "办公室", "部", "局", "署", "厅", "委"):
        if name.endswith(tail):
            return name.removesuffix(tail)
    return name


def succeeded(one: Name, other: Name) -> vocab.Row | None:
    """The row of the table by which one of two bodies became the other."""
    a, b = (known_body(n.ref.name) or n.full or n.ref.name for n in (one, other))
    return succession(a, b) or succession(b, a)


def said(pair: Pair, lang: str) -> str:
    """Why two names may be one thing, or may not, in words."""
    joint = "；" if lang == "zh" else "; "
    return joint.join(messages.text(f"judge.reason.{r.code}", lang, **dict(r.values)) for r in pair.reasons)
