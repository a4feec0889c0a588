"""Bytes → characters: the encoding is found out from the bytes, strictly, or asked for; it is never guessed silently.

A byte order mark decides. Without one, every encoding that decodes the bytes without a fault is a candidate, and the
candidates are compared by how much of their text is what Chinese prose is mostly made of: its commonest characters and
its punctuation. GB 18030 read as Big5, or the other way round, gives characters too, but rare ones.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

from govkg.errors import CallerError, SourceError

# What is reported → the codec that decodes it. CP950 is Big5 as it is written in practice.
CODECS = {"utf-8": "utf-8", "gb18030": "gb18030", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "big5": "cp950"}
ALIASES = {"utf8": "utf-8", "utf-8-sig": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb-18030": "gb18030",
           "cp936": "gb18030", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "big-5": "big5", "cp950": "big5",
           "big5-hkscs": "big5", "ascii": "utf-8", "us-ascii": "utf-8", "x-gbk": "gb18030", "euc-cn": "gb18030"}  # fmt: skip
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The commonest characters of modern written Chinese with their traditional forms, and those that office prose adds.
COMMON = frozenset(
    "的一是不了在人有我他这中大来上个国和地到说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化"
    "老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结"
    "反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像"
    "难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运推服督企办省县"
    "为率元府字以亿均证增评减网商线易智约户单余环优照获升案投施百党营创深压集源组范站限专占首步助突满持破州整境落按策坚千"
    "局厅委级改革项目标准群众审批监管市场"
    "為億證評減網線約戶單餘環優獲營創壓範專佔滿堅"
    "來個國說時會對發後裡種經麼學動還進樣實軍無與長機將兩間問業關點應戰頭體見產斷話給務條總電數報結資計統區達隊強難權記"
    "類據邊該規萬領確傳師觀帶導爭運縣廳級項標準眾審監場設論處義認題變環關開門辦東聲員"
    "，。、；：？！“”‘’（）《》「」『』—…·　０１２３４５６７８９％"
)
ENOUGH = 0.2  # of the characters beyond ASCII are common ones: reports have more than 0.5, a wrong decoding below 0.1
CLEAR = 2.0  # times as many as the next candidate
SHORT = 200  # bytes: of so few the share of common characters says little
SAMPLE = 200_000  # characters that are counted
SEEN = 3  # common characters, at least
FEW = 6  # characters beyond ASCII: fewer tell nothing
PLAIN_CONTROLS = frozenset("\t\n\r\f")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its encoding; ``marked`` says that a byte order mark was taken off."""

    text: str
    encoding: str
    marked: bool = False


def decode(data: bytes, where: str, encoding: str = "", claim: str = "") -> Decoded:
    r"""The text of bytes; ``encoding`` is the user's word, ``claim`` what the file says of itself (checked, may lie).

    Raises SourceError ``document.encoding`` when no encoding fits or more than one does, CallerError
    ``encoding.unknown`` for a name that is none of these.

    >>> decode("政务服务中心去年受理办件五万件。".encode("gb18030"), "a.txt").encoding
    'gb18030'
    >>> decode(b"\xff\xff\xff", "a.txt")
    Traceback (most recent call last):
    govkg.errors.SourceError: a.txt: the bytes are no text in UTF-8, GB 18030, UTF-16 or Big5; mend the file, or save it as UTF-8
    """
    if encoding:
        return _as_told(data, where, name(encoding))
    for mark, of in MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], of, where), of, marked=True)
    found = {of: text for of in CODECS if (text := _candidate(data, of)) is not None}
    # UTF-8 is never met by chance over more than a few characters; text that has hanzi in it is decisive.
    if (text := found.get("utf-8")) is not None and (text.isascii() or any(map(_is_cjk, text))):
        return Decoded(text, "utf-8")
    ranked = sorted(((share(text), of) for of, text in found.items()), reverse=True)
    claimed = ALIASES.get(claim.strip().lower(), claim.strip().lower())
    if claimed in found and share(found[claimed]) >= ENOUGH and share(found[claimed]) * CLEAR > ranked[0][0]:
        return Decoded(found[claimed], claimed)
    good = [(score, of) for score, of in ranked if score >= ENOUGH]
    if not found or (len(data) > SHORT and not any(score >= ENOUGH for score, _ in ranked) and "utf-8" not in found):
        raise _undecodable(data, where)
    if "utf-8" in found and not any(score >= ENOUGH for score, _ in ranked):
        return Decoded(found["utf-8"], "utf-8")
    rival = ranked[1][0] if len(ranked) > 1 else 0.0
    if (
        not good
        or good[0][0] < CLEAR * rival
        or (beyond := _beyond_ascii(found[good[0][1]])) < FEW
        or good[0][0] * beyond < SEEN
    ):
        names = ", ".join(of for _, of in ranked)
        raise SourceError("document.encoding", f"the encoding cannot be told from the bytes (possible: {names})", where=where,
                          cure="say it with --encoding")  # fmt: skip
    return Decoded(found[good[0][1]], good[0][1])


def name(encoding: str) -> str:
    """The reported name of an encoding however it is written; raises CallerError ``encoding.unknown``.

    >>> name("GB2312"), name("utf_16_le")
    ('gb18030', 'utf-16-le')
    """
    plain = encoding.strip().lower().replace("_", "-")
    plain = ALIASES.get(plain, plain)
    if plain not in CODECS and plain != "utf-16":
        raise CallerError("encoding.unknown", f"no encoding {encoding!r} is read", where="--encoding",
                          cure=f"give one of {', '.join(CODECS)}")  # fmt: skip
    return plain


def share(text: str) -> float:
    """How much of the text beyond ASCII is of the commonest characters, 0 to 1.

    >>> share("我市，共有。"), share("abc")
    (1.0, 0.0)
    """
    beyond = _beyond_ascii(text)
    return sum(c in COMMON for c in text[:SAMPLE]) / beyond if beyond else 0.0


def _beyond_ascii(text: str) -> int:
    return sum(c > "\x7f" for c in text[:SAMPLE])


def _as_told(data: bytes, where: str, encoding: str) -> Decoded:
    for mark, of in MARKS:
        if data.startswith(mark) and encoding in (of, "utf-16" if of.startswith("utf-16") else of):
            return Decoded(_strictly(data[len(mark) :], of, where), of, marked=True)
    if encoding == "utf-16":
        raise SourceError("document.encoding", "UTF-16 without a byte order mark", where=where,
                          cure="say --encoding utf-16-le or utf-16-be")  # fmt: skip
    return Decoded(_strictly(data, encoding, where), encoding)


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(CODECS[encoding])
    except UnicodeDecodeError as e:
        raise SourceError("document.encoding", f"the bytes are not {encoding}: byte {e.start} fits none of its characters",
                          where=where, cure="give the whole file as it was saved, or another --encoding") from e  # fmt: skip


def _undecodable(data: bytes, where: str) -> SourceError:
    """Says how far the encoding came that came furthest: one broken byte is found and mended, a picture is not."""
    faults = []
    for of in ("utf-8", "gb18030", "big5"):
        try:
            data.decode(CODECS[of])
        except UnicodeDecodeError as e:
            faults.append((e.start, of))
    start, of = max(faults, default=(0, ""))
    far = f" (as {of}, byte {start} is the first that fits no character)" if start else ""
    return SourceError("document.encoding", f"the bytes are no text in UTF-8, GB 18030, UTF-16 or Big5{far}", where=where,
                       cure="mend the file, or save it as UTF-8")  # fmt: skip


def _candidate(data: bytes, encoding: str) -> str | None:
    """The text in an encoding, None when it is no text in it: a fault, a control character, a character that is none."""
    if encoding.startswith("utf-16") and len(data) % 2:
        return None
    try:
        text = data.decode(CODECS[encoding])
    except UnicodeDecodeError:
        return None
    odd = {c for c in set(text) if unicodedata.category(c) in ("Cc", "Cn", "Cs")} - PLAIN_CONTROLS
    return None if odd and (encoding != "utf-8" or any(unicodedata.category(c) == "Cc" for c in odd)) else text


def _is_cjk(c: str) -> bool:
    return "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" or c > "\U0001ffff"
