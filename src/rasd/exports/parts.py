"""One act at several places or over several days, taken apart into a part for each place and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from rasd.event import Event, Place
from rasd.exports.world import precision

LONGEST = 31
"""Days over which an act is still taken apart; a longer one stands at its middle."""
_MOVEMENTS = frozenset(["displacement", "deployment", "withdrawal", "smuggling", "escape", "aid"])
_FINENESS = {"site": 4, "settlement": 3, "district": 2, "governorate": 1, "country": 0}


class Part(msgspec.Struct, frozen=True):
    """An act at one place on one day. It is number `number` of `count` parts of the act."""

    place: Place
    day: date
    day_precision: int
    """1 the day, 2 within a week, 3 within a month (ACLED's time_precision)."""
    number: int
    count: int

    def share(self, total: int) -> int:
        """This part's share of a number; the shares of all parts add up to it."""
        return total // self.count + (1 if self.number < total % self.count else 0)


def take_apart(event: Event, by_day: bool) -> list[Part]:
    """The parts of an act; none where it has no place or no day, or is known to the year only.

    `by_day`: an act of more than two days is taken apart by day (two are one night).
    """
    places, days = acting_places(event), _days(event, by_day)
    whole = [(place, day, exactness) for place in places for day, exactness in days]
    return [Part(*one, number, len(whole)) for number, one in enumerate(whole)]


def acting_places(event: Event) -> Sequence[Place]:
    """The places of an act without those that only contain another; of a movement, the main one."""
    if event.event_type in _MOVEMENTS or len(event.places) < 2:
        return event.places[:1]
    finest = max(_fineness(p) for p in event.places)
    named = {name for p in event.places for name in (p.admin1, p.admin2) if name}
    kept = {(p.id or p.text): p for p in event.places if _fineness(p) >= min(finest, 3) and p.name not in named}
    return list(kept.values()) or event.places[:1]


def _fineness(place: Place) -> int:
    return _FINENESS.get(precision(place) or "settlement", 3)


def _days(event: Event, by_day: bool) -> list[tuple[date, int]]:
    start, end = event.date.start or event.date.end, event.date.end or event.date.start
    if start is None or end is None or event.date.precision == "year":
        return []
    length = (end - start).days + 1
    middle = start + timedelta(days=length // 2)
    if event.date.precision == "assumed":
        return [(start, 2)]
    if event.date.precision in ("week", "month"):
        return [(middle, 2 if event.date.precision == "week" else 3)]
    if length > LONGEST:
        return [(start, 3)]
    if by_day and length > 2:
        return [(start + timedelta(days=n), 1) for n in range(length)]
    return [(start, 1)]
