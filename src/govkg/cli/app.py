"""The tree of commands. Help texts are keys of the catalogue, put into words once the language is known."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any

import typer

from govkg import messages
from govkg.cli import (
    adding,
    asking,
    choosing,
    citing,
    comparing,
    dossier,
    evaluating,
    explaining,
    exporting,
    judging,
    keeping,
    loading,
    proving,
    publishing,
    reading,
    reasoning,
    repairing,
    reviewing,
    seeing,
    serving,
    validating,
)

app = typer.Typer(
    help="cli.help", no_args_is_help=True, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False
)  # fmt: skip
VERBATIM = {"ignore_unknown_options": True, "allow_extra_args": True}

app.command("demo", help="cli.demo.help", epilog="govkg demo")(asking.demo)
app.command("add", help="cli.add.help", epilog="govkg add reports/ --workspace my-reports", no_args_is_help=True)(
    adding.add
)
app.command(
    "extract", help="cli.extract.help", epilog="govkg extract report.txt --out annotations", no_args_is_help=True
)(reading.extract)
app.command("build", help="cli.build.help", epilog="govkg build --workspace my-reports")(reading.build)
app.command("status", help="cli.status.help", epilog="govkg status --workspace my-reports")(keeping.status)
app.command(
    "remove", help="cli.remove.help", epilog="govkg remove wuhan-2021 --workspace my-reports", no_args_is_help=True
)(keeping.remove)
app.command("coverage", help="cli.coverage.help", epilog="govkg coverage wuhan-2021")(reading.coverage)
app.command("ask", help="cli.ask.help", epilog="govkg ask outcomes-of-reform --reform 一事联办",
            context_settings=VERBATIM)(asking.ask)  # fmt: skip
app.command("load", help="cli.load.help", epilog="govkg load http://localhost:7878")(loading.load)
app.command("questions", help="cli.questions.help", epilog="govkg questions --export sparql-examples --out examples")(
    choosing.library
)
app.command("query", help="cli.query.help", epilog="govkg query my-question.rq --format csv", no_args_is_help=True)(
    asking.query
)
app.command("view", help="cli.view.help", epilog="govkg view neighbourhood --of 城市大脑 -o brain.html")(seeing.view)
app.command("export", help="cli.export.help", epilog="govkg export xlsx --ask outcomes-of-reform --reform 一事联办",
            context_settings=VERBATIM)(exporting.export)  # fmt: skip
app.command("dossier", help="cli.dossier.help", epilog="govkg dossier 一事联办 -o brief.docx", no_args_is_help=True)(
    dossier.dossier
)
app.command("explain", help="cli.explain.help", epilog="govkg explain 06d789e5f2f9cc80", no_args_is_help=True)(
    explaining.explain
)
app.command(
    "repair",
    help="cli.repair.help",
    epilog="govkg repair wuhan-2021 official.pdf --dry-run --workspace my-reports",
    no_args_is_help=True,
)(repairing.repair)
app.command(
    "judge", help="cli.judge.help", epilog="govkg judge same Unit/市数据局@420100 Unit/武汉市数据局@420100 --why 简称"
)(judging.judge)
app.command("review", help="cli.review.help", epilog="govkg review correct 06d789e5f2f9cc80 value=61.5 --why 印刷错误")(
    reviewing.review
)
app.command("evaluate", help="cli.evaluate.help", epilog="govkg evaluate tests/golden -o golden.html",
            no_args_is_help=True)(evaluating.evaluate)  # fmt: skip
citing.register(app)
app.command("verify", help="cli.verify.help", epilog="govkg verify graph/release/govkg.trig --texts graph/sources")(
    proving.verify
)
app.command("validate", help="cli.validate.help", epilog="govkg validate --html findings.html")(validating.validate)
app.command("diff", help="cli.diff.help", epilog="govkg diff old/release graph/release --html changes.html",
            no_args_is_help=True)(comparing.diff)  # fmt: skip
app.command("serve", help="cli.serve.help", epilog="govkg serve --port 8765 --timeout 10")(serving.serve)
app.command("ontology", help="cli.ontology.help", epilog="govkg ontology rdfxml -o govkg.rdf")(publishing.ontology)
app.command("reason", help="cli.reason.help", epilog="govkg reason --add my-axioms.ttl")(reasoning.reason)


def _version(wanted: bool) -> None:
    if wanted:
        try:
            typer.echo(f"govkg {version('govkg')}")
        except PackageNotFoundError:
            typer.echo("govkg (not installed)")
        raise typer.Exit


@app.callback()
def top(
    lang: Annotated[str, typer.Option("--lang", metavar="zh|en", help="cli.lang", show_default=False)] = "",
    workspace: Annotated[
        str, typer.Option("--workspace", metavar="DIR", help="cli.workspace", show_default=False)
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", help="cli.version", is_eager=True, callback=_version, show_default=False)
    ] = False,
) -> None:
    """Shown in the help only: the two options are taken out of the words before they come here."""


@lru_cache(maxsize=2)
def command(lang: str) -> Any:
    """The whole tree, its help in a language; made once, whoever calls in one process many times."""
    tree: Any = typer.main.get_command(app)
    for node in (tree, *getattr(tree, "commands", {}).values()):
        node.help = node.short_help = messages.text(node.help, lang)
        if node.epilog:
            node.epilog = messages.text("usage.example", lang, example=node.epilog)
        for option in node.params:
            if getattr(option, "help", None):
                option.help = messages.text(option.help, lang)
        node.get_help_option = _help_option(node, lang)
    _tell_taken(tree.commands["ask"], lang)
    return tree


def _tell_taken(node: Any, lang: str) -> None:
    """The help of ``ask`` says what a question takes, where one is named."""
    made, parsed = type(node).get_help, type(node).parse_args

    def parse_args(ctx: Any, args: list[str]) -> Any:
        ctx.meta["govkg.words"] = tuple(args)
        return parsed(node, ctx, args)

    def get_help(ctx: Any) -> str:
        from govkg import questions

        names, text = {q.name: q for q in questions.all()}, str(made(node, ctx))
        named = next((names[word] for word in ctx.meta.get("govkg.words", ()) if word in names), None)
        return text if named is None else f"{text}\n\n{choosing.taken(named, lang)}"

    node.parse_args, node.get_help = parse_args, get_help


def _help_option(node: Any, lang: str) -> Any:
    made = type(node).get_help_option

    def option(ctx: Any) -> Any:
        found = made(node, ctx)
        if found is not None:
            found.help = messages.text("cli.option.help", lang)
        return found

    return option
