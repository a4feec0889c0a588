"""govkg cite, resolve and recheck: what a person is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.citation import factory
from tests.pipeline import reports

from govkg import ids, questions, resources
from govkg.citation import building, identifier, kept, origin
from govkg.cli import main
from govkg.ids import entity
from govkg.resources import version

FIGURE = "06d789e5f2f9cc80"
TRIG = str(factory.TRIG)


def run(capsys: pytest.CaptureFixture[str], *words: str, lang: str = "zh") -> tuple[int, str, str]:
    code = main([*words, "--lang", lang])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_statement_is_cited_by_its_id_its_beginning_or_its_iri(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "cite", FIGURE)
    assert code == 0 and out.startswith("[1] 武汉市政务服务和大数据管理局. 市政务服务大数据局2021年工作总结[R].")
    assert "@techreport{report-wuhan-2021," in out and "引文：第1961–1966字“39.16%”" in out
    assert "引用日期" in err
    for said in (
        "06d789",
        ids.statement(FIGURE),
        f"<{ids.statement(FIGURE)}>",
        FIGURE.upper(),
        str(identifier.find(out)[0]),
    ):
        assert run(capsys, "cite", said)[:2] == (0, out)
    assert run(capsys, "cite", FIGURE, "--accessed", "2026-11-28")[2] == ""
    code, out, err = run(capsys, "cite", "0", lang="en")
    assert (code, out) == (1, "") and "statements begin with '0'" in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["cite", "f" * 16], "the graph has no statement"),
        (["cite", "没有"], "the graph has no statement"),
        (["cite", "https://example.org/x"], "the graph has no statement"),
        (["cite", ids.ID + "platform/x y"], "the graph has no statement"),
        (["cite", "outcome-of-reform", "--reform", "一事联办"], "did you mean outcomes-of-reform"),
        (["cite", "outcomes-of-reform", "--reform", "没有的"], "named '没有的'"),
        (["cite", "savings", "--nothing", "1"], "has no parameter 'nothing'"),
        (["cite", "what-changed", "--before", "graph"], "asks of two releases"),
        (["cite", "view"], "the view is not named"),
        (["cite", "view", "nothing"], "there is no view 'nothing'"),
        (["cite", "view", "neighbourhood"], "needs --of"),
        (["cite", FIGURE, "--format", "apa"], "there is no format 'apa'"),
        (["cite", FIGURE, "--accessed", "heute"], "is no date"),
        (["cite", FIGURE, "--freeze"], "who freezes"),
        (["cite", FIGURE, "--freeze", "--by", "a", "--why", "b", "--graph", TRIG], "frozen in a workspace"),
        (["cite", FIGURE, "--graph", "nowhere.trig"], "there is no such file"),
        (["resolve", "govkg:x"], "is no identifier of govkg"),
        (["resolve", "savings", "--verify", "--graph", TRIG], "is no identifier of govkg"),
        (
            ["resolve", "govkg:ask/savings@" + "a" * 32 + "~" + "a" * 32, "--verify", "--graph", TRIG],
            "the texts are not named",
        ),
        (["recheck", "nowhere.bib"], "there is no such file"),
    ],
)
def test_what_cannot_be_cited_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    code, out, err = run(capsys, *words, lang="en")
    assert (code, out) == (1, "") and told in err and err.count("\n") == 1
    assert run(capsys, *words)[0] == 1


@pytest.mark.parametrize("words", [
    ("cite", "words-in-text", "--words", "\udcff"), ("cite", "outcomes-of-reform", "--reform", "\udcff"),
    ("cite", "words-in-text", "--pattern", "\udcff"), ("cite", "metric-values", "--metric", "\udcff"), ("cite", "\udcff"),
    ("cite", "view", "neighbourhood", "--of", "\udcff"), ("cite", "view", "phrases", "--phrase", "\udcff"),
    ("export", "csv", "--view", "metric", "--metric", "\udcff", "-o", "a.csv"), ("dossier", "\udcff", "-o", "a.html"),
    ("export", "csv", "--ask", "words-in-text", "--words", "\udcff", "-o", "a.csv"),
])  # fmt: skip
def test_other_bytes_than_utf_8_are_one_clear_line(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a shell gives in another encoding reaches the program as halves of surrogate pairs."""
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *words)
    assert (code, out, err.count("\n")) == (1, "", 1) and "Traceback" not in err
    assert not [*tmp_path.iterdir()]


def test_one_question_has_one_identifier_however_it_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    def id_(*words: str, lang: str = "zh") -> str:
        code, out, _ = run(capsys, "cite", *words, "--json", lang=lang)
        assert code == 0
        return str(json.loads(out)["id"])

    name = "outcomes-of-reform"
    one = id_(name, "--reform", "一事联办")
    iri = f"{ids.ID}{identifier.parse(one).parameters[0][1]}"
    for words in (
        ["--reform", "“一事联办”"],
        ["--reform", iri],
        ["--reform=Reform/一事联办"],
    ):
        assert id_(name, *words, lang="en") == one, words
    assert id_(name, "--reform", "一事联办", "--kind", "result") != one
    usual = next((q, p) for q in questions.all() for p in q.parameters if p.default and q.example and not q.release)
    example = [word for k, v in usual[0].example.items() if k != usual[1].name for word in (f"--{k}", v)]
    default = [word for v in usual[1].default for word in (f"--{usual[1].name}", v)]
    assert (
        id_(usual[0].name, *example)
        == id_(usual[0].name, *example, *default)
        != id_(usual[0].name, *example, f"--{usual[1].name}", "all")
    )
    assert id_("view", "neighbourhood", "--of", "城市大脑") == id_(
        "neighbourhood", "--of", f"{ids.ID}platform/420100-cheng-shi-da-nao-3fe974"
    )
    # --by is a parameter of a question where nothing is frozen.
    assert (
        "no organisation named '没有的'" in run(capsys, "cite", "awards-by-initiative", "--by", "没有的", lang="en")[2]
    )


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph without one of the figures that an answer had."""
    path = tmp_path_factory.mktemp("other") / "now.trig"
    return factory.write(path, lambda s: None if s.type == "observation" and "亿" in s.evidence.exact else s)


@pytest.mark.parametrize("suffix", [".bib", ".ris", ".json"])
def test_a_file_of_references_is_written_and_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str, other: Path
) -> None:
    path = tmp_path / f"引文 一{suffix}"
    assert run(capsys, "cite", "savings", "-o", str(path))[0] == 0
    assert [one.id.name for one in kept.read(path)] == ["savings"]
    code, out, _ = run(capsys, "recheck", str(path))
    assert code == 0 and "未变" in out and "查了 1 条引文，0 条" in out
    code, out, err = run(capsys, "recheck", str(path), "--graph", str(other), "--was", TRIG, lang="en")
    assert code == 1 and "changed" in out and "1 citations checked, 1 corrected" in out
    assert err.startswith("went ") and "figure: 近2亿元" in err and "sentence" not in err
    code, out, _ = run(capsys, "recheck", str(path), "--graph", str(other), "--json")
    assert code == 1 and [c["state"] for c in json.loads(out)] == ["changed"]


def test_resolve_prints_the_answer_and_says_whether_it_is_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    id_ = building.question(origin.of_library(factory.library()), "savings", {}).id
    code, out, _ = run(capsys, "resolve", f"<{id_}>.", "--verify")
    assert code == 0 and "省下了多少钱" in out and "与引用时相同" in out and "2 条陈述与原文核对无误" in out
    assert run(capsys, "resolve", id_, lang="en")[1].startswith("How much money was saved")
    code, out, _ = run(capsys, "resolve", id_[:-4] + "0000", "--graph", TRIG)
    assert code == 1 and "与引用时不同" in out
    code, out, err = run(capsys, "resolve", id_, "--format", "csv")
    assert code == 0 and out.startswith("initiative,place,") and "与引用时相同" in err
    code, out, _ = run(capsys, "resolve", building.statement(factory.here(), FIGURE).id)
    assert code == 0 and "↓ 39.16 %" in out and "武汉市政务服务和大数据管理局 市政务服务大数据局2021年工作总结" in out


def test_cited_things_keep_their_identifiers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    library = reports.write(tmp_path, range(2))
    at = ["--workspace", str(tmp_path)]
    assert run(capsys, "build", "--jobs", "1", *at)[0] == 0
    before = {p: p.read_bytes() for p in (library.out / "release").rglob("*.trig")}
    words = ["cite", "outcomes-of-reform", "--reform", "一事联办", *at]
    code, out, _ = run(capsys, *words, "--freeze", "--by", "李雷", "--why", "论文引用", "--json")
    assert code == 0
    rows = json.loads(out)["frozen"]
    assert rows and {(r["by"], r["why"]) for r in rows} == {("李雷", "论文引用")}
    assert library.frozen() == {(r["key"], r["place"]): r["iri"] for r in rows}
    assert ("Reform/一事联办", "530110") in library.frozen()
    for (key, place), iri in library.frozen().items():
        kind, _, name = key.partition("/")
        assert entity(kind, name, place) == iri
    table = (tmp_path / "curated" / "identifiers.tsv").read_bytes()
    assert json.loads(run(capsys, *words, "--freeze", "--by", "李雷", "--why", "论文引用", "--json")[1])["frozen"] == []
    assert (tmp_path / "curated" / "identifiers.tsv").read_bytes() == table
    assert run(capsys, "build", "--jobs", "1", *at)[0] == 0
    assert {p: p.read_bytes() for p in (library.out / "release").rglob("*.trig")} == before
    assert run(capsys, "resolve", str(json.loads(out)["id"]), *at)[0] == 0


def test_a_referee_gets_one_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "审稿.html"
    code, out, _ = run(capsys, "cite", FIGURE, "--referee", str(path), "--format", "bibtex")
    assert code == 0 and out.startswith("@techreport{") and str(path) in out
    assert identifier.find(out)[0] in identifier.find(path.read_text(encoding="utf-8"))


def test_who_cites_what_a_person_rejected_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = factory.write(tmp_path / "now.trig", lambda s: replace(s, status="rejected") if s.id == FIGURE else s)
    code, out, err = run(capsys, "cite", FIGURE, "--graph", str(path), "--format", "bibtex")
    assert code == 0 and out.startswith("@techreport{") and err == "这条陈述已被人驳回，不宜引用\n"
    assert run(capsys, "cite", FIGURE, "--format", "bibtex")[2] == ""


def test_what_stood_there_goes_only_when_the_new_is_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whoever is stopped while writing leaves the former file: the new one is made beside it, and moved."""
    made = {
        "refs.bib": ("cite", FIGURE, "-o"),
        "a.html": ("cite", FIGURE, "--referee"),
        "b.html": ("dossier", "一事联办", "-o"),
    }
    for name, words in made.items():
        path = tmp_path / name
        path.write_bytes(b"former")
        before = path.stat().st_ino
        assert run(capsys, *words, str(path))[0] == 0
        assert path.stat().st_ino != before and path.read_bytes() != b"former"
    assert {p.name for p in tmp_path.iterdir()} == {*made}


def test_the_citation_file_names_this_version() -> None:
    text = (resources.path("graph").parent / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {version()}\n" in text and "\ncff-version: 1.2.0" in f"\n{text}"
    assert "\nurl: https://w3id.org/govkg\n" in text
