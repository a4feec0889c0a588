"""The hostile queries of ``hostile.toml``, spelled out for an address and a file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).with_name("hostile.toml")
LONG = "# nothing here\n" * 5000


def queries(url: str, file: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each query with the codes that it may be refused with, no query twice."""
    seen = set()
    for kind, rows in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        texts = list(rows.get("texts", ()))
        keyword = "LOAD" if kind == "update" else kind.upper()
        for payload in rows.get("payloads", ()):
            texts += [d.replace("{P}", payload) for d in rows["disguises"]]
            texts += [rows["disguises"][0].replace("{P}", payload.replace(keyword, s)) for s in rows["spellings"]]
        for text in texts:
            whole = text.replace("{LONG}", LONG).replace("{URL}", url).replace("{FILE}", file)
            if whole not in seen:
                seen.add(whole)
                yield whole, tuple(rows["codes"])
