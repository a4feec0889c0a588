"""The command that puts a better copy of a report in the place of a damaged one: repair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from govkg.cli.adding import shown
from govkg.cli.context import Json, machine, say, settings_of, table, words
from govkg.errors import CallerError

if TYPE_CHECKING:
    from govkg.accession import Accession
    from govkg.repair import Pair, Repair

LISTED = 20  # statements of each kind that are shown; --json gives all of them
TOLD = ("changed", "unsure", "lost", "new")  # in this order; the same and the moved are counted only


def repair(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="cli.repair.source", show_default=False)],
    better: Annotated[str, typer.Argument(metavar="[FILE|URL]", help="cli.repair.better", show_default=False)] = "",
    why: Annotated[str, typer.Option("--why", help="cli.judge.why", show_default=False)] = "",
    by: Annotated[str, typer.Option("--by", help="cli.judge.by", show_default=False)] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="cli.add.encoding", show_default=False)] = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="cli.repair.dry", show_default=False)] = False,
    undo: Annotated[bool, typer.Option("--undo", help="cli.repair.undo", show_default=False)] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="cli.repair.limit")] = LISTED,
    as_json: Json = False,
) -> None:
    """Repairs a source by a better copy, tells what that would do, or takes the last repair back."""
    from govkg import curation, library
    from govkg import repair as repairs

    into = library.open_to_add(settings_of(ctx))
    if undo:
        if better:
            raise CallerError("repair.usage", "--undo takes no copy", cure="govkg repair SOURCE --undo")
        back = repairs.undo(into, source)
        if as_json:
            machine({"source": source, "sha256": back.sha256})
        else:
            say(ctx, "repair.undone", id=source, sha256=back.sha256[:16])
            say(ctx, "add.next", workspace=into.root)
        return
    if not better:
        raise CallerError("repair.usage", "no better copy is named", cure="govkg repair SOURCE FILE")
    copy, url = _read(better, encoding)
    today = curation.today()
    by, why = by.strip() or settings_of(ctx).by, why.strip()
    if dry:  # nothing is written: nobody need say who and why
        by, why = by or "-", why or "-"
    plan = repairs.plan(into, source, copy, by=by, on=today, why=why, retrieved=today if url else "")
    if not dry:
        repairs.write(into, plan)
    if as_json:
        machine(_plain(plan, dry))
    else:
        _tell(ctx, plan, dry, limit)
        if not dry:
            say(ctx, "add.next", workspace=into.root)


def _read(better: str, encoding: str) -> tuple[Accession, str]:
    """The one copy that a file or an address holds, read; and the address, "" for a file."""
    from govkg import accession, intake

    taken = [t for lead in intake.leads([better]) for t in intake.take(lead)]
    if len(taken) != 1:
        raise CallerError(
            "repair.one", f"it holds {len(taken)} files", where=better, cure="name the one that is the report"
        )
    (one,) = taken
    if isinstance(one, intake.Refused):
        raise one.error
    if isinstance(one, intake.Skipped):
        raise CallerError(
            "repair.one", "it is no report that is read", where=better, cure="name a txt, html, docx, pdf or ofd file"
        )
    return accession.read(one, encoding=encoding), one.url


def _tell(ctx: typer.Context, plan: Repair, dry: bool, limit: int) -> None:
    counts = plan.counts
    say(ctx, "repair.would" if dry else "repair.done", id=plan.old.id, share=f"{plan.share:.0%}")
    table(
        [words(ctx, f"repair.state.{s}") for s in counts],
        [[counts[s] for s in counts]],
    )
    for state in TOLD:
        found = [p for p in plan.pairs if p.state == state]
        if not found:
            continue
        say(ctx, f"repair.list.{state}", count=len(found))
        rows = [_row(ctx, p) for p in found[:limit]]
        table([words(ctx, f"repair.column.{c}") for c in ("id", "type", "old", "new", "what")], rows)
        if len(found) > limit:
            say(ctx, "repair.more", count=len(found) - limit)
    for row in plan.closed:
        say(ctx, "repair.closed", id=row.id, statement=row.statement)


def _row(ctx: typer.Context, p: Pair) -> list[str]:
    s = p.new or p.old
    assert s is not None
    mine = p.old or p.new
    assert mine is not None
    quotes = [_cut(x.evidence.exact) if x else "" for x in (p.old, p.new)]
    what = "; ".join(
        f"{name}: {_cut(then) or '-'} → {_cut(now) or '-'}" for name, then, now in p.changes if name != "exact"
    )
    return [mine.id, words(ctx, f"explain.type.{s.type}"), *quotes, shown(what)]


def _cut(text: str, most: int = 24) -> str:
    return shown(text if len(text) <= most else text[: most - 1] + "…")


def _plain(plan: Repair, dry: bool) -> dict[str, Any]:
    def one(p: Pair) -> dict[str, Any]:
        sides = {
            side: {"start": s.evidence.start, "end": s.evidence.end, "exact": s.evidence.exact} if s else None
            for side, s in (("old", p.old), ("new", p.new))
        }
        mine = p.old or p.new
        assert mine is not None
        changes = [{"field": name, "then": then, "now": now} for name, then, now in p.changes]
        return {"state": p.state, "id": mine.id, "type": mine.type, **sides, "changes": changes}

    return {
        "source": plan.old.id, "written": not dry, "share": round(plan.share, 4), "counts": plan.counts,
        "sha256": {"old": plan.old.sha256, "new": plan.new.sha256}, "statements": [one(p) for p in plan.pairs],
        "closed": [r.id for r in plan.closed], "renewed": [r.id for r in plan.renewed],
    }  # fmt: skip
