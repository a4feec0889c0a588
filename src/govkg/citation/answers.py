"""The bytes of an answer that its hash is taken of: one form, whatever the language, the engine and the system.

JSON in UTF-8 with sorted keys and nothing between its marks, a line end behind it: the question's name, its columns in their order, the
rows in the question's order as objects, and under ``inferred`` the places of the rows that no report says itself. The rows are those of
the whole answer, asked in Chinese. A number is written with exactly its digits (60.9, never 60.90 or 6.09e1), what is missing is null.
Whoever has the bytes takes their sha256; the first 32 hex digits stand in the identifier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any

from govkg.answer import Answer

HEX = 32


def canonical(answer: Answer) -> bytes:
    r"""The bytes of an answer.

    >>> canonical(Answer(("n", "改革"), [{"n": Decimal("60.90"), "改革": "一事联办"}], "savings")).decode()
    '{"columns":["n","改革"],"inferred":[],"question":"savings","rows":[{"n":60.9,"改革":"一事联办"}]}\n'
    """
    rows = [{c: row[c] for c in answer.columns} for row in answer.rows]
    return written(
        {"question": answer.name, "columns": answer.columns, "rows": rows, "inferred": sorted(answer.inferred)}
    )


def taken(data: bytes) -> str:
    """The hash of bytes as an identifier has it.

    >>> len(taken(b""))
    32
    """
    return hashlib.sha256(data).hexdigest()[:HEX]


def written(value: object) -> bytes:
    """A value as canonical JSON, with a line end."""
    return (_json(value) + "\n").encode("utf-8", "surrogatepass")


def _json(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_text(str(k))}:{_json(v)}" for k, v in sorted(value.items())) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(map(_json, value)) + "]"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float | Decimal):
        return number(value)
    return _text(str(value))


def number(value: int | float | Decimal) -> str:
    """A number with exactly its digits; what is no number (an infinity) as a text.

    >>> number(Decimal("105.0")), number(Decimal("1E+3")), number(0.1)
    ('105', '1000', '0.1')
    """
    exact = Decimal(repr(value)) if isinstance(value, float) and isfinite(value) else Decimal(value)
    if not exact.is_finite():
        return _text(str(value))
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read(data: bytes) -> dict[str, Any]:
    """Canonical bytes read back, numbers exact; raises ValueError for what is none."""
    found = exact(data)
    if written(found) != data:
        raise ValueError("not the canonical form")
    return found


def exact(data: bytes) -> dict[str, Any]:
    """An object of JSON with its numbers exact; raises ValueError for what is none."""
    found = json.loads(data, parse_float=Decimal)
    if not isinstance(found, dict):
        raise ValueError("not the canonical form")
    return found
