"""Why a record says what it says: for every value its words and the weights that decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasd.coding.acts import Act
from rasd.coding.deciding import FIELDS, RECORD, Decider
from rasd.coding.features import detection
from rasd.coding.features.roles import ROLES
from rasd.coding.features.statuses import STATUSES
from rasd.coding.filled import Chosen, Filled, Group
from rasd.coding.scorers import Bag, Row


def explain(decider: Decider) -> Iterator[str]:
    """Lines of text, one block a record; of acts that were found and not written one line says so."""
    told = decider.filled()
    for filled, row, sure in zip(told, decider.whole_rows(told), decider.sure(told), strict=True):
        head = filled.group.head
        if sure < RECORD:
            words = decider.scan.text(head.trigger.first, head.trigger.last)
            yield f"not written: {head.event_type} «{words}» ({sure:.2f})"
            yield _because(decider, "record", row)
            continue
        yield from _act(decider, filled.group)
        yield f"  whole record ({sure:.2f})"
        yield _because(decider, "record", row)
        for role, chosen in filled.roles.items():
            for c in chosen:
                m = decider.scan.actors[c.n]
                yield f"  {role}: {m.id} «{decider.scan.text(m.first, m.last)}» ({c.probability:.2f})"
                yield _chosen(decider, "roles", c, ROLES.index(role))
        yield from _fields(decider, filled)
        if filled.status != "occurred":
            yield f"  status: {filled.status}"
            row, bag = decider.status_row(head)
            yield _because(decider, "status", row, bag, STATUSES.index(filled.status))


def _act(decider: Decider, group: Group) -> Iterator[str]:
    scan, head = decider.scan, group.head
    start, end = scan.span(head.trigger.first, head.trigger.last)
    words = scan.text(head.trigger.first, head.trigger.last)
    yield f"{head.event_type}: «{words}» at {start}–{end}, rule {head.reading.trigger_id} ({head.probability:.2f})"
    clause = decider.clause_at[head.trigger.first]
    yield _because(decider, "detect", *detection.row(decider.around, head.trigger, clause))
    yield _because(decider, "type", *decider.type_row(head))
    for act in group.acts:
        if act is not head:
            yield f"  same act: «{scan.text(act.trigger.first, act.trigger.last)}» ({act.event_type})"


def _fields(decider: Decider, filled: Filled) -> Iterator[str]:
    scan = decider.scan
    for c in filled.places:
        start, end = scan.place_span(scan.places[c.n])
        yield f"  place: «{scan.report.text[start:end]}» ({c.probability:.2f})"
        yield _chosen(decider, "places", c)
    when = filled.date
    if when:
        t = scan.times[when.n]
        yield f"  date: {t.start} – {t.end} «{scan.text(t.first, t.last)}», {t.kind} ({when.probability:.2f})"
        yield _chosen(decider, "date", when)
    for field, told in filled.tolls.items():
        kind = scan.tolls[told.chosen.n].kind
        high = "" if told.high is None else told.high
        yield f"  {field}: {told.low}–{high} «{scan.text(told.first, told.last)}», {kind} ({told.chosen.probability:.2f})"
        yield _chosen(decider, "toll", told.chosen)
    teller = filled.source
    if teller:
        s = scan.sources[teller.n]
        yield f"  source: {s.kind} «{scan.text(s.first, s.last)}», {s.style} ({teller.probability:.2f})"
        yield _chosen(decider, "source", teller)


def _chosen(decider: Decider, name: str, c: Chosen, output: int = 0) -> str:
    field = next(f for f in FIELDS if f.name == name)
    act: Act = c.act
    return _because(decider, name, decider.row(field, act, c.n), (), output)


def _because(decider: Decider, name: str, row: Row, bag: Bag = (), output: int = 0) -> str:
    reasons: Sequence[tuple[str, float]] = decider.scorers[name].reasons(row, bag, output)
    return "      " + ", ".join(f"{feature} {weight:+.2f}" for feature, weight in reasons)
