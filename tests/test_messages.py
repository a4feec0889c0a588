"""The catalogue: every key that the code uses is there, in both languages, with the same blanks."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import govkg.messages
from govkg import messages
from govkg.errors import CallerError

SRC = Path(govkg.messages.__file__).parent
KEYED = {"say": 1, "words": 1, "text": 0}
ERRORS = {"CallerError", "SourceError", "CuratorError", "InternalError"}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield path.relative_to(SRC).as_posix(), name, node


def literal(node: ast.Call, at: int) -> str:
    if len(node.args) <= at:
        return ""
    arg = node.args[at]
    return arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else ""


def test_every_message_that_the_code_says_is_in_the_catalogue() -> None:
    used = {
        literal(n, KEYED[name]) for path, name, n in calls() if name in KEYED and path.startswith(("cli/", "messages"))
    }
    helps = {
        keyword.value.value
        for path, _, node in calls()
        if path.startswith("cli/")
        for keyword in node.keywords
        if keyword.arg == "help" and isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)
    }
    missing = (used | helps) - {""} - set(messages.catalogue())
    assert not missing


def test_every_error_has_its_chinese_name() -> None:
    codes = {literal(n, 0) for _, name, n in calls() if name in ERRORS} - {""}
    assert len(codes) > 20
    assert {f"error.{c}" for c in codes} - set(messages.catalogue()) == set()


@pytest.mark.parametrize("key", sorted(messages.catalogue()))
def test_both_languages_say_the_same(key: str) -> None:
    zh, en = messages.catalogue()[key]["zh"], messages.catalogue()[key]["en"]
    assert zh
    assert en
    if not key.startswith("error"):
        blanks = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (zh, en)]
        assert blanks[0] == blanks[1]
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"一事联办|城市大脑", "", en))


def test_an_error_is_one_line_in_either_language() -> None:
    e = CallerError("question.unknown", "there is no\nquestion", cure="look")
    for lang in ("zh", "en"):
        assert "\n" not in messages.error(e, lang)
        assert "there is no question; look" in messages.error(e, lang)
