"""How well and how fast figures are read, beside what a user might take instead.

    python dev.py bench reading         prints the figures and keeps them in benchmarks/results/reading.json
    python dev.py bench reading --quick long documents up to 1 MB only, and nothing is kept

Quality: the figures that were marked by hand, on the annotated texts of ``../shared/gold`` (seed and dev) or, where they are
not here, on ``tests/golden``. govkg was made with these texts in view, the others were not: what it reads of texts that it has
never met is told by the README's scores. ``_peers.py`` says how the others' finds are mapped, always in their favour. For each
reader, F1 of four things that build on each other: *overlap* (a find touches a marked figure; one find, one figure), *span*
(it has exactly its words), *value* (overlap, and the value to 1e-9), *unit* (value, and the unit with the multiplier
removed). A find that touches no marked figure is wrong in ``all``; the others do not claim to tell what is measured from
dates and names with numbers, so ``marked`` leaves such finds out. Figures marked as optional count for nobody.

Speed: characters a second of processor time on one core over the same texts, the best of three, once over the annotated
texts (short, thick with figures) and once over the full-length reports of ``../shared/corpus`` where they are here. govkg
from the text to its statements (names, links and milestones too), and its reader of figures alone, which is what the others
do: from the text to figures with value, unit, metric and period. The others are given line by line, which suits the slowest
of them, and takes from recognizers-text's currency model half its speed. Growth: govkg on 10 kB to 10 MB
made of the golden texts, each in its own process; the exponent is the slope of a straight line through the logarithms.
"""

from __future__ import annotations

import json
import logging
import math
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks import _peers  # noqa: E402
from benchmarks._peers import Find, Finder, Reader  # noqa: E402
from benchmarks.startup import machine  # noqa: E402

from govkg import assemble, document  # noqa: E402
from govkg.extract import quantities  # noqa: E402
from govkg.statements import Observation  # noqa: E402

GOLD = [ROOT.parent / "shared" / "gold" / part for part in ("seed", "dev")]
LEVELS = ("overlap", "span", "value", "unit")
BYTES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
RUNS = 3
CORPUS = ROOT.parent / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Text:
    """An annotated text, with what its description says of it and the figures that people marked."""

    id: str
    text: str
    body: str
    place: str
    covers: str
    plans: str
    marked: tuple[Find, ...]
    optional: tuple[Find, ...]
    code: str = ""


def texts() -> list[Text]:
    """The annotated texts that are here, each once."""
    found: dict[str, Text] = {}
    folders = [f for f in GOLD if f.is_dir()] or [ROOT / "tests" / "golden"]
    for folder in folders:
        for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
            d = json.loads(line)
            rows = [
                json.loads(r)
                for r in (folder / f"{d['id']}.quantities.jsonl").read_text(encoding="utf-8").splitlines()
                if r
            ]
            marked, optional = ([_gold(r) for r in rows if bool(r.get("optional")) is o] for o in (False, True))
            text = (folder / f"{d['id']}.txt").read_text(encoding="utf-8")
            body, place, covers, plans = (str(d.get(k) or "") for k in ("body", "place", "covers", "plans"))
            found.setdefault(d["id"], Text(d["id"], text, body, place, covers, plans, tuple(marked), tuple(optional)))
    return list(found.values())


def _gold(r: dict[str, Any]) -> Find:
    low, high = r["value"] if isinstance(r["value"], list) else (r["value"], None)
    return Find(r["start"], r["end"], float(low), r["unit"], None if high is None else float(high))


def ours(text: Text) -> list[Find]:
    """The figures of govkg's statements, each once."""
    found: dict[tuple[int, int], Find] = {}
    for s in assemble.read(text):
        if isinstance(s, Observation):
            e, low = s.evidence, s.value or s.low
            found[e.start, e.end] = Find(e.start, e.end, float(low), s.unit, float(s.high) if s.high else None)
    return list(found.values())


# -- quality ---------------------------------------------------------------------------------------------------------
def touches(a: Find, b: Find) -> bool:
    """Whether two finds share a character."""
    return max(a.start, b.start) < min(a.end, b.end)


def same_value(a: Find, b: Find) -> bool:
    """Equal to 1e-9; what is marked with six decimals (a third) is compared with six."""
    return all(
        (x is None and y is None)
        or (x is not None and y is not None and (math.isclose(x, y, rel_tol=1e-9) or round(x, 6) == y))
        for x, y in ((a.value, b.value), (a.high, b.high))
    )


def same_unit(a: Find, b: Find) -> bool:
    """Equal but for spaces and the width of the percent sign."""
    return a.unit.replace("％", "%").strip() == b.unit.replace("％", "%").strip()


CHECKS: dict[str, Callable[[Find, Find], bool]] = {
    "overlap": touches,
    "span": lambda f, g: (f.start, f.end) == (g.start, g.end),
    "value": lambda f, g: touches(f, g) and same_value(f, g),
    "unit": lambda f, g: touches(f, g) and same_value(f, g) and same_unit(f, g),
}


def score(pairs: Iterable[tuple[Text, Sequence[Find]]]) -> dict[str, dict[str, float]]:
    """F1 of each level, over all texts: ``{"all": {"overlap": …}, "marked": …}``."""
    counts = {level: [0, 0, 0, 0] for level in LEVELS}  # right, found, found where a figure is marked, marked
    for text, finds in pairs:
        finds = [f for f in finds if not any(touches(f, o) for o in text.optional)]
        near = sum(any(touches(f, g) for g in text.marked) for f in finds)
        for level in LEVELS:
            count = counts[level]
            count[0] += _matched(finds, text.marked, CHECKS[level])
            count[1] += len(finds)
            count[2] += near
            count[3] += len(text.marked)
    return {
        name: {level: round(2 * c[0] / (c[which] + c[3]), 4) for level, c in counts.items()}
        for name, which in (("all", 1), ("marked", 2))
    }


def _matched(finds: Sequence[Find], marked: Sequence[Find], fits: Callable[[Find, Find], bool]) -> int:
    free = list(finds)
    right = 0
    for g in marked:
        hit = next((f for f in free if fits(f, g)), None)
        if hit:
            free.remove(hit)
            right += 1
    return right


# -- speed -----------------------------------------------------------------------------------------------------------
def speed(work: Callable[[Text], object], over: Sequence[Text]) -> float:
    """Characters a second of processor time, the best of three runs over all texts."""
    best = math.inf
    for _ in range(RUNS):
        begun = time.process_time()
        for text in over:
            work(text)
        best = min(best, time.process_time() - begun)
    return sum(len(t.text) for t in over) / best


def _lines(reader: Reader, name: str, finder: Finder, text: Text) -> None:
    for line in text.text.split("\n"):
        reader.call(name, finder, line)


def figures(text: Text) -> None:
    """The figures of a text and nothing else: sentences, then their quantities."""
    for s in document.parse(text.text, text.plans or None).sentences:
        context = quantities.Context(text.covers, text.plans or None, s.plan, text.place, text.body)
        quantities.find(text.text, s.start, s.end, context)


def reports() -> list[Text]:
    """The full-length reports that are here."""
    found = []
    for path in sorted(CORPUS.glob("*.txt")):
        found.append(Text(path.stem, path.read_text(encoding="utf-8"), "某省人民政府", "某省", "2025", "2026", (), ()))
    return found


def speeds(readers: Sequence[Reader], over: Sequence[Text]) -> dict[str, dict[str, float]]:
    """Characters a second of govkg and of each finder of the others, with govkg's as their multiple."""
    assemble.read(over[0])
    whole, part = speed(assemble.read, over), speed(figures, over)
    found = {"govkg: text to statements": whole, "govkg: text to figures": part}
    for reader in readers:
        for name, finder in reader.finders:
            found[f"{reader.name}: {name}"] = speed(partial(_lines, reader, name, finder), over)
    return {
        name: {
            "characters a second": round(theirs),
            "statements": round(whole / theirs, 3),
            "figures": round(part / theirs, 3),
        }
        for name, theirs in found.items()
    }


# -- growth ----------------------------------------------------------------------------------------------------------
def grow(size: int) -> dict[str, float]:
    """Seconds and peak memory of reading a document of ``size`` bytes, in this process."""
    parts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "tests" / "golden").glob("*.txt"))]
    whole = "\n".join(parts)
    text = (whole * (1 + 3 * size // len(whole)))[:size].encode()[:size].decode(errors="ignore")
    about = ("", "", "2022", "2023", (), ())
    assemble.read(Text("warm", parts[0], *about))
    before = peak()
    begun = time.process_time()
    made = assemble.read(Text("long", text, *about))
    spent = time.process_time() - begun
    return {"bytes": size, "characters": len(text), "statements": len(made), "seconds": round(spent, 3),
            "memory a byte": round((peak() - before) / size, 1)}  # fmt: skip


def peak() -> float:
    """Peak memory of this process in bytes; NaN where the system does not tell."""
    try:
        import resource
    except ImportError:
        return math.nan
    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def growth(most: int) -> dict[str, object]:
    """The growing documents, each read in a process of its own, and the exponent of their times."""
    rows = []
    for size in (b for b in BYTES if b <= most):
        run = subprocess.run(
            [sys.executable, __file__, "--grow", str(size)], check=True, capture_output=True, text=True
        )
        rows.append(json.loads(run.stdout))
        print(
            "  {bytes:>10,} bytes  {seconds:9.3f} s  {memory a byte:7.1f} bytes of memory a byte".format(**rows[-1]),
            flush=True,
        )
    logs = [(math.log(r["bytes"]), math.log(r["seconds"])) for r in rows]
    x, y = (sum(p[i] for p in logs) / len(logs) for i in (0, 1))
    slope = sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)
    return {"documents": rows, "exponent": round(slope, 3)}


def main(words: Sequence[str]) -> int:
    """Measures, prints, keeps."""
    if "--grow" in words:
        print(json.dumps(grow(int(words[-1]))))
        return 0
    logging.disable()  # what the others say of each line that they give up
    over = texts()
    print(
        f"{len(over)} texts, {sum(len(t.text) for t in over):,} characters, {sum(len(t.marked) for t in over)} marked figures"
    )
    readers = [_peers.recognizers(), _peers.jionlp(), _peers.plain()]
    quality = {"govkg": score((t, ours(t)) for t in over)}
    for reader in readers:
        quality[f"{reader.name} {reader.version}".strip()] = score((t, reader.read(t.text)) for t in over)
    crashes = {r.name: dict(sorted(r.crashes.items())) for r in readers}
    for name, result in quality.items():
        print(
            f"  {name:28}",
            *(f"{which}: " + " ".join(f"{k} {v:.3f}" for k, v in f1.items()) for which, f1 in result.items()),
        )
    print("  crashes:", {name: sum(kinds.values()) for name, kinds in crashes.items()})
    fast = {}
    for label, read in (("annotated texts", over), ("full-length reports", reports())):
        if read:
            size = sum(len(t.text.encode()) for t in read)
            print(f"  {label}, {size:,} bytes; times that govkg is as fast, to statements and to figures alone:")
            rows = speeds(readers, read)
            fast[label] = {"bytes": size, "characters": sum(len(t.text) for t in read), "readers": rows}
            for name, row in rows.items():
                print(
                    "    {0:32} {characters a second:>12,} characters a second  {statements:8} {figures:8}".format(
                        name, **row
                    )
                )
    grown = growth(1_000_000 if "--quick" in words else BYTES[-1])
    body = {"benchmark": "reading", "machine": machine(), "texts": len(over), "characters": sum(len(t.text) for t in over),
            "figures": sum(len(t.marked) for t in over), "f1": quality, "crashes": crashes, "speed": fast,
            "growth": grown}  # fmt: skip
    print("  exponent of growth:", grown["exponent"])
    if "--quick" in words:
        return 0
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "reading.json").write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
