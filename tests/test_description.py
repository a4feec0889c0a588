"""What a bare text says about itself."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govkg import description, sources
from govkg.errors import SourceError

TEXT = "云江市政务服务数据管理局2021年工作总结\n2021年，我局受理办件5件。\n2022年工作计划\n力争办件达到6件。\n"
REST = "\n2021年，我们受理办件5件，办结5件，满意率达到100%，比上年提高2个百分点，群众的评价是肯定的，企业的评价也是肯定的，各方面都有进展。\n"

# The head of a report (／ is a line end) | body | place | covers | plans. All invented but for the names of real places.
HEADS = """
云江市政务服务数据管理局2021年工作总结|云江市政务服务数据管理局|云江市|2021|
云江市政务服务数据管理局2021年工作总结和2022年工作计划|云江市政务服务数据管理局|云江市|2021|2022
云江市行政审批局2021年工作总结暨2022年工作安排|云江市行政审批局|云江市|2021|2022
云江市大数据局2021年工作总结及2022年重点工作|云江市大数据局|云江市|2021|2022
云江市司法局2021年工作总结及下一步打算|云江市司法局|云江市|2021|2022
云江市司法局2021年度工作总结及明年工作思路|云江市司法局|云江市|2021|2022
云江市民政局2021年工作完成情况及2022年工作思路|云江市民政局|云江市|2021|2022
云江市财政局关于2021年工作情况和2022年工作打算的报告|云江市财政局|云江市|2021|2022
关于云江市2021年预算执行情况和2022年预算草案的报告||云江市|2021|2022
关于云江市2021年国民经济和社会发展计划执行情况与2022年国民经济和社会发展计划草案的报告||云江市|2021|2022
2021年云江市数据局工作总结|云江市数据局|云江市|2021|
2021年度云江市数据局工作总结|云江市数据局|云江市|2021|
二〇二一年云江市数据局工作总结|云江市数据局|云江市|2021|
云江市数据局２０２１年工作总结|云江市数据局|云江市|2021|
云江市数据局2021 年工作总结|云江市数据局|云江市|2021|
云江市数据局 2021年工作总结|云江市数据局|云江市|2021|
云江市数据局2022年上半年工作总结|云江市数据局|云江市|2022-01/2022-06|
云江市数据局2022年上半年工作总结和下半年工作计划|云江市数据局|云江市|2022-01/2022-06|2022-07/2022-12
云江市数据局2022年上半年工作总结及2022年下半年工作安排|云江市数据局|云江市|2022-01/2022-06|2022-07/2022-12
云江市数据局2022年第一季度工作总结|云江市数据局|云江市|2022-01/2022-03|
云江市数据局2022年一季度工作情况汇报|云江市数据局|云江市|2022-01/2022-03|
云江市数据局2022年前三季度工作总结|云江市数据局|云江市|2022-01/2022-09|
云江市数据局2022年第四季度工作小结|云江市数据局|云江市|2022-10/2022-12|
云江市数据局2022年1-10月工作总结|云江市数据局|云江市|2022-01/2022-10|
云江市数据局2022年1至5月份工作情况|云江市数据局|云江市|2022-01/2022-05|
云江市数据局2022年5月份工作总结|云江市数据局|云江市|2022-05|
云江市数据局2019-2021年工作总结|云江市数据局|云江市|2019/2021|
云江市数据局2017年至2021年工作总结|云江市数据局|云江市|2017/2021|
云江市数据局“十三五”工作总结|云江市数据局|云江市|2016/2020|
云江市数据局“十三五”工作总结和“十四五”工作思路|云江市数据局|云江市|2016/2020|2021/2025
云江市数据局五年来工作总结（2017—2021年）|云江市数据局|云江市|2017/2021|
云江市数据局2022年工作要点|云江市数据局|云江市||2022
云江市数据局工作总结|云江市数据局|云江市|?2021|
2022年云江市政府工作报告|云江市人民政府|云江市|2021|2022
云江市2022年政府工作报告|云江市人民政府|云江市|2021|2022
云江市人民政府2022年政府工作报告|云江市人民政府|云江市|2021|2022
政府工作报告（2022年）／——2022年1月6日在云江市第十五届人民代表大会第二次会议上／云江市市长 李某|云江市人民政府|云江市|2021|2022
政府工作报告／——2022年1月6日在云江市第十五届人民代表大会第二次会议上|云江市人民政府|云江市|2021|2022
2022年政府工作报告／（2022年1月6日在云江市安平县第十八届人民代表大会第一次会议上）／各位代表：／现在，我代表县人民政府报告工作。／一、2021年工作回顾|云江市安平县人民政府|云江市安平县|2021|2022
云江市2022年政府工作报告／——2022年1月6日在云江市第十五届人民代表大会第一次会议上／各位代表：／一、过去五年工作回顾|云江市人民政府|云江市|2017/2021|2022
云江市2021年政府工作报告／各位代表：／一、2021年工作回顾／二、2022年工作安排|云江市人民政府|云江市|2021|2022
云江市2026年政府工作报告／各位代表：／一、2025年和“十四五”时期工作回顾|云江市人民政府|云江市|2025|2026
云江市2026年政府工作报告／各位代表：／一、“十四五”时期工作回顾|云江市人民政府|云江市|2021/2025|2026
湖北省2023年政府工作报告|湖北省人民政府|湖北省|2022|2023
2023年湖北省政府工作报告|湖北省人民政府|湖北省|2022|2023
湖北省人民政府办公厅2022年工作总结|湖北省人民政府办公厅|湖北省|2022|
广西壮族自治区2023年政府工作报告|广西壮族自治区人民政府|广西壮族自治区|2022|2023
内蒙古自治区大数据中心2022年工作总结|内蒙古自治区大数据中心|内蒙古自治区|2022|
恩施土家族苗族自治州政务服务局2022年工作总结|恩施土家族苗族自治州政务服务局|恩施土家族苗族自治州|2022|
香港特别行政区政府2022年工作报告|香港特别行政区政府|香港特别行政区|2022|
锡林郭勒盟行政公署2022年工作总结|锡林郭勒盟行政公署|锡林郭勒盟|2022|
广东省清远市政务服务数据管理局2022年工作总结|广东省清远市政务服务数据管理局|清远市|2022|
云江市临水区行政审批局2022年工作总结|云江市临水区行政审批局|云江市临水区|2022|
临水区行政审批局2022年工作总结|临水区行政审批局|临水区|2022|
歙县数据资源管理局2022年工作总结|歙县数据资源管理局|歙县|2022|
宽城满族自治县行政审批局2022年工作总结|宽城满族自治县行政审批局|宽城满族自治县|2022|
云江新区管理委员会2022年工作总结|云江新区管理委员会|云江新区|2022|
云江经济技术开发区管委会2022年工作总结|云江经济技术开发区管委会|云江经济技术开发区|2022|
云江市高新技术产业开发区行政审批局2022年工作总结|云江市高新技术产业开发区行政审批局|云江市高新技术产业开发区|2022|
云江市溪口镇人民政府2022年工作总结|云江市溪口镇人民政府|云江市溪口镇|2022|
云江市市场监督管理局2022年工作总结|云江市市场监督管理局|云江市|2022|
云江市住房和城乡建设局2022年工作总结|云江市住房和城乡建设局|云江市|2022|
云江市城市管理局2022年工作总结|云江市城市管理局|云江市|2022|
云江市社会工作部2022年工作总结|云江市社会工作部|云江市|2022|
中共云江市委办公室2022年工作总结|中共云江市委办公室|云江市|2022|
云江市公共资源交易中心2022年法治政府建设年度报告|云江市公共资源交易中心|云江市|2022|
云江市2022年法治政府建设工作情况报告||云江市|2022|
2022年“数字云江”建设工作总结／云江市数据局／2022年12月20日|云江市数据局|云江市|2022|
云江市数据局／2022年工作总结|云江市数据局|云江市|2022|
云江市数据局2022年工作总结和／2023年工作计划|云江市数据局|云江市|2022|2023
云江市数据局2022年工作总结／暨2023年工作安排|云江市数据局|云江市|2022|2023
云江市数据局／关于2022年工作情况的报告|云江市数据局|云江市|2022|
云江市数据局文件／云数〔2022〕12号／关于2022年工作情况的报告|云江市数据局|云江市|2022|
首页 > 政务公开 > 工作总结／云江市数据局2022年工作总结／发布时间：2023-01-10 来源：局办公室|云江市数据局|云江市|2022|
2022年工作总结／发布时间：2023-01-10 来源：云江市数据局 字体：大 中 小|云江市数据局|云江市|2022|
国务院2021年政府工作报告|国务院|全国|2020|2021
江阳市税务局二O二一年工作总结|江阳市税务局|江阳市|2021|
关于报送江阳市数据局2022年工作总结及2023年工作思路的函|江阳市数据局|江阳市|2022|2023
平乡县2022年政府工作报告|平乡县人民政府|平乡县|2021|2022
诸城市2022年政府工作报告|诸城市人民政府|诸城市|2021|2022
乐山市市中区2022年政府工作报告|乐山市市中区人民政府|乐山市市中区|2021|2022
津市市2022年政府工作报告|津市市人民政府|津市市|2021|2022
凉山州2022年政府工作报告|凉山州人民政府|凉山州|2021|2022
吉林2022年政府工作报告|吉林省人民政府|吉林省|2021|2022
云江市乡村振兴局2022年工作总结|云江市乡村振兴局|云江市|2022|
云江市市场监管局2022年10月工作总结及11月工作计划|云江市市场监管局|云江市|2022-10|
云江市人大常委会工作报告|云江市人大常委会|云江市|?2021|
我局2022年度工作总结|||2022|
关于我市2022年数字政府建设情况的报告|||2022|
云江市投资促进局（市商务局）2022年工作总结|云江市投资促进局|云江市|2022|
云江市数据局五年工作回顾|云江市数据局|云江市|?2021|
【年终总结】江阳市行政审批局2022年工作总结|江阳市行政审批局|江阳市|2022|
政  府  工  作  报  告／——2023年1月5日在江阳市第六届人民代表大会第三次会议上／各位代表：／一、2022年工作回顾|江阳市人民政府|江阳市|2022|2023
2022年度江阳市行政审批局／整体工作情况总结报告|江阳市行政审批局|江阳市|2022|
政府工作报告／（2021年12月28日在云岭镇第十九届人民代表大会第一次会议上）／各位代表：／一、过去五年工作回顾／三、2022年重点工作|云岭镇人民政府|云岭镇|2017/2021|2022
江阳市安平县人民政府工作报告（摘要）／——2022年12月28日在安平县第十八届人民代表大会第二次会议上／一、2022年工作回顾／二、2023年工作安排|江阳市安平县人民政府|江阳市安平县|2022|2023
市行政审批局2022年工作总结／今年以来，江阳市行政审批局（以下简称市审批局）改革创新。|江阳市行政审批局|江阳市|2022|
江阳市2023年政府工作报告／——在江阳市第六届人民代表大会第三次会议上／（2023年1月5日）|江阳市人民政府|江阳市|2022|2023
江阳市行政审批局党建工作2022年总结|江阳市行政审批局|江阳市|2022|
江阳市数据局政务公开2022年年度报告|江阳市数据局|江阳市|2022|
江阳市服务全局工作2022年总结||江阳市|2022|
杭州西湖区行政审批局2022年工作总结|杭州西湖区行政审批局|杭州市西湖区|2022|
""".strip().split("\n")


@pytest.mark.parametrize("row", HEADS, ids=lambda row: row.split("|")[0][:30])
def test_a_head_tells_whose_report_it_is_and_when(row: str) -> None:
    head, *expected = row.split("|")
    found = description.describe(head.replace("／", "\n") + REST)
    told = [found["body"].value, found["place"].value, "?" * (not found["covers"].sure) + found["covers"].value]
    assert [*told, found["plans"].value] == expected


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(HEADS) >= 60


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, ("云江市政务服务数据管理局", "云江市", "2021", "2022")),
        (
            "2023年政府工作报告\n过去一年，岭川市经济增长。\n在岭川市，《岭川市条例》出台。",
            ("", "岭川市", "2022", "2023"),
        ),
        (
            "市数据局2021年工作总结\n出台《武汉市办法》《武汉市目录》，建设智慧城市。",
            ("市数据局", "武汉市", "2021", ""),
        ),
        ("没有年份的短文。", ("", "", "", "")),
        ("各项工作进展\n我县新增企业20家。\n\n安平县数据局\n2021年12月28日\n", ("安平县数据局", "安平县", "2021", "")),
    ],
)
def test_a_text_tells_whose_it_is(text: str, found: tuple[str, str, str, str]) -> None:
    told = description.guess(text)
    assert (told["body"], told["place"], told["covers"], told["plans"]) == found


def test_every_finding_has_its_words_and_what_is_only_suggested_is_not_sure() -> None:
    found = description.describe("市数据局工作总结\n2021年，我局出台《武汉市办法》《武汉市目录》。\n")
    assert (found["covers"].value, found["covers"].words, found["covers"].sure) == (
        "2021",
        "2021年，我局出台《武汉",
        False,
    )
    assert (found["place"].value, found["place"].sure) == ("武汉市", False)
    assert found["title"].where == "head"
    assert found["code"].value == "420100"


def test_a_title_and_a_heading_that_name_different_years_leave_it_open() -> None:
    found = description.describe("云江市数据局2022年工作总结\n一、2021年工作情况\n受理办件5件。\n")
    assert (found["covers"].value, found["covers"].sure) == ("2022", False)


def test_what_the_container_states_helps_where_the_text_has_no_title() -> None:
    stated = {"title": "云江市数据局2022年工作总结_云江市人民政府门户网站", "published": "2023-01-10 10:22"}
    found = description.describe("我局受理办件5件。\n", stated)
    assert (found["title"].value, found["title"].where) == ("云江市数据局2022年工作总结", "container")
    assert (found["body"].value, found["covers"].value) == ("云江市数据局", "2022")
    assert found["published"].value == "2023-01-10"


@pytest.mark.parametrize("stated", ["Microsoft Word - 文档1.doc", "某市数据局2019年工作总结", "PowerPoint", ""])
def test_the_title_of_a_template_does_not_name_the_report(stated: str) -> None:
    assert description.describe(TEXT, {"title": stated})["title"].value == "云江市政务服务数据管理局2021年工作总结"
    assert (
        description.describe("云江市数据工作进展\n受理5件。\n", {"title": stated[:5]})["title"].value
        == "云江市数据工作进展"
    )


def test_what_a_page_states_about_its_publication_is_taken() -> None:
    stated = {
        "title": "2022年工作总结",
        "issuer": "武汉市数据局",
        "number": "武数〔2023〕 2号",
        "dated": "2023年1月5日",
    }
    found = description.describe("2022年工作总结\n我局受理办件5件。\n", stated)
    assert {key: found[key].value for key in ("body", "place", "code", "number", "dated")} == {
        "body": "武汉市数据局", "place": "武汉市", "code": "420100", "number": "武数〔2023〕2号", "dated": "2023-01-05",
    }  # fmt: skip
    assert found["body"].where == "container"
    relative = description.describe(
        "市数据局2022年工作总结\n受理5件。\n", {"source": "局办公室", "site": "武汉市人民政府门户网站"}
    )
    assert (relative["body"].value, relative["place"].value, relative["place"].sure) == ("武汉市数据局", "武汉市", True)


def test_the_name_of_the_file_suggests_but_does_not_settle() -> None:
    found = description.describe("我局受理办件5件。\n", name="云江市数据局2022年工作总结")
    assert (found["covers"].value, found["covers"].where, found["covers"].sure) == ("2022", "name", False)


def test_number_dates_and_code_are_found_with_their_words() -> None:
    text = (
        "武汉市某局文件\n武政数〔2022〕 12 号\n武汉市某局2021年工作总结\n发布时间：2022-01-20\n一、改革\n"
        "受理5件。\n武汉市某局\n二〇二二年一月十八日\n"
    )
    found = description.describe(text)
    assert found["number"].value == "武政数〔2022〕12号"
    assert (found["dated"].value, found["published"].value, found["code"].value) == (
        "2022-01-18",
        "2022-01-20",
        "420100",
    )


def test_what_a_person_gives_goes_first() -> None:
    found = description.describe(
        TEXT, None, "", place="武汉市临水区", covers="2020", title="总结", number="云〔2022〕1号"
    )
    assert {k: found[k].value for k in ("place", "covers", "title", "number", "code")} == {
        "place": "武汉市临水区", "covers": "2020", "title": "总结", "number": "云〔2022〕1号", "code": "",
    }  # fmt: skip
    assert found["covers"].where == "given"


def test_the_caller_goes_before_the_index_and_the_index_before_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    row = {"id": "a", "body": "市数据局", "place": "云江市", "covers": "2020", "plans": None, "kind": "composed"}
    (tmp_path / "index.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    source = description.of_file(tmp_path / "a.txt", place="云江市城北区")
    assert (source.id, source.body, source.place) == ("a", "市数据局", "云江市城北区")
    assert (source.covers, source.plans) == ("2020", "")


def test_an_index_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "index.jsonl").write_text('{"id": "b"}\nnonsense\n', encoding="utf-8")
    with pytest.raises(SourceError) as e:
        description.of_file(tmp_path / "a.txt")
    assert e.value.where.endswith("index.jsonl:2")


@pytest.mark.parametrize("written", ["2022年2月31日", "2022年13月1日", "2022年0月1日", "2022年十十月1日"])
def test_a_day_that_no_calendar_has_is_none(written: str) -> None:
    assert (
        description.describe(f"云江市数据局2021年工作总结\n受理5件。\n云江市数据局\n{written}\n")["dated"].value == ""
    )


WORDS = ("云江", "市", "区", "州", "乡", "武汉", "数据局", "人民政府", "2021年", "二〇二一年", "上半年", "1-6月", "“十三五”", "工作总结", "和",
         "政府工作报告", "—", "\n", "：", "。", "一、", "〔2021〕1号", "2022年1月5日", "五年", "我局", " ", "９", "𠮷", "\u202e", "\ud800")  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join), st.text(max_size=40), st.text(max_size=40))
def test_no_words_make_it_fail_and_every_value_has_its_form(text: str, stated: str, name: str) -> None:
    found = description.describe(text, {"title": stated, "published": text[:20], "issuer": stated}, name)
    assert tuple(found) == description.FIELDS
    for key in ("covers", "plans"):
        assert not found[key] or sources.PERIOD.fullmatch(found[key].value)
    for key in ("dated", "published"):
        assert not found[key] or sources.DATE.fullmatch(found[key].value)


@pytest.mark.parametrize(
    "unit",
    ["云", "市", "云江市", "2021年", "在云江市", "一、2021年\n", "“十三五”", "关于", "安平县和", "1-", "（", " ", "\n"],
)
def test_a_megabyte_of_anything_is_described_in_time(unit: str) -> None:
    began = time.process_time()
    description.describe(unit * (1_000_000 // len(unit)), {"title": unit * 1_000_000})
    assert time.process_time() - began < 3


# What the texts of tests/golden cannot tell: a plan whose part was left out of the text, a parent city that no word names.
SILENT = {("plans", i) for i in ("qingyuan-2021", "bozhou-2021", "ganzhou-2022", "hanbin-2022", "erdao-2024")} | {
    ("place", "anyi-2023"), ("place", "hanbin-2022"), ("body", "bozhou-2021"), ("body", "longgang-2023"),
}  # fmt: skip


def test_the_golden_texts_are_described_as_their_index_says() -> None:
    golden = Path(__file__).parent / "golden"
    wrong = []
    for line in (golden / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = description.describe((golden / f"{row['id']}.txt").read_text(encoding="utf-8"))
        wrong += [
            (key, row["id"]) for key in ("place", "body", "covers", "plans") if found[key].value != (row[key] or "")
        ]
    assert set(wrong) == SILENT


def test_the_corpus_is_described_as_its_index_says() -> None:
    corpus = Path(__file__).parents[2] / "shared" / "corpus"
    if not (corpus / "index.jsonl").is_file():
        pytest.skip("../shared/corpus is not there")
    for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = description.describe((corpus / f"{row['id']}.txt").read_text(encoding="utf-8"))
        assert (found["place"].value, found["body"].value, found["plans"].value) == (
            row["place"],
            row["body"],
            str(row["year"]),
        )
        assert found["covers"].value.endswith(str(row["year"] - 1))
        assert found["covers"].sure and found["place"].sure
