"""The questions of the library as functions of Python, with the names and defaults of their headers.

``kg.questions.outcomes_of_reform(reform="一事联办")`` is ``kg.ask("outcomes-of-reform", reform="一事联办")``: a name with its hyphens
as underscores, a parameter that Python keeps for itself with one behind it (``from_``). What a type checker and an editor know
of them is in ``calls.pyi``, written from the headers by ``python -m govkg.functions``.
"""

from __future__ import annotations

import inspect
import keyword
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

from govkg import files, questions, resources
from govkg.answer import Answer
from govkg.errors import CallerError
from govkg.questions import Parameter, Question

ANNOTATIONS = {
    "entity": "str | Sequence[str]",
    "concept": "str | Sequence[str]",
    "text": "str",
    "statement": "str",
    "year": "int | str | Sequence[int | str]",
    "integer": "int",
    "release": "str | Path",
}
OPTIONS = (("lang", "str", '"zh"'), ("limit", "int | None", "None"), ("timeout", "float | None", "None"))


class Functions(Sequence[Question]):
    """The questions: a sequence of them, and a function for each."""

    def __init__(self, ask: Callable[..., Answer]) -> None:
        self._ask = ask

    def __len__(self) -> int:
        return len(questions.all())

    def __iter__(self) -> Iterator[Question]:
        return iter(questions.all())

    @overload
    def __getitem__(self, key: int | str) -> Question: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Question, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Question | tuple[Question, ...]:
        """By place, or by name; raises CallerError ``question.unknown``."""
        return questions.get(key) if isinstance(key, str) else questions.all()[key]

    def __contains__(self, key: object) -> bool:
        return any(key in (q, q.name) for q in questions.all())

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(called(q.name) for q in questions.all())]

    if not TYPE_CHECKING:  # a mistyped name is an error to type checkers, which know the names from calls.pyi

        def __getattr__(self, name: str) -> Callable[..., Answer]:
            found = _named().get(name)
            if found is not None:
                return function(found, self._ask)
            try:
                questions.get(name.replace("_", "-"))
            except CallerError as e:
                raise AttributeError(called(str(e))) from None
            raise AttributeError(name)

    def __repr__(self) -> str:
        named = ((called(q.name), ", ".join(called(p.name) for p in ordered(q))) for q in questions.all())
        return "\n".join(f"{name}({parameters})" for name, parameters in named)


@lru_cache(maxsize=1)
def _named() -> dict[str, Question]:
    return {called(q.name): q for q in questions.all()}


def called(name: str) -> str:
    """A name as Python takes it.

    >>> called("outcomes-of-reform"), called("from")
    ('outcomes_of_reform', 'from_')
    """
    name = name.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def function(question: Question, ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """The function of a question; a wrong call raises CallerError, as ``ask`` does.

    >>> from govkg import questions
    >>> made = function(questions.get("units-of-reform"), lambda name, **given: (name, given))
    >>> made("武汉云", limit=1)
    ('units-of-reform', {'limit': 1, 'reform': '武汉云'})
    """
    names = [called(p.name) for p in question.parameters]

    def call(*args: object, **given: Any) -> Answer:
        if len(args) > len(names):
            raise CallerError("parameter.unknown", f"{len(args)} values for the {len(names)} parameters of {question.name}",
                              cure=f"it takes {', '.join(names) or 'none'}")  # fmt: skip
        for name, value in zip(names, args, strict=False):
            if name in given:
                raise CallerError("parameter.wrong", f"{name} is given twice", cure="give it once")
            given[name] = value
        return ask(question.name, **{k: v for k, v in given.items() if v is not None or k in ("limit", "timeout")})

    call.__name__ = call.__qualname__ = called(question.name)
    call.__doc__ = told(question)
    call.__signature__ = signature(question)  # type: ignore[attr-defined]
    return call


def signature(question: Question) -> inspect.Signature:
    """Names, types and defaults: required parameters first, as the header has them; options by name only."""
    made = [
        inspect.Parameter(called(p.name), inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=_annotation(p),
                          default=inspect.Parameter.empty if p.required else _default(p))
        for p in ordered(question)
    ]  # fmt: skip
    values: dict[str, object] = {"lang": "zh", "limit": None, "timeout": None}
    made += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=values[name])
        for name, kind, _ in OPTIONS
    ]
    return inspect.Signature(made, return_annotation="Answer")


def ordered(question: Question) -> tuple[Parameter, ...]:
    """The parameters, the required ones first."""
    return tuple(sorted(question.parameters, key=lambda p: not p.required))


def told(question: Question) -> str:
    """The docstring: title and description in both languages, each parameter, the columns."""
    zh, en = question.title[0], question.title[1]
    lines = [f"{en}.", "", f"{zh}。{question.description[0]}", "", question.description[1], ""]
    for p in ordered(question):
        kind = {"entity": f"name, key or IRI ({p.of})", "concept": f"code or label of {p.of}, or all"}.get(
            p.type, p.type
        )
        default = "required" if p.required else f"default {' '.join(p.default)}" if p.default else "any"
        lines.append(f"{called(p.name)}: {p.en} ({p.zh}); {kind}; {default}")
    own = [c for c in question.columns if c not in questions.EVIDENCE]
    return "\n".join([*lines, "", f"Columns: {', '.join(own)}; and the evidence of each row."])


def _annotation(p: Parameter) -> str:
    return ANNOTATIONS.get(p.type, "str") + ("" if p.required else " | None")


def _default(p: Parameter) -> object:
    return None if not p.default else p.default[0] if len(p.default) == 1 else p.default


def stub() -> str:
    """``calls.pyi``: what type checkers and editors know of the functions."""
    lines = [
        "# Written from the headers of queries/ask by `python -m govkg.functions`; change the headers.",
        "# fmt: off",
        "from collections.abc import Sequence",
        "from pathlib import Path",
        "",
        "from govkg.answer import Answer",
        "from govkg.functions import Functions",
        "",
        "class Questions(Functions):",
    ]
    for question in questions.all():
        own = [
            f"{called(p.name)}: {_annotation(p)}{'' if p.required else f' = {_quoted(_default(p))}'}"
            for p in ordered(question)
        ]
        options = [f"{name}: {kind} = {value}" for name, kind, value in OPTIONS]
        lines.append(f"    def {called(question.name)}({', '.join(['self', *own, '*', *options])}) -> Answer:")
        lines += _docstring(question)
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(_quoted(v) for v in value)})"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _docstring(question: Question) -> list[str]:
    first, *rest = told(question).replace("\\", "\\\\").replace('"""', "'''").split("\n")
    return [f'        """{first}', *(f"        {line}".rstrip() for line in rest), '        """']


def main(words: Sequence[str]) -> int:
    """Writes ``calls.pyi`` anew; with ``--check`` only says whether it is stale (exit code 1)."""
    path = resources.root() / "src" / "govkg" / "calls.pyi"
    return files.keep({path: stub().encode()}, "govkg.functions", words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
