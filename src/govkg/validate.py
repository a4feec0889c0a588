"""Checks of a release: SHACL shapes say what must be present, quality queries what must not be.

Shapes run on rdflib's own graph (another store's plain strings fail ``sh:in``); queries on the embedded store.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, RdfFormat, Store, Triple, parse, serialize

from govkg import resources, store
from govkg.errors import CallerError, CuratorError
from govkg.findings import Finding

if TYPE_CHECKING:
    import rdflib


def validate(trig: Path, shapes: Path | None = None) -> list[Finding]:
    """All findings of shapes and checks on a release, sorted; raises CallerError when there is no release."""
    try:
        data = trig.read_bytes()
    except OSError as e:
        raise CallerError("validate.missing", "there is no such graph", where=str(trig), cure="run govkg build") from e
    try:
        quads = list(parse(data, format=RdfFormat.TRIG))
    except (SyntaxError, ValueError) as e:
        raise CallerError("validate.syntax", f"not TriG ({e})", where=str(trig), cure="run govkg build") from e
    return sorted({*checked(store.memory(quads)), *shaped(trig, shapes)})


def checked(graph: Store) -> Iterator[Finding]:
    """Findings of ``queries/qc``: each query is a check, a row of its answer a finding."""
    folder = resources.path("queries/qc")
    severity = dict(
        line.split("\t") for line in (folder / "profile.tsv").read_text(encoding="utf-8").split("\n")[1:] if line
    )
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        head = dict(line[3:].split(": ", 1) for line in text.split("\n") if line.startswith("#+ "))
        if path.stem not in severity or not {"problem", "principle", "cure"} <= set(head):
            raise CuratorError("check.header", "a check needs problem, principle, cure and a severity in profile.tsv",
                               where=path.name, cure="add them")  # fmt: skip
        rows = graph.query(text)
        assert isinstance(rows, QuerySolutions)
        for row in rows:
            yield Finding(str(row["node"]).strip("<>"), f"qc.{path.stem}", head["problem"], _value(row["evidence"]),
                          severity[path.stem], head["cure"])  # fmt: skip


def _value(term: object) -> str:
    return str(getattr(term, "value", term) or "")


def shaped(trig: Path, shapes: Path | None = None) -> Iterator[Finding]:
    """Findings of ``ontology/shapes.ttl``."""
    import rdflib
    from pyshacl import validate as run

    quads = parse(trig.read_bytes(), format=RdfFormat.TRIG)
    triples = serialize({Triple(q.subject, q.predicate, q.object) for q in quads}, format=RdfFormat.N_TRIPLES)
    assert triples is not None
    plain = rdflib.Graph().parse(data=triples, format="nt")
    wanted = rdflib.Graph().parse(source=str(shapes or resources.path("ontology/shapes.ttl")), format="turtle")
    _, report, _ = run(plain, shacl_graph=wanted, inference="none", meta_shacl=False, advanced=False)
    assert isinstance(report, rdflib.Graph)
    yield from _reported(report)


def _reported(report: rdflib.Graph) -> Iterator[Finding]:
    from rdflib.namespace import SH

    for result in report.subjects(SH.resultSeverity, None):
        node = str(report.value(result, SH.focusNode))
        path = str(report.value(result, SH.resultPath) or "")
        value = report.value(result, SH.value)
        message = str(report.value(result, SH.resultMessage) or "").split("\n")[0][:200]
        component = str(report.value(result, SH.sourceConstraintComponent) or "").rpartition("#")[2]
        yield Finding(node, f"shacl.{component}", f"{path.rpartition('#')[2]}: {message}", str(value or "")[:40], "error",
                      "correct the statement or its rule")  # fmt: skip
