"""The command by which a person decides on statements: review. Without an action it lists the most doubtful ones."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govkg import messages
from govkg.cli.adding import shown
from govkg.cli.context import Json, library_of, machine, say, settings_of, table, words
from govkg.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govkg.doubt import Doubt
    from govkg.library import Library
    from govkg.reviews import Row

# How many words each action takes, at least and at most; None: any number.
ACTIONS: dict[str, tuple[int, int | None]] = {
    "show": (1, 1), "accept": (1, None), "reject": (1, None), "unsure": (1, None), "correct": (2, None), "add": (1, None),
    "close": (1, None), "rows": (0, 0), "stats": (0, 0),
}  # fmt: skip
CLIP = 60  # code points of a sentence in a list
TOLD = 8  # statements that refer to one that was decided on


def review(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[show ID | accept|reject|unsure ID… | correct ID FIELD=VALUE… | add SOURCE FIELD=VALUE… | close ROW… | rows | stats]", help="cli.review.what", show_default=False)
    ] = None,
    why: Annotated[str, typer.Option("--why", help="cli.judge.why", show_default=False)] = "",
    by: Annotated[str, typer.Option("--by", help="cli.review.by", show_default=False)] = "",
    quote: Annotated[str, typer.Option("--quote", metavar="WORDS", help="cli.review.quote", show_default=False)] = "",
    at: Annotated[int | None, typer.Option("--at", metavar="N", min=0, help="cli.review.at", show_default=False)] = None,
    type_: Annotated[str, typer.Option("--type", metavar="TYPE", help="cli.review.type")] = "observation",
    source: Annotated[str, typer.Option("--source", metavar="SOURCE", help="cli.review.source", show_default=False)] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="cli.review.limit")] = 20,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Lists doubtful statements, shows one, takes a decision, closes one, or says how reviewers and rules do."""
    action, *rest = what or [""]
    library = library_of(ctx)
    least, most = ACTIONS.get(action, (1, 0)) if action else (0, 0)
    if len(rest) < least or (most is not None and len(rest) > most):
        raise CallerError("review.usage", f"{' '.join(what or ())!r} is no decision on a statement",
                          cure="review accept ID --why WORDS, review correct ID value=61.5 --why WORDS")  # fmt: skip
    who = by.strip() or settings_of(ctx).by
    if action == "show":
        _show(ctx, library, rest[0], as_json)
    elif action == "rows":
        _rows(ctx, library, as_json)
    elif action == "stats":
        _stats(ctx, library, as_json)
    elif action == "close":
        _close(ctx, library, rest, as_json)
    elif action == "correct":
        _correct(ctx, library, rest[0], _fields(rest[1:]), (who, why), as_json)
    elif action == "add":
        _add(ctx, library, rest[0], (quote, at, type_), _fields(rest[1:]), (who, why), as_json)
    elif action:
        _decide(ctx, library, action, rest, (who, why), as_json)
    else:
        _list(ctx, library, source, limit, as_json)


def _fields(said: Sequence[str]) -> dict[str, str]:
    """``value=61.5 unit=万件`` as fields; raises CallerError ``review.pair``."""
    if wrong := next((pair for pair in said if not pair.partition("=")[0].isidentifier() or "=" not in pair), None):
        raise CallerError("review.pair", f"{wrong!r} names no field", cure="write FIELD=VALUE, as value=61.5")
    return {name: value for name, _, value in (pair.partition("=") for pair in said)}


# -- what to look at ---------------------------------------------------------------------------------------------------
def _list(ctx: typer.Context, library: Library, source: str, limit: int, as_json: bool) -> None:
    from govkg import doubt

    if source:
        library.source(source)  # raises where there is none
    found, lang = doubt.queue(library, (source,) if source else ()), settings_of(ctx).lang
    if as_json:
        machine([plain(d, lang) for d in found[:limit]])
        return
    if not found:
        say(ctx, "review.none")
        return
    for d in found[:limit]:
        e = d.statement.evidence
        print(f"{d.score:4}  {d.statement.id}  {messages.text(f'explain.type.{d.statement.type}', lang)}  {d.source}")
        print(f"      {shown(_around(d.sentence, e.start - e.sentence_start, e.end - e.sentence_start))}")
        print(f"      {shown(why(d, lang))}")
    if len(found) > limit:
        say(ctx, "review.more", count=len(found) - limit)


def why(d: Doubt, lang: str) -> str:
    """Why a statement is doubted, in words."""
    from govkg import doubt

    return ("；" if lang == "zh" else "; ").join(doubt.said(r, lang) for r in d.reasons)


def _around(sentence: str, start: int, end: int) -> str:
    """A sentence cut to the words before and behind the quote, which stands in brackets."""
    left = max(0, start - CLIP // 2)
    right = min(len(sentence), end + CLIP // 2)
    head, tail = "…" if left else "", "…" if right < len(sentence) else ""
    return f"{head}{sentence[left:start]}【{sentence[start:end]}】{sentence[end:right]}{tail}".replace("\n", " ")


def plain(d: Doubt, lang: str) -> dict[str, Any]:
    """A doubt as a program reads it."""
    return {
        "score": d.score, "statement": d.statement.record(), "source": d.source, "sentence": d.sentence,
        "reasons": [{"code": r.code, "weight": r.weight, **dict(r.values)} for r in d.reasons], "why": why(d, lang),
        "alternatives": [asdict(o) for o in d.alternatives],
        "rows": [_record(r) for r in d.decided.rows] if d.decided else [],
    }  # fmt: skip


def _show(ctx: typer.Context, library: Library, statement: str, as_json: bool) -> None:
    from govkg import doubt, reviews
    from govkg.cli import explaining
    from govkg.explain.lookup import find

    said = find(library, statement)
    on = [r for r in reviews.rows(library.curated("reviews")) if r.statement == said.id]
    if as_json:
        told = doubt.of(library, said)
        machine({**plain(told, settings_of(ctx).lang), "rows": [_record(r) for r in on]})
        return
    explaining.explain(ctx, said.id)
    told = doubt.of(library, said)
    if told.reasons:
        say(ctx, "review.doubted", why=shown(why(told, settings_of(ctx).lang)))
    for r in on:
        say(
            ctx,
            "review.decided",
            id=r.id,
            decision=_decision(r, settings_of(ctx).lang),
            by=shown(r.by),
            on=r.on,
            why=shown(r.why),
        )


# -- decisions ---------------------------------------------------------------------------------------------------------
def _decide(
    ctx: typer.Context, library: Library, action: str, ids: list[str], who: tuple[str, str], as_json: bool
) -> None:
    from govkg import curation, deciding
    from govkg.explain.lookup import find

    does: Callable[..., Row] = {"accept": deciding.accept, "reject": deciding.reject, "unsure": deciding.unsure}[action]
    known = [find(library, said).id for said in ids]  # all of them, before the first is written
    rows = [does(library, said, *who, curation.today()) for said in known]
    _written(ctx, library, rows, as_json)
    if action == "reject" and not as_json:
        _refers(ctx, library, rows)


def _correct(
    ctx: typer.Context, library: Library, statement: str, fields: dict[str, str], who: tuple[str, str], as_json: bool
) -> None:
    from govkg import curation, deciding

    row = deciding.correct(library, statement, fields, *who, curation.today())
    _written(ctx, library, [row], as_json)
    if not as_json:
        _refers(ctx, library, [row])


def _refers(ctx: typer.Context, library: Library, rows: Sequence[Row]) -> None:
    """Tells which statements name those that were decided on, a few of many: they stay as they are."""
    from govkg import deciding

    found = [other for row in rows for other in deciding.referring(library, row.statement)]
    for other in found[:TOLD]:
        kind = messages.text(f"explain.type.{other.type}", settings_of(ctx).lang)
        say(ctx, "review.refers", id=other.id, type=kind, quote=shown(other.evidence.exact[:CLIP]))
    if len(found) > TOLD:
        say(ctx, "review.refers.more", count=len(found) - TOLD)


def _add(ctx: typer.Context, library: Library, source: str, spot: tuple[str, int | None, str], fields: dict[str, str],
         who: tuple[str, str], as_json: bool) -> None:  # fmt: skip
    from govkg import curation, deciding

    quote, at, type_ = spot
    start, end = deciding.place(library.source(source), quote, at)
    _written(ctx, library, [deciding.add(library, source, type_, start, end, fields, *who, curation.today())], as_json)


def _close(ctx: typer.Context, library: Library, ids: list[str], as_json: bool) -> None:
    from govkg import curation, deciding

    known = {deciding.standing(library, row).id: None for row in ids}  # all of them, before the first is closed
    _written(ctx, library, [deciding.close(library, row, curation.today()) for row in known], as_json)


def _written(ctx: typer.Context, library: Library, rows: list[Row], as_json: bool) -> None:
    path = library.root / "curated" / "reviews.tsv"
    if as_json:
        machine({"rows": [_record(r) for r in rows], "path": str(path)})
        return
    for r in rows:
        say(ctx, "review.closed" if r.closed else "review.written", id=r.id, decision=_decision(r, settings_of(ctx).lang),
            statement=r.statement)  # fmt: skip
    say(ctx, "review.build", path=path)


def _decision(r: Row, lang: str) -> str:
    return messages.text(f"review.decision.{r.decision}", lang)


def _record(r: Row) -> dict[str, Any]:
    return {"id": r.id, "statement": r.statement, "decision": r.decision, "fields": r.values, "by": r.by, "on": r.on,
            "why": r.why, "closed": r.closed}  # fmt: skip


# -- what was decided --------------------------------------------------------------------------------------------------
def _rows(ctx: typer.Context, library: Library, as_json: bool) -> None:
    from govkg import reviews

    found = reviews.rows(library.curated("reviews"))
    if as_json:
        machine([_record(r) for r in found])
    elif not found:
        say(ctx, "review.norows")
    else:
        head = [words(ctx, f"review.column.{c}") for c in reviews.COLUMNS]
        table(head, [[shown(_cell(r, c, settings_of(ctx).lang)) for c in reviews.COLUMNS] for r in found])


def _cell(r: Row, column: str, lang: str) -> str:
    if column == "decision":
        return _decision(r, lang)
    if column == "fields":
        values = r.values
        words = [str(values["evidence"]["exact"])] if "evidence" in values else []
        return " ".join([*words, *(f"{n}={v}" for n, v in values.items() if n != "evidence")])
    return str(getattr(r, column))


def _stats(ctx: typer.Context, library: Library, as_json: bool) -> None:
    from govkg import reviewers, reviews, statements

    kept = reviews.rows(library.curated("reviews"))
    paths = [library.statements(name) for name in library.source_ids()]
    said = (s for path in paths if path.is_file() for s in statements.load(path))
    pairs, rules = reviewers.agreement(kept), reviewers.precision(kept, said if kept else ())
    if as_json:
        machine({"agreement": [asdict(p) for p in pairs], "precision": [{**asdict(p), "n": p.n} for p in rules]})
        return
    if not rules:
        say(ctx, "review.norows")
        return
    if pairs:
        table([words(ctx, f"review.column.{c}") for c in ("one", "other", "n", "same", "kappa")],
              [[shown(p.left), shown(p.right), p.n, f"{p.same / p.n:.0%}", _kappa(ctx, p)] for p in pairs])  # fmt: skip
        print()
    table([words(ctx, f"review.column.{c}") for c in ("rule", "right", "wrong", "unsure", "precision")],
          [[p.rule, p.right, p.wrong, p.unsure, _span(p.share, p.low, p.high, percent=True)] for p in rules])  # fmt: skip


def _kappa(ctx: typer.Context, p: Any) -> str:
    from govkg import reviewers

    if p.kappa is None:
        return words(ctx, "review.few" if p.n < reviewers.FEW else "review.alike")
    return _span(p.kappa, p.low, p.high, percent=False)


def _span(value: float | None, low: float | None, high: float | None, *, percent: bool) -> str:
    """A number with its interval: 83% [61%, 94%]."""
    if value is None or low is None or high is None:
        return "–"
    one, two, three = (f"{x:.0%}" if percent else f"{x:.2f}" for x in (value, low, high))
    return f"{one} [{two}, {three}]"
