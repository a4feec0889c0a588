"""Shortcomings, missed digits and the reasons for leaving a sentence out."""

from govkg import accounts, document

TEXT = "一、成绩\n受理办件5件，获评2021年先进。持续推进工作。\n但也存在一些不足：场景还不够多，机制有待完善。\n二、2022年工作计划\n补齐短板。"


def test_shortcomings_are_those_of_the_passage_that_admits_them() -> None:
    parsed = document.parse(TEXT, "2022")
    found = [TEXT[a:b] for a, b in accounts.shortcomings(parsed)]
    assert found == ["但也存在一些不足：场景还不够多，机制有待完善"]


def test_digits_that_nobody_read_are_named_and_dates_are_not() -> None:
    parsed = document.parse(TEXT, "2022")
    sentence = parsed.sentence_at(TEXT.index("受理"))
    assert accounts.unread(parsed, sentence, [], []) == ["5"]


def test_each_sentence_without_a_claim_has_a_reason() -> None:
    parsed = document.parse(TEXT, "2022")
    reasons = {TEXT[s.start : s.end]: accounts.ignored(parsed, s) for s in parsed.sentences}
    assert reasons["持续推进工作。"] == "noClaim"
    assert reasons["补齐短板。"] == "intention"
    assert reasons["一、成绩"] == "heading"
