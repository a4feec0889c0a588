"""How fast questions are answered on a million triples, beside rdflib, pyoxigraph and Virtuoso, in one run.

    python dev.py bench asking              prints the table and keeps it in benchmarks/results/asking.json
    python dev.py bench asking --quick      50,000 triples, and nothing is kept
    python dev.py bench asking --triples 10000000 --without rdflib

Data: varied made-up reports (``_generated.corpus``) through the real writer and the real release. Ours: ``kg.ask(...)`` in a
running process on the graph as ``govkg build`` leaves it, rows as Python values with all columns and evidence. Theirs: the same
question as one writes it by hand (``_asked.py``), to Python values: rdflib in memory, pyoxigraph in memory and on disk, Virtuoso
over HTTP with JSON. Each engine is warm and has a process of its own; the time is the
median of its runs. What takes more than 60 s is stopped and counts as 60 s. *Equal* compares rows on the columns of the query by hand.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks._asked import FREE, KINDS, PREFIXES, Kind  # noqa: E402
from benchmarks._engines import LIMIT, RUNS, Asking, Rows, measured, serve  # noqa: E402
from benchmarks.startup import machine  # noqa: E402

PEERS = ("rdflib", "pyoxigraph memory", "pyoxigraph disk", "virtuoso")


def build(folder: Path, triples: int) -> dict[str, int]:
    """A workspace with the release and the store of made-up reports, and its triples as N-Triples."""
    from benchmarks import _generated
    from pyoxigraph import RdfFormat, serialize

    from govkg import release, store

    read = _generated.corpus(triples)
    found = release.quads(read)
    files = release.files(read, found)
    for name, data in files.items():
        path = folder / "release" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    store.build(folder / "store", found, json.loads(files["manifest.json"])["dataset"])
    plain = {q.triple for q in found}
    serialize(plain, output=str(folder / "all.nt"), format=RdfFormat.N_TRIPLES)
    said = sum(len(s) for _, s in read)
    figures = sum(x.type == "observation" for _, s in read for x in s)
    return {
        "triples": len(plain),
        "quads": len(found),
        "reports": len(read),
        "statements": said,
        "observations": figures,
    }


def things(folder: Path) -> dict[str, str]:
    """The IRIs that stand for ``$reform``, ``$unit`` and ``$whole``: of one place in the middle."""
    kg = ours(folder)
    found = {}
    for key, name in (("$reform", "一事联办5"), ("$unit", "市审批局3处"), ("$whole", "一事联办1")):
        rows = kg.query(f'SELECT DISTINCT ?x {{ ?x rdfs:label "{name}"@zh }} ORDER BY ?x').rows
        found[key] = f"<{rows[len(rows) // 2]['x']}>"
    return found


def ours(folder: Path) -> Any:
    """The graph as a user opens it."""
    from govkg import graph
    from govkg.library import Library

    return graph.open(Library(folder, folder))


def filled(text: str, named: dict[str, str]) -> str:
    """A text with IRIs for the things."""
    for key, iri in named.items():
        text = text.replace(key, iri)
    return text


# -- the comparison ------------------------------------------------------------------------------------------------------
def plain(value: Any) -> Any:
    """A cell to compare: numbers as numbers, whatever type an engine gives them."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value)).normalize()
    except ArithmeticError:
        return str(value)


def same(mine: Rows, theirs: Rows) -> bool:
    """The same rows on the columns of the query by hand; ours as a set, where a row of theirs stands for several of ours."""
    if not theirs:
        return not mine
    names = list(theirs[0])
    a, b = (Counter(tuple(plain(r[n]) for n in names) for r in rows) for rows in (mine, theirs))
    return a == b or set(a) == set(b)


def rounds(folder: Path, named: dict[str, str], without: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each kind on each engine."""
    mine: dict[str, Rows] = {}
    made: dict[str, dict[str, Any]] = {
        k.name: {"kind": k.name, "question": k.question, "seconds": {}, "equal": {}, "errors": {}} for k in KINDS
    }
    kg = ours(folder)
    for k in KINDS:
        given = {n: filled(v, named).strip("<>") for n, v in k.parameters.items()}

        def ask(_: str, k: Kind = k, given: dict[str, Any] = given) -> Rows:
            return kg.ask(k.question, limit=k.limit, **given).rows  # type: ignore[no-any-return]

        ask("")
        got = measured(ask, "", RUNS * 2)
        mine[k.name] = got["rows"]
        made[k.name]["engine"] = kg.ask(k.question, limit=k.limit, **given).engine
        made[k.name]["rows"] = len(got["rows"])
        made[k.name]["seconds"]["govkg"] = got["seconds"]
    for peer in (p for p in PEERS if p not in without):
        with Asking(peer, folder) as run:
            for k in KINDS:
                got = run(PREFIXES + filled(k.by_hand, named))
                row = made[k.name]
                row["seconds"][peer] = got["seconds"] if got else LIMIT
                if got and got["rows"] is not None:
                    row["equal"][peer] = same(mine[k.name], got["rows"])
                elif got:
                    row["errors"][peer] = got["error"]
                print(f"  {peer:18} {k.name:34} {row['seconds'][peer] * 1e3:12,.2f} ms", row["equal"].get(peer, row["errors"].get(peer, "stopped")), flush=True)  # fmt: skip
    yield from made.values()


def free(folder: Path, named: dict[str, str]) -> list[dict[str, Any]]:
    """Free SPARQL through the library beside the engine's own time on the same store."""
    from govkg import query

    kg = ours(folder)
    out = []
    for name, text in FREE.items():
        text = filled(text, named)
        own = measured(lambda q: list(kg.store.query(q, prefixes=query.PREFIXES)), text, RUNS * 2)["seconds"]
        through = measured(lambda q: kg.query(q).rows, text, RUNS * 2)["seconds"]
        out.append({"query": name, "engine_ms": own * 1e3, "govkg_ms": through * 1e3,
                    "holds": through <= 1.1 * own + 0.002})  # fmt: skip
    return out


def overhead(folder: Path, named: dict[str, str]) -> float:
    """What asking adds to the engine's own time on a point question, in ms: parameters, choice, rows, marks."""
    from govkg import engine, parameters, questions

    kg = ours(folder)
    given = {"unit": named["$unit"].strip("<>")}
    question = questions.get("reforms-of-unit")
    bound = parameters.terms(kg.store, question, given)
    opened, plan = engine.choose(kg, question, bound), engine.plan("reforms-of-unit")
    if opened is None or plan is None:
        text = parameters.fill(question, bound, "zh")
        own = measured(lambda q: list(kg.store.query(q)), text, 60)["seconds"]
    else:
        values = engine.values(plan, bound, "zh")
        own = measured(lambda q: opened.rows(q, values), plan.sql, 60)["seconds"]
    whole = measured(lambda _: kg.ask("reforms-of-unit", **given).rows, "", 60)["seconds"]
    return float(whole - own) * 1e3


def summary(rows: Sequence[dict[str, Any]], without: Sequence[str]) -> dict[str, Any]:
    """Geometric means of how many times as fast, and the worst ratio to the best peer."""
    out: dict[str, Any] = {}
    for peer in (p for p in PEERS if p not in without):
        ratios = [r["seconds"][peer] / r["seconds"]["govkg"] for r in rows]
        out[peer] = round(math.exp(statistics.fmean(map(math.log, ratios))), 1)
    worst = {r["kind"]: r["seconds"]["govkg"] / min(v for k, v in r["seconds"].items() if k != "govkg") for r in rows}
    name = max(worst, key=lambda k: worst[k])
    return {"times_as_fast": out, "slowest_beside_best_peer": {"kind": name, "ratio": round(worst[name], 2)},
            "above_1.2": sorted(k for k, v in worst.items() if v > 1.2)}  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Measures, prints, keeps; 1 when rows differ or a goal is missed."""
    if words[:1] == ["--serve"]:
        serve(words[1], Path(words[2]))
        return 0
    asked = argparse.ArgumentParser()
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--triples", type=int, default=1_000_000)
    asked.add_argument("--without", nargs="*", default=[], choices=PEERS)
    asked.add_argument("--folder", type=Path, help="keep the data there, or take what is there")
    given = asked.parse_args(list(words))
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        if (folder / "size.json").is_file():
            size = json.loads((folder / "size.json").read_text())
        else:
            size = build(folder, 50_000 if given.quick else given.triples)
            (folder / "size.json").write_text(json.dumps(size))
        print(f"  {size['triples']:,} triples, {size['statements']:,} statements, {size['reports']} reports")
        named = things(folder)
        rows = list(rounds(folder, named, given.without))
        loose, added = free(folder, named), round(overhead(folder, named), 3)
    total = summary(rows, given.without)
    print_table(rows, given.without)
    for r in loose:
        print(f"  free SPARQL, {r['query']:22} {r['engine_ms']:9.2f} ms alone, {r['govkg_ms']:9.2f} ms through govkg",
              "holds" if r["holds"] else "MISSED")  # fmt: skip
    print(f"  asking adds {added} ms;", json.dumps(total))
    fast = total["times_as_fast"]
    holds = (
        all(all(r["equal"].values()) for r in rows) and not total["above_1.2"] and all(r["holds"] for r in loose)
        and added < 1 and fast.get("virtuoso", 3) >= 3 and fast.get("rdflib", 100) >= 100
    )  # fmt: skip
    if not given.quick:
        body = {"benchmark": "asking", "machine": machine(), "load_average": os.getloadavg()[0], "size": size, "rows": rows,
                "free_sparql": loose, "ask_adds_ms": added, "summary": total, "holds": holds}  # fmt: skip
        name = "asking.json" if given.triples == 1_000_000 else f"asking-{given.triples}.json"
        path = ROOT / "benchmarks" / "results" / name
        path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if holds else 1


def print_table(rows: Sequence[dict[str, Any]], without: Sequence[str]) -> None:
    names = ["govkg", *(p for p in PEERS if p not in without)]
    print("  " + "median ms".ljust(36) + "".join(n.rjust(19) for n in names))
    for r in rows:
        cells = (f"{r['seconds'][n] * 1e3:,.2f}".rjust(19) for n in names)
        print("  " + r["kind"].ljust(36) + "".join(cells), r["engine"], r["rows"], "equal" if all(r["equal"].values()) else "NOT EQUAL")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
