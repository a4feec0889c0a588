"""A small real graph, written by the writer itself, in which a thing, its alias and its quote are any text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govkg import rdf, release, store
from govkg.exports import gather
from govkg.exports.subject import Subject
from govkg.graph import Graph
from govkg.statements import Attribution, Entity, Evidence, Observation, Participation, Statement


@dataclass(frozen=True)
class Source:
    """A report as far as the writer looks at it."""

    id: str
    text: str
    sha256: str = "0" * 64
    title: str = "总结"
    body: str = ""
    place: str = ""
    code: str = ""
    covers: str = "2021"
    plans: str = ""
    dated: str = ""
    published: str = ""
    url: str = ""
    copy_quality: tuple[str, str] = ("", "")


def statements(text: str, source: str = "s") -> list[Statement]:
    """A reform and a body of that name, who did what, a figure with that surface and scope, and what ties it to the reform."""
    words = text or "x"
    evidence = Evidence(source, 0, len(words), words, "", "", 0, len(words))
    common: dict[str, Any] = {"evidence": evidence, "rule": "r"}
    things = [Entity(**common, id="1" * 16, kind="Reform", name=words, aliases=(f"{words}2",)),
              Entity(**common, id="2" * 16, kind="Unit", name=words)]  # fmt: skip
    figure = Observation(**common, id="3" * 16, about=f"Reform/{words}", metric_as_written=words, value="60.90", unit=words,
                         start="2021", end="2021", scope=words)  # fmt: skip
    acted = Participation(
        **common, id="4" * 16, organisation=f"Unit/{words}", initiative=f"Reform/{words}", role="responsible"
    )
    tied = Attribution(**common, id="5" * 16, initiative=f"Reform/{words}", outcome="3" * 16, basis="explicit")
    return [*things, figure, acted, tied]


def graph(text: str) -> Graph:
    """The graph of one report that says it, in memory, as one would open a graph that is no release."""
    quads = rdf.quads(Source("s", text), statements(text))
    return Graph(store.memory([*quads, *release.inferred("s", quads)]))


def subject(text: str) -> Subject:
    """The same as a subject of export."""
    return gather.of_graph(graph(text), "govkg export")
