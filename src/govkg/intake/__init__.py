"""Where reports come from: files, folders, archives, and addresses that a person names. Everything is read within limits."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from govkg.errors import GovkgError, SourceError
from govkg.intake import addresses, archives
from govkg.intake.addresses import Permitted, Resolve, public, resolve
from govkg.intake.model import ARCHIVES, Item, Lead, Limits, Refused, Skipped, Taken, aside

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")


def leads(words: Sequence[str]) -> list[Lead | Skipped]:
    """What the words of a command name, folders opened: files sorted by path, hidden ones and unknown kinds as skipped.

    A file that is named itself is a lead whatever its kind. Raises SourceError ``source.missing`` for a word that names
    nothing.
    """
    found: list[Lead | Skipped] = []
    for word in words:
        path = Path(word)
        if ADDRESS.match(word):
            found.append(word)
        elif path.is_dir():
            found += _folder(path)
        elif path.exists():
            found.append(path)
        else:
            raise SourceError("source.missing", "there is no such file", where=word, cure="check the path")
    return found


def _folder(folder: Path) -> Iterator[Lead | Skipped]:
    for root, names, files in os.walk(folder):
        names.sort()
        names[:] = [n for n in names if not n.startswith(".") and n != "__MACOSX"]
        for file in sorted(files):
            path = Path(root) / file
            why = aside(path.relative_to(folder).as_posix())
            yield Skipped(str(path), why) if why else path


def take(
    lead: Lead | Skipped, limits: Limits | None = None, permitted: Permitted = public, lookup: Resolve = resolve
) -> Iterator[Taken]:
    """What a lead gives: one item, the items of an archive, or what was refused and why. Never raises a GovkgError."""
    limits = limits or Limits()
    if isinstance(lead, Skipped):
        yield lead
        return
    where = str(lead)
    try:
        if isinstance(lead, Path):
            if lead.name.lower().endswith(ARCHIVES):
                _regular(lead, limits.archive)
                with lead.open("rb") as file:
                    yield from archives.members(file, where, limits)
            else:
                yield Item(lead.name, where, _read(lead, limits.file))
            return
        got = addresses.fetch(lead, limits, permitted, lookup)
        if got.name.lower().endswith(ARCHIVES):
            yield from archives.members(io.BytesIO(got.data), where, limits)
        else:
            yield Item(got.name, where, got.data, got.url)
    except GovkgError as e:
        yield Refused(where, e)
    except OSError as e:
        error = SourceError("source.unreadable", f"the file cannot be read ({e.strerror})", where=where,
                            cure="give a file that you may read")  # fmt: skip
        yield Refused(where, error)


def _regular(path: Path, limit: int) -> None:
    """Refuses what is no file and what is too big, before it is opened."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise SourceError("source.unreadable", "this is no file", where=str(path), cure="give a file that you may read")
    if found.st_size > limit:
        raise SourceError("file.large", f"the file has {found.st_size >> 20} MB, more than {limit >> 20} MB",
                          where=str(path), cure="give the report alone")  # fmt: skip


def _read(path: Path, limit: int) -> bytes:
    _regular(path, limit)
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise SourceError("file.large", f"the file has more than {limit >> 20} MB", where=str(path),
                          cure="give the report alone")  # fmt: skip
    return data


__all__ = ["Item", "Lead", "Limits", "Refused", "Skipped", "Taken", "leads", "take"]
