"""How a name was recognised where it stands, and what else was proposed for the same words."""

from __future__ import annotations

from collections.abc import Iterator

from govkg.assemble import Spans
from govkg.explain.model import MOST, Option
from govkg.extract import mentions
from govkg.extract.spans import Mention

# Names that no reader of names proposed: the report's place, and words that stand for a name.
GIVEN = ("place.described", "place.self", "reference")


def proposed(spans: Spans, m: Mention) -> Iterator[Option]:
    """The name as it was taken, and the proposals that it beat or that stand inside it."""
    yield Option("name", m.name, m.rule, "", m.start, m.end, m.type)
    if m.rule in GIVEN:
        return
    report, document = spans.builder.report, spans.builder.document
    context = mentions.Context(report.place, (report.body,), report.covers)
    sentences = [(s.start, s.end) for s in document.sentences]
    taken = {(n.start, n.end) for n in spans.names}
    found = mentions.proposed(document.text, sentences, context, m.start, m.end)
    weight = max((c.weight for c in found if (c.start, c.end, c.rule) == (m.start, m.end, m.rule)), default=0)
    seen = {(m.start, m.end, m.type)}
    others = 0
    for c in found:
        if (c.start, c.end, c.type) in seen or others == MOST:
            continue
        seen.add((c.start, c.end, c.type))
        others += 1
        inside = (c.start, c.end) in taken
        why = (
            "name.nested"
            if inside
            else "name.heavier"
            if c.weight < weight
            else "name.longer"
            if c.weight == weight
            else "name.edge"
        )
        words = document.text[c.start : c.end]
        yield Option("name", words, c.rule, why, c.start, c.end, c.type)
