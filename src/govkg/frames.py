"""Rows as a pandas data frame whose columns have types, decided by what is in them and never at the cost of exactness.

whole numbers ``Int64`` · decimals ``decimal.Decimal`` objects, or ``Float64`` where that is asked for · truth values ``boolean`` ·
names of concepts ``category`` · years, months and days as periods where every value of the column has the same precision
(2021 stays 2021, and a column that mixes 2021 and 2021-06 stays text) · points in time ``datetime64`` · texts and IRIs
``string``. What is not said is missing, never 0 or "".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govkg.errors import CallerError
from govkg.ids import ONTOLOGY, VOCAB

if TYPE_CHECKING:
    import pandas as pd

DECIMALS = ("exact", "float")
YEAR, MONTH, DAY = r"(?:1[0-9]|20|21)[0-9]{2}", "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
PERIODS = (
    (re.compile(YEAR), "period[Y-DEC]"),
    (re.compile(f"{YEAR}-{MONTH}"), "period[M]"),
    (re.compile(f"{YEAR}-{MONTH}-{DAY}"), "period[D]"),
)
MOMENT = re.compile(
    rf"{YEAR}-{MONTH}-{DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]{{1,9}})?(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)
WORDS = (
    "quote",
    "section",
    "sentence",
    "source",
    "statement",
    "figure",
    "unit",
)  # never a date, whatever they look like
AMOUNTS = ("value", "low", "high")  # decimals, even where nothing is said
WHOLE = 2**63


def frame(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], attributes: Mapping[str, Any], *,
          decimals: str = "exact", typed: bool = True) -> pd.DataFrame:  # fmt: skip
    """The data frame; ``attributes`` are kept in its ``attrs``; raises CallerError where pandas is missing.

    >>> made = frame(["n", "year"], [{"n": 1, "year": "2021"}, {"n": None, "year": "2022"}], {"question": "x"})
    >>> [str(t) for t in made.dtypes], made.attrs
    (['Int64', 'period[Y-DEC]'], {'question': 'x'})
    """
    if decimals not in DECIMALS:
        raise CallerError("parameter.wrong", f"decimals is {decimals!r}", cure=f"choose {' or '.join(DECIMALS)}")
    try:
        import pandas as pd
    except ImportError as e:
        raise CallerError("pandas.missing", "pandas is not installed", cure='run: pip install "govkg[pandas]"') from e
    if not typed:
        made = pd.DataFrame([[row[c] for c in columns] for row in rows], columns=list(columns), dtype=object)
    else:
        arrays = [
            _array(pd, name, [row[name] for row in rows], _ids(columns, rows, name), decimals) for name in columns
        ]
        made = pd.DataFrame(dict(enumerate(arrays)), index=range(len(rows)))
        made.columns = pd.Index(list(columns), dtype=object)
    made.attrs.update(attributes)
    return made


def _ids(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    return [row[name + "Id"] for row in rows] if name + "Id" in columns else []


def _array(pd: Any, name: str, values: list[Any], ids: list[Any], decimals: str) -> Any:
    said = [v for v in values if v is not None]
    kinds = {type(v) for v in said}
    if kinds == {bool}:
        return pd.array(values, dtype="boolean")
    if kinds == {int} and all(-WHOLE <= v < WHOLE for v in said):
        return pd.array(values, dtype="Int64")
    if (float in kinds and kinds <= {int, float, Decimal}) or (
        kinds and kinds <= {int, Decimal} and decimals == "float"
    ):
        return pd.array([None if v is None else float(v) for v in values], dtype="Float64")
    if kinds and kinds <= {int, Decimal}:
        return pd.Series([None if v is None else Decimal(v) for v in values], dtype=object)
    if kinds == {str} or (not kinds and name not in AMOUNTS):
        return _words(pd, name, values, said, ids)
    return pd.Series(values, dtype=object)


def _words(pd: Any, name: str, values: list[Any], said: list[str], ids: list[Any]) -> Any:
    known = [i for i in ids if i is not None]
    if known and all(str(i).startswith((VOCAB, ONTOLOGY)) for i in known):
        return pd.Categorical(values, categories=sorted(set(said)))
    if said and not name.endswith("Id") and name.rstrip("23") not in WORDS:
        for pattern, kind in PERIODS:
            if all(pattern.fullmatch(v) for v in said):
                with suppress(ValueError):  # no such day: it stays what was said
                    return pd.array([pd.NaT if v is None else _period(pd, v, kind) for v in values], dtype=kind)
        if all(MOMENT.fullmatch(v) for v in said):
            return pd.to_datetime(pd.Series(values), utc=any(v[-1] == "Z" or v[-6] in "+-" for v in said))
    return pd.array(values, dtype="string")


def _period(pd: Any, value: str, kind: str) -> Any:
    return pd.Period(value, freq=kind.removeprefix("period[").rstrip("]"))
