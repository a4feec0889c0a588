"""Exports: a graph, an answer or a view as a file of another program, whole or not at all, with what it is and where it is from.

``catalogue`` has the forms, ``subject`` what they are written from, ``gather`` makes that of a graph or an answer; each form
is a module with ``write(subject, path)``. The same subject gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from govkg.exports import catalogue, values
from govkg.exports.subject import About, Sheet, Subject


def write(subject: Subject, form: str, path: Path) -> list[Path]:
    """Writes a subject in a form and gives the files written, the one that was asked for first.

    Raises CallerError ``export.unknown`` for a form that there is not, ``export.of`` for one that does not hold such a
    subject, ``export.value`` for a value that the form cannot hold, and what ``files`` raises; nothing is written then.

    >>> import tempfile
    >>> from govkg.exports import gather
    >>> import govkg
    >>> answer = govkg.open().ask("units-of-reform", reform="武汉云")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = write(gather.of_answer(govkg.open(), answer, "govkg ask …"), "csv", Path(folder, "云.csv"))
    ...     [path.name for path in made]
    ['云.csv', '云.csv.about.json']
    """
    known = catalogue.fitting(form, subject.of)
    for name, value in (*subject.about.text("zh"), *subject.about.text("en")):
        values.check(value, (f"what the file says of itself, {name}", 0, ""))
    return known.writer()(subject, path)


__all__ = ["About", "Sheet", "Subject", "write"]
