"""Places of a gazetteer, and what resolving asks and gives."""

from __future__ import annotations

import msgspec

from rasd.arabic.letters import fold
from rasd.event import Place, PlacePrecision


class PlaceEntry(msgspec.Struct, frozen=True, array_like=True):
    """One place; coordinates in WGS 84 degrees."""

    id: str
    name: str
    name_ar: str
    latitude: float
    longitude: float
    admin1: str | None
    admin2: str | None
    country: str
    precision: PlacePrecision
    population: int = 0
    common: bool = False
    """The name is an everyday word too: the text must say that it is a place."""

    def fill(self, place: Place) -> Place:
        """A named place with what the gazetteer knows of it."""
        return msgspec.structs.replace(
            place,
            id=self.id,
            name=self.name,
            name_ar=self.name_ar,
            latitude=self.latitude,
            longitude=self.longitude,
            admin1=self.admin1,
            admin2=self.admin2,
            country=self.country,
            precision=self.precision,
        )


class PlaceMention(msgspec.Struct, frozen=True):
    """A place as a report names it. `within`: indexes of mentions that the text says contain it."""

    name: str
    noun: str | None = None
    within: tuple[int, ...] = ()
    candidates: tuple[PlaceEntry, ...] = ()


class Resolution(msgspec.Struct, frozen=True):
    """The place chosen for a mention, or None, with the other candidates and their scores."""

    entry: PlaceEntry | None
    score: float = 0.0
    alternatives: tuple[tuple[PlaceEntry, float], ...] = ()


def without_article(word: str) -> str:
    """A folded word without ال."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def name_key(name: str) -> tuple[str, ...]:
    """The words under which a name is kept: folded, articles cut, hyphens as spaces."""
    text = fold(name)
    for mark in "-/'\"().,":
        text = text.replace(mark, " ")
    return tuple(without_article(w) for w in text.split())
