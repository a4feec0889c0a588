"""The tables of knowledge: ``ontology/vocabularies/NAME.tsv``, rows with a header line and an ``origin`` each.

``GOVKG_VOCAB_EXCLUDE`` (a comma list of origins) leaves out every row whose only origin is one of them: how much does the
reading owe to a document whose words the tables hold?
"""

from __future__ import annotations

import os
from functools import lru_cache

from govkg import resources
from govkg.errors import CuratorError

Row = dict[str, str]


def table(name: str) -> tuple[Row, ...]:
    """All rows of a table; raises CuratorError for a row with too many or too few fields.

    >>> table("cues-attribution")[0]["basis"]
    'explicit'
    """
    return _table(name, os.environ.get("GOVKG_VOCAB_EXCLUDE", ""))


@lru_cache(maxsize=128)
def _table(name: str, exclude: str) -> tuple[Row, ...]:
    path = resources.path(f"ontology/vocabularies/{name}.tsv")
    excluded = {o.strip() for o in exclude.split(",")} - {""}
    header: list[str] = []
    rows = []
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if not header:
            header = cells
            continue
        if len(cells) != len(header):
            raise CuratorError("vocab.row", f"{len(cells)} fields where the header has {len(header)}",
                               where=f"{path.name}:{n}", cure="separate the fields by tabs")  # fmt: skip
        row = dict(zip(header, cells, strict=True))
        if row.get("origin") not in excluded:
            rows.append(row)
    return tuple(rows)
