"""The identifier of what is cited: written in one way only, in ASCII, and read back strictly.

``govkg:statement/<anchor>@<dataset>~<content hash>``, ``govkg:ask/<question>?<parameters>@<dataset>~<answer>`` and
``govkg:view/<view>?<parameters>@<dataset>~<data>``. The dataset is the first 32 hex digits of the release's hash; an answer's hash and a
view's are 32 hex digits, a statement's content hash 16. Parameters are sorted; what is no ASCII letter, digit or one of ``./_-`` is
percent-encoded UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from govkg.errors import CallerError

KINDS = ("statement", "ask", "view")
LENGTH = {"statement": 16, "ask": 32, "view": 32}  # hex digits of the hash of what was found
DATASET = 32
PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./_-")
FORM = re.compile(
    r"govkg:(statement|ask|view)/([a-z0-9-]+)(?:\?([A-Za-z0-9./_%=&-]+))?@([0-9a-f]{32})~([0-9a-f]{32}|[0-9a-f]{16})(?![0-9A-Za-z])"
)
KEY = re.compile(r"[a-z][A-Za-z0-9]*")
CURE = "copy it whole, as govkg cite printed it"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """What an identifier says. ``parameters`` are pairs of name and value, sorted; ``hash`` is that of what was found.

    >>> one = Identifier("ask", "units-of-reform", (("reform", "一事联办"),), "ab" * 16, "cd" * 16)
    >>> str(one)
    'govkg:ask/units-of-reform?reform=%E4%B8%80%E4%BA%8B%E8%81%94%E5%8A%9E@abababababababababababababababab~cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd'
    >>> parse(str(one)) == one
    True
    """

    kind: str
    name: str  # of a statement its anchor id
    parameters: Pairs
    dataset: str
    hash: str

    def __str__(self) -> str:
        asked = "&".join(f"{name}={encoded(value)}" for name, value in self.parameters)
        return f"govkg:{self.kind}/{self.name}{'?' + asked if asked else ''}@{self.dataset}~{self.hash}"

    @property
    def given(self) -> dict[str, list[str]]:
        """The values of each parameter, by its name."""
        found: dict[str, list[str]] = {}
        for name, value in self.parameters:
            found.setdefault(name, []).append(value)
        return found


def make(
    kind: str, name: str, dataset: str, hash_: str, parameters: Mapping[str, Iterable[str]] | None = None
) -> Identifier:
    """The identifier of what was found; of longer hashes the beginning is taken.

    >>> str(make("statement", "06d789e5f2f9cc80", "ab" * 32, "0123456789abcdef"))
    'govkg:statement/06d789e5f2f9cc80@abababababababababababababababab~0123456789abcdef'
    """
    pairs = tuple(sorted({(n, v) for n, values in (parameters or {}).items() for v in values}))
    made = Identifier(kind, name, pairs, dataset[:DATASET], hash_[: LENGTH[kind]])
    return parse(str(made))


def parse(text: str) -> Identifier:
    """What an identifier says; raises CallerError ``cite.identifier`` for whatever ``make`` does not write.

    >>> parse("govkg:statement/06d7@ab~01")
    Traceback (most recent call last):
    govkg.errors.CallerError: 'govkg:statement/06d7@ab~01' is no identifier of govkg; copy it whole, as govkg cite printed it
    """
    found = FORM.fullmatch(text.strip())
    if found:
        kind, name, asked, dataset, hash_ = found.groups()
        pairs = [tuple(pair.split("=", 1)) if "=" in pair else None for pair in asked.split("&")] if asked else []
        read = [(p[0], decoded(p[1])) for p in pairs if p is not None and len(p) == 2 and KEY.fullmatch(p[0])]
        values = tuple((n, v) for n, v in read if v is not None)
        made = Identifier(kind, name, values, dataset, hash_)
        whole = len(values) == len(pairs) and list(values) == sorted(set(values)) and str(made) == found[0]
        right = len(hash_) == LENGTH[kind] and (
            kind != "statement" or (not asked and re.fullmatch("[0-9a-f]{16}", name))
        )
        if whole and right:
            return made
    shown = text if len(text) <= 200 else text[:200] + "…"
    raise CallerError("cite.identifier", f"{shown!r} is no identifier of govkg", cure=CURE)


def find(text: str) -> list[Identifier]:
    """Every identifier in a text, in its order, each once; what only looks like one is passed over.

    >>> [i.name for i in find("as in govkg:statement/06d789e5f2f9cc80@abababababababababababababababab~0123456789abcdef.")]
    ['06d789e5f2f9cc80']
    """
    found: dict[Identifier, None] = {}
    for match in FORM.finditer(text):
        try:
            found[parse(match[0])] = None
        except CallerError:
            continue
    return list(found)


def encoded(value: str) -> str:
    """A value as it stands in an identifier.

    >>> encoded("platform/420100-cheng-shi-da-nao-3fe974"), encoded("50% 以上")
    ('platform/420100-cheng-shi-da-nao-3fe974', '50%25%20%E4%BB%A5%E4%B8%8A')
    """
    return "".join(chr(b) if b in PLAIN else f"%{b:02X}" for b in value.encode("utf-8", "surrogatepass"))


def decoded(value: str) -> str | None:
    """The value that was encoded so; None where no value is."""
    try:
        made = unquote_to_bytes(value).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return made if encoded(made) == value else None
