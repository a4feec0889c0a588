"""A graph held against what was planted: each kind of fact asked with the question that a person would ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks._corpus import names

from govkg.graph import Graph

Fact = Mapping[str, object]
Answers = Mapping[str, list[dict[str, object]]]
SILENT = "地区生产总值"  # a metric that some reports give and some do not
COINED = """
PREFIX gov: <https://w3id.org/govkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?place ?year WHERE {{
  ?one rdfs:label "{}"@zh ; gov:mentionedIn ?by .
  ?by gov:place/rdfs:label ?place ; gov:covers ?year .
  FILTER NOT EXISTS {{
    ?plan a gov:PlannedMilestone ; gov:about ?one ; gov:source ?by .
    FILTER NOT EXISTS {{ ?tie a gov:Attribution ; gov:initiative ?one ; gov:source ?by }}
  }}
  FILTER(LANG(?place) = "zh")
}}"""
BODIES = """
PREFIX gov: <https://w3id.org/govkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label ?org ?place WHERE {
  ?org a gov:Organisation ; rdfs:label ?label ; gov:mentionedIn/gov:place/rdfs:label ?place .
  FILTER(LANG(?label) = "zh" && LANG(?place) = "zh")
}"""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind of fact: how many there are, shares from 0 to 1 by name, and the facts that came out wrong."""

    facts: int
    shares: dict[str, float]
    wrong: Sequence[object]


def scores(kg: Graph, answers: Answers, seconds: float = 60) -> dict[str, Score]:
    """Every kind of planted fact, scored; a question may take so many ``seconds``."""
    return {
        "diffusion": diffusion(kg, answers.get("diffusion", ()), seconds),
        "contradictions": contradictions(kg, answers.get("contradictions", ()), answers.get("traps", ()), seconds),
        "closures": closures(kg, answers.get("closures", ()), seconds),
        "succession": succession(kg, answers.get("succession", ()), seconds),
        "namesakes": namesakes(kg, seconds),
        "missing": missing(kg, answers.get("missing", ()), seconds),
    }


def diffusion(kg: Graph, planted: Iterable[Fact], seconds: float) -> Score:
    """The first year of each scheme in each place, and whether it was only planned before: exactly as planted."""
    want = {(f["scheme"], f["place"], "reported", f["year"]) for f in planted}
    want |= {
        (f["scheme"], f["place"], "planned", f["planned"]) for f in planted if f["planned"] and _known(f["scheme"])
    }
    found: set[tuple[object, ...]] = {
        (row["scheme"], row["place"], _last(row["stageId"]), int(str(row["year"])))
        for row in kg.ask("diffusion", timeout=seconds)
        if row["scheme"] in names.KNOWN
    }
    for coined in names.COINED:
        first: dict[object, int] = {}
        for row in kg.query(COINED.format(coined), timeout=seconds):
            first[row["place"]] = min(first.get(row["place"], 9999), int(str(row["year"])))
        found |= {(coined, place, "reported", year) for place, year in first.items()}
    return Score(len(want), {"exact": len(want & found) / max(1, len(want | found))}, sorted(map(str, want ^ found)))


def contradictions(kg: Graph, planted: Iterable[Fact], traps: Iterable[Fact], seconds: float) -> Score:
    """Recall of the pairs that contradict one another; of the rows given, and of the traps, the share that is no contradiction."""
    want = {(f["place"], f["about"]): f for f in planted}
    none = {(f["place"], f["about"]): f for f in traps}
    rows = [(row["place"], row["about"], row) for row in kg.ask("contradictions", timeout=seconds)]
    found = {(place, about) for place, about, _ in rows}
    false = [row for place, about, row in rows if (place, about) not in want]
    wrong: list[object] = [{"missed": f} for key, f in want.items() if key not in found]
    wrong += [{"trap": f} for key, f in none.items() if key in found]
    wrong += [
        {"false": [row["sentence"], row["sentence2"]]} for row in false if (row["place"], row["about"]) not in none
    ]
    return Score(len(want), {
        "recall": sum(key in found for key in want) / max(1, len(want)),
        "false alarms": len(false) / max(1, len(rows)),
        "traps": sum(key in found for key in none) / max(1, len(none)),
    }, wrong)  # fmt: skip


def closures(kg: Graph, planted: Iterable[Fact], seconds: float) -> Score:
    """What became of each target: F1 of every state, and their mean."""
    want = {(f["place"], f["about"]): f for f in planted}
    got: dict[tuple[object, object], str] = {}
    for row in kg.ask("targets-and-results", timeout=seconds):
        if (key := (row["place"], row["about"])) in want and row["year"] == want[key]["year"]:
            got[key] = _last(row["verdictId"])
    said = Counter(got.values())
    right = Counter(state for key, state in got.items() if state == want[key]["state"])
    there = Counter(str(f["state"]) for f in want.values())
    shares = {state: 2 * right[state] / (count + said[state]) for state, count in sorted(there.items())}
    shares["mean"] = sum(shares.values()) / max(1, len(shares))
    wrong: list[object] = [{**f, "given": got.get(key, "")} for key, f in want.items() if got.get(key) != f["state"]]
    return Score(len(want), shares, wrong)


def succession(kg: Graph, planted: Iterable[Fact], seconds: float) -> Score:
    """Every body that was reorganised, with what it was or became."""
    want = {(f["source"], f["unit"], f["relation"], f["body"]) for f in planted}
    found = {(row["source"], row["unit"], _last(row["relationId"]), row["body"])
             for row in kg.ask("successors-of-units", timeout=seconds)}  # fmt: skip
    return Score(len(want), {"found": len(want & found) / max(1, len(want))}, sorted(map(str, want - found)))


def namesakes(kg: Graph, seconds: float) -> Score:
    """Offices of one name in two cities are two; a bureau and what it was renamed to are two."""
    bodies: dict[str, dict[object, set[object]]] = {}
    for row in kg.query(BODIES, timeout=seconds):
        bodies.setdefault(str(row["label"]), {}).setdefault(row["org"], set()).add(row["place"])
    shared = [label for label in names.UNITS if len(bodies.get(label, {})) > 1]
    wrong: list[object] = [label for label in shared for places in bodies[label].values() if len(places) > 1]
    for label in (name for name in bodies if name.endswith("市数据局") and name.removesuffix("市数据局")):
        former = bodies.get(label.replace("数据局", "政务服务管理局"), {})
        wrong += [label] if set(former) & set(bodies[label]) else []
    return Score(len(shared), {"apart": 1 - len(wrong) / max(1, len(shared))}, wrong)


def missing(kg: Graph, planted: Iterable[Fact], seconds: float) -> Score:
    """The years of which there is no report of a place: exactly those, each year asked for by itself."""
    want = {(f["place"], f["year"]) for f in planted}
    found = {
        (row["place"], year)
        for year in {year for _, year in want}
        for row in kg.ask("not-reported", metric=SILENT, year=year, timeout=seconds)
        if _last(row["verdictId"]) == "noReport"
    }
    return Score(len(want), {"exact": len(want & found) / max(1, len(want | found))}, sorted(map(str, want ^ found)))


def _known(scheme: object) -> bool:
    return scheme in names.KNOWN


def _last(iri: object) -> str:
    return str(iri).rstrip(">").replace("#", "/").rpartition("/")[2]
