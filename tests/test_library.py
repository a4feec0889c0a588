"""The workspace: what is read, where what is made goes."""

from pathlib import Path

import pytest

from govkg import library
from govkg.errors import CallerError, CuratorError, SourceError
from govkg.settings import Settings


def a_workspace(root: Path) -> Path:
    (root / "sources").mkdir(parents=True)
    (root / "curated").mkdir()
    return root


def test_the_bundled_workspace_holds_the_wuhan_report() -> None:
    opened = library.open_library(Settings())
    assert opened.bundled
    assert opened.source("wuhan-2021").place == "武汉市"


def test_what_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallerError) as e:
        library.open_library(Settings(workspace=tmp_path))
    assert e.value.code == "workspace.missing"


def test_an_unknown_source_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(SourceError) as e:
        library.open_library(Settings()).source("wuhan-2020")
    assert e.value.code == "source.unknown"
    assert "wuhan-2021" in e.value.cure


def test_packaged_data_are_never_written_to(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "site-packages" / "govkg" / "_data" / "graph")
    opened = library.open_library(Settings(workspace=root, cache=tmp_path / "cache"))
    assert opened.root == root
    assert opened.out.is_relative_to(tmp_path / "cache")
    assert opened.release == opened.out / "release" or opened.release == root / "release"
    assert not opened.out.exists()


def test_what_was_made_goes_before_what_was_packaged(tmp_path: Path) -> None:
    root, out = a_workspace(tmp_path / "in"), tmp_path / "out"
    for folder in (root, out):
        (folder / "release").mkdir(parents=True)
    assert library.Library(root, out).release == out / "release"
    (out / "release").rmdir()
    assert library.Library(root, out).release == root / "release"


def test_curated_rows_are_read_strictly(tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w")
    opened = library.open_library(Settings(workspace=root))
    assert opened.curated("reviews") == []
    table = root / "curated" / "reviews.tsv"
    table.write_text("# what people decided\nstatement\tdecision\n\nabc\taccepted\n", encoding="utf-8")
    assert opened.curated("reviews") == [{"statement": "abc", "decision": "accepted"}]
    table.write_text("# what people decided\nstatement\tdecision\n\nabc\n", encoding="utf-8")
    with pytest.raises(CuratorError) as e:
        opened.curated("reviews")
    assert e.value.where.endswith("reviews.tsv:4")


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/x/govkg"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/govkg"),
        ("win32", {"USERPROFILE": "/u", "LOCALAPPDATA": "/u/Local"}, "/u/Local/govkg"),
    ],
)
def test_every_system_has_its_place_for_what_can_be_made_again(
    platform: str, environ: dict[str, str], folder: str
) -> None:
    assert library.cache_folder(platform, environ).as_posix() == folder
