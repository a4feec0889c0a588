"""The verifier's tables are those of the modules that they stand for."""

import re
from dataclasses import fields
from typing import Any

from tests.referee.case_of import library

from govkg import statements, surface
from govkg.referee import tables


def test_an_anchor_is_taken_of_the_fields_that_each_kind_joins_in_its_slot() -> None:
    evidence = statements.Evidence("s", 0, 1, "甲", "", "", 0, 1)
    assert tables.SLOTS.keys() == statements.BY_TYPE.keys()
    for kind, cls in statements.BY_TYPE.items():
        values: dict[str, Any] = {
            f.name: f"<{f.name}>" for f in fields(cls) if f.name not in ("id", "evidence", "aliases")
        }
        made = cls(evidence=evidence, **values)
        assert made.slot() == "/".join(f"<{f}>" for f in tables.SLOTS[kind])


def test_every_table_and_pattern_of_the_reader_is_handed_on() -> None:
    given = tables.reading()
    patterns = {name for name, value in vars(surface).items() if isinstance(value, re.Pattern)}
    assert {name.lower() for name in patterns} <= given.keys()
    kept = {"HAN", "STEPS", "WIDE", "BEHIND", "RANKS"}
    assert {name.lower() for name in kept} <= given.keys()
    assert [front for _, fronts in given["fronts"] for front in fronts] == [
        *surface.BELOW,
        *surface.ABOVE,
        *surface.ABOUT,
    ]


def test_the_statements_of_the_bundled_graph_have_the_slots_that_their_anchors_show() -> None:
    rows = statements.load(library().statements("wuhan-2021"))
    for s in rows:
        slot = "/".join(str(getattr(s, name)) for name in tables.SLOTS[s.type])
        assert s.slot() == slot
    assert len({s.type for s in rows}) > 8
