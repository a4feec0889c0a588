"""The manifest of a release: what it is made from and holds, each thing with its hash. It names no clock and no machine.

``dataset`` is the hash that names the release, ``graphs`` the sha256 of each graph's block of canonical TriG, ``counts`` what
VoID counts in each graph, ``sources`` what each source gave and the key that reading it depends on, ``files`` the sha256 of
each file of the release.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
# What VoID counts in a graph, in the order of its row in ``counts``.
COUNTS = ("triples", "distinctSubjects", "distinctObjects", "properties", "classes", "entities")
Rows = Mapping[str, Any]


def dataset(graphs: Mapping[str, str]) -> str:
    """The hash that names what is in the graphs: their IRIs with the sha256 of their blocks, however they stand in files.

    >>> dataset({"urn:b": "02", "urn:a": "01"}) == dataset({"urn:a": "01", "urn:b": "02"}) != dataset({"urn:a": "01"})
    True
    """
    return digest("".join(f"{graph} {sum_}\n" for graph, sum_ in sorted(graphs.items())).encode())


def text(
    *, graphs: Mapping[str, str], counts: Rows, sources: Rows, files: Rows, versions: Rows, ontology: str
) -> bytes:
    """The manifest as JSON, a line for each thing, so that what changed is seen line by line."""
    body: dict[str, Any] = {
        "dataset": dataset(graphs),
        "quads": sum(row[0] for row in counts.values()),
        "sources": sources,
        "graphs": graphs,
        "counts": counts,
        "files": files,
        "versions": versions,
        "license": LICENSE,
        "ontology": ontology,
    }
    lines = ",\n".join(f' "{name}": {_rows(value)}' for name, value in sorted(body.items()))
    return f"{{\n{lines}\n}}\n".encode()


def digest(data: bytes) -> str:
    """The sha256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _rows(value: object) -> str:
    if not isinstance(value, Mapping) or not value:
        return _json(value)
    return "{\n" + ",\n".join(f"  {_json(name)}: {_json(row)}" for name, row in sorted(value.items())) + "\n }"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
