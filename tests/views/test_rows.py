"""Small cards of a sheet: whatever a name or a note says, its words stay inside, in no more lines than they may take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from tests.views.sheetwise import SLACK

from govkg.analysis import Picture, Thing
from govkg.views.cards import Card
from govkg.views.rows import Sheet, aside, name, quiet
from govkg.views.type import width

WORDS = some.text(alphabet="武汉市政务服务“一网通办”《》（）、，。i𠮷 MWabc12.5%", min_size=1, max_size=90)


def outside(card: Card) -> list[str]:
    found = []
    for face in card.faces.values():
        for m in (m for m in face.marks if m["m"] == "text"):
            wide = width(m["t"], m["s"])
            left = m["x"] - (wide if m.get("a") == "right" else 0)
            if left < -SLACK or left + wide > card.width + SLACK or not 0 < m["y"] < face.height:
                found.append(m["t"])
    return found


@given(WORDS, some.one_of(some.just(""), WORDS), some.integers(160, 360))
def test_a_name_stays_in_its_card(label: str, note: str, room: int) -> None:
    thing = Thing("i", "Platform", label)
    card = name("n0", thing, room, (note, note))
    assert outside(card) == []
    assert sum(m["m"] == "text" and m["s"] == 14 for m in card.faces["zh"].marks) <= 3


@given(WORDS)
def test_a_quiet_word_stays_in_its_card(note: str) -> None:
    assert outside(quiet("n0", Thing("i", "Organisation", "市公安局"), (note, note), 184)) == []


@given(WORDS, WORDS, some.integers(120, 200))
def test_words_beside_a_row_take_two_lines_at_most(zh: str, en: str, room: int) -> None:
    marks = aside(0, (zh, en), room)
    assert len(marks) <= 2
    assert all(width(t, m["s"]) <= room + SLACK for m in marks for t in m["t"])


def test_a_card_that_is_shown_again_has_an_id_of_its_own() -> None:
    sheet = Sheet(Picture({"i": Thing("i", "Place", "甲市")}, {}, (), {}, {}, {}))
    assert [sheet.id("i"), sheet.id("i"), sheet.id("i")] == ["n0", "n0.1", "n0.2"]


def test_a_row_is_as_high_as_its_lowest_card() -> None:
    thing = Thing("i", "Place", "甲市")
    sheet = Sheet(Picture({"i": thing}, {}, (), {}, {}, {}))
    sheet.row([(name(sheet.id("i"), thing, 200), 0, 0), (name(sheet.id("i"), thing, 200), 240, 40)], gap=4)
    assert sheet.groups[0]["height"] == {"zh": 76, "en": 76}
