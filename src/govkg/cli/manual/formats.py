"""The page of files and formats."""

from __future__ import annotations

from govkg import facts, messages
from govkg.cli.manual import markdown


def page(lang: str) -> str:
    """The facts tables with their columns."""
    lines = [f"# {messages.text('manual.formats', lang)}", ""]
    for name in facts.TYPES:
        lines += [f"## {name}", ""]
        lines += markdown.table(["a", "b"], [[f"`{c}`", kind] for c, kind in facts.columns(name).items()])
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
