"""The exports of the whole corpus are read back in ``python dev.py soak`` only: they take minutes."""

from __future__ import annotations

from tests.conftest import SOAK

collect_ignore = [] if SOAK else ["test_whole.py"]
