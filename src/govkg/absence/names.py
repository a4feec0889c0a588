"""The names of a query: from its words to IRIs and back, and what stands for what does not occur."""

from __future__ import annotations

from collections.abc import Mapping

from govkg import gate, terms
from govkg.absence import schema
from govkg.pattern import Query

PREFERRED = ("gov", "rdfs", "skos", "rdf", "xsd", "dcterms", "prov", "qudt", "id", "vocab")


class Names:
    """The prefixes of a query, its own before those that need no declaration."""

    def __init__(self, query: Query, given: Mapping[str, str]) -> None:
        self.own: dict[str, str] = {}
        for line in query.prologue:
            words = line.split()
            if words[0] == "PREFIX":
                self.own[words[1][:-1]] = words[2][1:-1]
        self.given = dict(given)
        self.all = {**given, **self.own}

    def iri(self, text: str) -> str | None:
        """The IRI of a name as it is written; None for what is none.

        >>> from govkg.pattern import parse
        >>> Names(parse("PREFIX g: <http://g/> ASK {}"), {}).iri("g:a")
        'http://g/a'
        """
        if text.startswith("<"):
            return text[1:-1]
        if text == "a":
            return schema.TYPE
        prefix, colon, local = text.partition(":")
        if not colon or text[0] in "\"'?_" or prefix not in self.all:
            return None
        return self.all[prefix] + local.replace("\\", "")

    def short(self, iri: str) -> str:
        """An IRI as a person would write it here."""
        spaces = {**{p: self.given[p] for p in PREFERRED if p in self.given}, **self.own}
        for prefix, space in sorted(spaces.items(), key=lambda item: (-len(item[1]), item[0])):
            local = iri.removeprefix(space)
            if local != iri and local and not set(local) & set("/#"):
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def namespace(self, text: str) -> tuple[str, str] | None:
        """The namespace of a name where it is nearly one that we know, with that one: ``http`` for ``https``, ``/`` for ``#``."""
        iri = self.iri(text)
        if iri is None:
            return None
        prefix = text.partition(":")[0]
        if text.startswith("<") and iri.partition(":")[0] in self.given:
            return text, self.short(self.given[iri.partition(":")[0]] + iri.partition(":")[2])
        space = self.all[prefix] if prefix in self.all and not text.startswith("<") else iri[: _cut(iri)]
        right = sorted({*self.given.values(), *terms.outside()})
        if space in right or any(space.startswith(r) for r in (self.given["vocab"], self.given["id"])):
            return None
        local = iri.removeprefix(space)
        bare = _bare(space)
        for known in right:
            plain = _bare(known)
            if plain == bare or plain.removesuffix("core").rstrip("/#") == bare or (
                bare.rsplit("/", 1)[0] == plain.rsplit("/", 1)[0] and _exists(known + local)
            ):  # fmt: skip
                return space, known
        return None


def _cut(iri: str) -> int:
    return max(iri.rfind("/"), iri.rfind("#")) + 1


def _bare(space: str) -> str:
    """A namespace without scheme, www and last mark, to compare."""
    return space.partition("://")[2].removeprefix("www.").rstrip("/#").casefold()


def _exists(iri: str) -> bool:
    return iri in terms.known() or any(iri.removeprefix(s) in names for s, names in terms.outside().items())


def where(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, from 1."""
    place = gate.place(text, at).replace(",", "").split()
    return int(place[2]), int(place[4])
