"""One source: ``text.txt``, frozen, and ``source.toml``, which says who speaks, where and when, and how good the copy is.

The text is decoded strictly and never changed; offsets everywhere count its code points. Its sha256 stands in
``source.toml``, so a text that somebody edited is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from govkg.errors import SourceError

PERIOD = re.compile(r"[0-9]{4}(?:-[0-9]{2})?(?:/[0-9]{4}(?:-[0-9]{2})?)?")
DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
SHA256 = re.compile(r"[0-9a-f]{64}")
ANCHOR = re.compile(r"[0-9a-f]{16}")
PLAIN = ("title", "sha256", "body", "place", "code", "covers", "plans", "dated", "published", "number", "url", "language",
         "genre")  # fmt: skip
BOTH = ("found", "copy_quality", "rights")
DAMAGES = ("fused", "lost", "wrong", "mark", "page")
# Bytes that no text has: control characters other than tab, line feed, form feed, carriage return.
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
Both = tuple[str, str]  # zh, en
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Damage:
    """A passage that the copier damaged: fused, lost, wrong, mark (of punctuation), page (words of the web page)."""

    start: int
    end: int
    quote: str
    kind: str
    why: str
    why_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The file that the text was read from: its name, format, encoding and sha256; the day it was fetched from ``url``."""

    file: str
    format: str
    sha256: str
    encoding: str = ""
    url: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A repair: the sha256 of the text before it, who put the better one in its place, when (a date) and why."""

    sha256: str
    by: str
    on: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report and what its description says of it. Dates have the precision that is known; "" is unknown."""

    id: str
    text: str = field(repr=False)
    sha256: str
    title: str = ""
    body: str = ""
    body_aliases: tuple[str, ...] = ()
    place: str = ""
    code: str = ""  # GB/T 2260
    covers: str = ""
    plans: str = ""
    dated: str = ""
    published: str = ""
    url: str = ""
    language: str = "zh-Hans"
    genre: str = ""
    found: Both = ("", "")
    copy_quality: Both = ("", "")
    rights: Both = ("", "")
    expected: dict[str, tuple[int, int]] = field(default_factory=dict)  # counted by a person: at least, at most
    damage: tuple[Damage, ...] = ()
    number: str = ""  # of the document: 云政数〔2022〕3号
    original: Original | None = None
    basis: dict[str, str] = field(default_factory=dict)  # field → how it was found and the words that say so
    repaired: tuple[Repaired, ...] = ()  # the first one first
    anchors: dict[str, str] = field(
        default_factory=dict
    )  # of statements: the anchor over this text → the id that was kept


def decode(data: bytes, where: str) -> str:
    """The text of a file, exactly; raises SourceError when it is empty, binary or not UTF-8.

    >>> decode("政务服务".encode("gb18030"), "a.txt")
    Traceback (most recent call last):
    govkg.errors.SourceError: a.txt: the text is not UTF-8 (it looks like GB 18030); save it as UTF-8
    """
    if not data.strip():
        raise SourceError("source.empty", "the file is empty", where=where, cure="give a text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        if CONTROL.search(data) is None and _is_gb18030(data):
            raise SourceError("source.encoding", "the text is not UTF-8 (it looks like GB 18030)", where=where,
                              cure="save it as UTF-8") from e  # fmt: skip
        raise _binary(where) from e
    if CONTROL.search(data):
        raise _binary(where)
    if not text.strip("\ufeff \u3000\t\r\n\f"):
        raise SourceError("source.empty", "the text is empty", where=where, cure="give a text")
    return text


def _binary(where: str) -> SourceError:
    return SourceError("source.binary", "the file is binary, not a text", where=where, cure="give a UTF-8 text file")


def _is_gb18030(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return sum("\u4e00" <= c <= "\u9fff" for c in text) * 4 > len(text)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises SourceError ``source.missing`` or ``source.unreadable``."""
    try:
        return path.read_bytes()
    except FileNotFoundError as e:
        raise SourceError("source.missing", "there is no such file", where=str(path), cure="check the path") from e
    except OSError as e:
        raise SourceError("source.unreadable", f"the file cannot be read ({e.strerror})", where=str(path),
                          cure="give a text file that you may read") from e  # fmt: skip


def load(folder: Path) -> Source:
    """The source that a folder holds; its id is the folder's name.

    Raises SourceError when a file is missing, empty or binary, the text is not the one of the sha256, or
    ``source.toml`` has a wrong, missing or unknown field.
    """
    about = folder / "source.toml"
    data = read_bytes(folder / "text.txt")
    return of_files(folder.name, data, read_bytes(about), str(folder))


def of_files(name: str, text: bytes, about: bytes, where: str) -> Source:
    """The source of the bytes of its two files, wherever they stood (``where``, for what is wrong); raises as ``load`` does."""
    source = _source(name, decode(text, f"{where}/text.txt"), _parsed(about, f"{where}/source.toml"),
                     f"{where}/source.toml")  # fmt: skip
    if hashlib.sha256(text).hexdigest() != source.sha256:
        raise SourceError("source.changed", "the text is not the one that source.toml gives the sha256 of",
                          where=f"{where}/text.txt", cure="restore the frozen text")  # fmt: skip
    return source


def stated_sha256(folder: Path) -> str:
    """The sha256 of its text that a source's ``source.toml`` states; the text itself is not read."""
    about = folder / "source.toml"
    return str(_toml(about).get("sha256", ""))


def _toml(about: Path) -> dict[str, Any]:
    return _parsed(read_bytes(about), str(about))


def _parsed(about: bytes, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(decode(about, where))
    except tomllib.TOMLDecodeError as e:
        raise SourceError("source.toml", f"not TOML ({e})", where=where, cure="correct the line") from e


def of_text(name: str, data: bytes, where: str, **described: str) -> Source:
    """A source from bytes that no ``source.toml`` describes, e.g. a file on the command line."""
    text = decode(data, where)
    return _source(name, text, {"sha256": hashlib.sha256(data).hexdigest(), **described}, where)


def described(source: Source) -> str:
    """``source.toml`` of a source, as load() reads it; only what is known is written.

    >>> print(described(Source(id="a", text="x", sha256="0" * 64, place="云江市", basis={"place": "title: 云江市"})))
    sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
    place = "云江市"
    language = "zh-Hans"
    <BLANKLINE>
    [basis]
    place = "title: 云江市"
    <BLANKLINE>
    """
    lines = [(key, getattr(source, key)) for key in PLAIN]
    if source.body_aliases:
        lines.append(("body_aliases", list(source.body_aliases)))
    parts = ["\n".join(f"{key} = {json.dumps(value, ensure_ascii=False) if isinstance(value, list) else _quoted(value)}"
                       for key, value in lines if value)]  # fmt: skip
    if source.original:
        kept = [(key, getattr(source.original, key)) for key in Original.__dataclass_fields__]
        parts.append("[original]\n" + "\n".join(f"{key} = {_quoted(value)}" for key, value in kept if value))
    for key in BOTH:
        if any(said := getattr(source, key)):
            parts.append(_table(f"[{key}]", dict(zip(("zh", "en"), said, strict=True))))
    if source.expected:
        counts = {key: least if least == most else [least, most] for key, (least, most) in source.expected.items()}
        parts.append(_table("[expected]", counts))
    if source.basis:
        parts.append("[basis]\n" + "\n".join(f"{key} = {_quoted(value)}" for key, value in source.basis.items()))
    parts += [_table("[[damage]]", asdict(d)) for d in source.damage]
    parts += [_table("[[repaired]]", asdict(r)) for r in source.repaired]
    if source.anchors:
        parts.append(_table("[anchors]", dict(sorted(source.anchors.items()))))
    return "\n\n".join(parts) + "\n"


def _table(head: str, values: Mapping[str, object]) -> str:
    """A table of TOML: texts, whole numbers and lists of these."""
    rows = ((key, _quoted(value) if isinstance(value, str) else json.dumps(value)) for key, value in values.items())
    return "\n".join([head, *(f"{_key(key)} = {value}" for key, value in rows if value != '""')])


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted(words: str) -> str:
    # A JSON string is a basic string of TOML but for one control character, which JSON leaves as it is.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _source(name: str, text: str, about: dict[str, Any], where: str) -> Source:
    def wrong(what: str) -> SourceError:
        return SourceError("source.field", what, where=where, cure="correct the field")

    plain = set(PLAIN)
    both = set(BOTH)
    if (
        unknown := set(about)
        - plain
        - both
        - {"body_aliases", "expected", "damage", "original", "basis", "repaired", "anchors"}
    ):
        raise wrong(f"unknown field {min(unknown)!r}")
    for key in plain & set(about):
        if not isinstance(about[key], str):
            raise wrong(f"{key} is not a string")
    if not SHA256.fullmatch(about.get("sha256", "")):
        raise wrong("sha256 is not 64 hex digits")
    for key, form in (("covers", PERIOD), ("plans", PERIOD), ("dated", DATE), ("published", DATE)):
        if about.get(key) and not form.fullmatch(about[key]):
            raise wrong(f"{key} is not a date or period of ISO 8601: {about[key]!r}")
    if about.get("code") and not re.fullmatch(r"[0-9]{6}", about["code"]):
        raise wrong(f"code is not six digits of GB/T 2260: {about['code']!r}")
    for key in both & set(about):
        if not isinstance(about[key], dict) or set(about[key]) != {"zh", "en"}:
            raise wrong(f"{key} needs zh and en")
    expected = {what: _range(n, wrong) for what, n in dict(about.get("expected", {})).items()}
    basis = about.get("basis", {})
    if not isinstance(basis, dict) or not all(isinstance(words, str) for words in basis.values()):
        raise wrong("basis holds strings by the names of fields")
    if unknown := set(basis) - plain:
        raise wrong(f"basis of an unknown field {min(unknown)!r}")
    aliases = about.get("body_aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
        raise wrong("body_aliases is a list of strings")
    return Source(
        id=name, text=text, body_aliases=tuple(aliases), expected=expected,
        damage=tuple(_damage(row, text, wrong) for row in about.get("damage", ())),
        **{k: about[k] for k in plain & set(about)},
        original=_original(about.get("original"), wrong), basis=basis,
        repaired=tuple(_repaired(row, wrong) for row in about.get("repaired", ())),
        anchors=_anchors(about.get("anchors", {}), wrong),
        found=_both(about, "found"), copy_quality=_both(about, "copy_quality"), rights=_both(about, "rights"),
    )  # fmt: skip


def _range(counted: object, wrong: Callable[[str], SourceError]) -> tuple[int, int]:
    pair = [counted, counted] if type(counted) is int else counted
    if not isinstance(pair, list) or len(pair) != 2 or not all(type(n) is int for n in pair) or pair[0] > pair[1]:
        raise wrong(f"expected holds whole numbers or [at least, at most], not {counted!r}")
    return pair[0], pair[1]


def _original(row: object, wrong: Callable[[str], SourceError]) -> Original | None:
    if row is None:
        return None
    original = _of_strings(Original, row, "original", wrong)
    if not SHA256.fullmatch(original.sha256):
        raise wrong("sha256 of the original is not 64 hex digits")
    if original.retrieved and not DATE.fullmatch(original.retrieved):
        raise wrong(f"retrieved is not a date of ISO 8601: {original.retrieved!r}")
    return original


def _of_strings(kind: type[T], row: object, name: str, wrong: Callable[[str], SourceError]) -> T:
    """A table whose fields are all text."""
    if not isinstance(row, dict) or not all(isinstance(words, str) for words in row.values()):
        raise wrong(f"{name} holds strings")
    try:
        return kind(**row)
    except TypeError as e:
        raise wrong(f"{name} has {', '.join(kind.__dataclass_fields__)} ({e})") from e  # type: ignore[attr-defined]


def _repaired(row: object, wrong: Callable[[str], SourceError]) -> Repaired:
    made = _of_strings(Repaired, row, "repaired", wrong)
    if not SHA256.fullmatch(made.sha256) or not DATE.fullmatch(made.on):
        raise wrong("repaired has the sha256 of the text before and a date of ISO 8601")
    return made


def _anchors(rows: object, wrong: Callable[[str], SourceError]) -> dict[str, str]:
    """Anchors of statements and the ids that these kept; no id twice."""
    if not isinstance(rows, dict) or not all(
        isinstance(i, str) and ANCHOR.fullmatch(i) for pair in rows.items() for i in pair
    ):
        raise wrong("anchors holds ids of statements, 16 hex digits each, by such ids")
    if len(set(rows.values())) < len(rows):
        raise wrong("anchors gives one id to two statements")
    return rows


def _both(about: dict[str, Any], key: str) -> Both:
    words = about.get(key, {"zh": "", "en": ""})
    return words["zh"], words["en"]


def _damage(row: dict[str, Any], text: str, wrong: Callable[[str], SourceError]) -> Damage:
    try:
        damage = Damage(**row)
    except TypeError as e:
        raise wrong(f"damage has start, end, quote, kind, why and why_en ({e})") from e
    if damage.kind not in DAMAGES:
        raise wrong(f"unknown kind of damage {damage.kind!r}")
    if text[damage.start : damage.end] != damage.quote:
        raise wrong(f"damage {damage.start}-{damage.end} is not {damage.quote!r} in the text")
    return damage
