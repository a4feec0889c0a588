"""Rechecking what was cited against the graph as it stands: has anything been corrected or withdrawn since?

A statement's content hash is taken over all its fields. Where it is another, the status and the correction that a person gave are taken
back, one after the other, and the hash is taken again: so it is proved, not guessed, that nothing else changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from govkg.citation import references, resolving
from govkg.citation.decisions import Decision, Ruling, bearing, decided
from govkg.citation.kept import Kept
from govkg.citation.origin import Origin
from govkg.errors import CallerError
from govkg.statements import Statement

# What is told of a citation, the worst last: those of GRAVE give exit code 1.
STATES = ("unchanged", "elsewhere", "moved", "reread", "unknown", "changed", "corrected", "withdrawn")
GRAVE = frozenset({"changed", "corrected", "withdrawn"})
# Their quote is the sentence around them, or where a thing is named first; it is not what they say.
AROUND = ("entity", "attribution", "participation", "mandate", "composition")
STATUSES = ("proposed", "accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation and how it stands. ``then`` and ``now`` are the value, and of what moved the place; "" is not known."""

    kept: Kept
    state: str
    then: str = ""
    now: str = ""
    decision: Decision | None = None
    why: str = ""  # of what cannot be found, or held against what was cited
    rows: resolving.Rows | None = None
    rulings: tuple[Ruling, ...] = ()  # of an answer or a view that changed, what people decided that bears on it


def check(origin: Origin, kept: Kept, was: bytes | None = None) -> Checked:
    """How a citation stands; ``was`` are the bytes of what was cited, to tell which rows changed."""
    if kept.id.kind == "statement":
        return _statement(origin, kept)
    try:
        found = resolving.resolve(origin, kept.id, was)
    except CallerError as e:
        return Checked(kept, "unknown", why=str(e))
    rulings = bearing(origin, found.now, kept.id) if found.state == "changed" else ()
    return Checked(kept, {"same": "unchanged"}.get(found.state, found.state), rows=found.rows, rulings=rulings)


def _statement(origin: Origin, kept: Kept) -> Checked:
    found = origin.anchored(kept.id.name)
    if found is None:
        return _gone(origin, kept)
    s, decision = found.statement, decided(origin, found)
    now = _reading(s)
    if s.status == "rejected":
        return Checked(kept, "withdrawn", kept.value or now, "", decision)
    if found.stated_hash == kept.id.hash:
        return Checked(kept, "unchanged", now, now)
    for before in _before(s, decision):
        if before.hash() == kept.id.hash:
            then = _reading(before)
            changed = replace(before, status=s.status) != s
            return Checked(kept, "corrected" if changed else "unchanged", then, now, decision)
    then = _line(kept.value) or (_reading(_undone(s, decision)) if decision and decision.fields else "")
    place = f"{s.evidence.start + 1}-{s.evidence.end}"
    if decision and decision.decision == "corrected":
        return Checked(kept, "corrected", then, now, decision)
    if then and then != now:
        return Checked(kept, "changed", then, now, decision)
    if not kept.quote:  # the identifier alone says that it is another, and not in what
        return Checked(kept, "changed", then, now, decision, "unkept")
    quote = _line(s.evidence.exact)
    otherwise = "".join(kept.quote.split()) != "".join(quote.split())
    if otherwise and s.type not in AROUND:
        return Checked(kept, "changed", kept.quote, quote, decision)
    if otherwise or (kept.place and kept.place != place):
        return Checked(kept, "moved", kept.place, place, decision)
    return Checked(kept, "reread", then, now, decision)


def _reading(s: Statement) -> str:
    """What was read from a statement's words, as files of citations hold it."""
    return _line(references.reading(s))


def _line(text: str) -> str:
    return references.clean(text)


def _gone(origin: Origin, kept: Kept) -> Checked:
    """A statement that is not there: no longer read from a report that is, of a report that left, or of another workspace."""
    if kept.report and kept.report in origin.every():
        return Checked(kept, "withdrawn", kept.value, why="unread")
    left = origin.library.out / ".govkg" / "removed" if origin.library else None
    if left and kept.report and ids_of(kept.report) and any(left.glob(f"{kept.report}*")):
        return Checked(kept, "withdrawn", kept.value, why="left")
    return Checked(kept, "unknown", kept.value, why="nowhere")


def ids_of(report: str) -> bool:
    """Whether a text may be the id of a report: it names a folder, and no other place."""
    return report not in (".", "..") and not set(report) & set("/\\*?[]\0")


def _before(s: Statement, decision: Decision | None) -> Iterator[Statement]:
    """What the statement may have been: of another status, and without the correction."""
    for one in dict.fromkeys((s, _undone(s, decision))):
        for status in STATUSES:
            yield replace(one, status=status)


def _undone(s: Statement, decision: Decision | None) -> Statement:
    """The statement with what the rule had read, where a person corrected it."""
    if decision is None or not decision.fields:
        return s
    own = {f.name: getattr(s, f.name) for f in fields(s)}
    read: dict[str, object] = {}
    for name, words in decision.fields:
        kind = type(own.get(name))
        if name in own and kind in (str, int):
            read[name] = int(words) if kind is int and words.isdigit() else words
    return replace(s, **read)  # type: ignore[arg-type]
