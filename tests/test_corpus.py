"""Full-length reports of many governments are read whole: every sentence accounted for, every quote exact, few left unread."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from govkg import assemble, description, surface
from govkg.statements import Finding, Observation

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
TEXTS = sorted(CORPUS.glob("*.txt"))
needs_corpus = pytest.mark.skipif(not TEXTS, reason="the full-length reports (../shared/corpus) are not here")
UNREAD = 8  # sentences of one report whose digits nobody could read, at most


@dataclass(frozen=True)
class Report:
    id: str
    text: str
    body: str
    place: str
    covers: str
    plans: str
    code: str = ""


def report(path: Path) -> Report:
    text = path.read_text(encoding="utf-8")
    guessed = description.guess(text)
    return Report(path.stem, text, guessed["body"], guessed["place"], guessed["covers"], guessed["plans"])


@needs_corpus
@pytest.mark.parametrize("path", TEXTS or [None], ids=lambda p: p.stem if p else "none")
def test_a_report_is_read_whole(path: Path) -> None:
    given = report(path)
    found = assemble.read(given)
    assert all(given.text[s.evidence.start : s.evidence.end] == s.evidence.exact for s in found)
    assert len({s.id for s in found}) == len(found)
    unread = [s for s in found if isinstance(s, Finding) and s.code == "unreadFigure"]
    assert len(unread) <= UNREAD, [s.evidence.exact for s in unread]
    assert sum(isinstance(s, Observation) for s in found) > 50


@needs_corpus
@pytest.mark.parametrize("path", TEXTS or [None], ids=lambda p: p.stem if p else "none")
def test_a_plan_of_a_report_gives_targets_and_its_review_results(path: Path) -> None:
    given = report(path)
    figures = [s for s in assemble.read(given) if isinstance(s, Observation)]
    roles = [s.role for s in figures]
    assert {"value", "target"} <= set(roles)
    assert all(s.start >= given.covers or s.role != "target" for s in figures if s.start[:4].isdigit())


@needs_corpus
@pytest.mark.parametrize("path", TEXTS or [None], ids=lambda p: p.stem if p else "none")
def test_a_second_reader_reads_every_figure_of_a_report_the_same(path: Path) -> None:
    for s in assemble.read(report(path)):
        if isinstance(s, Observation):
            again = surface.read(s.evidence.exact)
            assert again is not None, s.evidence.exact
            said = [s.low, s.high] if s.low else [s.value]
            numbers = [again.low, again.high] if s.low else [again.value]
            assert [float(x or 0) for x in numbers] == pytest.approx([float(x) for x in said]), s.evidence.exact
            assert again.bound == s.bound, s.evidence.exact
