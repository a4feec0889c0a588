"""How fast a graph is validated, beside pySHACL, with the same findings.

    python dev.py bench validation            a million triples; prints the figures and keeps them in benchmarks/results/validation.json
    python dev.py bench validation --quick    a hundred thousand triples, and nothing is kept

The graph is made up (``_generated.py``: seeded reports through the real writer), then broken in some thousand places: triples
are left out, objects set to what is not there. Both engines are given the same N-Triples and ``ontology/shapes.ttl``. Timed
is each engine as a user calls it, from the text of the graph to its findings, and for pySHACL also its validation alone, the
graph being parsed already; in seconds of processor time over all threads, so that a busy machine favours nobody (the time on
the wall is kept beside it). The findings are compared as sets of (node, shape, kind of constraint, value). pySHACL takes
some minutes and a few gigabytes at a million triples. Peak memory is that of each engine's own process.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks import _generated  # noqa: E402
from benchmarks.startup import machine  # noqa: E402

from govkg import resources  # noqa: E402
from govkg.validate import shapes  # noqa: E402

TRIPLES, QUICK = 1_000_000, 100_000
EVERY = 997  # one triple in so many is left out, another one changed
GOAL = 20
RUNS = 3


def graph(triples: int) -> str:
    """A broken graph of about so many triples, as N-Triples; always the same."""
    lines = sorted(set(shapes.triples(_generated.quads(triples)).splitlines()))
    kept = []
    for n, line in enumerate(lines):
        subject, prop, _ = line.split(" ", 2)
        if n % EVERY == 0 and "rdf-syntax-ns#type" not in prop:
            continue
        kept.append(f"{subject} {prop} <urn:not-there> ." if n % EVERY == 500 else line)
    return "\n".join(kept) + "\n"


def rust(path: Path) -> dict[str, Any]:
    """The engine that govkg runs."""
    text = path.read_text(encoding="utf-8")
    best, wall, found = 0.0, 0.0, []
    for _ in range(RUNS):
        start, begun = time.process_time(), time.monotonic()
        report = shapes.load().compiled.validate_text(text, format="ntriples")
        found = [
            (r.focus_node.strip("<>"), (r.source_shape or "").strip("<>"), r.component, r.value_plain or "")
            for r in report.results
        ]
        took = time.process_time() - start
        best, wall = min(best or took, took), min(wall or 1e9, time.monotonic() - begun)
    return {"seconds": best, "wall": wall, "found": sorted(set(found))}


def pyshacl(path: Path) -> dict[str, Any]:
    """The oracle, pySHACL, on rdflib's graph."""
    import rdflib
    from pyshacl import validate
    from rdflib.namespace import SH

    start, begun = time.process_time(), time.monotonic()
    data = rdflib.Graph().parse(source=str(path), format="nt")
    wanted = rdflib.Graph().parse(source=str(resources.path("ontology/shapes.ttl")), format="turtle")
    parsed = time.process_time()
    _, report, _ = validate(data, shacl_graph=wanted, inference="none")
    end, wall = time.process_time(), time.monotonic() - begun
    assert isinstance(report, rdflib.Graph)
    found = {
        (
            str(report.value(r, SH.focusNode)),
            str(report.value(r, SH.sourceShape)),
            str(report.value(r, SH.sourceConstraintComponent)).rpartition("#")[2],
            str(v) if (v := report.value(r, SH.value)) is not None else "",
        )
        for r in report.objects(None, SH.result)
    }
    return {"seconds": end - start, "wall": wall, "validation": end - parsed, "found": sorted(found)}


def write(path: Path, triples: int) -> dict[str, Any]:
    """The graph as a file; how many triples it has."""
    text = graph(triples)
    path.write_text(text, encoding="utf-8", newline="\n")
    return {"triples": text.count("\n")}


ENGINES = {"rust": rust, "pyshacl": pyshacl}


def apart(*words: object) -> dict[str, Any]:
    """One step in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--apart", *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    out: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return out


def peak() -> int | None:
    """The most memory that this process held, in MB; None where the system does not say."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def main(words: Sequence[str]) -> int:
    """Measures, prints, keeps; 1 when the findings differ or the goal is missed."""
    if words[:1] == ["--apart"]:
        path = Path(words[2])
        done = write(path, int(words[3])) if words[1] == "write" else ENGINES[words[1]](path)
        print(json.dumps({**done, "megabytes": peak()}))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        count = apart("write", path, QUICK if "--quick" in words else TRIPLES)["triples"]
        print(f"  {count:,} triples, shapes of {len(shapes.load().codes)} codes")
        measured = {name: apart(name, path) for name in ENGINES}
    ours, theirs = measured["rust"], measured["pyshacl"]
    same = ours["found"] == theirs["found"]
    ratio = theirs["seconds"] / ours["seconds"]
    alone = theirs["validation"] / ours["seconds"]
    for name, row in measured.items():
        print(f"  {name:8} {row['seconds']:8.2f} s  {row['megabytes']} MB  {len(row['found']):,} findings")
    print(f"  {ratio:.1f} times as fast (goal: {GOAL}), {alone:.1f} times with pySHACL's graph parsed already;",
          f"findings {'the same' if same else 'DIFFER'}")  # fmt: skip
    if not same:
        for name, one, other in (("rust", ours, theirs), ("pyshacl", theirs, ours)):
            known = {tuple(f) for f in other["found"]}
            print(f"  only {name}:", *[f for f in one["found"] if tuple(f) not in known][:5], sep="\n    ")
    if "--quick" not in words:
        keep(count, measured, ratio, alone, same)
    return 0 if same and ratio >= GOAL else 1


def keep(count: int, measured: dict[str, dict[str, Any]], ratio: float, alone: float, same: bool) -> None:
    """Writes the figures with what they depend on."""
    found = json.dumps(measured["rust"]["found"], ensure_ascii=False).encode()
    rows = {
        name: {
            "seconds": round(row["seconds"], 3),
            "seconds on the wall": round(row["wall"], 3),
            "megabytes": row["megabytes"],
            "findings": len(row["found"]),
        }
        for name, row in measured.items()
    }
    body = {"benchmark": "validation", "machine": machine(), "triples": count,
            "versions": {name: version(name) for name in ("shacl", "pyshacl", "rdflib")}, "engines": rows,
            "times as fast": round(ratio, 1), "times as fast, parsed already": round(alone, 1), "goal": GOAL,
            "same findings": same, "sha256 of findings": hashlib.sha256(found).hexdigest()}  # fmt: skip
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "validation.json").write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
