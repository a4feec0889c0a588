"""``--explain`` and ``--why-empty``: what a query costs, and why it has no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from govkg.cli.context import machine, settings_of
from govkg.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from govkg.absence import Absence
    from govkg.answer import Answer
    from govkg.graph import Graph

Explain = Annotated[bool, typer.Option("--explain", help="cli.query.explain", show_default=False)]

WhyEmpty = Annotated[bool, typer.Option("--why-empty", help="cli.query.why_empty", show_default=False)]


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


def found_or_empty(tell: Callable[[], Answer], reasons: bool, lang: str) -> Answer:
    """The answer; an empty one for a thing that no report names, where reasons are asked for."""
    from govkg.answer import Answer

    try:
        return tell()
    except CallerError as e:
        if not reasons or e.code != "entity.unknown":
            raise
        return Answer((), [], lang=lang)


def why_empty(
    ctx: typer.Context, kg: Graph, asked: str, values: Mapping[str, object] | None, answer: Answer, form: str
) -> bool:
    """Says why an answer is empty; False where it is not. ``asked`` is a query, or with ``values`` the name of a question."""
    from govkg import absence

    if answer.rows not in ([], [{"answer": False}]):
        return False
    lang = settings_of(ctx).lang
    if values is None:
        found = _in_time(lambda: absence.of_query(kg, asked, empty=True), absence.SECONDS)
    else:
        found = _in_time(lambda: absence.of_question(kg, asked, values, lang, empty=True), absence.SECONDS)
    if form == "json":
        machine(found.to_json())
    else:
        print(answer)
        print(found.sentence(lang))
    return True


def _in_time(tell: Callable[[], Absence], seconds: float) -> Absence:
    """What ``tell`` gives within the time and a little more; a part that the engine still asks then is left behind."""
    import threading

    from govkg.absence import Absence

    found: list[Absence] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            found.append(tell())
        except BaseException as e:  # for the thread that waits
            failed.append(e)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds + 5)
    if failed:
        raise failed[0]
    return found[0] if found else Absence("unknown", "late")
