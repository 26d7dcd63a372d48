"""What maps, timelines, counts and networks show of acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from rasd.codebook import Codebook
from rasd.event import Place
from rasd.workbench.picture import Act

MOST_FEATURES = 20_000
By = Literal["type", "actor", "country", "admin1", "place", "status"]
Unit = Literal["day", "week", "month"]
Group = Literal["type", "actor", "country", "admin1", "none"]


class Point(msgspec.Struct, frozen=True, tag="Point", tag_field="type"):
    """Degrees of longitude and latitude, in this order."""

    coordinates: tuple[float, float]


class FeaturePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where an act is shown, and how exactly that is known."""

    id: str | None
    name: str | None
    name_ar: str | None
    text: str
    admin1: str | None
    country: str | None
    precision: str | None


class Properties(msgspec.Struct, frozen=True, kw_only=True):
    """What a mark on the map tells."""

    what: Literal["incident", "record"]
    report_id: str | None
    event_type: str | None
    status: str | None
    state: str | None
    first_day: date | None
    last_day: date | None
    killed: int | None
    wounded: int | None
    place: FeaturePlace | None
    initiators: tuple[str, ...]
    supporters: tuple[str, ...]
    targets: tuple[str, ...]
    reports: int
    confidence: float | None


class Feature(msgspec.Struct, frozen=True, tag="Feature", tag_field="type"):
    """An act on the map; without geometry where its place is not known."""

    id: str
    geometry: Point | None
    properties: Properties


class Features(msgspec.Struct, frozen=True, tag="FeatureCollection", tag_field="type"):
    """Acts on the map, the latest first. `total`: with those that are too many to send."""

    features: tuple[Feature, ...]
    total: int
    without_place: int


class Bucket(msgspec.Struct, frozen=True):
    """Acts that began in one day, week (its Monday) or month (its first day)."""

    day: date
    count: int
    killed: int
    groups: dict[str, int]


class Timeline(msgspec.Struct, frozen=True):
    """Acts by time; those without a day are counted in `undated`."""

    by: Unit
    group: Group
    buckets: tuple[Bucket, ...]
    undated: int


class CountRow(msgspec.Struct, frozen=True):
    """How many acts have a value, and how many were killed in them."""

    key: str
    label_en: str
    label_ar: str
    count: int
    killed: int


class Counted(msgspec.Struct, frozen=True):
    """Counts of values, most first."""

    by: By
    rows: tuple[CountRow, ...]


class Node(msgspec.Struct, frozen=True):
    """An actor, and the acts in which it has part."""

    id: str
    label_en: str
    label_ar: str
    kind: str
    count: int
    killed: int


class Edge(msgspec.Struct, frozen=True):
    """Acts of one actor against another, or in support of it."""

    source: str
    target: str
    kind: Literal["against", "supports"]
    count: int
    killed: int
    types: dict[str, int]


class Network(msgspec.Struct, frozen=True):
    """Actors and what they do to each other."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def features(acts: Iterable[Act]) -> Features:
    """The acts for a map."""
    ordered = sorted(acts, key=lambda a: (a.first_day or date.min, a.id), reverse=True)
    nowhere = sum(a.place is None or a.place.latitude is None for a in ordered)
    return Features(tuple(map(_feature, ordered[:MOST_FEATURES])), len(ordered), nowhere)


def _feature(act: Act) -> Feature:
    place = act.place
    point = None
    if place is not None and place.latitude is not None and place.longitude is not None:
        point = Point((place.longitude, place.latitude))
    wounded = act.toll.get("wounded")
    return Feature(
        act.id, point,
        Properties(
            what="incident" if act.report_id is None else "record", report_id=act.report_id, event_type=act.event_type,
            status=act.status, state=act.state, first_day=act.first_day, last_day=act.last_day,
            killed=act.killed() if "killed" in act.toll else None, wounded=wounded.best if wounded else None,
            place=_shown(place) if place else None, initiators=act.initiators, supporters=act.supporters, targets=act.targets,
            reports=act.reports, confidence=act.confidence,
        ),
    )  # fmt: skip


def _shown(place: Place) -> FeaturePlace:
    return FeaturePlace(
        id=place.id, name=place.name, name_ar=place.name_ar, text=place.text, admin1=place.admin1, country=place.country,
        precision=place.precision if isinstance(place.precision, str) else None,
    )  # fmt: skip


_VALUES: dict[str, Callable[[Act], Iterable[str | None]]] = {
    "type": lambda a: (a.event_type,),
    "status": lambda a: (a.status,),
    "actor": lambda a: dict.fromkeys((*a.initiators, *a.supporters, *a.targets)),
    "country": lambda a: dict.fromkeys(p.country for p in a.places),
    "admin1": lambda a: (a.place.admin1 if a.place else None,),
    "place": lambda a: ((a.place.id or a.place.text) if a.place else None,),
    "none": lambda a: (),
}


def timeline(acts: Iterable[Act], by: Unit, group: Group) -> Timeline:
    """The acts by the time they began."""
    found: dict[date, list[Act]] = {}
    undated = 0
    for act in acts:
        if act.first_day is None:
            undated += 1
        else:
            found.setdefault(_first_of(act.first_day, by), []).append(act)
    return Timeline(by, group, tuple(_bucket(day, found[day], group) for day in sorted(found)), undated)


def _first_of(day: date, by: Unit) -> date:
    return day if by == "day" else day.replace(day=1) if by == "month" else day - timedelta(days=day.weekday())


def _bucket(day: date, acts: list[Act], group: Group) -> Bucket:
    groups: dict[str, int] = {}
    for value in (v for act in acts for v in _VALUES[group](act) if v):
        groups[value] = groups.get(value, 0) + 1
    return Bucket(day, len(acts), sum(act.killed() for act in acts), groups)


def counts(acts: Iterable[Act], by: By, codebook: Codebook) -> Counted:
    """How often each value is there."""
    found: dict[str, list[int]] = {}
    labels: dict[str, tuple[str, str]] = {}
    for act in acts:
        for value in _VALUES[by](act):
            if value:
                one = found.setdefault(value, [0, 0])
                one[0], one[1] = one[0] + 1, one[1] + act.killed()
                if by == "place" and act.place:
                    labels[value] = act.place.name or act.place.text, act.place.name_ar or act.place.text
    ordered = sorted(found.items(), key=lambda f: (-f[1][0], f[0]))
    return Counted(by, tuple(CountRow(key, *labels.get(key, label(codebook, key)), n, killed) for key, (n, killed) in ordered))


def label(codebook: Codebook, key: str) -> tuple[str, str]:
    """English and Arabic words for a type or an actor; else the value itself."""
    info = codebook.types.get(key) or codebook.actors.get(key)
    return (info.label_en, info.label_ar) if info else (key, key)


def network(acts: Iterable[Act], codebook: Codebook) -> Network:
    """Actors with edges for who acts against whom, and who supports whom."""
    nodes: dict[str, list[int]] = {}
    edges: dict[tuple[str, str, Literal["against", "supports"]], list[Act]] = {}
    for act in acts:
        for actor in dict.fromkeys((*act.initiators, *act.supporters, *act.targets)):
            one = nodes.setdefault(actor, [0, 0])
            one[0], one[1] = one[0] + 1, one[1] + act.killed()
        for source in act.initiators:
            for target in act.targets:
                edges.setdefault((source, target, "against"), []).append(act)
            for supporter in act.supporters:
                edges.setdefault((supporter, source, "supports"), []).append(act)
    return Network(
        tuple(_node(codebook, id, n, killed) for id, (n, killed) in sorted(nodes.items(), key=lambda f: (-f[1][0], f[0]))),
        tuple(_edge(*ends, told) for ends, told in sorted(edges.items(), key=lambda f: (-len(f[1]), f[0]))),
    )


def _node(codebook: Codebook, id: str, count: int, killed: int) -> Node:
    info = codebook.actors.get(id)
    return Node(id, *label(codebook, id), info.kind if info else "", count, killed)


def _edge(source: str, target: str, kind: Literal["against", "supports"], acts: list[Act]) -> Edge:
    types: dict[str, int] = {}
    for act in acts:
        types[act.event_type or ""] = types.get(act.event_type or "", 0) + 1
    return Edge(source, target, kind, len(acts), sum(act.killed() for act in acts), types)
