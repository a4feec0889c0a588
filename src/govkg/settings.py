"""What the surroundings say once, at the start: which workspace, which language, which vocabulary rows to leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govkg.errors import CallerError

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run; ``workspace`` is None for the bundled one."""

    workspace: Path | None = None
    lang: str = "en"
    vocab_exclude: frozenset[str] = frozenset()
    cache: Path | None = None  # where to write when the workspace is read-only, None = the system's place for caches
    endpoint: str = field(default="", repr=False)  # the SPARQL server to ask; its URL may hold a password
    user: str = ""  # at that server
    password: str = field(default="", repr=False)
    by: str = ""  # who decides, for the rows of curated tables


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables; raises CallerError ``settings.lang`` for a language that is not spoken.

    >>> read({"GOVKG_LANG": "zh", "GOVKG_VOCAB_EXCLUDE": "wuhan-2021, genre"}).vocab_exclude == {"wuhan-2021", "genre"}
    True
    >>> read({"LC_ALL": "zh_CN.UTF-8"}).lang, read({}).lang
    ('zh', 'en')
    """
    workspace, cache = environ.get("GOVKG_WORKSPACE", ""), environ.get("GOVKG_CACHE", "")
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return Settings(
        workspace=Path(workspace) if workspace else None,
        lang=language(environ.get("GOVKG_LANG") or ("zh" if locale.startswith("zh") else "en")),
        vocab_exclude=frozenset(o.strip() for o in environ.get("GOVKG_VOCAB_EXCLUDE", "").split(",")) - {""},
        cache=Path(cache) if cache else None,
        endpoint=environ.get("GOVKG_ENDPOINT", ""),
        user=environ.get("GOVKG_STORE_USER", ""),
        password=environ.get("GOVKG_STORE_PASSWORD", ""),
        by=environ.get("GOVKG_BY", "").strip(),
    )


def language(name: str) -> str:
    """The name itself when it is a language that govkg speaks.

    >>> language("fr")
    Traceback (most recent call last):
    govkg.errors.CallerError: govkg does not speak 'fr'; use zh or en
    """
    if name not in LANGUAGES:
        raise CallerError("settings.lang", f"govkg does not speak {name!r}", cure="use " + " or ".join(LANGUAGES))
    return name
