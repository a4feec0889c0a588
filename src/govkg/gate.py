r"""What a SPARQL text may not do, decided before anything runs: no SERVICE, no LOAD or other update, no FROM of what is not here.

The engine fetches on ``SERVICE`` with no switch to forbid it, so the text itself is read here, token by token, and the
reading fails closed: a bare word that is not a known keyword is refused, because the engine needs no space between
keywords (``SERVICESILENT<…>``, ``trueSERVICE:x{…}``). Escapes (``\u0053``) are expanded once, and the expanded text is
what ``check`` returns and what must be run. Grammar: SPARQL 1.1, section 19.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from govkg.errors import CallerError

_U = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
_U += "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_CHAR = rf"{_U}_0-9\-\u00b7\u0300-\u036f\u203f-\u2040"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"[{_U}](?:[{_CHAR}.]{{0,120}}[{_CHAR}])?"  # a longer one is read as words, which are judged one by one
_LOCAL = rf"(?:[{_U}_:0-9]|{_PLX})(?:[{_CHAR}:]++|{_PLX}|\.(?=[{_CHAR}.:%\\]))*+"

TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
                |"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*"|'(?!'')(?:[^'\\\r\n]|\\[^\r\n])*')
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<var>[?$][{_U}_0-9][{_U}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*)
    | (?P<blank>_:[{_U}_0-9](?:[{_CHAR}.]*[{_CHAR}])?)
    | (?P<name>(?:{_PREFIX})?:(?:{_LOCAL})?)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?)
    | (?P<word>[A-Za-z][A-Za-z0-9_]*)
    | (?P<mark>\^\^|&&|\|\||[!<>]=|[{{}}()\[\].,;=<>!+\-*/|^?~])
    """,
    re.VERBOSE | re.DOTALL,
)

WORDS = frozenset(
    """
    a abs adjust all as asc ask avg base bind bnode bound by ceil coalesce concat construct contains count datatype day
    desc describe distinct encode_for_uri exists false filter floor graph group group_concat having haslang haslangdir
    hours if in iri isblank isiri isliteral isnumeric istriple isuri lang langdir langmatches lateral lcase limit max
    md5 min minus minutes month not now object offset optional order predicate prefix rand reduced regex replace round
    sameterm sample seconds select separator sha1 sha256 sha384 sha512 str strafter strbefore strdt strends strlang
    strlangdir strlen strstarts struuid subject substr sum timezone triple true tz ucase undef union uri uuid values
    where year
    """.split()
)
UPDATES = frozenset("load insert delete clear drop create copy move add with using data into to default".split())

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_OPERANDS = frozenset({"var", "string", "iri", "name", "number", "tag", "blank", ")", "true", "false"})
_AFTER_FROM = frozenset({"", "{", "where", "limit", "offset", "order", "group", "having", "values"})
_BEFORE_FROM = frozenset({"", "*", "var", ")", "}", "iri", "name", "construct", "ask"})


LONGEST = 1_000_000  # characters of a query
DEEPEST = 64  # open brackets: the engine recurses, and 100 levels of EXISTS take a stack of 1 MB
MOST = 1000  # patterns and operators: a chain of them is a tree as deep; 3,000 take a stack of 8 MB
_CAP = 2
_LINE = re.compile(r"[\r\n]")
_SHORT = 20_000  # texts up to here are remembered
_FROM = "it may name a graph of this store, by its whole IRI; GRAPH names a part"
_BRACKETS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
_OPERATORS = frozenset(
    "{ . ; && || + - * / | ^ ! union optional minus filter bind exists lateral graph values select".split()
)


@dataclass(frozen=True, slots=True)
class _State:
    """A place in the text, the roles of the two tokens before it, and how many brackets are open."""

    at: int
    before: str = ""
    last: str = ""
    depth: int = 0


def check(text: str, graphs: Container[str] = frozenset()) -> str:
    r"""The text to run, its escapes expanded once; refuses what reaches outside the graph or changes it.

    ``FROM`` and ``FROM NAMED`` may name one of ``graphs``, by its whole IRI; nothing else. Raises CallerError ``query.service``,
    ``query.from``, ``query.update``, ``query.large`` or ``query.malformed``, each with the place.

    >>> check("SELECT * { ?s ?p 'SERVICE' } # SERVICE")
    "SELECT * { ?s ?p 'SERVICE' } # SERVICE"
    >>> check("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    govkg.errors.CallerError: query, line 1, column 12: SERVICE is refused: it would ask another server; take it out
    """
    expanded, named = _remembered(text) if len(text) <= _SHORT else _read(text)
    for at, iri in named:
        if iri not in graphs:
            raise _refused(expanded, at, "from", "FROM", _FROM)
    return expanded


Named = tuple[tuple[int, str], ...]  # where a FROM stands and the IRI that it names


def _read(text: str) -> tuple[str, Named]:
    """The expanded text and the graphs that it names; raises what ``check`` raises for any graph."""
    if len(text) > LONGEST:
        raise _large(text, LONGEST, f"it has {len(text):,} characters, {LONGEST:,} are allowed")
    text = expand(text)
    named: dict[int, str] = {}
    depth = operators = 0
    before = last = ""
    doubtful = colon = False
    for m in matches(text):
        kind = m.lastgroup
        start, end = m.span()
        if kind == "space" or kind == "comment":
            continue
        token, outer = m[0], depth
        if kind == "name":
            role = "name:" + token.lower()
        elif kind == "mark" or kind == "word":
            role = token.lower()
            if kind == "word" and role not in WORDS:
                _judge_word(text, start, end, token, before, named, main=True)
            if role in _OPERATORS:
                operators += 1
                if operators > MOST:
                    raise _large(text, start, f"more than {MOST} patterns and operators stand before this")
            if role in _BRACKETS:
                depth += _BRACKETS[role]
                if depth > DEEPEST:
                    raise _large(text, start, f"more than {DEEPEST} brackets are open here")
        else:
            role = kind or ""
            if kind == "iri" and "#" in token and before.split(":")[0] in _OPERANDS:
                doubtful = True
        if colon:
            _judge_name(text, start, role if kind == "word" else token.lower(), before, last, outer)
        colon = kind == "name"
        before, last = role, before
    if colon:
        _judge_name(text, len(text), "", before, last, depth)
    if doubtful:
        _read_otherwise(text, named)
    return text, tuple(named.items())


_remembered = lru_cache(maxsize=1024)(_read)


def _read_otherwise(text: str, named: dict[int, str]) -> None:
    """Every other reading: «?a <b#…» may be an IRI, or «less than» and a comment; what an engine could see is refused in each."""
    paths: list[_State] = [_State(0)]
    seen: set[_State] = set()
    lines = [*(m.start() for m in _LINE.finditer(text)), len(text)]
    while paths:
        state, main = paths.pop(), not seen
        while state not in seen:
            seen.add(state)
            start, end, kind, token = _next(text, state.at, lines)
            if kind == "word" and token.lower() not in WORDS:
                _judge_word(text, start, end, token, state.before, named, main=main)
            if state.before.startswith("name:"):
                _judge_name(text, start, token.lower(), state.before, state.last, state.depth)
            if not token or (not main and token == state.before == "/"):  # «//»: it was an IRI after all
                break
            if kind == "iri" and "#" in token and state.before.split(":")[0] in _OPERANDS:
                paths.append(_State(start + 1, "<", state.before, state.depth))
            # only whether it is 0 matters: capped, so that readings that differ in depth alone soon meet
            depth = min(max(state.depth + _BRACKETS.get(token, 0), 0), _CAP)
            state = _State(end, _role(kind, token), state.before, depth)


def matches(text: str) -> Iterator[re.Match[str]]:
    """Every token of a text, spaces and comments too, as a match of ``TOKEN``; raises CallerError where none can be read.

    >>> [m.lastgroup for m in matches("ASK {} # all")]
    ['word', 'space', 'mark', 'mark', 'space', 'comment']
    """
    at = 0
    while at < len(text):
        m = TOKEN.match(text, at)
        if m is None:
            raise malformed(text, at, f"cannot read {text[at : at + 12]!r}")
        yield m
        at = m.end()


def expand(text: str) -> str:
    r"""The text with ``\uXXXX`` and ``\UXXXXXXXX`` replaced once; other escapes stay.

    >>> expand(r"\u0053ERVICE"), expand(r"'\\u0053'")
    ('SERVICE', "'\\\\u0053'")
    """

    def one(m: re.Match[str]) -> str:
        code = m[1] or m[2]
        if not code:
            return m[0]
        point = int(code, 16)
        if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
            raise malformed(text, m.start(), f"{m[0]} is no character")
        return chr(point)

    return _ESCAPE.sub(one, text)


def place(text: str, at: int) -> str:
    """Where an offset stands, for a message: ``query, line 2, column 5``."""
    line = text.count("\n", 0, at) + 1
    return f"query, line {line}, column {at - (text.rfind(chr(10), 0, at) + 1) + 1}"


def malformed(text: str, at: int, what: str) -> CallerError:
    """The error for a text that is no SPARQL, with the place."""
    return CallerError("query.malformed", f"not SPARQL: {what}", where=place(text, at), cure="correct the query")


def tokens(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, kind, token) of every token that is no space and no comment, until the end or what cannot be read.

    >>> [t for *_, t in tokens("SELECT ?x { ?x a <http://x/#y> } # all")]
    ['SELECT', '?x', '{', '?x', 'a', '<http://x/#y>', '}']
    """
    out, at = [], 0
    while (found := _next(text, at))[3]:
        out.append(found)
        at = found[1]
    return out


def _next(text: str, at: int, lines: Sequence[int] = ()) -> tuple[int, int, str, str]:
    """The next token; ``lines`` are the ends of the lines, where known: long comments are then not read again and again."""
    while at < len(text):
        if lines and text[at] == "#":
            at = lines[bisect_left(lines, at)]
            continue
        m = TOKEN.match(text, at)
        if not m:
            return at, at, "unreadable", ""
        if m.lastgroup not in ("space", "comment"):
            return m.start(), m.end(), m.lastgroup or "", m[0]
        at = m.end()
    return at, at, "", ""


def _role(kind: str, token: str) -> str:
    """What the next token needs to know of this one."""
    if kind == "word":
        return token.lower()
    return token if kind == "mark" else f"name:{token.lower()}" if kind == "name" else kind


def _judge_word(text: str, at: int, end: int, token: str, before: str, named: dict[int, str], *, main: bool) -> None:
    """Refuse a bare word that is no keyword of a query; what is only unknown stops the main reading alone."""
    word = token.lower()
    if word == "from" or (word == "named" and before == "from"):
        _, _, kind, after = _next(text, end)
        if word == "from" and after.lower() == "named":
            return
        if kind == "iri":
            named[at] = after[1:-1]
            return
    if word in UPDATES:
        raise _refused(text, at, "update", token.upper(), "a query only reads")
    if "service" in word:
        raise _refused(text, at, "service", "SERVICE", "it would ask another server")
    if "from" in word or word == "named":
        raise _refused(text, at, "from", "FROM", _FROM)
    if main:
        raise malformed(text, at, f"unknown word {token!r}")


def _judge_name(text: str, at: int, after: str, before: str, last: str, depth: int) -> None:
    """Refuse a prefixed name when what follows shows that the engine would read a keyword in it (``SERVICE:x{``)."""
    name = before[5:]
    if after == "{" and "service" in name and last != "graph":
        raise _refused(text, at, "service", "SERVICE", "it would ask another server")
    last = last.split(":")[0]
    if depth == 0 and "from" in name.split(":")[0] and after in _AFTER_FROM and last in _BEFORE_FROM:
        raise _refused(text, at, "from", "FROM", _FROM)


def _refused(text: str, at: int, code: str, word: str, why: str) -> CallerError:
    return CallerError(f"query.{code}", f"{word} is refused: {why}", where=place(text, at), cure="take it out")


def _large(text: str, at: int, why: str) -> CallerError:
    return CallerError(
        "query.large", f"the query is too large: {why}", where=place(text, at), cure="ask for less at once"
    )
