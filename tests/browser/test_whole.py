"""The whole graph in Chromium: communities open, everything shows its words, nothing is asked of the network."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import NARROW, WIDE, needed
from tests.browser.viewing import HOSTILE, strange

import govkg
from govkg import rdf, store, views

pytestmark = needed
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
BOXES = """(() => [...document.querySelectorAll('.cloud-words .word')].map((e) => {
    const b = e.getBoundingClientRect(); return [e.textContent, b.left, b.top, b.right, b.bottom]; }))()"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return views.write(govkg.open(), "whole", out=tmp_path_factory.mktemp("whole") / "whole.html")


@pytest.fixture
def tab(browser: Any, file: Path) -> Iterator[Any]:
    opened: list[tuple[Any, list[str]]] = []

    def open_page(
        size: dict[str, int] = WIDE, scheme: str = "light", state: str = "", other: Path | None = None
    ) -> Any:
        page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        said: list[str] = []
        page.on("console", lambda m: said.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda e: said.append(f"error: {e}"))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else said.append(f"request: {r.url}"))
        page.goto((other or file).as_uri() + (f"#{state}" if state else ""))
        page.wait_for_selector(".cloud-words .word")
        opened.append((page, said))
        return page

    yield open_page
    for page, said in opened:
        page.close()
        assert said == []


def row(page: Any, name: str) -> Any:
    """The button of a community in the list below the picture."""
    return page.locator("button[data-community]", has_text=name).first


@SIZES
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_do_not_overlap_and_the_page_fits(tab: Any, size: dict[str, int], lang: str) -> None:
    page = tab(size, "dark" if lang == "en" else "light")
    page.click(f"[data-lang={lang}]")
    page.wait_for_timeout(100)
    boxes = page.evaluate(BOXES)
    assert len(boxes) > 12
    clash = [(a[0], b[0]) for a, b in itertools.combinations(boxes, 2)
             if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 1 and b[2] < a[4] - 1]  # fmt: skip
    assert clash == []
    sight = page.locator(".cloud-sight").bounding_box()
    assert all(b[1] >= sight["x"] and b[3] <= sight["x"] + sight["width"] for b in boxes)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@SIZES
def test_opening_a_community_shows_its_members(tab: Any, size: dict[str, int]) -> None:
    page = tab(size)
    row(page, "武汉云").click()
    names = page.locator(".cloud-list [data-node]").all_inner_texts()
    assert {n.split("\n")[0] for n in names} >= {"武汉云", "企业云", "信创云", "政务云"}
    page.wait_for_timeout(100)
    seen = page.locator(".cloud-words .thing").all_inner_texts()
    assert {"武汉云", "企业云", "信创云", "政务云"} <= set(seen)
    page.locator("[data-back]").click()
    assert page.locator("button[data-community]").count() > 8


def test_a_click_into_the_picture_opens_and_esc_closes(tab: Any) -> None:
    page = tab()
    name = page.locator(".cloud-words .circle", has_text="武汉云").first.bounding_box()
    x, y = name["x"] + name["width"] / 2, name["y"] + name["height"]
    page.mouse.click(x, y + 8)  # just below its name, inside the circle and beside its members
    assert "武汉云" in page.locator(".cloud-list h2").inner_text()
    page.locator(".cloud-sight").focus()
    page.keyboard.press("Escape")
    assert page.locator("button[data-community]").count() > 8


def test_a_click_on_a_line_shows_its_words(tab: Any) -> None:
    page = tab()
    row(page, "武汉云").click()
    page.wait_for_timeout(100)
    sight = page.locator(".cloud-sight").bounding_box()
    found = ""
    for step in range(400):  # along a raster over the picture until a line is below the pointer
        x, y = sight["x"] + 300 + (step % 20) * 19, sight["y"] + 80 + (step // 20) * 23
        page.mouse.move(x, y)
        if page.locator(".cloud-sight.over").count():
            page.mouse.click(x, y)
            found = page.locator("#panel .ends").inner_text() if page.locator("#panel .ends").count() else ""
            if found:
                break
    assert found
    assert page.locator("#panel mark").first.inner_text().strip()
    assert page.locator("#panel blockquote").first.inner_text().strip()


def test_a_bundle_lists_its_ties_and_each_shows_its_words(tab: Any) -> None:
    page = tab()
    tally = page.locator(".cloud-words .tally").first.bounding_box()
    page.mouse.click(tally["x"] + tally["width"] / 2, tally["y"] + tally["height"] / 2)
    ties = page.locator(".cloud-list [data-line]")
    assert ties.count() == int(page.locator(".cloud-words .tally.chosen").inner_text())
    ties.first.click()
    assert page.locator("#panel mark").first.inner_text().strip()


def test_a_thing_shows_its_words_and_every_tie_of_it(tab: Any) -> None:
    page = tab()
    page.fill("#search", "whyun")
    page.fill("#search", "武汉云")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "武汉云"
    assert page.locator("#panel mark").first.inner_text() == "武汉云"
    page.locator("#panel .ties button", has_text="企业云").click()
    assert "组成部分" in page.locator("#panel .what").inner_text()
    assert page.locator("#panel mark").first.inner_text().strip()


def test_metrics_have_english_names(tab: Any) -> None:
    page = tab()
    page.click("[data-lang=en]")
    page.fill("#search", "units connected")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "units connected"


def test_a_facet_hides_things_and_their_lines(tab: Any) -> None:
    page = tab()
    row(page, "武汉云").click()
    assert page.locator(".cloud-list [data-node]", has_text="接入单位").count() == 1
    page.locator("[data-option='kind/Metric']").uncheck()
    assert page.locator(".cloud-list [data-node]", has_text="接入单位").count() == 0
    page.locator("[data-back]").click()
    page.wait_for_timeout(100)
    counted = page.locator("button[data-community] i").all_inner_texts()
    assert sum(int(c.split()[0]) for c in counted) == 86  # things without the 40 metrics


def test_what_is_open_is_in_the_address(tab: Any) -> None:
    page = tab()
    row(page, "健康码").click()
    state = page.evaluate("location.hash").removeprefix("#")
    assert "open=" in state
    again = tab(state=state)
    assert "健康码" in again.locator(".cloud-list h2").inner_text()
    assert again.locator("#panel").is_hidden()


def test_the_keyboard_is_enough(tab: Any) -> None:
    page = tab()
    page.locator(".cloud-sight").focus()
    for key in ("+", "ArrowLeft", "ArrowUp", "-", "0", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".cloud-list [data-node]").count() > 3
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#panel mark").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_the_picture_can_be_taken_along(tab: Any) -> None:
    page = tab()
    with page.expect_download() as taken:
        page.click("#svg")
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    assert "武汉云" in text and "CC BY 4.0" in text
    assert "<script" not in text and "foreignObject" not in text
    assert text.count("<circle") + text.count("<path") > 126
    assert 'fill=""' not in text and "undefined" not in text and "NaN" not in text


def place(page: Any, name: str) -> tuple[float, float]:
    page.wait_for_timeout(100)
    box = page.locator(".cloud-words .circle", has_text=name).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"]


def test_drag_wheel_and_buttons_move_the_picture(tab: Any) -> None:
    page = tab()
    x, y = place(page, "武汉云")
    sight = page.locator(".cloud-sight").bounding_box()
    left, top = sight["x"] + sight["width"] - 30, sight["y"] + sight["height"] - 30  # an empty corner
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left - 20, top + 10, steps=4)
    page.mouse.up()
    assert place(page, "武汉云") == pytest.approx((x - 20, y + 10), abs=1)
    page.click("[data-tool=all]")
    assert place(page, "武汉云") == pytest.approx((x, y), abs=1)
    page.locator(".cloud-sight").focus()
    below = place(page, "健康码")
    page.mouse.move(x, y + 40)
    page.mouse.wheel(0, -100)
    page.wait_for_timeout(100)
    assert place(page, "健康码")[1] > below[1] + 20  # farther from the pointer than before
    page.click("[data-tool=all]")
    page.click("[data-tool=nearer]")
    page.click("[data-tool=farther]")
    assert place(page, "武汉云") == pytest.approx((x, y), abs=2)


def test_hostile_words_run_nothing_and_show_as_text(tab: Any, tmp_path: Path) -> None:
    source, statements = strange()
    kg = store.memory(rdf.quads(source, statements))
    page = tab(other=views.write(kg, "whole", out=tmp_path / "hostile.html"))
    for community in page.locator("button[data-community]").all_inner_texts()[:1]:
        row(page, community.split("\n")[0]).click()
    shown = "".join("".join(page.locator(".cloud-list").all_inner_texts()).split())
    assert sum("".join(name.split()) in shown for name in HOSTILE) >= 3
    page.locator(".cloud-list [data-node]").first.click()
    assert page.locator("#panel h2").inner_text()
    with page.expect_download() as taken:
        page.click("#svg")
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    assert "<script" not in text and "<img" not in text
    assert "ran" not in page.title()
    assert page.locator("img, iframe, .cloud script, [onmouseover]").count() == 0


def test_a_finger_opens_a_community_and_two_enlarge(browser: Any, file: Path) -> None:
    context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector(".cloud-words .word")
    page.locator(".cloud-sight").scroll_into_view_if_needed()
    sight = page.locator(".cloud-sight")
    assert sight.evaluate("(e) => getComputedStyle(e).touchAction") == "pan-y"  # a finger scrolls the page
    inside = page.locator(".cloud-words .inside", has_text="武汉云").first.bounding_box()
    x, y = inside["x"] + inside["width"] / 2, inside["y"] + inside["height"] + 14
    send = context.new_cdp_session(page).send

    def touch(kind: str, *points: tuple[float, float]) -> None:
        send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": a, "y": b, "id": n} for n, (a, b) in enumerate(points)]},
        )

    before = page.locator(".cloud-words .word").count()
    touch("touchStart", (x - 20, y), (x + 20, y))
    for far in (30, 45, 60, 80):
        touch("touchMove", (x - far, y), (x + far, y))
    touch("touchEnd")
    page.wait_for_timeout(100)
    assert sight.evaluate("(e) => getComputedStyle(e).touchAction") == "none"  # enlarged: a finger moves the picture
    assert page.locator(".cloud-words .word").count() != before
    page.locator("[data-tool=all]").click()
    page.wait_for_timeout(100)
    page.touchscreen.tap(x, y)
    assert page.locator(".cloud-list [data-node]").count() > 2
    context.close()
