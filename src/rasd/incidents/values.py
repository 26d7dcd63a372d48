"""An incident from its records: for each field the value a stated rule chooses, and all values told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from rasd.arabic.letters import fold
from rasd.codebook.book import Codebook
from rasd.event import Actor, Event, Place
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


class Account(NamedTuple):
    """A record's event, who stands behind it, and the day it was told."""

    event: Event
    teller: Teller
    day: date


class IncidentMaker:
    """Makes incidents; knows the actors' names, to see who claims an act."""

    def __init__(self, codebook: Codebook | None = None) -> None:
        self._actors = (codebook or Codebook.load()).actors

    def make(self, incident_id: str, records: Iterable[Record]) -> Incident:
        """The incident of these records."""
        accounts = sorted(map(_account, records), key=lambda a: (a.day, a.event.event_id))
        events = [a.event for a in accounts]
        dated = _dated(events)
        return Incident(
            incident_id=incident_id,
            events=tuple([e.event_id for e in events]),
            documents=tuple(dict.fromkeys([e.document_id for e in events])),
            event_type=_type(accounts),
            status=_status(accounts),
            first_date=min([e.date.start for e in dated if e.date.start], default=None),
            last_date=max([e.date.end for e in dated if e.date.end], default=None),
            dates=_dates(accounts),
            place=_place(events),
            place_rule=PLACE_RULE,
            places=_places(accounts),
            initiators=self._role(accounts, "initiators"),
            supporters=self._role(accounts, "supporters"),
            targets=self._role(accounts, "targets"),
            toll=_toll(accounts),
            weapons=_told(accounts, lambda e: e.weapons),
            seized=_told(accounts, lambda e: e.seized),
            people=_told(accounts, lambda e: [p.name for p in e.people if p.role != "source"]),
        )

    def _role(self, accounts: Sequence[Account], role: Role) -> tuple[IncidentActor, ...]:
        if not any(getattr(a.event, role) for a in accounts):
            return ()
        told: dict[str, dict[str, list[Teller]]] = {}
        claimed: set[str] = set()
        for event, teller, _ in accounts:
            for actor in getattr(event, role):
                kind = "denied" if event.status == "denied" else "suspected" if actor.suspected else "named"
                tellers = told.setdefault(actor.id, {"named": [], "suspected": [], "denied": []})[kind]
                if teller not in tellers:
                    tellers.append(teller)
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


def _account(record: Record) -> Account:
    """The day told is the report's, or the day of the act where that is not at hand."""
    event = record.event
    teller = Teller(event.event_id, event.document_id, event.source.text, event.source.kind)
    return Account(event, teller, record.published or event.date.end or event.date.start or date.min)


def _dated(events: Sequence[Event]) -> Sequence[Event]:
    """Records that say the day themselves; all where none does."""
    said = [e for e in events if e.date.precision != "assumed" and e.date.start]
    days = [e for e in said if e.date.precision == "day"]
    return days or said or events


def _dates(accounts: Sequence[Account]) -> tuple[ToldDate, ...]:
    told: dict[tuple[date | None, date | None, bool], list[Teller]] = {}
    for event, teller, _ in accounts:
        told.setdefault((event.date.start, event.date.end, event.date.precision == "assumed"), []).append(teller)
    found = [ToldDate(start, end, assumed, tuple(tellers)) for (start, end, assumed), tellers in told.items()]
    return tuple(sorted(found, key=lambda d: (-len(d.tellers), d.assumed, d.start or date.max, d.end or date.max)))


def _told(accounts: Sequence[Account], values: Callable[[Event], Iterable[str]]) -> tuple[Told, ...]:
    """Values with who told them, most told first."""
    found: dict[str, list[Teller]] = {}
    for event, teller, _ in accounts:
        for value in dict.fromkeys(values(event)):
            found.setdefault(value, []).append(teller)
    if not found:
        return ()
    told = [Told(value, tuple(tellers)) for value, tellers in found.items()]
    if len(told) < 2:
        return tuple(told)
    return tuple(sorted(told, key=lambda t: (-len(t.tellers), t.value)))


def _type(accounts: Sequence[Account]) -> Choice:
    told = _told(accounts, lambda e: (e.event_type,))
    narrower = [t for t in told if t.value not in _GENERIC]
    return Choice((narrower or told)[0].value, TYPE_RULE, told)


def _status(accounts: Sequence[Account]) -> Choice:
    told = _told(accounts, lambda e: (e.status,))
    return Choice(min([t.value for t in told], key=_STATUS.index), STATUS_RULE, told)


def _place_key(place: Place) -> str:
    return place.id or fold(place.text)


def _places(accounts: Sequence[Account]) -> tuple[ToldPlace, ...]:
    first: dict[str, Place] = {}
    told: dict[str, list[Teller]] = {}
    for event, teller, _ in accounts:
        for place in event.places:
            key = _place_key(place)
            first.setdefault(key, place)
            tellers = told.setdefault(key, [])
            if teller not in tellers:
                tellers.append(teller)
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


def _toll(accounts: Sequence[Account]) -> dict[str, IncidentCount]:
    """A range for every role that anybody counts."""
    told: dict[str, list[tuple[date, ToldCount]]] = {}
    for event, teller, day in accounts:
        for name, count in event.toll.counts().items():
            said = ToldCount(count.low, count.high, count.approximate, teller)
            told.setdefault(name, []).append((day, said))
    return {name: _range(counts) for name, counts in told.items()}


def _range(told: Sequence[tuple[date, ToldCount]]) -> IncidentCount:
    counts = [c for _, c in told]
    return IncidentCount(
        low=min([c.low for c in counts]),
        best=_best(told),
        high=max([_high(c) for c in counts]),
        rule=TOLL_RULE,
        told=tuple(counts),
    )


def _high(count: ToldCount) -> int:
    return count.low if count.high is None else count.high


def _best(told: Sequence[tuple[date, ToldCount]]) -> int:
    """The last exact number, else the last lower bound."""
    if len(told) == 1:
        return _high(told[0][1])
    exact = [(day, c) for day, c in told if c.high is not None] or told
    last = max([day for day, _ in exact])
    numbers = Counter([_high(c) for day, c in exact if day == last])
    return max(numbers, key=lambda n: (numbers[n], n))
