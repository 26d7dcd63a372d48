"""Why a record says what it says: for every value its words, the rule and the weights that decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from rasd.coding.acts import Act
from rasd.coding.deciding import Decider, Weighed
from rasd.coding.features import detection
from rasd.coding.features.roles import ROLES
from rasd.coding.features.statuses import STATUSES
from rasd.coding.filled import Chosen, Filled, Group, Tolled
from rasd.coding.scorers import Bag, Row
from rasd.coding.weighing import FIELDS
from rasd.event import Span


class Reason(msgspec.Struct, frozen=True):
    """A feature of the text that a scorer looked at, and what it weighed."""

    feature: str
    weight: float


class Reasoned(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a record with its words and why it was chosen."""

    field: str
    """As the record has it (`toll.killed`); `told`: that the trigger tells of an act; `record`: that the whole is one to
    write; `same_act`: further tellings of it."""
    value: str
    span: Span
    rule: str
    """Of a type the codebook's trigger, else how the words say it."""
    probability: float | None
    reasons: tuple[Reason, ...] = ()


class ExplainedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record's type and trigger, and why each of its values is what it is."""

    event_type: str
    trigger: Span
    values: tuple[Reasoned, ...]


def explained(decider: Decider) -> Iterator[ExplainedRecord]:
    """The records that are written explained, in their order."""
    return (_explained(decider, weighed) for weighed in decider.weighed() if weighed.is_written)


def explain(decider: Decider) -> Iterator[str]:
    """The same as lines of text, one block a record; of acts that were found and not written a line says so."""
    text = decider.scan.report.text
    told = decider.weighed()
    for weighed in told:
        if weighed.is_written:
            for n, one in enumerate(_explained(decider, weighed).values):
                yield from _lines(one, text, first=n == 0)
    for weighed in (w for w in told if not w.is_written):
        head = weighed.filled.group.head
        start, end = _trigger(decider, head)
        yield f"not written: {head.event_type} «{text[start:end]}» ({weighed.sure:.2f})"
        yield _listed(_of_whole(decider, weighed))


def _explained(decider: Decider, weighed: Weighed) -> ExplainedRecord:
    filled, group = weighed.filled, weighed.filled.group
    values = (
        *_act(decider, group), _whole(decider, weighed), *_roles(decider, filled), *_fields(decider, filled), *_status(decider, filled)
    )  # fmt: skip
    return ExplainedRecord(event_type=group.head.event_type, trigger=_trigger(decider, group.head), values=values)


def _lines(one: Reasoned, text: str, first: bool) -> Iterator[str]:
    start, end = one.span
    words, sure = text[start:end], "" if one.probability is None else f" ({one.probability:.2f})"
    match one.field:
        case "told":
            yield f"{one.value}: «{words}» at {start}–{end}, rule {one.rule}{sure}"
        case "same_act":
            yield f"  same act: «{words}» ({one.value})"
        case "status":
            yield f"  status: {one.value}"
        case "record":
            yield f"  whole record{sure}"
        case "event_type":
            pass
        case _:
            yield f"  {one.field}: {one.value} «{words}»" + (f", {one.rule}" if one.rule else "") + sure
    if one.reasons:
        yield _listed(one.reasons)


def _listed(reasons: Sequence[Reason]) -> str:
    return "      " + ", ".join(f"{reason.feature} {reason.weight:+.2f}" for reason in reasons)


def _trigger(decider: Decider, act: Act) -> Span:
    return decider.scan.span(act.trigger.first, act.trigger.last)


def _act(decider: Decider, group: Group) -> Iterator[Reasoned]:
    head = group.head
    span, rule = _trigger(decider, head), head.reading.trigger_id
    row, bag = detection.row(decider.around, head.trigger, decider.clause_at[head.trigger.first])
    told = _because(decider, "detect", row, bag, again=decider.reasons_of_telling(head))
    yield Reasoned(field="told", value=head.event_type, span=span, rule=rule, probability=head.probability, reasons=told)
    of_type = _because(decider, "type", *decider.type_row(head), again=decider.reasons_of_type(head))
    yield Reasoned(field="event_type", value=head.event_type, span=span, rule=rule, probability=None, reasons=of_type)
    for act in group.acts:
        if act is not head:
            yield Reasoned(
                field="same_act", value=act.event_type, span=_trigger(decider, act), rule=act.reading.trigger_id, probability=None
            )


def _whole(decider: Decider, weighed: Weighed) -> Reasoned:
    head, reasons = weighed.filled.group.head, _of_whole(decider, weighed)
    return Reasoned(
        field="record", value=head.event_type, span=_trigger(decider, head), rule="", probability=weighed.sure, reasons=reasons
    )


def _of_whole(decider: Decider, weighed: Weighed) -> tuple[Reason, ...]:
    return _because(decider, "record", weighed.row, weighed.bag, again=weighed.reasons())


def _roles(decider: Decider, filled: Filled) -> Iterator[Reasoned]:
    scan = decider.scan
    for role, chosen in filled.roles.items():
        for c in chosen:
            m = scan.actors[c.n]
            yield _chosen(decider, "roles", c, role, m.id, scan.span(m.first, m.last), m.kind, ROLES.index(role))


def _fields(decider: Decider, filled: Filled) -> Iterator[Reasoned]:
    scan = decider.scan
    for c in filled.places:
        place = scan.places[c.n]
        yield _chosen(decider, "places", c, "places", place.name, scan.place_span(place), place.head)
    when = filled.date
    if when:
        t = scan.times[when.n]
        yield _chosen(decider, "date", when, "date", f"{t.start} – {t.end}", scan.span(t.first, t.last), t.kind)
    for field, told in filled.tolls.items():
        kind, span = scan.tolls[told.chosen.n].kind, scan.span(told.first, told.last)
        yield _chosen(decider, "toll", told.chosen, f"toll.{field}", _range(told), span, kind)
    teller = filled.source
    if teller:
        s = scan.sources[teller.n]
        yield _chosen(decider, "source", teller, "source", s.kind, scan.span(s.first, s.last), s.style)


def _range(told: Tolled) -> str:
    return f"{told.low}–{'' if told.high is None else told.high}"


def _status(decider: Decider, filled: Filled) -> Iterator[Reasoned]:
    status, head = filled.status, filled.group.head
    if status != "occurred":
        row, bag = decider.status_row(head)
        reasons = _because(decider, "status", row, bag, STATUSES.index(status))
        yield Reasoned(field="status", value=status, span=_trigger(decider, head), rule="", probability=None, reasons=reasons)


def _chosen(
    decider: Decider, scorer: str, c: Chosen, field: str, value: str, span: Span, rule: str, output: int = 0
) -> Reasoned:
    """A value that a scorer chose among mentions."""
    row = decider.weighing.row(next(f for f in FIELDS if f.name == scorer), c.act, c.n)
    reasons = _because(decider, scorer, row, (), output, decider.weighing.reasons(scorer, output, c.act, c.n))
    return Reasoned(field=field, value=value, span=span, rule=rule, probability=c.probability, reasons=reasons)


def _because(
    decider: Decider, name: str, row: Row, bag: Bag = (), output: int = 0, again: Sequence[tuple[str, float]] = ()
) -> tuple[Reason, ...]:
    """What weighed most at the first look, and at the second (`again`)."""
    found = decider.scorers[name].reasons(row, bag, output)
    return tuple(Reason(feature, weight) for feature, weight in (*found, *again))
