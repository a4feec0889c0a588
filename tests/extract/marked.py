"""A sentence with its names marked, for tests: ``{Platform|武汉云}正式启用`` gives the plain text and its mentions."""

import re
from dataclasses import dataclass

from govkg.extract.spans import Mention

MARK = re.compile(r"\{(\w+)\|([^{}]+)\}")


@dataclass(frozen=True)
class Stretch:
    """A stretch of text as a sentence."""

    start: int
    end: int
    plan: bool = False


def marked(words: str, plan: bool = False, offset: int = 0) -> tuple[str, Stretch, list[Mention]]:
    """The text (behind ``offset`` filler characters), its one sentence and its mentions, named without marks."""
    text, mentions, at = "〇" * offset, [], 0
    for m in MARK.finditer(words):
        text += words[at : m.start()]
        name = m[2].strip("《》") if m[1] == "Document" else m[2]
        mentions.append(Mention(len(text), len(text) + len(m[2]), m[2], m[1], name, "marked"))  # type: ignore[arg-type]
        text += m[2]
        at = m.end()
    text += words[at:]
    return text, Stretch(offset, len(text), plan), mentions
