"""The files in a zip or tar archive, read in memory within limits; nothing is ever unpacked to the disk."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from govkg.errors import SourceError
from govkg.intake.model import ARCHIVES, Item, Limits, Refused, Skipped, Taken, aside

UTF8_NAME, ENCRYPTED = 0x800, 0x1  # flag bits of a zip member
# What zipfile, tarfile and their decompressors raise on damaged or encrypted archives.
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
          RuntimeError, ValueError)  # fmt: skip


def members(file: IO[bytes], where: str, limits: Limits) -> Iterator[Taken]:
    """What an archive holds, in the order of names.

    Raises SourceError ``archive.broken`` or ``archive.bomb`` before the first file is given: an archive that holds too
    much is refused whole.
    """
    try:
        start = file.read(4)
        file.seek(0)
        if start[:2] == b"PK":
            yield from _zip(zipfile.ZipFile(file), where, limits)
        else:
            yield from _tar(file, where, limits)
    except SourceError:
        raise
    except BROKEN as e:
        raise SourceError("archive.broken", f"the archive cannot be read ({str(e) or type(e).__name__})", where=where,
                          cure="pack it again") from e  # fmt: skip


def _zip(archive: zipfile.ZipFile, where: str, limits: Limits) -> Iterator[Taken]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _weigh([info.file_size for info in infos], where, limits)
    for name, info in sorted(((member_name(i), i) for i in infos), key=lambda pair: pair[0]):
        at = f"{where}!{name}"
        link = stat.S_ISLNK(info.external_attr >> 16)
        if (taken := _refused(name, at, info.file_size, link, limits)) is not None:
            yield taken
        elif info.flag_bits & ENCRYPTED:
            yield Refused(at, SourceError("archive.locked", "the file is locked by a password", where=at,
                                          cure="unpack it yourself"))  # fmt: skip
        else:
            try:
                # zipfile gives no more bytes than the size it declares, which was weighed above.
                yield Item(name.split("/")[-1], at, archive.read(info))
            except BROKEN as e:
                yield Refused(at, SourceError("archive.broken", f"the file in the archive cannot be read ({e})", where=at,
                                              cure="pack it again"))  # fmt: skip


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a zip member; without the mark of UTF-8 it is UTF-8 all the same, else GB 18030 (Chinese Windows)."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return _decoded(raw, info.filename)


def _decoded(raw: bytes, otherwise: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return otherwise


def _tar(file: IO[bytes], where: str, limits: Limits) -> Iterator[Taken]:
    with _open_tar(file, where, limits) as archive:
        _weigh([0 if m.issparse() else m.size for m in archive if m.isfile()], where, limits)
    with _open_tar(file, where, limits) as archive:
        for member in archive:
            if member.isdir():
                continue
            name = _decoded(member.name.encode("utf-8", "surrogateescape"), "?")
            at = f"{where}!{name}"
            special = not member.isfile() or member.issparse()
            if (taken := _refused(name, at, member.size, special, limits)) is not None:
                yield taken
            elif (opened := archive.extractfile(member)) is not None:
                yield Item(name.split("/")[-1], at, opened.read())


def _open_tar(file: IO[bytes], where: str, limits: Limits) -> tarfile.TarFile:
    file.seek(0)
    start = file.read(6)
    file.seek(0)
    stream: object = file
    if start[:2] == b"\x1f\x8b":
        stream = gzip.GzipFile(fileobj=file)
    elif start[:3] == b"BZh":
        stream = bz2.BZ2File(file)
    elif start == b"\xfd7zXZ\x00":
        stream = lzma.LZMAFile(file)  # noqa: SIM115  the tar file that reads it is closed by its user
    counted = cast("IO[bytes]", _Counted(cast("IO[bytes]", stream), where, limits))
    return tarfile.open(fileobj=counted, mode="r|", encoding="utf-8", errors="surrogateescape")


class _Counted:
    """A stream that refuses to give more bytes than an archive may hold."""

    def __init__(self, stream: IO[bytes], where: str, limits: Limits) -> None:
        self.stream, self.where, self.limits, self.given = stream, where, limits, 0

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        self.given += len(data)
        if self.given > self.limits.archive:
            raise _bomb(f"more than {self.limits.archive >> 20} MB", self.where)
        return data


def _weigh(sizes: list[int], where: str, limits: Limits) -> None:
    if len(sizes) > limits.members:
        raise _bomb(f"{len(sizes)} files, more than {limits.members}", where)
    if sum(sizes) > limits.archive:
        raise _bomb(f"{sum(sizes) >> 20} MB, more than {limits.archive >> 20} MB", where)


def _bomb(what: str, where: str) -> SourceError:
    return SourceError("archive.bomb", f"the archive holds {what}", where=where, cure="add its files in smaller parts")


def _refused(name: str, at: str, size: int, link: bool, limits: Limits) -> Taken | None:
    """What is not read of an archive: names that lead out of it, links and devices, what is no document, what is too big."""
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or re.match(r"[A-Za-z]:", slashed) or ".." in slashed.split("/") or "\0" in name:
        return Refused(at, SourceError("archive.name", "the name leads out of the archive", where=at,
                                       cure="unpack it yourself and look at it"))  # fmt: skip
    if link:
        return Skipped(at, "link")
    if why := aside(slashed):
        return Skipped(at, why)
    if slashed.lower().endswith(ARCHIVES):
        return Skipped(at, "nested")
    if size > limits.file:
        return Refused(at, SourceError("file.large", f"the file has {size >> 20} MB, more than {limits.file >> 20} MB",
                                       where=at, cure="give the report alone"))  # fmt: skip
    return None
