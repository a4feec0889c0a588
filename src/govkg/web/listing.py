"""Long lists, a page at a time: the rows that have every word that was sought, and one page of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govkg.seek.words import asked, folded

MOST = 100  # rows of a page
LONGEST = 200  # characters of what is sought that are looked at
Row = Mapping[str, Any]


def listing(rows: Sequence[Row], fields: Sequence[str], given: Mapping[str, str], most: int = MOST) -> dict[str, Any]:
    """A page of the rows that have every word of ``q`` in one of the fields: what the page shows and what its twin is.

    A page beyond the last is the last, and what is no number is the first.

    >>> rows = [{"title": "云澜市2022年工作总结"}, {"title": "临渚市2023年工作总结"}]
    >>> made = listing(rows, ["title"], {"q": "2023 临渚"})
    >>> [r["title"] for r in made["rows"]], made["total"], made["of"]
    (['临渚市2023年工作总结'], 1, 2)
    """
    query = given.get("q", "").strip()[:LONGEST]
    wanted = asked(query)
    found = [r for r in rows if all(any(w in folded(str(r.get(f, ""))) for f in fields) for w in wanted)]
    text = given.get("page", "")
    pages = max(1, -(-len(found) // most))
    page = min(max(int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1, 1), pages)
    return {
        "rows": found[(page - 1) * most : page * most], "q": query, "page": page, "pages": pages, "total": len(found),
        "of": len(rows), "long": len(rows) > most,
    }  # fmt: skip
