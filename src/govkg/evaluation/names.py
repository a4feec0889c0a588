"""When two names, values or units mean the same, as the annotation guide's score counts it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

# Marks that make no difference between names, and 的.
LOOSE = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）\[\]【】、,，。.;；:：·\-—的]+")
LONGER = 8  # characters by which a name may be longer than the accepted one that it holds
ALIKE = 0.6  # share of common pairs of characters from which two names are one
TINY = 1e-6  # relative difference that numbers may have


def plain(name: str | None) -> str:
    """A name without marks, widths and case.

    >>> plain("“一业一证”改革"), plain(None)
    ('一业一证改革', '')
    """
    return LOOSE.sub("", unicodedata.normalize("NFKC", name or "")).lower()


def first(name: Any) -> str:
    """The best of a list of names, or the one name."""
    return name if isinstance(name, str) else str((name or [""])[0])


def pairs(name: str) -> frozenset[str]:
    """The pairs of neighbouring characters; of a single character the character."""
    return frozenset(name[i : i + 2] for i in range(len(name) - 1)) or frozenset((name,))


def same(said: Any, accepted: Iterable[str] | None) -> bool:
    """Whether a name is one of the accepted: equal, one holding the other with little more, or alike.

    >>> same("一业一证改革", ["“一业一证”"]), same("平台", ["政务服务一体化平台"]), same("办理时限", ["平均办理时限"])
    (True, False, True)
    """
    own = plain(first(said))
    if not own:
        return False
    for other in map(plain, accepted or ()):
        if not other:
            continue
        holds = other in own and len(own) <= len(other) + LONGER
        held = own in other and len(own) >= 2 and 2 * len(own) >= len(other)
        if own == other or holds or held:
            return True
        a, b = pairs(own), pairs(other)
        if 2 * len(a & b) / (len(a) + len(b)) >= ALIKE:
            return True
    return False


def same_value(said: Any, wanted: Any) -> bool:
    """Whether two values, or two ranges, are the same number.

    >>> same_value(60.9, 60.90), same_value([3, 5], [3, 5]), same_value(3, [3, 5])
    (True, True, False)
    """
    if isinstance(wanted, list):
        paired = isinstance(said, list) and len(said) == len(wanted)
        return paired and all(same_value(a, b) for a, b in zip(said, wanted, strict=True))
    try:
        return abs(float(said) - float(wanted)) <= TINY * max(1.0, abs(float(wanted)))
    except (TypeError, ValueError):
        return False
