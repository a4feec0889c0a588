"""The page of the Python interface, from the docstrings of the public names."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

from govkg import messages
from govkg.cli.manual import markdown


def page(lang: str) -> str:
    """Every public name with its signature, docstring and examples.

    >>> "### Graph.ask" in page("en")
    True
    """
    # By its name: the front door knows the notebook, which stands above the command line.
    govkg = import_module("govkg")
    classes = [name for name in govkg.__all__ if inspect.isclass(getattr(govkg, name))]
    lines = [f"# {messages.text('manual.python', lang)}", "", messages.text("manual.python.lead", lang), ""]
    lines += ["```pycon", f">>> from govkg import {', '.join(classes)}", "```", ""]
    for name in sorted(govkg.__all__, key=lambda n: (n[0].isupper(), n)):
        thing = getattr(govkg, name)
        lines += [f"## {'' if inspect.isclass(thing) else 'govkg.'}{name}", ""]
        if not inspect.isclass(thing):
            lines += [f"`{_signature(f'govkg.{name}', thing)}`", ""]
        lines += _told(inspect.getdoc(thing) or "")
        for member, found in _members(thing) if inspect.isclass(thing) else ():
            lines += [
                f"### {name}.{member}",
                "",
                f"`{_signature(member, found)}`",
                "",
                *_told(inspect.getdoc(found) or ""),
            ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _members(thing: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties with a docstring, as they stand in the class."""
    for name, found in vars(thing).items():
        kept = isinstance(found, property | cached_property | classmethod | staticmethod) or inspect.isfunction(found)
        if kept and not name.startswith("_") and inspect.getdoc(found):
            yield name, found


def _signature(name: str, found: Any) -> str:
    """A call as one writes it, with its types; of a property its name and type."""
    if isinstance(found, property | cached_property):
        got = found.fget if isinstance(found, property) else found.func
        kind = inspect.get_annotations(got).get("return", "") if got else ""
        return f"{name}: {_type(kind)}"
    if isinstance(found, classmethod | staticmethod):
        found = found.__func__
    return _type(f"{name}{inspect.signature(found)}").replace("(self, ", "(").replace("(self)", "()")


def _type(kind: Any) -> str:
    text = kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)


def _told(docstring: str) -> list[str]:
    """A docstring as Markdown, its examples as blocks that run."""
    lines: list[str] = []
    running = False
    for line in docstring.split("\n"):
        if running and not line.strip():
            lines.append("```")
            running = False
        if line.startswith(">>>") and not running:
            lines += ["```pycon"] if not (lines and lines[-1]) else ["", "```pycon"]
            running = True
        lines.append(line if running else markdown.prose(line))
    return [*lines, *(["```"] if running else []), ""]
