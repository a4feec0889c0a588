"""The home in memory: a graph that lives as long as its process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from govkg import edition
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.store.contract import BEFORE, Step, View, both, still


class Memory:
    """A graph in memory.

    >>> from pyoxigraph import Literal, NamedNode
    >>> home, a = Memory(), NamedNode("urn:a")
    >>> home.write([Quad(a, a, Literal("武汉云", language="zh"), a)], "first")
    >>> home.holds("first"), len(list(home.view()))
    (True, 2)
    """

    def __init__(self) -> None:
        self._held: tuple[str, Store] | None = None

    def write(self, quads: Iterable[Quad], name: str, step: Step = still) -> None:
        """Puts the quads in place of whatever was there; whoever holds a view of that keeps it."""
        made = memory(quads)
        self._held = (name, made)
        step(len(made), len(made))

    def holds(self, name: str) -> bool:
        """Whether what was last written has that name."""
        return self._held is not None and self._held[0] == name

    def view(self) -> View:
        """What was last written; raises CallerError ``store.missing`` when nothing was."""
        if self._held is None:
            raise CallerError("store.missing", "there is no store", where="memory", cure="write a graph first")
        return self._held[1]


def memory(quads: Iterable[Quad]) -> Store:
    """A store in memory that holds the quads."""
    store = Store()
    store.extend(both(quads))
    return store


def beside(now: View, before: Path) -> Store:
    """A store in memory: what ``now`` says in its default graph, what an earlier release says in the graph ``BEFORE``.

    ``before`` is a workspace, a release's folder or its TriG file; raises CallerError ``release.missing`` when it is none.
    """
    found = edition.at(before)
    if found is None:
        raise CallerError("release.missing", "there is no release", where=str(before),
                          cure="give a workspace, the folder of a release or its govkg.trig")  # fmt: skip
    made = Store()
    made.bulk_extend(now.quads_for_pattern(None, None, None, DefaultGraph()))
    try:
        quads = found.quads() if isinstance(found, Edition) else parse(path=str(found), format=RdfFormat.TRIG)
        made.bulk_extend(Quad(q.subject, q.predicate, q.object, BEFORE) for q in quads)
    except (OSError, SyntaxError, ValueError) as e:
        where = found.folder if isinstance(found, Edition) else found
        raise CallerError("release.missing", f"this is no release ({e})", where=str(where),
                          cure="give the govkg.trig of a release") from e  # fmt: skip
    return made
