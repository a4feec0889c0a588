"""What the surroundings say."""

from pathlib import Path

import pytest

from govkg import settings
from govkg.errors import CallerError


def test_every_variable_is_read() -> None:
    said = settings.read({
        "GOVKG_WORKSPACE": "reports", "GOVKG_LANG": "zh", "GOVKG_VOCAB_EXCLUDE": "a, b,", "GOVKG_CACHE": "c",
        "GOVKG_ENDPOINT": "http://localhost:7878", "GOVKG_STORE_USER": "dba", "GOVKG_STORE_PASSWORD": "secret",
    })  # fmt: skip
    server = ("http://localhost:7878", "dba", "secret")
    assert said == settings.Settings(Path("reports"), "zh", frozenset({"a", "b"}), Path("c"), *server)
    assert "secret" not in repr(said)


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"GOVKG_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_locale_s_unless_it_is_told(environ: dict[str, str], lang: str) -> None:
    assert settings.read(environ).lang == lang


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(CallerError) as e:
        settings.read({"GOVKG_LANG": "fr"})
    assert e.value.code == "settings.lang"
