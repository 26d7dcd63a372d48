"""The 49 columns of UCDP's GED, for the records that it would hold: organised violence with at least one death."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from math import floor
from typing import Literal

import msgspec

from rasd.event import Event, Place
from rasd.exports.columns import Value
from rasd.exports.item import Item
from rasd.exports.parts import acting_places
from rasd.exports.world import World, country, governorate, precision

HEADER = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip
_WHERE = {"site": 1, "settlement": 1, "district": 3, "governorate": 4, "country": 6}
_GOVERNMENT = frozenset(["military", "police", "authority"])
_NO_STATE = frozenset(["aanes", "asayish", "libya_lna", "palestinian_authority"])
"""Forces and authorities that are no government of a state in Gleditsch and Ward's list."""
_UNORGANISED = frozenset(["unidentified_gunmen", "armed_group_unspecified", "security_forces", "military_unspecified"])


class Party(msgspec.Struct, frozen=True):
    """A side: its name, and whether it is a government (of a country), a group, or civilians."""

    name: str
    kind: Literal["government", "group", "civilians"]
    state: str = ""


class Fight(msgspec.Struct, frozen=True):
    """Sides in UCDP's order, the type of violence (1 state-based, 2 non-state, 3 one-sided), and whether they are turned."""

    side_a: Party
    side_b: Party
    violence: int
    turned: bool


class Rows:
    """Rows of the layout. `left_out` counts, by reason, the items that gave no row."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.left_out: dict[str, int] = {}

    def rows(self, items: Iterable[Item]) -> Iterator[list[Value]]:
        """One row an item that GED would hold."""
        for item in items:
            reason = self._why_not(item)
            fight = None if reason else self._fight(item.event)
            if fight is None:
                reason = reason or "sides are not two organised actors, or one and civilians"
                self.left_out[reason] = self.left_out.get(reason, 0) + 1
            else:
                yield _row(item, fight)

    def _why_not(self, item: Item) -> str:
        event = item.event
        killed = event.toll.counts().get("killed")
        if self.world.type(event.event_type).ucdp != "deaths" or event.status != "occurred":
            return "not a kind of violence that GED holds, or not told as fact"
        if killed is None or item.best.get("killed", killed.low) < 1:
            return "no death"
        if not event.places or event.places[0].country is None or (event.date.start or event.date.end) is None:
            return "no country or no date"
        return ""

    def _fight(self, event: Event) -> Fight | None:
        acting = [p for a in event.initiators if (p := self._party(a.id))]
        hit = [p for a in event.targets if (p := self._party(a.id))]
        first = next((p for p in acting if p.kind != "civilians"), None)
        second = next((p for p in hit if p.kind != "civilians"), None) or next(iter(hit), None)
        if first is None or second is None:
            return None
        if second.kind == "civilians":
            return Fight(first, second, 3, False)
        if "government" not in (first.kind, second.kind):
            return Fight(first, second, 2, False)
        turned = first.kind != "government"
        return Fight(second, first, 1, True) if turned else Fight(first, second, 1, False)

    def _party(self, actor: str) -> Party | None:
        info = self.world.actor(actor)
        if actor in _UNORGANISED or info.kind == "crime":
            return None
        if info.kind == "civilians":
            return Party("Civilians", "civilians")
        if info.kind in _GOVERNMENT and info.country and actor not in _NO_STATE:
            return Party(f"Government of {country(info.country).name}", "government", info.country)
        return Party(info.label_en, "government" if info.kind == "military" and not info.country else "group")


def _row(item: Item, fight: Fight) -> list[Value]:
    event = item.event
    place = acting_places(event)[0]
    land = country(place.country)
    start, end = _period(event)
    number = int.from_bytes(sha256(item.id.encode()).digest()[:6])
    dyad = f"{fight.side_a.name} - {fight.side_b.name}"
    low, best, high = _deaths(item)
    return [
        number, f"{land.iso3}-{start.year}-{item.id}", start.year, None, "Unchecked", fight.violence,
        None, None, f"{land.name}: {dyad}" if fight.violence == 1 else dyad, None, None, dyad,
        None, None, fight.side_a.name, None, None, fight.side_b.name,
        *_sources(item), *_where(place), land.name, land.gw or None, land.ucdp_region,
        1 if event.date.precision == "day" else 2, _date_precision(event), start, end,
        *_by_side(event, fight, best), best, high, low,
        country(fight.side_a.state).gw or None, country(fight.side_b.state).gw or None,
    ]  # fmt: skip


def _sources(item: Item) -> tuple[Value, ...]:
    dates = [str(o.published) for o in item.origins if o.published]
    outlets = list(dict.fromkeys(o.outlet for o in item.origins if o.outlet))
    titles = [o.title for o in item.origins if o.title]
    articles = ['"{}", {}, {}'.format(o.title or o.document_id, o.outlet or "", o.published or "") for o in item.origins]
    return (
        len(item.origins), "; ".join(articles), "; ".join(outlets), "; ".join(dates), "; ".join(titles), "; ".join(item.sources),
    )  # fmt: skip


def _where(place: Place) -> tuple[Value, ...]:
    located = place.latitude is not None and place.longitude is not None
    point = f"POINT ({place.longitude} {place.latitude})" if located else ""
    exactness = _WHERE.get(precision(place) or "", 2) if located else 6
    return (
        exactness, place.name or place.text, place.text, governorate(place).name, place.admin2, place.latitude, place.longitude, point,
        priogrid(place.latitude, place.longitude),
    )  # fmt: skip


def priogrid(latitude: float | None, longitude: float | None) -> int | None:
    """PRIO-GRID's cell: half degrees, 720 a row, counted from the south-west corner from 1."""
    if latitude is None or longitude is None:
        return None
    return floor((latitude + 90) * 2) * 720 + floor((longitude + 180) * 2) + 1


def _period(event: Event) -> tuple[date, date]:
    start, end = event.date.start or event.date.end, event.date.end or event.date.start
    assert start and end  # such records were left out
    return start, end


def _date_precision(event: Event) -> int:
    """1 the day, 2 two to six days, 3 a week, 4 a month, 5 more. A day that is only the publication's counts as 2."""
    start, end = _period(event)
    if event.date.precision == "assumed":
        return 2
    days = (end - start).days + 1
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


def _deaths(item: Item) -> tuple[int, int, int]:
    """Low, best and high. A record's best is its lower bound; an open upper bound is not guessed."""
    killed = item.event.toll.counts()["killed"]
    best = item.best.get("killed", killed.low)
    return killed.low, best, max(best, killed.high or 0)


def _by_side(event: Event, fight: Fight, best: int) -> tuple[int, int, int, int]:
    """Deaths of side A, side B, civilians, unknown: of the hit side where one side acts; unknown in a clash."""
    if fight.violence == 3:
        return 0, 0, best, 0
    mixed = event.event_type in ("clash", "territory_taken") or len(event.targets) > 1
    if mixed or event.event_type == "suicide_bombing":
        return 0, 0, 0, best
    return (best, 0, 0, 0) if fight.turned else (0, best, 0, 0)
