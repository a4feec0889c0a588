"""The catalogue: which views there are, what each asks for, and how the command lists them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from govkg import messages, views
from govkg.cli import main
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views import catalogue


def test_every_view_bears_its_name_and_is_described_in_both_languages() -> None:
    assert catalogue.names()[0] == "reforms-outcomes"
    assert catalogue.names() == views.NAMES
    for name in catalogue.names():
        one = catalogue.view(name)
        assert one.name == name
        assert set(one.required) <= set(one.parameters) <= set(catalogue.PARAMETERS)
        assert {f"view.title.{name}", f"view.lede.{name}"} <= set(messages.catalogue())
        assert all(
            catalogue.about(name, lang).strip() and "{" not in catalogue.about(name, lang)[:1] for lang in ("zh", "en")
        )


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("reforms-outcomes", {"metric": "办理时限"}, "takes no --metric"),
        ("neighbourhood", {}, "needs --of"),
        ("neighbourhood", {"of": ""}, "needs --of"),
        ("neighbourhood", {"of": "城市云", "year": "2021"}, "takes no --year"),
    ],
)
def test_a_parameter_that_is_lacking_or_not_known_is_said(
    small: Graph, name: str, given: Mapping[str, str], says: str
) -> None:
    with pytest.raises(CallerError, match=says) as caught:
        catalogue.make(small.store, name, given)
    assert caught.value.code == "view.of"


def test_the_command_lists_the_views_with_what_they_need(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["view"]) == 0
    lines = capsys.readouterr().out.splitlines()
    listed = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert list(listed) == list(catalogue.names())
    assert listed["neighbourhood"].endswith("--of")
    assert main(["view", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["views"]
    assert [v["name"] for v in told] == list(catalogue.names())
    assert told[-1]["about"]
