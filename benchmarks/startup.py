"""How long a person waits: `govkg --help`, `govkg ask` and `govkg demo`, wall time of a fresh process, median of five.

    python benchmarks/startup.py            prints the times and keeps them in benchmarks/results/startup.json

The claims: `govkg --help` under 0.3 s, `govkg demo` under 3 s on two cores. Exit code 1 when one does not hold.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CLAIMS = {"--help": 0.3, "ask": 0.6, "ask outcomes-of-reform --reform 一事联办": 3.0, "demo": 3.0}
RUNS = 5


def seconds(words: list[str], folder: Path) -> float:
    """Wall time of one run of govkg in a fresh process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "govkg", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "PYTHONUTF8": "1"})  # fmt: skip
    return time.perf_counter() - begun


def machine() -> dict[str, object]:
    """What the figures depend on."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def main() -> int:
    """Measures, prints, keeps; 1 when a claim does not hold."""
    found: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for command, limit in CLAIMS.items():
            words = command.split()
            if words[0] == "demo":
                words += ["--out", "view.html"]
            seconds(words, Path(folder))  # the first run writes compiled files and the store
            times = [seconds(words, Path(folder)) for _ in range(RUNS)]
            median = statistics.median(times)
            found[command] = {"median": round(median, 3), "times": [round(t, 3) for t in times], "claim": limit,
                              "holds": median < limit}  # fmt: skip
            print(
                f"govkg {command:45} {median:6.3f} s  (claim: < {limit} s)  {'holds' if median < limit else 'BROKEN'}"
            )
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    body = {"benchmark": "startup", "unit": "s", "machine": machine(), "results": found}
    (results / "startup.json").write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(row["holds"] for row in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
