"""A thing's profile as a brief: what the reports say of it, what they plan, what they do not say, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govkg import messages
from govkg.analysis import INITIATIVES
from govkg.analysis.profile import Entry, Profile
from govkg.citation import gbt7714, references
from govkg.citation.model import Cited
from govkg.dossier.model import Bar, Brief, Chart, Note, Row, Section
from govkg.records import Record
from govkg.web import lines, strip
from govkg.web.lines import Line
from govkg.web.naming import Naming
from govkg.web.profile import EXPECTED, lede

PLANNED = ("Target", "PlannedMilestone")
CONCLUDED = ("derived", "inferred")  # no report says these itself
TIES = ("who", "initiatives", "documents", "founded", "wholes", "parts", "conferred")
MOST = 12  # bars of a chart


def told(key: str, lang: str, **values: object) -> str:
    """A message of the catalogue's part for dossiers."""
    return messages.text(f"dossier.{key}", lang, **values)


def brief(p: Profile, cited: Cited, held: Iterable[Record], lang: str) -> Brief:
    """The brief of a profile; ``cited`` is the thing as it is cited, ``held`` where each report names it.

    >>> import govkg
    >>> from govkg import dossier
    >>> made = dossier.brief_of(govkg.open().library, "一事联办", "zh")
    >>> made.title, [s.name for s in made.sections][:2], made.notes[1].quote
    ('一事联办', ['results', 'who'], '60.90%')
    """
    return _Writer(p, cited, held, lang).brief()


class _Writer:
    """Writes one brief; numbers its notes as they are called for."""

    def __init__(self, p: Profile, cited: Cited, held: Iterable[Record], lang: str) -> None:
        self.p, self.cited, self.lang = p, cited, lang
        self.anchors = {(e.source, e.start): r.statement.id for r in held for e in (r.statement.evidence,)}
        self.names = Naming(lang, lang, p.labels, {**p.things, p.thing.iri: p.thing}, p.reports)
        self.notes: dict[tuple[str, int, int, str], Note] = {}

    def brief(self) -> Brief:
        """The whole."""
        p, cited, lang = self.p, self.cited, self.lang
        opening = Row((lede(p, self.names),), tuple(n for x in p.named for n in self._note(x)))
        made = [s for s in self._sections() if s.rows]
        made += [self._absent(), self._cite(cited), self._limits()]
        foot = told("foot", lang, version=cited.version, licence=cited.licence, dataset=cited.dataset)
        kind = lines.kind(p.thing.kind, lang)
        return Brief(
            p.thing.label, kind, opening, tuple(s for s in made if s.rows), tuple(self.notes.values()), foot, lang
        )

    def _sections(self) -> Iterator[Section]:
        found = {n: self._lines(n) for n in self.p.groups}

        def of(name: str, planned: bool) -> list[tuple[Entry, Line]]:
            return [(x, d) for x, d in found.get(name, []) if (x.kind in PLANNED) == planned]

        yield self._figures("results", of("figures", False))
        yield self._claims("milestones", of("milestones", False))
        yield self._claims("recognitions", found.get("recognitions", []))
        for name in TIES:
            yield self._claims(name, found.get(name, []))
        planned = of("figures", True)
        yield self._figures("planned", [*planned, *of("milestones", True)])
        yield self._claims("shortcomings", found.get("shortcomings", []))
        for name in CONCLUDED:
            yield self._claims(name, found.get(name, []))

    def _lines(self, group: str) -> list[tuple[Entry, Line]]:
        """The lines of a group, the strongest basis first, then in the order of the reports' texts."""
        bases = list(dict.fromkeys((x.role, x.basis) for x in self.p.groups[group].lines))
        kept = [x for x in self.p.groups[group].lines if x.status != "rejected"]
        kept.sort(
            key=lambda x: (
                bases.index((x.role, x.basis)),
                *((x.passage.report, x.passage.start) if x.passage else ("", 0)),
            )
        )
        return [(x, lines.line(x, self.names, self.p.thing.iri)) for x in kept]

    # -- claims and their notes ----------------------------------------------------------------------------------
    def _note(self, x: Entry) -> tuple[int, ...]:
        q = x.passage
        if q is None:
            return ()
        report = self.p.reports.get(q.report)
        key = (q.report, q.start, q.end, x.iri)
        if key not in self.notes:
            named = self.anchors.get((q.report.rpartition("/")[2], q.start), "") if x.iri == self.p.thing.iri else ""
            ids = tuple(dict.fromkeys(i.rpartition("/")[2] for i in (x.iri, x.tie) if "/statement/" in i)) or tuple(
                filter(None, (named,))
            )
            title = report.title if report else q.report.rpartition("/")[2]
            self.notes[key] = Note(
                len(self.notes) + 1, q.before, q.quote, q.after, title, q.start + 1, q.end, ids, q.damage
            )
        return (self.notes[key].number,)

    def _figures(self, name: str, found: list[tuple[Entry, Line]]) -> Section:
        lang = self.lang
        heads = tuple(told(f"column.{c}", lang) for c in ("metric", "written", "read", "period", "basis"))
        rows = []
        for x, d in found:
            what = d["words"] or d["metric"].get("name", "") or d["kind_label"]
            scope = "".join(
                f"（{w}）" if lang == "zh" else f" ({w})" for w in (d["scope"], d["about"].get("name", "")) if w
            )
            kind = (
                f"（{d['kind_label']}）"
                if x.kind == "Baseline" and lang == "zh"
                else f" ({d['kind_label']})"
                if x.kind == "Baseline"
                else ""
            )
            basis = d["basis_label"] or ("" if name == "planned" else told("stated", lang))
            rows.append(
                Row(
                    (what + scope, d["written"] + kind, d["read"], d["period"] or self._year(x), basis),
                    self._note(x),
                    1,
                )
            )
        charts = tuple(self._charts([x for x, _ in found])) if name == "results" else ()
        intro = told(f"intro.{name}", lang)
        return Section(name, told(f"head.{name}", lang), tuple(rows), heads, intro, charts)

    def _claims(self, name: str, found: list[tuple[Entry, Line]]) -> Section:
        known = messages.catalogue()
        intro = known.get(f"web.group.{name}.note", {}).get(self.lang, "")
        rows = [Row((self._claim(name, x, d),), self._note(x)) for x, d in found]
        return Section(name, messages.text(f"web.group.{name}", self.lang), tuple(rows), (), intro)

    def _claim(self, name: str, x: Entry, d: Line) -> str:
        """One claim in few words; what ties it to the thing stands behind it."""
        lang, dot = self.lang, " · "
        if name == "shortcomings":
            return str(d["quote"].get("text", ""))
        head = d["other"].get("name", "") or d["written"]
        figure = dot.join(filter(None, (d["words"] if d["kind"] != "Recognition" else "", d["read"])))
        about = d["about"].get("name", "")
        by = told("by", lang, name=d["by"]["name"]) if d["by"] else ""
        role = d["role_label"] if name in ("who", "initiatives") else ""
        when = d["period"] or (self._year(x) if name in ("milestones", "recognitions") else "")
        basis = "" if name in CONCLUDED else d["basis_label"]  # the heading says it
        return dot.join(filter(None, (when, about, head, figure, by, role, basis)))

    def _year(self, x: Entry) -> str:
        """The year of the report, where the report gives no time."""
        report = self.p.reports.get(x.passage.report) if x.passage else None
        return told("report.year", self.lang, year=report.covers[:4]) if report and report.covers else ""

    # -- charts ------------------------------------------------------------------------------------------------------
    def _charts(self, found: list[Entry]) -> Iterator[Chart]:
        """Percentages of one kind side by side; one metric over several years."""
        shares: dict[tuple[str, str], list[Bar]] = {}
        for x in found:
            o = x.outcome
            if o is None or x.kind != "Result" or (share := lines.share(o)) is None:
                continue
            shares.setdefault((o.figure, o.direction), []).append(Bar(o.words, share, o.surface))
        for (_, way), bars in sorted(shares.items()):
            if len(bars) > 1:
                title = told(f"chart.{way or 'share'}", self.lang)
                rest = told("chart.part", self.lang, count=MOST, all=len(bars)) if len(bars) > MOST else ""
                yield Chart(title + rest, tuple(bars[:MOST]))
        for one in strip.series(found, (), self.names):
            points = [
                Bar(q["year"], q["height"] / strip.HEIGHT, q["written"], q["kind"] == "Target") for q in one["points"]
            ]
            yield Chart(told("chart.years", self.lang, metric=one["words"]), tuple(points))

    # -- what stands at the end ----------------------------------------------------------------------------------
    def _absent(self) -> Section:
        """What the reports do not say of it."""
        p, lang = self.p, self.lang
        missing = [n for n in EXPECTED.get(p.thing.kind, ()) if n not in p.groups]
        rows = [messages.text(f"web.absent.{n}", lang) for n in missing]
        bases = [
            x
            for n in ("figures",)
            if n in p.groups
            for x in p.groups[n].lines
            if x.outcome and x.outcome.figure == "change"
        ]
        if any(x.outcome and x.outcome.base in ("", "unstated") for x in bases):
            rows.append(told("absent.base", lang))
        if p.thing.kind in INITIATIVES and "shortcomings" not in p.groups:
            rows.append(told("absent.shortcomings", lang))
        return Section("absent", told("head.absent", lang), _plain(rows))

    def _cite(self, cited: Cited) -> Section:
        made = gbt7714.write(references.of(cited, self.lang), self.lang).splitlines()
        return Section("cite", told("head.cite", self.lang), _plain([*filter(None, made)]))

    def _limits(self) -> Section:
        return Section("limits", told("head.limits", self.lang), _plain(told("limits", self.lang).split("\n")))


def _plain(texts: Iterable[str]) -> tuple[Row, ...]:
    return tuple(Row((text,)) for text in texts)
