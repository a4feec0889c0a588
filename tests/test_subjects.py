"""What a figure is about, and how strongly the words tie it to that."""

import re
from decimal import Decimal

import pytest

from govkg import document
from govkg.extract.spans import EventSpan, Mention, Quantity
from govkg.subjects import Subjects, basis, tie, topics

NAMES = ("一窗通办", "数智云", "智慧停车", "防汛一图", "云上办", "减证行动")


def factory(text: str, figure: str, governs: bool = False) -> tuple[Subjects, document.Sentence, Quantity]:
    parsed = document.parse(text, "2024")
    found = sorted(
        (
            Mention(i, i + len(n), n, "Platform", n, "test")
            for n in NAMES
            for i in range(len(text))
            if text.startswith(n, i)
        ),
        key=lambda m: m.start,
    )
    events = [EventSpan(0, 0, "", "launched", m.start, "test") for m in found if text[m.start - 2 : m.start] == "建成"]
    at = text.index(figure)
    kind = "change" if "%" in figure and "压减" in text[at - 2 : at] else "level"
    q = Quantity(at, at + len(figure), figure, Decimal(1), figure[-1], "test", kind=kind)  # type: ignore[arg-type]
    figures = [m.start() for m in re.finditer(r"(?<![0-9])[0-9]", text)]
    return Subjects(parsed, found, events, (), figures, governs=governs), parsed.sentence_at(at), q


@pytest.mark.parametrize(
    ("text", "figure", "about", "rule"),
    [
        ("数智云上线应用640项。", "640项", "数智云", "subject.clause"),
        ("800余项实现“云上办”。", "800余项", "云上办", "subject.behind"),
        ("“数智云”正式启用，首批16家单位上云。", "16家", "数智云", "subject.sentence"),
        ("依托数智云，推动建成智慧停车、“防汛一图”等50余个场景。", "50余个", "数智云", "subject.sentence"),
        ("建成数智云，制定全市“云上办”标准，上线服务130余项。", "130余项", "数智云", "subject.sentence"),
        ("一、推进一窗通办\n（一）提质。受理办件5件。", "5件", "一窗通办", "subject.outer"),
        ("一、工作\n一是“一窗通办”再扩面。办件5件。", "5件", "一窗通办", "subject.heading"),
        ("推行数智云；对7个中心开展检查。", "7个", None, "subject.report"),
        ("推行数智云，全市新登记市场主体6万户。", "6万户", None, "subject.whole"),
        ("一、推行数智云\n截至年底，全市办件6万件。", "6万件", "数智云", "subject.heading"),
        ("数智云落地，对共建“一窗通办”国家进出口增长3亿元。", "3亿元", "数智云", "subject.sentence"),
        ("一、数智云\n对417项事项推行云上办，平均时限压减72%。", "72%", "数智云", "subject.heading"),
        ("一、数智云\n推行云上办，平均时限压减72%。", "72%", "云上办", "subject.sentence"),
        ("数智云归集数据5条；累计提供服务8次。", "8次", "数智云", "subject.topic"),
        ("一、数智云\n建成智慧停车、防汛一图等场景应用14个。", "14个", "数智云", "subject.heading"),
    ],
)
def test_a_figure_is_about_the_nearest_initiative_that_its_words_speak_of(
    text: str, figure: str, about: str | None, rule: str
) -> None:
    subjects, sentence, quantity = factory(text, figure)
    found = subjects.of(sentence, quantity)
    assert (found.mention.name if found.mention else None, found.rule) == (about, rule)


@pytest.mark.parametrize(
    ("text", "figure", "tie"),
    [
        ("数智云办理时限压减60%。", "60%", "explicit"),
        ("数智云为企业节约资金3亿元。", "3亿元", "explicit"),
        ("数智云受理办件5件。", "5件", "item"),
        ("数智云覆盖142家单位。", "142家", "explicit"),
        ("数智云共5件。", "5件", "item"),
    ],
)
def test_a_verb_of_result_ties_and_plain_counting_does_not(text: str, figure: str, tie: str) -> None:
    _, sentence, quantity = factory(text, figure)
    assert basis(text, sentence, quantity) == tie


def test_the_matter_of_a_heading_loses_its_verbs_and_praise() -> None:
    text = "一、不断强化公共资源交易综合监管力度\n办件5件。"
    parsed = document.parse(text)
    assert list(topics(parsed, parsed.sections).values()) == ["", "公共资源交易综合监管"]


@pytest.mark.parametrize(
    ("text", "figure", "about"),
    [
        ("“一窗通办”办件5件，企业新增13家。", "13家", None),
        ("“一窗通办”成效显现，企业新增13家。", "13家", "一窗通办"),
        ("“一窗通办”办件5件、增长2%。", "2%", "一窗通办"),
    ],
)
def test_in_a_governments_list_a_name_with_its_own_figure_gives_no_other(
    text: str, figure: str, about: str | None
) -> None:
    subjects, sentence, quantity = factory(text, figure, governs=True)
    found = subjects.of(sentence, quantity)
    assert (found.mention.name if found.mention else None) == about


@pytest.mark.parametrize(
    ("text", "figure", "why"),
    [
        (
            "依托数智云，建成智慧停车、“防汛一图”等50余个场景。",
            "50余个",
            {"智慧停车": "example", "防汛一图": "example"},
        ),
        ("800余项实现“云上办”。", "800余项", {"云上办": "behind"}),
        ("数智云受理办件5件。", "5件", {}),
        ("对共建“一窗通办”国家进出口5亿元。", "5亿元", {"一窗通办": "partners"}),
    ],
)
def test_names_that_a_figure_cannot_be_about_say_why(text: str, figure: str, why: dict[str, str]) -> None:
    subjects, sentence, quantity = factory(text, figure)
    names = {m.start: m.name for m in subjects.initiatives}
    assert {names[start]: code for start, code in subjects.passed(sentence, quantity).items()} == why


@pytest.mark.parametrize(
    ("text", "figure", "verb"),
    [
        ("数智云为企业节约资金3亿元。", "3亿元", "节约"),
        ("数智云覆盖142家单位。", "142家", "覆盖"),
        ("数智云共5件。", "5件", ""),
    ],
)
def test_the_verb_that_ties_a_figure_is_told(text: str, figure: str, verb: str) -> None:
    _, sentence, quantity = factory(text, figure)
    found = tie(text, sentence, quantity)
    assert (found[0] if found else "") == verb
