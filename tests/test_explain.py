"""Why a statement says what it says: what won is what was read, what lost is what would have been read without it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from govkg import assemble, description, messages, rules, sources
from govkg.explain import Explanation, figures, of
from govkg.sources import Source
from govkg.statements import Attribution, Milestone, Observation, Participation, Statement

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
TITLE = "云江市数据局2021年工作总结\n"


def source(text: str, body: str = "云江市数据局") -> Source:
    return sources.of_text(
        "云江", (TITLE + text).encode(), "云江", body=body, place="云江市", covers="2021", plans="2022"
    )


def told(text: str, words: str, kind: type[Statement] = Observation, **given: str) -> Explanation:
    """The explanation of the first statement of a kind with these exact words, or that ends in them."""
    made = source(text, **given)
    found = next(s for s in reversed(assemble.read(made)) if type(s) is kind and s.evidence.exact.endswith(words))
    return of(found, made)


def options(explained: Explanation, what: str) -> list[tuple[str, str, str]]:
    return [(o.words, o.rule, o.why) for o in explained.of(what)]


# -- what a figure is about ------------------------------------------------------------------------------------------
NESTED = "一、推进“一网通办”改革\n（一）“跨省通办”改革。搭建“云江码”平台，“容缺审批”受理办件5件。\n"


def test_each_subject_that_lost_says_by_which_rule_it_would_have_been_chosen() -> None:
    assert options(told(NESTED, "5件"), "subject") == [
        ("容缺审批", "subject.clause", ""),
        ("云江码", "subject.sentence", "subject.later"),
        ("跨省通办", "subject.heading", "subject.later"),
        ("一网通办", "subject.outer", "subject.later"),
        ("“跨省通办”改革", "subject.report", "subject.later"),
    ]


@pytest.mark.parametrize("gone", [0, 1, 2, 3])
def test_what_comes_after_the_chosen_one_is_chosen_where_the_chosen_one_is_not_written(gone: int) -> None:
    names, text = ["“容缺审批”", "搭建“云江码”平台，", "（一）“跨省通办”改革。", "推进“一网通办”改革"], NESTED
    for name in names[:gone]:
        text = text.replace(name, "（一）工作。" if name.startswith("（") else "")
    expected = told(NESTED, "5件").of("subject")[gone]
    got = told(text, "5件").of("subject")[0]
    assert (got.words, got.rule) == (expected.words, expected.rule)


@pytest.mark.parametrize(
    ("text", "body", "name", "why"),
    [
        ("依托“云江码”平台，建成“智慧停车”、“城市大脑”等5个场景。\n", "云江市数据局", "智慧停车", "example"),
        ("“云江码”平台受理办件5件，推广“城市大脑”平台。\n", "云江市数据局", "城市大脑", "behind"),
        ("“城市大脑”平台上线场景9个，“云江码”平台上线，受理办件5件。\n", "云江市人民政府", "城市大脑", "counted"),
        ("推进“云江码”平台建设；“城市大脑”平台受理办件5件。\n", "云江市数据局", "云江码", "apart"),
    ],
)
def test_names_that_no_rule_would_choose_say_why(text: str, body: str, name: str, why: str) -> None:
    explained = told(text, "5个" if "5个" in text else "5件", body=body)
    assert (name, "", f"subject.{why}") in options(explained, "subject")


def test_in_a_part_on_party_affairs_the_rule_that_passed_over_the_name_is_told() -> None:
    text = "一、加强党的建设\n“云江码”平台上线，开展党课，处置问题12个。\n"
    explained = told(text, "12个")
    assert options(explained, "subject") == [
        ("云江市数据局", "subject.internal", ""),
        ("云江码", "subject.sentence", "subject.internal"),
    ]


# -- what a figure measures, and when --------------------------------------------------------------------------------
def test_the_metric_that_won_and_the_nouns_that_might_have_been_it() -> None:
    text = "“一网通办”改革，受理办件5件，网办率达到90%，2021年8月培训3场次，2020年为2场次。\n"
    assert options(told(text, "90%"), "metric")[0] == ("网办率", "before", "")
    assert ("受理办件", "carried", "metric.own") in options(told(text, "90%"), "metric")
    assert options(told(text, "3场次"), "period") == [
        ("2021-08", "period.stated", ""),
        ("2020", "period.stated", "period.behind"),
        ("2021", "period.value", "period.said"),
    ]


def test_names_of_a_list_are_told_as_named_beside() -> None:
    explained = told("“一网通办”改革，办复率、回访率、满意率均为100%。\n", "100%")
    assert options(explained, "metric")[:1] == [("办复率", "shared", "")]
    assert {o.why for o in explained.of("metric")[1:]} <= {"metric.also", "metric.shared"}


def test_the_words_that_were_read_are_marked() -> None:
    text = "一、推进“一网通办”改革\n办理时限压减60%。\n"
    explained = told(text, "60%")
    assert {(m.what, (TITLE + text)[m.start : m.end]) for m in explained.marks} == {
        ("figure", "60%"), ("metric", "办理时限"), ("subject", "一网通办"), ("change", "压减")
    }  # fmt: skip
    assert [(h.number, h.words) for h in explained.headings] == [("一", "推进“一网通办”改革")]
    assert explained.sentence == "办理时限压减60%。"
    assert [r.id for r in explained.rules] == ["before", "figure.unit"]


# -- events, ties, names ---------------------------------------------------------------------------------------------
def test_a_thing_that_the_same_event_happened_to_has_not_lost() -> None:
    explained = told("建成“云江码”平台、“城市大脑”平台，依托“政务云”平台。\n", "建成", Milestone)
    assert options(explained, "event")[:2] == [
        ("云江码", "event.launched.object", ""),
        ("城市大脑", "event.launched.object", "event.also"),
    ]
    assert ("政务云", "", "event.reach") in options(explained, "event")


def test_both_ends_of_a_tie_say_what_they_would_have_been() -> None:
    text = "“云江码”平台上线，“城市大脑”平台归集数据，为市公安局、市卫健委推送数据5万条。\n"
    explained = told(text, "市公安局", Participation)
    assert options(explained, "from") == [
        ("市公安局", "cooperates.recipient", ""), ("市卫健委", "cooperates.recipient", "tie.also")
    ]  # fmt: skip
    assert options(explained, "to") == [
        ("城市大脑", "cooperates.recipient", ""), ("云江码", "cooperates.recipient", "tie.farther")
    ]  # fmt: skip


def test_the_body_that_answers_for_what_nobody_is_named_for_says_who_else_stands_there() -> None:
    text = "“云江码”平台上线，向市民开放，市公安局表示欢迎。\n"
    made = source(text)
    found = next(s for s in assemble.read(made) if isinstance(s, Participation) and s.basis == "reportingBody")
    explained = of(found, made)
    assert options(explained, "from") == [("云江市数据局", "body.reporting", ""), ("市公安局", "", "tie.none")]


# -- of every text ---------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def some() -> Sequence[tuple[Explanation, Source]]:
    """One explanation of each rule and type of statement in the golden texts."""
    seen, made = set(), []
    for path in GOLDEN:
        read_of = description.of_file(path)
        for s in assemble.read(read_of):
            if (s.type, s.rule) not in seen:
                seen.add((s.type, s.rule))
                made.append((of(s, read_of), read_of))
    return made


def test_what_won_is_what_the_statement_says(some: Sequence[tuple[Explanation, Source]]) -> None:
    assert len(some) > 100
    for explained, _ in some:
        s = explained.statement
        assert explained.current, s
        for what in explained.choices:
            assert [o.won for o in explained.of(what)] == [True] + [False] * (len(explained.of(what)) - 1), (s, what)
        if isinstance(s, Observation):
            assert explained.of("metric")[0].words == s.metric_as_written
            assert explained.of("metric")[0].kind == s.metric
            assert explained.of("subject")[0].words in (s.about.partition("/")[2], s.scope)
        if isinstance(s, Attribution) and s.rule.startswith("subject."):
            assert (explained.of("subject")[0].rule, explained.of("subject")[0].words) == (
                s.rule,
                s.initiative.partition("/")[2],
            )


def test_every_offset_is_of_the_words_that_it_is_said_to_be(some: Sequence[tuple[Explanation, Source]]) -> None:
    for explained, read_of in some:
        text = read_of.text
        assert text[explained.start : explained.end] == explained.sentence
        assert all(text[h.start : h.end] == h.words for h in explained.headings)
        assert all(0 <= m.start < m.end <= len(text) for m in explained.marks)
        assert explained.statement.evidence.start >= explained.start
        for o in explained.options:
            assert o.start == -1 or o.what != "metric" or text[o.start : o.end] == o.words


def test_every_rule_and_reason_can_be_told_in_words(some: Sequence[tuple[Explanation, Source]]) -> None:
    for explained, _ in some:
        assert all(r.zh and r.en for r in explained.rules), explained.statement.rule
        for o in explained.options:
            assert not o.rule or all(rules.described(o.rule)[0].said(lang) for lang in ("zh", "en")), o
            assert not o.why or messages.text(f"explain.why.{o.why}", "zh"), o
        assert all(messages.text(f"explain.mark.{m.what}", "en") for m in explained.marks)
        assert all(messages.text(f"explain.choice.{what}", "en") for what in explained.choices)


def test_a_statement_that_is_read_otherwise_now_is_told_to_be_old() -> None:
    made = source("“云江码”平台受理办件5件。\n")
    found = next(s for s in assemble.read(made) if isinstance(s, Observation))
    object.__setattr__(found, "unit", "次")
    assert not of(found, made).current


def test_a_sentence_without_end_is_shown_around_what_was_read() -> None:
    text = "“云江码”平台" + "，持续优化服务" * 2000 + "，受理办件5件" + "，持续优化服务" * 2000 + "。\n"
    explained = told(text, "5件")
    assert "5件" in explained.sentence
    assert len(explained.sentence) < 20000


def test_figures_of_a_source_that_changed_have_no_choices() -> None:
    made = source("“云江码”平台受理办件5件。\n")
    found = next(s for s in assemble.read(made) if isinstance(s, Observation))
    other = source("没有数字的一句话，只有名称“云江码”平台上线。\n")
    assert figures.find(assemble.find(other), found) is None
    assert of(found, other).options == ()
