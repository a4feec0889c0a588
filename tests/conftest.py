"""What all tests share: surroundings without the developer's own settings, and how long property tests count."""

import os

from hypothesis import settings

# `python dev.py soak` sets it: the same tests, with the counts of a long night.
SOAK = bool(os.environ.get("GOVKG_SOAK"))

for name in [n for n in os.environ if n.startswith("GOVKG_") and n != "GOVKG_SOAK"]:
    del os.environ[name]
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # processes that tests start would each compile all anew

settings.register_profile("quick", derandomize=True, deadline=None, database=None)
settings.register_profile("soak", deadline=None, max_examples=5000)
settings.load_profile("soak" if SOAK else "quick")
