"""How a workspace grows: what a build of many reports costs, and what one report more costs then.

    python dev.py bench growing                     100, 1,000 and 10,000 reports; kept in benchmarks/results/growing.json
    python dev.py bench growing --quick             100 and 300, and nothing is kept
    python dev.py bench growing --sizes=100,1000    other sizes
    python dev.py bench growing --facts             what is planted in the reports is asked for too and scored

The reports are made up (``_corpus``: seeded texts in the genre, about 10 kB each). Each size is measured in processes of its own,
with two processes that read. Memory is that of the whole tree of processes, sampled (PSS, where the system tells it); so are
the seconds of processor, which a busy machine leaves alone.

Beside the build stand what it is made of, measured in the same run on the same reports: ``govkg.part.make`` over all of them by
two processes that send nothing back, and pyoxigraph's bulk load of their N-Quads, named graphs and all, into an empty store on
the disk; and what reading the texts with jionlp alone takes (its finders of time and of money), where that is installed: on some
of the texts, and taken as many times as there are more. 10,000 reports take about 15 GB of disk while they are measured.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks import _corpus, _tree  # noqa: E402
from benchmarks.startup import machine  # noqa: E402
from pyoxigraph import RdfFormat, Store, serialize  # noqa: E402

from govkg import part, sources  # noqa: E402

SIZES, QUICK = (100, 1_000, 10_000), (100, 300)
JOBS, CHUNK, LOAD = (
    2,
    16,
    500,
)  # processes; reports to a process at once; reports whose N-Quads stand on the disk at once
SAMPLE = 10  # texts that jionlp reads
EXPONENT, RATIO, MEGABYTES, TIMES, SECONDS = 1.05, 1.2, 2_000, 3, 1  # the goals


def main(words: Sequence[str]) -> int:
    """Measures, prints, keeps; 1 where a goal is missed."""
    if words[:1] == ["--apart"]:
        print(json.dumps(step(words[1], Path(words[2]), words[3:]), ensure_ascii=False))
        return 0
    quick, facts = "--quick" in words, "--facts" in words
    given = next((word.removeprefix("--sizes=") for word in words if word.startswith("--sizes=")), "")
    sizes = tuple(int(n) for n in given.split(",")) if given else QUICK if quick else SIZES
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="govkg-growing-", ignore_cleanup_errors=True) as folder:
            rows.append(measured(Path(folder) / "reports", size, facts))
        told(rows[-1])
    slope = exponent([(row["reports"], row["build"]["seconds"]) for row in rows])
    good = goals(rows, slope)
    print(f"  exponent of cost against size: {slope:.3f}")
    print(*(f"  {'holds ' if held else 'MISSED'} {goal}" for goal, held in good.items()), sep="\n")
    if not quick:
        body = {"benchmark": "growing", "machine": machine(), "jobs": JOBS, "exponent": round(slope, 3), "goals": good,
                "sizes": rows}  # fmt: skip
        (Path(__file__).parent / "results" / "growing.json").write_text(
            json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0 if all(good.values()) else 1


def measured(folder: Path, size: int, facts: bool) -> dict[str, Any]:
    """All that is measured of a workspace of so many reports, which is made in ``folder``."""
    made = apart("write", folder, size)
    row: dict[str, Any] = {"reports": size, "megabytes of text": round(made["bytes"] / 1e6, 2)}
    row["build"] = build = timed("build", folder)
    row["quads"], row["statements"] = build.pop("quads"), build.pop("statements")
    seconds = build["seconds"]
    row["a second"] = {"reports": round(size / seconds, 2), "megabytes": round(made["bytes"] / 1e6 / seconds, 3),
                       "quads": round(row["quads"] / seconds)}  # fmt: skip
    row["nothing to do"] = timed("build", folder)["seconds"]
    apart("add", folder)
    row["one more"] = timed("build", folder)["seconds"]
    apart("take", folder)
    row["one less"] = timed("build", folder)["seconds"]
    alone = folder.with_name("alone")
    apart("write", alone, 1)
    row["one alone"] = timed("build", alone)["seconds"]
    if facts:
        row["facts"] = apart("score", folder)
    row["map"] = timed("map", folder)
    row["load"] = apart("load", folder)
    for name, what in (("ratio to map and load", "seconds"), ("ratio in processor time", "processor")):
        row[name] = round(build[what] / (row["map"][what] + row["load"][what]), 3)
    row["jionlp"] = apart("jionlp", folder)
    if row["jionlp"]:
        row["times jionlp"] = round(row["jionlp"]["seconds"] / seconds, 2)
    return row


def told(row: dict[str, Any]) -> None:
    """Prints the figures of one size."""
    build, second = row["build"], row["a second"]
    print(
        f"  {row['reports']:,} reports, {row['megabytes of text']} MB, {row['statements']:,} statements, {row['quads']:,} quads"
    )
    print(f"    build {build['seconds']} s (reading {build['reading']}, loading {build['loading']}, the rest {build['rest']}),",
          f"{build['processor']} s of processor, {build['megabytes']} MB at most")  # fmt: skip
    print(f"    a second: {second['reports']} reports, {second['megabytes']} MB, {second['quads']:,} quads")
    print(f"    map {row['map']['seconds']} s and load {row['load']['seconds']} s: {row['ratio to map and load']} times these,",
          f"{row['ratio in processor time']} times in processor time")  # fmt: skip
    print(f"    one report more {row['one more']} s, one less {row['one less']} s, nothing to do {row['nothing to do']} s,",
          f"one alone {row['one alone']} s")  # fmt: skip
    if row["jionlp"]:
        print(
            f"    jionlp alone {row['jionlp']['seconds']} s, from {row['jionlp']['texts']} texts: {row['times jionlp']} times ours"
        )
    else:
        print("    jionlp is not installed here: not measured")
    for what, score in row.get("facts", {}).items():
        if not score["facts"]:
            continue
        print(f"    {what}: {score['facts']} facts,", ", ".join(f"{k} {v}" for k, v in score["shares"].items()))


def goals(rows: Sequence[dict[str, Any]], slope: float) -> dict[str, bool]:
    """Whether what is wanted holds for the largest size."""
    last = rows[-1]
    return {
        f"exponent at most {EXPONENT}": slope <= EXPONENT,
        f"build at most {RATIO} times map and load": last["ratio to map and load"] <= RATIO,
        f"memory at most {MEGABYTES} MB": last["build"]["megabytes"] <= MEGABYTES,
        f"one report more at most {TIMES} times one alone and {SECONDS} s": last["one more"] <= TIMES * last["one alone"] + SECONDS,
    }  # fmt: skip


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of cost against size, both as logarithms; 1 is cost in proportion.

    >>> round(exponent([(100, 2.0), (1000, 20.0), (10000, 200.0)]), 6)
    1.0
    """
    logs = [(math.log(size), math.log(cost)) for size, cost in points]
    x, y = sum(a for a, _ in logs) / len(logs), sum(b for _, b in logs) / len(logs)
    spread = sum((a - x) ** 2 for a, _ in logs)
    return sum((a - x) * (b - y) for a, b in logs) / spread if spread else 1.0


def apart(what: str, folder: Path, *numbers: int) -> dict[str, Any]:
    """One step in a process of its own."""
    return timed(what, folder, *numbers, tree=False)


def timed(what: str, folder: Path, *numbers: int, tree: bool = True) -> dict[str, Any]:
    """One step in a process of its own, with its seconds from start to end and the memory of all its processes."""
    ran = _tree.run([sys.executable, __file__, "--apart", what, str(folder), *map(str, numbers)])
    found: dict[str, Any] = json.loads(ran.printed.splitlines()[-1])
    if not tree:
        return found
    return {"processor": round(ran.processor, 2), **found, "seconds": round(ran.seconds, 2), "megabytes": ran.megabytes}


def step(name: str, folder: Path, numbers: Sequence[str]) -> dict[str, Any]:
    """What a process of its own does."""
    return write(folder, int(numbers[0])) if name == "write" else STEPS[name](folder)


def write(folder: Path, size: int) -> dict[str, Any]:
    """The workspace; how many bytes its texts have."""
    _corpus.write(folder, size)
    return {"bytes": sum(path.stat().st_size for path in folder.glob("sources/*/text.txt"))}


def build(folder: Path) -> dict[str, Any]:
    """A build as ``govkg build`` does it, with the seconds of its parts."""
    from govkg import pipeline, store
    from govkg.library import Library

    began, read, loading = time.monotonic(), 0.0, 0.0
    grow = store.grow

    def reading(done: int, of: int) -> None:
        nonlocal read
        if done == of:
            read = time.monotonic() - began

    def clocked(*given: Any, **more: Any) -> Any:
        nonlocal loading
        start = time.monotonic()
        made = grow(*given, **more)
        loading = time.monotonic() - start
        return made

    store.grow = clocked  # the build finds it there
    made = pipeline.build(Library(folder, folder), reading, JOBS)
    whole = time.monotonic() - began
    return {"reading": round(read, 2), "loading": round(loading, 2), "rest": round(whole - read - loading, 2),
            "quads": made.quads, "statements": made.statements}  # fmt: skip


def add(folder: Path) -> dict[str, Any]:
    """One report more in the workspace."""
    source, _ = next(_corpus.reports(1, _corpus.SEED + 1))
    _corpus.put(folder, replace(source, id="one-more"))
    return {}


def take(folder: Path) -> dict[str, Any]:
    """The report that was added, taken away again."""
    shutil.rmtree(folder / "sources" / "one-more")
    return {}


def score(folder: Path) -> dict[str, Any]:
    """The graph held against what was planted."""
    from benchmarks._corpus import scoring

    import govkg

    answers = json.loads(folder.with_name(f"{folder.name}-answers.json").read_text(encoding="utf-8"))
    return {what: {"facts": s.facts, "shares": {k: round(v, 4) for k, v in s.shares.items()}, "wrong": s.wrong[:10]}
            for what, s in scoring.scores(govkg.open(folder), answers, 3_600).items()}  # fmt: skip


def map_(folder: Path) -> dict[str, Any]:
    """``part.make`` over all sources by processes that send nothing back; a chunk to each at a time."""
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(JOBS) as pool:
        quads = sum(pool.imap_unordered(_made, list(_chunks(folder, CHUNK))))
    return {"seconds": round(time.monotonic() - began, 2), "quads": quads}


def load(folder: Path) -> dict[str, Any]:
    """Bulk load of the sources' N-Quads into an empty store on the disk; making them is not counted."""
    nquads, took, worked = folder.with_name("nquads"), 0.0, 0.0
    nquads.mkdir()
    store = Store(str(folder.with_name("loaded")))
    with multiprocessing.get_context("spawn").Pool(JOBS) as pool:
        for part_of in _chunks(folder, LOAD):
            chunks = [(nquads / f"{n}.nq", part_of[n : n + CHUNK]) for n in range(0, len(part_of), CHUNK)]
            for _ in pool.imap_unordered(_written, chunks):
                pass
            for path, _ in chunks:
                start, work = time.monotonic(), time.process_time()
                store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
                took, worked = took + time.monotonic() - start, worked + time.process_time() - work
                path.unlink()
    start, work = time.monotonic(), time.process_time()
    store.flush()
    took, worked = took + time.monotonic() - start, worked + time.process_time() - work
    return {"seconds": round(took, 2), "processor": round(worked, 2)}


def jionlp(folder: Path) -> dict[str, Any]:
    """Some of the texts, at even distances, read by jionlp's finders of money and of time; nothing where it is not installed."""
    from benchmarks import _peers

    try:
        reader = _peers.jionlp()
    except ImportError:
        return {}
    paths = sorted(folder.glob("sources/*/text.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths[:: max(1, len(paths) // SAMPLE)]]
    reader.read(texts[0][:200])  # its dictionaries are loaded
    began = time.monotonic()
    for text in texts:
        reader.read(text)
    took = time.monotonic() - began
    size = sum(path.stat().st_size for path in paths)
    return {
        "texts": len(texts),
        "crashes": sum(reader.crashes.values()),
        "seconds": round(took * size / sum(len(t.encode()) for t in texts), 2),
    }


def _chunks(folder: Path, size: int) -> Iterator[list[Path]]:
    found = sorted(path for path in (folder / "sources").iterdir() if path.is_dir())
    yield from (found[n : n + size] for n in range(0, len(found), size))


def _made(folders: Sequence[Path]) -> int:
    found = (part.make(sources.load(folder)) for folder in folders)
    return sum(len(one.said) + len(one.follows) for one in found)


def _written(work: tuple[Path, Sequence[Path]]) -> None:
    path, folders = work
    with path.open("wb") as file:
        for folder in folders:
            made = part.make(sources.load(folder))
            serialize([*made.said, *made.follows], file, format=RdfFormat.N_QUADS)


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {"build": build, "add": add, "take": take, "score": score, "map": map_, "load": load,
         "jionlp": jionlp}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
