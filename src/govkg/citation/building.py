"""From a graph to what is cited: a statement, the answer to a question, or a view, with the statements and reports that it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from govkg import ids, messages, query, questions, resources, spelled
from govkg.answer import Answer
from govkg.citation import answers, identifier, naming, pictures
from govkg.citation.identifier import Identifier
from govkg.citation.model import Both, Cited, Report
from govkg.citation.origin import Origin
from govkg.errors import CallerError
from govkg.manifest import LICENSE
from govkg.questions import Question
from govkg.records import Record
from govkg.statements import Entity, Observation, Statement
from govkg.views import catalogue

SHOWN = 4  # ids that the line on an ambiguous one names
ENDS = (
    "initiative",
    "organisation",
    "document",
    "part",
    "whole",
    "award",
    "about",
    "entity",
    "outcome",
)  # of a tie, in the order of reading


def statement(origin: Origin, said: str) -> Cited:
    """A statement by its id, the beginning of its id, or its IRI; a thing by its IRI.

    Raises CallerError ``cite.unknown`` when there is none, ``cite.ambiguous`` when several begin so.

    >>> from govkg.citation import origin
    >>> from govkg import resources
    >>> one = statement(origin.at(resources.path("graph/release")), "https://w3id.org/govkg/id/platform/420100-cheng-shi-da-nao-3fe974")
    >>> one.title[0], one.reports[0].body
    ('城市大脑', '武汉市政务服务和大数据管理局')
    """
    return of_record(origin, _found(origin, said.strip().removeprefix("<").removesuffix(">")))


def of_record(origin: Origin, found: Record) -> Cited:
    """A statement as what is cited."""
    s = found.statement
    id_ = identifier.make("statement", s.id, origin.dataset, found.stated_hash)
    reports = origin.reports([s.evidence.source])
    return _cited(origin, id_, (title(s),) * 2, f"govkg cite {s.id}", recorded(s), (found,), reports)


def recorded(s: Statement) -> bytes:
    """The bytes of a statement: its record, as its content hash is taken of them with a NUL behind."""
    return json.dumps(s.record(), ensure_ascii=False, sort_keys=True).encode()


def question(origin: Origin, name: str, given: Mapping[str, object]) -> Cited:
    """The answer to a question of the library, whole; raises CallerError as asking it does.

    >>> from govkg.citation import origin
    >>> from govkg import resources
    >>> made = question(origin.at(resources.path("graph/release")), "units-of-reform", {"reform": "武汉云"})
    >>> made.id.partition("@")[0], len(made.statements) > 0
    ('govkg:ask/units-of-reform?reform=platform/420100-wu-han-yun-80d289', True)
    """
    asked = questions.get(name)
    values = naming.of_question(origin.kg.store, asked, given)
    answer = query.ask(origin.kg, name, naming.said(asked, values))
    return of_answer(origin, asked, values, answer, tuple(origin.held(_resting(answer))))


def of_answer(
    origin: Origin, asked: Question, values: naming.Values, answer: Answer, held: tuple[Record, ...] = ()
) -> Cited:
    """A whole answer, asked in Chinese, as what is cited; ``values`` are its canonical parameters."""
    data = answers.canonical(answer)
    id_ = identifier.make("ask", asked.name, origin.dataset, answers.taken(data), values)
    said = naming.spoken(origin.kg.store, asked, values)
    call = spelled.command(asked, naming.typed(origin.kg.store, asked, values))
    reports = origin.reports(origin.sources(_resting(answer)) | _named(answer, origin))
    return _cited(origin, id_, (asked.title[0] + said[0], asked.title[1] + said[1]), call, data, held, reports, answer)


def view(origin: Origin, name: str, given: Mapping[str, str], statements: bool = True) -> Cited:
    """A view with its parameters, with its statements where they are wanted; raises CallerError as drawing it does."""
    values = naming.of_view(origin.kg.store, name, given)
    picture, plan = catalogue.make(origin.kg.store, name, naming.shown(values))
    data = pictures.canonical(name, picture)
    id_ = identifier.make("view", name, origin.dataset, answers.taken(data), values)
    held = tuple(origin.held(pictures.statements(picture))) if statements else ()
    says = dict(plan.says)
    if picture.centre in picture.things:
        says["name"] = (picture.things[picture.centre].label,) * 2
    titles = [
        messages.text(f"view.title.{name}", lang, **{k: v[n] for k, v in says.items()})
        for n, lang in enumerate(("zh", "en"))
    ]
    words = [f"--{k} {spelled.word(naming.name(origin.kg.store, v))}" for k, (v,) in sorted(values.items())]
    reports = origin.reports(p.report.removeprefix(ids.report("")) for p in picture.passages.values())
    return _cited(origin, id_, (titles[0], titles[1]), " ".join(["govkg view", name, *words]), data, held, reports)


def again(origin: Origin, id_: Identifier) -> Cited:
    """What an identifier names, found again in a graph, whatever is found there; raises CallerError where nothing can be."""
    if id_.kind == "statement":
        if (found := origin.anchored(id_.name)) is None:
            raise CallerError(
                "cite.unknown",
                f"the graph has no statement {id_.name!r}",
                cure="resolve it with the release that it was cited from",
            )
        return of_record(origin, found)
    if id_.kind == "view":
        return view(origin, id_.name, naming.shown(id_.given))
    return question(origin, id_.name, naming.said(questions.get(id_.name), id_.given))


def title(s: Statement) -> str:
    """A statement in a few words: a thing's name, a figure with what it is of, the ends of a tie."""
    if isinstance(s, Entity):
        return s.name
    named = [str(v).partition("/")[2] for n in ENDS if (v := getattr(s, n, "")) and "/" in str(v)]
    if isinstance(s, Observation):
        return f"{named[0]}：{s.metric_as_written}{s.evidence.exact}" if named else s.evidence.exact
    exact = s.evidence.exact
    return f"{' → '.join(named)}：{exact}" if len(named) == 1 else " → ".join(named) or exact


def _cited(origin: Origin, id_: Identifier, titles: Both, call: str, data: bytes, statements: tuple[Record, ...],
           reports: tuple[Report, ...], answer: Answer | None = None) -> Cited:  # fmt: skip
    return Cited(
        str(id_),
        id_.kind,
        titles,
        call,
        origin.dataset,
        resources.version(),
        LICENSE,
        statements,
        answer,
        reports,
        data,
    )


def _found(origin: Origin, said: str) -> Record:
    unknown = CallerError("cite.unknown", f"the graph has no statement {said!r}",
                          cure="take an id from the statement column of an answer (--format csv), or the name of a question")  # fmt: skip
    head = ids.statement("")
    if said.startswith(("http://", "https://")) and not said.startswith(head):
        held = origin.held([said]) if identifier.encoded(said.removeprefix(ids.ID)) == said.removeprefix(ids.ID) else []
        if not held:
            raise unknown
        return held[0]
    wanted = said.removeprefix(head).lower()
    if not wanted or len(wanted) > 16 or set(wanted) - set("0123456789abcdef"):
        raise unknown
    if len(wanted) < 16:
        begun = [a for a in origin.anchors if a.startswith(wanted)]
        if not begun:
            raise unknown
        if len(begun) > 1:
            some = ", ".join(begun[:SHOWN]) + (" …" if len(begun) > SHOWN else "")
            raise CallerError(
                "cite.ambiguous", f"{len(begun)} statements begin with {wanted!r} ({some})", cure="give more of the id"
            )
        wanted = begun[0]
    found = origin.anchored(wanted)
    if found is None:
        raise unknown
    return found


def _resting(answer: Answer) -> Iterable[str]:
    """The IRIs of the statements that the rows name."""
    columns = [c for c in answer.columns if c == "outcomeId" or c.startswith("statement")]
    return dict.fromkeys(
        v for row in answer.rows for c in columns if isinstance(v := row[c], str) and v.startswith(ids.ID)
    )


def _named(answer: Answer, origin: Origin) -> set[str]:
    """The reports that the rows name."""
    columns = [c for c in answer.columns if c.startswith("source")]
    said = {str(v).removeprefix(ids.report("")) for row in answer.rows for c in columns if (v := row[c]) is not None}
    return said & set(origin.every()) if said else set()
