"""Two roundings of one value are no contradiction: half of what one of the last written digit is worth counts on each side."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from govkg.analysis.comparable import keys
from govkg.analysis.model import Outcome

NUMERAL = re.compile(r"[0-9][0-9,]{0,20}(?:\.[0-9]{1,12})?")


def half(o: Outcome) -> Decimal:
    """Half of what one of the last written digit is worth, 0 where the digits do not say it (三成, 1万6千).

    >>> half(Outcome(iri="", kind="Result", passage="", rule="", surface="1.2万件", value="12000"))
    Decimal('500')
    """
    words = "".join(unicodedata.normalize("NFKC", c) for c in o.surface)
    found = NUMERAL.findall(words)
    value = keys.number(o.value)
    if len(found) != 1 or not value:
        return Decimal(0)
    said = Decimal(found[0].replace(",", ""))
    places = len(found[0].partition(".")[2])
    return abs(value / said).scaleb(-places) / 2 if said else Decimal(0)


def agree(a: Outcome, b: Outcome) -> bool:
    """Whether one true value explains both exact figures; 98.6% and 98.7% only meet in 98.65, and each was said for a value of its own.

    >>> a, b, c = (Outcome(iri="", kind="Result", passage="", rule="", surface=s, value=v) for s, v in (
    ...     ("1.2万件", "12000"), ("12034件", "12034"), ("12600件", "12600")))
    >>> agree(a, b), agree(a, c)
    (True, False)
    """
    one, other = keys.number(a.value), keys.number(b.value)
    if one is None or other is None:
        return False
    sign = {name: -1 if o.figure == "change" and o.direction == "down" else 1 for name, o in (("a", a), ("b", b))}
    apart = abs(one * sign["a"] - other * sign["b"])
    return not apart or apart < half(a) + half(b)
