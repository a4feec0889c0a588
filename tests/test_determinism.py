"""The same text is read the same way whatever the hash seed: no answer hangs on the order of a set.

Under two seeds every day, under four in the soak.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import SOAK

ROOT = Path(__file__).parents[1]
READ = """
import hashlib
from govkg import assemble, statements
from tests.test_reading import FURTHER, GOLDEN, reports
for folder in (GOLDEN, FURTHER):
    for report in reports(folder):
        said = statements.dump(assemble.read(report))
        print(report.id, hashlib.sha256(said.encode()).hexdigest())
"""


def test_every_golden_text_is_read_the_same_under_any_hash_seed() -> None:
    first, *others = [read(seed) for seed in (("1", "2", "3", "4") if SOAK else ("1", "2"))]
    assert len(first) > 40
    for other in others:
        assert [line for line in other if line not in first] == []


def read(seed: str) -> list[str]:
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    done = subprocess.run([sys.executable, "-c", READ], cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()
