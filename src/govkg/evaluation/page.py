"""The score as a page: each text with gold against reading, right, partly right, missed and spurious, each with its rule."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from govkg import messages, resources, rules, vocab
from govkg.evaluation.compare import Case, Row
from govkg.evaluation.reading import Read, blames, judged
from govkg.evaluation.score import score
from govkg.views.page import embedded, sha256

SHOWN = {
    "quantities": ("surface", "value", "unit", "bound", "kind", "direction", "role", "metric", "also", "subject", "period"),
    "entities": ("surface", "type", "name"),
    "links": ("basis",),
    "milestones": ("surface", "event"),
}  # fmt: skip


def page(reads: Sequence[Read], lang: str, title: str) -> str:
    """The whole page as text; the same readings give the same page, which asks nobody for anything."""
    style, script = asset("style.css"), asset("app.js")
    policy = (
        f"default-src 'none'; script-src '{sha256(script)}'; style-src '{sha256(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "lang": {"zh": "zh-Hans", "en": "en"}[lang],
        "policy": html.escape(policy, quote=True).replace("&#x27;", "'"),
        "title": html.escape(title),
        "style": style,
        "data": embedded(payload(reads, lang, title)),
        "script": script,
    }
    before, *rest = asset("page.html").split("{{")
    return before + "".join(parts[name] + after for name, _, after in (piece.partition("}}") for piece in rest))


def payload(reads: Sequence[Read], lang: str, title: str) -> dict[str, Any]:
    """What the page shows: texts with their cases, the scores of each, and the rules with the most errors."""
    words = {k.removeprefix("evaluate."): v[lang] for k, v in messages.catalogue().items() if k.startswith("evaluate.")}
    return {
        "title": title,
        "made": f"govkg {resources.version()}",
        "words": words,
        "texts": [
            {
                "id": r.annotated.source.id,
                "kind": r.annotated.kind,
                "title": r.annotated.source.title,
                "text": r.annotated.source.text,
                "cases": _cases(r, lang),
                "score": brief(score(r.compared)),
            }
            for r in reads
        ],
        "score": brief(score(*(r.compared for r in reads))),
        "rules": [[b.rule, b.what, b.right, b.wrong] for b in blames(reads) if b.wrong],
        "said": {b.rule: [r.said(lang) for r in rules.described(b.rule)] for b in blames(reads) if b.rule},
    }


def brief(scored: Mapping[str, Any]) -> list[list[Any]]:
    """The score as rows: name, precision, recall, F1 (or only a share), in the order in which one reads them."""
    parts = ["quantity", "quantity_exact_span", "quantity_fully_read", "entity", "link", "milestone"]
    rows: list[list[Any]] = [[k, *(round(scored[k][x], 4) for x in ("p", "r", "f1"))] for k in parts]
    rows += [[f"links.{k}", *(round(v[x], 4) for x in ("p", "r", "f1"))] for k, v in scored["links"].items()]
    rows += [[k, None, None, round(scored[k], 4)] for k in ("period", "basis", "grounded")]
    return rows


def _cases(one: Read, lang: str) -> list[dict[str, Any]]:
    """The cases of a text in its order; a link stands where its ends stand."""
    spots = _spots(one)
    rows = [c for c in one.compared.cases if c.verdict != "passed" or c.found]
    made = [_case(c, one, spots, lang) for c in rows]
    return sorted(made, key=lambda c: (c["start"], c["end"], c["part"]))


def _spots(one: Read) -> dict[str, Row]:
    """Gold rows and found rows by id (ids of gold are marked so that they meet none of ours)."""
    spots: dict[str, Row] = {}
    for part in ("quantities", "entities"):
        spots |= {"gold:" + g["id"]: g for g in one.annotated.parts[part]}
    spots |= {c.found["id"]: c.found for c in one.compared.cases if c.found and "start" in c.found}
    return spots


def _case(case: Case, one: Read, spots: Mapping[str, Row], lang: str) -> dict[str, Any]:
    start, end, ends = _place(case, spots)
    fields = [
        [f, _said(case.gold, f, lang), _said(case.found, f, lang), f in case.wrong or _moved(f, case)]
        for f in SHOWN[case.part]
        if _said(case.gold, f, lang) or _said(case.found, f, lang)
    ]
    return {
        "part": case.part, "kind": case.kind, "verdict": case.verdict, "start": start, "end": end, "ends": ends,
        "fields": fields, "judged": list(dict.fromkeys(judged(case, one))), "id": (case.found or {}).get("id", ""),
    }  # fmt: skip


def _moved(field: str, case: Case) -> bool:
    """Whether a figure was found, but not with the same first or last character."""
    return field == "surface" and case.part == "quantities" and bool(case.gold and case.found) and not case.exact


def _place(case: Case, spots: Mapping[str, Row]) -> tuple[int, int, list[str]]:
    """Where a case stands; of a link the end that comes later, and the words of both."""
    row = case.gold or case.found or {}
    if case.part != "links":
        return row["start"], row["end"], []
    mark = "gold:" if case.gold else ""
    a, b = spots.get(mark + row["from"], {}), spots.get(mark + row["to"], {})
    later = max((a, b), key=lambda r: r.get("start", -1))
    return later.get("start", 0), later.get("end", 0), [str(a.get("surface", "")), str(b.get("surface", ""))]


def _said(row: Row | None, field: str, lang: str) -> str:
    """A field in words: of accepted names all, of codes their labels."""
    value = row.get(field) if row else None
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return " / ".join(_plain(v[0] if isinstance(v, list) else v) for v in value)
    return _labels(lang).get((field, str(value))) or _plain(value)


@vocab.kept
def _labels(lang: str) -> Mapping[tuple[str, str], str]:
    """What the codes of a row's fields are called."""
    made = {(r["scheme"], r["id"]): r[lang] for r in vocab.table("concepts")}
    known = messages.catalogue()
    made |= {("role", role): known[f"explain.role.{role}"][lang] for role in ("value", "target", "baseline")}
    return made | {
        ("type", k.removeprefix("explain.kind.")): v[lang] for k, v in known.items() if k.startswith("explain.kind.")
    }


def _plain(value: Any) -> str:
    return (
        f"{value:g}"
        if isinstance(value, float) and abs(value) < 1e6
        else f"{value:.0f}"
        if isinstance(value, float)
        else str(value)
    )


def asset(name: str) -> str:
    """A file of ``assets/``."""
    return (files("govkg.evaluation") / "assets" / name).read_text(encoding="utf-8")
