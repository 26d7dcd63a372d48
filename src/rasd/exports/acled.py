"""The 31 columns of ACLED's export: one event a place, day and pair of actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

import msgspec

from rasd.exports.acled_coding import PRECEDENCE, Coded, Side, code, disorder, fatalities, interaction
from rasd.exports.acled_settings import AcledSettings
from rasd.exports.columns import Value
from rasd.exports.item import Item
from rasd.exports.parts import Part, take_apart
from rasd.exports.sentences import sentence
from rasd.exports.world import World, country, governorate, precision

HEADER = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_VIOLENT = frozenset(["Battles", "Explosions/Remote violence", "Violence against civilians"])
_GEO = {"site": 1, "settlement": 1, "district": 2, "governorate": 3, "country": 3}


class _Telling(msgspec.Struct, frozen=True):
    """What one record tells of an event."""

    item: Item
    coded: Coded
    part: Part
    fatalities: int | None
    """This part's share; None where the record tells of no death toll."""


class Rows:
    """Rows of the layout. `left_out` counts, by reason, the items that gave no row."""

    def __init__(self, world: World, settings: AcledSettings | None = None) -> None:
        self.world, self.settings = world, settings or AcledSettings()
        self.left_out: dict[str, int] = {}

    def rows(self, items: Iterable[Item]) -> Iterator[list[Value]]:
        """All events, by first telling. Holds what tells of each event until all items are read."""
        groups: dict[tuple[str, ...], list[_Telling]] = {}
        for item in items:
            for telling in self._tellings(item):
                groups.setdefault(self._key(telling), []).append(telling)
        for key, tellings in groups.items():
            yield self._row(_identity(key, tellings[0]), tellings)

    def _tellings(self, item: Item) -> Iterator[_Telling]:
        where = item.event.places[0].country if item.event.places else None
        coded = code(item.event, where, self.world, self.settings)
        parts = take_apart(item.event, by_day=coded is not None and coded.event_type in _VIOLENT)
        if coded is None or not parts:
            reason = "not an event of the data set" if coded is None else "no place or no day"
            self.left_out[reason] = self.left_out.get(reason, 0) + 1
            return
        told = "killed" in item.event.toll.counts()
        total = fatalities(item.event, self.settings)
        for part in parts:
            yield _Telling(item, coded, part, part.share(total) if told else None)

    def _key(self, telling: _Telling) -> tuple[str, ...]:
        place, coded = telling.part.place, telling.coded
        sides = sorted((coded.side1.actor, coded.side2.actor)) if coded.event_type == "Battles" else (coded.side1.actor, coded.side2.actor)
        key = (place.id or place.text, place.country or "", telling.part.day.isoformat(), *sides, coded.event_type)
        return key if self.settings.join else (*key, telling.item.id, str(telling.part.number))

    def _row(self, id: str, tellings: list[_Telling]) -> list[Value]:
        order = list(PRECEDENCE)
        main = min(tellings, key=lambda t: (order.index(t.coded.sub_event_type), t.part.day_precision))
        part, coded, place = main.part, main.coded, main.part.place
        land = country(place.country)
        return [
            id, part.day, part.day.year, min(t.part.day_precision for t in tellings),
            disorder(coded.event_type, coded.sub_event_type), coded.event_type, coded.sub_event_type,
            coded.side1.actor, _associates(t.coded.side1 for t in tellings), coded.side1.inter,
            coded.side2.actor, _associates(t.coded.side2 for t in tellings), coded.side2.inter,
            interaction(coded.side1, coded.side2), "Civilian targeting" if _hits_civilians(coded) else "",
            land.iso or None, land.acled_region, land.name, governorate(place).name, place.admin2 or "", "",
            place.name or place.text, place.latitude, place.longitude, _geo_precision(main),
            _sources(tellings), self._scale(tellings), self._notes(tellings), _lowest(tellings), "", _changed(tellings),
        ]  # fmt: skip

    def _scale(self, tellings: list[_Telling]) -> str:
        outlets = dict.fromkeys(o.outlet for t in tellings for o in t.item.origins if o.outlet)
        return "-".join(dict.fromkeys(self.settings.scales[o] for o in outlets if o in self.settings.scales))

    def _notes(self, tellings: list[_Telling]) -> str:
        told = (sentence(t.item, self.world, t.part.place, t.part.day) for t in tellings)
        return " ".join(dict.fromkeys(told))


def dated(row: list[Value], changed: datetime) -> list[Value]:
    """The row with its timestamp: when it changed last, in seconds since 1970."""
    return [*row[:-1], int(changed.timestamp())]


def _identity(key: tuple[str, ...], telling: _Telling) -> str:
    """The id hangs on place, day, actors and event type alone, so it is the same in every export and on every machine."""
    digest = sha256("\x1f".join(key).encode()).digest()
    return (country(telling.part.place.country).iso3 or "XXX") + str(int.from_bytes(digest[:6]))


def _associates(sides: Iterable[Side]) -> str:
    return "; ".join(dict.fromkeys(name for side in sides for name in side.associates))


def _hits_civilians(coded: Coded) -> bool:
    aimed = coded.event_type == "Explosions/Remote violence" and coded.side2.inter in ("Civilians", "Protesters")
    return coded.event_type == "Violence against civilians" or aimed or coded.sub_event_type.startswith("Excessive")


def _geo_precision(telling: _Telling) -> int:
    place = telling.part.place
    if place.latitude is None:
        return 3
    return _GEO.get(precision(place) or "", 2)


def _sources(tellings: Iterable[_Telling]) -> str:
    outlets = [o.outlet for t in tellings for o in t.item.origins if o.outlet]
    return "; ".join(dict.fromkeys(outlets or [s for t in tellings for s in t.item.sources]))


def _lowest(tellings: Iterable[_Telling]) -> int:
    """Acts of one report add up; of several reports the lowest that tells of deaths wins; incidents add up."""
    reports: dict[str, int] = {}
    for telling in tellings:
        if telling.fatalities is not None:
            document = "" if telling.item.incident else telling.item.event.document_id
            reports[document] = reports.get(document, 0) + telling.fatalities
    return min(reports.values(), default=0)


def _changed(tellings: Iterable[_Telling]) -> int | None:
    times: list[datetime] = [t.item.changed for t in tellings if t.item.changed]
    return int(max(times).timestamp()) if times else None
