"""What a run took: its processes' memory and processor time, sampled; and the slope of cost against size."""

from __future__ import annotations

import subprocess
import sys

import pytest
from benchmarks import _tree, growing

HELD = 60_000_000
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; x = b\"1\" * {HELD}; time.sleep(1.5)'])"


def test_the_memory_of_a_child_counts() -> None:
    ran = _tree.run([sys.executable, "-c", CHILD + "; print('done')"])
    assert ran.printed.strip() == "done"
    assert ran.megabytes >= HELD / 1_000_000
    assert ran.seconds >= 1.5
    assert ran.processor > 0


def test_a_run_that_fails_is_told() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        _tree.run([sys.executable, "-c", "raise SystemExit(3)"])


def test_cost_that_grows_with_the_square_has_exponent_two() -> None:
    assert growing.exponent([(10, 1.0), (100, 100.0)]) == pytest.approx(2)
    assert growing.exponent([(10, 1.0)]) == 1.0
