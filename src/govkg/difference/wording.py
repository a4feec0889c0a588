"""A difference in words of the reader's language: what parts, ways, kinds, fields and values are called."""

from __future__ import annotations

from collections.abc import Mapping

from govkg import messages, rdf, vocab
from govkg.difference.model import Change, Difference, Field, Values

PAST = 48  # a value in a table is cut behind so many characters


def told(key: str, lang: str, **values: object) -> str:
    """A message of the catalogue's part for differences."""
    return messages.text(f"diff.{key}", lang, **values)


def kind(change: Change, lang: str) -> str:
    """What a thing is: a class, an object property, a concept, a kind of statement."""
    known = messages.catalogue()
    for key in (f"explain.type.{change.kind}", f"diff.kind.{change.kind}"):
        if key in known:
            return known[key][lang]
    return change.kind or told(f"part.{change.part}", lang)


def field(name: str, lang: str) -> str:
    """What a property or a field is called; one that has no name in the catalogue goes by its own.

    >>> field("rdfs:subClassOf", "en"), field("metric_as_written", "zh"), field("x:y", "en")
    ('super class', '指标（原文）', 'x:y')
    """
    known = messages.catalogue()
    for key in (f"axiom.{name}", f"diff.field.{name}", f"explain.field.{name}"):
        if key in known:
            return known[key][lang]
    return name


def value(change: Change, name: str, words: str, lang: str) -> str:
    """A value to read: codes of a statement by their labels, keys of things without their type."""
    if change.part != "statement":
        return words
    if name == "status":
        return _concepts(lang).get(("status", words), words)
    how = rdf.FIELDS.get(change.kind, {}).get(name, ("", ""))[1]
    if how == "thing":
        return words.partition("/")[2]
    return _concepts(lang).get((how.removeprefix("concept:"), words), words)


def summary(made: Difference, lang: str) -> list[tuple[str, str, int]]:
    """The counts as rows: part, way, how many."""
    return [(told(f"part.{p}", lang), told(f"way.{w}", lang), n) for (p, w), n in made.counts().items()]


def name(change: Change, lang: str) -> str:
    """What a changed thing is called, else its identifier."""
    zh, en = change.label
    return (zh if lang == "zh" else en) or zh or en or change.id


def cut(text: str, most: int = PAST) -> str:
    """The beginning of a text that is too long for a table.

    >>> cut("一事联办", 3)
    '一事…'
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def told_apart(change: Change, field: Field, lang: str) -> tuple[str, str]:
    """The values that only one side has, each side in one line for a table, cut so that the first difference is seen."""

    def line(values: Values, others: Values) -> str:
        own = sorted((v for v in values if v not in others), key=lambda v: not v.endswith(f"@{lang}"))
        return " | ".join(value(change, field.name, v, lang) for v in own)

    return cut_alike(line(field.old, field.new), line(field.new, field.old))


def cut_alike(old: str, new: str, most: int = PAST) -> tuple[str, str]:
    """Two texts for a table; where one is too long, what stands around the first difference.

    >>> cut_alike("一事联办改革", "一事联办平台", 4)
    ('…改革', '…平台')
    >>> cut_alike("", "一事联办", 3)
    ('', '一事…')
    """
    flat = [" ".join(text.split()) for text in (old, new)]
    if max(map(len, flat)) <= most:
        return flat[0], flat[1]
    same = next((n for n, (a, b) in enumerate(zip(*flat, strict=False)) if a != b), min(map(len, flat)))
    start = max(0, same - most // 3) if same > most // 2 and all(flat) else 0
    was, now = ("…" + text[start + 1 :] if start else text for text in flat)
    return cut(was, most), cut(now, most)


@vocab.kept
def _concepts(lang: str) -> Mapping[tuple[str, str], str]:
    made = {(r["scheme"], r["id"]): r[lang] or r["zh"] for r in vocab.table("concepts")}
    for table, scheme in (("metrics", "metric"), ("schemes", "scheme")):
        made |= {(scheme, r["id"]): r[lang] or r["zh"] for r in vocab.table(table)}
    return made
