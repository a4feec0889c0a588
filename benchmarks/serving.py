"""Requests a second of `govkg serve` against `oxigraph serve-read-only` on the same disk store: a point query, 16 connections, wrk.

    python benchmarks/serving.py            prints the rates and keeps them in benchmarks/results/serving.json

Both answer the labels of 200 things in turn as SPARQL JSON. govkg runs as a user starts it: time, row, byte and memory limits,
gate, caged workers, safe headers and journal on; no answer is kept. Rounds alternate, so that what else the machine does hits
both. The claim: at least 0.25 of oxigraph's rate (median of the rounds). Exit code 1 when it does not hold.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

from govkg import graph, pipeline
from govkg.library import open_library
from govkg.settings import Settings

CLAIM = 0.25
ROUNDS, SECONDS, CONNECTIONS = 5, 5, 16
JSON = "application/sparql-results+json"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def script(folder: Path, path: str, things: list[str]) -> Path:
    """A wrk script that asks for the label of each thing in turn."""
    queries = ",\n".join(f'"{quote(f"SELECT ?label {{ <{t}> <{LABEL}> ?label }}", safe="")}"' for t in things)
    made = folder / f"{path.strip('/')}.lua"
    made.write_text(
        f'local queries = {{\n{queries}\n}}\nlocal n = 0\nwrk.headers["Accept"] = "{JSON}"\n'
        f'function request()\n  n = n % #queries + 1\n  return wrk.format("GET", "{path}?query=" .. queries[n])\nend\n',
        encoding="utf-8",
    )
    return made


def rate(address: str, lua: Path) -> dict[str, float]:
    """One round of wrk: requests a second, median and 99th percentile in ms; raises for an answer that is none."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(lua), address]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise SystemExit(out)
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    times = dict(re.findall(r"(50|99)%\s+([\d.]+(?:us|ms|s))", out))
    assert found
    return {"rate": float(found[1]), **{f"p{k} ms": milliseconds(v) for k, v in times.items()}}


def milliseconds(text: str) -> float:
    """Wrk's 1.20ms, 800us or 1.5s in milliseconds."""
    number = float(text.rstrip("mus"))
    return round(number / 1000 if text.endswith("us") else number if text.endswith("ms") else number * 1000, 3)


def waited(address: str, seconds: float = 30) -> None:
    """Returns once the address answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def started(*first: str) -> tuple[subprocess.Popen[str], str]:
    """`govkg serve` as a user starts it, and its address; ``first`` are options of govkg itself."""
    command = [sys.executable, "-m", "govkg", *first, "serve", "--port", "0", "--json", "--log", os.devnull]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    told = ""
    while not told.rstrip().endswith("}"):
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"the server ended: {told}")
        told += line
    return process, json.loads(told)["address"].rstrip("/")


def main() -> int:
    """Measures, prints, keeps; 1 when the claim does not hold or a program is missing."""
    oxigraph = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if not shutil.which("wrk") or not oxigraph:
        print("wrk and oxigraph are needed for this benchmark", file=sys.stderr)
        return 1
    library = open_library(Settings())
    pipeline.build(library)
    kg = graph.open(library)
    assert kg.origin is not None and kg.origin.is_dir()
    rows = kg.query("SELECT ?x { ?x a ?c ; rdfs:label ?l ; gov:evidence ?e } ORDER BY ?x LIMIT 200").rows
    things = sorted({str(row["x"]) for row in rows})
    ports = {"oxigraph": 7931}
    rounds: dict[str, list[dict[str, float]]] = {"oxigraph serve-read-only": [], "govkg serve": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peer = subprocess.Popen(
            [oxigraph, "serve-read-only", "--location", str(kg.origin), "--bind", f"127.0.0.1:{ports['oxigraph']}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ours, address = started()
        try:
            theirs = f"http://127.0.0.1:{ports['oxigraph']}"
            waited(theirs)
            asked = {"oxigraph serve-read-only": (theirs, script(folder, "/query", things)),
                     "govkg serve": (address, script(folder, "/sparql", things))}  # fmt: skip
            for n in range(ROUNDS + 1):
                for who, (where, lua) in asked.items():
                    found = rate(where, lua)
                    if n:  # the first round warms up
                        rounds[who].append(found)
        finally:
            for process in (peer, ours):
                process.terminate()
                process.wait(30)
    medians = {who: statistics.median(r["rate"] for r in found) for who, found in rounds.items()}
    ratio = medians["govkg serve"] / medians["oxigraph serve-read-only"]
    best = max(r["rate"] for r in rounds["govkg serve"]) / max(r["rate"] for r in rounds["oxigraph serve-read-only"])
    for who, timed in rounds.items():
        print(f"{who:26} {medians[who]:9,.0f} requests/s   {[round(r['rate']) for r in timed]}")
    holds = ratio >= CLAIM
    print(f"ratio {ratio:.3f} (best rounds {best:.3f}; claim: ≥ {CLAIM})  {'holds' if holds else 'BROKEN'}")
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    body = {
        "benchmark": "serving", "unit": "requests/s", "connections": CONNECTIONS, "seconds": SECONDS,
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count(),
                    "python": platform.python_version(),
                    "load": os.getloadavg() if hasattr(os, "getloadavg") else None},
        "results": {who: {"median": medians[who], "rounds": timed} for who, timed in rounds.items()},
        "ratio": round(ratio, 4), "ratio of best": round(best, 4), "claim": CLAIM, "holds": holds,
    }  # fmt: skip
    (results / "serving.json").write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
