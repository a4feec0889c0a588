"""The SPARQL page without scripts: a form, its answer as table or chart, errors at their line, what can be shared."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlencode

from tests.web.serving import Reply, Server

COUNTS = "SELECT ?class (COUNT(*) AS ?n) { ?x a ?class } GROUP BY ?class ORDER BY DESC(?n) LIMIT 5"
HTML = "text/html"


def page(server: Server, query: str = "", /, **given: str) -> Reply:
    return server.get("/query?" + urlencode({"query": query, **given}), Accept=HTML)


def data(server: Server, query: str, /, **given: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(server.get("/query.json?" + urlencode({"query": query, **given})).body)
    return found


def test_the_page_opens_with_a_query_to_run_and_the_questions_to_begin_with(bundled: Server) -> None:
    text = page(bundled, lang="zh").text
    assert "gov:reportedAsResultOf" in text
    assert 'href="/query?example=outcomes-of-reform' in text
    assert 'id="answer"' not in text


def test_a_query_is_answered_with_names_as_links(bundled: Server) -> None:
    text = page(bundled, "SELECT ?r { ?r a gov:Reform ; rdfs:label '一事联办'@zh }").text
    assert ">一事联办</a>" in text
    assert 'href="/id/reform/420100-yi-shi-lian-ban-fac614"' in text


def test_a_form_sent_by_post_gives_the_same(bundled: Server) -> None:
    body = urlencode({"query": COUNTS}).encode()
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    sent = json.loads(bundled.ask("POST", "/query.json", body, **form).body)
    assert sent["answer"]["rows"] == data(bundled, COUNTS)["answer"]["rows"]  # type: ignore[index]
    assert bundled.ask("POST", "/query", b"{}", Content_Type="application/json", Accept=HTML).status == 415
    assert bundled.ask("POST", "/query", b"a" * (2**20 + 1), **form).status == 413


def test_a_chart_takes_the_columns_that_are_chosen(bundled: Server) -> None:
    found = data(bundled, COUNTS, view="chart")
    assert (found["x"], found["y"], found["numeric"]) == ("class", "n", ["n"])
    text = page(bundled, COUNTS, view="chart").text
    assert text.count('class="beam"') == 5
    assert data(bundled, COUNTS, view="chart", y="class")["error"]["code"] == "parameter.wrong"  # type: ignore[index]
    assert page(bundled, COUNTS, view="chart", x="nix").status == 400


def test_the_address_to_share_gives_the_same_page(bundled: Server) -> None:
    share = str(data(bundled, COUNTS, view="chart", x="class", y="n")["share"])
    assert bundled.get(share, Accept=HTML).text.count('class="beam"') == 5


def test_an_error_is_told_with_its_line(bundled: Server) -> None:
    reply = page(bundled, "SELECT ?x {\n  ?x a gov:Reform ;;; nix\n}", lang="zh")
    assert reply.status == 400
    assert 'data-error-line="2"' in reply.text
    assert "第 2 行" in reply.text
    assert "?x a gov:Reform ;;; nix</code>" in reply.text


def test_service_and_updates_are_refused_in_the_page(bundled: Server) -> None:
    assert page(bundled, "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }").status == 400
    assert page(bundled, "DELETE WHERE { ?s ?p ?o }").status in (400, 403)


def test_construct_shows_triples_and_offers_turtle(bundled: Server) -> None:
    found = data(bundled, "CONSTRUCT { ?x a gov:Award } WHERE { ?x a gov:Award }")
    assert found["answer"]["columns"] == ["subject", "predicate", "object"]  # type: ignore[index]
    name, address = found["files"][0]  # type: ignore[index]
    assert name == "Turtle"
    assert bundled.get(address).type.startswith("text/turtle")


def test_ask_is_one_row(bundled: Server) -> None:
    assert data(bundled, "ASK { ?x a gov:Reform }")["answer"]["rows"][0]["answer"]["value"] == "true"  # type: ignore[index]


def test_what_is_cut_says_so_and_the_file_holds_the_rest(bundled: Server) -> None:
    found = data(bundled, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 700")
    assert found["answer"]["truncated"] is True  # type: ignore[index]
    assert len(found["answer"]["rows"]) == 500  # type: ignore[index]
    assert "其余见下载的文件" in page(bundled, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 700", lang="zh").text
    whole = bundled.get(found["files"][0][1]).text  # type: ignore[index]
    assert len(list(csv.reader(io.StringIO(whole, newline="")))) == 701  # a sentence may hold a line end


def test_no_row_says_why(bundled: Server) -> None:
    assert "gov:Reform" in str(data(bundled, "SELECT ?r { ?r a gov:Refrom }")["empty"])


def test_a_question_begins_a_query(bundled: Server) -> None:
    found = json.loads(bundled.get("/query.json?example=outcomes-of-reform").body)
    assert found["answer"]["rows"]
    assert "# govkg ask outcomes-of-reform --reform 一事联办" in found["query"]
    assert bundled.get("/query?example=what-changed").status == 400


def test_a_long_query_is_shared_as_a_file_and_not_as_an_address(bundled: Server) -> None:
    long = COUNTS + "\n# " + "办" * 2000
    body = urlencode({"query": long}).encode()
    form = {"Content_Type": "application/x-www-form-urlencoded", "Accept": HTML}
    text = bundled.ask("POST", "/query", body, **form).text
    assert '<form class="files" action="/sparql" method="post">' in text


def test_the_vocabulary_is_found_by_hanzi_pinyin_initials_and_english(bundled: Server) -> None:
    found = json.loads(bundled.get("/query/vocabulary.json").body)
    terms = {t["name"]: t for t in (dict(zip(found["fields"], row, strict=True)) for row in found["terms"])}
    reform = terms["gov:Reform"]
    assert (reform["kind"], reform["zh"], reform["pinyin"], reform["initials"]) == ("class", "改革", "gaige", "gg")
    assert terms["gov:reportedAsResultOf"]["kind"] == "property"
    assert terms["vocab:level/outcome"]["kind"] == "concept"
    assert terms["gov:"]["kind"] == "prefix"


def test_query_text_is_text_in_the_page(bundled: Server) -> None:
    evil = "</textarea><script>alert(1)</script>"
    text = page(bundled, f"SELECT ('{evil}' AS ?x) {{}}").text
    assert "<script>alert" not in text
    assert text.count("</textarea>") == 1


def test_a_chart_of_figures_keeps_unlike_ones_apart_and_says_what_no_judge_has_seen(bundled: Server) -> None:
    figures = "PREFIX gov: <https://w3id.org/govkg/ontology#> SELECT ?s ?value { ?s a gov:Result ; gov:unitAsWritten '%' ; gov:value ?value }"
    text = page(bundled, figures, lang="zh", view="chart").text
    assert text.count('class="strip scale"') > 1
    assert "另立一轴：" in text and "未经可比性判定" not in text
    alone = figures.replace("?s ?value {", "?value {")
    assert "未经可比性判定" in page(bundled, alone, lang="zh", view="chart").text
