"""The queue of review: what is doubtful, the most first, as somebody filters it; what has been decided, and by whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govkg import messages, reviews, vocab
from govkg.library import Library
from govkg.reviews import Row
from govkg.web import frame
from govkg.web.options import Doubt, Reason
from govkg.web.review_statement import few
from govkg.web.state import Edition

MOST = 60  # doubts that a page of the queue lists
BLANK = re.compile(r"[（(]?\{[a-z_]+\}[）)]?")  # what a reason of one statement would fill in
FILTERS = ("report", "kind", "reason")


@dataclass(frozen=True)
class Asked:
    """What of the queue somebody wants to see; "" for all."""

    report: str = ""
    kind: str = ""
    reason: str = ""
    all: bool = False  # also what is decided

    @property
    def kept(self) -> dict[str, str]:
        """The parameters of an address that asks the same."""
        return {"report": self.report, "kind": self.kind, "reason": self.reason, "all": "1" if self.all else ""}


def asked(given: Mapping[str, str]) -> Asked:
    """The filters of an address.

    >>> asked({"kind": "observation", "all": "1"})
    Asked(report='', kind='observation', reason='', all=True)
    """
    report, kind, reason = (given.get(name, "") for name in FILTERS)
    return Asked(report, kind, reason, given.get("all") == "1")


@dataclass(frozen=True)
class Item:
    """One doubt as the pages show it; ``said`` are the reasons in words, by language."""

    id: str
    source: str
    kind: str
    words: str
    sentence: str
    reasons: tuple[str, ...]
    said: tuple[Mapping[str, str], ...]


def made(now: Edition, doubts: Callable[[Library], Sequence[Doubt]]) -> list[Item]:
    """The whole queue of an edition, in its order."""
    library = now.kg.library
    assert library is not None
    return [
        Item(d.statement.id, d.statement.evidence.source, d.statement.type, few(d.statement), d.sentence,
             tuple(r.code for r in d.reasons), tuple(worded(r) for r in d.reasons))
        for d in doubts(library)
    ]  # fmt: skip


def worded(r: Reason) -> dict[str, str]:
    """A reason in words, by language."""
    row, values = words().get(r.code), dict(r.values)
    return {lang: (row[lang].format(**values) if values else row[lang]) if row else r.code for lang in frame.LANGS}


@vocab.kept
def words() -> Mapping[str, vocab.Row]:
    """The reasons of doubt by their codes."""
    return {r["id"]: r for r in vocab.table("doubts")}


def rows(library: Library) -> dict[str, list[Row]]:
    """The rows of the table by statement, open and closed, as they stand now."""
    found: dict[str, list[Row]] = {}
    for r in reviews.rows(library.curated("reviews")):
        found.setdefault(r.statement, []).append(r)
    return found


def mine(found: Sequence[Row], by: str) -> Row | None:
    """The open row of somebody among those on a statement."""
    return next((r for r in reversed(found) if not r.closed and r.by == by), None)


def sifted(every: Sequence[Item], want: Asked, decided: Mapping[str, Sequence[Row]], by: str) -> list[Item]:
    """The doubts that were asked for; those that ``by`` has decided are left out unless all are wanted."""
    return [
        x for x in every
        if want.report in ("", x.source) and want.kind in ("", x.kind) and (not want.reason or want.reason in x.reasons)
        and (want.all or not mine(decided.get(x.id, ()), by))
    ]  # fmt: skip


def page(
    every: Sequence[Item], want: Asked, decided: Mapping[str, Sequence[Row]], by: str, lang: str
) -> dict[str, Any]:
    """What the page of the queue shows."""
    found = sifted(every, want, decided, by)
    open_ = [r for kept in decided.values() for r in kept if not r.closed]
    done = sum(mine(kept, by) is not None for kept in decided.values())

    def choices(name: str, values: Counter[str]) -> dict[str, Any]:
        return {"name": name, "label": messages.text(f"web.review.filter.{name}", lang), "chosen": getattr(want, name),
                "options": [(v, called(name, v, lang), n) for v, n in sorted(values.items(), key=lambda x: (-x[1], x[0]))]}  # fmt: skip

    return {
        "items": [{**_item(x, lang), "decided": [(r.by, r.decision) for r in decided.get(x.id, ()) if not r.closed]} for x in found[:MOST]],
        "total": len(found), "all": done + sum(not mine(decided.get(x.id, ()), by) for x in every), "done": done, "want": want.kept, "both": want.all,
        "people": sorted(Counter(r.by for r in open_).items(), key=lambda x: (-x[1], x[0])),
        "filters": [
            choices("report", Counter(x.source for x in every)), choices("kind", Counter(x.kind for x in every)),
            choices("reason", Counter(r for x in every for r in x.reasons)),
        ],
    }  # fmt: skip


def _item(x: Item, lang: str) -> dict[str, Any]:
    return {"id": x.id, "source": x.source, "kind": messages.text(f"explain.type.{x.kind}", lang), "words": x.words,
            "sentence": x.sentence, "reasons": [r[lang] for r in x.said]}  # fmt: skip


def called(name: str, value: str, lang: str) -> str:
    """What a value of a filter is called: a kind of statement, a reason of doubt; a report by its id."""
    if name == "kind":
        return messages.text(f"explain.type.{value}", lang)
    if name == "reason" and value in words():
        return BLANK.sub("", words()[value][lang]).strip()
    return value
