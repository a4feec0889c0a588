"""What the reading of a source depends on: its text, its description, the rules, the vocabulary, what people decided.

Each is a hash. A source is read anew when one of them is not what it was, and a person is told which.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from govkg import resources, vocab
from govkg.statements import digest

# Modules by which a report is read, and by which what was read is written: those that govkg.part rests on.
RULES = ("accounts", "anchors", "assemble", "authority", "document", "extract", "fiveyears", "metrics", "passages", "resolve", "sources",
         "statements", "subjects", "vocab")  # fmt: skip
WRITER = ("alignments", "concepts", "dataset", "derived", "edition", "facts", "ids", "judgements", "manifest", "ontology", "owlxml",
          "corrections", "part", "parts", "press", "rdf", "release", "reviews", "successions")  # fmt: skip
UNCOUNTED = ("errors", "files", "resources")  # they change nothing of what is read
SPOKEN = ("messages.tsv",)  # words of the interface only


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a source's folder holds: the sha256 of its text and of its description; "" where there is no such file."""

    text: str
    description: str


def versions() -> dict[str, str]:
    """The versions of the rules, the writer and the vocabulary: a hash of each, the same on every system.

    >>> sorted(versions())
    ['rules', 'vocabulary', 'writer']
    """
    package = Path(__file__).parent
    tables = [p for p in resources.path("ontology/vocabularies").glob("*.tsv") if p.name not in SPOKEN]
    rules = resources.path("queries/construct").glob("*.rq")
    return {
        "rules": _of(p for name in RULES for p in _code(package, name)),
        "writer": _of([*(p for name in WRITER for p in _code(package, name)), *rules]),
        "vocabulary": digest(_of([*tables, resources.path("ontology/govkg.ttl")]), *sorted(vocab.left_out())),
    }


def key(inputs: Inputs, made_by: Mapping[str, str], curation: object) -> str:
    """The hash of all that the reading of a source depends on; ``curation`` is what people decided on it."""
    return digest(inputs.text, inputs.description, *(made_by[name] for name in sorted(made_by)), repr(curation))


def _code(package: Path, name: str) -> list[Path]:
    folder = package / name
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [package / f"{name}.py"]


def _of(paths: Iterable[Path]) -> str:
    """One hash of several files; line ends do not count."""
    sum_ = hashlib.sha256()
    for path in sorted(paths, key=lambda p: (p.name, p.as_posix())):
        sum_.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return sum_.hexdigest()[:16]
