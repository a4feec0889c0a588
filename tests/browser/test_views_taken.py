"""The table that `govkg export --view` writes is the one of the page: the same rows in the same order, cell by cell."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed
from tests.browser.viewing import open_table, tab, taken
from tests.views.cities import cities, wuhan

from govkg import views
from govkg.views import taken as table

pytestmark = needed
__all__ = ["tab"]  # a fixture
SEEN = {
    "reforms-outcomes": (wuhan, {}),
    "neighbourhood": (wuhan, {"of": "城市大脑"}),
    "units": (cities, {}),
    "metric": (cities, {"metric": "办理时限"}),
    "compare": (cities, {"a": "云澜市", "b": "临渚市"}),
    "closure": (cities, {}),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SEEN)
def test_the_rows_are_those_of_the_page(tab: Any, tmp_path: Path, name: str, lang: str) -> None:
    graph, given = SEEN[name]
    made = table.table(graph(), name, given, lang)
    assert made.rows
    page = tab(views.write(graph(), name, out=tmp_path / "view.html", lang=lang, **given))
    open_table(page)
    head, *rows = list(csv.reader(io.StringIO(taken(page, "#csv").decode("utf-8-sig"))))
    n = lang == "en"
    seen = [
        c
        for c in made.columns
        if c in ("from", "basis", "to", "written", "read", "quote", "section", "report", "title")
    ]
    assert head[: len(seen)] == [made.columns[c][n] for c in seen]

    def cells(row: dict[str, Any]) -> list[str]:
        return [(row[c] or "").removeprefix("'") for c in seen] + [row["iri"]]

    page_rows = [[*(c.removeprefix("'") for c in row[: len(seen)]), row[-1]] for row in rows]
    assert list(map(cells, made.rows)) == page_rows
