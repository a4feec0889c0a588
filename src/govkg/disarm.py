r"""The text that an engine is given: what the gate let pass, written so that no other reading of it can reach outside.

The gate and an engine may read one text differently: an engine that backtracks sees «''» and «'A'» where a long string has an escape
that is none, and a keyword behind a dot in a name. So the two dangerous words are taken out of everything in which they may
stand: their first letter becomes an escape (``\u0053ERVICE``) in strings and IRIs, where engines decode it and nowhere else; comments
become spaces; names that hold them become whole IRIs. Whatever the engine then takes for a keyword is no keyword, or was judged by the gate.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from govkg import gate

PREFIXES = {
    "gov": "https://w3id.org/govkg/ontology#",
    "id": "https://w3id.org/govkg/id/",
    "vocab": "https://w3id.org/govkg/vocab/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "org": "http://www.w3.org/ns/org#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
_WORD = re.compile(r"service|from", re.IGNORECASE)
_WRONG = re.compile(r"\\(?![tbnrf\"'\\])|[\ud800-\udfff]")  # of a string: an escape that is none


def ready(text: str, graphs: Container[str] = frozenset()) -> str:
    r"""What may be run of a text; raises what ``gate.check`` raises.

    >>> ready("SELECT * { ?s ?p 'a service' } # SERVICE")
    "SELECT * { ?s ?p 'a \\u0073ervice' }          "
    >>> ready("PREFIX p: <http://x/y#> SELECT * { ?s p:a.SERVICE ?o }")
    'PREFIX p: <http://x/y#> SELECT * { ?s <http://x/y#a.\\u0053ERVICE> ?o }'
    >>> ready("SELECT * { ?s prov:wasDerivedFrom ?o }")
    'SELECT * { ?s prov:wasDerivedFrom ?o }'
    """
    return disarmed(gate.check(text, graphs))


def disarmed(text: str) -> str:
    """A text that the gate let pass, or one put together from parts of it, as it may be run."""
    return _short(text) if len(text) <= 20_000 else _disarmed(text)


def _disarmed(text: str) -> str:
    return "".join(_pieces(text)) if _WORD.search(text) else text


_short = lru_cache(maxsize=1024)(_disarmed)


def _pieces(text: str) -> Iterator[str]:
    known, declared, before = dict(PREFIXES), "", ""
    for m in gate.matches(text):
        token, kind = m[0], m.lastgroup
        if kind == "comment":
            yield " " * len(token)
            continue
        if kind == "string":
            if wrong := _WRONG.search(re.sub(r"\\[tbnrf\"'\\]", "", token)):
                raise gate.malformed(text, m.start(), f"{wrong[0]!r} is no escape of a string")
            yield _WORD.sub(_escaped, token)
        elif kind == "iri":
            if declared:
                known[declared[:-1]] = token[1:-1]
            yield _WORD.sub(_escaped, token)
        elif kind == "name" and _WORD.search(token):
            if before == "prefix":
                raise gate.malformed(text, m.start(), f"the prefix {token!r} holds a word that a prefix may not hold")
            yield _named(text, m.start(), token, known)
        elif kind in ("blank", "tag") and _WORD.search(token):
            raise gate.malformed(text, m.start(), f"{token!r} holds a word that a name of this kind may not hold")
        else:
            yield token
        if kind != "space":
            declared = token if kind == "name" and before == "prefix" else ""
            before = token.lower() if kind == "word" else ""


def _escaped(m: re.Match[str]) -> str:
    return f"\\u{ord(m[0][0]):04X}{m[0][1:]}"


def _named(text: str, at: int, name: str, known: Mapping[str, str]) -> str:
    """A prefixed name that holds a dangerous word, as it may stand: in letters alone, the word within; else as a whole IRI."""
    prefix, _, local = name.partition(":")
    if prefix not in known:
        raise gate.malformed(text, at, f"the prefix {prefix}: is not declared")
    space = known[prefix]
    plain = space.endswith(("#", "/")) and re.fullmatch(r"[A-Za-z0-9_]+", local)
    if plain and not _WORD.search(prefix) and not _WORD.match(local):
        return name
    iri = space + re.sub(r"\\(.)", r"\1", local)
    return _WORD.sub(_escaped, f"<{iri}>")
