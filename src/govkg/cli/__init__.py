"""The command line. Exit codes: 0 done, 1 a finding or bad input, 2 wrong usage.

Help and messages come from one catalogue in Chinese and English. Modules of a command are imported when it runs, so that
``govkg --help`` stays quick.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from govkg import messages, settings
from govkg.errors import CallerError, GovkgError
from govkg.settings import Settings


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command that the words name; prints an error as one line on standard error; gives the exit code."""
    if words is None and sys.getfilesystemencoding() != "utf-8":
        again()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = "en"
    try:
        said = settings.read(os.environ)
        lang = said.lang
        rest, said = take(sys.argv[1:] if words is None else words, said)
        lang = said.lang
        from govkg.cli.app import command

        command(said.lang).main(args=rest, prog_name="govkg", obj=said)
    except GovkgError as e:
        print(messages.error(e, lang), file=sys.stderr)
        return 1
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else int(e.code is not None)
    return 0


def again() -> None:
    """Begins anew with names and words in UTF-8, where the surroundings let Python know no hanzi (``LC_ALL=C PYTHONUTF8=0``).

    Only POSIX has such surroundings. The process stays the same one, and so do the bytes of the words.
    """
    os.execve(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


def take(words: Sequence[str], said: Settings) -> tuple[list[str], Settings]:
    """Takes ``--lang`` and ``--workspace`` out of the words, wherever they stand before ``--``.

    >>> take(["ask", "--lang", "zh", "awards"], Settings())[0]
    ['ask', 'awards']
    """
    rest: list[str] = []
    found: dict[str, str] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            rest += [word, *left]
            break
        name, equals, value = word.partition("=")
        if name not in ("--lang", "--workspace"):
            rest.append(word)
        elif equals:
            found[name] = value
        elif left:
            found[name] = left.pop(0)
        else:
            raise CallerError("option.value", f"{name} has no value", cure=f"write {name} VALUE")
    if "--lang" in found:
        said = replace(said, lang=settings.language(found["--lang"]))
    if "--workspace" in found:
        said = replace(said, workspace=Path(found["--workspace"]))
    return rest, said
