"""``--explain`` and ``--why-empty``: what a query costs, and why it has no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from govkg.cli.context import library_of, machine, settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govkg.graph import Graph

Explain = Annotated[bool, typer.Option("--explain", help="cli.query.explain", show_default=False)]


def opened(ctx: typer.Context, inferred: bool = False) -> Graph:
    """The graph of the run, with what the ontology concludes where that is asked for."""
    from govkg import graph

    kg = graph.open(library_of(ctx))
    return kg.reasoned() if inferred else kg


def bound(ctx: typer.Context, kg: Graph, name: str, values: Mapping[str, object]) -> str:
    """The SPARQL of a question with its parameters."""
    from govkg import parameters, questions

    return parameters.bind(kg.store, questions.get(name), values, settings_of(ctx).lang)


def explain(ctx: typer.Context, kg: Graph, text: str, form: str, timeout: float | None) -> None:
    """Prints what the patterns of a query cost."""
    from govkg import costs

    found = costs.explain(kg, text, timeout or costs.SECONDS)
    if form == "json":
        machine(found.to_json())
    else:
        print(found.table(settings_of(ctx).lang))
