"""govkg in IPython and Jupyter: ``%load_ext govkg`` gives ``%%sparql`` and ``%govkg ask``.

``%%sparql [--lang zh|en] [--limit N] [--timeout S] [--graph NAME] [-o NAME]`` asks the query of its cell;
``%govkg ask QUESTION --parameter value …`` takes the same options, and ``--choices`` and ``--sparql`` as the command line does.
Both print with ``--format csv|tsv|json|md|table`` the answer as text, with ``--why`` (and ``--row N``) why its rows are there, and
with ``--explain`` what each pattern of the query costs.
The graph is the notebook's ``kg`` where it holds one (or the variable that ``--graph`` names), else the bundled one or that of
``GOVKG_WORKSPACE``. The answer is shown; ``-o NAME`` also keeps it as a data frame with typed columns.
"""

from __future__ import annotations

import json
import os
import shlex
from dataclasses import replace
from typing import Any

from govkg import messages, settings
from govkg.answer import Answer
from govkg.errors import CallerError, GovkgError
from govkg.graph import Graph
from govkg.query import LANGUAGES
from govkg.why import ROWS

OPTIONS = {
    "--lang": "lang",
    "--limit": "limit",
    "--timeout": "timeout",
    "--graph": "graph",
    "-o": "out",
    "--out": "out",
    "--format": "form",
    "--row": "row",
}
FLAGS = ("--choices", "--sparql", "--why", "--explain")
OF_A_QUESTION = FLAGS[:2]
FORMATS = ("table", "csv", "tsv", "json", "md")


def load(shell: Any) -> None:
    """Registers the magics with an IPython shell."""
    made = Magics(shell)
    shell.register_magic_function(made.sparql, "cell", "sparql")
    shell.register_magic_function(made.govkg, "line", "govkg")
    shell.set_hook("complete_command", made.complete, str_key="%govkg")


class Magics:
    """What the magics do in one shell."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self._bundled: Graph | None = None

    def sparql(self, line: str, cell: str) -> Answer | None:
        """%%sparql [--lang zh|en] [--limit N] [--timeout S] [--why [--row N] | --explain] [--format F] [--graph NAME] [-o NAME]."""
        options, rest, flags = self._read(line)
        if unknown := [*rest, *(f for f in flags if f in OF_A_QUESTION)]:
            raise self._usage(CallerError("parameter.wrong", f"{unknown[0]!r} is no option", cure=_known()))
        return self._answered(
            options, flags, lambda kg: kg.query(cell, options["limit"], options["timeout"]), lambda _: cell
        )

    def govkg(self, line: str) -> Answer | None:
        """%govkg ask QUESTION --parameter value … [--choices | --sparql] [-o NAME]: a question; without a name, the list."""
        from govkg import parameters as binding
        from govkg import questions
        from govkg.cli import choosing
        from govkg.cli.asking import parameters

        options, rest, flags = self._read(line)
        if not rest or rest[0] != "ask":
            raise self._usage(CallerError("parameter.wrong", "%govkg knows the word ask", cure="%govkg ask lists the questions"))  # fmt: skip
        lang, name = options["lang"], rest[1] if len(rest) > 1 else ""
        if not name:
            print(choosing.listed(lang))
            return None
        try:
            given = parameters(rest[2:])
            if "--choices" in flags:
                print(choosing.chosen(self._graph(options), name, given, lang, options["limit"]))
                return None
            if "--sparql" in flags:
                print(choosing.spelled_out(name, given, lang, lambda: self._graph(options).store), end="")
                return None
        except GovkgError as e:
            raise self._usage(e) from None
        limits = {"lang": lang, "limit": options["limit"], "timeout": options["timeout"]}
        return self._answered(
            options, flags, lambda kg: kg.ask(name, **limits, **given),
            lambda kg: binding.bind(kg.store, questions.get(name), given, lang),
        )  # fmt: skip

    def complete(self, _: Any, event: Any) -> list[str]:
        """Names of questions, then their parameters, behind ``%govkg ask``."""
        from govkg import questions

        words = event.line.split()
        if words[1:2] != ["ask"]:
            return ["ask"]
        named = next((q for q in questions.all() if q.name in words), None)
        if named is None:
            return [q.name for q in questions.all()]
        return [f"--{p.name}" for p in named.parameters] + [*OPTIONS, *FLAGS]

    def _answered(self, options: dict[str, Any], flags: list[str], ask: Any, text: Any) -> Answer | None:
        """The answer of ``ask``, or None where what is asked of it, or of the ``text`` of its query, is printed."""
        lang = options["lang"]
        try:
            kg = self._graph(options)
            if "--explain" in flags:
                found = kg.explain(text(kg))
                print(
                    json.dumps(found.to_json(), ensure_ascii=False, indent=1)
                    if options["form"] == "json"
                    else found.table(lang)
                )
                return None
            answer: Answer = replace(ask(kg), lang=lang)
            if options["out"]:
                self.shell.user_ns[options["out"]] = answer.to_pandas()
            if "--why" in flags:
                rows = range(min(ROWS, len(answer)) or 1) if options["row"] is None else [options["row"] - 1]
                print("\n\n".join(str(kg.why(answer, n, lang=lang)) for n in rows))
                return None
        except GovkgError as e:
            raise self._usage(e) from None
        if options["form"] is not None:
            print(answer if options["form"] == "table" else getattr(answer, f"to_{options['form']}")(), end="")
            return None
        return answer

    def _graph(self, options: dict[str, Any]) -> Graph:
        name = options["graph"] or "kg"
        found = self.shell.user_ns.get(name)
        if isinstance(found, Graph):
            return found
        if options["graph"]:
            raise CallerError("parameter.wrong", f"{name} is no graph", cure=f"{name} = govkg.open(…) first")
        if self._bundled is None:
            import govkg

            self._bundled = govkg.open()
        return self._bundled

    def _read(self, line: str) -> tuple[dict[str, Any], list[str], list[str]]:
        try:
            return read(line)
        except GovkgError as e:
            raise self._usage(e) from None

    def _usage(self, e: GovkgError) -> Exception:
        """The error that a shell shows as one line."""
        from IPython.core.error import UsageError

        return UsageError(messages.error(e, settings.read(os.environ).lang))


def read(line: str) -> tuple[dict[str, Any], list[str], list[str]]:
    """The options of a magic, the words that are none, and its flags; raises CallerError.

    >>> options, rest, flags = read("ask savings --initiative '一网 通办' --limit 5 -o df --sparql")
    >>> options["limit"], options["out"], rest, flags
    (5, 'df', ['ask', 'savings', '--initiative', '一网 通办'], ['--sparql'])
    """
    try:
        words = shlex.split(line)
    except ValueError as e:
        raise CallerError("parameter.wrong", f"the line cannot be read ({e})", cure="close the quotation mark") from e
    options: dict[str, Any] = dict.fromkeys(OPTIONS.values())
    rest, flags = [], []
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if name in OPTIONS:
            if not equals and not words:
                raise CallerError("option.value", f"{name} has no value", cure=f"write {name} VALUE")
            options[OPTIONS[name]] = value if equals else words.pop(0)
        elif word in FLAGS:
            flags.append(word)
        else:
            rest.append(word)
    return _checked(options), rest, flags


def _checked(options: dict[str, Any]) -> dict[str, Any]:
    options["lang"] = options["lang"] or settings.read(os.environ).lang
    if options["lang"] not in LANGUAGES:
        raise CallerError("parameter.wrong", f"lang is {options['lang']!r}", cure=f"choose {' or '.join(LANGUAGES)}")
    for name, kind in (("limit", int), ("row", int), ("timeout", float)):
        try:
            options[name] = kind(options[name]) if options[name] is not None else None
        except ValueError as e:
            raise CallerError("parameter.wrong", f"{name} is {options[name]!r}", cure="give a number") from e
    if options["form"] not in (None, *FORMATS):
        raise CallerError("format.unknown", f"there is no format {options['form']!r}", cure=f"use {', '.join(FORMATS)}")
    if options["out"] and not str(options["out"]).isidentifier():
        raise CallerError("parameter.wrong", f"-o is {options['out']!r}", cure="give a name for the data frame")
    return options


def _known() -> str:
    return f"it takes {', '.join([*OPTIONS, *FLAGS[2:]])}"
