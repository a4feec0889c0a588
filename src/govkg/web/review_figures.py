"""/review/stats: how far reviewers agree, and how often each rule was right where somebody looked, with what is left open by so few."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from govkg import messages, reviewers, reviews, rules
from govkg.errors import CallerError
from govkg.reviewers import Agreement, Precision
from govkg.statements import Statement
from govkg.web import frame, review_statement
from govkg.web.review_form import key_of, page
from govkg.web.state import Edition, State, serving

WIDE = 160.0  # px of a bar that stands for all


async def stats(request: Request) -> Response:
    """The page."""
    key_of(request)
    state, spoken = serving(request), frame.tongue(request)
    made = await frame.read(request, told, state, spoken.lang)
    return await frame.answer(
        request, page(request, "review_stats.html", messages.text("web.review.stats", spoken.lang), made)
    )


def told(state: State, lang: str) -> dict[str, Any]:
    """What the page shows: people, pairs of people, rules."""
    table = state.library.curated("reviews")
    open_ = reviews.opened(table)
    found = precision(state.now, table)
    return {
        "people": sorted(Counter(r.by for r in open_).items(), key=lambda x: (-x[1], x[0])),
        "decisions": [(d, n) for d in reviews.DECISIONS if (n := sum(r.decision == d for r in open_))],
        "pairs": [pair(a) for a in reviewers.agreement(table)],
        "rules": [rule(p, lang) for p in found], "few": reviewers.FEW,
    }  # fmt: skip


def precision(now: Edition, table: list[dict[str, str]]) -> list[Precision]:
    """The rules that people looked at, of the statements that they decided on."""
    wanted = {r.statement for r in reviews.opened(table)}
    said: dict[str, Statement] = {}
    for name in sorted(wanted):
        if name not in said:
            try:
                held = review_statement.held(now, review_statement.source_of(now, name))
            except CallerError:  # added since the last build
                continue
            said |= {k: s for k, s in held.every.items() if k in wanted}
    return reviewers.precision(table, said.values())


def by_rule(now: Edition) -> dict[str, Precision]:
    """The same by rule, as of the edition."""
    library = now.kg.library
    assert library is not None
    return {p.rule: p for p in precision(now, library.curated("reviews"))}


def words(p: Precision, lang: str) -> str:
    """How often a rule was right so far, in a sentence."""
    if p.share is None or p.low is None or p.high is None:
        return messages.text("web.review.rule.none", lang)
    return messages.text(
        "web.review.rule", lang, right=p.right, n=p.n, share=percent(p.share), low=percent(p.low), high=percent(p.high)
    )


def percent(share: float) -> str:
    """A share in whole percent.

    >>> percent(0.305)
    '30'
    """
    return f"{share * 100:.0f}"


def signed(value: float | None) -> str:
    """κ or an end of its interval as it is printed; "" for none.

    >>> signed(-0.194), signed(-0.001), signed(None)
    ('−0.19', '0.00', '')
    """
    return "" if value is None else f"{value:z.2f}".replace("-", "−")


def bar(value: float, low: float, high: float, least: float = 0.0) -> dict[str, float]:
    """Where a value and its interval stand on a bar that goes from ``least`` to 1.

    >>> bar(0.5, 0.25, 0.75)
    {'x': 80.0, 'low': 40.0, 'width': 80.0}
    """
    scale = WIDE / (1 - least)
    at = [round((v - least) * scale, 1) for v in (value, low, high)]
    return {"x": at[0], "low": at[1], "width": round(at[2] - at[1], 1)}


def pair(a: Agreement) -> dict[str, Any]:
    """Two people: what they share, and κ with its interval where they share enough."""
    return {"left": a.left, "right": a.right, "n": a.n, "same": a.same, "share": percent(a.same / a.n),
            "kappa": signed(a.kappa), "low": signed(a.low), "high": signed(a.high),
            "bar": bar(a.kappa, a.low, a.high, -1.0) if a.kappa is not None and a.low is not None and a.high is not None else None}  # fmt: skip


def rule(p: Precision, lang: str) -> dict[str, Any]:
    """A rule: what it reads, how often it was right."""
    said = " ".join(filter(None, (r.said(lang) for r in rules.described(p.rule))))
    known = p.share is not None and p.low is not None and p.high is not None
    return {"rule": p.rule, "said": said, "right": p.right, "wrong": p.wrong, "unsure": p.unsure, "n": p.n,
            "share": percent(p.share) if p.share is not None else "", "low": percent(p.low) if p.low is not None else "",
            "high": percent(p.high) if p.high is not None else "",
            "bar": bar(p.share or 0, p.low or 0, p.high or 0) if known else None}  # fmt: skip
