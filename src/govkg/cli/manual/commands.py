"""The page of the commands, from the tree that the command line itself is made of."""

from __future__ import annotations

from typing import Any

from govkg import messages
from govkg.cli.manual import markdown


def page(lang: str) -> str:
    """Every command with what it takes, in the order of ``govkg --help``.

    >>> "## govkg verify" in page("en")
    True
    """
    from govkg.cli.app import app, command

    tree, kept = command(lang), {c.name: c.epilog or "" for c in app.registered_commands}
    lines = [f"# {messages.text('manual.commands', lang)}", "", messages.text("manual.commands.lead", lang), ""]
    names = [(name, node) for name, node in tree.commands.items() if not node.hidden]
    head = [messages.text("manual.command", lang), messages.text("manual.does", lang)]
    lines += markdown.table(head, [[f"[{name}](#govkg-{name})", markdown.escaped(node.help)] for name, node in names])
    lines += ["", f"## {messages.text('manual.every', lang)}", ""]
    lines += _options([p for p in tree.params if p.name != "help"], lang)
    for name, node in names:
        lines += ["", f"## govkg {name}", "", markdown.escaped(node.help)]
        if kept.get(name):
            lines += ["", f"{messages.text('manual.example', lang)} `{kept[name]}`"]
        if taken := _options([p for p in node.params if p.name != "help"], lang):
            lines += ["", *taken]
    return "\n".join(lines) + "\n"


def _options(params: list[Any], lang: str) -> list[str]:
    head = [messages.text(f"manual.{key}", lang) for key in ("option", "meaning", "default")]
    rows = [[_named(p), markdown.escaped(p.help or ""), _default(p, lang)] for p in params if not p.hidden]
    return markdown.table(head, rows) if rows else []


def _named(param: Any) -> str:
    """The option with what it takes; an argument as the usage line shows it."""
    if param.param_type_name == "argument":
        return f"`{markdown.cell(param.metavar or param.name.upper())}`"
    what = "" if param.is_flag else f" {param.metavar or 'N' if _number(param) else param.metavar or 'TEXT'}"
    return f"`{', '.join(sorted(param.opts, key=len, reverse=True))}{markdown.cell(what)}`"


def _number(param: Any) -> bool:
    return isinstance(param.default, int | float) and not isinstance(param.default, bool)


def _default(param: Any, lang: str) -> str:
    if param.required:
        return messages.text("manual.required", lang)
    return f"`{param.default}`" if param.show_default and param.default not in (None, "", False) else ""
