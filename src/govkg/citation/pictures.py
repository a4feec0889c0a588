"""The bytes of a view's data that its hash is taken of: what it shows, not how its page draws it.

The same JSON as an answer's (``answers``): the view's name, and the things, outcomes, ties, passages, reports, headings and names of
concepts of its picture, each by its IRI, with all their fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from govkg.analysis import Picture
from govkg.citation import answers


def canonical(name: str, picture: Picture) -> bytes:
    """The bytes of a view's data.

    >>> import govkg
    >>> from govkg.views import catalogue
    >>> picture, _ = catalogue.make(govkg.open().store, "neighbourhood", {"of": "城市大脑"})
    >>> sorted(answers.read(canonical("neighbourhood", picture)))[:3]
    ['centre', 'closings', 'labels']
    """
    return answers.written({"view": name, **_plain(picture)})


def statements(picture: Picture) -> list[str]:
    """The IRIs of the things, outcomes and ties that a view shows, each once."""
    return list(dict.fromkeys([*picture.outcomes, *(t.iri for t in picture.ties), *picture.things]))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {" ".join(k) if isinstance(k, tuple) else str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return value
