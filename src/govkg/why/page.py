"""Why a row is there, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator

from govkg import messages
from govkg.why.model import Member, Reason, Scope

SETS, MEMBERS, SOURCES = 5, 12, 6  # that are shown; the JSON lists all
AROUND = 24  # characters of the sentence that are shown on either side of the quote


def text(reason: Reason) -> str:
    """The lines of one row."""
    return "\n".join(_lines(reason))


def _lines(r: Reason) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return messages.text(f"why.{key}", r.lang, **values)

    colon = "：" if r.lang == "zh" else ": "
    yield say("row", number=r.row + 1, cells="  ".join(f"{h}{colon}{_clean(v)}" for h, v in r.cells)).rstrip()
    if not r.sets:
        yield "  " + say("unfound" if r.values or not r.scopes else "nothing")
    for n, found in enumerate(r.sets[:SETS], 1):
        members = found.statements
        if not members:
            yield "  " + say("bare")
            continue
        yield "  " + say("set", number=n, count=len(members)) + ("" if found.minimal else say("loose"))
        for m in members[:MEMBERS]:
            yield from _member(m, r.lang)
        if len(members) > MEMBERS:
            yield "    " + say("more", count=len(members) - MEMBERS)
    if len(r.sets) > SETS:
        yield "  " + say("moresets", count=len(r.sets) - SETS)
    for scope in r.scopes:
        yield from (f"  {line}" for line in _scope(scope, r.lang))
    if r.sets and not r.complete:
        yield "  " + say("early")
    if r.sets and r.gone is False and any(s.statements for s in r.sets):
        yield "  " + say("stays")


def _member(m: Member, lang: str) -> Iterator[str]:
    kind = messages.catalogue().get(f"explain.type.{m.kind}", {lang: m.kind})[lang]
    yield f"    {kind}{'：' if lang == 'zh' else ': '}{_clean(m.said)}"
    yield f"      {_quoted(m)}"
    yield f"      {m.source} {m.start}–{m.end}  {m.id.rpartition('/id/')[2]}"


def _quoted(m: Member) -> str:
    """The quote whole, in brackets, with the words around it in its sentence."""
    left, right = m.start - m.sentence_start, m.end - m.sentence_start
    if m.sentence[left:right] != m.quote:
        return f"【{_clean(m.quote)}】"
    before, after = m.sentence[max(0, left - AROUND) : left], m.sentence[right : right + AROUND]
    words = f"{_clean(before)}【{_clean(m.quote)}】{_clean(after)}"
    return f"{'…' if left > AROUND else ''}{words}{'…' if right + AROUND < len(m.sentence) else ''}"


def _scope(s: Scope, lang: str) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return messages.text(f"why.{key}", lang, **values)

    yield say(f"absent.{s.way}", pattern=s.pattern)
    if s.bound:
        yield "  " + "  ".join(f"{v} = {_clean(words)}" for v, words in s.bound)
    sources = [source for source, _ in s.looked]
    named = ("、" if lang == "zh" else ", ").join(sources[:SOURCES]) + ("…" if len(sources) > SOURCES else "")
    kinds = ("、" if lang == "zh" else ", ").join(s.kinds)
    if s.looked:
        yield "  " + say("looked", count=s.statements, kinds=kinds, sources=len(sources), named=named)
    elif s.kinds:
        yield "  " + say("looked.none", kinds=kinds)


def _clean(words: str) -> str:
    """On one line, nothing in it that steers a terminal; as long as it was."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in words)
