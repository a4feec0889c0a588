"""What follows from several reports together, concluded anew from all of them: on disk, for there may be many."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from govkg import ids, rdf, release

KNOWN = NamedNode("urn:govkg:known")  # the graph of what follows from one report alone


class Together:
    """Takes what each report says and what follows from it, then gives what follows from all of them and from none alone.

    >>> with Together() as all_of_them:
    ...     list(all_of_them.follows())
    []
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._store: Store | None = Store(str(Path(self._folder.name) / "said"))
        names = {name for text in release.rules().values() for name in re.findall(r"\bgov:(\w+)", text)}
        self._read = {rdf.gov(name) for name in names}
        self._reports = 0

    def __enter__(self) -> Together:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._store = None  # before its folder goes: Windows keeps what is open
        self._folder.cleanup()

    def add(self, said: Iterable[Quad], follows: Iterable[Quad]) -> None:
        """Takes a report: of what it says no more than the rules read."""
        assert self._store is not None
        self._reports += 1
        self._store.extend(
            Quad(q.subject, q.predicate, q.object) for q in said if q.predicate in self._read or q.object in self._read
        )
        self._store.extend(Quad(q.subject, q.predicate, q.object, KNOWN) for q in follows)

    def follows(self) -> set[Quad]:
        """What the rules conclude from all that was taken and from no report alone, in the graph of what follows across."""
        if self._reports < 2 or self._store is None:
            return set()
        across, made = NamedNode(ids.ACROSS), set()
        for rule in release.rules().values():
            found = self._store.query(rule)
            assert isinstance(found, QueryTriples)
            for t in found:
                if Quad(t.subject, t.predicate, t.object, KNOWN) not in self._store:
                    made.add(Quad(t.subject, t.predicate, t.object, across))
        return made
