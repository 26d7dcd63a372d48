"""Which items are exported."""

from __future__ import annotations

from datetime import date

import msgspec

from rasd.arabic.letters import fold
from rasd.event import Place
from rasd.exports.item import Item


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What is not set does not matter. Days are included; an act counts when any of its days is inside.

    `places` are gazetteer ids or names (of the place, its district or governorate) in Arabic or English;
    actors count in any role.
    """

    first_day: date | None = None
    last_day: date | None = None
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    judgements: frozenset[str] = frozenset()
    least_confidence: float | None = None
    """Of records; incidents have no confidence and are kept."""

    def keeps(self, item: Item) -> bool:
        """Whether the item is exported."""
        event = item.event
        return (
            (not self.types or event.event_type in self.types)
            and (not self.statuses or event.status in self.statuses)
            and (not self.judgements or item.judgement in self.judgements)
            and (self.least_confidence is None or bool(item.incident) or event.confidence >= self.least_confidence)
            and self._at_the_time(event.date.start, event.date.end)
            and (not self.countries or any(p.country in self.countries for p in event.places))
            and (not self.places or any(self._named(p) for p in event.places))
            and (not self.actors or any(a.id in self.actors for a in (*event.initiators, *event.supporters, *event.targets)))
        )

    def _at_the_time(self, start: date | None, end: date | None) -> bool:
        if self.first_day is None and self.last_day is None:
            return True
        first, last = start or end, end or start
        if first is None or last is None:
            return False
        return (self.first_day is None or last >= self.first_day) and (self.last_day is None or first <= self.last_day)

    def _named(self, place: Place) -> bool:
        wanted = {fold(name).casefold() for name in self.places}
        names = (place.id, place.text, place.name, place.name_ar, place.admin1, place.admin2)
        return any(fold(name).casefold() in wanted for name in names if name)
