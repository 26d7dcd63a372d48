"""The plain columns: one row an event, in CSV, workbooks, and the properties of GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from rasd.event import TOLL_FIELDS, Actor, Event
from rasd.exports.cells import joined
from rasd.exports.item import Item
from rasd.exports.world import World, main_place, precision

Value = str | int | float | bool | date | None
Kind = Literal["text", "integer", "number", "boolean", "date"]


class Column(NamedTuple):
    """A column's name and the kind of its values (each may be empty)."""

    name: str
    kind: Kind


def _columns() -> tuple[Column, ...]:
    def texts(*names: str) -> list[Column]:
        return [Column(name, "text") for name in names]

    return (
        *texts("id", "document_id", "event_type", "event_type_en", "event_type_ar", "status"),
        *texts("initiators", "initiators_en", "supporters", "targets", "targets_en", "suspected"),
        *texts("place", "place_id", "place_en", "place_ar", "admin1", "admin2", "country"),
        *(Column("latitude", "number"), Column("longitude", "number")),
        *texts("place_precision", "all_places"),
        *(Column("date_start", "date"), Column("date_end", "date"), Column("date_precision", "text")),
        *(
            Column(f"{name}_{part}", "boolean" if part == "approximate" else "integer")
            for name in TOLL_FIELDS
            for part in ("low", "best", "high", "approximate")
        ),
        *texts("weapons", "seized", "people", "source", "source_kind"),
        Column("confidence", "number"),
        *texts("judgement", "documents", "published", "outlets", "titles", "trigger", "sentence"),
    )


COLUMNS = _columns()


def row(item: Item, world: World) -> list[Value]:
    """The item's values in the order of COLUMNS."""
    event = item.event
    kind = world.type(event.event_type)
    return [
        item.id, event.document_id, event.event_type, kind.label_en, kind.label_ar, event.status,
        *_actors(event, world), *_place(event),
        event.date.start, event.date.end, event.date.precision,
        *_tolls(item),
        joined(event.weapons), joined(event.seized), joined(p.name for p in event.people),
        event.source.text, event.source.kind, None if item.incident else event.confidence,
        item.judgement, joined(o.document_id for o in item.origins),
        joined(str(o.published) for o in item.origins if o.published),
        joined(dict.fromkeys(o.outlet for o in item.origins)), joined(o.title for o in item.origins),
        item.trigger, item.sentence,
    ]  # fmt: skip


def _actors(event: Event, world: World) -> tuple[str | None, ...]:
    def labels(actors: Iterable[Actor]) -> str | None:
        return joined(world.actor(a.id).label_en for a in actors)

    def ids(actors: Iterable[Actor]) -> str | None:
        return joined(a.id for a in actors)

    everybody = (*event.initiators, *event.supporters, *event.targets)
    return (
        ids(event.initiators), labels(event.initiators), ids(event.supporters), ids(event.targets), labels(event.targets),
        ids(a for a in everybody if a.suspected),
    )  # fmt: skip


def _place(event: Event) -> tuple[Value, ...]:
    place = main_place(event.places)
    if place is None:
        return (None,) * 11
    return (
        place.text, place.id, place.name, place.name_ar, place.admin1, place.admin2, place.country,
        place.latitude, place.longitude, precision(place), joined(p.name_ar or p.text for p in event.places),
    )  # fmt: skip


def _tolls(item: Item) -> list[Value]:
    counts = item.event.toll.counts()
    values: list[Value] = []
    for name in TOLL_FIELDS:
        count = counts.get(name)
        values += (count.low, item.best.get(name, count.low), count.high, count.approximate) if count else (None,) * 4
    return values
