"""The benchmarks stand beside the tests and are no part of the package: here they are made importable."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]
