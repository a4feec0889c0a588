"""A query in parts: read from its text (``parse``), taken apart and put together again (``render``).

``parse(text)`` gives a tree of frozen values with their places in the text; ``read`` gives None instead of an error. A part is
cut out with ``without(query, part)`` and swapped with ``swap``; ``visible``, ``certain`` and ``used`` say which variables it
hands out, always binds and names; ``counted`` gives the text that counts the rows of a group.

>>> query = parse("SELECT ?r { ?r a gov:Reform . OPTIONAL { ?r gov:domain ?d } }")
>>> print(render(without(query, query.where.elements[1])))
SELECT ?r
WHERE {
  ?r a gov:Reform .
}
"""

from govkg.pattern.reader import parse, read
from govkg.pattern.tree import (
    Bind,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    InGraph,
    Minus,
    Node,
    Optional,
    Projected,
    Query,
    SubSelect,
    Triple,
    Union,
    Values,
    certain,
    children,
    swap,
    swap_same,
    used,
    visible,
    walk,
    without,
)
from govkg.pattern.writer import counted, render, show

__all__ = [
    "Bind", "Element", "Exists", "Expression", "Filter", "Group", "InGraph", "Minus", "Node", "Optional", "Projected",
    "Query", "SubSelect", "Triple", "Union", "Values", "certain", "children", "counted", "parse", "read", "render", "show",
    "swap", "swap_same", "used", "visible", "walk", "without",
]  # fmt: skip
