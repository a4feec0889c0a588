"""A report on its way into a workspace: read, described, its open questions answered, then written whole."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from govkg import description, documents, sources
from govkg.description import Found, address
from govkg.documents.model import Reading
from govkg.errors import CallerError, SourceError
from govkg.intake.model import Item
from govkg.library import Library
from govkg.sources import Original, Source

ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
WANTED = ("covers", "place", "body", "title")  # what a person is asked to confirm where it is not sure
MONTHS = {"01-06": "h1", "07-12": "h2", "01-03": "q1", "04-06": "q2", "07-09": "q3", "10-12": "q4"}
# The peoples in the names of autonomous places; a short name goes without them (恩施土家族苗族自治州 is 恩施).
PEOPLES = re.compile(
    r"(?:(?:壮|回|满|蒙古|苗|瑶|侗|土家|彝|藏|羌|傣|佤|拉祜|哈尼|布朗|傈僳|普米|纳西|白|景颇|独龙|怒|黎|畲|朝鲜|达斡尔|鄂伦春|鄂温克|锡伯|哈萨克|柯尔克孜|"
    r"塔吉克|维吾尔|撒拉|土|东乡|保安|裕固|布依|水|仡佬|仫佬|毛南|京|各)族){1,6}$"
)


# How names of places sound where the dictionary has another word's sound, and the one spelling that tells 陕西 from 山西.
SOUNDS = {"陕西": "shaanxi", "长子": "zhangzi", "长": "chang", "朝阳": "chaoyang", "漯": "luo", "都": "du"}


@dataclass(frozen=True, slots=True)
class Accession:
    """One file read and described. ``given`` is what a person said of it, ``found`` what is known of it by now."""

    item: Item = field(repr=False)
    reading: Reading = field(repr=False)
    given: Mapping[str, str]
    found: Mapping[str, Found]

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8, as it is frozen."""
        return hashlib.sha256(self.reading.text.encode()).hexdigest()

    @property
    def paragraphs(self) -> int:
        """Lines of the text that are not blank."""
        return sum(bool(line.strip()) for line in self.reading.text.split("\n"))

    def open(self) -> list[str]:
        """Fields that keep it from being added unasked: no period to look back on, or what is only suggested."""
        missing = [] if self.found["covers"] else ["covers"]
        return missing + [key for key in WANTED if self.found[key] and not self.found[key].sure]

    def answered(self, **given: str) -> Accession:
        """The same with what a person said of it."""
        said = {**self.given, **{k: v for k, v in given.items() if v}}
        return replace(self, given=said, found=_describe(self.item, self.reading, said))

    def confirmed(self) -> Accession:
        """The same with every suggestion taken as a person's word."""
        found = {
            k: v if v.sure else replace(v, sure=True, where=f"{v.where}, confirmed") for k, v in self.found.items()
        }
        return replace(self, found=found)


def read(item: Item, given: Mapping[str, str] | None = None, encoding: str = "") -> Accession:
    """Reads and describes a file; raises SourceError for one that gives no text."""
    try:
        reading = documents.read(item.data, item.name, encoding=encoding)
        sources.decode(reading.text.encode(), item.where)
    except SourceError as e:
        # The reader knows the file's name only: in an archive or at an address it stands elsewhere.
        raise SourceError(e.code, e.what, where=item.where + e.where.removeprefix(item.where).removeprefix(item.name),
                          cure=e.cure) from e  # fmt: skip
    except UnicodeEncodeError as e:
        raise SourceError("source.binary", "the text has characters that UTF-8 has not", where=item.where,
                          cure="save it anew") from e  # fmt: skip
    said = {key: value for key, value in (given or {}).items() if value}
    return Accession(item, reading, said, _describe(item, reading, said))


def _describe(item: Item, reading: Reading, given: Mapping[str, str]) -> dict[str, Found]:
    stem = re.sub(r"\.[A-Za-z0-9]{1,6}$", "", item.name)
    known = {key: value for key, value in given.items() if key in description.FIELDS}
    return description.describe(reading.text, reading.stated, stem, **known)


def source_id(found: Mapping[str, Found], name: str = "") -> str:
    """A readable id: place and year, else the file's name in ASCII, else the title's sounds.

    >>> from govkg.description import describe
    >>> source_id(describe("云江市数据局2022年上半年工作总结")), source_id(describe("云江市2023年政府工作报告"))
    ('yunjiang-2022-h1', 'yunjiang-2023')
    >>> source_id(describe("随手记"), "My notes.txt"), source_id(describe("随手记"), "记.txt")
    ('my-notes', 'suishouji')
    """
    units = address.units(found["place"].value)[0]
    own = units[-1] if units else found["place"].value
    year = _year_of(found)
    if own:
        stem = address.SUFFIX.sub("", own)
        stem = PEOPLES.sub("", stem) if len(PEOPLES.sub("", stem)) > 1 else stem
        parts = [_sounds(stem if len(stem) > 1 else own), year]
    else:
        ascii_name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.[A-Za-z0-9]+$", "", name).lower()).strip("-")
        parts = (
            [ascii_name]
            if ascii_name
            else [_sounds(re.sub(r"[^\u4e00-\u9fff]|年度?", "", found["title"].value)[:8]), year]
        )
    made = "-".join(filter(None, parts))[:60].strip("-")
    return made if ID.fullmatch(made) else "report"


def _year_of(found: Mapping[str, Found]) -> str:
    covers = found["covers"].value
    if "政府工作报告" in found["title"].value and found["plans"]:
        return found["plans"].value[:4]
    first, last = covers.split("/")[0], covers.split("/")[-1]
    if len(last) < 7:
        return last
    months = f"{first[5:7]}-{last[5:7]}"
    return f"{last[:4]}-{MONTHS.get(months, f'm{months}' if first != last else f'm{last[5:7]}')}"


def _sounds(words: str) -> str:
    for form, sound in SOUNDS.items():
        words = words.replace(form, f" {sound} ")
    from pypinyin import lazy_pinyin  # slow to load

    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(words)).lower())


def add(
    library: Library, accession: Accession, name: str = "", retrieved: str = "", holders: dict[str, str] | None = None
) -> tuple[str, bool]:
    """Writes a source; gives its id and whether it is new (the same text again is not).

    ``name`` is the id that a person wants, ``retrieved`` the day that an address was fetched, ``holders`` what
    Library.holders() gave at the start of many, kept up here. Raises SourceError
    ``source.exists`` when the wanted id holds another text, CallerError ``add.id`` for what is no id.
    """
    if name and not ID.fullmatch(name):
        raise CallerError("add.id", f"{name!r} is no id", cure="use a-z, 0-9, - and _")
    holders = library.holders() if holders is None else holders
    if there := holders.get(accession.sha256):
        return there, False
    wanted = name or source_id(accession.found, accession.item.name)
    made, n = wanted, 1
    while not name and library.has(made):
        n += 1
        made = f"{wanted}-{n}"
    library.add(made, files(accession, made, retrieved))
    holders[accession.sha256] = made
    return made, True


def twin(library: Library, name: str) -> str:
    """The id of an earlier source of the same body and period, "" where there is none: perhaps another copy of one report."""
    first = re.sub(r"-[0-9]{1,3}$", "", name)
    if first == name or not library.has(first):
        return ""
    made, there = library.source(name), library.source(first)
    same = made.body and (made.body, made.covers) == (there.body, there.covers)
    return first if same else ""


def files(accession: Accession, name: str, retrieved: str = "") -> dict[str, bytes]:
    """The files of a source's folder; the same accession gives the same bytes."""
    item, reading = accession.item, accession.reading
    fields: dict[str, Any] = {key: _clean(value.value) for key, value in accession.found.items() if value}
    original = Original(
        file=_clean(item.where if "!" in item.where else item.name), format=reading.format, encoding=reading.encoding,
        sha256=hashlib.sha256(item.data).hexdigest(), url=item.url, retrieved=retrieved if item.url else "",
    )  # fmt: skip
    stated = _clean(reading.stated.get("url", ""))
    source = Source(
        id=name, text=reading.text, sha256=accession.sha256, original=original, language=language(reading.text),
        url=item.url or (stated if stated.startswith(("http://", "https://")) else ""),
        basis={key: _clean(f"{value.where}: {value.words}")[:200] for key, value in accession.found.items() if value},
        **fields,
    )  # fmt: skip
    made = {"text.txt": reading.text.encode(), "source.toml": sources.described(source).encode()}
    if reading.dropped:
        rows = [(d.what, d.where, d.words) for d in reading.dropped]
        lines = ["\t".join(_clean(cell) for cell in row) for row in (("what", "where", "words"), *rows)]
        made["dropped.tsv"] = ("\n".join(lines) + "\n").encode()
    return made


def language(text: str) -> str:
    """The tag of the writing: zh-Hant where the characters of Taiwan and Hong Kong outnumber the simplified ones.

    >>> language("云江市数据局工作总结"), language("雲江市數據局工作總結報告")
    ('zh-Hans', 'zh-Hant')
    """
    simplified, traditional = (
        sum(map(text.count, forms)) for forms in ("国业务实总报发经济个", "國業務實總報發經濟個")
    )
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _clean(words: str) -> str:
    """Words on one line, without characters that steer a terminal or turn the writing round."""
    plain = "".join(" " if c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in words)
    return " ".join(plain.split())
