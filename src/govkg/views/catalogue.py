"""The catalogue of views: which there are, what each asks for, and how it makes its picture.

A module of a view is imported when its view is asked for, so that naming one view does not cost the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from govkg import messages
from govkg.analysis import Picture
from govkg.errors import CallerError
from govkg.parameters import checked
from govkg.store import View as Store
from govkg.views.plan import Plan

PARAMETERS = ("of", "report", "metric", "scheme", "phrase", "place", "year", "a", "b", "to")
MODULES = {
    "reforms-outcomes": "lanes", "units": "units", "platforms": "platforms", "metric": "metric", "panel": "panel", "burden": "burden",
    "diffusion": "diffusion", "phrases": "phrases",
    "document": "reading", "awards": "awards", "timeline": "timeline", "compare": "compare", "closure": "closure",
    "partners": "partners", "brokers": "brokers", "communities": "reforms", "backbone": "backbone", "path": "path",
    "neighbourhood": "neighbourhood", "whole": "whole",
}  # fmt: skip


@dataclass(frozen=True)
class View:
    """A view: its name, the parameters it knows, those it cannot do without, and what makes its picture and plan.

    ``make`` gets the store and the parameters that were given (never an empty one).
    """

    name: str
    parameters: tuple[str, ...]
    required: tuple[str, ...]
    make: Callable[[Store, Mapping[str, str]], tuple[Picture, Plan]]


def names() -> tuple[str, ...]:
    """The names of the views, in the order in which they are offered.

    >>> names()[0]
    'reforms-outcomes'
    """
    return tuple(MODULES)


def view(name: str) -> View:
    """The view of a name; raises CallerError ``view.unknown`` with the names there are.

    >>> view("neighbourhood").required
    ('of',)
    """
    if name not in names():
        raise CallerError("view.unknown", f"there is no view {name!r}", cure=f"there is {', '.join(names())}")
    found = import_module(f"govkg.views.{MODULES[name]}").VIEW
    assert isinstance(found, View)
    return found


def make(store: Store, name: str, parameters: Mapping[str, str | None]) -> tuple[Picture, Plan]:
    """The picture and plan of a view.

    Raises CallerError ``view.of`` for a parameter that the view has not or cannot do without, and what the view itself
    raises for a value that the graph does not know.
    """
    one = view(name)
    given = {k: checked(k, v) for k, v in parameters.items() if v}
    for key in given:
        if key not in one.parameters:
            known = " or ".join(f"--{p}" for p in one.parameters)
            cure = f"it takes {known}" if known else f"leave --{key} out, it is of the whole graph"
            raise CallerError("view.of", f"this view takes no --{key}", where=name, cure=cure)
    for key in one.required:
        if key not in given:
            raise CallerError(
                "view.of", f"this view needs --{key}", where=name, cure=f"give it: --{key} {EXAMPLES[key]}"
            )
    return one.make(store, given)


def about(name: str, lang: str) -> str:
    """What a view shows, in a line: its title, without the name that it is given for.

    >>> about("neighbourhood", "zh")
    '报告说了什么'
    """
    return re.sub(r"^\{\w+\}\s*[:：]?\s*", "", messages.text(f"view.title.{name}", lang))


EXAMPLES = {
    "of": "城市大脑",
    "to": "武汉战疫",
    "report": "wuhan-2021",
    "metric": "办理时限",
    "scheme": "一件事一次办",
    "phrase": "一网通办",
    "place": "武汉市",
    "year": "2021",
    "a": "2021",
    "b": "2022",
}
