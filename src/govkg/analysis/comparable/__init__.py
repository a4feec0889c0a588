"""May two figures be compared, and if not, why: the passport that every figure shows before it stands beside another.

``verdict`` judges two figures, ``sum_of`` says whether several may be added. ``axis`` and ``key`` are what must agree, for
sorting many figures at once; figures with one key are comparable or comparable on conditions.
"""

from govkg.analysis.comparable.judge import (
    COMPARABLE,
    CONDITIONS,
    NO,
    REFUSED,
    TOLD,
    Verdict,
    converted,
    label,
    verdict,
)
from govkg.analysis.comparable.keys import (
    AXIS,
    REASONS,
    YEAR,
    axis,
    differs,
    interval,
    key,
    number,
    part,
    undecided,
    unlike,
)
from govkg.analysis.comparable.pairing import Beside, beside
from govkg.analysis.comparable.sums import Sum, sum_of

__all__ = [
    "AXIS", "COMPARABLE", "CONDITIONS", "NO", "REASONS", "REFUSED", "TOLD", "YEAR", "Beside", "Sum", "Verdict", "axis", "beside", "converted", "differs", "interval", "key",
    "label", "number", "part", "sum_of", "undecided", "unlike", "verdict",
]  # fmt: skip
