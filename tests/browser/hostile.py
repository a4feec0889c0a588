"""A workspace whose report means harm: every name, quote, metric, heading and title is a text that would run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from tests.browser.payloads import OTHERS, payloads

from govkg import concepts, rdf, release
from govkg.sources import Source
from govkg.statements import Attribution, Entity, Evidence, Milestone, Observation, Participation, Statement

NAMES = (*payloads(), *OTHERS)
KINDS = ("Reform", "Platform", "Campaign")


def report() -> tuple[Source, list[Statement]]:
    """The report and what it states: for each name a thing, its unit, a figure, a milestone."""
    parts: list[str] = []
    made: list[Statement] = []
    length = 0
    for n, name in enumerate(NAMES):
        kind, unit = KINDS[n % 3], f"{name}局"
        sentence = f"{name}改革由{name}局负责，{name}量压减{n + 10}件，已上线。\n"
        section = f"{n // 40 + 1}/{name}"

        def words(quote: str, first: int = length, whole: str = sentence, path: str = section) -> Evidence:
            start = first + whole.index(quote)
            return Evidence(
                "stranger-2021", start, start + len(quote), quote, "", "", first, first + len(whole) - 1, path
            )

        figure = Observation(evidence=words(f"{n + 10}件"), rule=name, about=f"{kind}/{name}", metric_as_written=f"{name}量",
                             value=str(n + 10), unit="件", start="2021", end="2021", scope=name)  # fmt: skip
        figure = replace(figure, id=figure.anchor())
        made += [
            Entity(evidence=words(name), rule=name, kind=kind, name=name, aliases=(name + "!",), domain="policy",
                   scheme="" if n else "yi-wang-tong-ban"),
            Entity(evidence=words(f"由{name}局"), rule=name, kind="Unit", name=unit),
            figure,
            Attribution(evidence=words(sentence[:-1]), rule=name, initiative=f"{kind}/{name}", outcome=figure.id,
                        basis=("explicit", "item")[n % 2]),
            Participation(evidence=words(f"由{name}局负责"), rule=name, organisation=f"Unit/{unit}", initiative=f"{kind}/{name}",
                          role="responsible"),
            Milestone(evidence=words("已上线"), rule=name, event="launched", entity=f"{kind}/{name}"),
        ]  # fmt: skip
        parts.append(sentence)
        length += len(sentence)
    text = "".join(parts)
    source = Source(
        id="stranger-2021", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), title=NAMES[5], body=NAMES[1], place=NAMES[2],
        code="420199", covers="2021", plans="2022", url="javascript:window.ran=1", copy_quality=(NAMES[3], NAMES[4]),
    )  # fmt: skip
    return source, [one if one.id else replace(one, id=one.anchor()) for one in made]


def quads() -> Sequence[ox.Quad]:
    """The graph of that report with the vocabulary."""
    source, made = report()
    vocabulary = ox.NamedNode(concepts.GRAPH)
    known = [
        ox.Quad(t.subject, t.predicate, t.object, vocabulary)
        for n in ("concepts", "metrics", "schemes")
        for t in concepts.triples(n)
    ]
    return [*rdf.quads(source, made, concepts.unit_iris()), *known]


def workspace(root: Path) -> Path:
    """A workspace with that graph as its release."""
    source, made = report()
    for name, data in release.files([(source, made)], quads()).items():
        path = root / "release" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    folder = root / "sources" / source.id
    folder.mkdir(parents=True)
    (folder / "text.txt").write_text(source.text, encoding="utf-8", newline="\n")
    return root
