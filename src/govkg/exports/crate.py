"""RO-Crate 1.1: the release as a research object, a folder, or a zip where the path ends with ``.zip``.

It holds the release's own files, byte for byte, so ``govkg verify`` proves the crate as it proves the release. The texts are
not in it: each report stands with the sha256 of its text, by which whoever has the texts finds them unchanged.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from govkg import dataset, edition, files, ids
from govkg.exports import dcat
from govkg.exports.subject import About, Subject
from govkg.manifest import digest

NAME = "ro-crate-metadata.json"
SPEC = "https://w3id.org/ro/crate/1.1"
# Of the crate's own context, what RO-Crate 1.1 does not know.
CONTEXT = [f"{SPEC}/context", {"sha256": "https://schema.org/sha256"}]
EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock in the entries of a zip
SOFTWARE, MADE, PEOPLE = "#govkg", "#export", "#contributors"
WHAT = {
    edition.MANIFEST: "What the release is made from and holds, each thing with its hash",
    edition.TRIG: "The graph: canonical TriG, a named graph a report",
    dataset.NAME: "DCAT and VoID description of the graph",
    edition.FACTS: "A facts table: a row a statement, with its words",
    edition.GRAPHS: "A shard of the graph: canonical TriG",
}
Node = dict[str, Any]


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the crate; raises CallerError ``export.facts`` for a graph that is no release."""
    of = dcat.release(subject)
    named = [edition.MANIFEST, *(name for name, _, _ in dcat.files(of))]
    sums = {name: sum_ for name, _, sum_ in dcat.files(of)}
    sums[edition.MANIFEST] = digest(files.read(of.folder / edition.MANIFEST))
    sizes = {name: dcat.size(of.folder / name) for name in named}
    metadata = (json.dumps(described(of, subject.about, sizes, sums), ensure_ascii=False, indent=1) + "\n").encode()
    with files.whole(path) as part:
        if path.suffix == ".zip":
            _zip(part, of.folder, named, metadata)
            return [path]
        part.mkdir()
        (part / NAME).write_bytes(metadata)
        for name in named:
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(of.folder / name, part / name)
        (part / files.NOTE).write_bytes(subject.about.note())
    return [path / NAME, path / files.NOTE, *(path / name for name in named)]


def _zip(part: Path, folder: Path, named: Iterable[str], metadata: bytes) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as made:
        for name in (NAME, *named):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            if name == NAME:
                made.writestr(entry, metadata)
                continue
            with (folder / name).open("rb") as file, made.open(entry, "w", force_zip64=True) as held:
                shutil.copyfileobj(file, held)


def described(of: edition.Edition, about: About, sizes: Mapping[str, int], sums: Mapping[str, str]) -> Node:
    """The metadata: flat, every entity that is referred to stands in it."""
    sources: Mapping[str, Mapping[str, Any]] = of.manifest["sources"]
    parts = [_ref(quote(name)) for name in sizes]
    root: Node = {
        "@id": "./", "@type": "Dataset", "name": " · ".join(about.title),
        "description": f"{dataset.ABOUT['zh']} {dataset.ABOUT['en']}", "datePublished": dcat.dated(of),
        "license": _ref(about.licence), "identifier": about.dataset, "version": dcat.dated(of), "inLanguage": ["zh", "en"],
        "author": _ref(PEOPLE), "publisher": _ref(PEOPLE), "url": dataset.HOME,
        "isBasedOn": [_ref(ids.report(name)) for name in sorted(sources)], "hasPart": parts,
    }  # fmt: skip
    made: Node = {
        "@id": MADE, "@type": "CreateAction", "name": "Export of the release", "description": about.call,
        "instrument": _ref(SOFTWARE), "agent": _ref(PEOPLE), "result": parts,
        "object": [_ref(ids.report(name)) for name in sorted(sources)],
    }  # fmt: skip
    software: Node = {"@id": SOFTWARE, "@type": "SoftwareApplication", "name": "govkg", "version": about.version,
                      "url": dataset.HOME}  # fmt: skip
    people: Node = {"@id": PEOPLE, "@type": "Organization", "name": "The govkg contributors", "url": dataset.HOME}
    licence: Node = {"@id": about.licence, "@type": "CreativeWork", "name": "CC BY 4.0",
                     "description": "Creative Commons Attribution 4.0 International"}  # fmt: skip
    head: Node = {"@id": NAME, "@type": "CreativeWork", "conformsTo": _ref(SPEC), "about": _ref("./")}
    reports = [
        {"@id": ids.report(name), "@type": "CreativeWork", "name": row["title"] or name, "identifier": name,
         "sha256": row["sha256"], "inLanguage": "zh",
         "description": f"The text that was read (sha256 of its UTF-8 bytes); {row['statements']} statements"}
        for name, row in sorted(sources.items())
    ]  # fmt: skip
    held = [_file(name, size, sums[name]) for name, size in sizes.items()]
    return {"@context": CONTEXT, "@graph": [head, root, *held, *reports, made, software, people, licence]}


def _file(name: str, size: int, sum_: str) -> Node:
    what = WHAT.get(name) or WHAT.get(name.partition("/")[0], name)
    return {"@id": quote(name), "@type": "File", "name": name, "description": what, "encodingFormat": dcat.media(name),
            "contentSize": str(size), "sha256": sum_}  # fmt: skip


def _ref(iri: str) -> Node:
    return {"@id": iri}
