"""Review in a real browser: three decisions change the graph, the answer and the view, are three rows, and are undone by closing them.

axe looks at each page once, at a desk or on a phone by turns; in ``python dev.py soak`` at both widths, light and dark.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.browser.chromium import NARROW, WIDE, Tab, needed, tab
from tests.conftest import SOAK
from tests.web.serving import ROOT, Server, serving

from govkg import judgements, lookalikes, pipeline, statements
from govkg.library import Library
from govkg.statements import Attribution, Observation

pytestmark = needed
SOURCE = "wuhan-2021"
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run([*GIT, *words], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


class Desk:
    """A served copy of the Wuhan workspace, and the browser that opened its review."""

    def __init__(self, browser: Any, server: Server, root: Path) -> None:
        self.server, self.library, self.browser = server, Library(root, root), browser
        self.address = server.address.rstrip("/")
        self.wide = self.tab()
        self.wide.page.goto(json.loads("".join(server.said))["review"])
        self.kept = self.wide.page.context.storage_state()

    def tab(self, size: dict[str, int] = WIDE, scheme: str = "light") -> Tab:
        made = tab(self.browser, size, scheme, own=self.address)
        if hasattr(self, "kept"):
            made.page.context.add_cookies(self.kept["cookies"])
        return made

    def open(self, path: str, size: dict[str, int] = WIDE, scheme: str = "light") -> Tab:
        made = self.tab(size, scheme)
        made.page.goto(self.address + path)
        return made

    @property
    def said(self) -> dict[str, Any]:
        return {s.id: s for s in statements.load(self.library.statements(SOURCE))}

    def figure(self, quote: str) -> Observation:
        return next(s for s in self.said.values() if isinstance(s, Observation) and s.evidence.exact == quote)

    def diff(self) -> list[str]:
        """The rows that git finds new in the curated tables."""
        lines = git(self.library.root, "diff", "-U0", "--", "curated").splitlines()
        return [x for x in lines if x.startswith(("+", "-")) and not x.startswith(("+++", "---"))]

    def answer(self) -> dict[str, str]:
        """The values of the outcomes that the reform is reported to have brought about, by statement."""
        found = json.loads(self.server.get("/api/ask/outcomes-of-reform?" + urlencode({"reform": "一事联办"})).body)
        return {r["outcomeId"].rpartition("/")[2]: str(r["value"]) for r in found["rows"]}

    def viewed(self, *words: str) -> list[bool]:
        """Whether each of these stands in the view of what reforms are reported to have brought about."""
        text = self.server.get("/view/reforms-outcomes").text
        return [w in text for w in words]

    def release(self) -> dict[str, bytes]:
        folder = self.library.root / "release"
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    def settled(self, page: Any) -> None:
        """Waits until the page says that the graph holds every decision."""
        page.wait_for_selector('[data-standing][data-state="current"]', timeout=90_000)


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("review") / "武汉 graph"
    shutil.copytree(ROOT / "graph", root, ignore=shutil.ignore_patterns(".govkg"))
    pipeline.build(Library(root, root))
    (root / ".gitignore").write_text(".govkg/\n", encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "as it was read")
    with serving(root, tmp_path_factory.mktemp("journal"), "--workers", "1", "--review", "--by", "李审") as server:
        made = Desk(browser, server, root)
        yield made
        made.wide.page.context.close()


def test_three_decisions_by_the_keys_change_what_is_said_and_are_undone(desk: Desk) -> None:
    before = desk.release()
    figure = desk.figure("60.90%")
    other = desk.figure("39.16%")
    tie = next(s for s in desk.said.values() if isinstance(s, Attribution) and s.outcome == other.id)
    assert [desk.answer().get(s.id) for s in (figure, other)] == ["60.9", "39.16"]
    assert desk.viewed("↓ 60.90 %", "↓ 61.5 %", tie.id) == [True, False, True]
    page = desk.wide.page
    stale = desk.open(f"/review/{figure.id}")

    # One figure is corrected: c, the value, Enter, a reason by its number.
    page.goto(f"{desk.address}/review/{figure.id}")
    page.keyboard.press("c")
    page.wait_for_function("() => document.activeElement.name === 'f.value'")
    assert page.locator(".grid div:has([name='f.value']) small").inner_text() == "60.90"  # what was read, beside it
    page.keyboard.press("Control+a")
    page.keyboard.type("61.5")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.wait_for_function("() => document.querySelector('[data-told]')?.textContent.includes('curated/reviews.tsv')")

    # One attribution is rejected: r, a reason.
    page.goto(f"{desk.address}/review/{tie.id}")
    page.keyboard.press("r")
    page.keyboard.press("1")
    page.wait_for_function("() => document.querySelector('[data-told]')?.textContent.includes('curated/reviews.tsv')")

    # Two units are merged, with the words of both before one's eyes.
    names = lookalikes.read(desk.library)
    left, right = [str(r) for r in sorted(names) if r.kind == "Unit" and r.place == "420100"][:2]
    page.goto(f"{desk.address}/review/names?" + urlencode({"of": left, "with": right}))
    assert page.locator(".sides mark").count() >= 2
    page.locator(".verdict [name=why]").first.fill("全称与简称")
    page.locator("button[value=same]").click()
    page.wait_for_selector(".written")
    desk.settled(page)

    rows = desk.diff()
    assert len(rows) == 3, rows
    assert all(r.startswith("+") and "李审" in r for r in rows)
    node = f"<https://w3id.org/govkg/id/statement/{figure.id}>"
    assert [r["v"] for r in desk.server.query(f"SELECT DISTINCT ?v {{ {node} gov:value ?v }}").rows] == ["61.5"]
    status = f"SELECT DISTINCT ?s {{ <https://w3id.org/govkg/id/statement/{tie.id}> gov:status ?s }}"
    assert [r["s"].rpartition("/")[2] for r in desk.server.query(status).rows] == ["rejected"]
    judged = judgements.judged(desk.library.curated("judgements"))
    one = judged.iri(judgements.ref(left))
    assert one == judged.iri(judgements.ref(right))
    assert desk.server.query(f"SELECT (COUNT(DISTINCT ?r) AS ?n) {{ <{one}> a ?r }}").rows[0]["n"] != "0"
    assert [desk.answer().get(s.id) for s in (figure, other)] == ["61.5", None]
    assert desk.viewed("↓ 60.90 %", "↓ 61.5 %", tie.id) == [False, True, False]

    # What was read stands beside the input of a figure that is corrected already.
    page.reload()
    names_ = page.url
    page.goto(f"{desk.address}/review/{figure.id}")
    page.keyboard.press("c")
    assert page.locator("[name='f.value']").input_value() == "61.5"
    assert page.locator(".grid div:has([name='f.value']) small").inner_text() == "原读 60.90"
    desk.wide.kept("review-corrected")
    page.goto(names_)

    # A page that was opened before says what was changed on it, and takes nothing else back.
    stale.page.keyboard.press("c")
    stale.page.locator("[name='f.scope']").fill("全市")
    stale.page.keyboard.press("Enter")
    stale.page.keyboard.press("1")
    stale.page.wait_for_function(
        "() => document.querySelector('[data-told]')?.textContent.includes('curated/reviews.tsv')"
    )
    (row,) = [r for r in desk.library.curated("reviews") if r["statement"] == figure.id and not r["closed"]]
    assert json.loads(row["fields"]) == {"scope": "全市", "value": "61.5"}
    stale.calm()
    stale.page.context.close()

    # Closing the rows gives the former bytes back.
    page.locator(".rows form button").first.click()
    page.wait_for_selector(".written")
    for s in (figure.id, tie.id):
        page.goto(f"{desk.address}/review/{s}")
        page.locator(".rows form button").first.click()
        page.wait_for_selector(".written")
    desk.settled(page)
    assert desk.release() == before
    assert [desk.answer().get(s.id) for s in (figure, other)] == ["60.9", "39.16"]
    assert git(desk.library.root, "status", "--porcelain", "--", "release", "statements") == ""
    desk.wide.calm()


def test_decisions_go_on_while_the_graph_is_built_and_the_last_one_is_undone(desk: Desk) -> None:
    t = desk.open("/review")
    page = t.page
    page.locator(".first").click()
    seen = []
    for _ in range(3):
        page.wait_for_selector("[data-judge]")
        here = page.locator("[data-judge]").get_attribute("data-judge")
        seen.append(here)
        page.keyboard.press("a")
        page.wait_for_function("here => document.querySelector('[data-judge]')?.dataset.judge !== here", arg=here)
    assert len(set(seen)) == 3
    page.wait_for_function("() => document.querySelector('[data-told]')?.textContent.includes('curated/reviews.tsv')")
    page.wait_for_selector("[data-undo]:not([hidden])")
    page.keyboard.press("z")
    page.wait_for_function("here => document.querySelector('[data-judge]')?.dataset.judge === here", arg=seen[-1])
    page.wait_for_selector(".rows .lost, .act")
    open_ = [r for r in desk.library.curated("reviews") if not r["closed"]]
    assert {r["statement"] for r in open_} >= set(seen[:2])
    page.keyboard.press("p")
    page.wait_for_function("here => document.querySelector('[data-judge]')?.dataset.judge !== here", arg=seen[-1])
    t.calm()
    page.context.close()


def test_what_could_not_be_written_is_told_and_kept(desk: Desk) -> None:
    figure = desk.figure("39.16%")
    t = desk.open(f"/review/{figure.id}")
    page = t.page
    page.keyboard.press("c")
    page.locator("[name='f.value']").fill("三十九")
    page.locator("#why").fill("印刷错误")
    page.locator("#why").press("Enter")
    page.wait_for_selector("[data-told].bad")
    page.locator("[data-told] a").click()
    page.wait_for_function(
        "() => document.querySelector('[data-told]') && document.querySelector('[name=\"f.value\"]').value === '三十九'"
    )
    assert page.locator("#why").input_value() == "印刷错误"
    assert not [r for r in desk.library.curated("reviews") if r["statement"] == figure.id]
    assert [x for x in t.said if "400" not in x] == []
    page.context.close()


def test_hostile_words_of_a_reviewer_are_words_on_every_page(desk: Desk) -> None:
    s = desk.figure("75.17%").id
    t = desk.open(f"/review/{s}")
    page = t.page
    page.keyboard.press("u")
    page.locator("#why").fill("</script><img src=x onerror=alert(1)>\u202e'\"{{7*7}}")
    page.locator("#why").press("Enter")
    page.wait_for_function("() => document.querySelector('[data-told]')?.textContent.includes('curated/reviews.tsv')")
    for path in (f"/review/{s}", "/review?all=1", "/review/stats", f"/id/statement/{s}", f"/report/{SOURCE}?s={s}"):
        page.goto(desk.address + path)
    page.goto(f"{desk.address}/review/{s}")
    assert "</script><img src=x onerror=alert(1)>" in page.locator(".rows").inner_text()
    assert page.locator("img").count() == 0
    t.calm()
    page.context.close()


def test_words_that_are_selected_in_the_reader_lead_to_the_form(desk: Desk) -> None:
    figure = desk.figure("60.90%")
    t = desk.open(f"/report/{SOURCE}#c{figure.evidence.sentence_start}")
    page = t.page
    page.evaluate(
        """id => {
            const walk = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
            for (let n = walk.nextNode(); n; n = walk.nextNode()) {
                const at = n.data.indexOf('60.90%');
                if (at >= 0) { getSelection().setBaseAndExtent(n, at, n, at + 6); return; }
            }
        }""",
        f"c{figure.evidence.sentence_start}",
    )
    page.locator(".offer").click()
    page.wait_for_selector(".adding")
    assert page.locator(".passage mark").inner_text() == "60.90%"
    assert page.locator("[name='f.value']").input_value() == "60.90"
    page.goto(f"{desk.address}/report/{SOURCE}?s={figure.id}")
    page.locator(f"#card a[href='/review/{figure.id}']").click()
    page.wait_for_selector("[data-judge]")
    t.calm()
    page.context.close()


SHOWN = ("queue", "statement", "stats", "names", "pairs", "add", "english")
LOOKS = [(WIDE, "light"), (NARROW, "dark"), *([(WIDE, "dark"), (NARROW, "light")] if SOAK else [])]


@pytest.fixture(scope="module")
def looked(desk: Desk) -> Iterator[Tab]:
    """One tab for all pages that are looked at."""
    made = desk.open("/review")
    yield made
    made.page.context.close()


@pytest.mark.parametrize(("n", "at"), [pytest.param(n, at, id=at) for n, at in enumerate(SHOWN)])
def test_every_page_fits_and_is_accessible(desk: Desk, looked: Tab, n: int, at: str) -> None:
    figure = desk.figure("60.90%")
    name, other = [str(r) for r in sorted(lookalikes.read(desk.library)) if r.kind == "Unit" and r.place == "420100"][
        :2
    ]
    e, page = figure.evidence, looked.page
    page.goto(desk.address + {
        "queue": "/review", "statement": f"/review/{figure.id}", "stats": "/review/stats",
        "names": "/review/names?" + urlencode({"of": name, "with": other}), "pairs": "/review/names",
        "add": "/review/add?" + urlencode({"source": SOURCE, "start": e.start, "end": e.end}), "english": f"/review/{figure.id}?lang=en",
    }[at])  # fmt: skip
    for k, (size, scheme) in enumerate(LOOKS):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        looked.fits()
        if SOAK or (n + k) % 2 == 0:
            looked.accessible()
        looked.kept(f"review-{at}-{size['width']}-{scheme}")
        if at == "statement" and size is WIDE:  # words, fields, alternatives and keys on one screen
            assert page.evaluate("document.querySelector('[data-act]').getBoundingClientRect().bottom <= innerHeight")
            assert page.evaluate("document.querySelector('.read').getBoundingClientRect().bottom <= innerHeight")
    looked.calm()
