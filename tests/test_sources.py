"""A source: the frozen text, its description, and what is refused."""

import hashlib
from pathlib import Path

import pytest

from govkg import document, resources, sources
from govkg.errors import SourceError

TEXT = "云江市数据局2021年工作总结\n2021年，我局受理办件5件。\n"
WUHAN = resources.path("graph/sources/wuhan-2021")


def a_source(folder: Path, text: str = TEXT, about: str = "") -> Path:
    folder.mkdir()
    data = text.encode()
    (folder / "text.txt").write_bytes(data)
    described = (
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"\ntitle = "云江市数据局2021年工作总结"\ncovers = "2021"\n{about}'
    )
    (folder / "source.toml").write_text(described, encoding="utf-8")
    return folder


def test_a_source_is_its_text_and_what_is_said_of_it(tmp_path: Path) -> None:
    source = sources.load(
        a_source(tmp_path / "yunjiang-2021", about='place = "云江市"\n[expected]\nfigures = 1\nsections = [2, 3]\n')
    )
    assert (source.id, source.text, source.place, source.covers) == ("yunjiang-2021", TEXT, "云江市", "2021")
    assert source.expected == {"figures": (1, 1), "sections": (2, 3)}


def test_a_text_keeps_its_line_ends_and_its_code_points(tmp_path: Path) -> None:
    source = sources.load(a_source(tmp_path / "s", text="一\r\n𠮷野家5件。\n"))
    assert source.text[3:5] == "𠮷野"


@pytest.mark.parametrize(
    ("about", "what"),
    [
        ('titel = "x"\n', "unknown field 'titel'"),
        ("body = 5\n", "body is not a string"),
        ('plans = "next year"\n', "plans is not a date or period"),
        ('code = "4201"\n', "code is not six digits"),
        ('[found]\nzh = "x"\n', "found needs zh and en"),
        ('[expected]\nfigures = "1"\n', "expected holds whole numbers"),
        ("[expected]\nfigures = [3, 2]\n", "expected holds whole numbers"),
        ('[[damage]]\nstart = 0\nend = 2\nquote = "武汉"\nkind = "lost"\nwhy = "x"\n', "damage 0-2 is not '武汉'"),
        ('[[damage]]\nstart = 0\nend = 2\nquote = "云江"\nkind = "bad"\nwhy = "x"\n', "unknown kind of damage 'bad'"),
        ("[[damage]]\nstart = 0\n", "damage has start, end"),
        ('body_aliases = "局"\n', "body_aliases is a list"),
    ],
)
def test_a_wrong_field_is_refused_by_name(tmp_path: Path, about: str, what: str) -> None:
    with pytest.raises(SourceError, match=r"source\.toml: ") as e:
        sources.load(a_source(tmp_path / "s", about=about))
    assert what in e.value.what


def test_what_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as e:
        sources.load(a_source(tmp_path / "s", about="place = \n"))
    assert e.value.code == "source.toml"


def test_a_changed_text_is_refused(tmp_path: Path) -> None:
    folder = a_source(tmp_path / "s")
    (folder / "text.txt").write_text(TEXT.replace("5件", "6件"), encoding="utf-8")
    with pytest.raises(SourceError) as e:
        sources.load(folder)
    assert e.value.code == "source.changed"
    assert "text.txt" in e.value.where


def test_a_missing_file_is_refused_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as e:
        sources.load(tmp_path / "nothing")
    assert (e.value.code, e.value.where) == ("source.missing", str(tmp_path / "nothing" / "text.txt"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source.empty"),
        (b" \n\t", "source.empty"),
        ("\ufeff \u3000\n".encode(), "source.empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "source.binary"),
        (b"PK\x03\x04\x14\x00\x06\x00", "source.binary"),
        ("有零字节\0".encode(), "source.binary"),
        ("一网通办".encode("utf-16"), "source.binary"),
        ("政务服务和大数据管理局".encode("gb18030"), "source.encoding"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as e:
        sources.decode(data, "a.txt")
    assert (e.value.code, e.value.where) == (code, "a.txt")


def test_the_wuhan_report_is_the_frozen_copy() -> None:
    source = sources.load(WUHAN)
    assert hashlib.sha256((WUHAN / "text.txt").read_bytes()).hexdigest() == source.sha256
    assert (source.code, source.covers, source.plans) == ("420100", "2021", "2022")
    assert (source.dated, source.published) == ("2022-01-18", "2023-01-12")
    assert source.url == ""  # the copy names no address, so none is made up


def test_the_expected_counts_of_the_wuhan_report_stand() -> None:
    source = sources.load(WUHAN)
    parsed = document.parse(source.text, source.plans)
    headings = sum(s.kind == "heading" for s in parsed.sentences)
    found = {"characters": len(source.text), "sections": headings, "sentences": len(parsed.sentences)}
    assert {what: (n, n) for what, n in found.items()}.items() <= source.expected.items()


def test_the_damaged_passages_of_the_wuhan_report_are_marked() -> None:
    source = sources.load(WUHAN)
    quotes = [d.quote for d in source.damage]
    assert all(d.why and d.why_en for d in source.damage)
    assert [d.start for d in source.damage] == sorted(d.start for d in source.damage)
    for words in ("判新力", "研究部署工作4,", "政府工作报告在国办年度", "一等奖第一名创新开展", "46.67%开展“减材料”"):
        assert words in quotes
    page = [d.quote for d in source.damage if d.kind == "page"]
    assert page[0].startswith("栏目") and "侦策百科" in page[-1]
