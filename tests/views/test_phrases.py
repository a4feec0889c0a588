"""Formulas: exactly these words, in every sentence, whether or not it was read."""

from __future__ import annotations

import pytest
from tests.views.cities import check, furniture, plans, said
from tests.views.provinces import drawn, provinces

from govkg.analysis.phrases import formulas, phrases
from govkg.errors import CallerError

UNREAD = "全年无休"  # in a sentence of which no statement was read


def test_every_report_that_has_the_words_stands_with_them() -> None:
    picture, plan = drawn("phrases", phrase="一网通办")
    check(picture, plan)
    assert {p.quote for p in picture.passages.values()} == {"一网通办"}
    library = provinces().library
    assert library
    for p in picture.passages.values():
        text = (library.root / "sources" / p.report.rpartition("/")[2] / "text.txt").read_text(encoding="utf-8")
        assert text[p.start : p.end] == p.quote
        assert (p.before + p.quote + p.after) in text


def test_sentences_that_nothing_was_read_of_are_searched_too() -> None:
    found = phrases(provinces().store, UNREAD)
    assert [found.picture.things[m.place].label for m in found.mentions] == ["四川省", "浙江省"]
    assert {m.sentences for m in found.mentions} == {1}


def test_the_rows_are_those_of_the_question_in_its_order() -> None:
    rows = provinces().ask("phrase-first", phrase="一网通办").rows
    assert [(r["year"], r["place"], r["sentences"]) for r in rows] == [
        (2018, "黄石市", 2), (2019, "广东省", 2), (2021, "广东省", 2), (2021, "云澜市", 2), (2022, "四川省", 1),
    ]  # fmt: skip
    found = phrases(provinces().store, "一网通办")
    assert {(m.year, m.report) for m in found.mentions} == {(str(r["year"]), r["reportId"]) for r in rows}


def test_two_formulas_keep_their_rows_apart() -> None:
    rows = provinces().ask("phrase-first", phrase=["全年无休", "一网通办"]).rows
    assert [r["quote"] for r in rows].count("全年无休") == 2 and len(rows) == 7
    for r in rows:
        at = int(str(r["start"])) - int(str(r["sentenceStart"]))
        assert str(r["sentence"])[at:].startswith(str(r["quote"]))


def test_how_many_sentences_have_it_is_said() -> None:
    picture, plan = drawn("phrases", phrase="一网通办", place="广东省")
    assert {t.role for t in picture.ties} == {"2"}
    for one in plans(plan):
        words = [t for id in one.cards if id.startswith("w") for t in said(one, id)]
        assert any("2 句提到" in t for t in words)


@pytest.mark.parametrize(("phrase", "place"), [("一网通管", ""), ("一网通办", "浙江省"), ("'} #", "")])
def test_words_that_no_report_has_are_said(phrase: str, place: str) -> None:
    with pytest.raises(CallerError) as caught:
        phrases(provinces().store, phrase, place)
    assert caught.value.code == "view.phrase"


def test_where_a_formula_became_current_is_told_apart_from_who_used_it_first() -> None:
    _, plan = drawn("phrases", phrase="一网通办")
    for one in plans(plan):
        assert "词表记其通行：2018 年，上海市 2018" in " ".join(furniture(one))
    assert phrases(provinces().store, UNREAD).origin == ("", "")


def test_every_formula_of_the_vocabulary_stands_once() -> None:
    assert len(formulas()) == len(set(formulas())) > 30
