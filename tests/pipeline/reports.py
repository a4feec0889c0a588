"""Small made-up reports, as many as a test needs, and what a build left of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from govkg.library import Library, open_library
from govkg.settings import Settings

TEXT = """云江市审批局{year}年工作总结

一、深化改革

(一)推进“一事联办”

1.推进“一事联办”改革。全年办理事项{n}万件,比上年增长{share}%。群众满意度达到9{last}.{last}%。

2.建设“城市大脑”平台。“城市大脑”平台接入场景{n}个。印发《云江市数据管理办法》。

(二)建设便民平台{k}

市大数据局负责建设“便民通{k}”平台,上线应用{n}个,获评全省数字政府优秀案例。
"""


def name(n: int) -> str:
    return f"yunjiang-{n:05}"


def text(n: int) -> str:
    return TEXT.format(year=2000 + n % 25, n=10 + n % 900, share=n % 30 + 1, last=n % 10, k=n % 7)


def write(root: Path, numbers: Iterable[int]) -> Library:
    """Adds reports to a workspace; gives it."""
    (root / "sources").mkdir(parents=True, exist_ok=True)
    for n in numbers:
        data = text(n).encode()
        folder = root / "sources" / name(n)
        folder.mkdir()
        (folder / "text.txt").write_bytes(data)
        about = (
            f'title = "云江市审批局{2000 + n % 25}年工作总结"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
            f'body = "云江市审批局"\nplace = "云江市"\ncode = "5301{n % 90 + 10}"\ncovers = "{2000 + n % 25}"\n'
        )
        (folder / "source.toml").write_text(about, encoding="utf-8")
    return open_library(Settings(workspace=root))


def made(library: Library) -> dict[str, bytes]:
    """Every file that a build left."""
    folders = (library.out / "statements", library.out / "release")
    return {p.relative_to(library.out).as_posix(): p.read_bytes() for f in folders for p in f.rglob("*") if p.is_file()}
