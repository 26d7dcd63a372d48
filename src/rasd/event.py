"""What leaves: event records, in the form of the contract's `event.schema.json`.

Spans are (start, end) in Unicode code points of `Report.text`, end exclusive.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

Span = tuple[int, int]
Status = Literal["occurred", "alleged", "attempted", "planned", "denied"]
DatePrecision = Literal["day", "week", "month", "year", "assumed"]
PlacePrecision = Literal["site", "settlement", "district", "governorate", "country"]
SourceKind = Literal["official", "organization", "media", "witness", "anonymous", "none"]
PersonRole = Literal["initiator", "target", "source", "mentioned"]

TOLL_FIELDS = ("killed", "wounded", "detained", "abducted", "released", "displaced")


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor of the codebook and its words in the report."""

    id: str
    text: str
    span: Span
    suspected: bool = False


class Place(msgspec.Struct, frozen=True):
    """A named place; the gazetteer's fields are null where it does not hold the name."""

    text: str
    span: Span
    id: str | None = None
    name: str | None = None
    name_ar: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    precision: PlacePrecision | UnsetType = UNSET


class EventDate(msgspec.Struct, frozen=True):
    """First and last day; `assumed` is the publication date, or nothing when that is unknown."""

    start: date | None
    end: date | None
    precision: DatePrecision
    span: Span | UnsetType = UNSET


class Count(msgspec.Struct, frozen=True):
    """A number of people; `high` is null where the text gives only a lower bound."""

    low: int
    high: int | None
    approximate: bool
    text: str
    span: Span


class Toll(msgspec.Struct, frozen=True):
    """Counts the report gives; what it does not say is unset."""

    killed: Count | UnsetType = UNSET
    wounded: Count | UnsetType = UNSET
    detained: Count | UnsetType = UNSET
    abducted: Count | UnsetType = UNSET
    released: Count | UnsetType = UNSET
    displaced: Count | UnsetType = UNSET

    def counts(self) -> dict[str, Count]:
        """The counts that are set, by field name."""
        found = {name: getattr(self, name) for name in TOLL_FIELDS}
        return {name: count for name, count in found.items() if count is not UNSET}


class Person(msgspec.Struct, frozen=True):
    """A person named in the act's sentences."""

    name: str
    role: PersonRole
    span: Span


class Source(msgspec.Struct, frozen=True):
    """Who says so."""

    kind: SourceKind
    text: str | None = None
    span: Span | UnsetType = UNSET


class Evidence(msgspec.Struct, frozen=True):
    """The words a record rests on."""

    sentence: Span
    trigger: Span
    mentions: tuple[Span, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One act that one report tells of."""

    event_id: str
    document_id: str
    event_type: str
    status: Status
    initiators: tuple[Actor, ...]
    supporters: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    places: tuple[Place, ...]
    date: EventDate
    toll: Toll
    weapons: tuple[str, ...] = ()
    seized: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    source: Source
    confidence: float
    evidence: Evidence
