"""An incident from its records: for each field the value a stated rule chooses, and all values told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from rasd.arabic.letters import fold
from rasd.codebook.book import Codebook
from rasd.event import Actor, Count, Event, Place
from rasd.incident import (
    Choice,
    Incident,
    IncidentActor,
    IncidentCount,
    Teller,
    Told,
    ToldCount,
    ToldDate,
    ToldPlace,
)
from rasd.incidents.record import Record

_GENERIC = frozenset({"attack", "killing", "raid"})
"""Types that say little of how: a narrower one told by anybody is chosen before them."""
_STATUS = ("occurred", "alleged", "attempted", "planned", "denied")
_PRECISION = ("site", "settlement", "district", "governorate", "country")
_NO_PRECISION = 1  # a name without a gazetteer entry is nearly always a village or quarter

TYPE_RULE = "the most told type; attack, killing and raid only where nobody tells a narrower one"
STATUS_RULE = "the firmest told: occurred, alleged, attempted, planned, denied"
PLACE_RULE = "the finest place that most tell; governorates and towns that others name hold it or go beside it"
TOLL_RULE = "the number told last (by day of publication); of several that day the most told, then the highest"

Role = Literal["initiators", "supporters", "targets"]


class IncidentMaker:
    """Makes incidents; knows the actors' names, to see who claims an act."""

    def __init__(self, codebook: Codebook | None = None) -> None:
        self._actors = (codebook or Codebook.load()).actors

    def make(self, incident_id: str, records: Iterable[Record]) -> Incident:
        """The incident of these records."""
        ordered = sorted(records, key=_order)
        events = [r.event for r in ordered]
        place = _place(events)
        return Incident(
            incident_id=incident_id,
            events=tuple(e.event_id for e in events),
            documents=tuple(dict.fromkeys(e.document_id for e in events)),
            event_type=_type(events),
            status=_status(events),
            first_date=min((e.date.start for e in _dated(events) if e.date.start), default=None),
            last_date=max((e.date.end for e in _dated(events) if e.date.end), default=None),
            dates=_dates(events),
            place=place,
            place_rule=PLACE_RULE,
            places=_places(events),
            initiators=self._role(events, "initiators"),
            supporters=self._role(events, "supporters"),
            targets=self._role(events, "targets"),
            toll={name: _count(name, ordered) for name in _toll_names(events)},
            weapons=_told(events, lambda e: e.weapons),
            seized=_told(events, lambda e: e.seized),
            people=_told(events, lambda e: tuple(p.name for p in e.people if p.role != "source")),
        )

    def _role(self, events: Sequence[Event], role: Role) -> tuple[IncidentActor, ...]:
        told: dict[str, dict[str, list[Teller]]] = {}
        claimed: set[str] = set()
        for event in events:
            for actor in getattr(event, role):
                kind = "denied" if event.status == "denied" else "suspected" if actor.suspected else "named"
                tellers = told.setdefault(actor.id, {"named": [], "suspected": [], "denied": []})[kind]
                if teller(event) not in tellers:
                    tellers.append(teller(event))
                if kind == "named" and role == "initiators" and self._speaks(event, actor):
                    claimed.add(actor.id)
        found = [
            IncidentActor(name, tuple(k["named"]), tuple(k["suspected"]), tuple(k["denied"]), name in claimed)
            for name, k in told.items()
        ]
        return tuple(sorted(found, key=lambda a: (-len(a.tellers), -len(a.suspected), a.id)))

    def _speaks(self, event: Event, actor: Actor) -> bool:
        """The source that tells of the act is the one who did it."""
        if not event.source.text or event.source.kind not in ("official", "none"):
            return False
        source = fold(event.source.text)
        info = self._actors.get(actor.id)
        names = [actor.text, *([info.label_ar, *(n.name for n in info.names)] if info else [])]
        return any(name and fold(name) in source for name in names)


def teller(event: Event) -> Teller:
    """Who stands behind a record's values."""
    return Teller(event.event_id, event.document_id, event.source.text, event.source.kind)


def _order(record: Record) -> tuple[date, str]:
    return _day(record), record.event.event_id


def _day(record: Record) -> date:
    """The day a record was told: its report's, or the day of the act where that is not at hand."""
    return record.published or record.event.date.end or record.event.date.start or date.min


def _dated(events: Sequence[Event]) -> Sequence[Event]:
    """Records that say the day themselves; all where none does."""
    said = [e for e in events if e.date.precision != "assumed" and e.date.start]
    days = [e for e in said if e.date.precision == "day"]
    return days or said or events


def _dates(events: Sequence[Event]) -> tuple[ToldDate, ...]:
    told: dict[tuple[date | None, date | None, bool], list[Teller]] = {}
    for e in events:
        told.setdefault((e.date.start, e.date.end, e.date.precision == "assumed"), []).append(teller(e))
    found = [ToldDate(start, end, assumed, tuple(tellers)) for (start, end, assumed), tellers in told.items()]
    return tuple(sorted(found, key=lambda d: (-len(d.tellers), d.assumed, d.start or date.max, d.end or date.max)))


def _told(events: Sequence[Event], values: Callable[[Event], Iterable[str]]) -> tuple[Told, ...]:
    """Values with who told them, most told first."""
    found: dict[str, list[Teller]] = {}
    for event in events:
        for value in dict.fromkeys(values(event)):
            found.setdefault(value, []).append(teller(event))
    return tuple(sorted((Told(v, tuple(t)) for v, t in found.items()), key=lambda t: (-len(t.tellers), t.value)))


def _type(events: Sequence[Event]) -> Choice:
    told = _told(events, lambda e: (e.event_type,))
    narrower = [t for t in told if t.value not in _GENERIC]
    return Choice((narrower or list(told))[0].value, TYPE_RULE, told)


def _status(events: Sequence[Event]) -> Choice:
    told = _told(events, lambda e: (e.status,))
    return Choice(min((t.value for t in told), key=_STATUS.index), STATUS_RULE, told)


def _place_key(place: Place) -> str:
    return place.id or fold(place.text)


def _places(events: Sequence[Event]) -> tuple[ToldPlace, ...]:
    first: dict[str, Place] = {}
    told: dict[str, list[Teller]] = {}
    for event in events:
        for place in event.places:
            key = _place_key(place)
            first.setdefault(key, place)
            if teller(event) not in told.setdefault(key, []):
                told[key].append(teller(event))
    found = [ToldPlace(first[key], tuple(tellers)) for key, tellers in told.items()]
    return tuple(sorted(found, key=lambda p: (-len(p.tellers), _rank(p.place), _place_key(p.place))))


def _rank(place: Place) -> int:
    return _PRECISION.index(place.precision) if isinstance(place.precision, str) else _NO_PRECISION


def _place(events: Sequence[Event]) -> Place | None:
    """The finest precision told as a main place, and of those the most told one."""
    mains = [e.places[0] for e in events if e.places]
    if not mains:
        return None
    counts = Counter(_place_key(p) for p in mains)
    fine = [p for p in mains if _rank(p) <= _NO_PRECISION] or mains
    return min(fine, key=lambda p: (-counts[_place_key(p)], p.latitude is None, _rank(p), _place_key(p)))


def _toll_names(events: Sequence[Event]) -> list[str]:
    return list(dict.fromkeys(name for e in events for name in e.toll.counts()))


def _count(name: str, records: Sequence[Record]) -> IncidentCount:
    told: list[tuple[date, ToldCount]] = []
    for record in records:
        count = record.event.toll.counts().get(name)
        if count is not None:
            told.append((_day(record), ToldCount(count.low, count.high, count.approximate, teller(record.event))))
    counts = [c for _, c in told]
    return IncidentCount(
        low=min(c.low for c in counts),
        best=_best(told),
        high=max(_high(c) for c in counts),
        rule=TOLL_RULE,
        told=tuple(counts),
    )


def _high(count: ToldCount | Count) -> int:
    return count.low if count.high is None else count.high


def _best(told: Sequence[tuple[date, ToldCount]]) -> int:
    """The last exact number, else the last lower bound."""
    exact = [(day, c) for day, c in told if c.high is not None] or list(told)
    last = max(day for day, _ in exact)
    numbers = Counter(_high(c) for day, c in exact if day == last)
    return max(numbers, key=lambda n: (numbers[n], n))
