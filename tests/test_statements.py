"""The seam: anchors, hashes, and lines that come back as they went."""

from dataclasses import replace
from pathlib import Path

import pytest

from govkg import statements as st
from govkg.errors import SourceError

WORDS = st.Evidence("s", 3, 7, "70个窗", "开设容", "，办理", 0, 9, "二/(一)", "")
SAMPLE: list[st.Statement] = [
    st.Entity(evidence=WORDS, rule="r", kind="Reform", name="容缺审批", aliases=("容缺",), domain="policy"),
    st.Observation(evidence=WORDS, rule="r", about="Reform/容缺审批", metric_as_written="专窗", value="70", unit="个"),
    st.Attribution(evidence=WORDS, rule="r", initiative="Reform/容缺审批", outcome="x", basis="item"),
    st.Composition(evidence=WORDS, rule="r", part="Platform/a", whole="Platform/b"),
]


def test_lines_come_back_as_the_statements_they_were(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(st.dump(SAMPLE), encoding="utf-8")
    assert sorted(map(repr, st.load(path))) == sorted(map(repr, SAMPLE))


def test_the_order_of_statements_does_not_change_the_text() -> None:
    named = [replace(s, id=s.anchor()) for s in SAMPLE]
    assert st.dump(named) == st.dump(named[::-1])


def test_a_changed_field_is_noticed() -> None:
    line = st.dump(SAMPLE[1:2]).replace('"70"', '"71"')
    with pytest.raises(SourceError, match=r"a.jsonl:1: statement .* does not match its hash"):
        st.parse(line, "a.jsonl:1")


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"type": "dream"}', '{"type": "milestone", "hash": "x"}'])
def test_what_is_no_statement_is_refused(line: str) -> None:
    with pytest.raises(SourceError, match="not a statement"):
        st.parse(line, "a.jsonl:1")


def test_the_anchor_holds_when_the_reading_changes_and_moves_with_the_words() -> None:
    observation = SAMPLE[1]
    assert isinstance(observation, st.Observation)
    assert replace(observation, value="71", rule="other").anchor() == observation.anchor()
    assert replace(observation, evidence=replace(WORDS, suffix="。")).anchor() != observation.anchor()
    assert replace(observation, index=1).anchor() != observation.anchor()
    assert replace(observation, value="71").hash() != observation.hash()
