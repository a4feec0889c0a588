"""Which body became which, and when: the tables ``successions``, ``bodies`` and ``organisations``, looked up by name."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping

from govkg import vocab


@vocab.kept
def _bodies() -> Mapping[str, str]:
    named = {r["word"]: r["full"] for r in vocab.table("organisations") if r["kind"] == "body" and r["full"]}
    return named | {r["zh"]: r["zh"] for r in vocab.table("bodies")}


@vocab.kept
def _steps() -> Mapping[str, list[tuple[str, vocab.Row]]]:
    """Former body → what it became, with the row of the succession."""
    made: dict[str, list[tuple[str, vocab.Row]]] = defaultdict(list)
    for r in vocab.table("successions"):
        for former in r["former"].split("|"):
            made[former] += [(later, r) for later in r["resulting"].split("|")]
    return dict(made)


def known_body(name: str) -> str:
    """The full name of the known body that a name means, "" for none.

    >>> known_body("国办"), known_body("市数据局")
    ('国务院办公厅', '')
    """
    return _bodies().get(name, "")


def succession(former: str, later: str) -> vocab.Row | None:
    """The row by which a body, by one step or several, became another; of several the last. None where it did not.

    >>> succession("国家环境保护总局", "生态环境部")["effective"]
    '2018-03'
    """
    seen, left = {former}, deque([former])
    while left:
        for resulting, row in _steps().get(left.popleft(), ()):
            if resulting == later:
                return row
            if resulting not in seen:
                seen.add(resulting)
                left.append(resulting)
    return None
