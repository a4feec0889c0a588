"""GEXF 1.3 for Gephi: dynamic, with colours and shapes by type, parallel edges each with its id and kind.

An edge has the time that its report covers, an outcome its own period, and a thing the span of all its edges; where a report names
a year, the file names its first and last day, for the format knows no years. What was said stands in ``period``, ``period_start``
and ``period_end``. What has no time stands always.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from govkg.exports import network
from govkg.exports.network import Edge, Network, Node, Value
from govkg.exports.subject import Subject
from govkg.exports.tags import tag, text
from govkg.exports.triples import put

SPACE = "http://gexf.net/1.3"
TYPES = {str: "string", int: "long", float: "double"}
DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
# Hue (Okabe and Ito) and the nearest of the format's shapes, by type; the same hues as in the views.
LOOKS = {
    "Reform": ((0, 114, 178), "square"), "Platform": ((0, 158, 115), "disc"), "Campaign": ((213, 94, 0), "triangle"),
    "PolicyDocument": ((86, 180, 233), "square"), "Organisation": ((107, 107, 107), "disc"), "Place": ((107, 107, 107), "disc"),
    "Result": ((138, 79, 125), "disc"), "Target": ((138, 79, 125), "disc"), "Baseline": ((138, 79, 125), "disc"),
    "Milestone": ((122, 106, 0), "diamond"), "PlannedMilestone": ((122, 106, 0), "diamond"),
    "Award": ((204, 121, 167), "triangle"), "Recognition": ((204, 121, 167), "triangle"),
}  # fmt: skip
OTHER = ((29, 29, 27), "disc")
# How strongly a report ties the two; an arrow never says that one caused the other.
STRENGTH = {"reportedAs": "solid", "curated": "solid", "listedUnder": "dashed"}
Span = tuple[str, str]


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes GEXF; raises CallerError ``export.value`` for a character that XML has no place for."""
    return put(path, (line.encode() for line in lines(network.network(subject), dict(network.head(subject)))))


def lines(of: Network, about: Mapping[str, str]) -> Iterator[str]:
    """The file, line by line."""
    spans = {e.id: span for e in of.edges if (span := _period(str(e.said.get("period", ""))))}
    lives = _lives(of, spans)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gexf xmlns="{SPACE}" xmlns:viz="{SPACE}/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    yield f'xsi:schemaLocation="{SPACE} {SPACE}/gexf.xsd" version="1.3">\n<meta>'
    creator = f"govkg {about.get('version', '')}".strip()
    yield f"<creator>{text(creator, 'version')}</creator>"
    yield f"<title>{text(about.get('title', ''), 'title')}</title>"
    told = "\n".join(f"{name}: {value}" for name, value in about.items())
    yield f"<description>{text(told, 'description')}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    names = [(owner, network.types(x.said for x in xs)) for owner, xs in (("node", of.nodes), ("edge", of.edges))]
    for owner, typed in names:
        yield f'<attributes class="{owner}" mode="static">\n'
        for name, kind in typed.items():
            yield tag("attribute", {"id": name, "title": name, "type": TYPES[kind]}, "attribute", "/>\n")
        yield "</attributes>\n"
    yield f'<nodes count="{len(of.nodes)}">\n'
    for node in of.nodes:
        yield from _node(node, lives.get(node.id))
    yield f'</nodes>\n<edges count="{len(of.edges)}">\n'
    for edge in of.edges:
        yield from _edge(edge, spans.get(edge.id))
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(node: Node, span: Span | None) -> Iterator[str]:
    where = f"node {node.id}"
    start, end = span or (None, None)
    yield tag("node", {"id": node.id, "label": node.label, "start": start, "end": end}, where)
    yield _values(node.said, where)
    (r, g, b), shape = LOOKS.get(str(node.said.get("type")), OTHER)
    yield f'<viz:color r="{r}" g="{g}" b="{b}"/><viz:shape value="{shape}"/></node>\n'


def _edge(edge: Edge, span: Span | None) -> Iterator[str]:
    where = f"edge {edge.id}"
    start, end = span or (None, None)
    yield tag("edge", {"id": edge.id, "source": edge.source, "target": edge.target, "kind": edge.kind,
                       "label": str(edge.said.get("basis") or edge.kind), "start": start, "end": end}, where)  # fmt: skip
    yield _values(edge.said, where)
    yield f'<viz:shape value="{STRENGTH.get(str(edge.said.get("basis")), "solid")}"/></edge>\n'


def _values(said: Mapping[str, Value], where: str) -> str:
    cells = (tag("attvalue", {"for": k, "value": network.words(v)}, f"{where}, {k}", "/>") for k, v in said.items())
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _lives(of: Network, spans: Mapping[str, Span]) -> dict[str, Span]:
    """The time of each node: of an outcome its own period, and of all the time of its edges, for none stands outside its ends.

    A node with an edge that has no time has none either: it stands always.
    """
    found: dict[str, list[Span | None]] = {n.id: [] for n in of.nodes}
    for node in of.nodes:
        own = _period("/".join(str(node.said.get(name, "")) for name in ("period_start", "period_end")))
        if own:
            found[node.id].append(own)
    for edge in of.edges:
        for end in (edge.source, edge.target):
            found[end].append(spans.get(edge.id))
    made = {}
    for iri, all_of_them in found.items():
        known = [span for span in all_of_them if span]
        if known and len(known) == len(all_of_them):
            made[iri] = (min(start for start, _ in known), max(end for _, end in known))
    return made


def _period(said: str) -> Span | None:
    """The first and the last day of a period as it was said; None where it names no year.

    >>> _period("2021"), _period("2021-02"), _period("2016/2020"), _period("近年")
    (('2021-01-01', '2021-12-31'), ('2021-02-01', '2021-02-28'), ('2016-01-01', '2020-12-31'), None)
    """
    first, _, last = said.partition("/")
    start, end = DAY.fullmatch(first), DAY.fullmatch(last or first)
    if not start or not end:
        return None
    year, month = int(end[1]), int(end[2] or 12)
    if not 1 <= month <= 12 or year < 1:
        return None
    day = end[3] or f"{calendar.monthrange(year, month)[1]:02}"
    made = f"{start[1]}-{start[2] or '01'}-{start[3] or '01'}", f"{end[1]}-{month:02}-{day}"
    return made if made[0] <= made[1] else None
