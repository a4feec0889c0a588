"""Which rows of an answer rest on what was inferred: those that the same query does not give once that is taken away.

Shortcuts of a single statement (``gov:reportedAsResultOf``, ``gov:listedUnder``) repeat what a report says and are not marked.
What follows from several statements is: parts of parts, what a part is reported to have brought about, and figures that were
worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govkg import gate
from govkg.ids import ONTOLOGY

CONCLUDED = ("partOf", "contributedOutcome", "DerivedObservation")
NOTHING = "<urn:govkg:nothing>"


def without(text: str) -> str | None:
    """The query with what was inferred taken away, and with no limit at its end; None where it names nothing inferred.

    >>> without("SELECT * { ?x gov:partOf ?y } LIMIT 5")
    'SELECT * { ?x <urn:govkg:nothing> ?y } '
    >>> without("SELECT * { ?x gov:about ?y }") is None
    True
    """
    if not any(name in text for name in CONCLUDED):
        return None
    tokens = gate.tokens(text)
    first = _pattern([token for *_, token in tokens])
    wanted = {f"gov:{name}" for name in CONCLUDED} | {f"<{ONTOLOGY}{name}>" for name in CONCLUDED}
    swaps = [(s, e, NOTHING) for n, (s, e, _, token) in enumerate(tokens) if n >= first and token in wanted]
    if not swaps:
        return None
    for start, end, token in sorted(swaps, reverse=True):
        text = text[:start] + token + text[end:]
    return unlimited(text)


def unlimited(text: str) -> str:
    """The query with no limit at its end: all rows, to look for some among them.

    >>> unlimited("SELECT * { ?x ?p ?y } ORDER BY ?x LIMIT 5 OFFSET 2")
    'SELECT * { ?x ?p ?y } ORDER BY ?x  '
    """
    tokens = gate.tokens(text)
    while len(tokens) > 1 and tokens[-2][3].upper() in ("LIMIT", "OFFSET"):
        text = text[: tokens[-2][0]] + text[tokens[-1][1] :]
        tokens = tokens[:-2]
    return text


def resting(rows: Sequence[object], said: Iterable[object]) -> frozenset[int]:
    """The places of rows that are not among those which hold without inference.

    >>> resting([{"x": 1}, {"x": 2}], [{"x": 1}])
    frozenset({1})
    """
    known = {repr(row) for row in said}
    return frozenset(n for n, row in enumerate(rows) if repr(row) not in known)


def _pattern(tokens: Sequence[str]) -> int:
    """Where the pattern begins: behind the template of a CONSTRUCT, else at the start."""
    upper = [t.upper() for t in tokens]
    if "CONSTRUCT" not in upper or "WHERE" not in upper or upper.index("WHERE") < upper.index("CONSTRUCT") + 2:
        return 0
    return upper.index("WHERE")
