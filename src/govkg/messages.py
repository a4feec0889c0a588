"""What govkg says to people, in Chinese and English, from one catalogue: ``ontology/vocabularies/messages.tsv``."""

from __future__ import annotations

from govkg import vocab
from govkg.errors import GovkgError, InternalError


@vocab.kept
def catalogue() -> dict[str, dict[str, str]]:
    """Every message: key → language → words."""
    return {row["key"]: {"zh": row["zh"], "en": row["en"]} for row in vocab.table("messages")}


def text(key: str, lang: str, **values: object) -> str:
    """The words of a message with its values filled in; raises InternalError ``message.missing`` for an unknown key.

    >>> text("demo.view", "zh", path="a.html")
    '视图：a.html'
    >>> text("no.such", "en")
    Traceback (most recent call last):
    govkg.errors.InternalError: no message 'no.such'; add it to messages.tsv
    """
    found = catalogue().get(key)
    if found is None:
        raise InternalError("message.missing", f"no message {key!r}", cure="add it to messages.tsv")
    words = found[lang].replace("\\n", "\n")
    return words.format(**values) if values else words


def error(e: GovkgError, lang: str) -> str:
    """An error as one line. The Chinese line opens with what kind of error it is; the datum follows as it was stated.

    >>> from govkg.errors import SourceError
    >>> print(error(SourceError("source.empty", "the file is empty", where="a.txt", cure="give a text"), "zh"))
    错误：文件是空的 [source.empty] a.txt: the file is empty; give a text
    """
    line = " ".join(str(e).split())
    if lang == "en":
        return text("error", "en", line=line)
    kind = catalogue().get(f"error.{e.code}", {"zh": ""})["zh"]
    return text("error.named", "zh", kind=kind, code=e.code, line=line)
