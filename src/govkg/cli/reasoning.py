"""The command that reasons. Exit code 1 when ontology and graph contradict each other or a class can have no member."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govkg import messages
from govkg.cli.context import Json, library_of, machine, say, settings_of

if TYPE_CHECKING:
    from pyoxigraph import Quad


SHOWN = 12  # members of one class that the terminal shows


def reason(
    ctx: typer.Context,
    add: Annotated[
        Path | None, typer.Option("--add", metavar="FILE.ttl", help="cli.reason.add", show_default=False)
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE.trig", help="cli.reason.out", show_default=False)
    ] = None,
    runs: Annotated[int, typer.Option("--runs", min=1, metavar="N", help="cli.reason.runs")] = 60,
    as_json: Json = False,
) -> None:
    """Is it consistent, who falls in which defined class, what follows; and if it is not, why."""
    from govkg import graph, ids, rdf, store
    from govkg import reason as reasoner
    from govkg.reason import closure, rules, wording

    lang = settings_of(ctx).lang
    extra = rules.added(add) if add else ""
    quads = list(store.named(graph.open(library_of(ctx)).store))
    called = wording.names([*rules.turtle(extra), *quads], lang)
    verdict = reasoner.check(quads, extra)
    whys = (
        [] if verdict.consistent and not verdict.unsatisfiable else reasoner.reasons(quads, extra, lang=lang, most=runs)
    )
    follows: list[Quad] = []
    if verdict.consistent:
        follows = list(closure.materialise(closure.sources(quads).items(), rules.compiled(rules.turtle(extra))))
    if out and verdict.consistent:
        out.write_bytes(rdf.trig(follows))
    across = sum(str(q.graph_name) == f"<{ids.ACROSS}>" for q in follows)
    if as_json:
        machine({
            "consistent": verdict.consistent,
            "unsatisfiable": list(verdict.unsatisfiable),
            "members": {
                c: [{"id": i, "label": called.get(i, i)} for i in found] for c, found in verdict.members.items()
            },
            "inferred": {"sources": len(follows) - across, "across": across},
            "reasons": [asdict(w) for w in whys],
        })  # fmt: skip
    else:
        for why in whys:
            say(
                ctx,
                "reason.unsatisfiable" if why.about else "reason.inconsistent",
                **({"name": why.about} if why.about else {}),
            )
            for line in why.sentences:
                print(f"  · {line}")
            say(ctx, "reason.minimal" if why.minimal else "reason.bounded", runs=why.runs)
        if not whys:
            say(ctx, "reason.consistent")
        for name, found in verdict.members.items():
            say(ctx, "reason.members", name=called.get(rdf.GOV + name, name), count=len(found))
            shown = ("、" if lang == "zh" else ", ").join(called.get(i, i) for i in found[:SHOWN])
            rest = messages.text("reason.more", lang, count=len(found) - SHOWN) if len(found) > SHOWN else ""
            print(f"  {shown}{rest}")
        if verdict.consistent:
            say(ctx, "reason.inferred", count=len(follows), each=len(follows) - across, across=across)
        if out and verdict.consistent:
            say(ctx, "reason.written", path=out)
    raise typer.Exit(1 if whys else 0)
