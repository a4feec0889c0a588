"""The tables of knowledge: ``ontology/vocabularies/NAME.tsv``, rows with a header line and an ``origin`` each.

``GOVKG_VOCAB_EXCLUDE`` (a comma list of origins) leaves out every row whose only origin is one of them: how much does the
reading owe to a document whose words the tables hold?
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from govkg import resources
from govkg.errors import CuratorError

Row = dict[str, str]
P = ParamSpec("P")
T = TypeVar("T")

_left_out = frozenset(o.strip() for o in os.environ.get("GOVKG_VOCAB_EXCLUDE", "").split(",")) - {""}
_caches: list[Any] = []


def kept(build: Callable[P, T]) -> Callable[P, T]:
    """Decorates a function that makes something of the tables: made once, and anew when other rows are left out."""
    cache = lru_cache(maxsize=None)(build)
    _caches.append(cache)
    return cast("Callable[P, T]", cache)


@contextmanager
def without(*origins: str) -> Iterator[None]:
    """Leaves out the rows of these origins too, for as long as the block lasts.

    >>> with without("genre"):
    ...     any(row["origin"] == "genre" for row in table("schemes"))
    False
    """
    global _left_out
    before = _left_out
    try:
        _left_out = before | set(origins)
        _forget()
        yield
    finally:
        _left_out = before
        _forget()


def left_out() -> frozenset[str]:
    """The origins whose rows are left out."""
    return _left_out


def _forget() -> None:
    for cache in _caches:
        cache.cache_clear()


@kept
def table(name: str) -> tuple[Row, ...]:
    """All rows of a table; raises CuratorError for a row with too many or too few fields.

    >>> table("cues-attribution")[0]["basis"]
    'explicit'
    """
    return tuple(
        r for r in rows(resources.path(f"ontology/vocabularies/{name}.tsv")) if r.get("origin") not in _left_out
    )


def rows(path: Path) -> Iterator[Row]:
    """The rows of a table's file; a line that begins with # is a comment, the first other one names the columns."""
    header: list[str] = []
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
        yield dict(zip(header, cells, strict=True))
