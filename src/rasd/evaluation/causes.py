"""Why a record or a field is wrong, told from what was coded beside it."""

from __future__ import annotations

from collections.abc import Sequence

from rasd.evaluation.scorer import Fault, overlap
from rasd.event import Event

CAUSES = {
    "no trigger": "an act missed, nothing coded at its words",
    "wrong type": "an act found and given another type",
    "wrong merge": "an act missed because its words were taken into another record",
    "not merged": "a second record of an act that has one",
    "no act": "a record of words that tell of no act to be coded",
    "layout": "a record from a title or heading that the body tells again",
    "no frame": "a role left empty that the gold fills",
    "wrong clause": "a role filled by another actor of the record's sentence",
    "wrong focus": "a role filled by an actor from elsewhere",
    "place": "places",
    "date": "the date",
    "number": "a toll",
    "status": "the status",
    "source": "the source",
}
_OF_FIELD = {"places": "place", "date": "date", "status": "status", "source": "source", "event_type": "wrong type"}
_ROLES = ("initiators", "supporters", "targets")


def cause_of(fault: Fault, coded: Sequence[Event], text: str) -> str:
    """The cause of one fault, a key of CAUSES."""
    if fault.field == "MISSED":
        assert fault.gold_record is not None
        return (
            "wrong merge"
            if any(overlap([*e.evidence.mentions, e.evidence.trigger], fault.gold_record.spans) for e in coded)
            else "no trigger"
        )
    if fault.field == "INVENTED":
        return _invented(fault, coded, text)
    if fault.field in _ROLES:
        return _role(fault, coded, text)
    return _OF_FIELD.get(fault.field, "number")


def _invented(fault: Fault, coded: Sequence[Event], text: str) -> str:
    assert fault.coded_record is not None
    start = fault.coded_record.spans[0][0]
    if start < len(text.split("\n", 1)[0]):
        return "layout"
    others = [
        e for e in coded if e.event_type == fault.event_type and e.evidence.trigger != fault.coded_record.spans[0]
    ]
    return "not merged" if others else "no act"


def _role(fault: Fault, coded: Sequence[Event], text: str) -> str:
    if not fault.coded:
        return "no frame"
    assert fault.coded_record is not None
    event = next((e for e in coded if e.evidence.trigger == fault.coded_record.spans[0]), None)
    if event is None:
        return "wrong focus"
    start, end = event.evidence.sentence
    wrong = [a for a in getattr(event, fault.field) if a.id not in fault.gold]
    return "wrong clause" if not wrong or all(start <= a.span[0] < end for a in wrong) else "wrong focus"
