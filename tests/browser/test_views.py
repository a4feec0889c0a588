"""The pages in Chromium: nothing is asked of the network, words are text, and what a reader does works."""

import itertools
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import govkg
from govkg import analysis, rdf, store, views
from govkg.statements import Attribution, Entity, Evidence, Observation, Statement
from govkg.views import lanes, scene

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run"]  # fmt: skip
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
KG = govkg.open()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as p:
        made = p.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("views")
    return {
        "whole": views.write(KG, "reforms-outcomes", out=folder / "whole.html"),
        "around": views.write(KG, "neighbourhood", of="城市大脑", out=folder / "around.html"),
    }


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
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else said.append(f"request: {r.url}"))
        page.goto(path.as_uri())
        page.wait_for_selector(".card, .list [data-card]")
        opened.append(Tab(page, said))
        return page

    yield open_page
    for one in opened:
        one.page.close()
        assert one.said == []


SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
NAMES = pytest.mark.parametrize("name", ["whole", "around"])


@NAMES
@SIZES
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_fit_and_are_readable(
    tab: Any, pages: dict[str, Path], name: str, size: dict[str, int], lang: str
) -> None:
    page = tab(pages[name], size, "dark" if lang == "en" else "light")
    page.click(f"[data-lang={lang}]")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    small = page.evaluate(
        "[...document.body.querySelectorAll('*')].filter((e) => !['SCRIPT', 'STYLE'].includes(e.tagName) && e.textContent.trim()"
        " && parseFloat(getComputedStyle(e).fontSize) < 12).length"
    )
    assert small == 0
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    assert page.locator("footer").inner_text().count("CC BY 4.0") == 1


@NAMES
def test_words_stay_inside_their_cards_and_apart(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    for lang in ("zh", "en"):
        page.click(f"[data-lang={lang}]")
        boxes = page.evaluate(
            "[...document.querySelectorAll('.words .card span, .words .head, .words .caption')].map((e) => {"
            " const r = document.createRange(); r.selectNodeContents(e); const b = r.getBoundingClientRect();"
            " return [e.textContent, b.left, b.top, b.right, b.bottom]; })"
        )
        assert len(boxes) > 8
        # A line box is taller than its glyphs: two px of shared leading are no overlap.
        clash = [(a[0], b[0]) for a, b in itertools.combinations(boxes, 2)
                 if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 2 and b[2] < a[4] - 2]  # fmt: skip
        assert clash == []


def test_a_click_on_a_figure_shows_its_words(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    page.locator(".card", has_text="60.90%").first.click()
    panel = page.locator("#panel")
    assert panel.locator("mark").first.inner_text() == "60.90%"
    assert "办理时限、申请材料、办理环节、跑动次数分别压减60.90%" in panel.locator("blockquote").first.inner_text()
    assert "↓ 60.90 %" in panel.inner_text() and "基数未说明" in panel.inner_text()
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_a_click_on_a_line_shows_its_words(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    at = page.evaluate(
        "(() => { const data = JSON.parse(document.getElementById('data').textContent);"
        " const line = data.lines.find((x) => x.basis === 'explicit');"
        " const box = (id) => document.querySelector(`.card[data-card='${id}']`).getBoundingClientRect();"
        " const a = box(line.from), b = box(line.to); return [(a.right + b.left) / 2, (a.top + a.height / 2 + b.top + 16) / 2]; })()"
    )
    page.mouse.click(*at)
    assert page.locator("#panel").is_visible()
    assert "报告称" in page.locator("#panel .what").inner_text()
    assert page.locator("#panel mark").count() >= 1


def test_the_basis_filter_hides_what_is_only_listed(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    data = json.loads(page.locator("#data").text_content())
    only = {x["to"] for x in data["lines"] if x["basis"] == "item"} - {
        x["to"] for x in data["lines"] if x["basis"] == "explicit"
    }
    shown = set(page.locator(".card").evaluate_all("(all) => all.map((e) => e.dataset.card)"))
    assert only & shown
    page.locator("[data-option='basis/item']").uncheck()
    left = set(page.locator(".card").evaluate_all("(all) => all.map((e) => e.dataset.card)"))
    assert not only & left and left < shown
    assert "同条列出" not in page.locator("#table tbody").text_content()
    page.locator(".reset").click()
    assert set(page.locator(".card").evaluate_all("(all) => all.map((e) => e.dataset.card)")) == shown


@SIZES
@pytest.mark.parametrize("asked", ["csdn", "chengshi", "城市大脑", "CSDN"])
def test_search_finds_by_hanzi_pinyin_and_initials(
    tab: Any, pages: dict[str, Path], size: dict[str, int], asked: str
) -> None:
    page = tab(pages["whole"], size)
    page.fill("#search", asked)
    assert "城市大脑" in page.locator("#found li").first.inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "城市大脑"


def test_search_opens_the_filters_that_hide_a_thing(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    data = json.loads(page.locator("#data").text_content())
    shown = {
        data["cards"][c]["ref"] for c in page.locator(".card").evaluate_all("(all) => all.map((e) => e.dataset.card)")
    }
    hidden = next(n["label"] for ref, n in data["nodes"].items() if ref not in shown and n["domain"] == "policy")
    page.fill("#search", hidden)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == hidden
    assert page.locator(".card[aria-pressed=true]").count() == 1


def test_the_keyboard_is_enough(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    page.locator(".words .card[tabindex='0']").focus()
    before = page.evaluate("document.activeElement.dataset.card")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.card") != before
    page.keyboard.press("Enter")
    assert page.locator("#panel mark").count() >= 1


@NAMES
def test_the_table_holds_every_line_with_its_quote(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    for box in page.locator("[data-option]").all():
        box.check()
    data = json.loads(page.locator("#data").text_content())
    rows = page.locator("#table tbody tr")
    assert rows.count() == len(data["lines"])
    assert all(q.strip() for q in page.locator("#table td.q").all_text_contents())


@NAMES
def test_the_page_and_python_place_alike(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    data = json.loads(page.locator("#data").text_content())
    given = {n["id"]: n for n in data["network"]["nodes"] if n["id"] in data["cards"]}
    placed = page.locator(".card").evaluate_all(
        "(all) => all.map((e) => [e.dataset.card, parseFloat(e.style.left), parseFloat(e.style.top)])"
    )
    assert {c for c, *_ in placed} == {c for c, n in given.items() if not n.get("hidden")}
    for card, x, y in placed:
        face = data["cards"][card]["faces"]["zh"]
        assert x == pytest.approx(given[card]["x"] - data["cards"][card]["w"] / 2, abs=0.2)
        assert y == pytest.approx(given[card]["y"] - face["h"] / 2, abs=0.2)


# -- hostile words -----------------------------------------------------------------------------------------------------
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


def strange() -> tuple[Stranger, list[Statement]]:
    text = ""
    made: list[Statement] = []
    for n, name in enumerate(HOSTILE):
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


@SIZES
def test_hostile_words_run_nothing_and_show_as_text(tab: Any, tmp_path: Path, size: dict[str, int]) -> None:
    source, statements = strange()
    kg = store.memory(rdf.quads(source, statements))
    page = tab(views.write(kg, "reforms-outcomes", out=tmp_path / "hostile.html"), size)
    names = page.locator(".card[data-kind=Reform], .list .name")
    assert names.count() == len(HOSTILE)
    assert "ran" not in page.title()
    assert page.locator("img, iframe, a[href], .card script, .list script, [onmouseover]").count() == 0
    page.locator("#table summary").click()
    written = "".join(page.locator("#table").text_content().split())
    for n, name in enumerate(HOSTILE):
        assert "".join(name.split()) in written
        names.nth(n).hover()
        names.nth(n).click()
        heading = page.locator("#panel h2").text_content()
        assert heading in HOSTILE
        assert page.locator("#panel mark").first.text_content() == heading
        page.keyboard.press("Escape")
    assert "<i>副本</i>" in page.locator("#source").inner_text()


def test_policy_lets_nothing_in(pages: dict[str, Path]) -> None:
    text = pages["whole"].read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", text)


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, pages: dict[str, Path]) -> None:
    for name, of, key in (("reforms-outcomes", None, "whole"), ("neighbourhood", "城市大脑", "around")):
        again = views.write(govkg.open(), name, of=of, out=tmp_path / f"{key}.html")
        assert again.read_bytes() == pages[key].read_bytes()


def test_first_look_is_the_same_in_page_and_python(tab: Any, pages: dict[str, Path]) -> None:
    picture = analysis.reforms_outcomes(KG.store)
    shown = scene.first_look(picture, lanes.plan(picture))
    page = tab(pages["whole"])
    assert set(page.locator(".card").evaluate_all("(all) => all.map((e) => e.dataset.card)")) == set(shown.cards)
