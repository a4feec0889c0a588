"""A graph, opened to be asked: the front door from Python, and what commands and views are given."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govkg import query, questions, store
from govkg.answer import Answer
from govkg.errors import CallerError
from govkg.library import Library
from govkg.questions import Question

if TYPE_CHECKING:
    import owlready2
    import pyoxigraph

    from govkg.absence import Absence
    from govkg.costs import Costs

TRIG = "govkg.trig"


@dataclass(frozen=True)
class Graph:
    """An open graph, read only. ``origin`` is the store's folder or the TriG file that it was read from.

    >>> import govkg
    >>> answer = govkg.open().ask("units-of-reform", reform="武汉云")
    >>> answer.rows[0]["basis"]
    '报告主体（文中未另指明）'
    """

    store: pyoxigraph.Store
    origin: Path | None = None
    library: Library | None = None
    said: Graph | None = None  # of a graph with what the ontology concludes: the graph without it

    def ask(self, name: str, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None,
            **parameters: object) -> Answer:  # fmt: skip
        """The answer to a question of the library, for instance ``ask("outcomes-of-reform", reform="一事联办")``.

        A parameter whose name Python keeps for itself takes an underscore (``from_``). Raises CallerError when the
        question, a parameter or a thing is unknown, with the nearest names.
        """
        given = {k.removesuffix("_"): v for k, v in parameters.items()}
        return query.ask(self, name, given, lang=lang, limit=limit, timeout=timeout)

    def query(self, sparql: str, limit: int | None = None, timeout: float | None = None) -> Answer:
        """The answer to any SPARQL query that reads; ``timeout`` in seconds."""
        return query.run(self, sparql, limit, timeout)

    def explain(self, sparql: str, *, seconds: float = 10.0) -> Costs:
        """What each pattern of a query matches, the rows after each step, and the step that costs, counted within ``seconds``.

        >>> import govkg
        >>> print(govkg.open().explain("SELECT ?r { ?r a gov:Award }").steps[0].rows)
        5
        """
        from govkg import costs

        return costs.explain(self, sparql, seconds)

    def why_empty(self, asked: str, *, lang: str = "zh", **parameters: object) -> Absence:
        """Why a question (with its parameters) or a query has no row: not said, no such source, or it can never match.

        >>> import govkg
        >>> govkg.open().why_empty("SELECT ?r { ?r a gov:Awrad }").nearest
        'gov:Award'
        """
        from govkg import absence

        if any(asked == q.name for q in self.questions):
            given = {k.removesuffix("_"): v for k, v in parameters.items()}
            return absence.of_question(self, asked, given, lang)
        return absence.of_query(self, asked)

    def reasoned(self) -> Graph:
        """The same graph, in memory, with all that OWL 2 RL concludes from it; answers mark the rows that rest on that.

        >>> import govkg
        >>> answer = govkg.open().reasoned().query("SELECT ?label { ?r a gov:AwardedInitiative ; rdfs:label ?label }")
        >>> len(answer) == len(answer.inferred) > 0
        True
        """
        from govkg.reason import closure

        quads = list(store.named(self.store))
        return Graph(store.memory([*quads, *closure.materialise(closure.sources(quads).items())]), said=self)

    @cached_property
    def ontology(self) -> owlready2.Ontology:
        """The ontology with the graph's individuals as owlready2 objects, in a world of their own, made when first asked for.

        Classes and properties are attributes of it, individuals are found by label. What the construct rules concluded is in
        it; what HermiT concludes is not (give ``owlready2.sync_reasoner_hermit`` an ontology of its own for that). It is a copy:
        what is changed in it changes no graph. Passages and their words are in it too.

        >>> import govkg
        >>> gov = govkg.open().ontology
        >>> [c.name for c in gov.Reform.is_a]
        ['Initiative']
        >>> reform = gov.search_one(type=gov.Reform, label="一事联办")
        >>> sorted(o.surface for o in reform.INVERSE_reportedAsResultOf)[:2]
        ['39.16%', '60.90%']
        """
        from govkg import reason

        return reason.objects(store.named(self.store))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the library."""
        return questions.all()


def open(library: Library) -> Graph:
    """The graph of a workspace as it was last built: its store, else its release; raises CallerError ``graph.missing``."""
    release = library.release / TRIG
    if not release.is_file():
        raise CallerError(
            "graph.missing", "this workspace has no graph yet", where=str(library.root), cure="run govkg build"
        )
    name = hashlib.sha256(release.read_bytes()).hexdigest()
    folder = library.store / store.version(name)
    if folder.is_dir():  # a store of another release (after a checkout, say) is left alone
        return Graph(store.reopen(folder), folder, library)
    return Graph(store.reopen(release), release, library)
