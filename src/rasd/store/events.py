"""Event records as the store handles them: their JSON, their fields by name, and whether they fit their report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from rasd.errors import JudgementError
from rasd.event import TOLL_FIELDS, Event, Span

FIELDS = (
    "event_type", "status", "initiators", "supporters", "targets", "places", "date", "toll",
    *(f"toll.{name}" for name in TOLL_FIELDS), "weapons", "seized", "people", "source", "evidence",
)  # fmt: skip
"""What a reviewer can change."""
_decoder = msgspec.json.Decoder(Event)
_MOST = 1_000_000_000
"""People; a column of integers holds twice that."""

Document = dict[str, Any]
"""An event as JSON has it: only while a judgement is applied to it."""


def encoded(event: Event) -> str:
    """An event as JSON text."""
    return msgspec.json.encode(event).decode()


def decoded(text: str | bytes) -> Event:
    """An event of JSON text that the store wrote."""
    return _decoder.decode(text)


def with_id(event: Event, id: str) -> Event:
    """The event under the record's id."""
    return event if event.event_id == id else msgspec.structs.replace(event, event_id=id)


def with_own_ids(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of one report, no two of one id: a later one of the same id gets another, always the same."""
    given: dict[str, Event] = {}
    for event in events:
        id = event.event_id
        while id in given:
            id = sha256(f"{id}|again".encode()).hexdigest()[:16]
        given[id] = with_id(event, id)
    return tuple(given.values())


def document(event: Event) -> Document:
    """The event as JSON's objects and lists."""
    found: Document = msgspec.to_builtins(event)
    return found


def same(one: Event, other: Event) -> bool:
    """Whether two codings tell the same, whatever they call it and however sure they are."""
    return all(value(one, field) == value(other, field) for field in FIELDS)


def value(event: Event, field: str) -> Any:
    """The value of a field by its name, `toll.killed` too; None where it is not set."""
    found: Any = event
    for name in field.split("."):
        found = getattr(found, name)
    return None if found is msgspec.UNSET else found


def put(into: Document, field: str, new: Any) -> None:
    """Set a field of a document by its name; None takes a toll away. Raises JudgementError for an unknown field."""
    if field not in FIELDS:
        raise JudgementError("no_field", field=field, fields=", ".join(FIELDS))
    group, _, name = field.partition(".")
    if not name:
        into[group] = new
    elif new is None:
        into[group].pop(name, None)
    else:
        into[group] = {**into[group], name: new}


def checked(found: Any, record_id: str, report_id: str, text: str) -> Event:
    """The event of a document that a person made. Raises JudgementError where it breaks the contract."""
    if not isinstance(found, dict):
        raise JudgementError("no_object")
    try:
        event = msgspec.convert(
            {"confidence": 1.0, **found, "event_id": record_id, "document_id": report_id}, Event, strict=True
        )
    except msgspec.ValidationError as error:
        raise JudgementError("no_event", what=error, where=str(error).partition("`$.")[2].rstrip("`")) from None
    _check_values(event)
    for start, end in spans(document(event)):
        if not 0 <= start < end <= len(text):
            raise JudgementError("words_outside", start=start, end=end, length=len(text))
    return event


def _check_values(event: Event) -> None:
    """What the types alone do not say."""
    if not event.event_type:
        raise JudgementError("no_type")
    for name, count in event.toll.counts().items():
        if not 0 <= count.low <= (_MOST if count.high is None else count.high) <= _MOST:
            raise JudgementError("bad_toll", field=f"toll.{name}", most=_MOST)
    if event.date.start and event.date.end and event.date.end < event.date.start:
        raise JudgementError("days_turned")
    if not 0 <= event.confidence <= 1:
        raise JudgementError("bad_confidence")
    for place in event.places:
        if not (-90 <= (place.latitude or 0) <= 90 and -180 <= (place.longitude or 0) <= 180):
            raise JudgementError("bad_coordinates", place=place.text)
    if "\\u0000" in encoded(event):
        raise JudgementError("nul")


def spans(found: Any) -> Iterator[Span]:
    """All spans inside a document's value, in its order."""
    if isinstance(found, dict):
        for key, inner in found.items():
            if key in ("span", "sentence", "trigger") and inner is not None:
                yield inner[0], inner[1]
            elif key == "mentions":
                yield from ((a, b) for a, b in inner)
            else:
                yield from spans(inner)
    elif isinstance(found, list | tuple):
        for inner in found:
            yield from spans(inner)
