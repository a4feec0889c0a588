"""The questions as pages: forms from the graph, answers with their words, charts, proof, and what is said where there is nothing."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from tests.web.serving import Reply, Server

from govkg import questions
from govkg.views import catalogue
from govkg.web import controls

HTML = "text/html"


def page(server: Server, name: str, /, **given: str | list[str]) -> Reply:
    return server.get(f"/ask/{name}?{urlencode(given, doseq=True)}", Accept=HTML)


def data(server: Server, name: str, /, **given: str | list[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(server.get(f"/ask/{name}.json?{urlencode(given, doseq=True)}").body)
    return found


def test_every_question_opens_in_both_languages_and_as_data(bundled: Server) -> None:
    for question in questions.all():
        given = {} if question.release else question.example
        reply = bundled.get(f"/ask/{question.name}?{urlencode({**given, 'lang': 'en'})}", Accept=HTML)
        assert (reply.status, question.title[1] in reply.text.replace("&#39;", "'")) == (200, True), question.name
        assert len(reply.body) < 300_000, question.name
        needs = any(p.required and p.name not in given for p in question.parameters)
        answer = data(bundled, question.name, **given)["answer"]
        assert (answer is None) == needs, question.name


def test_the_list_holds_every_question_once_and_sifts_by_words(bundled: Server) -> None:
    every = bundled.get("/ask", Accept=HTML).text
    assert all(every.count(f'href="/ask/{q.name}"') == 1 for q in questions.all())
    found = json.loads(bundled.get("/ask.json?" + urlencode({"q": "单位 协同"})).body)["groups"]
    assert [q["name"] for g in found for q in g["questions"]] == ["unit-network", "units-of-reform"]
    assert "没有含这些字的问题" in bundled.get("/ask?lang=zh&q=zzz", Accept=HTML).text


def test_no_parameter_of_a_question_is_one_of_the_pages_own() -> None:
    assert {p.name for q in questions.all() for p in q.parameters} & set(controls.OWN) == set()


def test_a_picture_that_a_header_names_is_one_that_there_is() -> None:
    named = {q.name: q.picture for q in questions.all() if q.picture}
    assert len(named) > 10
    assert {p["view"] for p in named.values()} <= set(catalogue.MODULES)
    assert {k for p in named.values() for k in p} <= {"view", *catalogue.PARAMETERS}


def test_a_row_has_its_figure_its_basis_and_its_quote_in_its_sentence(bundled: Server) -> None:
    text = page(bundled, "outcomes-of-reform", reform="一事联办", lang="zh").text
    assert "已定标事项办理时限、申请材料、办理环节、跑动次数分别压减60.90%" in text
    assert re.search(r"<blockquote lang=\"zh-Hans\">统筹定标发文105项,<mark>已定标事项", text)
    assert '<span class="basis item">同条列出</span>' in text
    assert '<span class="basis explicit">报告称</span>' in text
    assert 'href="/report/wuhan-2021?lang=zh#c1914"' in text
    assert "↓ 60.90 %" in text


def test_a_bound_is_shown_and_a_change_without_base_says_so(bundled: Server) -> None:
    text = page(bundled, "burden-reduction", lang="zh").text
    assert "≥ 6,500 份" in text
    assert "基数未说明" in text


def test_the_header_names_the_first_view_and_a_chart_needs_no_script(bundled: Server) -> None:
    assert data(bundled, "burden-reduction")["view"] == "chart"
    text = page(bundled, "burden-reduction", lang="zh").text
    assert text.count('class="strip scale"') == 7  # one axis a unit, levels and changes, bases and flows apart
    assert "另立一轴：变化的基数不同" in text
    assert 'class="dot filled"' in text
    assert data(bundled, "burden-reduction", view="table")["view"] == "table"


def test_targets_are_hollow(served: Server) -> None:
    text = page(served, "metric-values", view="chart", kind=["target", "result"], lang="zh").text
    assert 'class="dot hollow"' in text
    assert 'class="dot filled"' in text


def test_columns_sort_both_ways_and_no_column_is_without_a_head(bundled: Server) -> None:
    rows = [
        [r["value"] for r in data(bundled, "outcomes-of-reform", reform="一事联办", sort=s)["answer"]["rows"]]  # type: ignore[index]
        for s in ("figure", "-figure")
    ]
    assert rows[0] == rows[1][::-1] != []
    text = page(bundled, "outcomes-of-reform", reform="一事联办", sort="figure").text
    heads = re.findall(r'<th scope="col"[^>]*><a [^>]*>([^<]*)</a>', text)
    assert heads and all(h.strip() for h in heads)
    assert 'aria-sort="ascending"' in text
    assert page(bundled, "outcomes-of-reform", reform="一事联办", sort="nix").status == 400


def test_an_unknown_name_offers_the_nearest_as_links(bundled: Server) -> None:
    reply = page(bundled, "outcomes-of-reform", reform="一事联", lang="zh")
    assert reply.status == 400
    assert "图谱中没有这个事物" in reply.text
    assert f'href="/ask/outcomes-of-reform?reform={quote("一事联办")}&amp;lang=zh"' in reply.text
    assert 'value="一事联"' in reply.text  # the form keeps what was typed


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"level": "nix"}, "parameter.wrong"),
        ({"view": "pie"}, "parameter.wrong"),
        ({"page": "9"}, "parameter.wrong"),
        ({"why": "0"}, "parameter.wrong"),
        ({"nix": "1"}, "parameter.unknown"),
        ({"kind": ["all", "result"]}, "parameter.wrong"),
        ({"view": ["table", "chart"]}, "parameter.wrong"),
    ],
)
def test_what_is_wrong_is_told_in_the_page(bundled: Server, given: dict[str, Any], code: str) -> None:
    reply = page(bundled, "reforms-and-outcomes", **given)
    assert reply.status == 400
    assert data(bundled, "reforms-and-outcomes", **given)["error"]["code"] == code  # type: ignore[index]
    assert 'class="wrong"' in reply.text


def test_a_chart_of_what_has_no_numbers_is_refused_in_words(bundled: Server) -> None:
    text = page(bundled, "units-of-reform", reform="武汉云", view="chart", lang="zh").text
    assert "没有可以画在数轴上的数值" in text
    assert "武汉市政务服务和大数据管理局" in text


def test_no_row_says_why(bundled: Server) -> None:
    found = data(bundled, "outcomes-of-reform", reform="一事联办", kind="target", lang="zh")
    assert found["answer"]["count"] == 0  # type: ignore[index]
    assert found["empty"]["said"] and found["empty"]["reason"]  # type: ignore[index]


def test_why_a_row_is_there_shows_statements_with_their_words(bundled: Server) -> None:
    found = data(bundled, "outcomes-of-reform", reform="一事联办", why="2", lang="zh")["proof"]
    members = found["sets"][0]["statements"]  # type: ignore[index]
    assert [m["kind"] for m in members] == ["attribution", "observation", "entity"]
    assert all(m["before"] + m["quote"] + m["after"] == m["sentence"] for m in members)
    assert 'id="why"' in page(bundled, "outcomes-of-reform", reform="一事联办", why="2").text


def test_several_values_are_kept_in_the_form_and_in_the_links(bundled: Server) -> None:
    text = page(bundled, "outcomes-of-reform", reform="一事联办", kind=["result", "target"], lang="en").text
    checked = re.findall(r'name="kind" value="(\w+)" checked', text)
    assert sorted(checked) == ["result", "target"]
    assert "kind=result&amp;kind=target" in text


def test_empty_fields_count_for_nothing(bundled: Server) -> None:
    with_, without = (page(bundled, "burden-reduction", **g).text for g in ({"reform": "", "burden": ""}, {}))
    assert with_.count("<li>") == without.count("<li>")


def test_an_answer_can_be_taken_elsewhere(bundled: Server) -> None:
    found = data(bundled, "path-between", **{"from": "市公安局", "to": "武汉战疫"})
    tools = dict(found["snippets"])  # type: ignore[call-overload]
    assert tools["govkg"] == "govkg ask path-between --from 市公安局 --to 武汉战疫"
    assert "SELECT" in str(found["sparql"])
    assert bundled.get(tools["R"].split('"')[1].partition(str(bundled.port))[2]).status == 200
    assert re.search(r"sha256:[0-9a-f]{16}", str(found["cite"]))


def test_few_rows_are_one_page(bundled: Server) -> None:
    found = data(bundled, "coverage")
    assert found["answer"]["count"] == len(found["answer"]["rows"]) < 200  # type: ignore[index]
    assert found["pages"] == 1


def test_what_a_name_holds_is_text_in_the_page(bundled: Server) -> None:
    reply = page(bundled, "outcomes-of-reform", reform='"><script>alert(1)</script>')
    assert "<script>alert" not in reply.text
    assert "&lt;script&gt;" in reply.text
