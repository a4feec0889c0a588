"""The rows of the table below a picture, to be taken along: each line, or where a view has none each card, with its words.

They are those of the first look, in the order in which the page has them; the page's ``rowsOfTable`` (assets/table.js) is
the twin of this. Beside them stand the figure that was read, with its bound, unit and direction, and where the words are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from govkg import ids, messages
from govkg.analysis import Both, Outcome, Picture
from govkg.answer import Row
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views import catalogue, scene
from govkg.views.cards import LANGS, Card, words
from govkg.views.plan import Plan, line

ORDER = ("attribution", "participation", "mandate", "composition", "about")
SEEN = ("from", "basis", "to", "written", "read", "quote", "section")
NUMBERS = ("value", "low", "high")
NOTHING: Mapping[str, Any] = {"quote": "", "section": (), "start": 0, "end": 0, "report": ""}
Columns = dict[str, Both]


@dataclass(frozen=True)
class Taken:
    """The table of a view: its title, its columns with their headings (zh, en), its rows."""

    title: Both
    columns: Columns
    rows: list[Row]


def table(kg: Graph, name: str, given: Mapping[str, str | None], lang: str = "zh") -> Taken:
    """The table of a view, its cells in a language; raises CallerError as ``views.render`` does.

    >>> import govkg
    >>> taken = table(govkg.open(), "neighbourhood", {"of": "武汉云"})
    >>> [(row["from"], row["basis"], row["to"]) for row in taken.rows][0]
    ('武汉云', '报告称', '武汉云 上线启用')
    """
    if lang not in LANGS:
        raise CallerError("parameter.wrong", f"lang is {lang!r}", cure=f"choose {' or '.join(LANGS)}")
    picture, plan = catalogue.make(kg.store, name, given)
    made = _Table(picture, plan, LANGS.index(lang))
    several = len(made.reports) > 1
    seen = [*SEEN, *(["report"] if several else [])]
    columns = {c: _heading(f"view.column.{c}") for c in (*seen, "source")}
    columns["title"] = columns.pop("source")
    columns |= {
        c: _heading(f"export.column.{c}")
        for c in (*NUMBERS, "bound", "unit", "direction", "source", "start", "end", "iri")
    }
    rows = [{c: row[c] for c in columns} for row in made.rows()]
    return Taken(_title(picture, plan, name), columns, rows)


class _Table:
    """The rows of a picture's first look; nodes, ties and passages by their short names, as the page has them."""

    def __init__(self, picture: Picture, plan: Plan, n: int) -> None:
        if (
            plan.kind == "cloud"
        ):  # it comes in columns, which the page takes apart; here its things and ties are at hand
            plan = _spread(picture)
        self.picture, self.plan, self.n = picture, plan, n
        data = scene.payload(picture, plan)
        self.nodes, self.ties, self.passages, self.labels = (data[k] for k in ("nodes", "ties", "passages", "labels"))
        self.reports = {scene.short(r.iri): r for r in _spoken(picture)}
        self.cards = {c.id: scene.short(c.ref) for c in plan.cards.values()}
        shown = scene.first_look(picture, plan)
        self.shown = [c.id for c in plan.cards.values() if c.id in shown.cards]
        self.lines = [{**x, "tie": scene.short(x["tie"])} for x in plan.lines if x["id"] in shown.lines]

    def rows(self) -> list[Row]:
        """The lines in the order of their kinds and of the text, then the cards that no line tells of."""
        placed = sorted(self.lines, key=self._order)
        return [*(self._line(x) for x in placed), *(self._card(c) for c in self._loose())]

    def _order(self, x: Mapping[str, str]) -> tuple[int, int, int]:
        kind = ORDER.index(x["kind"]) if x["kind"] in ORDER else -1
        target = self._node(x["to"])
        own = self.ties.get(x["tie"]) or target
        return kind, self._passage(own)["start"], self._passage(target)["start"]

    def _line(self, x: Mapping[str, str]) -> Row:
        target = self._node(x["to"])
        p = self._passage(self.ties.get(x["tie"]) or target)
        own = self._passage(target) if x["kind"] == "attribution" and target["passage"] in self.passages else p
        said = own if own["quote"] == p["quote"] or not p["quote"] else p
        name = f"{_about(target)} {self._event(target)}" if target.get("event") else target["label"]
        cells = {"from": self._node(x["from"])["label"], "basis": self._basis(x), "to": name,
                 "written": target.get("figure", ""), "read": target.get("note", ("", ""))[self.n]}  # fmt: skip
        return self._row(cells, said, x["tie"], self.cards[x["to"]])

    def _card(self, card: str) -> Row:
        node = self._node(card)
        kind, about = words(f"kind.{node['kind']}", LANGS[self.n]), _about(node)
        state, answer = node.get("state"), node.get("answer")
        cells = {
            "from": node["label"] if state else about or node["label"],
            "basis": self._event(node) if node.get("event") else f"{kind} · {state[self.n]}" if state else kind,
            "to": answer[self.n] if answer else node["label"] if about and about != node["label"] else "",
            "written": node.get("figure", ""),
            "read": node["note"][self.n] if node.get("note") else _fact(node, "period")[self.n],
        }
        return self._row(cells, self._passage(node), self.cards[card], self.cards[card])

    def _row(self, cells: Mapping[str, str], p: Mapping[str, Any], ref: str, about: str) -> Row:
        report = self.reports.get(p["report"])
        where = " › ".join(s.strip() for s in p["section"] if s.strip()) or words("before", LANGS[self.n])
        row: Row = {c: text or None for c, text in cells.items()}
        row |= {
            "quote": p["quote"] or None,
            "section": where if p["report"] else None,
            "report": f"{report.place or report.body} {report.covers}" if report else None,
            "title": report.title if report else None,
            "source": report.id if report else None,
            "start": p["start"] if p["report"] else None,
            "end": p["end"] if p["report"] else None,
            "iri": ref if ":" in ref else ids.ID + ref,
        }
        return row | self._figure(self.picture.outcomes.get(about if ":" in about else ids.ID + about))

    def _figure(self, o: Outcome | None) -> Row:
        """What was read of a figure; nothing of what is none."""
        if o is None or not (o.value or o.low or o.high):
            return dict.fromkeys((*NUMBERS, "bound", "unit", "direction"))
        row: Row = {name: Decimal(text) if (text := getattr(o, name)) else None for name in NUMBERS}
        named = {s: self.picture.label(ids.concept(s, code))[self.n] if code else None
                 for s, code in (("bound", o.bound), ("direction", o.direction))}  # fmt: skip
        return row | named | {"unit": o.unit or None}

    def _loose(self) -> list[str]:
        if self.plan.kind != "sheet":
            return []
        tied = {self.cards[x[end]] for x in self.lines for end in ("from", "to")}
        last = {
            self.cards[c]: c for c in self.shown if self.cards[c] not in tied
        }  # the first place, the last card, as in the page
        return list(last.values())

    def _node(self, card: str) -> dict[str, Any]:
        found: dict[str, Any] = self.nodes[self.cards[card]]
        return found

    def _passage(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.passages.get(node["passage"], NOTHING)
        return found

    def _basis(self, x: Mapping[str, str]) -> str:
        tie = self.ties.get(x["tie"])
        if x["kind"] == "participation" and tie and tie["role"] and tie["basis"] != "reportingBody":
            return self._label("role", tie["role"])
        return words(f"basis.{x['basis']}", LANGS[self.n])

    def _event(self, node: Mapping[str, Any]) -> str:
        event = node.get("event")
        return self._label("event", event) if event else words(f"kind.{node['kind']}", LANGS[self.n])

    def _label(self, scheme: str, code: str) -> str:
        found: str = self.labels.get(f"{scheme}/{code}", (code, code))[self.n]
        return found


def _spread(picture: Picture) -> Plan:
    cards = {f"n{n}": Card(f"n{n}", t.iri, t.kind, 0, {}) for n, t in enumerate(picture.things.values())}
    at = {card.ref: card.id for card in cards.values()}
    return Plan("cloud", cards, tuple(line(t, at[t.source], at[t.target]) for t in picture.ties), ())


def _spoken(picture: Picture) -> list[Any]:
    from govkg.views import spoken

    return spoken(picture)


def _title(picture: Picture, plan: Plan, name: str) -> Both:
    from govkg.views import titled

    return titled(picture, plan, name)


def _fact(node: Mapping[str, Any], name: str) -> Both:
    return next((pair for key, pair in node["facts"] if key == name), ("", ""))


def _about(node: Mapping[str, Any]) -> str:
    return _fact(node, "about")[0]


def _heading(key: str) -> Both:
    return messages.text(key, "zh"), messages.text(key, "en")
