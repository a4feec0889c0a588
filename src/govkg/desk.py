"""An open graph as a researcher works with it from Python: questions and queries, things, views and networks.

>>> import govkg
>>> kg = govkg.open()
>>> kg.ask("units-of-reform", reform="武汉云").rows[0]["role"]
'负责'
>>> kg.entity("武汉云").parts[0].name, kg.graph().number_of_nodes() > 100
('政务云', True)
"""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govkg import graph, thing, views
from govkg.answer import Answer
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.library import Library
from govkg.query import LANGUAGES
from govkg.thing import Thing

if TYPE_CHECKING:
    import networkx as nx

    from govkg.worker import Limits

HEIGHT = 720  # px of a view in a notebook


@dataclass(frozen=True)
class Shown:
    """A view that shows where it is made, in JupyterLab, VS Code and Colab, and can be kept as a file.

    The page stands in a frame of its own that runs its script and nothing else: it has no origin, cannot reach the notebook,
    and keeps its own Content-Security-Policy, which asks no host for anything.

    >>> import govkg
    >>> shown = govkg.open().view("neighbourhood", of="城市大脑")
    >>> shown
    <view neighbourhood of 城市大脑>
    >>> 'sandbox="allow-scripts"' in shown._repr_html_(), "allow-same-origin" in shown._repr_html_()
    (True, False)
    """

    html: str
    name: str
    of: str = ""

    def __repr__(self) -> str:
        return f"<view {self.name}{f' of {self.of}' if self.of else ''}>"

    def _repr_html_(self) -> str:
        page = html.escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts" title="{html.escape(repr(self), quote=True)}" width="100%" '
            f'height="{HEIGHT}" style="border:0"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Writes the page as one HTML file and gives its path; raises CallerError ``view.unwritable``."""
        path = Path(path)
        try:
            path.write_text(self.html, encoding="utf-8", newline="\n")
        except OSError as e:
            raise CallerError("view.unwritable", f"the view cannot be written ({e.strerror})", where=str(path),
                              cure="name another file") from e  # fmt: skip
        return path


@dataclass(frozen=True)
class Desk(Graph):
    """An open graph with all that can be done with it from Python; ``lang`` is that of answers, things and views."""

    lang: str = "zh"

    def ask(self, name: str, *, lang: str = "", limit: int | None = None, timeout: float | None = None,
            limits: Limits | None = None, engine: str = "auto", **parameters: object) -> Answer:  # fmt: skip
        """The answer to a question of the library, as ``Graph.ask`` gives it, in the language of the desk unless one is named."""
        return super().ask(
            name, lang=lang or self.lang, limit=limit, timeout=timeout, limits=limits, engine=engine, **parameters
        )

    def query(self, sparql: str, limit: int | None = None, timeout: float | None = None, limits: Limits | None = None,
              *, inferred: bool = False) -> Answer:  # fmt: skip
        """The answer to any SPARQL query that reads; ``inferred``: also of what OWL 2 RL concludes, those rows marked.

        >>> import govkg
        >>> kg = govkg.open()
        >>> text = "SELECT ?r { ?r a gov:AwardedInitiative }"
        >>> len(kg.query(text)), len(kg.query(text, inferred=True)) > 0
        (0, True)
        """
        ask = self._reasoned.query if inferred else super().query
        return replace(ask(sparql, limit, timeout, limits), lang=self.lang)

    @cached_property
    def _reasoned(self) -> Graph:
        return self.reasoned()

    def entity(self, name: str) -> Thing:
        """A thing with its figures, outcomes, milestones, awards, bodies, documents, parts and evidence as attributes.

        Raises CallerError for a name that the graph does not know, with the nearest, or that several things have.

        >>> import govkg
        >>> [(t.name, t.role) for t in govkg.open().entity("统一受理平台").responsible if t.basis == "named"]
        [('交通运输厅', 'cooperates'), ('省公安厅', 'cooperates'), ('住建厅', 'cooperates')]
        """
        return thing.entity(self.store, name, self.lang)

    def graph(self) -> nx.MultiDiGraph[str]:
        """The graph as one of networkx: things and outcomes by IRI, an edge for each statement that ties two, with its words.

        >>> import govkg
        >>> made = govkg.open().graph()
        >>> sorted({d["kind"] for *_, d in made.edges(data=True)})
        ['attribution', 'composition', 'conferral', 'mandate', 'participation', 'recognition']
        """
        from govkg.analysis.multigraph import multigraph

        return multigraph(self.store)

    def view(self, name: str, *, lang: str = "", **parameters: str) -> Shown:
        """An interactive view, for instance ``view("neighbourhood", of="城市大脑")``; it shows where it stands last in a cell.

        Raises CallerError for an unknown view, a parameter that it lacks or has not, or an unknown thing.

        >>> import govkg
        >>> govkg.open().view("partners")
        <view partners>
        """
        of = parameters.pop("of", None)
        page = views.render(self, name, of, lang or self.lang, **parameters)
        return Shown(page, name, " ".join(filter(None, (of, *parameters.values()))))


def open(library: Library, lang: str = "zh") -> Desk:
    """The graph of a workspace as it was last built; raises CallerError ``graph.missing``, and for an unknown language."""
    if lang not in LANGUAGES:
        raise CallerError("settings.lang", f"govkg does not speak {lang!r}", cure="use zh or en")
    made = graph.open(library)
    return Desk(made.store, made.origin, made.library, made.said, made.facts, lang=lang)


__all__ = ["Desk", "Shown", "open"]
