"""What people's decisions do to the statements of a report: a status set, fields replaced, a statement that is added.

Each field is checked as the rules would have written it: decimal strings, codes of the vocabularies, keys of things that the
report names, ids of its statements, ends of the kind that a tie has. A corrected statement keeps its id and its words, so that
whatever cites it still finds it; the graph says beside it what the rule had read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from govkg import anchors, rdf, vocab
from govkg.anchors import PERSON
from govkg.errors import CuratorError
from govkg.reviews import ADDED, CORRECTED, Decided, Row, Stated, decided
from govkg.statements import BY_TYPE, Entity, Evidence, Ignored, Observation, Statement, fits

KEPT = ("id", "evidence", "rule", "status", "natural")  # of no statement ever corrected
# A thing's name and kind are what other statements know it by; what a finding says is the account of a reading.
FIXED: dict[str, tuple[str, ...]] = {
    "entity": ("kind", "name", "aliases", "code", "within", "reporting"), "finding": ("code", "message"),
    "observation": ("index",),
}  # fmt: skip
DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
PERIOD = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
POINTS: dict[str, tuple[str, ...]] = {  # what a field that names a statement may name
    "outcome": ("observation", "milestone", "recognition"), "subset_of": ("observation",), "rank": ("observation",),
}  # fmt: skip
# What a person does of a thing whose kind or name was read wrong: other statements know it by both.
ANEW = "reject it and add it anew (--type entity), then correct what names it; for two names of one thing: govkg judge"
OF_CHANGE = ("direction", "change_type", "compared_with")
Evidences = Callable[[int, int], Evidence]


@dataclass(frozen=True, slots=True)
class Settled:
    """The statements of a report as people left them, the decisions as its graph has them, and what the rules had read of each
    statement that was corrected.
    """

    statements: list[Statement]
    stated: list[Stated] = field(default_factory=list)
    read: dict[str, Statement] = field(default_factory=dict)


def settle(
    found: Sequence[Statement],
    rows: Iterable[Row],
    source: str,
    evidence: Evidences,
    kept_ids: Mapping[str, str] | None = None,
) -> Settled:
    """What the open rows make of the statements of one source; rows of other sources are passed over.

    ``evidence`` makes the evidence of words that a person selected, ``kept_ids`` are the ids that statements kept from a worse
    copy of the text, by those that they would have. Raises CuratorError for a decision that would make a
    statement that cannot be.
    """
    kept = decided(rows)
    here = {s.id: s for s in found}
    mine = {s: d for s, d in kept.items() if s in here or source in {r.source for r in d.rows if r.decision == ADDED}}
    if not mine:
        return Settled(list(found))
    added = {
        s: _added(d, source, evidence, kept_ids or {})
        for s, d in mine.items()
        if any(r.decision == ADDED for r in d.rows)
    }
    if double := next((s for s in added if s in here), None):
        row = next(r for r in mine[double].rows if r.decision == ADDED)
        raise CuratorError("review.there", f"the report is read to say this already ({double})", where=row.where,
                           cure="close the row, or correct that statement")  # fmt: skip
    _no_double(found, added, mine)
    here |= added
    _unignore(here, added.values(), mine)
    made: dict[str, Statement] = {}
    read: dict[str, Statement] = {}
    keys = {s.key for s in here.values() if isinstance(s, Entity)}
    for s, d in mine.items():
        base = here[s]
        made[s] = replace(base, status=d.status)
        if d.decision == CORRECTED:
            made[s] = replace(corrected(base, d.rows[0].values, d.rows[0].where), status=d.status)
            read[s] = base
    here |= made
    for s in sorted(read.keys() | added.keys()):
        check(here[s], keys, here, mine[s].rows[0].where)
    return Settled(list(here.values()), [stated(r, read.get(s)) for s, d in mine.items() for r in d.rows], read)


def stated(row: Row, read: Statement | None) -> Stated:
    """A row as the graph has it; ``read`` is the statement as the rule read it, where the row corrects it."""
    values = {name: value for name, value in row.values.items() if name not in ("evidence", "type")}
    said = tuple(f"{name}={written(value)}" for name, value in sorted(values.items()))
    was = tuple(f"{name}={written(getattr(read, name))}" for name in sorted(values)) if read else ()
    return Stated(row.id, row.statement, row.decision, row.by, row.on, row.why, said, was)


def written(value: Any) -> str:
    """A field's value as text."""
    return "、".join(value) if isinstance(value, tuple | list) else str(value)


def correctable(type_: str) -> tuple[str, ...]:
    """The fields of a type of statement that a person may correct.

    >>> correctable("milestone"), correctable("finding")
    (('event', 'entity'), ())
    """
    out = (*KEPT, *FIXED.get(type_, ()))
    return tuple(f.name for f in fields(BY_TYPE[type_]) if f.name not in out)


def corrected(read: Statement, values: Mapping[str, Any], where: str) -> Statement:
    """The statement with these fields instead; what they say is not looked at, but for their names and form.

    Raises CuratorError ``review.field``, ``review.value``.
    """
    may = correctable(read.type)
    if wrong := next((name for name in values if name not in may), None):
        raise CuratorError("review.field", f"field {wrong!r} of a statement of type {read.type} is not corrected", where=where,
                           cure=ANEW if read.type == Entity.type and wrong in FIXED[Entity.type] else
                           f"its fields are {', '.join(may)}" if may else "reject it")  # fmt: skip
    _strings(values, where)
    return replace(read, **values)


def _added(d: Decided, source: str, evidence: Evidences, kept_ids: Mapping[str, str]) -> Statement:
    row = next(r for r in d.rows if r.decision == ADDED)
    made = anchors.named(build(row.values, source, evidence, row.where), kept_ids)
    if made.id != d.statement:
        raise CuratorError("review.anchor", f"what it adds has the id {made.id}, not {d.statement}", where=row.where,
                           cure=f"write {made.id} in column statement")  # fmt: skip
    return made


def build(values: Mapping[str, Any], source: str, evidence: Evidences, where: str) -> Statement:
    """The statement that an added row says, with its words proved; raises CuratorError ``review.words``, ``review.field``."""
    said = values["evidence"]
    if (kind := BY_TYPE.get(str(values.get("type")))) is None:
        raise CuratorError(
            "review.field", f"there is no type {values.get('type')!r}", where=where, cure=", ".join(BY_TYPE)
        )
    try:
        start, end, exact = int(said["start"]), int(said["end"]), str(said["exact"])
        around = str(said.get("prefix", "")), str(said.get("suffix", ""))
    except (KeyError, TypeError, ValueError, OverflowError) as e:
        raise CuratorError(
            "review.fields", f"it adds no statement ({e})", where=where, cure="write type and evidence"
        ) from e
    names = {f.name for f in fields(kind)} - {*KEPT, "reporting"}
    own = {name: value for name, value in values.items() if name not in ("type", "evidence")}
    if kind in (Ignored, BY_TYPE["finding"]) or (wrong := next((name for name in own if name not in names), None)):
        what = (
            f"a statement of type {kind.type} is not added"
            if kind.type in ("ignored", "finding")
            else f"unknown field {wrong!r}"
        )
        raise CuratorError("review.field", what, where=where, cure=f"fields of {kind.type}: {', '.join(sorted(names))}")
    _strings({n: v for n, v in own.items() if n not in ("index", "aliases")}, where)
    index, aliases = own.get("index", 0), own.get("aliases", [])
    if type(index) is not int or index < 0 or not isinstance(aliases, list | tuple):
        _refuse(where, "index is no number, or aliases are no list", 'write "index": 1, "aliases": ["一网通办"]')
    _strings({f"aliases {n}": name for n, name in enumerate(aliases)}, where)
    if lacking := next((f.name for f in fields(kind) if f.name in names - own.keys() and f.default is MISSING), None):
        raise CuratorError("review.field", f"it does not say {lacking!r}", where=where, cure=f"say {lacking}")
    made = evidence(start, end)
    if (made.exact, made.source) != (exact, source) or not _ends(made, around):
        raise CuratorError("review.words", f"the words at {start}-{end} are not {exact[:40]!r} in their place", where=where,
                           cure="close the row and add the statement again")  # fmt: skip
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in own.items()}
    found = kind(evidence=made, rule=PERSON, **plain)
    return replace(found, id=found.anchor())


def placed(words: Evidence) -> dict[str, Any]:
    """Words as the fields of an added row hold them."""
    return {name: getattr(words, name) for name in ("source", "start", "end", "exact", "prefix", "suffix")}


def _ends(made: Evidence, around: tuple[str, str]) -> bool:
    """Whether the words around are those that the row says; as many of them as it says."""
    prefix, suffix = around
    return made.prefix.endswith(prefix[-len(made.prefix) :] if made.prefix else "") and made.suffix.startswith(
        suffix[: len(made.suffix)]
    )


def _no_double(found: Sequence[Statement], added: Mapping[str, Statement], mine: Mapping[str, Decided]) -> None:
    """A thing of one name and kind is one in a report: a second statement of it would be the same node twice."""
    keys = {s.key for s in found if isinstance(s, Entity)}
    for id_, s in added.items():
        if not isinstance(s, Entity):
            continue
        where = next(r.where for r in mine[id_].rows if r.decision == ADDED)
        if s.kind not in rdf.CLASSES or not s.name.strip():
            _refuse(where, f"{s.key!r} is no thing", "its kind is one of " + ", ".join(rdf.CLASSES))
        if s.key in keys:
            raise CuratorError("review.there", f"the report names {s.key} already", where=where, cure="close the row")
        keys.add(s.key)


def _unignore(here: dict[str, Statement], added: Iterable[Statement], mine: Mapping[str, Decided]) -> None:
    """A sentence in which a person found a statement is not left out any more."""
    spots = {(a.evidence.sentence_start, a.evidence.sentence_end) for a in added}
    for s in [s for s in here.values() if isinstance(s, Ignored) and s.id not in mine]:
        if (s.evidence.sentence_start, s.evidence.sentence_end) in spots:
            del here[s.id]


def _strings(values: Mapping[str, Any], where: str) -> None:
    for name, value in values.items():
        if not isinstance(value, str) or not value.isprintable():
            raise CuratorError("review.value", f"field {name!r} is no line of text: {value!r}", where=where,
                               cure='write it in quotes, a number too: "61.5"')  # fmt: skip


def check(s: Statement, keys: Set[str], there: Mapping[str, Statement], where: str) -> None:
    """Raises CuratorError ``review.value`` for a statement that no rule could have written: ``keys`` are the things that the
    report names, ``there`` its statements.
    """
    known = {f.name: f for f in fields(s)}
    for name, (_, how) in rdf.FIELDS[s.type].items():
        value = getattr(s, name)
        if value == "" and known[name].default == "":
            continue
        _field(s, name, how, value, (keys, there), where)
    if not fits(s):
        _refuse(where, "an end of the tie is of a kind that it cannot have", "name a thing of the right kind")
    if isinstance(s, Observation):
        _figure(s, where)


def _field(
    s: Statement, name: str, how: str, value: Any, known: tuple[Set[str], Mapping[str, Statement]], where: str
) -> None:
    keys, there = known
    if how == "thing" and value not in keys:
        _refuse(where, f"the report names no {value!r} ({name})", "write KIND/NAME as the report's statements have it")
    elif how == "statement":
        kind = there[value].type if value in there else ""
        if kind not in POINTS[name] or value == s.id:
            _refuse(
                where,
                f"{value!r} is no {' or '.join(POINTS[name])} of the report ({name})",
                "give the id of a statement",
            )
    elif how.startswith("concept:"):
        codes = _codes(how.removeprefix("concept:"))
        if value not in codes:
            some = ", ".join(codes) if len(codes) < 20 else f"an id of {how.removeprefix('concept:')}s.tsv"
            _refuse(where, f"there is no {name} {value!r}", some)
    elif how == "decimal" and not DECIMAL.fullmatch(value):
        _refuse(where, f"{name} is no number: {value!r}", 'write digits and a point, as "61.5"')
    elif how in ("zh", "text") and not str(value).strip():
        _refuse(where, f"{name} is empty", f"write {name}")


def _figure(o: Observation, where: str) -> None:
    ends = o.low, o.high
    if bool(o.value) == all(ends) or bool(o.low) != bool(o.high):
        _refuse(where, "a figure has a value, or low and high", 'empty the others: "low": "", "high": ""')
    if o.low and Decimal(o.low) > Decimal(o.high):
        _refuse(where, f"low {o.low} is above high {o.high}", "write the lower one first")
    if o.role not in rdf.ROLES:
        _refuse(where, f"there is no role {o.role!r}", ", ".join(rdf.ROLES))
    if wrong := next((p for p in (o.start, o.end) if p and not _period(p)), None):
        _refuse(where, f"{wrong!r} is no period", "write it as 2021, 2021-08 or 2021-08-31")
    if bool(o.start) != bool(o.end) or o.start > o.end[: len(o.start)]:
        _refuse(where, f"{o.start!r} to {o.end!r} is no period", "write start and end, the earlier first")
    if o.kind != "change" and (wrong := next((name for name in OF_CHANGE if getattr(o, name)), None)):
        _refuse(where, f"{wrong} is of a change, and the figure is none", f'empty it: "{wrong}": ""')
    if o.kind == "change" and not o.compared_with:
        _refuse(where, "a change says against what", 'write "compared_with": "unstated" or another')


def _period(said: str) -> bool:
    """Whether it is a year, a month or a day of the calendar."""
    if PERIOD.fullmatch(said):
        return True
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


@vocab.kept
def _codes(scheme: str) -> tuple[str, ...]:
    """The codes of a vocabulary."""
    if scheme in ("metric", "scheme"):
        return tuple(row["id"] for row in vocab.table(f"{scheme}s"))
    return tuple(row["id"] for row in vocab.table("concepts") if row["scheme"] == scheme)


def _refuse(where: str, what: str, cure: str) -> None:
    raise CuratorError("review.value", what, where=where, cure=cure)
