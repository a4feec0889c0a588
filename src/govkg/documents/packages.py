"""A zip container with its parts, and their XML: opened within limits, with nothing fetched and no entity expanded."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

from govkg.documents import limits
from govkg.errors import SourceError

# What zipfile and its decompressors raise on damaged or hostile containers, each told as a damaged file.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError,
          KeyError, OverflowError, MemoryError)  # fmt: skip


class Package:
    """The parts of a container by their names, which are compared without regard to case and to a slash before them.

    Raises SourceError: ``document.damaged``, ``document.locked`` (a password), ``document.size`` (a bomb).
    """

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self.zip.infolist()
        except BROKEN as e:
            raise self.damaged("its zip container does not open") from e
        self._check(infos)
        self.parts = {i.filename.replace("\\", "/").lstrip("/").lower(): i for i in infos if not i.is_dir()}
        self.taken = 0

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        if any(i.flag_bits & 1 for i in infos):
            raise SourceError("document.locked", "the file is protected by a password", where=self.where,
                              cure="take the password off and save it again")  # fmt: skip
        unpacked = sum(i.file_size for i in infos)
        worst = max((i.file_size / max(i.compress_size, 1) for i in infos if i.file_size > limits.SMALL), default=0.0)
        if len(infos) > limits.MAX_MEMBERS or unpacked > limits.MAX_UNPACKED or worst > limits.MAX_RATIO:
            raise SourceError(
                "document.size",
                f"the file unpacks to {len(infos)} parts of {unpacked / limits.MIB:.0f} MB, up to {worst:.0f} times their size",
                where=self.where, cure="get the file from a source that you trust, or save it anew",
            )  # fmt: skip

    def damaged(self, what: str) -> SourceError:
        """The error for a container that is not whole."""
        return SourceError("document.damaged", f"the file is truncated or damaged ({what})", where=self.where,
                           cure="get the whole file again")  # fmt: skip

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is none of this name."""
        info = self.parts.get(name.lstrip("/").lower())
        if info is None:
            return None
        try:
            with self.zip.open(info) as part:
                data = part.read(limits.MAX_UNPACKED + 1)
        except BROKEN as e:
            raise self.damaged(f"{name} cannot be unpacked") from e
        self.taken += len(data)
        if self.taken > 2 * limits.MAX_UNPACKED:
            raise SourceError("document.size", "the file unpacks without end", where=self.where, cure="save it anew")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a part, None when there is none of this name."""
        data = self.read(name)
        return None if data is None else parse(data, self.where, name)


def parse(data: bytes, where: str, name: str) -> etree._Element:
    """The root of an XML document. A document type is refused: entities are what bombs and theft are made of.

    Raises SourceError ``document.unsafe`` or ``document.damaged``.

    >>> parse(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "a.docx", "word/document.xml")
    Traceback (most recent call last):
    govkg.errors.SourceError: a.docx: word/document.xml declares entities, which are never opened; save the file anew with Word or WPS
    """
    unsafe = SourceError("document.unsafe", f"{name} declares entities, which are never opened", where=where,
                         cure="save the file anew with Word or WPS")  # fmt: skip
    plain = data.replace(b"\0", b"") if b"\0" in data[:4096] else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise unsafe
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as e:
        deep = "xcessive depth" in str(e)
        raise SourceError("document.depth" if deep else "document.damaged",
                          f"the file is nested too deeply ({name})" if deep else f"the file is truncated or damaged ({name} is no XML)",
                          where=where, cure="get the whole file again, or save it anew") from e  # fmt: skip
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise unsafe
    return root


def local(e: etree._Element) -> str:
    """An element's name without its namespace, which differs between editions of a format."""
    return str(e.tag).rpartition("}")[2]


def attribute(e: etree._Element, key: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    for name, value in e.attrib.items():
        if str(name).rpartition("}")[2] == key:
            return str(value)
    return default


def child(e: etree._Element | None, *names: str) -> etree._Element | None:
    """The first element down a path of names, None where there is none."""
    for name in names:
        e = next((c for c in e if local(c) == name), None) if e is not None else None
    return e


def resolve(base: str, target: str) -> str:
    """The name of the part that a path in another part means.

    >>> resolve("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), resolve("word/document.xml", "/word/media/a.png")
    ('Doc_0/Pages/Page_0/Content.xml', 'word/media/a.png')
    """
    target = target.strip().replace("\\", "/")
    whole = target if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
    return posixpath.normpath("/" + whole).lstrip("/")
