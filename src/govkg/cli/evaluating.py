"""The command that scores the reading against annotated texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govkg.cli.context import Json, machine, progress, say, settings_of, table, words
from govkg.errors import CallerError

SHOWN = 20  # rules with the most errors that the terminal shows


def evaluate(
    ctx: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="cli.evaluate.gold", show_default=False)],
    only: Annotated[str, typer.Option("--only", metavar="KIND|ID", help="cli.evaluate.only", show_default=False)] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE.html", help="cli.evaluate.out", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Reads each text of the folder and compares the reading with what people marked."""
    from govkg.evaluation import gold as golden
    from govkg.evaluation import reading
    from govkg.evaluation.score import score

    annotated = golden.load(gold, only)
    reads = []
    with progress(len(annotated), words(ctx, "build.reading")) as step:
        for one in annotated:
            reads.append(reading.read(one))
            step(one.source.id)
    scored = score(*(r.compared for r in reads))
    blamed = [b for b in reading.blames(reads) if b.wrong]
    if out is not None:
        from govkg.evaluation.page import page

        lang = settings_of(ctx).lang
        made = page(reads, lang, words(ctx, "evaluate.title").format(folder=gold.name, texts=len(reads)))
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(made, encoding="utf-8", newline="\n")
        except OSError as e:
            raise CallerError("evaluate.unwritable", f"the page cannot be written ({e.strerror})", where=str(out),
                              cure="name another file with -o") from e  # fmt: skip
    if as_json:
        rules = [{"rule": b.rule, "what": b.what, "right": b.right, "wrong": b.wrong} for b in blamed]
        machine({"texts": [a.source.id for a in annotated], "score": scored, "rules": rules})
        return
    from govkg.evaluation.page import brief

    rows = [
        [words(ctx, f"evaluate.score.{name}"), *("" if x is None else f"{x:.3f}" for x in numbers)]
        for name, *numbers in brief(scored)
    ]
    say(ctx, "evaluate.done", texts=len(reads), folder=gold)
    table(["", words(ctx, "evaluate.precision"), words(ctx, "evaluate.recall"), "F1"], rows)
    if blamed:
        print()
        head = [words(ctx, f"evaluate.{k}") for k in ("rule", "what", "verdict.right", "wrong")]
        table(
            head,
            [[b.rule or words(ctx, "evaluate.norule"), what(ctx, b.what), b.right, b.wrong] for b in blamed[:SHOWN]],
        )
        if len(blamed) > SHOWN:
            say(ctx, "evaluate.more", rules=len(blamed) - SHOWN)
    if out is not None:
        say(ctx, "evaluate.page", path=out)


def what(ctx: typer.Context, name: str) -> str:
    """What a rule decided, in words: ``links.produced`` → 联系 · 产生."""
    return " · ".join(words(ctx, f"evaluate.part.{w}") for w in name.split("."))
