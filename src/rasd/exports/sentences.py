"""A record as one English sentence, from its coded values only: no words of the report, no names of people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from rasd.event import TOLL_FIELDS, Actor, Count, Event, Place
from rasd.exports.item import Item
from rasd.exports.world import World, country, governorate, table

_STATUS = {
    "alleged": "Allegedly: ",
    "attempted": "Attempted: ",
    "planned": "Planned: ",
    "denied": "Denied by a party: ",
}
_KINDS = {
    "official": "an official source", "organization": "an organization", "media": "media", "witness": "witnesses",
    "anonymous": "unnamed sources", "none": "",
}  # fmt: skip


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return {row["event_type"]: row for row in table("phrases.tsv")}


def sentence(item: Item, world: World, place: Place | None = None, day: date | None = None) -> str:
    """Who did what to whom, where, when, with what toll, according to what kind of source."""
    event = item.event
    parts = [_STATUS.get(event.status, "") + _act(event, world) + _where(place) + _when(event, day)]
    tolls = _tolls(event)
    if tolls:
        parts.append(f"Reported: {tolls}")
    kind = _KINDS[event.source.kind]
    told = len(item.origins)
    if kind or told > 1:
        parts.append("According to " + " and ".join(filter(None, [kind, f"{told} reports" if told > 1 else ""])))
    return ". ".join(p[0].upper() + p[1:] for p in parts) + "."


def _act(event: Event, world: World) -> str:
    who, whom = _names(event.initiators, world), _names(event.targets, world)
    form = "both" if who and whom else "initiator" if who else "target" if whom else "nobody"
    phrases = _phrases().get(event.event_type)
    if phrases is None:  # a type of the user's own codebook
        label = world.type(event.event_type).label_en
        return label + (f" by {who}" if who else "") + (f" against {whom}" if whom else "")
    helped = f" with the support of {_names(event.supporters, world)}" if event.supporters else ""
    return phrases[form].format(a=who, t=whom) + helped


def _names(actors: Iterable[Actor], world: World) -> str:
    names = [("suspected " if a.suspected else "") + _lower(world.actor(a.id).label_en, a.id) for a in actors]
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def _lower(label: str, id: str) -> str:
    general = ("civilians", "protesters", "detainees", "refugees", "journalists", "aid_workers", "smugglers", "unidentified_gunmen")
    return label[0].lower() + label[1:] if id in general else label


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    names = [place.name or place.text, governorate(place).name, country(place.country).name]
    return " in " + ", ".join(dict.fromkeys(n for n in names if n))


def _when(event: Event, day: date | None) -> str:
    start = day or event.date.start
    if start is None:
        return ""
    end = None if day else event.date.end
    exact = " (day of publication)" if event.date.precision == "assumed" else ""
    if event.date.precision in ("month", "year"):
        return f" in {start:%B %Y}" if event.date.precision == "month" else f" in {start.year}"
    return f" on {_day(start)}" + exact if end in (None, start) else f" from {_day(start)} to {_day(end)}" + exact


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _tolls(event: Event) -> str:
    counts = event.toll.counts()
    return ", ".join(f"{_number(counts[name])} {name}" for name in TOLL_FIELDS if name in counts)


def _number(count: Count) -> str:
    about = "about " if count.approximate else ""
    if count.high is None:
        return f"at least {count.low}"
    return f"{about}{count.low}" if count.low == count.high else f"{about}{count.low} to {count.high}"
