"""What is part of what by two reports together: a link that one of them takes away is in no file any more."""

import hashlib
from dataclasses import replace
from pathlib import Path

import duckdb
from tests.pipeline import reports

from govkg import pipeline
from govkg.library import Library, open_library
from govkg.settings import Settings

# Each says one step of a chain: 政务云 is part of 武汉云, and that of 城市大脑.
STEPS = {"first": "集政务云、信创云、企业云于一体的新型基础设施“武汉云”正式启用。",
         "second": "集武汉云、江城云、便民云于一体的新型基础设施“城市大脑”正式启用。"}  # fmt: skip


def write(root: Path) -> Library:
    for name, words in STEPS.items():
        folder = root / "sources" / name
        folder.mkdir(parents=True)
        data = f"云江市审批局2021年工作总结\n\n一、深化改革\n\n1.建设平台。{words}\n".encode()
        (folder / "text.txt").write_bytes(data)
        (folder / "source.toml").write_text(
            f'title = "{name}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\nbody = "云江市审批局"\n'
            'place = "云江市"\ncode = "530110"\ncovers = "2021"\n', encoding="utf-8")  # fmt: skip
    return open_library(Settings(workspace=root))


def linked(library: Library) -> list[tuple[str, str]]:
    found = duckdb.read_parquet(str(library.release / "facts" / "part.parquet")).fetchall()
    return [(part, whole) for part, whole in found]


def test_a_report_that_goes_takes_along_what_followed_from_it_and_others(tmp_path: Path) -> None:
    write(tmp_path / "own")
    library = reports.write(tmp_path / "own", range(4))
    pipeline.build(library)
    assert len(linked(library)) == 9
    library.remove(["second"])
    pipeline.build(library)
    assert len(linked(library)) == 3
    fresh = replace(library, out=tmp_path / "nothing")
    pipeline.build(fresh)
    assert reports.made(library) == reports.made(fresh)
