"""The codebook with examples from the user's own reports, and trying a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, get_args

import msgspec
from fastapi import APIRouter
from pydantic import StringConstraints
from starlette.responses import Response

from rasd.arabic.letters import fold
from rasd.codebook import ActorInfo, Codebook, EventType, Trigger
from rasd.codebook.model import LexemeKind
from rasd.coding.deciding import DETECT
from rasd.coding.explain import ExplainedRecord
from rasd.errors import NotFound
from rasd.event import TOLL_FIELDS, Actor, DatePrecision, Event, PersonRole, PlacePrecision, SourceKind, Span, Status
from rasd.report import Report
from rasd.store.looking import RecordFilter
from rasd.store.model import CurrentRecord
from rasd.workbench.asking import Body, Country, Id, Page, Reader, TheBench, Words
from rasd.workbench.bench import Bench
from rasd.workbench.picture import Act
from rasd.workbench.shapes import List, answer, gives, listed

router = APIRouter(tags=["codebook"])
_EXAMPLES = 12
_TRIED = 20_000


class TypeLine(msgspec.Struct, frozen=True, kw_only=True):
    """An event type, and how many standing records have it."""

    id: str
    label_en: str
    label_ar: str
    definition: str
    definition_ar: str
    class_: str = msgspec.field(name="class")
    acled: tuple[str, ...]
    plover: tuple[str, ...]
    ucdp: str
    records: int


class ActorLine(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, and how many standing records name it in any role."""

    id: str
    kind: str
    country: str
    label_en: str
    label_ar: str
    records: int


class Goods(msgspec.Struct, frozen=True):
    """A kind of goods that are seized, and how reports write it."""

    label_en: str
    label_ar: str


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """What values there are."""

    version: str
    types: tuple[TypeLine, ...]
    actors: tuple[ActorLine, ...]
    statuses: tuple[str, ...] = get_args(Status)
    weapons: tuple[str, ...]
    seized: tuple[Goods, ...]
    toll_fields: tuple[str, ...] = TOLL_FIELDS
    source_kinds: tuple[str, ...] = get_args(SourceKind)
    person_roles: tuple[str, ...] = get_args(PersonRole)
    place_precisions: tuple[str, ...] = get_args(PlacePrecision)
    date_precisions: tuple[str, ...] = get_args(DatePrecision)


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a report; `spans` are in `text`."""

    report_id: str
    record_id: str
    title: str | None
    published: date | None
    text: str
    spans: tuple[Span, ...]


class TriggerView(msgspec.Struct, frozen=True, kw_only=True):
    """Words that open an act of the type."""

    form: str
    frame: str
    words: tuple[str, ...]
    with_: tuple[str, ...] = msgspec.field(name="with")
    without: tuple[str, ...]
    weak: bool
    status: str
    outcome: bool


class TypeView(TypeLine, frozen=True, kw_only=True):
    """An event type with its triggers and examples."""

    triggers: tuple[TriggerView, ...]
    examples: tuple[Example, ...]


class NameView(msgspec.Struct, frozen=True, kw_only=True):
    """A written name of an actor, and when and where it holds."""

    name: str
    from_: str = msgspec.field(name="from")
    until: str
    country: str


class ActorView(ActorLine, frozen=True, kw_only=True):
    """An actor with its names and examples."""

    names: tuple[NameView, ...]
    examples: tuple[Example, ...]


class WordView(msgspec.Struct, frozen=True):
    """A word of the vocabulary."""

    lemma: str
    kind: LexemeKind
    id: str
    extra: tuple[str, ...]


class MentionView(msgspec.Struct, frozen=True):
    """One thing that a text names."""

    kind: str
    text: str
    span: Span
    value: str


class ReadingView(msgspec.Struct, frozen=True):
    """A type that a trigger may tell of."""

    event_type: str
    rule: str


class ClauseView(msgspec.Struct, frozen=True):
    """A trigger and its part of the sentence; `kept`: it tells of an act."""

    trigger: Span
    limits: Span
    types: tuple[ReadingView, ...]
    probability: float
    kept: bool


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """How the coder reads a text, step by step."""

    text: str
    sentences: tuple[Span, ...]
    mentions: tuple[MentionView, ...]
    clauses: tuple[ClauseView, ...]
    records: tuple[Event, ...]
    explanation: tuple[ExplainedRecord, ...]


class Trying(Body):
    """A text to try; nothing is kept of it."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=_TRIED)]
    published: date | None = None
    country: Country | None = None


@router.get("/codebook", **gives(Book))
def codebook(held: TheBench, user: Reader) -> Response:
    """Types, actors and the values of other fields."""
    book = held.codebook
    types = held.picture.count(_types_of)
    actors = held.picture.count(_actors_of)
    weapons = {x.id for x in book.entries.lexemes if x.kind == "weapon"}
    return answer(
        Book(
            version=book.version, types=tuple(_type_line(t, types.get(t.id, 0)) for t in book.types.values()),
            actors=tuple(_actor_line(a, actors.get(a.id, 0)) for a in book.actors.values()),
            weapons=tuple(sorted(weapons)), seized=_goods(book),
        )
    )  # fmt: skip


@router.get("/codebook/types/{id}", **gives(TypeView, 404))
def type_(held: TheBench, user: Reader, id: Id) -> Response:
    """An event type with its triggers, and sentences of the user's reports that have it."""
    found = held.codebook.types.get(id)
    if found is None:
        raise NotFound("event type", id)
    page = held.store.events(RecordFilter(event_types=(id,)), descending=True, limit=_EXAMPLES)
    line = _type_line(found, page.total)
    examples = _examples(held, page.items, lambda r: (r.event.evidence.trigger,))
    return answer(TypeView(**_parts(line), triggers=tuple(map(_trigger, found.triggers)), examples=examples))


@router.get("/codebook/actors/{id}", **gives(ActorView, 404))
def actor(held: TheBench, user: Reader, id: Id) -> Response:
    """An actor with its names, and sentences of the user's reports that name it."""
    found = held.codebook.actors.get(id)
    if found is None:
        raise NotFound("actor", id)
    page = held.store.events(RecordFilter(actor=id), descending=True, limit=_EXAMPLES)
    names = tuple(NameView(name=n.name, from_=n.from_, until=n.until, country=n.country) for n in found.names)
    examples = _examples(held, page.items, lambda r: tuple(a.span for a in _actors(r.event) if a.id == id))
    return answer(ActorView(**_parts(_actor_line(found, page.total)), names=names, examples=examples))


@router.get("/codebook/words", **gives(List[WordView]))
def words(held: TheBench, user: Reader, page: Page, q: Words = None, kind: LexemeKind | None = None) -> Response:
    """Words of the vocabulary."""
    wanted = fold(q or "").strip()
    found = [
        x for x in held.codebook.entries.lexemes
        if (kind is None or x.kind == kind) and (not wanted or wanted in fold(x.lemma) or wanted in x.id)
    ]  # fmt: skip
    found.sort(key=lambda x: (not fold(x.lemma).startswith(wanted), x.kind, x.lemma, x.id))
    shown = found[page.offset : page.offset + page.limit]
    return answer(listed((WordView(x.lemma, x.kind, x.id, x.extra) for x in shown), len(found), page))


@router.post("/try", **gives(Tried))
def try_(held: TheBench, user: Reader, said: Trying) -> Response:
    """How the coder reads a text: sentences, mentions, clauses with their triggers, records and why."""
    coder = held.coder
    report = Report(id="tried", text=said.text, published=said.published, country=said.country.upper() if said.country else None)
    scan = coder.scan(report)
    decider = coder.decider(scan)
    clauses = (
        ClauseView(
            scan.span(t.first, t.last), scan.span(*c.limits), tuple(ReadingView(r.event_type, r.trigger_id) for r in t.types),
            round(p, 3), p >= DETECT,
        )
        for t, c, p in zip(scan.triggers, decider.clauses, decider.told() if scan.triggers else (), strict=True)
    )  # fmt: skip
    return answer(
        Tried(
            text=said.text, sentences=tuple(scan.span(s.first, s.last) for s in scan.sentences),
            mentions=tuple(MentionView(*m) for m in coder.mentions(report)), clauses=tuple(clauses), records=coder.code(report),
            explanation=coder.explained(report),
        )
    )  # fmt: skip


def _goods(book: Codebook) -> tuple[Goods, ...]:
    """Each kind of goods by the last form, which is the plural where there is one, of the first entry that the vocabulary has for it."""
    found: dict[str, str] = {}
    for lexeme in book.entries.lexemes:
        if lexeme.kind == "goods":
            found.setdefault(lexeme.id, lexeme.lemma.split(" ")[-1].replace("_", " "))
    return tuple(Goods(*one) for one in sorted(found.items()))


def _types_of(act: Act) -> tuple[str, ...]:
    return (act.event_type,) if act.event_type else ()


def _actors_of(act: Act) -> set[str]:
    return {*act.initiators, *act.supporters, *act.targets}


def _type_line(found: EventType, records: int) -> TypeLine:
    return TypeLine(
        id=found.id, label_en=found.label_en, label_ar=found.label_ar, definition=found.definition, definition_ar=found.definition_ar, class_=found.class_,
        acled=found.acled, plover=found.plover, ucdp=found.ucdp, records=records,
    )  # fmt: skip


def _actor_line(found: ActorInfo, records: int) -> ActorLine:
    return ActorLine(
        id=found.id, kind=found.kind, country=found.country, label_en=found.label_en, label_ar=found.label_ar, records=records
    )


def _parts(line: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__struct_fields__}


def _trigger(found: Trigger) -> TriggerView:
    return TriggerView(
        form=found.form, frame=found.frame, words=found.words, with_=tuple(" ".join(w) for w in found.with_),
        without=tuple(" ".join(w) for w in found.without), weak=found.weak, status=found.status, outcome=found.outcome,
    )  # fmt: skip


def _actors(event: Event) -> tuple[Actor, ...]:
    return (*event.initiators, *event.supporters, *event.targets)


def _examples(held: Bench, records: tuple[CurrentRecord, ...], marked: Callable[[CurrentRecord], tuple[Span, ...]]) -> tuple[Example, ...]:
    """The records' sentences with the words marked that stand inside them."""
    texts, found = held.store.texts(r.report_id for r in records), []
    for record in records:
        report, (start, end) = texts[record.report_id], record.event.evidence.sentence
        spans = tuple((a - start, b - start) for a, b in marked(record) if start <= a < b <= end)
        found.append(
            Example(
                report_id=report.id, record_id=record.id, title=report.title, published=report.published,
                text=report.text[start:end], spans=spans,
            )
        )  # fmt: skip
    return tuple(found)
