"""Makes the pictures of docs/ and of the README in docs/images: ``python docs/images/make.py [FOLDER [zh|en]]``.

They are of the bundled graph and of the invented cities of ``docs/zh/compare-cities.md``, as ``govkg serve`` and ``govkg view``
show them. Needs Chromium (``CHROMIUM`` names it where it is not on the path) and playwright. Text on screen differs by a
machine's fonts, so the pictures are not compared byte by byte.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image

import govkg
from govkg import pipeline, views
from govkg.library import Library

DOCS = Path(__file__).parents[1]
FIGURE = "60.90%"  # shown with its words in the margin
REFORM = "id/reform/420100-yi-shi-lian-ban-fac614"
WIDTH, HEIGHT = 1440, 900
COLOURS = 256  # of a picture's own palette: a page has few
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
BY = {"zh": "张三", "en": "Zhang San"}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class Shot:
    """A picture: of which address (a path of the server, or a view's name), in which language, after doing what."""

    name: str
    address: str
    lang: str = "zh"
    act: Callable[[Any], None] | None = None
    given: tuple[tuple[str, str], ...] = ()  # what a view of the two cities is given


def search(page: Any) -> None:
    """Chooses the figure in a view."""
    page.fill("#search", FIGURE)
    page.keyboard.press("Enter")


def figure(page: Any) -> None:
    """Chooses the figure in the reader."""
    page.locator(".m.k-Result a", has_text=FIGURE).first.click()


def proved(page: Any) -> None:
    """Waits until the page has proved what it holds."""
    page.wait_for_selector("#verdict.proved")


def words(page: Any) -> None:
    """Opens the first sentence of a page of a thing."""
    page.locator("main details summary").first.click()


SERVED = (
    Shot("reader", "report/wuhan-2021", act=figure),
    *(Shot(f"start-{lang}", "", lang) for lang in LOCALES),
    *(Shot(f"thing-{lang}", REFORM, lang, act=words) for lang in LOCALES),
    *(Shot(f"question-{lang}", f"ask/outcomes-of-reform?reform={quote('一事联办')}", lang) for lang in LOCALES),
)
VIEWS = (
    Shot("reforms-outcomes", "reforms-outcomes", act=search),
    *(Shot(f"compare-{lang}", "compare", lang, given=(("a", "云澜市"), ("b", "临渚市"))) for lang in LOCALES),
)


DOUBTED = "960bc5e6f223d7b4"  # the statement that the queue of the bundled graph begins with
REVIEWED = tuple(Shot(f"review-{lang}", f"review/{DOUBTED}", lang) for lang in LOCALES)
REFEREE = tuple(Shot(f"referee-{lang}", "outcomes-of-reform", lang, act=proved) for lang in LOCALES)


def names() -> list[str]:
    """The files that are made.

    >>> "reader.png" in names()
    True
    """
    return sorted(f"{shot.name}.png" for shot in (*SERVED, *VIEWS, *REVIEWED, *REFEREE))


@contextmanager
def served(*words: str) -> Iterator[dict[str, str]]:
    """What a server of the bundled graph says of itself, or of the workspace that further words name."""
    command = [sys.executable, "-m", "govkg", "serve", "--port", "0", "--json", "--log", os.devnull, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout
            told = ""
            while not told.rstrip().endswith("}"):
                told += process.stdout.readline()
            yield json.loads(told)
        finally:
            process.terminate()


def cities(folder: Path) -> Library:
    """The workspace of the page that compares cities, from the texts that it has its reader save."""
    from govkg.cli import main

    page = (DOCS / "zh" / "compare-cities.md").read_text(encoding="utf-8")
    files = []
    for name, text in re.findall(r"^```text file=(\S+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8", newline="\n")
    with redirect_stdout(StringIO()):
        assert main(["add", *map(str, files), "--yes", "--workspace", str(folder / "cities")]) == 0
    library = Library(folder / "cities", folder / "cities")
    pipeline.build(library)
    return library


def make(out: Path, langs: tuple[str, ...] = tuple(LOCALES)) -> None:
    """Makes every picture of these languages anew in a folder."""
    from playwright.sync_api import sync_playwright

    from govkg.cli import main

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as p:
        folder = Path(scratch)
        shutil.copytree(DOCS.parent / "graph", folder / "graph", ignore=shutil.ignore_patterns(".govkg"))
        graphs = {False: govkg.open(), True: govkg.open(cities(folder).root)}
        browser = p.chromium.launch(executable_path=chromium, args=ARGS)
        pages = {
            lang: browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale=locale)
            for lang, locale in LOCALES.items()
        }
        with served() as told:
            for shot in (shot for shot in SERVED if shot.lang in langs):
                take(pages[shot.lang].new_page(), f"{told['address']}{shot.address}", shot, out)
        for lang, context in ((lang, pages[lang]) for lang in langs):  # a review opens in one browser
            with served("--workspace", str(folder / "graph"), "--review", "--by", BY[lang]) as told:
                context.new_page().goto(told["review"])
                for shot in (shot for shot in REVIEWED if shot.lang == lang):
                    take(context.new_page(), f"{told['address']}{shot.address}", shot, out)
        for shot in (shot for shot in REFEREE if shot.lang in langs):
            file = folder / f"{shot.name}.html"
            with redirect_stdout(StringIO()):
                assert (
                    main(
                        [
                            "cite",
                            shot.address,
                            "--reform",
                            "一事联办",
                            "-o",
                            str(folder / "a.bib"),
                            "--referee",
                            str(file),
                            "--lang",
                            shot.lang,
                        ]
                    )
                    == 0
                )
            take(pages[shot.lang].new_page(), file.as_uri(), shot, out)
        for shot in (shot for shot in VIEWS if shot.lang in langs):
            made = views.write(graphs[bool(shot.given)], shot.address, out=folder / f"{shot.name}.html", lang=shot.lang,
                               **dict(shot.given))  # fmt: skip
            take(pages[shot.lang].new_page(), f"{made.as_uri()}#lang={shot.lang}", shot, out)
        browser.close()


def take(page: Any, address: str, shot: Shot, out: Path) -> None:
    """Opens, does what is to be done, keeps what one then sees."""
    answer = page.goto(address)
    assert answer is None or answer.ok, f"{address}: {answer.status}"
    if shot.act:
        shot.act(page)
    page.wait_for_timeout(600)
    file = out / f"{shot.name}.png"
    page.screenshot(path=file)
    page.close()
    with Image.open(file) as seen:
        few = seen.convert("RGB").quantize(COLOURS, kmeans=4, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent, tuple(sys.argv[2:]) or tuple(LOCALES))
