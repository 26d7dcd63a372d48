"""Fixtures: one linker for all tests, and records made from few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rasd.event import Actor, Count, Event, EventDate, Evidence, Person, Place, Source, Toll
from rasd.incidents import Linker, Record

SPAN = (0, 1)
Make = Callable[..., Record]


@pytest.fixture(scope="session")
def linker() -> Linker:
    return Linker()


def record(
    event_id: str,
    document: str | None = None,
    *,
    kind: str = "shelling",
    day: str = "2024-03-17",
    who: tuple[str, ...] = ("syria_forces",),
    hit: tuple[str, ...] = ("civilians",),
    where: tuple[str, ...] = ("سرمين",),
    published: str | None = None,
    text: str | None = None,
    people: tuple[str, ...] = (),
    source: str | None = None,
    status: Any = "occurred",
    **toll: int,
) -> Record:
    """A record whose report is its own unless one is named."""
    told = date.fromisoformat(day)
    event = Event(
        event_id=event_id,
        document_id=document or f"report of {event_id}",
        event_type=kind,
        status=status,
        initiators=tuple(Actor(a, "", SPAN) for a in who),
        supporters=(),
        targets=tuple(Actor(a, "", SPAN) for a in hit),
        places=tuple(Place(name, SPAN) for name in where),
        date=EventDate(told, told, "day"),
        toll=Toll(**{name: Count(n, n, False, "", SPAN) for name, n in toll.items()}),
        people=tuple(Person(name, "target", SPAN) for name in people),
        source=Source("official" if source else "none", source),
        confidence=1.0,
        evidence=Evidence(SPAN, SPAN),
    )
    return Record(event, date.fromisoformat(published) if published else None, text)


@pytest.fixture
def make() -> Make:
    return record
