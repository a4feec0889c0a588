"""How soon a view can be looked at: our pages beside what pyvis writes itself for the same nodes and edges, in one Chromium.

    python benchmarks/seeing.py            prints the table and keeps it in benchmarks/results/seeing.json
    python benchmarks/seeing.py bundled 3,000
                                           the graphs of these sizes only; the other rows that are kept stay
    python benchmarks/seeing.py --pages [--folder FOLDER] [ADDRESS] [PATH ...]
                                           median time of 30 requests and weight of the explorer's pages, and nothing else;
                                           without an address `govkg serve` is started, on the bundled graph or on FOLDER:
                                           made-up reports of a million triples (asking.py's), made where there are none

Graphs: the bundled one, and made-up reports (``_generated.py``, always the same) of about 1,000, 3,000 and 10,000 nodes. Views:
reforms → outcomes, a card for every node, and the whole graph. pyvis gets exactly the nodes, labels and edges of the view and is
used as its documentation does: the network's own defaults, ``cdn_resources="in_line"``; what it would load from other hosts
is refused for both.

Measured from the start of navigation, each page in a fresh tab: *usable* is the first drawn frame that can be read and clicked:
ours says so itself (``performance.mark('govkg-usable')``), pyvis's is its first drawing after ``stabilizationIterationsDone``
(before it, a bar covers the picture). A page that is not there after 60 s counts as 60 s. *Long tasks* are those above 50 ms
that end before then. Medians of five runs; of pyvis one, where it takes more than 5 s.

Claims (exit code 1 when one does not hold): reforms → outcomes of the bundled graph < 0.5 s and < 1.5 MB; each view of 3,000 nodes
< 1 s, of 10,000 nodes < 2.5 s. Of pages: 300 kB, and 30 ms of the server's processor on the bundled graph, 80 ms on a million triples (of the
clock where the server is not ours: on a machine that does other things the clock tells of those). A page is warm from
its third request on; the first one is told apart (*first ms*), as it makes what is then kept with the release.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pyoxigraph import RdfFormat, parse

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks import asking, serving  # noqa: E402
from benchmarks._generated import report  # noqa: E402
from benchmarks.startup import machine  # noqa: E402

import govkg  # noqa: E402
from govkg import concepts, rdf, release, store, views  # noqa: E402
from govkg.analysis import Picture  # noqa: E402
from govkg.graph import Graph  # noqa: E402
from govkg.library import Library  # noqa: E402
from govkg.views import catalogue  # noqa: E402
from govkg.views.plan import Plan  # noqa: E402

VIEWS = ("reforms-outcomes", "whole")
SIZES = {"bundled": 0, "1,000": 1000, "3,000": 3000, "10,000": 10_000}
A_REPORT = {"reforms-outcomes": 109, "whole": 75}  # nodes that a made-up report gives to a view
RUNS, SLOW, CAP = 5, 5.0, 60.0
CLAIMS = {("bundled", "reforms-outcomes"): 0.5, ("3,000", "reforms-outcomes"): 1.0, ("3,000", "whole"): 1.0,
          ("10,000", "reforms-outcomes"): 2.5, ("10,000", "whole"): 2.5}  # fmt: skip
HEAVIEST = 1_500_000  # bytes of the bundled graph's first view
PAGE_TIME, PAGE_WEIGHT, REQUESTS = {"bundled": 30.0, "million": 80.0}, 300_000, 30
PAGES = ("/", "/search?q={reform}", "/search/suggest?q={initials}", "/report/{report}", "/ask", "/ask/outcomes-of-reform?reform={iri}",
         "/ask/units-of-reform?reform={iri}", "/query", "/view", "/compare", "/coverage", "/coverage?report={report}", "/ontology", "/about",
         "{reform_page}", "{platform_page}", "/vocab/metric/processingTime", "/view/neighbourhood?of={iri}",
         "/view/document?report={report}", "/view/units?report={report}")  # fmt: skip
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
WATCH = """
globalThis.seen = { usable: 0, tasks: [] };
new PerformanceObserver((list) => { for (const e of list.getEntries()) seen.tasks.push([e.startTime + e.duration, e.duration]); })
  .observe({ type: 'longtask', buffered: true });
let made;
Object.defineProperty(globalThis, 'network', { configurable: true, get: () => made, set(v) {
  made = v;
  if (!v || !v.once) return;
  v.once('stabilizationIterationsDone', () => v.once('afterDrawing', () => { seen.usable = performance.now(); }));
} });
"""
ASK = "() => { const m = performance.getEntriesByName('govkg-usable')[0]; return m ? m.startTime : globalThis.seen.usable; }"


@dataclass(frozen=True, slots=True)
class Seen:
    """One page: its bytes, how long Python took, and what the browser said, a run each (usable and long tasks in ms)."""

    bytes: int
    made: float
    usable: list[float]
    tasks: list[float]

    @property
    def row(self) -> dict[str, Any]:
        return {"usable ms": round(statistics.median(self.usable)), "long tasks ms": round(statistics.median(self.tasks)),
                "bytes": self.bytes, "made s": round(self.made, 2), "runs": [round(u) for u in self.usable]}  # fmt: skip


def graph(reports: int) -> Graph:
    """A graph of so many made-up reports, with what follows from them."""
    units, found = concepts.unit_iris(), list(release.vocabulary())
    for number in range(reports):
        source, said = report(number)
        here = rdf.quads(source, said, units)
        found += [*here, *release.inferred(source.id, here)]
    return Graph(store.memory(found))


def nodes(picture: Picture, plan: Plan) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The nodes of a view with their labels, and its edges."""
    if plan.kind == "cloud":
        return {t.iri: t.label for t in picture.things.values()}, [(t.source, t.target) for t in picture.ties]
    names = {**picture.things, **picture.outcomes}
    labels = {
        c.id: getattr(names[c.ref], "label", "") or getattr(names[c.ref], "words", "") or c.ref
        for c in plan.cards.values()
    }
    return labels, [(x["from"], x["to"]) for x in plan.lines]


def pyvis_page(labels: dict[str, str], edges: Sequence[tuple[str, str]]) -> str:
    """What pyvis writes for these, with nothing but its defaults."""
    from pyvis.network import Network

    made = Network(cdn_resources="in_line")
    for node, label in labels.items():
        made.add_node(node, label=label)
    for source, target in edges:
        made.add_edge(source, target)
    html: str = made.generate_html(notebook=False)
    return html


def opened(browser: Any, file: Path) -> tuple[float, float]:
    """When a page is usable and how long its long tasks took until then, ms."""
    from playwright.sync_api import TimeoutError

    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/*", lambda r: r.continue_() if r.request.url.startswith(("file:", "data:", "blob:")) else r.abort())
    page.add_init_script(WATCH)
    limit = CAP * 1000
    try:
        page.goto(file.as_uri(), wait_until="commit", timeout=limit)
        usable = float(page.wait_for_function(ASK, timeout=limit, polling=20).json_value())
        page.wait_for_timeout(100)  # a long task is told of a little after its end
        tasks = [d for end, d in page.evaluate("globalThis.seen.tasks") if end - d <= usable]
    except TimeoutError:
        usable, tasks = limit, [limit]
    page.close()
    return min(usable, limit), min(sum(tasks), limit)


def measured(browser: Any, file: Path, html: str, made: float) -> Seen:
    """A page in fresh tabs; the first one warms up what the file's reading needs."""
    file.write_text(html, encoding="utf-8")
    runs = [opened(browser, file)]
    if runs[0][0] < SLOW * 1000:
        runs = [opened(browser, file) for _ in range(RUNS)]
    return Seen(file.stat().st_size, made, [u for u, _ in runs], [t for _, t in runs])


def pictures(sizes: Sequence[str]) -> Iterator[tuple[str, str, Graph]]:
    """Size, view and graph of every picture that is measured."""
    for size in sizes:
        for name in VIEWS:
            wanted = SIZES[size]
            yield size, name, graph(round(wanted / A_REPORT[name])) if wanted else govkg.open()


def seen(folder: Path, sizes: Sequence[str]) -> list[dict[str, Any]]:
    """Every picture, ours and pyvis's; each row is kept as soon as it is there."""
    from playwright.sync_api import sync_playwright

    rows = []
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for size, name, kg in pictures(sizes):
            begun = time.perf_counter()
            picture, plan = catalogue.make(kg.store, name, {})
            known = (
                kg if size == "bundled" else Graph(store.memory([]))
            )  # the hash of all its quads is no part of the view
            html = views.page_of(known, name, picture, plan)
            ours = measured(browser, folder / "ours.html", html, time.perf_counter() - begun)
            labels, edges = nodes(picture, plan)
            begun = time.perf_counter()
            html = pyvis_page(labels, edges)
            theirs = measured(browser, folder / "pyvis.html", html, time.perf_counter() - begun)
            rows.append(judged(size, name, len(labels), len(edges), ours, theirs))
            print(line(rows[-1]), flush=True)
            kept("views", rows)
        browser.close()
    return rows


def judged(size: str, name: str, many: int, edges: int, ours: Seen, theirs: Seen) -> dict[str, Any]:
    """A row of the result with its ratio and whether the claim holds."""
    claim = CLAIMS.get((size, name))
    holds = claim is None or statistics.median(ours.usable) < claim * 1000
    if (size, name) == ("bundled", "reforms-outcomes"):
        holds = holds and ours.bytes < HEAVIEST
    ratio = statistics.median(theirs.usable) / statistics.median(ours.usable)
    capped = statistics.median(theirs.usable) >= CAP * 1000
    return {"graph": size, "view": name, "nodes": many, "edges": edges, "govkg": ours.row, "pyvis": theirs.row,
            "ratio": round(ratio, 1), "pyvis stopped": capped, "claim s": claim, "holds": holds, "load": load()}  # fmt: skip


def line(row: dict[str, Any]) -> str:
    """A row as one line of the table."""
    ours, theirs, more = row["govkg"], row["pyvis"], ">" if row["pyvis stopped"] else " "
    claim = "" if row["claim s"] is None else f" (claim: < {row['claim s']} s) {'holds' if row['holds'] else 'BROKEN'}"
    return (
        f"{row['graph']:>8} {row['view']:17} {row['nodes']:>6,} nodes {row['edges']:>6,} edges   "
        f"govkg {ours['usable ms'] / 1000:6.2f} s {ours['bytes'] / 1e6:5.2f} MB {ours['long tasks ms']:>6} ms long   "
        f"pyvis {more}{theirs['usable ms'] / 1000:6.2f} s {theirs['bytes'] / 1e6:5.2f} MB {theirs['long tasks ms']:>6} ms long   "
        f"× {more}{row['ratio']:.0f}{claim}"
    )


# -- the explorer's pages ----------------------------------------------------------------------------------------------
def worked(process: int) -> float:
    """The processor time that a server has used so far, ms (Linux; 0 elsewhere): what else the machine does is not in it."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def asked(address: str, path: str, graph: str, process: int) -> dict[str, Any]:
    """Median time of a page on a warm server, and its bytes; ``status`` tells of a page that is not there."""
    times, status, size, before = [], 200, 0, 0.0
    for n in range(REQUESTS + 2):
        if n == 2:
            before = worked(process)
        begun = time.perf_counter()
        try:
            with urllib.request.urlopen(address + path, timeout=120) as answer:
                size = len(answer.read())
        except urllib.error.HTTPError as e:
            status = e.code
            e.read()
        except OSError:  # it took too long
            status = 0
            times.append((time.perf_counter() - begun) * 1000)
            break
        times.append((time.perf_counter() - begun) * 1000)
    times += times[-1:] * (REQUESTS + 2 - len(times))
    spent = (worked(process) - before) / REQUESTS
    median, heavy = (
        statistics.median(times[2:]),
        size >= PAGE_WEIGHT and not path.startswith("/view/"),
    )  # those are pictures
    return {"graph": graph, "path": path, "status": status, "first ms": round(times[0], 2), "median ms": round(median, 2),
            "max ms": round(max(times[2:]), 2), "server cpu ms": round(spent, 1), "bytes": size, "load": load(),
            "holds": status == 200 and (spent or median) < PAGE_TIME[graph] and not heavy}  # fmt: skip


def filled(address: str, path: str) -> str:
    """A path with a report and things of the graph that is served: those with which its start page begins."""
    if "{" not in path:
        return path
    with urllib.request.urlopen(f"{address}/index.json", timeout=120) as answer:
        start = json.load(answer)
    reform, platform = start["examples"]["reform"], start["examples"]["platform"]
    known = {
        "reform": quote(reform["label"]), "initials": start["tries"][1], "report": start["reports"][0]["id"],
        "reform_page": reform["href"], "platform_page": platform["href"],
        "iri": quote("https://w3id.org/govkg" + reform["href"].partition("?")[0], safe=""),
    }  # fmt: skip
    return path.format(**known)


def pages(address: str, paths: Sequence[str], graph: str = "bundled", process: int = 0) -> list[dict[str, Any]]:
    """Every page of a server that runs."""
    address, rows = address.rstrip("/"), []
    for path in paths:
        r = asked(address, filled(address, path), graph, process)
        print(f"{graph:>8} {r['path'][:64]:64} {r['status']}  first {r['first ms']:8.1f}  {r['median ms']:8.2f} ms (max {r['max ms']:.2f}; cpu {r['server cpu ms']})  "
              f"{r['bytes'] / 1000:7.1f} kB  load {r['load']}  {'holds' if r['holds'] else 'BROKEN'}", flush=True)  # fmt: skip
        rows.append(r)
        kept("pages", rows)
    return rows


def workspace(folder: Path) -> Path:
    """The folder as a workspace that can be served: its release, and the store of exactly that release."""
    if not (folder / "release" / "govkg.trig").is_file():
        asking.build(folder, 1_000_000)
    (folder / "sources").mkdir(exist_ok=True)
    data = (folder / "release" / "govkg.trig").read_bytes()
    found = Library(folder, folder).store
    name = hashlib.sha256(data).hexdigest()
    if not (found / store.version(name)).is_dir():
        store.build(found, parse(data, format=RdfFormat.TRIG), name)
    return folder


def kept(part: str, rows: list[dict[str, Any]]) -> None:
    """Writes rows of one part of the results, in place of those of the same graph and view or path; others stay."""
    file = ROOT / "benchmarks" / "results" / "seeing.json"
    body: dict[str, Any] = {"benchmark": "seeing"}
    if file.is_file():
        body = json.loads(file.read_text(encoding="utf-8"))

    def key(row: dict[str, Any]) -> str:
        return " ".join(str(row.get(k, "")) for k in ("graph", "view", "path"))

    body |= {
        "machine": machine(),
        part: list(({key(r): r for r in body.get(part, [])} | {key(r): r for r in rows}).values()),
    }
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load() -> float | None:
    """How many processes want a core now; well above the number of cores the times say little."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def main(words: Sequence[str]) -> int:
    """Measures, prints, keeps; 1 when a claim does not hold."""
    if "--pages" in words:
        given = [w for w in words if not w.startswith("--")]
        folder = Path(given.pop(given.index(words[words.index("--folder") + 1]))) if "--folder" in words else None
        size = "million" if folder else "bundled"
        address = given[0] if given and given[0].startswith("http") else ""
        paths = [w for w in given if w[0] in "/{"] or PAGES
        if address:
            rows = pages(address, paths, size)
        else:
            process, address = serving.started(*(["--workspace", str(workspace(folder))] if folder else []))
            try:
                rows = pages(address, paths, size, process.pid)
            finally:
                process.terminate()
                process.wait(30)
        return 0 if all(r["holds"] for r in rows) else 1
    if not CHROMIUM:
        print("Chromium is needed for this benchmark (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    if unknown := set(words) - set(SIZES):
        print(f"no size {' '.join(sorted(unknown))}; there are: {' '.join(SIZES)}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        rows = seen(Path(name), list(words) or list(SIZES))
    return 0 if all(r["holds"] for r in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
