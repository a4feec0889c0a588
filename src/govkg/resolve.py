"""Mentions of one report → its entities: one for each distinct name, with where it first stands and how else it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from govkg import vocab
from govkg.document import Document, Section
from govkg.extract.spans import Mention

STANDING_FOR = ("self", "reference")  # rules of words that stand for a name and are none: 我局, 该平台
INITIATIVES = frozenset(("Reform", "Platform", "Campaign"))
NO_NAMES = ("reference", "place.described")  # 该平台, the sentence that opens a report: no other names of the thing


@dataclass(frozen=True, slots=True)
class Resolved:
    """One entity of this source and its mentions, in the order of the text; ``first`` is where it is named in full."""

    kind: str
    name: str
    mentions: tuple[Mention, ...]
    domain: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.name}"

    @property
    def first(self) -> Mention:
        """The first mention that carries the full name, or simply the first."""
        named = (m for m in self.mentions if m.rule not in STANDING_FOR)
        full = [m for m in named if self.name in m.surface]
        return full[0] if full else self.mentions[0]

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other ways in which the text writes it, sorted."""
        return tuple(sorted({m.surface for m in self.mentions if m.rule not in NO_NAMES} - {self.name}))


@vocab.kept
def _internal() -> tuple[str, ...]:
    return tuple(r["word"] for r in vocab.table("cues-structure") if r["kind"] == "internal")


def domains(document: Document) -> Mapping[Section, str]:
    """Which sections speak of policy work and which of internal management and the party; a part inherits from its whole."""
    paths: dict[str, str] = {"": "policy"}
    found: dict[Section, str] = {}
    for section in document.sections:
        parent = section.path.rpartition("/")[0]
        heading = document.heading(section)
        inherited = paths.get(parent, "policy")
        paths[section.path] = (
            "internal" if inherited == "internal" or any(w in heading for w in _internal()) else "policy"
        )
        found[section] = paths[section.path]
    return found


def resolve(document: Document, mentions: Sequence[Mention]) -> dict[str, Resolved]:
    """The entities of a report by their key, in the order of first mention.

    Two mentions are one entity when their type and canonical name agree. A name that mentions give two types keeps the one
    it has more often (the first on a draw): a name is one thing in one report.
    """
    votes: dict[str, dict[str, int]] = defaultdict(dict)
    for m in mentions:
        votes[m.name][m.type] = votes[m.name].get(m.type, 0) + 1
    kinds = {name: max(types, key=lambda t: types[t]) for name, types in votes.items()}
    grouped: dict[str, list[Mention]] = {}
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        grouped.setdefault(m.name, []).append(m)
    by_section = domains(document)
    return {
        (r := Resolved(kinds[name], name, tuple(group), _domain(document, by_section, kinds[name], group))).key: r
        for name, group in grouped.items()
    }


def _domain(document: Document, by_section: Mapping[Section, str], kind: str, group: Iterable[Mention]) -> str:
    if kind not in INITIATIVES:
        return ""
    seen = {by_section.get(document.sentence_at(m.start).section, "policy") for m in group}
    return "policy" if "policy" in seen else "internal"
