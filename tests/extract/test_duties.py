"""Duties that stand in lists beside the sentences, and notes that explain a term."""

import pytest

from govkg import assemble
from govkg.statements import Mandate, Participation


class Report:
    id, body, place, code, covers, plans = "r", "云江市政务服务数据管理局", "云江市", "", "2025", "2026"

    def __init__(self, text: str) -> None:
        self.text = text


def duties(text: str) -> set[tuple[str, str, str]]:
    """Who (other than the body that reports) has which role in what."""
    found = assemble.read(Report(text))
    return {
        (s.organisation.partition("/")[2], s.role, s.initiative.partition("/")[2])
        for s in found
        if isinstance(s, Participation) and s.basis == "named"
    }


@pytest.mark.parametrize(
    "text",
    [
        "一、主要工作\n（一）深化“一业一证”改革。办件5件。（牵头单位：市市场监管局；配合单位：市财政局、市公安局）",
        "一、主要工作\n1.深化“一业一证”改革，办件5件（牵头部门：市市场监管局；协办单位：市财政局、市公安局）。",
        "一、主要工作\n1.深化“一业一证”改革，办件5件。\n责任单位：市市场监管局；参与单位:市财政局、市公安局",
    ],
)
def test_a_list_of_units_belongs_to_what_its_item_names(text: str) -> None:
    assert duties(text) == {
        ("市市场监管局", "responsible", "一业一证"),
        ("市财政局", "cooperates", "一业一证"),
        ("市公安局", "cooperates", "一业一证"),
    }


def test_units_listed_beside_nothing_named_are_tied_to_nothing() -> None:
    assert duties("一、主要工作\n办件5件。（牵头单位：市市场监管局）") == set()


def test_a_note_ties_its_document_and_partners_to_its_term() -> None:
    text = "一、主要工作\n办件5件。\n附件\n名词解释\n1.“云速办”平台：2025年3月，市政府办公室会同市财政局印发《云江市数字服务方案》，提出5条措施。"
    found = assemble.read(Report(text))
    (mandate,) = [s for s in found if isinstance(s, Mandate)]
    assert (mandate.document, mandate.initiative, mandate.rule) == (
        "Document/云江市数字服务方案",
        "Platform/云速办",
        "issued.note",
    )
    assert ("市财政局", "cooperates", "云速办") in duties(text)
    assert text[mandate.evidence.start : mandate.evidence.end] == mandate.evidence.exact
