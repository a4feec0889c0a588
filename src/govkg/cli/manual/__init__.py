"""The reference pages of docs/ that code gives: every command, the Python interface, and what each file holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from govkg import messages, resources
from govkg.cli.manual import commands, formats, python

LANGUAGES = ("zh", "en")
PAGES: dict[str, Callable[[str], str]] = {
    "commands": commands.page,
    "formats": formats.page,
    "python": python.page,
}


def pages() -> dict[Path, bytes]:
    """All pages with the files that hold them.

    >>> sorted({path.name for path in pages()})
    ['commands.md', 'formats.md', 'python.md']
    """
    docs = resources.root() / "docs"
    return {
        docs / lang / f"{name}.md": f"<!-- {messages.text('manual.made', 'en')} -->\n{make(lang)}".encode()
        for lang in LANGUAGES
        for name, make in PAGES.items()
    }
