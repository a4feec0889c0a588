"""What comes in: the bytes of one file and where they are from; what was left aside, what was refused; the limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from govkg.errors import GovkgError

MEBI = 1 << 20
DOCUMENTS = (".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".docx", ".pdf", ".ofd")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most: bytes of a file, bytes of an archive and of all it holds, files in it, a fetch's patience."""

    file: int = 50 * MEBI  # as documents.limits has it
    archive: int = 256 * MEBI
    members: int = 10_000
    seconds: float = 60.0
    hops: int = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A file's bytes. ``name`` hints at its format, ``where`` is shown to people, ``url`` is the address that gave it."""

    name: str
    where: str
    data: bytes = field(repr=False)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not asked for by name and is none to read: why is ``hidden``, ``type``, ``link`` or ``nested``."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be taken in, with the error that says why and what to do."""

    where: str
    error: GovkgError


Lead = Path | str  # a file or an address, not yet opened
Taken = Item | Skipped | Refused


def aside(name: str) -> str:
    """Why a file found in a folder or an archive is left aside, "" when it is to be read.

    >>> aside("a/.git/x.txt"), aside("~$a.docx"), aside("a/photo.jpg"), aside("a/b.TXT"), aside("c.tar.gz")
    ('hidden', 'hidden', 'type', '', '')
    """
    parts = name.replace("\\", "/").split("/")
    if any(part.startswith((".", "~$")) and part not in (".", "..") for part in parts) or parts[0] == "__MACOSX":
        return "hidden"
    return "" if name.lower().endswith(DOCUMENTS + ARCHIVES) else "type"
