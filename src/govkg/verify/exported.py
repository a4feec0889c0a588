"""A graph to be proved, as it was exported: a file of TriG, N-Quads or JSON-LD, or a release with its manifest, a graph at a time.

What an export says of itself stands in ``FILE.about.json`` beside it, or in JSON-LD below ``export``: the dataset that it is,
or that it is an excerpt, which may lack what follows from the rest and what is named nowhere in it, and may say nothing more.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from govkg import edition, manifest, rdf
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.findings import Finding

CURE = "run govkg build"
CHUNK = 1 << 20
FORMATS = {".nq": RdfFormat.N_QUADS, ".jsonld": RdfFormat.JSON_LD, ".json": RdfFormat.JSON_LD}  # by ending; else TriG
ABOUT, WITHIN = ".about.json", "export"


class Exported:
    """The graphs of a file or of a release's folder, one after the other; ``findings`` is what is wrong with the files.

    A release's graphs come in the order of its TriG, each parsed alone, so that no more than one is in memory; a file, which
    may be anybody's, is read whole. The findings are complete when all graphs were read. Raises CallerError ``verify.missing``
    when there is nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.findings, self.about = path, list[Finding](), dict[str, object]()
        self.edition = Edition(path) if path.is_dir() and (path / edition.MANIFEST).is_file() else None
        if self.edition is None and path.is_dir():
            self.path = path / edition.TRIG
        if self.edition is None and not self.path.is_file():
            raise CallerError("verify.missing", "there is no such graph", where=str(path), cure=CURE)
        if self.edition is None:
            self.about = self._said_of_itself()

    @property
    def reports(self) -> int:
        """How many reports the manifest names; 0 for a file."""
        return len(self.edition.manifest["sources"]) if self.edition else 0

    @property
    def excerpt(self) -> bool:
        """Whether the file says that it is what some statements rest on, and not the whole graph."""
        return self.about.get("of", "graph") != "graph"

    def graphs(self) -> Iterator[tuple[str, list[Quad]]]:
        """Each named graph's IRI with its quads."""
        yield from self._blocks(self.edition) if self.edition else self._whole()

    def _whole(self) -> Iterator[tuple[str, list[Quad]]]:
        data = self.path.read_bytes()
        form = FORMATS.get(self.path.suffix.lower(), RdfFormat.TRIG)
        graphs: dict[str, list[Quad]] = defaultdict(list)
        try:
            for q in parse(data, format=form):
                graphs[str(q.graph_name).strip("<>")].append(q)
        except (SyntaxError, ValueError) as e:
            self.findings.append(_unparsed(data, e, form.name))
            return
        named = self.about.get("dataset")
        if named and not self.excerpt and dataset(graphs) != named:
            self.findings.append(
                Finding(
                    str(self.path), "verify.dataset", f"its quads are not the dataset {named}", cure="export it again"
                )
            )
        yield from sorted(graphs.items(), key=lambda named: edition.order(named[0]))

    def _said_of_itself(self) -> dict[str, object]:
        """What the file says of itself; nothing where it says nothing, and a finding where that cannot be read."""
        beside = self.path.with_name(self.path.name + ABOUT)
        within = FORMATS.get(self.path.suffix.lower()) == RdfFormat.JSON_LD
        if not within and not beside.is_file():
            return {}
        try:
            said = json.loads((self.path if within else beside).read_bytes())
            said = said.get(WITHIN, {}) if within and isinstance(said, dict) else {} if within else said
            if isinstance(said, dict):
                return said
        except (OSError, ValueError):
            if within:
                return {}  # the reader of JSON-LD says where it is wrong
        self.findings.append(
            Finding(str(beside), "verify.dataset", "it does not say what was exported", cure="export it again")
        )
        return {}

    def _blocks(self, of: Edition) -> Iterator[tuple[str, list[Quad]]]:
        said = of.manifest
        self.findings += files(of)
        heads = {edition.header(_start(path)) for path in of.files()}
        head, seen = min(heads, default=b""), dict[str, str]()
        if len(heads) > 1:
            self.findings.append(_other(str(of.folder), "the files of the graph begin with different prefixes"))
        try:
            for iri, block in of.blocks():
                seen[iri] = manifest.digest(block)
                if said["graphs"].get(iri) != seen[iri]:
                    self.findings.append(_other(iri, "the graph is not the one that the manifest names"))
                try:
                    quads = list(parse(head + block, format=RdfFormat.TRIG))
                except (SyntaxError, ValueError) as e:
                    self.findings.append(_unparsed(head + block, e, "TriG"))
                    continue
                yield iri, quads
        except (ValueError, UnicodeDecodeError) as e:  # no block begins where one should
            self.findings.append(Finding(str(of.folder), "verify.syntax", f"not TriG ({e})", cure=CURE))
            return
        self.findings += [
            _other(iri, "the manifest names the graph, and it is not there") for iri in {*said["graphs"]} - {*seen}
        ]
        if manifest.dataset(seen) != of.dataset:
            self.findings.append(
                _other(str(of.folder / edition.MANIFEST), "the dataset's hash is not that of its graphs")
            )


def dataset(graphs: Mapping[str, Iterable[Quad]]) -> str:
    """The hash that names what is in the graphs, whatever file they came from.

    >>> from govkg import resources
    >>> of = Edition(resources.path("graph/release"))
    >>> found = defaultdict(list)
    >>> for q in of.quads():
    ...     found[q.graph_name.value].append(q)
    >>> dataset(found) == of.dataset
    True
    """
    texts = {iri: rdf.trig(found) for iri, found in graphs.items()}
    return manifest.dataset({iri: manifest.digest(text[len(edition.header(text)) :]) for iri, text in texts.items()})


def files(of: Edition) -> Iterator[Finding]:
    """Every file of a release that is not the one in its manifest, and every file that the manifest does not name."""
    named = of.manifest["files"]
    for name, sum_ in sorted(named.items()):
        path = of.folder / name
        if not path.is_file():
            yield _other(str(path), "the manifest names the file, and it is not there")
        elif _sha256(path) != sum_:
            yield _other(str(path), "the file is not the one that the manifest names")
    there = [*of.files(), *(of.folder / edition.FACTS).rglob("*.parquet")]
    for path in sorted(there):
        if path.relative_to(of.folder).as_posix() not in named:
            yield _other(str(path), "the manifest does not name the file")


def _other(node: str, what: str) -> Finding:
    return Finding(node, "verify.manifest", what, cure=CURE)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(CHUNK)


def _unparsed(data: bytes, error: Exception, form: str) -> Finding:
    """The graph is not in its format: the finding names the node in whose description the reader stopped."""
    line = getattr(error, "lineno", None) or 1
    node = ""
    for n, text in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if n > line:
            break
        if text.startswith("\t<") and not text.startswith("\t\t"):
            node = text.strip().split(" ", 1)[0].strip("<>")
    return Finding(node or "the graph", "verify.syntax", f"not {form} ({error})", cure=CURE)
