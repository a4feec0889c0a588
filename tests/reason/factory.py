"""Made-up reports in the shape of real ones: statements of every type, from a seed, written by the real writer.

The reports of a place share its initiatives and organisations, so that some things follow from several reports only.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from pyoxigraph import Quad

from govkg import concepts, rdf, release
from govkg.sources import Source
from govkg.statements import (
    Attribution,
    Composition,
    Entity,
    Evidence,
    Mandate,
    Milestone,
    Observation,
    Participation,
    Recognition,
    Shortcoming,
    Statement,
)

REPORTS = 4  # of a place
KINDS = ("Reform", "Platform", "Campaign", "Document")
METRICS = (
    ("办理时限", "processingTime", "%"),
    ("服务人次", "", "人次"),
    ("上线事项", "", "项"),
    ("申请材料", "", "份"),
)
S = TypeVar("S", bound=Statement)
Part = tuple[str, list[Quad]]


def named(statement: S) -> S:
    """The statement under its anchor id."""
    return replace(statement, id=statement.anchor())


def report(seed: int, number: int, sentences: int = 180) -> tuple[Source, list[Statement]]:
    """A source and its statements; the same seed and number give the same."""
    choose = random.Random(f"{seed}/{number}")
    place = f"第{number // REPORTS}市"
    name = f"made-{number:04}"
    text = ""
    made: list[Statement] = []
    entities: dict[str, Entity] = {}

    def evidence(exact: str, sentence: str) -> Evidence:
        whole = text + sentence
        start = len(text) + sentence.index(exact)
        end = start + len(exact)
        return Evidence(name, start, end, exact, whole[max(0, start - 64) : start], whole[end : end + 64], len(text),
                        len(whole), "一")  # fmt: skip

    def entity(kind: str, label: str, sentence: str, **more: str) -> str:
        made_here = Entity(evidence=evidence(label, sentence), rule="test", kind=kind, name=label, **more)  # type: ignore[arg-type]
        return entities.setdefault(made_here.key, named(made_here)).key

    def initiative(sentence: str, n: int) -> str:
        return entity(KINDS[n % len(KINDS)], f"举措{n}号", sentence, domain="policy")

    for _ in range(sentences):
        first, second = sorted(choose.sample(range(60), 2))
        figure = f"{choose.randrange(1, 9999)}.{choose.randrange(10)}"
        metric, code, unit = choose.choice(METRICS)
        body = f"{place}{choose.randrange(12)}局"
        claim = f"{metric}达到{figure}{unit}"
        sentence = f"{body}推进举措{first}号和举措{second}号,{claim},获评创新奖。"
        here, whole = initiative(sentence, first), initiative(sentence, second)
        unit_of, where = entity("Unit", body, sentence), entity("Place", place, sentence)
        said = named(Observation(
            evidence=evidence(claim, sentence), rule="test", about=here, metric_as_written=metric, metric=code, value=figure,
            unit=unit, flow="inPeriod", start="2021", end="2021", place=where, role=choose.choice(["value"] * 8 + ["target"])))  # fmt: skip
        made.append(said)
        outcome = said.id if said.role == "value" else ""
        turn = choose.random()
        if turn < 0.3:
            happened = named(Milestone(evidence=evidence(claim, sentence), rule="test", event="launched", entity=here))
            made.append(happened)
            outcome = happened.id
        elif turn < 0.4:
            prize = entity("Award", "创新奖", sentence)
            won = named(Recognition(evidence=evidence(claim, sentence), rule="test", award=prize, about=here))
            made.append(won)
            outcome = won.id
        elif turn < 0.5:
            made.append(named(Shortcoming(evidence=evidence(claim, sentence), rule="test", about=unit_of)))
        if outcome:
            made.append(named(Attribution(evidence=evidence(claim, sentence), rule="test", initiative=here, outcome=outcome,
                                    basis=choose.choice(["explicit", "explicit", "item"]))))  # fmt: skip
        if turn > 0.4:
            made.append(named(Participation(evidence=evidence(body, sentence), rule="test", organisation=unit_of, initiative=here,
                                      role=choose.choice(["responsible", "cooperates", "recipient"]))))  # fmt: skip
        if turn > 0.9 and second >= 45:  # a few wholes, some of them parts themselves
            made.append(named(Composition(evidence=evidence(claim, sentence), rule="test", part=here, whole=whole)))
        elif turn > 0.7 and here.startswith("Document"):
            made.append(
                named(Mandate(evidence=evidence(claim, sentence), rule="test", document=here, initiative=whole))
            )
        text += sentence
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id=name, text=text, sha256=digest, title=f"{place}第{number}号报告", body=f"{place}0局", place=place,
                    code=f"{100000 + number // REPORTS}", covers="2021", plans="2022")  # fmt: skip
    return source, [*entities.values(), *made]


def written(seed: int, number: int, sentences: int = 180) -> Part:
    """A report's id and its quads: what is said, and the shortcuts of single statements.

    What the construct rules conclude from several statements is left out: the ontology says it too, as transitivity and chains.
    """
    source, statements = report(seed, number, sentences)
    said = rdf.quads(source, statements, concepts.unit_iris())
    told: dict[object, dict[str, object]] = defaultdict(dict)
    for q in said:
        told[q.subject][q.predicate.value.rpartition("#")[2]] = q.object
    direct = {(node["part"], node["whole"]) for node in told.values() if "whole" in node}
    shortcuts = [
        q
        for q in release.inferred(source.id, said)
        if q.predicate != rdf.gov("contributedOutcome")
        and (q.predicate != rdf.gov("partOf") or (q.subject, q.object) in direct)
    ]
    return source.id, [*said, *shortcuts]


def graph(seed: int, triples: int, sentences: int = 180) -> Iterator[Part]:
    """Reports until they hold about so many triples."""
    number = 0
    while triples > 0:
        part = written(seed, number, sentences)
        triples -= len(part[1])
        number += 1
        yield part
