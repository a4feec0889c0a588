"""A report on its way into a workspace: described, written whole or not at all, the same bytes every time."""

import hashlib
from pathlib import Path

import pytest

from govkg import accession, sources
from govkg.description import describe
from govkg.documents.model import Dropped, Reading
from govkg.errors import CallerError, SourceError
from govkg.intake import Item
from govkg.library import Library

TEXT = "云江市数据局2021年工作总结\n2021年，我局受理办件5件。\n"
REPORT = Item("总结.txt", "/data/总结.txt", TEXT.encode("gb18030"))


def a_library(root: Path) -> Library:
    return Library(root, root)


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_what_is_written_is_what_is_read_back(tmp_path: Path) -> None:
    item = Item("总结.txt", "/data/总结.txt", TEXT.encode("gb18030"), url="https://example.org/总结.txt")
    found = accession.read(item, {"place": "武汉市", "number": '云"数"〔2022〕3号'})
    assert accession.add(a_library(tmp_path), found, "", "2022-03-01") == ("wuhan-2021", True)
    source = sources.load(tmp_path / "sources" / "wuhan-2021")
    assert (source.text, source.body, source.place, source.code, source.covers) == (
        TEXT, "云江市数据局", "武汉市", "420100", "2021",
    )  # fmt: skip
    assert (source.number, source.url) == ('云"数"〔2022〕3号', "https://example.org/总结.txt")
    assert source.original == sources.Original(
        file="总结.txt", format="txt", encoding="gb18030", sha256=hashlib.sha256(item.data).hexdigest(),
        url="https://example.org/总结.txt", retrieved="2022-03-01",
    )  # fmt: skip
    assert source.basis["covers"] == "title: 2021年工作总结"
    assert source.basis["place"] == "given: 武汉市"


def test_nothing_but_the_source_is_left_behind(tmp_path: Path) -> None:
    accession.add(a_library(tmp_path), accession.read(REPORT))
    assert sorted(contents(tmp_path)) == ["sources/yunjiang-2021/source.toml", "sources/yunjiang-2021/text.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["sources"]


def test_the_same_file_gives_the_same_bytes_and_no_day_without_an_address(tmp_path: Path) -> None:
    for name in ("a", "b"):
        accession.add(a_library(tmp_path / name), accession.read(REPORT), "", "2022-03-01")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert b"2022-03-01" not in b"".join(contents(tmp_path / "a").values())


def test_the_same_text_again_is_there_already(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    accession.add(library, accession.read(REPORT))
    before = contents(tmp_path)
    again = Item("anders.txt", "anders.txt", TEXT.encode("utf-16"))
    found = accession.Accession(again, Reading(TEXT, "txt"), {}, describe(TEXT))
    assert accession.add(library, found, "another") == ("yunjiang-2021", False)
    assert contents(tmp_path) == before


def test_another_text_of_the_same_place_and_year_gets_the_next_id(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    made = [
        accession.add(library, accession.read(Item("a.txt", "a.txt", (TEXT + f"{n}\n").encode())))[0] for n in range(3)
    ]
    assert made == ["yunjiang-2021", "yunjiang-2021-2", "yunjiang-2021-3"]


def test_a_wanted_id_that_is_taken_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    accession.add(library, accession.read(REPORT), "mine")
    before = contents(tmp_path)
    with pytest.raises(SourceError) as e:
        accession.add(library, accession.read(Item("b.txt", "b.txt", (TEXT + "x").encode())), "mine")
    assert (e.value.code, e.value.cure) == ("source.exists", "give another --id")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["../x", "a/b", "A", "总结", ".hidden", "a b", "-a", "a" * 65])
def test_what_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CallerError) as e:
        accession.add(a_library(tmp_path), accession.read(REPORT), name)
    assert e.value.code == "add.id"
    assert contents(tmp_path) == {}


def test_what_was_left_out_is_listed_row_by_row(tmp_path: Path) -> None:
    parts = (Dropped("navigation", "<nav>", "首页\t政务\n公开"), Dropped("image", "page 3"))
    found = accession.Accession(REPORT, Reading(TEXT, "html", "utf-8", {}, parts), {}, describe(TEXT))
    accession.add(a_library(tmp_path), found)
    rows = (tmp_path / "sources" / "yunjiang-2021" / "dropped.tsv").read_text(encoding="utf-8")
    assert rows == "what\twhere\twords\nnavigation\t<nav>\t首页 政务 公开\nimage\tpage 3\t\n"


@pytest.mark.parametrize(
    ("stated", "kept"), [("https://a.example/x", "https://a.example/x"), ("javascript:alert(1)", "")]
)
def test_only_a_web_address_is_kept_as_one(tmp_path: Path, stated: str, kept: str) -> None:
    found = accession.Accession(REPORT, Reading(TEXT, "html", "", {"url": stated}), {}, describe(TEXT))
    accession.add(a_library(tmp_path), found)
    assert sources.load(tmp_path / "sources" / "yunjiang-2021").url == kept


def test_what_is_not_known_or_only_suggested_stays_open_until_a_person_says_it() -> None:
    found = accession.read(Item("a.txt", "a.txt", "云江市数据局工作总结\n我局受理办件5件。\n".encode()))
    assert found.open() == ["covers"]
    assert found.answered(covers="2021").open() == []
    suggested = accession.read(Item("a.txt", "a.txt", "云江市数据局工作总结\n2021年，我局受理办件5件。\n".encode()))
    assert (suggested.open(), suggested.confirmed().open()) == (["covers"], [])
    assert suggested.confirmed().found["covers"].where == "text, confirmed"


def test_an_error_names_the_file_where_it_stands() -> None:
    with pytest.raises(SourceError) as e:
        accession.read(Item("a.txt", "x.zip!a.txt", b""))
    assert e.value.where.startswith("x.zip!a.txt")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("宁夏回族自治区2026年政府工作报告", "ningxia-2026"),
        ("恩施土家族苗族自治州政务服务局2022年工作总结", "enshi-2022"),
        ("歙县数据资源管理局2022年工作总结", "shexian-2022"),
        ("云江市临水区行政审批局2022年第三季度工作总结", "linshui-2022-q3"),
        ("云江市数据局2022年1-10月工作总结", "yunjiang-2022-m01-10"),
        ("云江市数据局2022年5月份工作总结", "yunjiang-2022-m05"),
        ("云江市数据局2019-2021年工作总结", "yunjiang-2021"),
        ("国务院2021年政府工作报告", "quanguo-2021"),
        ("陕西省2026年政府工作报告", "shaanxi-2026"),
        ("长治市行政审批局2022年工作总结", "changzhi-2022"),
        ("朝阳市行政审批局2022年工作总结", "chaoyang-2022"),
        ("成都市数据局2022年工作总结", "chengdu-2022"),
        ("重庆市大数据局2022年工作总结", "chongqing-2022"),
    ],
)
def test_ids_are_read_aloud(head: str, name: str) -> None:
    assert accession.source_id(describe(head)) == name


def test_a_folder_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "sources").write_text("a file", encoding="utf-8")
    with pytest.raises(CallerError) as e:
        accession.add(a_library(tmp_path), accession.read(REPORT))
    assert e.value.code == "workspace.unwritable"
    assert contents(tmp_path) == {"sources": b"a file"}
