"""Damage done to a text on purpose, with the place that each of its characters had."""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path

from govkg import pipeline, resources
from govkg.library import Library

PAGE = "\n第3页 共9页 打印本页\n"
WIDE = 0xFEE0  # from a plain digit to its wide form


class Damaged:
    """A worse copy of a text: ``text``, and for each of its characters ``origin``, its place in the good text (-1 for none)."""

    def __init__(self, good: str, seed: int) -> None:
        self.rng = random.Random(seed)
        self.cells = [(c, n) for n, c in enumerate(good)]
        size = len(good)
        for _ in range(size // 250):
            self._drop("[一-龥]")
        for _ in range(size // 700):
            self._drop("[。；;，,]")  # two sentences are fused
        for _ in range(size // 900):
            at = self._pick("[。\n]") + 1
            self.cells[at:at] = [(c, -1) for c in PAGE]
        for _ in range(size // 300):
            self._put("[0-9]", lambda c: chr(ord(c) + WIDE))
        for _ in range(size // 900):
            self._put("[0-9]", lambda c: str((int(c) + 3) % 10))  # a figure that the copyist got wrong
        for _ in range(size // 400):
            self._put("[，。；]", lambda c: {"，": ",", "。": ".", "；": ";"}[c])

    @property
    def text(self) -> str:
        return "".join(c for c, _ in self.cells)

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the characters ``start:end`` of the worse copy stand in the good text; None where they are of the page."""
        there = [n for _, n in self.cells[start:end] if n >= 0]
        return (min(there), max(there) + 1) if there else None

    def _pick(self, form: str) -> int:
        there = [n for n, (c, at) in enumerate(self.cells) if at >= 0 and re.match(form, c)]
        return self.rng.choice(there) if there else len(self.cells) - 1

    def _drop(self, form: str) -> None:
        del self.cells[self._pick(form)]

    def _put(self, form: str, change: object) -> None:
        at = self._pick(form)
        c, n = self.cells[at]
        if re.match(form, c) and callable(change):
            self.cells[at] = (change(c), n)


def workspace(root: Path, good: str, seed: int) -> Library:
    """A workspace with a worse copy of the Wuhan report under the id ``w``, built."""
    folder = root / "sources" / "w"
    folder.mkdir(parents=True)
    bad = Damaged(good, seed).text.encode()
    about = resources.path("graph/sources/wuhan-2021/source.toml").read_text(encoding="utf-8").split("[found]")[0]
    (folder / "text.txt").write_bytes(bad)
    described = re.sub('sha256 = ".*"', f'sha256 = "{hashlib.sha256(bad).hexdigest()}"', about)
    (folder / "source.toml").write_text(described, encoding="utf-8")
    library = Library(root, root)
    pipeline.build(library)
    return library
