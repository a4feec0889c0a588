"""What stands above a sentence: the headings around it, and none of another part that has the same number."""

from __future__ import annotations

from govkg import document
from govkg.extract.above import CONTEXT, Above
from govkg.extract.spans import Mention

PAPER = "一、推行“一业一证”\n（一）建设“武汉云”\n办件5件。\n二、其他\n办件6件。\n"


def above(text: str, sentence: str) -> list[str]:
    """The names above the last sentence with these words, where every quoted word is a name."""
    names = [Mention(i + 1, (j := text.index("”", i)), text[i + 1 : j], "Reform", text[i + 1 : j], "r")
             for i, c in enumerate(text) if c == "“"]  # fmt: skip
    parsed = document.parse(text)
    return [m.name for m in Above(parsed, names).of(parsed.sentence_at(text.rindex(sentence)))]


def test_headings_stand_above_outermost_first() -> None:
    assert above(PAPER, "办件5件") == ["一业一证", "武汉云"]
    assert above(PAPER, "办件6件") == []


def test_a_second_paper_with_the_same_numbers_has_its_own_headings() -> None:
    second = PAPER.replace("一业一证", "跨省通办").replace("武汉云", "鄂汇办")
    assert above(PAPER + second, "办件5件") == ["跨省通办", "鄂汇办"]


def test_of_many_names_the_last_are_kept() -> None:
    text = "一、工作\n" + "".join(f"推行“事{n}”。\n" for n in range(20)) + "办件7件。"
    assert above(text, "办件7件") == [f"事{n}" for n in range(20 - CONTEXT, 20)]
