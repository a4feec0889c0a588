"""The table of rules holds every rule that a reading names, and no rule that no code can give."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import govkg
from govkg import assemble, description, rules, vocab
from govkg.statements import BY_TYPE, Statement

SRC = Path(govkg.__file__).parent
READERS = [
    *sorted((SRC / "extract").glob("*.py")),
    SRC / "subjects.py",
    SRC / "assemble.py",
    SRC / "authority.py",
    SRC / "explain" / "figures.py",
]
ROOT = Path(__file__).parents[1]
TEXTS = sorted((ROOT / "tests" / "golden").glob("*.txt"))
SHARED = [ROOT.parent / "shared" / n for n in ("gold/seed", "gold/dev", "corpus")]
WORD = r"[A-Za-z_]+"


def read(texts: list[Path]) -> list[Statement]:
    return [s for path in texts for s in assemble.read(description.of_file(path))]


def written() -> tuple[set[str], list[str]]:
    """The texts that stand in the readers' code as they are, and those put together, as regular expressions."""
    plain, made = set(), []
    for path in READERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                pieces = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else WORD for v in node.values]
                if re.match(r"[a-z]+\\\.", pieces[0]):  # event.…, quoted.…
                    made.append("".join(pieces))
            elif (
                isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and str(node.left.value)[-1:] == "."
            ):
                made.append(re.escape(str(node.left.value)) + WORD)
    return plain, made


def test_every_rule_of_the_golden_texts_is_described() -> None:
    found = {part for s in read(TEXTS) for part in rules.parts(s.rule)}
    assert len(found) > 60
    assert found - set(rules.known()) == set()


@pytest.mark.parametrize("folder", SHARED, ids=lambda p: p.name)
def test_every_rule_of_other_texts_is_described(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not on this machine")
    found = {part for s in read(sorted(folder.glob("*.txt"))) for part in rules.parts(s.rule)}
    assert found - set(rules.known()) == set()


def test_every_rule_of_the_table_can_be_given_by_the_code() -> None:
    plain, made = written()
    unknown = [r for r in rules.known() if r not in plain and not any(re.fullmatch(m, r) for m in made) and r != "pair"]
    assert unknown == []
    assert rules.PAIR in plain


def test_every_event_of_the_cues_and_every_type_of_quoted_name_has_its_rule() -> None:
    cues = {f"event.{r['event']}.{r['position']}" for r in vocab.table("cues-events")}
    quoted = {f"quoted.{r['type'].lower()}" for r in vocab.table("heads")} - {"quoted.document"}
    assert (cues | quoted) - set(rules.known()) == set()
    assert {r for r in rules.known() if r.startswith("event.")} == cues


def test_each_rule_says_in_both_languages_what_it_reads_and_in_which_statements() -> None:
    for rule in rules.known().values():
        assert rule.zh.endswith("。") and rule.zh.count("。") == 1, rule.id
        assert rule.en.endswith(".") and len(rule.en) > 20, rule.id
        assert rule.said("zh") == rule.zh != rule.said("en")
        assert set(rule.statements) <= set(BY_TYPE), rule.id


def test_the_table_names_the_statements_that_a_rule_stands_in() -> None:
    seen = defaultdict(set)
    for s in read(TEXTS):
        for part in rules.parts(s.rule):
            seen[part].add(s.type)
    wrong = {r: types for r, types in seen.items() if not types <= set(rules.known()[r].statements)}
    assert wrong == {}
