"""Hostile words in views: they show as text and run nowhere.

Of two hundred payloads, all of which stand in a report, ``python dev.py soak`` puts each into the search and the address too, the
daily run one of each disguise.
"""

import csv
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.browser.chromium import needed
from tests.browser.viewing import HOSTILE, SIZES, open_table, opened, pages, strange, tab, taken
from tests.conftest import SOAK

from govkg import rdf, store, views

pytestmark = needed
__all__ = ["pages", "tab"]  # fixtures


# -- hostile words -----------------------------------------------------------------------------------------------------
@SIZES
def test_hostile_words_run_nothing_and_show_as_text(tab: Any, tmp_path: Path, size: dict[str, int]) -> None:
    source, statements = strange()
    kg = store.memory(rdf.quads(source, statements))
    page = tab(views.write(kg, "reforms-outcomes", out=tmp_path / "hostile.html"), size)
    names = page.locator(".card[data-kind=Reform], .list .name")
    assert names.count() == len(HOSTILE)
    assert "ran" not in page.title()
    assert page.locator("img, iframe, a[href], .card script, .list script, [onmouseover]").count() == 0
    open_table(page)
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


def test_hostile_words_stay_text_in_what_is_taken_along(tab: Any, tmp_path: Path) -> None:
    source, statements = strange()
    kg = store.memory(rdf.quads(source, statements))
    page = opened(tab(views.write(kg, "reforms-outcomes", out=tmp_path / "hostile.html")))
    taken_svg = taken(page, "#svg").decode()
    root = ET.fromstring(taken_svg)
    assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {"svg", "g", "path", "rect", "text", "title"}
    assert not any(k.startswith("on") or "href" in k for e in root.iter() for k in e.keys())  # noqa: SIM118
    words = "".join("".join(root.itertext()).split())
    assert "<imgsrc=xonerror=alert(1)>" in words
    svg = tmp_path / "taken.svg"
    svg.write_text(taken_svg, encoding="utf-8")
    page.goto(svg.as_uri())
    page.wait_for_timeout(100)
    page = opened(tab(tmp_path / "hostile.html"))
    page.click("[data-lang=en]")
    saved = tmp_path / "saved.html"
    saved.write_bytes(taken(page, "#save"))
    again = tab(saved)
    assert again.locator(".card[data-kind=Reform]").count() == len(HOSTILE)


def payloads() -> tuple[str, ...]:
    """Two hundred texts that would say so if they ran: ten deeds in twenty disguises."""
    deeds = (
        "alert({n})", "window.ran={n}", "document.title='ran{n}'", "top.ran={n}", "self['ran']={n}", "eval('ran={n}')",
        "setTimeout('ran={n}')", "document.body.append('ran{n}')", "location='javascript:ran={n}'", "import('data:text/javascript,ran={n}')",
    )  # fmt: skip
    disguises = (
        "<script>{d}</script>", "</script><script>{d}</script>", "<img src=x onerror={d}>", "<svg onload={d}>", "<svg/onload={d}>",
        '"><script>{d}</script>', "' onmouseover={d} x='", '" onfocus={d} autofocus x="', "javascript:{d}", "<iframe srcdoc='<script>{d}</script>'>",
        "<a href=javascript:{d}>x</a>", "<body onload={d}>", "<details open ontoggle={d}>", "<style onload={d}></style>", "</title><script>{d}</script>",
        "</textarea><script>{d}</script>", "--><script>{d}</script>", "]]><script>{d}</script>", "{{{{{d}}}}}", "<foreignObject><script>{d}</script></foreignObject>",
    )  # fmt: skip
    made = [w.format(d=d) for w in disguises for d in deeds]
    return tuple(text.format(n=n) if "{n}" in text else text for n, text in enumerate(made))


def test_two_hundred_payloads_run_nowhere(tab: Any, tmp_path: Path) -> None:
    names = payloads()
    assert len(set(names)) == 200
    put = names if SOAK else [names[10 * n + n % 10] for n in range(20)]  # every disguise, every deed
    source, statements = strange(names)
    path = tmp_path / "<img src=x onerror=alert(1)>.html"
    views.write(store.memory(rdf.quads(source, statements)), "reforms-outcomes", out=path)
    page = tab(path)
    page.evaluate(
        "async (names) => { const search = document.getElementById('search'); for (const text of names) { search.value = text;"
        " search.dispatchEvent(new Event('input')); search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));"
        " const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));"
        " location.hash = new URLSearchParams({ q: text, at: text, off: text, sort: text, lang: text, open: text }); await changed; } }",
        list(put),
    )
    page.evaluate("location.hash = 'table=1'")
    page.locator("#table tbody tr").first.wait_for()
    opened(page)
    for kind in ("svg", "csv", "save"):
        (tmp_path / f"taken.{kind}").write_bytes(taken(page, f"#{kind}"))
    written = "".join(page.locator("#table").text_content().split())
    assert all("".join(name.split()) in written for name in names)
    saved = (tmp_path / "taken.save").rename(tmp_path / "saved.html")
    for one in (page, tab(saved)):
        assert one.evaluate("typeof ran") == "undefined"
        assert "ran" not in one.title()
        assert one.locator("img, iframe, #stage script, #panel script, #table script, #list script").count() == 0
    ET.fromstring((tmp_path / "taken.svg").read_bytes())
    page.goto((tmp_path / "taken.svg").as_uri())
    assert page.evaluate("typeof ran") == "undefined"


@pytest.mark.parametrize("start", list("=+-@"))
def test_a_cell_of_csv_is_never_a_formula(tab: Any, tmp_path: Path, start: str) -> None:
    formula = f"{start}cmd|' /C calc'!A0"
    source, statements = strange((formula,))
    page = tab(views.write(store.memory(rdf.quads(source, statements)), "reforms-outcomes", out=tmp_path / "f.html"))
    open_table(page)
    rows = list(csv.reader(io.StringIO(taken(page, "#csv").decode("utf-8-sig"))))
    assert any(c == "'" + formula for r in rows for c in r)
    assert not any(c.startswith(("=", "+", "-", "@")) for r in rows for c in r)


def test_policy_lets_nothing_in(pages: dict[str, Path]) -> None:
    text = pages["whole"].read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    assert "img-src blob:" in policy[1]  # a picture on its way to PNG, and nothing else
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", text)
