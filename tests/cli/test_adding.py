"""govkg add through the command line: what is shown, what is asked, what is written, and the graph that comes of it."""

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests.documents import golden, writers

from govkg import cli, sources

GOLDEN = Path(__file__).parents[1] / "golden"
TEXT = "云江市数据局2021年工作总结\n一、改革\n2021年，我局受理办件5件。\n"
VAGUE = "云江市数据局工作总结\n我局受理办件5件，办结5件。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVKG_LANG", "en")
    monkeypatch.delenv("GOVKG_WORKSPACE", raising=False)


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(words)
    out, err = capsys.readouterr()
    return code, out, err


def tree(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def page(text: str) -> bytes:
    """A report as a page of a government site might hold it."""
    title, *lines = [line for line in text.split("\n") if line.strip()]
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<nav><a href="/">首页</a> <a href="/zwgk">政务公开</a></nav><main><article><h1>{title}</h1>\n{body}</article></main>'
        "<footer>主办单位：某市人民政府办公室 备案号：某ICP备00000000号</footer></body></html>"
    ).encode()


def test_two_reports_of_two_formats_become_one_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports, workspace = tmp_path / "reports", tmp_path / "mine"
    reports.mkdir()
    first = (GOLDEN / "yunjiang-2021.txt").read_text(encoding="utf-8")
    second = (GOLDEN / "heting-2019.txt").read_text(encoding="utf-8")
    (reports / "一.txt").write_bytes(first.encode("gb18030"))
    (reports / "二.html").write_bytes(page(second))
    code, out, err = told(["add", str(reports), "--workspace", str(workspace)], capsys)
    assert (code, err) == (0, "")
    for words in ("云江市政务服务数据管理局", "gb18030", "added: yunjiang-2021", "added: heting-2019", "2 added"):
        assert words in out
    assert (workspace / "sources" / "yunjiang-2021" / "text.txt").read_text(encoding="utf-8") == first
    code, out, err = told(["build", "--workspace", str(workspace)], capsys)
    assert (code, err) == (0, "")
    assert out.startswith("2 source(s)")
    code, out, _ = told(["ask", "metric-values", "--json", "--workspace", str(workspace)], capsys)
    assert code == 0
    quotes = json.dumps(json.loads(out), ensure_ascii=False)
    assert "286.4万件" in quotes or "受理各类业务" in quotes
    assert told(["verify", "--workspace", str(workspace)], capsys)[0] == 0
    assert told(["add", str(reports), "--workspace", str(workspace)], capsys)[0] == 0  # the same again
    assert len(list((workspace / "sources").iterdir())) == 2


def test_the_same_report_as_text_and_as_page_gives_the_same_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (GOLDEN / "heting-2019.txt").read_text(encoding="utf-8")
    (tmp_path / "a.html").write_bytes(page(text))
    assert told(["add", str(tmp_path / "a.html"), "--workspace", str(tmp_path / "w")], capsys)[0] == 0
    read = (tmp_path / "w" / "sources" / "heting-2019" / "text.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert [line.strip() for line in read.split("\n") if line.strip()] == lines
    dropped = (tmp_path / "w" / "sources" / "heting-2019" / "dropped.tsv").read_text(encoding="utf-8")
    assert "政务公开" in dropped and "备案号" in dropped


PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>2022年工作总结_云江市数据局_政府信息公开</title><meta name="ArticleTitle" content="2022年工作总结">
<meta name="SiteName" content="云江市人民政府门户网站"><meta name="PubDate" content="2023-01-10 10:22"></head><body>
<div class="location">当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; 总结计划</div>
<div class="article"><h1>2022年工作总结</h1>
<div class="info">发布日期：2023-01-10 来源：市数据局 文号：云数〔2023〕1号 字体：大 中 小 打印</div>
<p>　　2022年，我局坚持改革创新，受理办件5.2万件，同比增长12%。</p><p>　　一、工作情况</p>
<p>　　“一网通办”平台接入事项1200项。</p><p>　　二、2023年工作计划</p><p>　　上线20件“一件事”。</p>
<p style="text-align:right">云江市数据局</p><p>2022年12月28日</p></div></body></html>"""


def test_a_page_of_a_government_site_tells_all_of_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.encode("gb18030"))
    _, out, err = told(["add", str(tmp_path / "page.html"), "--workspace", str(tmp_path / "w"), "--json"], capsys)
    assert err == ""
    row = json.loads(out)["added"][0]
    wanted = {
        "id": "yunjiang-2022", "title": "2022年工作总结", "body": "云江市数据局", "place": "云江市", "covers": "2022", "plans": "2023",
        "dated": "2022-12-28", "published": "2023-01-10", "number": "云数〔2023〕1号", "format": "html", "encoding": "gb18030",
    }  # fmt: skip
    assert {key: row[key] for key in wanted} == wanted


def test_one_report_in_every_format_is_one_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = golden.lines(golden.text("yunjiang-2021"))
    made = {"a.docx": writers.word(lines), "b.pdf": writers.printed(lines), "c.ofd": writers.ofd(lines),
            "d.txt": ("\n".join(lines) + "\n").encode("utf-16")}  # fmt: skip
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    words = ["add", str(tmp_path / "all.zip"), "--workspace", str(tmp_path / "w"), "--json"]
    code, out, err = told(words, capsys)
    assert (code, err) == (0, "")
    rows = json.loads(out)["added"]
    assert [row["format"] for row in rows] == ["docx", "pdf", "ofd", "txt"]
    told_of = [{key: row[key] for key in ("title", "body", "place", "covers", "plans", "dated")} for row in rows]
    assert told_of[1:] == told_of[:-1]
    assert [(row["id"], row["new"]) for row in rows] == [("yunjiang-2021", n == 0) for n in range(4)]
    assert [p.name for p in (tmp_path / "w" / "sources").iterdir()] == ["yunjiang-2021"]


def test_half_years_and_terms_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "云江市数据局2022年上半年工作总结和下半年工作计划\n一、上半年工作情况\n“一网通办”平台接入事项1200项。\n"
        "二、下半年工作计划\n“一网通办”平台接入事项1500项。\n", encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "in" / "b.txt").write_text(
        "云江市2022年政府工作报告\n——2022年1月6日在云江市第十五届人民代表大会第一次会议上\n一、过去五年工作回顾\n"
        "新增市场主体30万户。\n二、2022年重点工作\n新增市场主体5万户。\n", encoding="utf-8",
    )  # fmt: skip
    workspace = ["--workspace", str(tmp_path / "w")]
    assert told(["add", str(tmp_path / "in"), *workspace], capsys)[0] == 0
    assert told(["build", *workspace], capsys)[0] == 0
    assert told(["verify", *workspace], capsys)[0] == 0
    made = [
        json.loads(line)
        for p in (tmp_path / "w" / "statements").iterdir()
        for line in p.read_text("utf-8").splitlines()
    ]
    figures = {row["evidence"]["exact"]: (row["start"], row["end"], row["role"]) for row in made if "value" in row}
    assert figures == {
        "1200项": ("2022-01", "2022-06", "value"), "1500项": ("2022-07", "2022-12", "target"),
        "30万户": ("2017", "2021", "value"), "5万户": ("2022", "2022", "target"),
    }  # fmt: skip


def test_what_is_shown_is_there_for_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    words = [
        "add",
        str(tmp_path),
        "--workspace",
        str(tmp_path / "w"),
        "--json",
        "--place",
        "武汉市",
        "--number",
        "云〔2022〕1号",
    ]
    code, out, _ = told(words, capsys)
    found = json.loads(out)
    row = found["added"][0]
    assert code == 0
    assert {k: row[k] for k in ("id", "new", "place", "code", "number", "covers", "format", "encoding", "paragraphs")} == {
        "id": "wuhan-2021", "new": True, "place": "武汉市", "code": "420100", "number": "云〔2022〕1号", "covers": "2021",
        "format": "txt", "encoding": "utf-8", "paragraphs": 3,
    }  # fmt: skip
    assert row["characters"] == len(TEXT)
    assert row["basis"]["covers"] == {"where": "title", "words": "2021年工作总结", "sure": True}


def test_the_table_speaks_chinese_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    _, out, _ = told(["add", str(tmp_path / "a.txt"), "--workspace", str(tmp_path / "w"), "--lang", "zh"], capsys)
    for words in ("回顾时期", "标题: 2021年工作总结", "已收入：yunjiang-2021", "下一步：govkg build"):
        assert words in out


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        (VAGUE, [], "give it, e.g. --covers 2021"),
        (VAGUE, ["--yes"], "give it, e.g. --covers 2021"),
        (VAGUE.replace("我局", "2021年，我局"), [], "confirm with --yes or give --covers 2021"),
        ("", [], "a.txt"),
    ],
)
def test_what_is_not_certain_is_one_clear_line_and_nothing_is_written(
    text: str, options: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    code, _, err = told(["add", str(tmp_path / "a.txt"), "--workspace", str(tmp_path / "w"), *options], capsys)
    assert (code, err.count("\n")) == (1, 1)
    assert says in err
    assert not (tmp_path / "w").exists()


def test_a_corrected_copy_of_a_report_is_taken_with_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["add", str(tmp_path / "a.txt"), "--workspace", str(tmp_path / "w"), "--yes"]
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code, out, _ = told(words, capsys)
    assert code == 0 and "both will count" not in out
    (tmp_path / "a.txt").write_text(TEXT + "\n更正一处。", encoding="utf-8")
    code, out, _ = told(words, capsys)
    assert code == 0 and "both will count" in out and len(list((tmp_path / "w/sources").iterdir())) == 2


def test_a_persons_word_settles_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(VAGUE.replace("我局", "2021年，我局"), encoding="utf-8")
    assert told(["add", str(tmp_path / "a.txt"), "--workspace", str(tmp_path / "a"), "--yes"], capsys)[0] == 0
    assert (
        told(["add", str(tmp_path / "a.txt"), "--workspace", str(tmp_path / "b"), "--covers", "2020"], capsys)[0] == 0
    )
    assert 'covers = "text, confirmed: 2021年' in (tmp_path / "a/sources/yunjiang-2021/source.toml").read_text("utf-8")
    assert 'covers = "2020"' in (tmp_path / "b/sources/yunjiang-2020/source.toml").read_text("utf-8")


def test_a_bad_file_in_a_folder_is_one_line_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\x7fELF\x02\x01\x00\x00")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "c.txt").write_text(VAGUE, encoding="utf-8")
    (folder / "d.exe").write_bytes(b"")
    with zipfile.ZipFile(folder / "e.zip", "w") as archive:
        archive.writestr("../f.txt", TEXT)
        archive.writestr("g.txt", TEXT.replace("5件", "6件"))
    code, out, err = told(["add", str(folder), "--workspace", str(tmp_path / "w")], capsys)
    assert code == 1
    assert [next(n for n in ("a.txt", "c.txt", "f.txt") if n in line) for line in err.splitlines()] == [
        "a.txt",
        "c.txt",
        "f.txt",
    ]
    assert "skipped (no format that is read): " in out
    assert "2 added, 0 already there, 3 not added" in out
    assert sorted(p.name for p in (tmp_path / "w" / "sources").iterdir()) == ["yunjiang-2021", "yunjiang-2021-2"]


BAD = {
    "bundled": (["add", "a.txt"], "name a folder of your own with --workspace"),
    "other folder": (["add", "a.txt", "--workspace", "."], "this is no workspace and not empty"),
    "a file": (["add", "a.txt", "--workspace", "a.txt"], "this is no workspace"),
    "missing": (["add", "a.txt", "none.txt", "--workspace", "w"], "none.txt: there is no such file"),
    "period": (
        ["add", "a.txt", "--workspace", "w", "--covers", "last year"],
        "--covers 'last year' is no date or period",
    ),
    "day": (["add", "a.txt", "--workspace", "w", "--published", "1.2.2022"], "is no date"),
    "two of one": (["add", "a.txt", "b.txt", "--workspace", "w", "--id", "x"], "--id is said of one report"),
    "one of an archive": (["add", "a.zip", "--workspace", "w", "--title", "x"], "--title is said of one report"),
    "id": (["add", "a.txt", "--workspace", "w", "--id", "../x"], "is no id"),
    "inside": (["add", "http://127.0.0.1:1/a.txt", "--workspace", "w"], "is no public host"),
    "scheme": (["add", "ftp://example.org/a.txt", "--workspace", "w"], "only http and https"),
    "large": (["add", "large.txt", "--workspace", "w"], "500 MB"),
    "damaged": (["add", "cut.docx", "--workspace", "w"], "cut.docx"),
    "encoding": (["add", "a.txt", "--workspace", "w", "--encoding", "klingon"], "klingon"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_clear_line_and_nothing_is_written(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
    (tmp_path / "cut.docx").write_bytes(writers.word(["云江市数据局2021年工作总结", "受理办件5件。"])[:900])
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(500 << 20)
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    words, says = BAD[case]
    code, _, err = told(words, capsys)
    assert (code, err.count("\n")) == (1, 1)
    assert says in err
    assert tree(tmp_path) == before


def test_an_empty_folder_adds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    code, out, err = told(["add", str(tmp_path / "in"), "--workspace", str(tmp_path / "w")], capsys)
    assert (code, out, err) == (1, "nothing was added\n", "")


def test_words_of_a_document_do_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "云江市\x1b[2J[red]\u202e局2021年工作总结.txt"
    (tmp_path / "a.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "[bold]云江市数据局[/bold]2021年工作总结\n2021年，我局受理办件5件。\n")
    _, out, err = told(["add", str(tmp_path / "a.zip"), "--workspace", str(tmp_path / "w")], capsys)
    assert not set("\x1b\u202e") & set(out + err)
    assert "[bold]" in out


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no pseudo-terminals")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty

    (tmp_path / "a.txt").write_text(VAGUE, encoding="utf-8")
    ours, theirs = pty.openpty()
    code = "import sys; from govkg.cli import main; sys.exit(main(sys.argv[1:]))"
    run = subprocess.Popen(
        [sys.executable, "-c", code, "add", str(tmp_path / "a.txt"), "--workspace", str(tmp_path / "w")],
        stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "dumb"},
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, b"nonsense\n2021\ny\n")
    heard = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        heard += part
    os.close(ours)
    assert run.wait(30) == 0
    said = heard.decode()
    assert said.count("Which period does it look back on?") == 2
    assert "Add this report?" in said
    assert 'covers = "given: 2021"' in (tmp_path / "w/sources/yunjiang-2021/source.toml").read_text("utf-8")


def test_a_run_that_is_killed_leaves_only_whole_sources(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(400):
        (tmp_path / "in" / f"{n:03}.txt").write_text(
            f"云江市数据局{1980 + n % 40}年工作总结\n受理办件{n}件。\n", encoding="utf-8"
        )
    code = "import sys; from govkg.cli import main; sys.exit(main(sys.argv[1:]))"
    run = subprocess.Popen(
        [sys.executable, "-c", code, "add", str(tmp_path / "in"), "--workspace", str(tmp_path / "w"), "--json"],
        stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    made = tmp_path / "w" / "sources"
    while run.poll() is None and not (made.is_dir() and any(made.iterdir())):
        time.sleep(0.005)
    run.kill()
    run.wait(30)
    left = sorted(made.iterdir())
    assert 0 < len(left) < 400
    assert [sources.load(folder).id for folder in left] == [folder.name for folder in left]
    assert cli.main(["add", str(tmp_path / "in"), "--workspace", str(tmp_path / "w"), "--json"]) == 0
    assert len(list(made.iterdir())) == 400
