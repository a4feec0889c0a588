"""Made-up reports of any number, through the real writer: graphs in the shape of ours, the same for the same seed.

Every report says of every kind of statement a few; no field of a statement stays unused, so that a shape or a rule which
holds for the reports that were read meets all it may meet here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from pyoxigraph import Quad

from govkg import concepts, rdf, release, statements, vocab
from govkg.sources import Source
from govkg.statements import (
    Attribution,
    Composition,
    Entity,
    Evidence,
    Finding,
    Ignored,
    Mandate,
    Milestone,
    Observation,
    Participation,
    Recognition,
    Shortcoming,
    Statement,
)

ITEMS = 12  # rounds of sentences in a report; a round gives about 600 triples
_SAME = [("yi-jian-shi-yi-ci-ban", "", "")]
Part = str | tuple[str, str]  # words, or words with the name of their span
YEARS = 8  # reports of one place in a varied corpus, a year each


class Page:
    """The text of a report, sentence after sentence; spans are asked for when it is complete."""

    def __init__(self, source: str) -> None:
        self.source, self.text = source, ""
        self.spans: dict[str, tuple[int, int, int, int, str]] = {}

    def say(self, section: str, *parts: Part) -> None:
        """Adds a sentence; a part with a name can be quoted."""
        start, end = len(self.text), len(self.text) + sum(len(p if isinstance(p, str) else p[1]) for p in parts)
        for p in parts:
            words = p if isinstance(p, str) else p[1]
            if not isinstance(p, str):
                self.spans[p[0]] = (len(self.text), len(self.text) + len(words), start, end, section)
            self.text += words
        self.text += "\n"

    def quote(self, name: str) -> Evidence:
        """The words of a span as evidence."""
        start, end, low, high, section = self.spans[name]
        prefix, suffix = (
            self.text[max(0, start - statements.CONTEXT) : start],
            self.text[end : end + statements.CONTEXT],
        )
        return Evidence(self.source, start, end, self.text[start:end], prefix, suffix, low, high, section,
                        "此处脱字" if name.startswith("gap") else "")  # fmt: skip


def report(number: int, seed: int = 1, items: int = ITEMS, varied: bool = False) -> tuple[Source, list[Statement]]:
    """One report of so many rounds of sentences, and its statements.

    ``varied``: places report year by year, realise many schemes and give figures of many metrics, and initiatives are parts
    of others over several steps.

    >>> source, said = report(7)
    >>> all(source.text[s.evidence.start : s.evidence.end] == s.evidence.exact for s in said)
    True
    """
    rng = Random(f"{seed}/{number}")
    name, of, year = f"made-{number:05}", number, 2015 + number % 10
    if varied:
        of, year = number // YEARS, 2015 + number % YEARS
    place = f"云江{of}市"
    page = Page(name)
    page.say("", ("place", place), ("body", f"云江{of}市数据局"), f"{year}年工作总结")
    figures = [{key: rng.randint(2, 90) for key in "abcdefg"} for _ in range(items)]
    for i, n in enumerate(figures):
        s = f"{i + 1}"
        page.say(s, (f"reform{i}", f"一事联办{i}"), "由", (f"unit{i}", f"市审批局{i}处"), "负责，办理时限压减",
                 (f"cut{i}", f"{n['a']}.{n['b']}%"), "，满意率达", (f"rate{i}", f"{n['c']}%"), "。")  # fmt: skip
        page.say(s, (f"platform{i}", f"云江通{i}"), "是", f"一事联办{i}", "的一部分，", (f"launch{i}", "正式启用"), "，办件",
                 (f"all{i}", f"{n['d'] + 100}万件"), "，其中网办", (f"part{i}", f"{n['d']}万件"), "，上年为",
                 (f"base{i}", f"{n['e']}万件"), "。")  # fmt: skip
        page.say(s, (f"document{i}", f"《云江{i}办法》"), (f"issue{i}", "印发"), "，", f"云江通{i}", "获省政府办授予",
                 (f"award{i}", f"优秀案例{i}"), "，居全省", (f"rank{i}", f"第{n['f']}位"), "。")  # fmt: skip
        page.say(s, (f"plan{i}", "筹建"), (f"campaign{i}", f"清零行动{i}"), "，计划投资",
                 (f"aim{i}", f"{n['g']}至{n['g'] + 5}亿元"), "。")  # fmt: skip
        page.say(s, (f"short{i}", f"场景还不够多，问题有{i}处"), "。")
        if varied and i:
            page.say(s, (f"within{i}", f"一事联办{i}并入一事联办{(i - 1) // 2}"), "。")
        page.say(s, (f"idle{i}", f"第{i}节到此为止。"))
        page.say(s, (f"gap{i}", f"此处{i}"), "。")
    page.say("", ("giver", "省政府办"))
    source = Source(id=name, text=page.text, sha256=hashlib.sha256(page.text.encode()).hexdigest(),
                    title=f"{place}{year}年工作总结", body=f"云江{of}市数据局", place=place, covers=str(year), code=str(110_000 + of),
                    plans=str(year + 1), dated=f"{year + 1}-01-15", published=f"{year + 1}-01-20",
                    url=f"https://example.org/{name}", copy_quality=("副本完整", "a whole copy"))  # fmt: skip
    return source, list(_statements(page, source, figures, _choices(of, items) if varied else _SAME * items))


def _choices(place: int, items: int) -> list[tuple[str, str, str]]:
    """By round: the scheme that the place realises and the metrics of its platform, the same every year."""
    rng = Random(place)
    schemes = [r["id"] for r in vocab.table("schemes") if r["type"] == "Reform"]
    metrics = [r["id"] for r in vocab.table("metrics")]
    return [(rng.choice(schemes[:120]), rng.choice(metrics), rng.choice(metrics)) for _ in range(items)]


def _statements(page: Page, source: Source, figures: list[dict[str, int]],
                choices: list[tuple[str, str, str]]) -> Iterator[Statement]:  # fmt: skip
    year, before, after = source.covers, str(int(source.covers) - 1), source.plans

    def made(s: Statement) -> Statement:
        return replace(s, id=s.anchor())

    def thing(span: str, kind: str, **more: object) -> Statement:
        e = page.quote(span)
        return made(Entity(evidence=e, rule="name.list", kind=kind, name=e.exact, **more))  # type: ignore[arg-type]

    def figure(span: str, about: str, written: str, **more: object) -> Statement:
        fields = {"metric_as_written": written, "start": year, "end": year, "place": f"Place/{source.place}", **more}
        return made(Observation(evidence=page.quote(span), rule="before+figure.unit", about=about, **fields))  # type: ignore[arg-type]

    body = f"Unit/{source.body}"
    yield thing("place", "Place", code=source.code, within="420000")
    yield thing("body", "Unit", reporting=True, full=f"{source.place}政务服务和数据管理局", within=source.place)
    yield thing("giver", "Unit")
    for i, n in enumerate(figures):
        reform, platform, campaign = f"Reform/一事联办{i}", f"Platform/云江通{i}", f"Campaign/清零行动{i}"
        unit, paper, award = f"Unit/市审批局{i}处", f"Document/《云江{i}办法》", f"Award/优秀案例{i}"
        yield thing(f"reform{i}", "Reform", domain="policy", scheme=choices[i][0], aliases=(f"联办{i}",))
        yield thing(f"unit{i}", "Unit")
        yield thing(f"platform{i}", "Platform", domain="policy")
        yield thing(f"campaign{i}", "Campaign", domain="internal")
        yield thing(f"document{i}", "Document")
        yield thing(f"award{i}", "Award")
        cut = figure(f"cut{i}", reform, "办理时限", metric="processingTime", value=f"{n['a']}.{n['b']}", unit="%", kind="change",
                     direction="down", change_type="relative", compared_with="unstated", scope="全市")  # fmt: skip
        rate = figure(f"rate{i}", reform, "满意率", value=str(n["c"]), unit="%", flow="average")
        whole = figure(
            f"all{i}",
            platform,
            "办件",
            metric=choices[i][1],
            value=f"{n['d'] + 100}0000",
            unit="件",
            flow="cumulative",
            bound="above",
        )
        rank = figure(f"rank{i}", platform, "位次", value=str(n["f"]), unit="位", kind="rank")
        yield from (cut, rate, whole, rank)
        yield figure(
            f"part{i}", platform, "网办", metric=choices[i][2], value=f"{n['d']}0000", unit="件", subset_of=whole.id
        )
        yield figure(f"base{i}", platform, "办件", value=f"{n['e']}0000", unit="件", role="baseline", start=before, end=before,
                     compared_with="priorYear")  # fmt: skip
        yield figure(f"aim{i}", campaign, "投资", low=f"{n['g']}00000000", high=f"{n['g'] + 5}00000000", unit="元",
                     role="target", start=after, end=after, bound="about")  # fmt: skip
        launch = made(
            Milestone(evidence=page.quote(f"launch{i}"), rule="event.launched", event="launched", entity=platform)
        )
        won = made(Recognition(evidence=page.quote(f"award{i}"), rule="award.title", award=award, about=platform,
                               conferred_by="Unit/省政府办", rank=rank.id))  # fmt: skip
        yield from (launch, won)
        yield made(Milestone(evidence=page.quote(f"issue{i}"), rule="event.issued", event="issued", entity=paper))
        yield made(Milestone(evidence=page.quote(f"plan{i}"), rule="event.planned", event="planned", entity=campaign))
        ties = (
            (reform, cut, "explicit"),
            (reform, rate, "item"),
            (platform, launch, "explicit"),
            (platform, won, "curated"),
        )
        for initiative, outcome, basis in ties:
            yield made(Attribution(evidence=outcome.evidence, rule="subject.clause", initiative=initiative,
                                   outcome=outcome.id, basis=basis))  # fmt: skip
        yield made(Participation(evidence=page.quote(f"unit{i}"), rule="duty.by", organisation=unit, initiative=reform,
                                 role="responsible"))  # fmt: skip
        yield made(Participation(evidence=page.quote("body"), rule="body.reporting", organisation=body, initiative=platform,
                                 role="responsible", basis="reportingBody"))  # fmt: skip
        yield made(
            Mandate(evidence=page.quote(f"document{i}"), rule="issued.founds", document=paper, initiative=platform)
        )
        yield made(Composition(evidence=page.quote(f"platform{i}"), rule="part.of", part=platform, whole=reform))
        if f"within{i}" in page.spans:
            yield made(Composition(evidence=page.quote(f"within{i}"), rule="part.of", part=reform,
                                   whole=f"Reform/一事联办{(i - 1) // 2}"))  # fmt: skip
        yield made(Shortcoming(evidence=page.quote(f"short{i}"), rule="shortcoming.passage", about=body))
        yield made(Ignored(evidence=page.quote(f"idle{i}"), rule="account.noClaim", reason="noClaim"))
        yield made(Finding(evidence=page.quote(f"gap{i}"), rule="source.damage", code="damaged", message="此处脱字"))


def corpus(triples: int, items: int = 12) -> list[tuple[Source, list[Statement]]]:
    """Varied reports that give about so many triples (a round some 610)."""
    return [report(n, items=items, varied=True) for n in range(max(1, round(triples / (items * 610))))]


def quads(triples: int, seed: int = 1) -> list[Quad]:
    """At least so many quads of made-up reports, each with what follows from it, beside the vocabulary.

    >>> len(quads(20_000)) >= 20_000
    True
    """
    units = concepts.unit_iris()
    found = list(release.vocabulary())
    number = 0
    while len(found) < triples:
        source, said = report(number, seed)
        here = rdf.quads(source, said, units)
        found += [*here, *release.inferred(source.id, here)]
        number += 1
    return found
