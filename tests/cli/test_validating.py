"""govkg validate: a table for people, JSON for programs, a page that asks nobody; one clear line for what cannot be read."""

import json
import re
from pathlib import Path

import pytest

from govkg import cli, resources
from govkg.findings import Finding
from govkg.views.findings import MOST, page

RELEASE = resources.path("graph/release") / "govkg.trig"
WRONG = (" gov:value 39.16 .", ' gov:value "39.16 上下" .')  # fmt: skip


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVKG_WORKSPACE", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOVKG_LANG", "en")


@pytest.fixture
def broken(tmp_path: Path) -> list[str]:
    """A workspace whose release says a number that is none."""
    folder = tmp_path / "ws"
    for name in ("sources", "release"):
        (folder / name).mkdir(parents=True)
    text = RELEASE.read_text(encoding="utf-8")
    assert WRONG[0].strip() in text
    (folder / "release" / "govkg.trig").write_text(text.replace(WRONG[0].strip(), WRONG[1].strip()), encoding="utf-8")
    return ["--workspace", str(folder), "validate"]


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_the_bundled_graph_has_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(["validate", "--json"], capsys)
    assert (code, err) == (0, "")
    assert {f["severity"] for f in json.loads(out)} <= {"warning", "info"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            [
                "error  shape.figure-value",
                "at most one value, a decimal number",
                "39.16 上下",
                "39.16%",
                "wuhan-2021",
                "Next step:",
            ],
        ),
        (
            "zh",
            ["错误  shape.figure-value", "数值至多一个，为十进制数", "39.16 上下", "39.16%", "wuhan-2021", "下一步："],
        ),
    ],
)
def test_an_error_is_told_in_the_language_of_the_person(lang: str, words: list[str], broken: list[str], capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    code, out, _ = run(["--lang", lang, *broken], capsys)
    assert code == 1
    assert [w for w in words if w not in out] == []


def test_json_has_code_node_evidence_place_and_next_step(broken: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run([*broken, "--json"], capsys)
    assert code == 1
    first = json.loads(out)[0]
    assert (first["code"], first["severity"], first["evidence"], first["value"]) == (
        "shape.figure-value", "error", "39.16%", "39.16 上下",
    )  # fmt: skip
    assert first["node"] == "https://w3id.org/govkg/id/statement/06d789e5f2f9cc80"
    assert re.fullmatch(r"wuhan-2021 \S+ 1960-1966", first["where"])
    assert first["cure"]


def test_the_page_holds_every_finding_and_asks_nobody(broken: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    out = tmp_path / "findings.html"
    code, _, _ = run([*broken, "--html", str(out)], capsys)
    made = out.read_text(encoding="utf-8")
    assert code == 1
    assert "39.16%" in made and "shape.figure-value" in made and "statement/06d789e5f2f9cc80" in made
    assert "default-src 'none'" in made and "<script" not in made and "style=" not in made
    assert not re.search(r"""(?:src|href)=["'](?!#)""", made)
    run([*broken, "--html", str(out)], capsys)
    assert out.read_text(encoding="utf-8") == made


def test_a_page_that_cannot_be_written_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    code, _, err = run(["validate", "--html", str(tmp_path / "taken" / "a.html")], capsys)
    assert code == 1
    assert err.count("\n") == 1 and "a.html: the file cannot be written" in err


def test_broken_shapes_are_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.ttl"
    path.write_text("not turtle", encoding="utf-8")
    code, _, err = run(["validate", "--shapes", str(path)], capsys)
    assert code == 1
    assert err.count("\n") == 1 and "own.ttl" in err


def test_the_ontology_is_checked_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(["validate", "--ontology", "--all", "--json"], capsys)
    assert code == 0
    assert {f["code"].partition(".")[0] for f in json.loads(out)} <= {"pitfall"}


def test_many_findings_are_cut_and_counted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    path = tmp_path / "own.ttl"
    path.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gov: <https://w3id.org/govkg/ontology#> .\n"
                    "gov:S a sh:NodeShape ; sh:targetClass gov:Evidence ; sh:property [ sh:path gov:no ; sh:minCount 1 ] .",
                    encoding="utf-8")  # fmt: skip
    short = run(["validate", "--shapes", str(path)], capsys)[1]
    every = run(["validate", "--shapes", str(path), "--all"], capsys)[1]
    assert "--all" in short and "--all" not in every
    assert len(every.splitlines()) > len(short.splitlines()) + 100


HOSTILE = "<img src=x onerror=alert(1)>\u202e\x1b[2J</style><script>alert(1)</script>"


def test_what_a_text_holds_is_text_on_the_page() -> None:
    found = [Finding(HOSTILE, "shape.x", HOSTILE, HOSTILE, "error", HOSTILE, HOSTILE, HOSTILE)]
    for lang in ("zh", "en"):
        made = page(found, lang)
        assert "<img" not in made and "<script" not in made and made.count("</style>") == 1


def test_a_page_of_nothing_says_so_and_a_page_of_too_much_is_cut() -> None:
    assert "没有发现问题" in page([], "zh")
    many = [Finding(f"urn:{n}", "shape.x", "m") for n in range(MOST + 3)]
    made = page(many, "en")
    assert made.count("<li>") == MOST
    assert "and 3 more" in made
