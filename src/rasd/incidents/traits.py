"""The columns that comparisons look at, made from a record: small numbers, masks and lists of numbers.

Sets are held twice: as a sorted list of numbers (exact) and as a 64-bit mask with one bit an item (fast; two
sets whose masks share no bit share no item).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from msgspec import UNSET

from rasd.arabic.frequency import ordinary_words
from rasd.arabic.letters import fold
from rasd.arabic.words import prefix_splits, split_words
from rasd.event import Actor, Count, Event, Place
from rasd.gazetteer import Gazetteer
from rasd.gazetteer.model import name_key, without_article
from rasd.incidents.hints import named_places, sentence_around
from rasd.incidents.kinship import ActorMasks, Actors, Types, kin
from rasd.incidents.places import PlaceReader, Whereabouts
from rasd.incidents.record import Record

EITHER_SIDE = frozenset({"clash", "agreement", "talks", "release", "interception"})
"""Types whose initiators and targets are sides in no fixed order."""
_LONGEST = 45
"""Days of an interval that are looked up one by one; a longer one is looked up at its two ends."""
_UNDONE = frozenset({"attempted", "planned"})
_WORD_LETTERS = 4
_SOURCES = frozenset({"official", "organization", "media", "witness"})

Row = dict[str, Any]


class TraitReader:
    """Makes rows of traits; one reader for all records that are compared with each other."""

    def __init__(self, gazetteer: Gazetteer | None = None, actors: Actors | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer.load()
        self._places = PlaceReader(self._gazetteer)
        self._actors = actors or Actors()
        self._types = Types()
        self._documents: dict[str, int] = {}

    def row(self, record: Record) -> Row:
        """The traits of one record."""
        event = record.event
        types = self._types.masks(event.event_type)
        row: Row = {
            "document": self._documents.setdefault(event.document_id, len(self._documents)),
            "type": types.number,
            "type_bit": _signed(types.bit),
            "close": _signed(types.close),
            "compatible": _signed(types.compatible),
            "either": event.event_type in EITHER_SIDE,
            "status": event.status if event.status in _UNDONE else "occurred",
            "source": _source(event),
        }
        actors = self._sides(row, event)
        self._where(row, record, actors)
        _when(row, record)
        _tolls(row, event)
        row |= _numbers("people", (word for p in event.people if p.role != "source" for word in name_key(p.name)))
        row |= _numbers("words", _rare_words(record))
        row["has_text"] = record.text is not None
        return row

    def _sides(self, row: Row, event: Event) -> list[ActorMasks]:
        doers = self._masks((*event.initiators, *event.supporters))
        hit = self._masks(event.targets)
        row["turnable"] = event.event_type not in EITHER_SIDE and bool(doers and hit)
        row |= _side("doer_own", self._masks(event.initiators)) | _side("hit_own", hit)
        if event.event_type == "interception":  # who shoots a drone down is whom it was meant for
            doers, hit = [], [*doers, *hit]
        elif event.event_type in EITHER_SIDE:
            doers = hit = [*doers, *hit]
        row |= _side("doer", doers) | _side("hit", hit)
        civilian = self._actors.civilian_bit
        row["hit_civilians"] = bool(hit) and all(m.kind == civilian for m in hit)
        return [*doers, *hit]

    def _masks(self, actors: Iterable[Actor]) -> list[ActorMasks]:
        return [self._actors.masks(a.id) for a in actors]

    def _where(self, row: Row, record: Record, actors: list[ActorMasks]) -> None:
        event = record.event
        theatres = [t for m in actors if m.country for t in kin()["theatres"].get(m.country, [m.country])]
        countries = list(dict.fromkeys(theatres))
        found = self._places.whereabouts(event.places, countries)
        if record.text and (found.unknown or not event.places):
            found = self._places.whereabouts((*event.places, *self._named(record)), countries)
        row |= _numbers("points", found.points) | _numbers("denoted", found.denoted) | _numbers("areas", found.areas)
        row["latitude"], row["longitude"] = found.latitude, found.longitude
        row["radius"] = found.radius
        row["placed"] = bool(found.points or found.denoted)
        row["only_areas"] = found.only_areas and row["placed"]
        row["unknown_place"] = found.unknown
        row["names_area"] = any("/" in area for area in found.denoted)
        row["only_country"] = found.only_areas and bool(found.denoted) and all(len(d) == 2 for d in found.denoted)
        row["governorates"] = [
            _hash(a) for a in sorted(found.areas | found.denoted) if a.count("/") == 1 and "around" not in a
        ]
        row["countries"] = [_hash(c) for c in sorted(found.countries)]
        row["handles"] = _handles(actors, found, event.event_type)

    def _named(self, record: Record) -> list[Place]:
        evidence = record.event.evidence
        text = record.text or ""
        spans = [evidence.sentence, evidence.trigger, *evidence.mentions]
        found = named_places(text, spans, self._gazetteer)
        if found or record.event.places:
            return found
        return named_places(text, [(0, 1)], self._gazetteer)  # the title's


def _handles(actors: list[ActorMasks], found: Whereabouts, event_type: str) -> list[int]:
    """What a record without a known area is looked up by: families of named actors, names of places, country and type."""
    named = [m for m in actors if not m.stands_for]
    families = [f"f:{n}" for m in named for n in range(m.families.bit_length()) if m.families >> n & 1]
    alone = [f"a:{m.number}" for m in named if not m.families]
    kinds = [f"c:{country}:{event_type}" for country in found.countries]
    return sorted({_hash(h) for h in (*families, *alone, *kinds, *found.points)})


def _side(name: str, actors: list[ActorMasks]) -> Row:
    families = kinds = stands_for = 0
    for masks in actors:
        families |= masks.families
        kinds |= masks.kind
        stands_for |= masks.stands_for
    numbers = sorted({m.number for m in actors if not m.stands_for})
    return {
        f"{name}_told": bool(actors),
        f"{name}_ids": numbers,
        f"{name}_mask": _bloom(numbers),
        f"{name}_families": families,
        f"{name}_kinds": kinds,
        f"{name}_stands_for": stands_for,
    }


def _when(row: Row, record: Record) -> None:
    told = record.event.date
    start, end = told.start or told.end or record.published, told.end or told.start or record.published
    first, last = (None, None) if start is None or end is None else sorted((start.toordinal(), end.toordinal()))
    row["first"], row["last"] = first, last
    row["assumed"] = told.precision == "assumed"
    row["days"] = _days(first, last, row["assumed"])


def _days(first: int | None, last: int | None, assumed: bool) -> list[int]:
    """Days to look the record up by, one further than told: acts a day apart share one."""
    if first is None or last is None:
        return []
    if assumed:
        return list(range(first - 2, last + 2))
    if last - first > _LONGEST:
        return [first, first + 1, last, last + 1]
    return list(range(first, last + 2))


def _tolls(row: Row, event: Event) -> None:
    toll = event.toll
    _count(row, "killed", [toll.killed])
    _count(row, "wounded", [toll.wounded])
    _count(row, "held", [toll.detained, toll.abducted, toll.released, toll.displaced])


def _count(row: Row, name: str, counts: list[Any]) -> None:
    """Lowest and highest number; an open range is open."""
    told: list[Count] = [c for c in counts if c is not UNSET]
    row[f"{name}_low"] = sum(c.low for c in told) if told else None
    row[f"{name}_high"] = None if not told or any(c.high is None for c in told) else sum(c.high or 0 for c in told)


def _source(event: Event) -> int | None:
    if not event.source.text or event.source.kind not in (*_SOURCES, "none"):
        return None
    return _hash(" ".join(name_key(event.source.text)))


def _rare_words(record: Record) -> Iterable[str]:
    """Words of the record's sentences that general Arabic text seldom uses, without clitics before them."""
    text, event = record.text, record.event
    if text is None:
        return ()
    spans = {event.evidence.sentence, *(sentence_around(text, m) for m in event.evidence.mentions)}
    ordinary = ordinary_words()
    found: set[str] = set()
    for start, end in spans:
        for word in split_words(fold(text[start:end])):
            found |= _rare(word.text, ordinary)
    places = {w for p in event.places for w in name_key(p.text)}
    actors = {w for a in (*event.initiators, *event.targets) for w in name_key(a.text)}
    return found - places - actors


@lru_cache(maxsize=200_000)
def _rare(word: str, ordinary: frozenset[str]) -> frozenset[str]:
    if len(word) < _WORD_LETTERS or not word.isalpha():
        return frozenset()
    stems = {without_article(s) for _, s in prefix_splits(word)}
    return frozenset() if stems & ordinary else frozenset({min(stems, key=len)})


def _numbers(name: str, items: Iterable[str]) -> Row:
    numbers = sorted({_hash(item) for item in items})
    return {name: numbers, f"{name}_mask": _bloom(numbers)}


def _bloom(numbers: Iterable[int]) -> int:
    mask = 0
    for number in numbers:
        mask |= 1 << number % 64
    return _signed(mask)


def _signed(mask: int) -> int:
    """A 64-bit mask as the signed number that databases hold."""
    return mask - (1 << 64) if mask >> 63 else mask


@lru_cache(maxsize=500_000)
def _hash(item: str) -> int:
    """The same number for an item on every machine, 62 bits."""
    return int.from_bytes(blake2b(item.encode(), digest_size=8).digest(), "big") >> 2


def day_of(ordinal: int) -> date:
    """The day that a trait's number stands for."""
    return date.fromordinal(ordinal)
