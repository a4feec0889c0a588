"""The check of the vocabulary tables: labels that clash, definitions and origins that are missing, broader terms that go in a circle.

``python -m govkg.lint`` prints one line a finding and ends with exit code 1 where there is one.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from govkg import ids, vocab
from govkg.findings import Finding

Tables = Mapping[str, Sequence[vocab.Row]]
CONCEPTS = ("concepts", "metrics", "schemes", "units", "places", "districts", "bodies")  # tables of concepts
OTHERS = ("conceptschemes", "organisations", "successions")
SCHEME = {
    "metrics": "metric",
    "schemes": "scheme",
    "units": "unit",
    "places": "place",
    "districts": "place",
    "bodies": "body",
}
DEFINED = {
    "concepts": ("definition_zh", "definition_en"),
    "metrics": ("definition_zh", "definition_en"),
    "schemes": ("definition",),
}
ENGLISH = ("concepts", "metrics", "schemes", "units")  # places and bodies go by their Chinese names
GLOSSED = "unit"  # the English of Chinese classifiers are glosses that several share (处, 地: place)
WITHOUT_UCUM = ("money", "ratio")  # kinds of quantity whose QUDT units UCUM does not know
QUANTITIES = frozenset(
    "count share money duration length area volume mass energy power index score rank ratio concentration dataRate dataVolume computing".split()
)


def tables() -> dict[str, Sequence[vocab.Row]]:
    """The tables that are checked, as they stand."""
    return {name: vocab.table(name) for name in (*CONCEPTS, *OTHERS)}


def check(rows: Tables) -> list[Finding]:
    """Everything that is wrong with the tables, sorted; a table that is not given is not checked.

    >>> row = {"scheme": "role", "id": "leads", "zh": "牵头", "en": "leads", "definition_zh": "", "definition_en": "x", "origin": "govkg"}
    >>> [f.code for f in check({"concepts": [row]})]
    ['lint.definition']
    """
    parts = (_labels, _definitions, _origins, _circles, _links, _units)
    return sorted(finding for part in parts for finding in part(rows))


def key(table: str, row: vocab.Row) -> str:
    """What a row is called in a finding: scheme and code."""
    return f"{row.get('scheme') or SCHEME.get(table, table)}/{_code(table, row)}"


def _code(table: str, row: vocab.Row) -> str:
    if table in ("places", "districts"):
        return row["code"] or ids.slug(row["zh"])
    return row.get("id") or ids.slug(row["zh"])


def _each(rows: Tables) -> Iterator[tuple[str, vocab.Row]]:
    for table in CONCEPTS:
        for row in rows.get(table, ()):
            yield table, row


def _labels(rows: Tables) -> Iterator[Finding]:
    preferred: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for table, row in _each(rows):
        node = key(table, row)
        scheme = node.partition("/")[0]
        preferred[scheme, "zh", row["zh"]].add(node)
        if row.get("en") and scheme != GLOSSED:
            preferred[scheme, "en", row["en"].casefold()].add(node)
        if table in ENGLISH and not row.get("en"):
            yield Finding(node, "lint.label", "has no English label", row["zh"], cure="write one")
        aliases = row.get("written" if table == "units" else "aliases", "").split("|")
        # Metrics of different kinds may share a name: the unit of a figure tells 清退保证金 in yuan from 清退保证金 in 笔.
        kinds = {row["quantity_kind"], *row["also_kinds"].split("|")} - {""} if table == "metrics" else {""}
        for name in {row["zh"], *aliases} - {""}:
            for kind in kinds:
                names[scheme, name, kind].add(node)
    for (_, lang, label), nodes in preferred.items():
        if len(nodes) > 1:
            text = f"has the preferred label ({lang}) of {', '.join(sorted(nodes)[1:])}"
            yield Finding(min(nodes), "lint.duplicate", text, label, cure="rename one of them, or make them one")
    for (scheme, name, _), nodes in names.items():
        if len(nodes) > 1 and len(preferred[scheme, "zh", name]) < 2:
            text = f"shares a name with {', '.join(sorted(nodes)[1:])}"
            yield Finding(min(nodes), "lint.clash", text, name, cure="leave the name to one of them")


def _definitions(rows: Tables) -> Iterator[Finding]:
    for table, columns in DEFINED.items():
        for row in rows.get(table, ()):
            for column in columns:
                if not row.get(column):
                    yield Finding(key(table, row), "lint.definition", f"has no {column}", row["zh"], cure="write one")


def _origins(rows: Tables) -> Iterator[Finding]:
    for table, listed in rows.items():
        for row in listed:
            if not row.get("origin"):
                name = row.get("zh") or row.get("id") or row.get("word", "")
                yield Finding(f"{table}/{name}", "lint.origin", "says not where it is from", cure="name the source")


def _circles(rows: Tables) -> Iterator[Finding]:
    listed = (*rows.get("places", ()), *rows.get("districts", ()))
    broader = {row["code"]: row["parent"] for row in listed if row["code"]}
    for code in broader:
        seen = [code]
        while (code := broader.get(code, "")) and code not in seen:
            seen.append(code)
        if code == seen[0]:
            way = " → ".join([*seen, code])
            yield Finding(f"place/{code}", "lint.circle", f"lies in itself: {way}", cure="correct a parent")


def _links(rows: Tables) -> Iterator[Finding]:
    known: dict[str, set[str]] = defaultdict(set)
    for row in rows.get("concepts", ()):
        known[row["scheme"]].add(row["id"])
    places = {row["code"] for name in ("places", "districts") for row in rows.get(name, ())} - {""}
    bodies = {row["zh"] for row in rows.get("bodies", ())}
    schemes = {row["id"] for row in rows.get("conceptschemes", ())}
    used: set[str] = set()

    def wrong(node: str, what: str, value: str, where: str) -> Finding:
        return Finding(
            node, "lint.unconnected", f"{what} {value!r} is not in {where}", cure=f"add it to {where}, or correct it"
        )

    for table, row in _each(rows):
        node = key(table, row)
        used.add(node.partition("/")[0])
        if schemes and node.partition("/")[0] not in schemes:
            yield wrong(node, "scheme", node.partition("/")[0], "conceptschemes.tsv")
        for column, scheme in (("result_level", "level"), ("polarity", "polarity"), ("type", "organisationType")):
            if table in ("metrics", "bodies") and known[scheme] and row.get(column, "") not in known[scheme] | {""}:
                yield wrong(node, column, row[column], f"the scheme {scheme}")
        if table == "metrics" and row["quantity_kind"] not in QUANTITIES:
            yield wrong(node, "quantity kind", row["quantity_kind"], "the kinds of quantity")
        if table in ("places", "districts") and row["parent"] and row["parent"] not in places:
            yield wrong(node, "parent", row["parent"], "places.tsv")
    for scheme in sorted(schemes - used):
        yield Finding(scheme, "lint.unconnected", "is a scheme without concepts", cure="take it out")
    for row in rows.get("successions", ()):
        for name in f"{row['former']}|{row['resulting']}".split("|"):
            if name not in bodies:
                yield wrong(f"succession/{row['id']}", "body", name, "bodies.tsv")
        if row["kind"] not in known["reorganisation"]:
            yield wrong(f"succession/{row['id']}", "kind", row["kind"], "the scheme reorganisation")


def _units(rows: Tables) -> Iterator[Finding]:
    for row in rows.get("units", ()):
        if row["qudt"] and not row["ucum"] and row["quantity_kind"] not in WITHOUT_UCUM:
            yield Finding(key("units", row), "lint.ucum", "has a QUDT unit and no UCUM code", row["zh"], cure="add it")


def main() -> int:
    """Prints what is wrong with the tables; gives 1 where something is."""
    found = check(tables())
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
