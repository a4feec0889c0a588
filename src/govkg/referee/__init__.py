"""The referee file: one HTML page with an answer, its statements, the reports' texts, and a verifier that runs in the page.

Whoever opens it needs nothing else: no network, no program, no govkg. What the page checks, and what it cannot, stands on it.
"""

from __future__ import annotations

from govkg.referee.writing import page as page
