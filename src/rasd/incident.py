"""What linking gives: one act as all reports tell it, with who told what. Nothing told is dropped.

A `Teller` stands behind every value: a record, its report and the source the report names.
"""

from __future__ import annotations

from datetime import date

import msgspec

from rasd.event import Place, SourceKind


class Teller(msgspec.Struct, frozen=True):
    """Who told a value."""

    event_id: str
    document_id: str
    source: str | None
    source_kind: SourceKind


class Told(msgspec.Struct, frozen=True):
    """One value of a field and who told it."""

    value: str
    tellers: tuple[Teller, ...]


class Choice(msgspec.Struct, frozen=True):
    """The value chosen for a field, the rule that chose it, and all values told, most told first."""

    value: str | None
    rule: str
    told: tuple[Told, ...]


class IncidentActor(msgspec.Struct, frozen=True):
    """An actor in a role: who names it, who only suspects it, who denies it; `claimed` by the actor itself."""

    id: str
    tellers: tuple[Teller, ...]
    suspected: tuple[Teller, ...] = ()
    denied: tuple[Teller, ...] = ()
    claimed: bool = False


class ToldPlace(msgspec.Struct, frozen=True):
    """A place and who told it."""

    place: Place
    tellers: tuple[Teller, ...]


class ToldDate(msgspec.Struct, frozen=True):
    """First and last day as told; `assumed` where it is only the day of publication."""

    start: date | None
    end: date | None
    assumed: bool
    tellers: tuple[Teller, ...]


class ToldCount(msgspec.Struct, frozen=True):
    """A number as one record tells it; `high` is null where only a lower bound is told."""

    low: int
    high: int | None
    approximate: bool
    teller: Teller


class IncidentCount(msgspec.Struct, frozen=True):
    """Lowest, best and highest number told for a role; `rule` says how the best was chosen."""

    low: int
    best: int
    high: int
    rule: str
    told: tuple[ToldCount, ...]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One act. `events` and `documents` are in order of the day told, then of id."""

    incident_id: str
    events: tuple[str, ...]
    documents: tuple[str, ...]
    event_type: Choice
    status: Choice
    first_date: date | None
    last_date: date | None
    dates: tuple[ToldDate, ...]
    place: Place | None
    place_rule: str
    places: tuple[ToldPlace, ...]
    initiators: tuple[IncidentActor, ...]
    supporters: tuple[IncidentActor, ...]
    targets: tuple[IncidentActor, ...]
    toll: dict[str, IncidentCount]
    weapons: tuple[Told, ...]
    seized: tuple[Told, ...]
    people: tuple[Told, ...]
