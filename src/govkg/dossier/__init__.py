"""A dossier: what the reports say of one thing as a brief that a person hands in, each claim with its words in a footnote."""

from __future__ import annotations

from pathlib import Path

from govkg import files, parameters
from govkg.analysis.profile import profile
from govkg.citation import building, origin
from govkg.dossier import sheet
from govkg.dossier.brief import brief
from govkg.dossier.model import Brief
from govkg.errors import CallerError
from govkg.library import Library

FORMS = (".html", ".docx", ".pdf")
EVERY = 100_000  # lines of a group: a brief leaves none out


def brief_of(library: Library, entity: str, lang: str) -> Brief:
    """The brief on a thing by its name or IRI; raises CallerError ``entity.unknown``, ``dossier.ambiguous`` for several of a name."""
    held = origin.of_library(library)
    named = [found.value for found in parameters.entities(held.kg.store, entity)]
    if len(named) > 1:
        raise CallerError(
            "dossier.ambiguous",
            f"{len(named)} things are called {entity!r}",
            cure=f"give the IRI: {' or '.join(named[:4])}",
        )
    found = profile(held.kg.store, named[0], most=EVERY)
    assert found is not None  # ``entities`` gives things only
    return brief(found, building.statement(held, named[0]), held.held(named), lang)


def write(library: Library, entity: str, path: Path, lang: str = "zh") -> Path:
    """Writes the brief on a thing, in the form that the file's ending names; the same graph gives the same HTML and DOCX.

    Raises CallerError ``dossier.format`` for another ending, ``dossier.chromium`` where nothing prints a PDF, ``file.unwritable``.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise CallerError(
            "dossier.format",
            f"there is no form {form or path.name!r}",
            where=str(path),
            cure=f"end the file's name in {', '.join(FORMS)}",
        )
    made = brief_of(library, entity, lang)
    if form == ".docx":
        from govkg.dossier import word

        data = word.write(made)
    else:
        data = sheet.page(made).encode("utf-8", "replace")
        if form == ".pdf":
            from govkg.dossier import printed

            data = printed.write(data.decode())
    files.replace(path, data)
    return path
