"""The bytes of an answer: the same in whatever language and by whichever engine it was asked, and read back."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govkg
from govkg import questions
from govkg.answer import Answer
from govkg.citation import answers

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_is_read_back(cells: list[tuple[object, object]]) -> None:
    made = Answer(("b", "a"), [{"b": b, "a": a} for b, a in cells], "savings")  # type: ignore[dict-item]
    data = answers.canonical(made)
    found = answers.read(data)
    assert [(r["b"], r["a"]) for r in found["rows"]] == cells and found["columns"] == ["b", "a"]
    assert hashlib.sha256(data).hexdigest().startswith(answers.taken(data))


def test_the_language_and_the_engine_are_no_part_of_it() -> None:
    kg = govkg.open()
    for question in questions.all():
        if question.example and not question.release:
            made = kg.ask(question.name, **question.example)  # type: ignore[arg-type]
            assert answers.canonical(made) == answers.canonical(
                replace(made, lang="en", engine="facts", title=("", ""))
            )
            assert json.loads(answers.canonical(made))["rows"] != [] or not made.rows


def test_both_engines_give_the_same_bytes() -> None:
    kg = govkg.open()
    with_plan = [q for q in questions.all() if q.example and govkg.engine.plan(q.name)]
    assert with_plan
    for q in with_plan:
        one, other = (kg.ask(q.name, engine=e, **q.example) for e in ("sparql", "facts"))  # type: ignore[arg-type]
        assert answers.canonical(one) == answers.canonical(other), q.name


@pytest.mark.parametrize(
    ("one", "other"), [(Decimal("60.90"), Decimal("60.9")), (Decimal("105.0"), 105), (Decimal("-0.0"), 0), (1e3, 1000)]
)
def test_a_number_is_its_value(one: Decimal, other: Decimal) -> None:
    assert answers.number(one) == answers.number(other)


def test_what_is_not_canonical_is_refused() -> None:
    for data in (b'{"b": 1}\n', b'{"a":1}', b"[]\n", b'{"a":1.0}\n'):
        with pytest.raises(ValueError, match="canonical"):
            answers.read(data)
