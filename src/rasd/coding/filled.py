"""What was decided for one record: the acts that it joins and the mentions that fill its fields."""

from __future__ import annotations

from typing import NamedTuple

from rasd.coding.acts import Act, Details
from rasd.event import Status


class Chosen(NamedTuple):
    """A mention (by its number in the scan) chosen for a field, how sure, and the act that it was scored with."""

    n: int
    probability: float
    act: Act


class Tolled(NamedTuple):
    """The count of a field, read from words [first, last): the surest mention, and what others add."""

    chosen: Chosen
    low: int
    high: int | None
    approximate: bool
    first: int
    last: int


class Group(NamedTuple):
    """The acts of a report that are one; the head gives type and trigger."""

    head: Act
    acts: tuple[Act, ...]

    def scored(self, most: int) -> tuple[Act, ...]:
        """The tellings, at most so many, that the fields are read from: the head's first."""
        return (self.head, *[a for a in self.acts if a is not self.head][: most - 1])


class Filled(NamedTuple):
    """A group of acts with its status and the mentions chosen for its fields."""

    group: Group
    status: Status
    roles: dict[str, list[Chosen]]
    places: list[Chosen]
    date: Chosen | None
    tolls: dict[str, Tolled]
    source: Chosen | None
    details: Details
    """What the fields say, for comparing with other records."""

    @property
    def empty(self) -> bool:
        """Nothing but words for an act: no place, time, count or party."""
        return not (self.places or self.date or self.tolls or self.roles["initiators"] or self.roles["targets"])
