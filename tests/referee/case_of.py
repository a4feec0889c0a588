"""Builders for the tests of referee files: cases of the bundled graph, and one that is made by hand of a text that is hard to show."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from govkg import ids
from govkg.citation import building, origin
from govkg.citation.model import Cited, Report
from govkg.library import Library, open_library
from govkg.records import Record
from govkg.referee.case import Case
from govkg.reviews import Stated
from govkg.settings import Settings
from govkg.sources import Damage, Source
from govkg.statements import Evidence, Observation

# Hanzi and signs beyond U+FFFF, markup, both kinds of line ends, signs that turn the line, a byte order mark, blanks at the ends.
HARD = "\ufeff 𠮷野家</div><script>alert(1)</script>\r\n受理😀办件&lt;19万余件，\u202e办结率\u2028 60.90% 。\r末\ufffe尾 \n"


def library() -> Library:
    return open_library(Settings())


def question(name: str, **given: Any) -> Cited:
    return building.question(origin.of_library(library()), name, given)


def figure(text: str, words: str, value: str, unit: str, **more: Any) -> Record:
    """A figure on some words of a text, with its hash as it should be."""
    start = text.index(words)
    evidence = Evidence(
        "hard-2021", start, start + len(words), words, text[:start][-8:], text[start + len(words) :][:8], 0, len(text)
    )
    made = Observation(
        evidence=evidence, rule="r", about="Reform/一事联办", metric_as_written="办件", value=value, unit=unit, **more
    )
    made = replace(made, id=made.anchor())
    return Record(ids.statement(made.id), made, made.hash(), words, text)


def hard(text: str = HARD) -> Case:
    """Two figures of a text that is hard to show."""
    records = (figure(text, "19万余件", "190000", "件", bound="above"), figure(text, "60.90%", "60.90", "%"))
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    source = Source(
        id="hard-2021", text=text, sha256=sha256, title="<b>难", damage=(Damage(2, 6, text[2:6], "lost", "“脱”字"),)
    )
    record = records[0]
    id_ = f"govkg:statement/{record.statement.id}@{'0' * 32}~{record.stated_hash}"
    report = Report("hard-2021", "<b>难</b>", sha256=sha256)
    cited = Cited(
        id_, "statement", ("<i>题", "<i>title"), "govkg cite", "0" * 64, "0.1.0", "CC BY 4.0", records, None, (report,)
    )
    return Case(cited, records, {"hard-2021": source})


def corrected(read: str = "190000") -> Case:
    """The same, the first figure corrected by a person; ``read`` is what the graph says that the rule had read."""
    made = hard()
    first, second = made.statements
    assert isinstance(first.statement, Observation)
    now, was = replace(first.statement, value="195000", status="accepted"), replace(first.statement, value=read)
    row = Stated(
        "0123456789",
        now.id,
        "corrected",
        said=("value=195000",),
        read=(f"value={read}",),
        by="李雷",
        on="2026-11-28",
        why="公报为准",
    )
    records = (replace(first, statement=now, stated_hash=now.hash()), second)
    id_ = f"govkg:statement/{now.id}@{'0' * 32}~{now.hash()}"
    return replace(made, cited=replace(made.cited, id=id_, statements=records), statements=records,
                   reviews={now.id: [row]}, read={now.id: was})  # fmt: skip
