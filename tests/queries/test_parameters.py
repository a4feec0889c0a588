"""Parameters: how people write a name, what is unknown, and that nothing is ever pasted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govkg import parameters
from govkg.errors import CallerError
from govkg.graph import Graph


@pytest.mark.parametrize(
    "name",
    [
        "一事联办",
        "“一事联办”",
        "「一事联办」",
        "一事 联办",
        "“一事联办”改革",
        '"一事联办"改革',
        "Reform/一事联办",
        " 一事联办 ",
    ],
)
def test_a_name_in_every_spelling(name: str, small: Graph) -> None:
    rows = small.ask("outcomes-of-reform", reform=name).rows
    assert [(r["initiative"], r["figure"], str(r["value"]), r["basis"]) for r in rows] == [
        ("一事联办", "60.90%", "60.9", "报告称")
    ]


@pytest.mark.parametrize("name", ["i城码", "I城码", "ｉ城码", "“i城码”"])
def test_case_and_width_do_not_matter(name: str, small: Graph) -> None:
    assert {r["initiative"] for r in small.ask("outcomes-of-reform", reform=name).rows} == {"i城码"}


def test_a_thing_by_its_iri(small: Graph) -> None:
    iri = str(small.ask("outcomes-of-reform", reform="一事联办").rows[0]["initiativeId"])
    assert len(small.ask("outcomes-of-reform", reform=iri)) == 1
    assert len(small.ask("outcomes-of-reform", reform=f"<{iri}>")) == 1


@pytest.mark.parametrize(
    "name", ["甲市", "甲市数据局", "市公安局", "一事联办", "城市云", "i城码", "六项治理", "城市云管理办法", "创新大奖"]
)
def test_a_thing_of_any_class_is_answered(name: str, small: Graph) -> None:
    rows = small.ask("about", of=name).rows
    assert rows and {r["thing"] for r in rows} == {name}


def test_who_answers_where_the_text_names_nobody(small: Graph) -> None:
    rows = small.ask("units-of-reform", reform="城市云").rows
    assert [(r["organisation"], r["role"], r["basis"], r["via"]) for r in rows] == [
        ("市公安局", "协同", "文中点名", None),
        ("甲市数据局", "印发", "文中点名", "城市云管理办法"),
        ("甲市数据局", "责任", "报告主体（文中未另指明）", None),
    ]


def test_several_names_and_codes(small: Graph) -> None:
    both = small.ask("outcomes-of-reform", reform=["一事联办", "i城码"]).rows
    assert {r["initiative"] for r in both} == {"一事联办", "i城码"}
    assert len(small.ask("reforms-and-outcomes", level="outcome").rows) == 1
    assert len(small.ask("reforms-and-outcomes", level="成效,unsure").rows) == 2
    assert len(small.ask("reforms-and-outcomes", level="all", domain="all", kind="all").rows) == 4
    assert len(small.ask("reforms-and-outcomes", kind=["milestone", "荣誉"]).rows) == 2


def test_defaults_leave_out_what_is_no_policy_work(small: Graph) -> None:
    assert {r["initiative"] for r in small.ask("reforms-without-outcome").rows} == {"容缺办理"}
    assert {r["initiative"] for r in small.ask("reforms-without-outcome", domain="internal").rows} == {"六项治理"}


def test_years_and_words(small: Graph) -> None:
    assert len(small.ask("metric-values", year=2022).rows) == len(small.ask("metric-values", year="2022").rows) == 1
    assert [r["figure"] for r in small.ask("metric-values", metric="时限").rows] == ["60.90%"]
    assert [r["figure"] for r in small.ask("metric-values", metric="时限", place="甲市").rows] == ["60.90%"]
    assert small.ask("metric-values", metric="') } #").rows == []


def test_a_statement_by_id_and_by_iri(small: Graph) -> None:
    iri = str(small.ask("shortcomings").rows[0]["statement"])
    by_id = small.ask("evidence-of", statement=iri.rpartition("/")[2]).rows
    assert by_id == small.ask("evidence-of", statement=iri).rows
    assert (by_id[0]["quote"], by_id[0]["title"]) == ("亮点还不够多", "甲市数据局2021年工作总结")


@pytest.mark.parametrize(
    ("question", "values", "code", "words"),
    [
        ("outcomes-of-reform", {}, "parameter.missing", "outcomes-of-reform needs reform"),
        ("outcomes-of-reform", {"reform": ""}, "parameter.missing", "outcomes-of-reform needs reform"),
        ("outcomes-of-reform", {"reform": "一事联半"}, "entity.unknown", "nearest names: 一事联办"),
        ("outcomes-of-reform", {"reform": "联办"}, "entity.unknown", "nearest names: 一事联办"),
        ("outcomes-of-reform", {"reform": "市公安局"}, "entity.class", "'市公安局' is an organisation, not a reform, platform"),
        ("outcomes-of-reform", {"reform": "Platform/一事联办"}, "entity.class", "is a reform, not"),
        ("outcomes-of-reform", {"reform": "http://x/ y"}, "entity.unknown", "no reform, platform or campaign named"),
        ("outcomes-of-reform", {"reforms": "一事联办"}, "parameter.unknown", "did you mean reform?"),
        ("metric-values", {"place": "qqqq"}, "entity.unknown", "no place named 'qqqq'; there is "),
        ("shortcomings", {"zz": "1"}, "parameter.unknown", "it takes about"),
        ("metric-values", {"year": "二〇二一"}, "parameter.wrong", "which is no year; write it as 2021"),
        ("metric-values", {"year": "２０２１"}, "parameter.wrong", "which is no year"),
        ("reforms-and-outcomes", {"level": "best"}, "parameter.wrong", "none of: activity, impact, input, none, outcome, output"),
        ("reforms-and-outcomes", {"kind": "win"}, "parameter.wrong", "baseline, milestone, planned, recognition, result, target"),
        ("evidence-of", {"statement": "0000"}, "statement.unknown", "the graph has no statement '0000'"),
        ("evidence-of", {"statement": "x> ?p ?o }"}, "statement.unknown", "the graph has no statement"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_gets_one_clear_line(
    question: str, values: dict[str, Any], code: str, words: str, small: Graph
) -> None:
    with pytest.raises(CallerError, match=re.escape(words)) as e:
        small.ask(question, **values)
    assert e.value.code == code and "\n" not in str(e.value) and e.value.cure


def test_a_language_that_is_not_spoken(small: Graph) -> None:
    with pytest.raises(CallerError, match="choose zh or en"):
        small.ask("shortcomings", lang="fr")


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ['" } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #', "' } #", "\\", '\\"', '"""', "\n", "\\u0022", "> . ?s ?p ?o", "UNDEF",
         "}", "<script>", "?x", "\x00", "\ud7ff", "𠮷"]
    ),
)  # fmt: skip


@given(word=HOSTILE)
def test_no_value_ever_becomes_syntax(word: str, small: Graph) -> None:
    """A hostile value is a term: it finds what it names, or nothing, or is refused as a value."""
    asked: list[tuple[str, dict[str, Any]]] = [
        ("metric-values", {"metric": word}),
        ("outcomes-of-reform", {"reform": word}),
    ]
    for name, values in asked:
        try:
            rows = small.ask(name, **values).rows
        except CallerError as e:
            if not e.code.startswith(("parameter.", "entity.")):
                raise
        else:
            assert all(word.strip().lower() in str(r["metric"]).lower() for r in rows if "metric" in r)


@given(st.text(alphabet="一事联办 “”\"'《》", max_size=12))
def test_normal_forgets_marks_and_spaces_only(name: str) -> None:
    assert parameters.normal(name) == re.sub("[^一事联办]", "", name)
