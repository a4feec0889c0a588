"""What the browser tests of views share: the pages, a watched tab, and hands that use them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import NARROW, WIDE

import govkg
from govkg import rdf, store, views
from govkg.statements import Attribution, Entity, Evidence, Observation, Statement

KG = govkg.open()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("views")
    return {
        "whole": views.write(KG, "reforms-outcomes", out=folder / "whole.html"),
        "around": views.write(KG, "neighbourhood", of="城市大脑", out=folder / "around.html"),
    }


def until(page: Any, true: str) -> None:
    """Waits for what a script says (Playwright's own waiting would need eval, which the page's policy forbids)."""
    for _ in range(200):
        if page.evaluate(true):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never true: {true}")


@dataclass
class Tab:
    """An open page and everything that it complained of or asked for."""

    page: Any
    said: list[str]


@pytest.fixture
def tab(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    opened: list[Tab] = []

    def open_page(path: Path, size: dict[str, int] = WIDE, scheme: str = "light") -> Any:
        page = browser.new_page(viewport=size, color_scheme=scheme)
        said: list[str] = []
        page.on("console", lambda m: said.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda e: said.append(f"error: {e}"))
        page.on("dialog", lambda d: d.dismiss())
        page.on("dialog", lambda d: said.append(f"dialog: {d.message}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else said.append(f"request: {r.url}"),
        )
        page.goto(path.as_uri())
        page.wait_for_selector(".card, .list [data-card]")
        until(page, "performance.getEntriesByName('govkg-usable').length")
        opened.append(Tab(page, said))
        return page

    yield open_page
    for one in opened:
        one.page.close()
        assert one.said == []


SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
NAMES = pytest.mark.parametrize("name", ["whole", "around"])


def told(page: Any) -> Any:
    return json.loads(page.locator("#data").text_content())


def drawn(page: Any) -> set[str]:
    return set(page.locator(".card").evaluate_all("(all) => all.map((e) => e.dataset.card)"))


def opened(page: Any) -> Any:
    """Every section open, every card drawn."""
    if page.locator("[aria-expanded=false].head").count():
        page.click("#unfold")
        if page.locator("[aria-expanded=false].head").count():
            page.click("#unfold")
    until(page, "[...document.querySelectorAll('#drawing > g:not([class])')].every((g) => g.childElementCount)")
    return page


def open_table(page: Any) -> None:
    """Opens the table, whose rows are made when it stands open."""
    page.click("#table summary")
    page.locator("#table tbody tr").first.wait_for()


def taken(page: Any, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.click(button)
    return Path(waiting.value.path()).read_bytes()


HOSTILE = (
    "<script>document.title='ran'</script>", "</script><script>alert(1)</script>", '"onmouseover="alert(1)" x="',
    "javascript:alert(1)", '"""\\u0022 . <urn:x> a <urn:y> ; \\" . }', "<img src=x onerror=alert(1)>", "{{script}}",
    "\u2028alert(1)", "<!--<script>",
)  # fmt: skip


@dataclass(frozen=True)
class Stranger:
    """A report that means harm."""

    text: str
    id: str = "stranger-2021"
    sha256: str = "0" * 64
    title: str = "</title><script>alert(1)</script>"
    body: str = "<b>市局</b>"
    place: str = ""
    code: str = ""
    covers: str = "2021"
    plans: str = "2022"
    dated: str = "2022-01-01"
    published: str = ""
    url: str = "javascript:alert(1)"
    copy_quality: tuple[str, str] = ("<i>副本</i>", "<i>copy</i>")


def strange(names: tuple[str, ...] = HOSTILE) -> tuple[Stranger, list[Statement]]:
    text = ""
    made: list[Statement] = []
    for n, name in enumerate(names):
        start = len(text)
        text += f"{name}办件{n}件。\n"
        figure = start + len(name) + 2

        def words(a: int, b: int, whole: str, first: int = start) -> Evidence:
            return Evidence("stranger-2021", a, b, whole[a:b], "", "", first, len(whole), "一")

        made.append(Entity(id=f"e{n}", evidence=words(start, start + len(name), text), rule=name, kind="Reform", name=name,
                           aliases=(name + "!",), domain="policy"))  # fmt: skip
        made.append(Observation(id=f"o{n}", evidence=words(figure, figure + 2, text), rule="r", about=f"Reform/{name}",
                                metric_as_written=name, value=str(n), unit="件", start="2021", end="2021"))  # fmt: skip
        made.append(Attribution(id=f"a{n}", evidence=words(start, figure + 2, text), rule="r",
                                initiative=f"Reform/{name}", outcome=f"o{n}", basis="explicit"))  # fmt: skip
    return Stranger(text), made


def many(outcomes: int, path: Path) -> Path:
    """A report of as many outcomes, with all its sections open."""
    text = ""
    made: list[Statement] = []

    def words(a: int, b: int) -> Evidence:
        start = text.rfind("\n", 0, a) + 1
        return Evidence("stranger-2021", a, b, text[a:b], "", "", start, len(text), "一")

    for n in range(outcomes // 4):
        name = f"第{n}号改革"
        start = len(text)
        text += name
        spots = []
        for k in range(3):
            text += f"办件{n * 3 + k}件，"
            figure = f"{n * 3 + k}件"
            spots.append((len(text) - 1 - len(figure), len(text) - 1))
        text += "。\n"
        made.append(Entity(id=f"e{n}", evidence=words(start, start + len(name)), rule="r", kind="Reform", name=name, domain="policy"))  # fmt: skip
        for k, (a, b) in enumerate(spots):
            made.append(Observation(id=f"o{n}-{k}", evidence=words(a, b), rule="r", about=f"Reform/{name}",
                                    metric_as_written="办件", value=str(n * 3 + k), unit="件", start="2021", end="2021"))  # fmt: skip
            made.append(Attribution(id=f"a{n}-{k}", evidence=words(start, b), rule="r", initiative=f"Reform/{name}",
                                    outcome=f"o{n}-{k}", basis="explicit"))  # fmt: skip
    return views.write(store.memory(rdf.quads(Stranger(text), made)), "reforms-outcomes", out=path)


def placed(page: Any) -> dict[str, tuple[float, float]]:
    found = page.locator(".card").evaluate_all(
        "(all) => all.map((e) => [e.dataset.card, ...e.getAttribute('transform').match(/-?[\\d.]+/g).map(Number)])"
    )
    return {c: (x, y) for c, x, y in found}
