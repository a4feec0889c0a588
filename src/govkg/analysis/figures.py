"""A figure as read, beside the figure as written: the bound never dropped, a change with its base, no digit gained or lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from govkg import ids, messages
from govkg.analysis.model import Both, Outcome

SIGNS = {"above": "≥ ", "below": "≤ ", "about": "≈ "}
ARROWS = {"up": "↑ ", "down": "↓ "}
UNSTATED: Both = ("基数未说明", "base not stated")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def digits(value: str, surface: str = "") -> str:
    """A decimal with its thousands apart and exactly the places that the text has (an engine may shorten 60.90).

    >>> digits("22400000000"), digits("60.9", "60.90%"), digits("2.5E+3")
    ('22,400,000,000', '60.90', '2,500')
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    for written in _NUMBER.findall(surface):
        if Decimal(written.replace(",", "")) == number:
            number = Decimal(written.replace(",", ""))
    return f"{number:,f}"


def base(code: str, names: Mapping[str, Both] | None = None) -> Both:
    """What a change is against, zh and en: as every page and picture calls it, else by the concept's own name in ``names``.

    >>> base("priorYear"), base("")
    (('较上年', 'vs year before'), ('基数未说明', 'base not stated'))
    """
    if code in ("", "unstated"):
        return UNSTATED
    if known := messages.catalogue().get(f"view.base.{code}"):
        return (known["zh"], known["en"])
    return (names or {}).get(ids.concept("comparison", code)) or (code, code)


def read(o: Outcome, names: Mapping[str, Both] | None = None) -> Both:
    """What was read from a figure, zh and en; of a change with its base, whose concept may have its name in ``names``.

    >>> read(Outcome(iri="", kind="Result", passage="", rule="", surface="19万余件", value="190000", unit="件", bound="above"))
    ('≥ 190,000 件', '≥ 190,000 件')
    >>> read(Outcome(iri="", kind="Result", passage="", rule="", surface="60.90%", value="60.9", unit="%", figure="change",
    ...              direction="down"))
    ('↓ 60.90 % · 基数未说明', '↓ 60.90 % · base not stated')
    >>> read(Outcome(iri="", kind="Result", passage="", rule="", value="5", unit="%", figure="change", base="priorYear"))
    ('5 % · 较上年', '5 % · vs year before')
    """
    number = f"{digits(o.low, o.surface)}–{digits(o.high, o.surface)}" if o.low else digits(o.value, o.surface)
    if not number:
        return ("", "")
    text = f"{SIGNS.get(o.bound, '')}{number} {o.unit}".rstrip()
    if o.figure == "change":
        text = ARROWS.get(o.direction, "") + text
        against = base(o.base, names)
        return (f"{text} · {against[0]}", f"{text} · {against[1]}")
    return (text, text)


def redundant(o: Outcome) -> bool:
    """True when reading adds nothing to the words: the same digits, exact, and no change.

    >>> redundant(Outcome(iri="", kind="Result", passage="", rule="", surface="161652件", value="161652", unit="件"))
    True
    """
    if o.figure == "change" or o.bound != "exact" or o.low:
        return False
    return digits(o.value, o.surface).replace(",", "") in o.surface.replace(",", "")
