"""Commands of citing: cite, resolve, recheck. Exit code 1 when what was cited is no longer the same."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from govkg import messages
from govkg.cli.asking import parameters
from govkg.cli.context import Json, library_of, machine, say, settings_of, table, words
from govkg.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govkg.citation.decisions import Ruling
    from govkg.citation.identifier import Identifier
    from govkg.citation.model import Cited
    from govkg.citation.origin import Origin
    from govkg.citation.rechecking import Checked
    from govkg.citation.resolving import Resolved, Rows

FORMS = ("text", "bibtex", "ris", "csl", "gbt7714")
ENDINGS = {".bib": "bibtex", ".ris": "ris", ".json": "csl"}
SHOWN = ("table", "json", "csv", "tsv", "md")
LISTED = 20  # rows that differ, before the rest is counted
Graph = Annotated[Path | None, typer.Option("--graph", metavar="FILE|DIR", help="cli.cite.graph", show_default=False)]
Was = Annotated[Path | None, typer.Option("--was", metavar="FILE|DIR", help="cli.cite.was", show_default=False)]


def register(app: typer.Typer) -> None:
    """The commands, in the tree of commands."""
    verbatim = {"ignore_unknown_options": True, "allow_extra_args": True}
    app.command("cite", help="cli.cite.help", epilog="govkg cite outcomes-of-reform --reform 一事联办 --format bibtex",
                context_settings=verbatim, no_args_is_help=True)(cite)  # fmt: skip
    app.command(
        "resolve",
        help="cli.resolve.help",
        epilog="govkg resolve ID --graph govkg.trig --texts sources --verify",
        no_args_is_help=True,
    )(resolve)
    app.command("recheck", help="cli.recheck.help", epilog="govkg recheck paper.bib", no_args_is_help=True)(recheck)


def cite(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="STATEMENT|QUESTION|view NAME", help="cli.cite.what", show_default=False)],
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMS), help="cli.cite.format", show_default=False)] = "",
    accessed: Annotated[str, typer.Option("--accessed", metavar="YYYY-MM-DD", help="cli.cite.accessed", show_default=False)] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="cli.cite.out", show_default=False)] = None,
    referee: Annotated[Path | None, typer.Option("--referee", metavar="FILE", help="cli.cite.referee", show_default=False)] = None,
    freeze: Annotated[bool, typer.Option("--freeze", help="cli.cite.freeze", show_default=False)] = False,
    by: Annotated[str, typer.Option("--by", help="cli.judge.by", show_default=False)] = "",
    why: Annotated[str, typer.Option("--why", help="cli.judge.why", show_default=False)] = "",
    graph: Graph = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """References to a statement, an answer or a view, with an identifier that finds it again."""
    from govkg import files
    from govkg.citation import references

    form = form or ENDINGS.get(out.suffix.lower() if out else "", "text")
    if form not in FORMS:
        raise CallerError("format.unknown", f"there is no format {form!r}", cure=f"use {', '.join(FORMS)}")
    if freeze and graph:
        raise CallerError("cite.freeze", "identifiers are frozen in a workspace", cure="leave --graph out")
    who = by.strip() or settings_of(ctx).by
    if freeze and not (who and why.strip()):
        raise CallerError(
            "cite.freeze", "it is not said who freezes the identifiers, or why", cure="give --by NAME and --why WORDS"
        )
    if accessed:
        references.day(accessed)
    origin, lang = _origin(ctx, graph), settings_of(ctx).lang
    # Without --freeze they are a question's own parameters.
    own = [] if freeze else [word for name, value in (("--by", by), ("--why", why)) if value for word in (name, value)]
    cited = _cited(origin, what, [*ctx.args, *own])
    made = references.of(cited, lang, accessed)
    if cited.statement and cited.statement.statement.status == "rejected":
        print(words(ctx, "cite.rejected"), file=sys.stderr)
    if referee:
        from govkg.referee import page

        proof = page(cited, origin.library or library_of(ctx), lang)  # what refuses it comes before anything is written
    rows = _freeze(ctx, origin, cited, who, why.strip()) if freeze else []
    if referee:
        files.replace(referee, proof)
    if as_json:
        machine({**_plain(cited), "frozen": rows, **({"referee": str(referee)} if referee else {})})
        return
    text = _written(form, made, lang)
    if out:
        files.replace(out, text.encode())
        say(ctx, "cite.written", path=out)
    else:
        sys.stdout.write(text)
        if form == "text":
            print(f"\n{words(ctx, 'cite.identifier')}\n{cited.id}")
        if form in ("text", "gbt7714") and not accessed:
            print(words(ctx, "cite.unaccessed"), file=sys.stderr)
    if referee:
        say(ctx, "cite.referee", path=referee)


def resolve(
    ctx: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="ID…", help="cli.resolve.what", show_default=False)],
    graph: Graph = None,
    texts: Annotated[Path | None, typer.Option("--texts", metavar="DIR", help="cli.verify.texts", show_default=False)] = None,
    verify: Annotated[bool, typer.Option("--verify", help="cli.resolve.verify", show_default=False)] = False,
    was: Was = None,
    form: Annotated[str, typer.Option("--format", metavar="|".join(SHOWN), help="cli.resolve.format", show_default=False)] = "table",
    as_json: Json = False,
) -> None:  # fmt: skip
    """Finds what an identifier names again, and says whether it is the same."""
    from govkg.citation import decisions, identifier, resolving

    if form not in SHOWN:
        raise CallerError("format.unknown", f"there is no format {form!r}", cure=f"use {', '.join(SHOWN)}")
    asked = [identifier.parse(word.strip(" <>.,;。，；")) for word in what]
    if verify and graph and texts is None:
        raise CallerError(
            "cite.texts", "the texts are not named", cure="give --texts DIR, which holds <report>/text.txt"
        )
    origin = _origin(ctx, graph)
    bad, made, proofs = False, list[dict[str, Any]](), dict[str, Any]()
    for one in asked:
        found = resolving.resolve(origin, one, resolving.kept(was, one) if was else None)
        place = texts or (origin.library.root / "sources" if origin.library else Path())
        wrong = resolving.prove(origin, found.now, place, proofs) if verify else []
        rulings = decisions.bearing(origin, found.now, one) if found.state == "changed" else ()
        bad |= found.state == "changed" or bool(wrong)
        made.append({"id": str(one), "state": found.state, "dataset": origin.dataset, "statements": len(found.now.statements),
                     "rows": _rows(found.rows), "rulings": [asdict(r) for r in rulings], "findings": [asdict(f) for f in wrong] if verify else None})  # fmt: skip
        if as_json:
            continue
        _show(ctx, origin, found, form)
        told = sys.stdout if form == "table" else sys.stderr
        print(messages.text(f"cite.state.{found.state}", settings_of(ctx).lang), file=told)
        _differing(ctx, found.rows)
        _ruled(ctx, rulings, told)
        for finding in wrong:
            print(finding, file=told)
        if verify and not wrong:
            print(messages.text("cite.proved", settings_of(ctx).lang, count=len(found.now.statements)), file=told)
    if as_json:
        machine(made)
    raise typer.Exit(1 if bad else 0)


def recheck(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.recheck.file", show_default=False)],
    graph: Graph = None,
    was: Was = None,
    as_json: Json = False,
) -> None:
    """Says of everything that a file cites whether it still holds."""
    from govkg.citation import kept, rechecking, resolving

    found = kept.read(file)
    origin = _origin(ctx, graph)
    made = []
    for one in found:
        before = resolving.kept(was, one.id) if was and one.id.kind != "statement" else None
        made.append(rechecking.check(origin, one, before))
    if as_json:
        machine([_checked(c) for c in made])
    else:
        _table(ctx, made)
    raise typer.Exit(1 if any(c.state in rechecking.GRAVE for c in made) else 0)


def _origin(ctx: typer.Context, graph: Path | None) -> Origin:
    from govkg.citation import origin

    return origin.at(graph) if graph else origin.of_library(library_of(ctx))


def _cited(origin: Origin, what: str, rest: list[str]) -> Cited:
    """The thing to cite: an identifier, a view, a question, else a statement."""
    from govkg import questions
    from govkg.citation import building, identifier
    from govkg.views import catalogue

    if what == "view":
        if not rest or rest[0].startswith("--"):
            raise CallerError("cite.view", "the view is not named", cure="govkg cite view NAME; govkg view lists them")
        what, *rest = rest
        return building.view(origin, what, {k: str(v) for k, v in parameters(rest).items()})
    given = parameters(rest)
    if any(q.name == what for q in questions.all()):
        return building.question(origin, what, given)
    if what in catalogue.names():
        return building.view(origin, what, {k: str(v) for k, v in given.items()})
    if given:
        questions.get(what)  # raises, with the nearest names
    if what.startswith("govkg:"):
        return building.again(origin, identifier.parse(what))
    if "-" in what and "/" not in what:
        questions.get(what)
    return building.statement(origin, what)


def _written(form: str, made: list[Any], lang: str) -> str:
    from govkg.citation import bibtex, csl, gbt7714, ris

    if form == "text":
        return gbt7714.write(made, lang) + "\n" + bibtex.write(made, lang)
    write = {"bibtex": bibtex.write, "ris": ris.write, "csl": csl.write, "gbt7714": gbt7714.write}[form]
    return write(made, lang)


def _plain(cited: Cited) -> dict[str, Any]:
    from govkg.citation import references

    said = [
        {"id": s.id, "hash": r.stated_hash, "iri": r.iri, "type": s.type, "value": references.reading(s), "status": s.status, "quote": s.evidence.exact,
         "start": s.evidence.start, "end": s.evidence.end, "section": s.evidence.section, "sentence": r.sentence, "report": s.evidence.source}
        for r in cited.statements for s in [r.statement]
    ]  # fmt: skip
    return {"id": cited.id, "kind": cited.kind, "title": dict(zip(("zh", "en"), cited.title, strict=True)), "call": cited.call, "dataset": cited.dataset,
            "version": cited.version, "licence": cited.licence, "statements": said, "reports": [asdict(r) for r in cited.reports]}  # fmt: skip


def _freeze(ctx: typer.Context, origin: Origin, cited: Cited, by: str, why: str) -> list[dict[str, str]]:
    from govkg import curation
    from govkg.citation import freezing

    library = library_of(ctx)
    rows, path = freezing.freeze(library, origin, [cited], by, why, curation.today())
    print(messages.text("cite.frozen", settings_of(ctx).lang, count=len(rows), path=path), file=sys.stderr)
    return rows


def _show(ctx: typer.Context, origin: Origin, found: Resolved, form: str) -> None:
    """What was found: as a table to read, or in the bytes that its hash is taken of."""
    from govkg import query, questions
    from govkg.citation import naming, references

    now = found.now
    if form == "json":
        sys.stdout.flush()
        sys.stdout.buffer.write(now.data.removesuffix(b"\n") + b"\n")
        sys.stdout.buffer.flush()
    elif now.answer is not None:
        answer, lang = now.answer, settings_of(ctx).lang
        if lang != answer.lang:  # its hash is taken of the Chinese one
            answer = query.ask(
                origin.kg, found.id.name, naming.said(questions.get(found.id.name), found.id.given), lang=lang
            )
        made = {"csv": answer.to_csv, "tsv": answer.to_tsv, "md": answer.to_md}.get(form, lambda: f"{answer.table()}\n")
        sys.stdout.write(made())
    else:
        english = settings_of(ctx).lang == "en"
        print(now.title[english])
        for record in now.statements if now.kind == "statement" else ():
            s = record.statement
            print(references.clean(references.reading(s)))
            say(
                ctx,
                "cite.quoted",
                quote=references.clean(s.evidence.exact),
                start=s.evidence.start + 1,
                end=s.evidence.end,
            )
            report = now.report(s.evidence.source)
            print(references.clean(" ".join(filter(None, (report.body, report.title, report.dated, report.url)))))


def _rows(rows: Rows | None) -> dict[str, Any] | None:
    """Rows for JSON: a decimal is a number where a number holds it exactly, else its digits as text."""
    from govkg.answer import plain

    def one(row: dict[str, Any]) -> dict[str, Any]:
        return {k: plain(v) for k, v in row.items()}

    if rows is None:
        return None
    return {"came": [one(r) for r in rows.came], "went": [one(r) for r in rows.went],
            "changed": [[one(a), one(b)] for a, b in rows.changed]}  # fmt: skip


def _differing(ctx: typer.Context, rows: Rows | None) -> None:
    """The rows that came, went and changed, a line each."""
    from govkg.citation import resolving

    if rows is None:
        return
    lines = [("went", _line(r)) for r in rows.went] + [("came", _line(r)) for r in rows.came]
    for one, other in rows.changed:
        pairs = resolving.fields(one, other)
        lines.append(("changed", "; ".join(f"{k}: {_cell(a)} → {_cell(b)}" for k, (a, b) in pairs.items())))
    for way, line in lines[:LISTED]:
        print(f"{words(ctx, f'cite.row.{way}')} {line}", file=sys.stderr)
    if len(lines) > LISTED:
        print(messages.text("cite.row.more", settings_of(ctx).lang, count=len(lines) - LISTED), file=sys.stderr)


def _ruled(ctx: typer.Context, rulings: Sequence[Ruling], file: TextIO) -> None:
    """What people decided of the statements that an answer rests on, a line each."""
    if rulings:
        print(messages.text("cite.ruled", settings_of(ctx).lang), file=file)
    for r in rulings[:LISTED]:
        d = r.decision
        what = words(ctx, f"review.decision.{d.decision}")
        print("  " + _cell(f"{d.on} {d.by} {what} {r.statement} {r.quote}"), f"({_cell(d.why)})", file=file)
    if len(rulings) > LISTED:
        print("  " + messages.text("cite.ruled.more", settings_of(ctx).lang, count=len(rulings) - LISTED), file=file)


def _line(row: dict[str, Any]) -> str:
    """A row in one line, without what only finds its words again."""
    from govkg.answer import EVIDENCE, FURTHER

    unseen = {*EVIDENCE, *FURTHER} - {"quote"}
    said = {k: v for k, v in row.items() if v not in (None, "", []) and k not in unseen and not k.endswith("Id")}
    return "; ".join(f"{k}: {_cell(v)}" for k, v in said.items())[:400]


def _cell(value: object) -> str:
    from govkg.citation import references

    return references.clean(str(value))


def _checked(c: Checked) -> dict[str, Any]:
    return {"key": c.kept.key, "id": str(c.kept.id), "state": c.state, "then": c.then, "now": c.now, "quote": c.kept.quote, "why": c.why,
            "decision": asdict(c.decision) if c.decision else None, "rows": _rows(c.rows), "rulings": [asdict(r) for r in c.rulings]}  # fmt: skip


def _table(ctx: typer.Context, made: list[Checked]) -> None:
    from govkg.citation import rechecking

    head = [words(ctx, f"cite.column.{c}") for c in ("key", "state", "then", "now", "who")]
    table(head, [[_cell(c.kept.key or _short(c.kept.id)), words(ctx, f"recheck.state.{c.state}"), _cell(c.then), _cell(c.now) if c.now != c.then else "",
                  _told(ctx, c)] for c in made])  # fmt: skip
    for c in made:
        _differing(ctx, c.rows)
        _ruled(ctx, c.rulings, sys.stdout)
    grave = sum(c.state in rechecking.GRAVE for c in made)
    say(ctx, "recheck.done", count=len(made), grave=grave)
    if unknown := sum(c.state == "unknown" for c in made):
        say(ctx, "recheck.unknown", count=unknown)


def _short(id_: Identifier) -> str:
    return f"{id_.kind}/{id_.name}"


def _told(ctx: typer.Context, c: Checked) -> str:
    """Who decided, when and why; or why something is not found, or not known."""
    if c.decision:
        return _cell(" ".join(filter(None, (c.decision.by, c.decision.on, c.decision.why))))
    return words(ctx, f"recheck.why.{c.why}") if c.why in ("unread", "left", "nowhere", "unkept") else _cell(c.why)
