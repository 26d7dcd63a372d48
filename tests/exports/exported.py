"""Records made for the tests; every person in them is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasd.event import Actor, Count, Event, EventDate, Evidence, Person, Place, Source, Toll
from rasd.exports import Item, Origin, of_event

SARAQIB = Place("سراقب", (0, 5), "rasd:sy-saraqib", "Saraqib", "سراقب", 35.86, 36.8, "Idlib", "Idlib", "SY", "settlement")


def actors(*ids: str) -> tuple[Actor, ...]:
    return tuple(Actor(id, id, (0, 1)) for id in ids)


def count(low: int, high: int | None = -1, text: str = "") -> Count:
    return Count(low, low if high == -1 else high, False, text, (0, 1))


def make(
    id: str = "e1", kind: str = "shelling", *, by: tuple[str, ...] = ("russia_forces",), on: tuple[str, ...] = ("civilians",),
    places: tuple[Place, ...] = (SARAQIB,), start: str | None = "2023-03-04", end: str | None = None, precision: str = "day",
    document: str = "r1", origin: Origin | None = None, people: tuple[Person, ...] = (), source: Source | None = None,
    status: str = "occurred", **tolls: Count,
) -> Item:  # fmt: skip
    first = date.fromisoformat(start) if start else None
    values: dict[str, Any] = {"status": status}
    event = Event(
        event_id=id,
        document_id=document,
        event_type=kind,
        initiators=actors(*by),
        supporters=(),
        targets=actors(*on),
        places=places,
        date=EventDate(first, date.fromisoformat(end) if end else first, precision),  # type: ignore[arg-type]
        toll=Toll(**tolls),
        people=people,
        source=source or Source("none"),
        confidence=0.9,
        evidence=Evidence((0, 1), (0, 1)),
        **values,
    )
    return of_event(event, origin)
