"""No text makes a regular expression of the package slow: its time grows with the text, whatever the text."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tests.conftest import SOAK

MEASURE = Path(__file__).parent / "measure.py"
PATIENCE = 120.0  # seconds without a word; the slowest pattern of a slow machine needs a tenth of it
# Slow, and known to be.
KNOWN: frozenset[str] = frozenset()


def events(first: int) -> list[dict[str, Any]]:
    """What the measuring says from the pattern ``first`` on, to its end or until it has been silent for too long."""
    command = [sys.executable, str(MEASURE), str(first), *(["full"] if SOAK else [])]
    said: queue.Queue[str | None] = queue.Queue()
    environ = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environ) as process:
        assert process.stdout

        def listen() -> None:
            for line in process.stdout or ():
                said.put(line)
            said.put(None)

        threading.Thread(target=listen, daemon=True).start()
        heard: list[dict[str, Any]] = []
        try:
            while (line := said.get(timeout=PATIENCE)) is not None:
                heard.append(json.loads(line))
        except queue.Empty:
            pass
        finally:
            process.kill()
    return heard


def test_every_pattern_of_the_source_is_measured_and_none_is_slow() -> None:
    first = 0
    slow: dict[str, object] = {}
    while True:
        heard = events(first)
        assert heard, "the measuring did not start"
        assert heard[0]["uncovered"] == [], "patterns that no run compiles: let patterns._use() do what builds them"
        assert heard[0]["patterns"] > 500
        slow |= {s: e["slow"] for e in heard if "slow" in e for s in e["sites"]}
        if heard[-1].get("done"):
            break
        last = next(e for e in reversed(heard) if "at" in e)
        slow |= dict.fromkeys(last["sites"], f"no end on a text of 1,000 to 1,000,000 characters: {last['pattern']}")
        first = last["at"] + 1
    named = {" ".join((s.rpartition(":")[0], s.rpartition(" ")[2])): what for s, what in slow.items()}
    assert {s: what for s, what in named.items() if s not in KNOWN} == {}
    assert set(KNOWN) <= set(named), "no longer slow: take it out of KNOWN"
