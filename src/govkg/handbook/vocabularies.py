"""The vocabularies as HTML: every scheme with its concepts in a table that can be searched; a concept's anchor is its path."""

from __future__ import annotations

import html
from collections.abc import Iterator

from govkg import ids, vocab
from govkg.handbook.terms import both, pair, said, told

SIGNS = {"lowerIsBetter": "↓", "higherIsBetter": "↑", "neutral": "·"}
LEVELS = ("input", "activity", "output", "outcome", "impact")


def write() -> str:
    """The section of all schemes; the long ones are folded."""
    short: list[str] = []
    long: list[str] = []
    for scheme in vocab.table("conceptschemes"):
        rows = _rows(scheme["id"])
        (short if len(rows) <= 24 else long).append(_scheme(scheme, rows))
    search = f'<p class="search"><label>{told("search")} <input type="search" id="search"></label> <output id="hits"></output></p>\n'
    return told("vocabularies.about", "p", "lede") + search + "".join([*long, *short])


def counts() -> list[tuple[vocab.Row, int]]:
    """Each scheme with how many concepts it holds."""
    return [(scheme, len(_rows(scheme["id"]))) for scheme in vocab.table("conceptschemes")]


def _scheme(scheme: vocab.Row, rows: list[vocab.Row]) -> str:
    name = pair((scheme["zh"], scheme["en"]))
    count = both(lambda lang: html.escape(said("concepts", lang, count=len(rows))), "small")
    about = pair((scheme["definition_zh"], scheme["definition_en"]), "p", "quiet")
    head = "".join(f"<th>{told(f'column.{c}')}" for c in ("zh", "en", "more"))
    body = "".join(_groups(scheme["id"], rows))
    return (
        f'<details class="scheme" id="vocab-{scheme["id"]}"><summary><b>{name}</b> {count} <code>vocab:{scheme["id"]}</code></summary>\n'
        f'{about}<div class="scroll"><table lang="zh-Hans">\n<thead><tr>{head}</thead>\n{body}</table></div>\n</details>\n'
    )


def _groups(scheme: str, rows: list[vocab.Row]) -> Iterator[str]:
    """The rows; metrics grouped by their place in the chain of results."""
    if scheme != "metric":
        yield "<tbody>\n" + "".join(_row(scheme, r) for r in rows)
        return
    labels = {r["id"]: (r["zh"], r["en"]) for r in vocab.table("concepts") if r["scheme"] == "level"}
    for level in LEVELS:
        found = [r for r in rows if r["result_level"] == level]
        if found:
            yield f'<tbody>\n<tr class="group"><th colspan="3">{pair(labels[level])} <small>{len(found)}</small>\n'
            yield "".join(_row(scheme, r) for r in found)


def _row(scheme: str, row: vocab.Row) -> str:
    code = row["id"]
    zh = html.escape(row["zh"]) + _small(row.get("definition_zh") or row.get("definition", ""))
    en = html.escape(row.get("en", "")) + _small(row.get("definition_en", ""))
    return f'<tr id="{html.escape(scheme)}/{html.escape(code)}"><td>{zh}<td>{en}<td>{html.escape(_more(scheme, row))}\n'


def _small(text: str) -> str:
    return f"<small>{html.escape(text)}</small>" if text else ""


def _more(scheme: str, row: vocab.Row) -> str:
    """What else the table says: names as written, codes, units."""
    names = "、".join(filter(None, row.get("aliases", row.get("written", "")).split("|")))
    if scheme == "metric":
        return " ".join(filter(None, (SIGNS.get(row["polarity"], ""), row["quantity_kind"], names)))
    if scheme == "unit":
        return " ".join(filter(None, (names, row["ucum"] and f"UCUM {row['ucum']}", row["qudt"].rpartition("/")[2])))
    if scheme == "place":
        return " ".join(filter(None, (row["code"], row["short"].replace("|", "、"))))
    return names


def _rows(scheme: str) -> list[vocab.Row]:
    """The concepts of a scheme, each once; rows that name the same concept in other words are put together."""
    made: dict[str, vocab.Row] = {}
    for row in _read(scheme):
        first = made.setdefault(row["id"], dict(row))
        for name in ("short", "written"):
            if row.get(name) and row[name] not in first[name].split("|"):
                first[name] += f"|{row[name]}"
    return list(made.values())


def _read(scheme: str) -> Iterator[vocab.Row]:
    """The rows of a scheme from whichever table holds them."""
    if scheme in ("metric", "scheme", "unit"):
        yield from vocab.table(f"{scheme}s")
    elif scheme == "place":
        for row in (*vocab.table("places"), *vocab.table("districts")):
            yield {**row, "id": row["code"] or ids.slug(row["zh"])}
    elif scheme == "body":
        kinds = {r["id"]: r["zh"] for r in vocab.table("concepts") if r["scheme"] == "organisationType"}
        for row in vocab.table("bodies"):
            yield {**row, "id": ids.slug(row["zh"]), "aliases": kinds.get(row["type"], "")}
    else:
        yield from (r for r in vocab.table("concepts") if r["scheme"] == scheme)
