"""The command that reasons. Exit code 1 when ontology and graph contradict each other or a class can have no member."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govkg import files, messages
from govkg.cli.context import Json, library_of, machine, say, settings_of
from govkg.errors import CallerError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from govkg.reason import Reason, Verdict


SHOWN = 12  # members of one class that the terminal shows
SENTENCES = 20  # of one explanation that the terminal shows


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
    from govkg.reason import additions, closure, rules, wording

    lang = settings_of(ctx).lang
    if out:
        files.expected(out)
    extra = additions.read(add) if add else additions.Added("", 0)
    ontology = rules.turtle(extra.text)
    quads = list(store.named(graph.open(library_of(ctx)).store))
    called = wording.names([*ontology, *quads], lang)
    verdict, whys = _checked(quads, extra.text, add, lang, runs)
    follows: list[Quad] = []
    if verdict.consistent:
        follows = list(closure.materialise(closure.sources(quads).items(), rules.compiled(ontology)))
    if out and verdict.consistent:
        files.write(out, rdf.trig(follows))
    across = sum(str(q.graph_name) == f"<{ids.ACROSS}>" for q in follows)
    if as_json:
        machine({
            "consistent": verdict.consistent,
            "unsatisfiable": list(verdict.unsatisfiable),
            "members": {
                c: [{"id": i, "label": called.get(i, i)} for i in found] for c, found in verdict.members.items()
            },
            "inferred": {"sources": len(follows) - across, "across": across},
            "added": {"file": str(add), "triples": extra.triples} if add else None,
            "reasons": [asdict(w) for w in whys],
        })  # fmt: skip
    else:
        for why in whys:
            say(
                ctx,
                "reason.unsatisfiable" if why.about else "reason.inconsistent",
                **({"name": why.about} if why.about else {}),
            )
            for line, mine in list(zip(why.sentences, why.added, strict=True))[:SENTENCES]:
                print(f"  · {messages.text('reason.mine', lang, line=line, file=add) if mine else line}")
            if len(why.sentences) > SENTENCES:
                print("  " + messages.text("reason.further", lang, count=len(why.sentences) - SENTENCES))
            say(ctx, "reason.minimal" if why.minimal else "reason.bounded", runs=why.runs)
        if not whys:
            say(ctx, "reason.consistent")
        if add:
            say(ctx, "reason.along", count=extra.triples, file=add)
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


def _checked(quads: list[Quad], extra: str, add: Path | None, lang: str, runs: int) -> tuple[Verdict, list[Reason]]:
    """HermiT's verdict and the reasons; where HermiT refuses only because of what was added, the error names that file."""
    from govkg import reason as reasoner

    try:
        verdict = reasoner.check(quads, extra)
        sound = verdict.consistent and not verdict.unsatisfiable
        return verdict, [] if sound else reasoner.reasons(quads, extra, lang=lang, most=runs, known=verdict)
    except CallerError as e:
        if e.code != "reason.hermit" or add is None:
            raise
        reasoner.check(quads)  # refused without it too: then this error is the one to tell
        what = e.what.replace("the ontology", "the ontology with these axioms", 1)
        raise CallerError(e.code, what, where=str(add), cure="correct the axioms") from e
