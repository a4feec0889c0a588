"""A page that stands alone: the policy that it states of itself."""

from __future__ import annotations

import re


def policy_of(data: bytes) -> str:
    """The policy that a finished page states of itself, for the header too."""
    m = re.search(
        r"http-equiv=\"Content-Security-Policy\" content=\"([^\"<>]*)\"", data[:20000].decode("utf-8", "replace")
    )
    return (m[1] if m else "default-src 'none'") + "; frame-ancestors 'none'"
