"""The columns that comparisons look at, made from a record: small numbers, masks and lists of numbers.

Sets are held twice: as a sorted list of numbers (exact) and as a 64-bit mask with one bit an item (fast; two
sets whose masks share no bit share no item).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from msgspec import UNSET, UnsetType

from rasd.arabic.frequency import ordinary_words
from rasd.arabic.letters import fold
from rasd.arabic.words import prefix_splits, split_words
from rasd.event import Count, Event, Place
from rasd.gazetteer import Gazetteer
from rasd.gazetteer.model import name_key, without_article
from rasd.incidents.hints import named_places, sentence_around
from rasd.incidents.kinship import ActorMasks, Actors, Types, kin
from rasd.incidents.places import PlaceReader, Whereabouts
from rasd.incidents.record import Record

EITHER_SIDE = frozenset({"clash", "agreement", "talks", "release", "interception"})
"""Types whose initiators and targets are sides in no fixed order."""
_UNDONE = frozenset({"attempted", "planned"})
_WORD_LETTERS = 4
_SOURCES = frozenset({"official", "organization", "media", "witness"})

Fragment = dict[str, Any]
"""Columns that many records share: where an act was, or who acted and was hit."""


class Row(NamedTuple):
    """The traits of one record; `where` and `side` are numbers of fragments of the reader."""

    document: int
    type: int
    type_bit: int
    close: int
    compatible: int
    either: bool
    status: str
    source: int | None
    side: int
    where: int
    first: int | None
    last: int | None
    assumed: bool
    killed_low: int | None
    killed_high: int | None
    wounded_low: int | None
    wounded_high: int | None
    held_low: int | None
    held_high: int | None
    people: list[int]
    people_mask: int
    words: list[int]
    words_mask: int
    has_text: bool


class TraitReader:
    """Makes rows of traits. Those made since `restart` can be compared with each other."""

    def __init__(self, gazetteer: Gazetteer | None = None, actors: Actors | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer.load()
        self._places = PlaceReader(self._gazetteer)
        self._actors = actors or Actors()
        self._types = Types()
        self.restart()

    def number(self, types: Iterable[str], actors: Iterable[str]) -> None:
        """Number these types and actors first: rows of readers that began with the same ones can be compared."""
        for name in types:
            self._types.masks(name)
        for name in actors:
            self._actors.masks(name)

    def restart(self) -> None:
        """Forget all rows made so far; rows made before and after are not to be compared."""
        self._documents: dict[str, int] = {}
        self._side_numbers: dict[Any, int] = {}
        self._where_numbers: dict[Any, int] = {}
        self.sides: list[Fragment] = []
        self.wheres: list[Fragment] = []

    def row(self, record: Record) -> Row:
        """The traits of one record."""
        event = record.event
        types = self._types.masks(event.event_type)
        first, last = _interval(record)
        toll = event.toll
        people = _numbers(word for p in event.people if p.role != "source" for word in name_key(p.name))
        words = _numbers(_rare_words(record)) if record.text is not None else []
        return Row(
            self._documents.setdefault(event.document_id, len(self._documents)),
            types.number,
            _signed(types.bit),
            _signed(types.close),
            _signed(types.compatible),
            event.event_type in EITHER_SIDE,
            event.status if event.status in _UNDONE else "done",
            _source(event),
            self._side(event),
            self._where(record),
            first,
            last,
            event.date.precision == "assumed",
            *_range(toll.killed),
            *_range(toll.wounded),
            *_range(toll.detained, toll.abducted, toll.released, toll.displaced),
            people,
            _bloom(people),
            words,
            _bloom(words),
            record.text is not None,
        )

    def _side(self, event: Event) -> int:
        """The number of the fragment for the record's actors."""
        kind = event.event_type if event.event_type in EITHER_SIDE else ""
        key = (
            kind,
            tuple([a.id for a in event.initiators]),
            tuple([a.id for a in event.supporters]),
            tuple([a.id for a in event.targets]),
        )
        number = self._side_numbers.get(key)
        if number is None:
            number = self._side_numbers[key] = len(self.sides)
            self.sides.append(self._actor_columns(*key))
        return number

    def _actor_columns(
        self, kind: str, initiators: Sequence[str], supporters: Sequence[str], targets: Sequence[str]
    ) -> Fragment:
        own = [self._actors.masks(a) for a in initiators]
        doers = [*own, *(self._actors.masks(a) for a in supporters)]
        hit = [self._actors.masks(a) for a in targets]
        columns: Fragment = {"turnable": not kind and bool(doers and hit)}
        columns |= _side("doer_own", own) | _side("hit_own", hit)
        if kind == "interception":  # who shoots a drone down is whom it was meant for
            doers, hit = [], [*doers, *hit]
        elif kind:
            doers = hit = [*doers, *hit]
        civilian = self._actors.civilian_bit
        columns |= _side("doer", doers) | _side("hit", hit)
        columns["hit_civilians"] = bool(hit) and all(m.kind == civilian for m in hit)
        columns["actor_handles"] = _actor_handles([*doers, *hit])
        return columns

    def _where(self, record: Record) -> int:
        """The number of the fragment for the record's places."""
        event = record.event
        countries = self._theatres(event)
        places = event.places
        key: Any = (tuple([(p.text, p.id, p.latitude, p.longitude) for p in places]), countries)
        if record.text is None or (places and all(p.latitude is not None for p in places)):
            number = self._where_numbers.get(key)
            if number is None:
                number = self._where_numbers[key] = self._kept(self._places.whereabouts(places, countries))
            return number
        found = self._places.whereabouts(places, countries)
        if found.unknown or not places:
            found = self._places.whereabouts((*places, *self._named(record)), countries)
        return self._kept(found)

    def _kept(self, found: Whereabouts) -> int:
        self.wheres.append(_place_columns(found))
        return len(self.wheres) - 1

    def _theatres(self, event: Event) -> tuple[str, ...]:
        """Countries where the record's actors act, likeliest first."""
        homes = [self._actors.masks(a.id).country for a in (*event.initiators, *event.supporters, *event.targets)]
        return tuple(dict.fromkeys(t for home in homes if home for t in kin()["theatres"].get(home, (home,))))

    def _named(self, record: Record) -> list[Place]:
        """Places that the record's sentences name, else those of the title."""
        evidence = record.event.evidence
        text = record.text or ""
        spans = [evidence.sentence, evidence.trigger, *evidence.mentions]
        found = named_places(text, spans, self._gazetteer)
        return found if found or record.event.places else named_places(text, [(0, 1)], self._gazetteer)


def _place_columns(found: Whereabouts) -> Fragment:
    placed = bool(found.points or found.denoted)
    points, denoted, areas = (_numbers(names) for names in (found.points, found.denoted, found.areas))
    return {
        "points": points,
        "points_mask": _bloom(points),
        "denoted": denoted,
        "denoted_mask": _bloom(denoted),
        "areas": areas,
        "areas_mask": _bloom(areas),
        "latitude": found.latitude,
        "longitude": found.longitude,
        "radius": found.radius,
        "placed": placed,
        "only_areas": found.only_areas and placed,
        "unknown_place": found.unknown,
        "names_area": any("/" in area for area in found.denoted),
        "only_country": found.only_areas and placed and all(len(d) == 2 for d in found.denoted),
        "governorates": _numbers(a for a in found.areas | found.denoted if a.count("/") == 1),
        "countries": _numbers(found.countries),
    }


def _actor_handles(actors: list[ActorMasks]) -> list[int]:
    """What a record without a known area is looked up by: families of named actors, and those without family."""
    named = [m for m in actors if not m.stands_for]
    families = [f"family {n}" for m in named for n in range(m.families.bit_length()) if m.families >> n & 1]
    return _numbers((*families, *(f"actor {m.number}" for m in named if not m.families)))


def _side(name: str, actors: list[ActorMasks]) -> Fragment:
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


def _interval(record: Record) -> tuple[int | None, int | None]:
    """First and last day as numbers; the day of publication where the record gives none."""
    told = record.event.date
    start, end = told.start or told.end or record.published, told.end or told.start or record.published
    if start is None or end is None:
        return None, None
    first, last = start.toordinal(), end.toordinal()
    return (first, last) if first <= last else (last, first)


def _range(*counts: Count | UnsetType) -> tuple[int | None, int | None]:
    """Lowest and highest number of the counts that are told, added up; an open range is open."""
    told = [c for c in counts if c is not UNSET]
    if not told:
        return None, None
    low = sum([c.low for c in told])
    return low, None if any(c.high is None for c in told) else sum([c.high or 0 for c in told])


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


def _numbers(items: Iterable[str]) -> list[int]:
    return sorted({_hash(item) for item in items})


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
