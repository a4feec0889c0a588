"""Quality queries: what must not be. Each file of ``queries/qc`` is a check, each row of its answer a finding.

A check says in its header what the problem is, by which principle it is one, and how to cure it, in both languages; its
severity stands in ``profile.tsv`` beside it. It selects ``?node``, and ``?value`` where something else should stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QuerySolutions, Store

from govkg import resources
from govkg.errors import CuratorError
from govkg.findings import SEVERITIES, Finding
from govkg.validate import passages

GRAPH, ONTOLOGY = "queries/qc", "queries/qc/ontology"
HEAD = re.compile(r"^#\+ ([a-z]+)(?:\.(zh))?: (.+)$", re.MULTILINE)
PARTS = ("problem", "principle", "cure")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, its words by language, its severity and its query."""

    name: str
    severity: str
    said: dict[tuple[str, str], str]
    query: str

    def words(self, part: str, lang: str) -> str:
        """Its ``problem``, ``principle`` or ``cure`` in a language."""
        return self.said[part, lang]


def load(folder: str | Path = GRAPH) -> list[Check]:
    """All checks of a folder, by name; raises CuratorError for one whose header or severity is missing."""
    folder = resources.path(folder) if isinstance(folder, str) else folder
    rows = (folder / "profile.tsv").read_text(encoding="utf-8").split("\n")[1:]
    severity = dict(row.split("\t") for row in rows if row)
    found = [_check(path, severity) for path in sorted(folder.glob("*.rq"))]
    if lost := sorted(set(severity) - {c.name for c in found}):
        raise CuratorError("check.profile", f"there is no check {lost[0]}", where="profile.tsv", cure="remove the row")
    return found


def _check(path: Path, severity: dict[str, str]) -> Check:
    text = path.read_text(encoding="utf-8")
    said = {(m[1], m[2] or "en"): m[3] for m in HEAD.finditer(text)}
    wanted = {(part, lang) for part in PARTS for lang in ("en", "zh")}
    if not wanted <= set(said) or severity.get(path.stem) not in SEVERITIES:
        raise CuratorError("check.header", "a check needs problem, principle and cure in both languages, and a severity in profile.tsv",
                           where=path.name, cure="add them")  # fmt: skip
    return Check(path.stem, severity[path.stem], said, text)


def findings(graph: Store, checks: list[Check], prefix: str = "qc.", lang: str = "en") -> Iterator[Finding]:
    """All findings of the checks on a store whose default graph holds every triple."""
    for check in checks:
        try:
            rows = graph.query(check.query)
        except SyntaxError as e:
            raise CuratorError("check.query", f"not SPARQL ({' '.join(str(e).split())})", where=f"{check.name}.rq",
                               cure="correct it") from e  # fmt: skip
        assert isinstance(rows, QuerySolutions)
        valued = any(v.value == "value" for v in rows.variables)
        for row in rows:
            node = _text(row["node"])
            words, where = passages.of(graph, node)
            yield Finding(node, prefix + check.name, check.words("problem", lang), words, check.severity,
                          check.words("cure", lang), where, _text(row["value"]) if valued else "")  # fmt: skip


def _text(term: object) -> str:
    return str(getattr(term, "value", "") or "")
