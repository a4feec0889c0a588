"""The page: one file, nothing from elsewhere, data that cannot leave its block, words in both languages."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from govkg import messages, views
from govkg.analysis import figures
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views.page import embedded, program


@pytest.fixture(scope="module")
def html(small: Graph) -> str:
    return views.render(small, "reforms-outcomes")


def data_block(html: str) -> str:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return found[1]


def data(html: str) -> dict[str, object]:
    made = json.loads(data_block(html))
    assert isinstance(made, dict)
    return made


def test_only_hashed_scripts_and_styles_may_run(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    blocks = re.findall(r"<(script|style)>(.*?)</\1>", html, re.DOTALL)
    assert [tag for tag, _ in blocks] == ["style", "script"]
    for _, body in blocks:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
        assert f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" in policy[1]


def test_nothing_comes_from_elsewhere(html: str) -> None:
    shell = html.replace(data_block(html), "")
    assert not re.search(
        r"<(?:link|img|iframe|object|embed|base)\b|@import|url\(|\ssrc=|\bfetch\(|XMLHttpRequest", shell
    )


def test_scripts_write_text_only() -> None:
    own = program("cloud")  # all scripts, those of the whole graph too
    forbidden = (
        r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function|\.href\s*=|srcdoc|DOMParser"
    )
    assert not re.search(forbidden, own)


def test_hostile_texts_stay_data() -> None:
    hostile = {"a": "</script><script>alert(1)</script>", "b": "<!--<script>", "c": "\u2028\u2029&amp;"}
    text = embedded(hostile)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == hostile


def test_a_page_names_source_licence_version_dataset_and_copy(html: str) -> None:
    told = data(html)
    assert told["version"]
    assert re.fullmatch(r"[0-9a-f]{64}", str(told["dataset"]))
    (report,) = told["reports"].values()  # type: ignore[attr-defined]
    assert report["quality"] == ["不完整的副本。", "An imperfect copy."]
    assert any("CC BY 4.0" in zh and "CC BY 4.0" in en for zh, en in told["messages"].values())  # type: ignore[attr-defined]


def test_every_message_of_a_page_is_in_the_catalogue_and_every_one_is_used() -> None:
    own = program("cloud")  # all scripts, those of the whole graph too
    modules = sorted(Path(views.__file__).parent.glob("*.py"))  # the page of findings speaks with the words of validate
    modules.append(Path(figures.__file__))  # which says what a change is against
    own += "".join(p.read_text(encoding="utf-8") for p in modules if p.name != "findings.py")
    known = {k.removeprefix("view.") for k in messages.catalogue() if k.startswith("view.")}
    assert set(re.findall(r"\bsay\(\s*'([a-z]+(?:\.[a-zA-Z]+)*)'", own)) <= known
    families = set(re.findall(r"[`'\"](?:view\.)?([a-z]+\.)[${]", own))  # say(`kind.${...}`), words(f"kind.{...}")
    spoken = set(re.findall(r"[`'\"](?:view\.)?([a-z]+(?:\.[a-zA-Z-]+)*)[`'\"]", own))
    assert {k for k in known - spoken if not k.startswith(tuple(families))} == set()


def test_concepts_are_named_in_both_languages(html: str) -> None:
    labels = data(html)["labels"]
    assert isinstance(labels, dict)
    assert labels["basis/item"] == ["同条列出", "listed under"]


def test_a_quote_is_cut_by_code_points(small: Graph) -> None:
    told = data(views.render(small, "neighbourhood", "甲市"))
    passages = told["passages"]
    assert isinstance(passages, dict)
    assert [p["quote"] for p in passages.values() if "𠮷" in p["quote"]] == ["总述一句𠮷祥"]
    behind = data(views.render(small, "neighbourhood", "智慧城市"))["passages"]
    assert isinstance(behind, dict)
    assert [(p["before"], p["quote"], p["after"]) for p in behind.values()] == [("总述一句𠮷祥,推进", "智慧城市", "。")]


@pytest.mark.parametrize(
    ("name", "of", "code", "says"),
    [
        ("reform-outcomes", None, "view.unknown", "reforms-outcomes"),
        ("neighbourhood", None, "view.of", "--of"),
        ("reforms-outcomes", "城市云", "view.of", "--of"),
        ("neighbourhood", "城市运", "entity.unknown", "城市云"),
    ],
)
def test_bad_input_is_one_clear_line_and_writes_nothing(
    small: Graph, tmp_path: Path, name: str, of: str | None, code: str, says: str
) -> None:
    with pytest.raises(CallerError, match=says) as caught:
        views.write(small, name, of, tmp_path / "a.html")
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(small: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CallerError) as caught:
        views.write(small, "reforms-outcomes", out=tmp_path / "file" / "a.html")
    assert caught.value.code == "view.unwritable"
