"""The rows of a query counted by one of its variables: the same pattern, grouped."""

from __future__ import annotations

from govkg import gate

Token = tuple[int, int, str, str]


def grouped(sparql: str, variable: str, slots_in: str = "") -> str | None:
    """A query that gives ``?variable`` and ``?n``, its number of rows; None where the outermost pattern does not see it.

    ``slots_in`` is the query with its ``VALUES ?variable { UNDEF }``: one of them must stand outside every sub-SELECT.

    >>> grouped("SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a", "b")
    'SELECT ?b (COUNT(*) AS ?n) WHERE { { SELECT ?a ?b WHERE { ?a ?b ?c } } } GROUP BY ?b'
    >>> grouped("SELECT (COUNT(*) AS ?all) { ?a ?b ?c } GROUP BY ?a", "b") is None
    True
    """
    if slots_in and not _outside(slots_in, variable):
        return None
    tokens = gate.tokens(sparql)
    words = [t[3].upper() for t in tokens]
    if "SELECT" not in words:
        return None
    first = words.index("SELECT")
    begin = next((n for n in range(first, len(tokens)) if words[n] == "{"), len(tokens))
    end = _closing(words, begin)
    if end is None or "GROUP" in words[end:] or "HAVING" in words[end:] or "LIMIT" in words[end:]:
        return None
    head = sparql[tokens[first][0] : tokens[begin][0]].rstrip()
    pattern = sparql[tokens[begin][0] : tokens[end][1]]
    names = [t[3] for t in tokens[first:begin]]
    if f"?{variable}" not in names and "*" not in names:
        at = len(head) - len("WHERE") if names[-1].upper() == "WHERE" else len(head)
        head = f"{head[:at].rstrip()} ?{variable} {head[at:]}".rstrip()
    before = sparql[: tokens[first][0]]
    return f"{before}SELECT ?{variable} (COUNT(*) AS ?n) WHERE {{ {{ {head} {pattern} }} }} GROUP BY ?{variable}"


def _closing(words: list[str], begin: int) -> int | None:
    depth = 0
    for n in range(begin, len(words)):
        depth += (words[n] == "{") - (words[n] == "}")
        if depth == 0:
            return n
    return None


def _outside(sparql: str, variable: str) -> bool:
    """Whether a ``VALUES ?variable`` stands in no sub-SELECT and in no pattern that only tests."""
    words = [t[3] for t in gate.tokens(sparql)]
    groups: list[bool] = []  # of each open brace: whether what it holds stays inside
    for n, word in enumerate(words):
        if word == "{":
            inside = len(groups) > 0 and words[n + 1].upper() == "SELECT"
            groups.append(inside or words[n - 1].upper() in ("MINUS", "EXISTS"))
        elif word == "}" and groups:
            groups.pop()
        elif word.upper() == "VALUES" and words[n + 1] == f"?{variable}" and not any(groups):
            return True
    return False
