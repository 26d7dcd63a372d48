"""What a brief says of a period: counts, tolls as ranges, the gravest acts, what is disputed."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from rasd.event import TOLL_FIELDS
from rasd.exports.brief_words import WORDS, Language
from rasd.exports.item import Item
from rasd.exports.world import World, country, governorate, main_place

GRAVEST = 10
_MOST_DISPUTED = 30


class Range(msgspec.Struct):
    """A sum of numbers told. `open`: some of them are lower bounds only."""

    low: int = 0
    high: int = 0
    open: bool = False

    def add(self, low: int, high: int | None) -> None:
        """Add one act's numbers."""
        self.low += low
        self.high += low if high is None else high
        self.open = self.open or high is None

    def __str__(self) -> str:
        span = f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"
        return span + ("+" if self.open else "")


class Group(msgspec.Struct):
    """Acts of one type or governorate."""

    label: str
    acts: int = 0
    killed: Range = msgspec.field(default_factory=Range)


class Told(msgspec.Struct, frozen=True):
    """An act as the brief shows it."""

    id: str
    title: str
    when: date | None
    where: str
    tolls: tuple[str, ...]
    sources: tuple[str, ...]
    quotation: str | None
    status: str
    disputes: tuple[str, ...]


class Spot(msgspec.Struct):
    """A point of the map, in degrees."""

    longitude: float
    latitude: float
    label: str
    acts: int = 0
    killed: int = 0


class Brief(msgspec.Struct):
    """All that the page shows."""

    language: Language
    acts: int = 0
    linked: bool = True
    documents: set[str] = msgspec.field(default_factory=set)
    tolls: dict[str, Range] = msgspec.field(default_factory=dict)
    types: dict[str, Group] = msgspec.field(default_factory=dict)
    places: dict[str, Group] = msgspec.field(default_factory=dict)
    spots: dict[tuple[float, float], Spot] = msgspec.field(default_factory=dict)
    unplaced: int = 0
    days: Counter[date] = msgspec.field(default_factory=Counter)
    gravest: list[Told] = msgspec.field(default_factory=list)
    disputed: list[Told] = msgspec.field(default_factory=list)


def summarise(items: Iterable[Item], world: World, language: Language) -> Brief:
    """A brief of items, which are gone through once. Holds sums and the acts that are shown."""
    brief = Brief(language)
    gravest: list[tuple[tuple[int, int, int, str], Item]] = []
    for item in items:
        _count(brief, item, world)
        _place(brief, item)
        heapq.heappush(gravest, (_gravity(item), item))
        if len(gravest) > GRAVEST:
            heapq.heappop(gravest)
        if len(brief.disputed) < _MOST_DISPUTED and (found := tuple(_disputes(item, world, language))):
            brief.disputed.append(told(item, world, language, found))
    brief.gravest = [told(item, world, language) for _, item in sorted(gravest, key=lambda g: g[0], reverse=True)]
    return brief


def _count(brief: Brief, item: Item, world: World) -> None:
    event, counts = item.event, item.event.toll.counts()
    brief.acts += 1
    brief.linked = brief.linked and item.incident is not None
    brief.documents.update(o.document_id for o in item.origins)
    kind = world.type(event.event_type)
    group = brief.types.setdefault(event.event_type, Group(kind.label_ar if brief.language == "ar" else kind.label_en))
    area = brief.places.setdefault(_area(item, brief.language), Group(_area(item, brief.language)))
    for one in (group, area):
        one.acts += 1
        if "killed" in counts:
            one.killed.add(counts["killed"].low, counts["killed"].high)
    for name, count in counts.items():
        brief.tolls.setdefault(name, Range()).add(count.low, count.high)
    if event.date.start:
        brief.days[event.date.start] += 1


def _area(item: Item, language: Language) -> str:
    place = main_place(item.event.places)
    if place is None or not (place.admin1 or place.country):
        return WORDS[language]["none"]
    area, land = governorate(place), country(place.country)
    names = (area.name_ar, land.name_ar) if language == "ar" else (area.name, land.name)
    return ("، " if language == "ar" else ", ").join(n for n in names if n)


def _place(brief: Brief, item: Item) -> None:
    place = main_place(item.event.places)
    if place is None or place.latitude is None or place.longitude is None:
        brief.unplaced += 1
        return
    label = (place.name_ar or place.text) if brief.language == "ar" else (place.name or place.text)
    spot = brief.spots.setdefault((place.longitude, place.latitude), Spot(place.longitude, place.latitude, label))
    spot.acts += 1
    killed = item.event.toll.counts().get("killed")
    spot.killed += killed.low if killed else 0


def _gravity(item: Item) -> tuple[int, int, int, str]:
    """Killed, wounded, then other people harmed; planned and denied acts come after all others."""
    counts = item.event.toll.counts()
    real = item.event.status in ("occurred", "alleged")
    low = {name: counts[name].low if real and name in counts else 0 for name in TOLL_FIELDS}
    return low["killed"], low["wounded"], low["abducted"] + low["detained"], item.id


def told(item: Item, world: World, language: Language, disputes: tuple[str, ...] = ()) -> Told:
    """An act for the page."""
    words, event = WORDS[language], item.event
    place = main_place(event.places)
    where = (place.name_ar or place.text if language == "ar" else place.name or place.text) if place else ""
    counts = event.toll.counts()
    ranges = {name: Range() for name in counts}
    for name, count in counts.items():
        ranges[name].add(count.low, count.high)
    return Told(
        id=item.id,
        title=_title(item, world, language),
        when=event.date.start,
        where=", ".join(dict.fromkeys(n for n in (where, _area(item, language)) if n)),
        tolls=tuple(f"{words[name]}: {ranges[name]}" for name in TOLL_FIELDS if name in ranges),
        sources=tuple(_sources(item)),
        quotation=item.sentence,
        status="" if event.status == "occurred" else words[event.status],
        disputes=disputes,
    )


def _title(item: Item, world: World, language: Language) -> str:
    event, words = item.event, WORDS[language]
    kind = world.type(event.event_type)
    title = kind.label_ar if language == "ar" else kind.label_en
    for link, actors in ((words["by"], event.initiators), (words["on"], event.targets)):
        labels = [_label(a.id, world, language) for a in actors]
        title += f" {link} {('، ' if language == 'ar' else ', ').join(labels)}" if labels else ""
    return title


def _label(actor: str, world: World, language: Language) -> str:
    info = world.actor(actor)
    return info.label_ar if language == "ar" else info.label_en


def _sources(item: Item) -> Iterator[str]:
    for origin in item.origins:
        yield " · ".join(str(v) for v in (origin.outlet, origin.title, origin.published, origin.document_id) if v)
    yield from item.sources


def _disputes(item: Item, world: World, language: Language) -> Iterator[str]:
    """What reports or parties say against each other."""
    words, incident = WORDS[language], item.incident
    if item.event.status in ("alleged", "denied"):
        yield words[item.event.status]
    everybody = (*item.event.initiators, *item.event.supporters, *item.event.targets)
    if suspected := [_label(a.id, world, language) for a in everybody if a.suspected]:
        yield words["suspected"] + ", ".join(dict.fromkeys(suspected))
    if incident is None:
        return
    if len(incident.status.told) > 1:
        yield words["tolls_differ"] + ", ".join(words.get(t.value, t.value) for t in incident.status.told)
    if denied := [_label(a.id, world, language) for a in incident.initiators if a.denied]:
        yield words["denies"] + ", ".join(denied)
    for name, count in incident.toll.items():
        if count.low != count.high:
            yield f"{words[name]}, {words['tolls_differ']}{count.low}–{count.high}"
