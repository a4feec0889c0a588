"""Names of things on the web: ASCII only, the same for the same thing whenever and wherever they are made.

An entity's IRI is ``id/<type>/<place>-<pinyin>-<6 hex>``: the place's code, a slug that a person can read, and a digest of
(kind, place, name) that keeps homophones apart. A slug that has been cited is frozen by a row in
``graph/curated/identifiers.tsv`` (key, place, iri, who, when, why).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from govkg.statements import digest

ONTOLOGY = "https://w3id.org/govkg/ontology#"
ID = "https://w3id.org/govkg/id/"
VOCAB = "https://w3id.org/govkg/vocab/"
ACROSS = f"{ID}graph/inferred/across"  # the named graph of what follows from more than one source
FOLDERS = {
    "Reform": "reform",
    "Platform": "platform",
    "Campaign": "campaign",
    "Document": "document",
    "Unit": "organisation",
    "Award": "award",
    "Place": "place",
}
LONGEST_SLUG = 48


@lru_cache(maxsize=4096)
def pinyin(text: str) -> str:
    """Toneless pinyin, syllables joined by blanks; what is no hanzi stays, in lower case.

    >>> pinyin("i武汉")
    'i wu han'
    """
    from pypinyin import lazy_pinyin

    return " ".join(s.strip().lower() for s in lazy_pinyin(text) if s.strip())


def slug(text: str) -> str:
    """ASCII letters and digits of the pinyin, joined by hyphens, cut to a readable length.

    >>> slug("城市大脑"), slug("<b>")
    ('cheng-shi-da-nao', 'b')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", pinyin(text)).strip("-")
    return plain[:LONGEST_SLUG].rstrip("-") or "x"


def entity(
    kind: str, name: str, place: str = "", frozen: Mapping[tuple[str, str], str] | None = None, apart: str = ""
) -> str:
    """The IRI of a thing of a place (its GB/T 2260 code, or its name where it has none); ``apart`` is the report whose thing
    of that name a person told from its namesakes there.

    >>> entity("Platform", "城市大脑", "420100")
    'https://w3id.org/govkg/id/platform/420100-cheng-shi-da-nao-3fe974'
    """
    if frozen and (iri := frozen.get((f"{kind}/{name}", place))):
        return iri
    head = place if place.isdigit() else slug(place) if place else ""
    mark = digest(kind, name, place, *filter(None, (apart,)))[:6]
    return f"{ID}{FOLDERS[kind]}/{'-'.join(filter(None, (head, slug(name), mark)))}"


def report(source: str) -> str:
    """The IRI of a source document."""
    return f"{ID}report/{source}"


def graph(source: str) -> str:
    """The named graph that holds what a source says."""
    return f"{ID}graph/{source}"


def inferred(source: str) -> str:
    """The named graph of what rules conclude from one source."""
    return f"{ID}graph/{source}/inferred"


def statement(anchor: str) -> str:
    """The IRI of a statement by its anchor id."""
    return f"{ID}statement/{anchor}"


def judgement(row: str) -> str:
    """The IRI of what a person decided, by the id of its row."""
    return f"{ID}judgement/{row}"


def review(row: str) -> str:
    """The IRI of what a person decided of a statement, by the id of its row."""
    return f"{ID}review/{row}"


def evidence(source: str, start: int, end: int) -> str:
    """The IRI of a passage: one node for each distinct span of a source."""
    return f"{ID}evidence/{source}-{start}-{end}"


def concept(scheme: str, code: str) -> str:
    """The IRI of a concept of a vocabulary, e.g. ``concept("bound", "above")``."""
    return f"{VOCAB}{scheme}/{code}"
