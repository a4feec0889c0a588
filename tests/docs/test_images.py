"""The pictures of docs/ are made afresh by the program that made them, and every picture that a page names is one of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.browser.chromium import CHROMIUM, needed
from tests.conftest import SOAK
from tests.docs import doing, pages

IMAGES = doing.ROOT / "docs" / "images"
LANGS = ("zh", "en") if SOAK else ("zh",)
LEAST = 0.02  # of a picture's points are not of its ground


def named() -> set[str]:
    """The pictures that the pages and the README show."""
    found = set()
    for path in (*pages.paths(), pages.DOCS / "README.md", doing.ROOT / "README.md"):
        for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
            assert alt.strip(), f"{path}: {target} without words"
            assert (path.parent / target).resolve().parent == IMAGES.resolve(), target
            found.add(Path(target).name)
    return found


def inked(path: Path) -> float:
    """The share of points that are not of the commonest colour."""
    with Image.open(path) as image:
        counted = image.convert("RGB").getcolors(2**24)
        assert counted
        return 1 - max(count for count, _ in counted) / (image.width * image.height)


def test_every_picture_that_is_named_is_there_and_none_is_idle() -> None:
    assert named() == {path.name for path in IMAGES.glob("*.png")}


@pytest.mark.browser
@needed[1]
def test_the_pictures_can_be_made_afresh(tmp_path: Path) -> None:
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GOVKG_")},
        "PYTHONPATH": str(doing.ROOT / "src"),
        "PYTHONUTF8": "1",
        "CHROMIUM": CHROMIUM,
    }
    done = subprocess.run([sys.executable, str(IMAGES / "make.py"), str(tmp_path), *LANGS], capture_output=True, encoding="utf-8",
                          env=env, timeout=300, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    made, kept = ({path.name: path for path in folder.glob("*.png")} for folder in (tmp_path, IMAGES))
    assert made.keys() == {name for name in kept if SOAK or not name.endswith("-en.png")}
    for name, path in made.items():
        with Image.open(path) as new, Image.open(kept[name]) as old:
            assert new.size == old.size, name
        assert inked(path) > LEAST and inked(kept[name]) > LEAST, name
