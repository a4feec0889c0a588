"""References in four forms, each read by a program that it is for, and GB/T 7714 by examples worked from the standard's rules."""

import json
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from tests.citation.hostile import TEXTS

from govkg import resources
from govkg.citation import bibtex, building, csl, gbt7714, kept, origin, references, ris
from govkg.citation.model import Cited
from govkg.citation.references import Reference
from govkg.errors import CallerError

ID = "govkg:statement/06d789e5f2f9cc80@" + "a" * 32 + "~" + "b" * 16


def factory(**given: Any) -> Reference:
    return Reference(
        **{
            "key": "report-wuhan-2021",
            "kind": "report",
            "author": "武汉市政务服务和大数据管理局",
            "title": "2021年工作总结",
            **given,
        }
    )


def hostile(text: str) -> Reference:
    return factory(key="govkg-06d789e5f2f9cc80", kind="dataset", author=text, title=text, date="2026-11-27", url="https://w3id.org/govkg", edition="0.1.0", id=ID,
                   quote=text, value=text, start=3, end=9, dataset="a" * 64, licence="https://creativecommons.org/licenses/by/4.0/", report="wuhan-2021")  # fmt: skip


@pytest.fixture(scope="module")
def cited() -> list[Cited]:
    one = origin.at(resources.path("graph/release/govkg.trig"))
    return [
        building.statement(one, "06d789e5f2f9cc80"),
        building.question(one, "savings", {}),
        building.view(one, "awards", {}),
    ]


@pytest.mark.parametrize("text", ["\U0002ebf0", "\U00032000", "𠮷", "\u200f", "\U000e0100"])
def test_hanzi_that_are_younger_than_this_python_stay(text: str) -> None:
    assert references.clean(f"武{text}汉") == f"武{text}汉" == bibtex.plain(bibtex.tex(f"武{text}汉"))


@pytest.mark.parametrize("text", ["\x00", "\x7f", "\x86", "\ud800", "\ufdd0", "\ufffe", "\U0010ffff"])
def test_what_is_no_character_is_told_as_such(text: str) -> None:
    assert references.clean(f"武{text}汉") == "武\ufffd汉"


# -- GB/T 7714-2015 ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "line"),
    [
        # 4.1 and 8.8.3: a report that no address is known of: 主要责任者. 题名[R]. 出版地: 出版者, 出版年.
        ({"place": "武汉市", "date": "2022-01-18"}, "武汉市政务服务和大数据管理局. 2021年工作总结[R]. 武汉: 武汉市政务服务和大数据管理局, 2022."),
        ({"place": "湖北省", "date": "2022"}, "武汉市政务服务和大数据管理局. 2021年工作总结[R]. 湖北省: 武汉市政务服务和大数据管理局, 2022."),
        # 8.8.2.3: a place of publication that is not known
        ({"date": "2022-01"}, "武汉市政务服务和大数据管理局. 2021年工作总结[R]. [出版地不详]: 武汉市政务服务和大数据管理局, 2022."),
        # 8.8.3.3: a publisher that is not known; 8.1.4: in the numeric system no author is made up
        ({"author": "", "place": "武汉市", "date": "2022"}, "2021年工作总结[R]. 武汉: [出版者不详], 2022."),
        ({"place": "武汉市"}, "武汉市政务服务和大数据管理局. 2021年工作总结[R]. 武汉: 武汉市政务服务和大数据管理局."),
        # A.9: 萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/….
        (
            {"kind": "webpage", "date": "2022-01-18", "accessed": "2026-11-28", "url": "http://www.wuhan.gov.cn/a.html"},
            "武汉市政务服务和大数据管理局. 2021年工作总结[EB/OL]. (2022-01-18)[2026-11-28]. http://www.wuhan.gov.cn/a.html.",
        ),
        (
            {"kind": "webpage", "date": "2022-01-18", "url": "http://www.wuhan.gov.cn/a.html"},
            "武汉市政务服务和大数据管理局. 2021年工作总结[EB/OL]. (2022-01-18). http://www.wuhan.gov.cn/a.html.",
        ),
        # A.4: 中国互联网络信息中心. 第29次中国互联网络发展现状统计报告[R/OL]. (2012-01-16)[2013-03-26]. http://www.cnnic.net.cn/….pdf.
        (
            {"kind": "document", "author": "中国互联网络信息中心", "title": "第29次中国互联网络发展现状统计报告", "date": "2012-01-16", "accessed": "2013-03-26",
             "url": "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf"},
            "中国互联网络信息中心. 第29次中国互联网络发展现状统计报告[R/OL]. (2012-01-16)[2013-03-26]. "
            "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf.",
        ),
        (
            {"kind": "dataset", "author": "govkg 贡献者", "title": "政府工作报告知识图谱", "edition": "0.1.0", "date": "2026-11-27", "url": "https://w3id.org/govkg",
             "id": ID},
            f"govkg 贡献者. 政府工作报告知识图谱[DS/OL]. 0.1.0版. (2026-11-27). https://w3id.org/govkg. {ID}.",
        ),
    ],
)  # fmt: skip
def test_a_line_of_gbt_7714(given: dict[str, str], line: str) -> None:
    assert gbt7714.line(factory(**given)) == line


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", "report"),
        ("http://a.cn/b", "webpage"),
        ("http://a.cn/b.html", "webpage"),
        ("http://a.cn/b.PDF?x=1", "document"),
        ("http://a.cn/b.docx", "document"),
    ],
)
def test_a_report_is_cited_as_what_it_is(cited: list[Cited], url: str, kind: str) -> None:
    from dataclasses import replace

    one = replace(cited[0], reports=(replace(cited[0].reports[0], url=url),))
    assert references.of(one)[0].kind == kind


def test_a_statement_is_cited_with_its_report_its_words_and_its_identifier(cited: list[Cited]) -> None:
    said = gbt7714.write(references.of(cited[0], "zh", "2026-11-28"))
    assert said.splitlines() == [
        "[1] 武汉市政务服务和大数据管理局. 市政务服务大数据局2021年工作总结[R]. 武汉: 武汉市政务服务和大数据管理局, 2022.",
        f"[2] govkg 贡献者. 政府工作报告知识图谱：一事联办：申请材料39.16%[DS/OL]. 0.1.0版. ({references.of(cited[0])[1].date})[2026-11-28]. "
        f"https://w3id.org/govkg. {cited[0].id}.",
        "引文：第1961–1966字“39.16%”",
        f"数据集 sha256:{cited[0].dataset}，许可 https://creativecommons.org/licenses/by/4.0/",
    ]
    text = resources.path("graph/sources/wuhan-2021/text.txt").read_text(encoding="utf-8")
    assert text[1961 - 1 : 1966] == "39.16%"


def test_no_clock_is_in_a_reference(cited: list[Cited]) -> None:
    for one in cited:
        made = references.of(one)
        assert not any(r.accessed for r in made) and "urldate" not in bibtex.write(made) and "Y2" not in ris.write(made)
        assert "accessed" not in csl.write(made)


@pytest.mark.parametrize(
    "said", ["2026-02-30", "yesterday", "2026-1-1", "20261128", "2026-11-28T00:00", "２０２６-11-28"]
)
def test_a_day_of_access_is_a_date(cited: list[Cited], said: str) -> None:
    with pytest.raises(CallerError, match="is no date"):
        references.of(cited[0], "zh", said)


# -- read by others ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bibtex_is_read_by_bibtexparser(cited: list[Cited], lang: str) -> None:
    for one in cited:
        made = references.of(one, lang, "2026-11-28")
        library = parse_string(bibtex.write(made, lang))
        assert library.failed_blocks == [] and [e.key for e in library.entries] == [r.key for r in made]
        for entry, r in zip(library.entries, made, strict=True):
            fields = {f.key: f.value for f in entry.fields}
            assert bibtex.plain(fields["title"]) == r.title and bibtex.plain(fields["author"]) == r.author
            assert (
                fields.get("govkg", "") == r.id
                and fields["year"] == r.date[:4]
                and fields.get("urldate", "") == r.accessed
            )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ris_is_read_by_rispy(cited: list[Cited], lang: str) -> None:
    for one in cited:
        made = references.of(one, lang, "2026-11-28")
        found = rispy.loads(ris.write(made, lang))
        assert [(f["type_of_reference"], f["title"], f["authors"]) for f in found] == [
            (ris.TYPES[r.kind], r.title, [r.author]) for r in made
        ]
        assert [f.get("accession_number", "") for f in found] == [r.id for r in made]
        assert [f["year"] for f in found] == [r.date[:4] for r in made]


NAMES = {
    "id",
    "type",
    "title",
    "author",
    "publisher",
    "publisher-place",
    "URL",
    "version",
    "number",
    "note",
    "language",
    "issued",
    "accessed",
    "custom",
}


def valid(item: dict[str, Any]) -> None:
    """The rules of the schema of CSL-JSON 1.0.2 for the fields that are written."""
    assert set(item) <= NAMES and {"id", "type"} <= set(item)
    assert item["type"] in ("report", "webpage", "dataset")
    for name in NAMES - {"author", "issued", "accessed", "custom"}:
        assert isinstance(item.get(name, ""), str)
    for name in item.get("author", []):
        assert set(name) == {"literal"} and isinstance(name["literal"], str)
    for date in ("issued", "accessed"):
        if date in item:
            assert set(item[date]) == {"date-parts"}
            (parts,) = item[date]["date-parts"]
            assert 1 <= len(parts) <= 3 and all(type(n) is int for n in parts)
    assert isinstance(item.get("custom", {}), dict)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_csl_json_keeps_the_rules_of_its_schema(cited: list[Cited], lang: str) -> None:
    for one in cited:
        found = json.loads(csl.write(references.of(one, lang, "2026-11-28"), lang))
        for item in found:
            valid(item)
        assert one.id in [item.get("number") for item in found]


# -- texts that break files --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_hostile_text_breaks_no_form(text: str, tmp_path: Any) -> None:
    r = hostile(text)
    said = references.clean(text)
    library = parse_string(bibtex.write([r, r]).replace("govkg-06d789e5f2f9cc80", "one", 1))
    assert library.failed_blocks == [] and [e.key for e in library.entries] == ["one", r.key] and library.comments == []
    fields = {f.key: f.value for f in library.entries[1].fields}
    assert (
        bibtex.plain(fields["title"]) == bibtex.plain(fields["govkgquote"] if said else "") == said
        and fields["govkg"] == ID
    )
    (found,) = rispy.loads(ris.write([r]))
    assert found.get("title", "") == said and found["accession_number"] == ID and found["type_of_reference"] == "DATA"
    (item,) = json.loads(csl.write([r]).encode())
    valid(item)
    assert item["title"] == "".join("�" if "\ud800" <= c <= "\udfff" else c for c in text)
    line = gbt7714.write([r]).splitlines()
    assert len(line) == 3 and line[0].startswith("[1] ") and "\x00" not in line[0]
    for name, data in (
        ("a.bib", bibtex.write([r])),
        ("a.ris", ris.write([r])),
        ("a.json", csl.write([r])),
        ("a.txt", gbt7714.write([r])),
    ):
        (tmp_path / name).write_text(data, encoding="utf-8")
        again = next(k for k in kept.read(tmp_path / name) if str(k.id) == ID)
        if name != "a.txt":
            assert (again.key, again.report, again.place) == (r.key, "wuhan-2021", "3-9"), name
            assert references.clean(again.quote) == references.clean(again.value) == said, name


@pytest.mark.parametrize(
    "url", ["http://a.cn/{x}%20y", "http://a.cn/政府?a=b&c=~d#e", 'http://a.cn/"><script>', "http://a.cn/a b\n@misc{"]
)
def test_an_address_stays_one_address(url: str) -> None:
    r = factory(kind="webpage", url=url)
    library = parse_string(bibtex.write([r]))
    assert library.failed_blocks == [] and len(library.entries) == 1
    made = {f.key: f.value for f in library.entries[0].fields}["url"]
    assert made.isascii() and not set(made) & set('{}"<> \n')
