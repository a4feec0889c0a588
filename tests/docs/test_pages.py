"""Every command and block of every page of docs/ is run in a copy of the workspace, and gives what the page shows.

The English pages have the commands and code of the Chinese ones, in the same order: that is tested of each pair. What they
show is run of one of them every day, of all in the soak.
"""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
from tests.conftest import SOAK
from tests.docs import doing, pages

PATHS = pages.paths()
NAMES = [f"{path.parent.name}/{path.stem}" for path in PATHS]
TEN_MINUTES = 600
HANDLING = 10  # seconds to copy a command, run it and look at what it printed
HANZI, WORDS = 5, 3  # read in a second, by somebody who is learning
WALKED = "zh/tutorial"  # each command a process of its own, as a reader has it, and timed
ENGLISH = [path.stem for path in PATHS] if SOAK else ["model"]
RUNNING: dict[str, list[Path]] = {}
for path, name in zip(PATHS, NAMES, strict=True):
    if path.parent.name == "en" and path.stem not in ENGLISH:
        continue
    if name != pages.SAME and any(block.kind in pages.RUN for block in pages.read(path).blocks):
        RUNNING.setdefault(name if name == WALKED else path.stem, []).append(path)


@pytest.mark.parametrize("name", sorted(RUNNING))
def test_what_a_page_shows_is_what_comes(name: str, tmp_path: Path) -> None:
    chosen = RUNNING[name]
    told = doing.run(tmp_path, *chosen, processes=name == WALKED)
    wrong = [
        doing.difference(path, run) for path, runs in zip(chosen, told, strict=True) for run in runs if not run["well"]
    ]
    assert all(told) and not wrong, "\n".join(["python tests/docs/update.py rewrites outputs after a look", *wrong])
    if name == WALKED:
        waited = sum(run["seconds"] for run in told[0])
        assert waited + HANDLING * len(told[0]) + reading(chosen[0]) < TEN_MINUTES, waited


def reading(path: Path) -> float:
    """Seconds that a person takes to read a page: its own words, not what commands print (that is looked at while they run)."""
    words = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return len(re.findall(r"[\u4e00-\u9fff]", words)) / HANZI + len(re.findall(r"[A-Za-z]+", words)) / WORDS


def test_each_page_is_there_in_both_languages() -> None:
    zh, en = ({path.stem for path in PATHS if path.parent.name == lang} for lang in pages.LANGUAGES)
    assert zh == en and len(zh) >= 12


def test_no_step_of_a_page_is_passed_over(tmp_path: Path) -> None:
    text = (
        "# One\n\n```console\n$ govkg --version\nno such version\n```\n\n```python\nprint(1)\n```\n\n```text\n2\n```\n"
    )
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / "one.md"
    path.write_text(text, encoding="utf-8")
    (runs,) = doing.run(tmp_path / "first", path)
    assert [(run["what"], run["well"], run["real"]) for run in runs] == [
        ("govkg --version", False, runs[0]["real"]),
        ("python", False, ["1"]),
    ]
    for block in ("```shell\nls\n```", "```\nls\n```", "```text\nalone\n```", "```python skip\n1/0\n```", "```json\n{}\n```",
                  "```console\n$ govkg"):  # fmt: skip
        path.write_text(f"# One\n\n{block}\n", encoding="utf-8")
        with pytest.raises(pages.PageError):
            pages.read(path)
    path.write_text("```console\n$ ls\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="a page may not call ls"):
        doing.run(tmp_path / "second", path)


def commands(path: Path) -> list[tuple[str, str]]:
    """What a page has its reader do, without what it shows: commands as they are, code without its comments and words."""
    found = []
    for block in pages.read(path).blocks:
        if block.kind == "console":
            found += [("console", step.command) for step in pages.steps(block)]
        elif "file" in block.options:
            found.append(("file", block.options["file"]))
        else:
            found.append((block.kind, re.sub(r"\s*(#|//).*|GOVKG_LANG=\w+", "", block.text)))
    return found


@pytest.mark.parametrize("name", sorted({path.stem for path in PATHS}))
def test_both_languages_do_the_same_in_the_same_order(name: str) -> None:
    zh, en = (pages.DOCS / lang / f"{name}.md" for lang in pages.LANGUAGES)
    assert commands(zh) == commands(en)
    heads = [
        re.findall(r"^#+ ", re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL), re.MULTILINE)
        for path in (zh, en)
    ]
    assert heads[0] == heads[1]


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if re.match(r"https?://", target):
            continue
        place = (path.parent / file).resolve() if file else path
        assert place.exists(), target
        if anchor and place.suffix == ".md":
            assert anchor in anchors(place), target


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.replace("`", "").strip().lower()).replace(" ", "-") for head in heads}


def test_the_index_names_every_page() -> None:
    index = (pages.DOCS / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\((\w+/[\w-]+\.md)\)", index))
    assert linked == {f"{path.parent.name}/{path.name}" for path in PATHS}
    assert all((pages.DOCS / target).exists() for target in re.findall(r"\]\(([^)#:]+)\)", index))


def test_what_is_only_shown_is_counted() -> None:
    """A block that no test runs is one that a person must have run: each new one is written down here."""
    shown = {
        name: [b.kind for b in pages.read(path).blocks if b.kind in pages.SHOWN]
        for name, path in zip(NAMES, PATHS, strict=True)
    }
    assert {name: kinds for name, kinds in shown.items() if kinds} == {
        f"{lang}/{name}": kinds
        for lang in pages.LANGUAGES
        for name, kinds in {"serve": ["nginx", "ini", "powershell"], "excel-stata-r": ["stata"]}.items()
    }


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_the_unit_of_systemd_calls_a_command_that_there_is(lang: str) -> None:
    from govkg.cli.app import command

    block = next(b for b in pages.read(pages.DOCS / lang / "serve.md").blocks if b.kind == "ini")
    unit = configparser.ConfigParser()
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(block.text)
    words = unit["Service"]["ExecStart"].split()
    known = {name for option in command("en").commands["serve"].params for name in option.opts} | {"--workspace"}
    assert words[1] == "serve" and {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_commands_within_a_sentence_are_commands_that_there_are(path: Path) -> None:
    from govkg import questions
    from govkg.cli.app import command

    tree, own = command("en").commands, {"--workspace", "--lang", "--help", "--version"}
    asked = {f"--{p.name}" for q in questions.all() for p in q.parameters}
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for said in re.findall(r"`govkg ([^`]+)`", text):
        name, *words = said.split()
        if name == "COMMAND":
            continue
        assert name in tree, said
        known = {option for p in tree[name].params for option in p.opts} | own
        free = tree[name].context_settings.get("ignore_unknown_options")
        wrong = {word.partition("=")[0] for word in words if word.startswith("-")} - known
        assert not (wrong - asked if free else wrong), said


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_stata_is_shown_columns_that_the_file_has(lang: str, tmp_path: Path) -> None:
    import pyreadstat

    from govkg.cli import main

    block = next(b for b in pages.read(pages.DOCS / lang / "excel-stata-r.md").blocks if b.kind == "stata")
    file = tmp_path / "answer.dta"
    assert main(["export", "stata", "--ask", "outcomes-of-reform", "--reform", "一事联办", "-o", str(file)]) == 0
    _, held = pyreadstat.read_dta(file)
    listed = re.search(r"^list (.*), noobs$", block.text, re.MULTILINE)
    named = [
        *(listed[1].split() if listed else ()),
        *re.findall(r"strpos\((\w+),|^tabulate (\w+)", block.text, re.MULTILINE),
    ]
    columns = {word for one in named for word in ([one] if isinstance(one, str) else one) if word}
    assert len(columns) > 5 and columns <= set(held.column_names)


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_the_scores_of_the_limits_are_those_of_the_readme(lang: str) -> None:
    readme = (doing.ROOT / "README.md").read_text(encoding="utf-8")
    last = set(re.findall(r"^\|.*\| ([01]\.\d{3}) \|$", readme, re.MULTILINE))
    said = re.findall(r"^\|.*\| ([01]\.\d{3}) \|$", (pages.DOCS / lang / "limits.md").read_text("utf-8"), re.MULTILINE)
    assert len(said) == 6 and set(said) <= last
