"""Why an answer is as it is: an error in words, what to ask instead, why there is no row, why a row is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govkg import absence, messages, why
from govkg.answer import Answer
from govkg.errors import CallerError, GovkgError
from govkg.questions import Question
from govkg.web import controls, frame
from govkg.web.state import Edition

SECONDS = 3.0  # for a reason


def told(e: GovkgError, lang: str) -> dict[str, str]:
    """An error in the words of the page."""
    row = messages.catalogue().get(f"error.{e.code}")
    return {"code": e.code, "kind": row[lang] if row else e.code, "what": e.what, "cure": e.cure or "",
            "next": frame.cure(e.code, lang)}  # fmt: skip


def instead(
    e: GovkgError, question: Question, said: Mapping[str, object], spoken: frame.Tongue
) -> list[tuple[str, str]]:
    """The names that are nearest to one that is unknown, each with the address that asks with it."""
    if e.code != "entity.unknown" or not e.cure or ": " not in e.cure:
        return []
    pairs = controls.flat(said)
    wrong = next((n for n, v in pairs if repr(v) in e.what and question.parameter(n)), "")
    names = e.cure.partition(": ")[2].split("、") if wrong else []
    return [
        (name, frame.href(f"/ask/{question.name}", {**controls.lists(said), wrong: name, **spoken.kept()}))
        for name in names
    ]


def nothing(now: Edition, question: Question, said: Mapping[str, object], lang: str) -> dict[str, str]:
    """Why there is no row."""
    try:
        found = absence.of_question(now.kg, question.name, said, lang, SECONDS, empty=True)
        reason, cause = found.sentence(lang), found.cause
    except CallerError as e:
        reason, cause = str(e), "unknown"
    return {"said": question.none[lang == "en"], "reason": "" if cause == "unknown" else reason, "cause": cause}


def proven(now: Edition, answer: Answer, row: int, said: Mapping[str, object], lang: str) -> dict[str, Any]:
    """Why a row is there: the smallest sets of statements that give it; the row counts from 1."""
    reason = why.reasons(now.kg, answer, [row - 1], said, lang=lang, seconds=SECONDS)[0]
    found = reason.record()
    for s in found["sets"]:
        for m in s["statements"]:
            left = m["start"] - m["sentence_start"]
            right = left + len(m["quote"])
            fits = left >= 0 and m["sentence"][left:right] == m["quote"]
            m["before"], m["after"] = (m["sentence"][:left], m["sentence"][right:]) if fits else ("", "")
            kind = messages.catalogue().get(f"explain.type.{m['kind']}")
            m["named"] = kind[lang] if kind else m["kind"]
            m["report"] = f"/report/{m['source']}#c{m['sentence_start']}"
    return {"row": row, "cells": reason.cells, "text": str(reason), **found}
