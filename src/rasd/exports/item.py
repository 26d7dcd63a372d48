"""What is exported: a record or an incident in one form, with what is known of the reports behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import msgspec

from rasd.event import Actor, Count, Event, EventDate, Evidence, Person, Place, Source, Span, Status, Toll
from rasd.incident import Incident, IncidentActor, IncidentCount

_NOWHERE = (0, 0)


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """A report that tells of the act. `text` is the report's, where it is at hand."""

    document_id: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    text: str | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One act to export. Of an incident, `event` holds the chosen values (its spans mean nothing)."""

    id: str
    event: Event
    origins: tuple[Origin, ...] = ()
    sources: tuple[str, ...] = ()
    """The sources that the reports name, in their words."""
    judgement: str | None = None
    """State of the record in the store: proposed, accepted …"""
    changed: datetime | None = None
    best: dict[str, int] = {}
    """Of an incident: the number chosen for each toll."""
    incident: Incident | None = None
    trigger: str | None = None
    """The report's words at the evidence, where its text is at hand."""
    sentence: str | None = None


def of_event(event: Event, origin: Origin | None = None, judgement: str | None = None, changed: datetime | None = None) -> Item:
    """A record with its report, if known, and its state in the store."""
    return Item(
        id=event.event_id,
        event=event,
        origins=(origin or Origin(document_id=event.document_id),),
        sources=(event.source.text,) if event.source.text else (),
        judgement=judgement,
        changed=changed,
        trigger=_quoted(origin, event.evidence.trigger),
        sentence=_quoted(origin, event.evidence.sentence),
    )


def _quoted(origin: Origin | None, span: Span) -> str | None:
    return origin.text[span[0] : span[1]] if origin and origin.text else None


def of_incident(incident: Incident, reports: Mapping[str, Origin] | None = None, changed: datetime | None = None) -> Item:
    """An incident with its reports. Its event's id is the incident's."""
    known = reports or {}
    return Item(
        id=incident.incident_id,
        event=_chosen(incident),
        origins=tuple(known.get(d) or Origin(document_id=d) for d in incident.documents),
        sources=tuple(_sources(incident)),
        changed=changed,
        best={name: count.best for name, count in incident.toll.items()},
        incident=incident,
    )


def _chosen(incident: Incident) -> Event:
    """The incident in the form of a record; confidence is 1 because incidents have none."""
    assumed = all(told.assumed for told in incident.dates)
    kinds = [teller.source_kind for told in incident.dates for teller in told.tellers if teller.source]
    return Event(
        event_id=incident.incident_id,
        document_id=incident.documents[0] if incident.documents else "",
        event_type=incident.event_type.value or "",
        status=msgspec.convert(incident.status.value or "occurred", Status),
        initiators=tuple(_actors(incident.initiators)),
        supporters=tuple(_actors(incident.supporters)),
        targets=tuple(_actors(incident.targets)),
        places=tuple(_places(incident)),
        date=EventDate(incident.first_date, incident.last_date, "assumed" if assumed else "day"),
        toll=Toll(**{name: _count(count) for name, count in incident.toll.items()}),
        weapons=tuple(told.value for told in incident.weapons),
        seized=tuple(told.value for told in incident.seized),
        people=tuple(Person(told.value, "mentioned", _NOWHERE) for told in incident.people),
        source=Source(kind=kinds[0] if kinds else "none", text="; ".join(_sources(incident)) or None),
        confidence=1.0,
        evidence=Evidence(_NOWHERE, _NOWHERE),
    )


def _actors(found: Iterable[IncidentActor]) -> Iterator[Actor]:
    """Actors that somebody names or suspects; those that are only denied are left out."""
    for actor in found:
        if actor.tellers or actor.suspected:
            yield Actor(actor.id, "", _NOWHERE, suspected=not actor.tellers)


def _places(incident: Incident) -> Iterator[Place]:
    """The chosen place only: the others told may be other words for it."""
    if incident.place:
        yield incident.place


def _count(count: IncidentCount) -> Count:
    return Count(count.low, count.high, any(t.approximate for t in count.told), "", _NOWHERE)


def _sources(incident: Incident) -> list[str]:
    return list(dict.fromkeys(t.source for told in incident.dates for t in told.tellers if t.source))
