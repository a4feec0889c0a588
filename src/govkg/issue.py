"""The next release of a workspace: its files beside the last one's, its store, its manifest; published at one moment.

Only shards with a source that came, changed or went are printed anew; all else stays as it lies.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Store

from govkg import (
    across,
    concepts,
    dataset,
    edition,
    ids,
    journal,
    keys,
    manifest,
    ontology,
    parts,
    press,
    release,
    shards,
    staleness,
    store,
)
from govkg.crew import Crew
from govkg.edition import Block, Edition
from govkg.library import Library
from govkg.parts import About
from govkg.press import Member, Sheet
from govkg.staleness import Standing
from govkg.store.grow import HEAD

AWAY = (ids.ACROSS, concepts.GRAPH)  # graphs that are of no source
Rows = dict[str, dict[str, Any]]


@dataclass
class Issue:
    """A release in the making. ``parts`` are the files of what was read anew, by source; ``kept`` is what stays."""

    library: Library
    standing: Standing
    fresh: Mapping[str, About]
    parts: Mapping[str, Path]
    rows: Rows = field(default_factory=dict)
    graphs: dict[str, str] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # name in the workspace → sha256
    changed: list[str] = field(default_factory=list)  # files that wait to be moved
    pairs: list[tuple[str, str]] | None = None  # what is part of what; None where it is as it was
    beyond: bytes | None = None  # the block of what follows across
    folder: Path = field(default_factory=Path)  # the store's version

    @property
    def out(self) -> Path:
        return self.library.out

    @property
    def before(self) -> Mapping[str, Any]:
        return self.standing.before

    @property
    def needless(self) -> bool:
        """Whether the last release is what this one would be, with its store; then it stands in this one's place."""
        last = self.library.store / store.version(str(self.before.get("dataset", "")))
        if not (self.standing.current and last.is_dir()):
            return False
        names = [f"release/{name}" for name in (*self.before["files"], edition.MANIFEST)]
        self.rows, self.counts, self.folder = self.before["sources"], self.before["counts"], last
        return not staleness.leftovers(self.out, [*names, *(f"statements/{name}.jsonl" for name in self.rows)])

    def make(self, hands: Crew) -> None:
        """Makes everything beside the last release; nothing of that changes."""
        shutil.rmtree(journal.staged(self.out), ignore_errors=True)
        self._count()
        laid = shards.of(self.rows)
        whole = len(laid) == 1
        sheets = list(self._sheets(laid, whole))
        if not whole:
            for made in hands.map(press.shard, sheets):
                self._wait(made)
        self._store()
        if whole:
            sheet = sheets[0] if sheets else next(iter(self._all({"": laid[""]}, whole)))
            self._wait(press.shard(sheet, [press.vocabulary(), *self._beyond()]))
        else:
            self._away()
        self._apart()
        self._describe(whole)

    def publish(self) -> None:
        """Publishes it by a journal: the manifest last."""
        order = sorted(self.changed, key=lambda n: (n == f"release/{edition.MANIFEST}", n.endswith(".trig"), n))
        moves = [name for name in order if self._differs(name)]
        journal.commit(self.out, moves, staleness.leftovers(self.out, self.files))

    def _differs(self, name: str) -> bool:
        said = self.before.get("files", {}).get(name.removeprefix("release/"))
        return name in self.standing.torn or said != self.files[name] or not name.startswith("release/")

    def _count(self) -> None:
        """What the manifest will say of sources and graphs, but for what follows across."""
        rows: Rows = self.before.get("sources", {})
        kept = self.standing.inputs.keys() - self.standing.stale.keys()
        self.rows = {name: rows[name] for name in kept}
        for name, about in self.fresh.items():
            self.rows[name] = _row(about, self.standing)
        for name in kept:
            for iri in (ids.graph(name), ids.inferred(name)):
                if iri in self.before["graphs"]:
                    self.graphs[iri], self.counts[iri] = self.before["graphs"][iri], self.before["counts"][iri]
            self.files[f"statements/{name}.jsonl"] = rows[name]["jsonl"]
        for about in self.fresh.values():
            self.graphs |= about.graphs
            self.counts |= about.counts
        if self._same_rules() and concepts.GRAPH in self.before["graphs"]:
            sum_, counts = (self.before[what][concepts.GRAPH] for what in ("graphs", "counts"))
        else:
            sum_, counts = manifest.digest(press.vocabulary()[1]), press.counted()
        self.graphs[concepts.GRAPH], self.counts[concepts.GRAPH] = sum_, counts

    def _sheets(self, laid: Mapping[str, tuple[str, ...]], whole: bool) -> Iterator[Sheet]:
        """The shards that must be printed; the files of the others stay."""
        before = shards.of(self.before.get("sources", {}))
        same = (len(before) == 1) == whole
        changed = {}
        for prefix, names in laid.items():
            files = self._files_of(prefix)
            stands = same and before.get(prefix) == names and not self.fresh.keys() & set(names)
            if stands and not whole and not files.keys() & self.standing.torn:
                self.files |= files
            else:
                changed[prefix] = names
        yield from self._all(changed, whole)

    def _all(self, laid: Mapping[str, tuple[str, ...]], whole: bool) -> Iterator[Sheet]:
        where = staleness.blocks_of(self.out, self.before)
        for prefix, names in laid.items():
            members = tuple(
                Member(self.library.root / "sources" / name, self.parts.get(name),
                       self.out / "statements" / f"{name}.jsonl", where.get(name))
                for name in names
            )  # fmt: skip
            yield Sheet(prefix, members, journal.staged(self.out), whole)

    def _files_of(self, prefix: str) -> dict[str, str]:
        """The files of a shard in the last release of several."""
        graph, tables = f"{edition.GRAPHS}/{prefix}.trig", f"/{prefix}.parquet"
        said: Mapping[str, str] = self.before.get("files", {})
        return {f"release/{n}": h for n, h in said.items() if n == graph or (n.count("/") == 2 and n.endswith(tables))}

    def _store(self) -> None:
        """Makes the store's next version, and with it what follows across."""
        folder, said = self.library.store, self.before.get("graphs", {})
        last = str(self.before.get("dataset", ""))
        there = bool(last) and (folder / store.version(last)).is_dir()
        gone = [iri for iri in said if iri not in self.graphs and iri not in AWAY]
        new = [iri for iri in self.graphs if said.get(iri) != self.graphs[iri]]
        grows = there and 2 * (len(gone) + len(new)) < len(self.graphs)
        grows = grows and self._same_rules()
        touched = {ids.graph(iri.removeprefix(ids.graph("")).removesuffix("/inferred")) for iri in (*gone, *new)}
        view = store.reopen(folder / store.version(last)) if grows else None
        conclude = across.anew(view, touched)
        linked = view is None or _linked(view, gone) or self._links(set(new)) or _linked(view, new)
        del view  # Windows copies no folder that is open

        def finish(now: Store) -> Iterable[tuple[str, bytes | None]]:
            found = list(conclude(now))
            self._follow(dict(found).get(ids.ACROSS), now, linked)
            return found

        self.folder = store.grow(
            folder, last if grows else None, self._dataset, gone if grows else (),
            self._blocks(set(new) if grows else set(self.graphs)), finish, keep=[last] if last else (),
        )  # fmt: skip

    def _dataset(self) -> str:
        return manifest.dataset(self.graphs)

    def _follow(self, block: bytes | None, now: Store, linked: bool) -> None:
        """Takes in what follows across, and with it what is part of what."""
        self.beyond = block
        pairs: set[tuple[object, object]] = set()
        if block is not None:
            quads = list(press.quads([(ids.ACROSS, block)]))
            self.graphs[ids.ACROSS], self.counts[ids.ACROSS] = manifest.digest(block), dataset.counts(quads)
            pairs = {(q.subject, q.object) for q in quads if q.predicate == press.PART_OF}
        if linked or self.graphs.get(ids.ACROSS) != self.before["graphs"].get(ids.ACROSS):
            # Not from the default graph: there what followed across before still has its copies.
            old = (DefaultGraph(), NamedNode(ids.ACROSS))
            said = now.quads_for_pattern(None, press.PART_OF, None, None)
            pairs |= {(q.subject, q.object) for q in said if q.graph_name not in old}
            self.pairs = sorted((_value(a), _value(b)) for a, b in pairs)

    def _links(self, new: set[str]) -> bool:
        """Whether what was read anew says what is part of what."""
        said = (b for name in self.fresh for b in parts.blocks(self.parts[name]))
        return any(iri in new and b"gov:partOf" in block for iri, block in said)

    def _blocks(self, wanted: set[str]) -> Iterator[Block]:
        """The blocks of the graphs wanted: from what was read anew, from the last release, and the vocabulary's."""
        for name in sorted(self.fresh):
            yield from (b for b in parts.blocks(self.parts[name]) if b[0] in wanted)
        old = {iri for about in self.fresh.values() for iri in about.graphs} | set(AWAY)
        if left := wanted - old:
            yield from (b for b in Edition(self.out / "release").blocks() if b[0] in left)
        if concepts.GRAPH in wanted:
            yield press.vocabulary()

    def _beyond(self) -> list[Block]:
        return [(ids.ACROSS, self.beyond)] if self.beyond is not None else []

    def _same_rules(self) -> bool:
        return bool(self.before) and self.before["versions"] == self.standing.versions

    def _apart(self) -> None:
        """The tables that are of no source, where they are not what they were."""
        names = ("release/facts/concept.parquet", "release/facts/part.parquet")
        if self.pairs is None and not self.standing.torn & set(names):
            self.files |= {n: self.before["files"][n.removeprefix("release/")] for n in names}
            return
        if self.pairs is None:
            view = store.reopen(self.folder)
            quads = view.quads_for_pattern(None, press.PART_OF, None, DefaultGraph())
            self.pairs = sorted({(_value(q.subject), _value(q.object)) for q in quads})
        self._wait(press.written(journal.staged(self.out), press.apart(self.pairs, release.vocabulary())))

    def _away(self) -> None:
        """The graphs that are of no source, in files of their own."""
        for name, iri in (("vocabulary", concepts.GRAPH), ("across", ids.ACROSS)):
            place = press.names(name, False)
            said = self.before.get("files", {}).get(place.removeprefix("release/"))
            if said and place not in self.standing.torn and self.before["graphs"].get(iri) == self.graphs.get(iri):
                self.files[place] = said
            elif blocks := [press.vocabulary()] if iri == concepts.GRAPH else self._beyond():
                text = edition.join(HEAD, blocks)
                self._wait(press.written(journal.staged(self.out), {place: text}))

    def _describe(self, whole: bool) -> None:
        """The description for machines and the manifest."""
        to = journal.staged(self.out)
        titles = {name: row["title"] or name for name, row in sorted(self.rows.items())}
        files = {n.removeprefix("release/"): n for n in self.files if n.startswith("release/")}
        if whole:
            data = {n: self._at(name).read_bytes() for n, name in files.items()}
            quads = list(press.quads(edition.split(data[edition.TRIG])))
            void = dataset.turtle(quads, data, titles, self.counts)
        else:
            sizes = {n: (self._at(name).stat().st_size, self.files[name]) for n, name in files.items()}
            void = dataset.summed(self.counts, sizes, titles)
        self._wait(press.written(to, {f"release/{dataset.NAME}": void}))
        text = manifest.text(
            graphs=self.graphs, counts=self.counts, sources=self.rows,
            files={n.removeprefix("release/"): h for n, h in self.files.items() if n.startswith("release/")},
            versions=self.standing.versions, ontology=ontology.version(),
        )  # fmt: skip
        self._wait(press.written(to, {f"release/{edition.MANIFEST}": text}))

    def _at(self, name: str) -> Path:
        beside = journal.staged(self.out) / name
        return beside if name in self.changed else self.out / name

    def _wait(self, made: Mapping[str, str]) -> None:
        self.files |= made
        self.changed += made


def _row(about: About, standing: Standing) -> dict[str, Any]:
    """What the manifest says of a source."""
    inputs = standing.inputs[about.id]
    row: dict[str, Any] = {
        "title": about.title, "sha256": about.sha256, "description": inputs.description, "statements": about.statements,
        "quads": about.quads, "jsonl": about.jsonl, "key": keys.key(inputs, standing.versions, about.curation),
    }  # fmt: skip
    if about.reviews:
        row["reviews"] = about.reviews
    if about.identifiers:
        row["identifiers"] = about.identifiers
    if about.judged:
        row["judged"] = about.judged
    return row


def _linked(view: store.View, graphs: Iterable[str]) -> bool:
    """Whether graphs of a view say what is part of what."""
    return any(
        next(iter(view.quads_for_pattern(None, press.PART_OF, None, NamedNode(iri))), None) is not None
        for iri in graphs
    )


def _value(node: object) -> str:
    return str(getattr(node, "value", ""))
