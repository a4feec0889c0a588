"""A graph, opened to be asked: the front door from Python, and what commands and views are given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govkg import journal, query, store
from govkg.answer import Answer
from govkg.calls import Questions
from govkg.collection import Queries
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.library import Library
from govkg.store import Home, Step, View
from govkg.tables import Place

if TYPE_CHECKING:
    import owlready2

    from govkg.absence import Absence
    from govkg.costs import Costs
    from govkg.why import Reason
    from govkg.worker import Limits

TRIG = "govkg.trig"


@dataclass(frozen=True)
class Graph:
    """An open graph, read only. ``origin`` is the store's folder, or the release or its TriG that it was read from; a server has none.

    >>> import govkg
    >>> answer = govkg.open().ask("units-of-reform", reform="武汉云")
    >>> answer.rows[0]["basis"]
    '报告主体（文中未另指明）'
    """

    store: View
    origin: Path | None = None
    library: Library | None = None
    said: Graph | None = None  # of a graph with what the ontology concludes: the graph without it
    facts: Place | None = None  # the release of which this is the very graph, and where its facts tables may be kept

    def ask(self, name: str, *, lang: str = "zh", limit: int | None = None, timeout: float | None = None,
            limits: Limits | None = None, engine: str = "auto", **parameters: object) -> Answer:  # fmt: skip
        """The answer to a question of the library, for instance ``ask("outcomes-of-reform", reform="一事联办")``.

        A parameter whose name Python keeps for itself takes an underscore (``from_``). Raises CallerError when the
        question, a parameter or a thing is unknown, with the nearest names. ``engine``: ``sparql``, ``facts`` or ``auto``,
        which takes the facts tables where the graph is large and the question has a plan over them; the rows are the same.
        """
        given = {k.removesuffix("_"): v for k, v in parameters.items()}
        return query.ask(self, name, given, lang=lang, limit=limit, timeout=timeout, limits=limits, engine=engine)

    def query(self, sparql: str, limit: int | None = None, timeout: float | None = None,
              limits: Limits | None = None) -> Answer:  # fmt: skip
        """The answer to any SPARQL query that reads; ``timeout`` in seconds, or ``limits`` of time, rows, bytes and memory."""
        return query.run(self, sparql, limit, timeout, limits)

    def why(
        self, asked: Answer | str, row: int = 0, *, lang: str = "", seconds: float = 5.0, **parameters: object
    ) -> Reason:
        """Why a row is in an answer: the smallest sets of statements that give it, with their words; rows count from 0.

        ``asked`` is an answer, the name of a question (with its parameters) or a query. At most ``seconds`` are spent.

        >>> import govkg
        >>> kg = govkg.open()
        >>> kg.why(kg.ask("units-of-reform", reform="武汉云")).sets[0].statements[0].said
        '武汉市政务服务和大数据管理局：武汉云（负责，报告主体（文中未另指明））'
        """
        from govkg import why

        given = {k.removesuffix("_"): v for k, v in parameters.items()}
        return why.reasons(self, asked, [row], given, lang=lang, seconds=seconds)[0]

    def explain(self, sparql: str, *, seconds: float = 10.0) -> Costs:
        """What each pattern of a query matches, the rows after each step, and the step that costs, counted within ``seconds``.

        >>> import govkg
        >>> print(govkg.open().explain("SELECT ?r { ?r a gov:Award }").steps[0].rows)
        5
        """
        from govkg import costs

        return costs.explain(self, sparql, seconds)

    def why_empty(self, asked: Answer | str, *, lang: str = "zh", **parameters: object) -> Absence:
        """Why a question (with its parameters) or a query has no row: not said, no such source, or it can never match.

        >>> import govkg
        >>> govkg.open().why_empty("SELECT ?r { ?r a gov:Awrad }").nearest
        'gov:Award'
        """
        from govkg import absence

        if isinstance(asked, Answer):
            return absence.of_query(self, asked.sparql)
        if any(asked == q.name for q in self.questions):
            given = {k.removesuffix("_"): v for k, v in parameters.items()}
            try:
                return absence.of_question(self, asked, given, lang)
            except CallerError as e:
                if e.code != "entity.unknown":
                    raise
                return absence.of_question(self, asked, given, lang, empty=True)  # no report names the thing
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
    def questions(self) -> Questions:
        """The questions of the library, and a function for each: ``kg.questions.units_of_reform(reform="武汉云")``."""
        return Questions(self.ask)

    @property
    def queries(self) -> Queries:
        """Every query by name, for instance ``kg.queries["qc/contradiction"]()``."""
        return Queries(self.ask, self.query)


def open(library: Library) -> Graph:
    """The graph of a workspace as it was last built: its store, else its release; raises CallerError ``graph.missing``."""
    release = _release(library)
    facts = Place(release.folder, release.dataset, library.tables)
    folder = library.store / store.version(release.dataset)
    one = release.folder / TRIG
    # A store of another release (after a checkout, say) is left alone.
    origin = folder if folder.is_dir() else one if one.is_file() else release.folder
    return Graph(store.reopen(origin), origin, library, facts=facts)


def put(library: Library, home: Home, step: Step) -> str:
    """Puts the release of a workspace into a home; gives its name. Raises CallerError ``graph.missing`` where none was built.

    >>> from govkg.library import open_library
    >>> from govkg.settings import Settings
    >>> home = store.home()
    >>> home.holds(put(open_library(Settings()), home, lambda done, total: None))
    True
    """
    release = _release(library)
    home.write(release.quads(), release.dataset, step)
    return release.dataset


def _release(library: Library) -> Edition:
    journal.settle(library.out)
    release = Edition(library.release)
    if not release.files():
        raise CallerError(
            "graph.missing", "this workspace has no graph yet", where=str(library.root), cure="run govkg build"
        )
    return release


def at(url: str, user: str = "", password: str = "") -> Graph:
    """The graph in a SPARQL server, as ``govkg load`` put it there; raises CallerError where none is.

    >>> at("http://localhost:1")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    govkg.errors.CallerError: http://localhost:1: no SPARQL server answers (...); start it, or give the URL of its query service
    """
    return Graph(store.home(url, user, password).view())
