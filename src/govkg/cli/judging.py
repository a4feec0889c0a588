"""The command by which a person says what names mean: judge. Without an action it lists the names that look alike."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govkg.cli.adding import shown
from govkg.cli.context import Json, library_of, machine, say, settings_of, table, words
from govkg.errors import CallerError

if TYPE_CHECKING:
    from govkg.library import Library
    from govkg.lookalikes import Pair

ACTIONS = {"same": 2, "different": 2, "unsure": 2, "close": 1, "rows": 0, "accept": 0}  # and how many names each takes
SURE = 95  # the least score of pairs that are accepted together


def judge(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[same|different|unsure A B | accept | close ID | rows]", help="cli.judge.what", show_default=False)
    ] = None,
    why: Annotated[str, typer.Option("--why", help="cli.judge.why", show_default=False)] = "",
    by: Annotated[str, typer.Option("--by", help="cli.judge.by", show_default=False)] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="cli.judge.kind", show_default=False)] = "",
    least: Annotated[int, typer.Option("--min", min=0, max=100, help="cli.judge.min")] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, help="cli.judge.limit")] = 20,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Lists names that may be one thing, takes a decision, or closes one."""
    action, *rest = what or [""]
    library = library_of(ctx)
    if action and len(rest) != ACTIONS.get(action, -1):
        raise CallerError(
            "judge.usage", f"{' '.join(what or ())!r} is no decision", cure="judge same A B --why WORDS, judge close ID"
        )
    if action == "rows":
        _rows(ctx, library, as_json)
    elif action == "close":
        _close(ctx, library, rest[0], as_json)
    elif action:
        from govkg import curation

        by, why = curation.signed(by.strip() or settings_of(ctx).by, why, "全称与简称")
        if action == "accept":
            _accept(ctx, library, kind, least, why, by, as_json)
        else:
            _decide(ctx, library, action, rest, why, by, as_json)
    else:
        _list(ctx, library, kind, least, limit, as_json)


def _found(library: Library, kind: str, least: int) -> list[Pair]:
    from govkg import judgements, lookalikes

    if kind and kind not in lookalikes.KINDS:
        raise CallerError("judge.kind", f"there is no kind {kind!r}", cure="one of " + ", ".join(lookalikes.KINDS))
    judged = judgements.judged(library.curated("judgements"), library.frozen())
    found = lookalikes.pairs(lookalikes.read(library), judged)
    return [p for p in found if p.score >= least and kind in ("", p.left.ref.kind)]


def _list(ctx: typer.Context, library: Library, kind: str, least: int, limit: int, as_json: bool) -> None:
    from govkg import lookalikes

    found, lang = _found(library, kind, least), settings_of(ctx).lang
    if as_json:
        machine([_plain(p, lang) for p in found[:limit]])
        return
    if not found:
        say(ctx, "judge.none")
        return
    head = [words(ctx, f"judge.column.{c}") for c in ("score", "left", "right", "why")]
    table(
        head,
        [
            [p.score, shown(str(p.left.ref)), shown(str(p.right.ref)), shown(lookalikes.said(p, lang))]
            for p in found[:limit]
        ],
    )
    if len(found) > limit:
        say(ctx, "judge.more", count=len(found) - limit)


def _plain(pair: Pair, lang: str) -> dict[str, Any]:
    from govkg import lookalikes

    sides = {
        side: {"ref": str(n.ref), "full": n.full, "years": sorted(n.years), "sources": n.sources}
        for side, n in (("left", pair.left), ("right", pair.right))
    }
    reasons = [{"code": r.code, **dict(r.values)} for r in pair.reasons]
    return {"score": pair.score, **sides, "reasons": reasons, "why": lookalikes.said(pair, lang)}


def _rows(ctx: typer.Context, library: Library, as_json: bool) -> None:
    from govkg import judgements, lookalikes

    found = judgements.rows(library.curated("judgements"))
    names = lookalikes.read(library) if found else {}
    lost = {r.id: [str(side) for side in (r.left, r.right) if not lookalikes.has(names, side)] for r in found}
    if as_json:
        machine([{**asdict(r), "left": str(r.left), "right": str(r.right), "lost": lost[r.id]} for r in found])
    elif not found:
        say(ctx, "judge.norows")
    else:
        head = [words(ctx, f"judge.column.{c}") for c in judgements.COLUMNS]
        table(head, [[shown(str(getattr(r, c))) for c in judgements.COLUMNS] for r in found])
        for row, sides in lost.items():
            for side in sides:
                say(ctx, "judge.lost", id=row, name=shown(side))


def _decide(
    ctx: typer.Context, library: Library, action: str, sides: list[str], why: str, by: str, as_json: bool
) -> None:
    from govkg import curation, verdicts

    new, path = verdicts.decide(library, action, sides[0], sides[1], why, by, curation.today())
    if as_json:
        machine({**new, "path": str(path)})
    else:
        say(ctx, "judge.written", id=new["id"], path=path)


def _accept(ctx: typer.Context, library: Library, kind: str, least: int, why: str, by: str, as_json: bool) -> None:
    """Judges all pairs of at least a score as same, a row each: they are closed one by one."""
    from govkg import curation, verdicts

    if least < SURE:
        raise CallerError(
            "judge.unsure", f"pairs under {SURE} are judged one by one", cure=f"give --min {SURE} or more"
        )
    found = _found(library, kind, least)
    if not found:
        say(ctx, "judge.none")
        return
    pairs = [(str(p.left.ref), str(p.right.ref)) for p in found]
    new, path = verdicts.write(library, pairs, "same", why, by, curation.today())
    if as_json:
        machine({"rows": new, "path": str(path)})
    else:
        say(ctx, "judge.accepted", count=len(new), path=path)


def _close(ctx: typer.Context, library: Library, row: str, as_json: bool) -> None:
    from govkg import curation, verdicts

    path = verdicts.close(library, row, curation.today())
    if as_json:
        machine({"id": row, "closed": curation.today(), "path": str(path)})
    else:
        say(ctx, "judge.closed", id=row, path=path)
