"""Places for linking: what a record's place names denote, lie in, and where; resolved where coordinates lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import sqrt

from msgspec import UNSET

from rasd.event import Place
from rasd.gazetteer import Gazetteer, PlaceEntry, PlaceMention
from rasd.gazetteer.model import name_key
from rasd.gazetteer.resolution import kilometres
from rasd.incidents.kinship import kin

_AREA_NOUNS = frozenset(
    name_key(
        "محافظة مدينة بلدة قرية ناحية قضاء مديرية ولاية منطقة ريف ضاحية شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط"
    )
)
_SITE_NOUNS = frozenset(name_key("مخيم حي سوق ثكنة قاعدة معبر مطار سجن شارع طريق حاجز جبل جبال وادي"))
_NAMESAKES = 0.25
"""Places of one name whose scores lie no further apart are all kept."""
_POINT_KM = 1.5
"""A village reaches this far; a town further with the root of its people: 4.7 km with 100,000 people, 11.5 with a million."""
_SITE_KM = 8.0
"""A camp, prison or quarter that only its town's name places is within this of the town."""
_OUTSKIRTS_KM, _LARGE = 10.0, 50_000
"""How far the surroundings of a town reach, and how many live in a town whose name may stand for them."""
_LABEL_KM = 80.0
"""A place lies in the governorate of the nearest place of the project's own table no further away than this."""


@dataclass(slots=True)
class Whereabouts:
    """Where a record's act was. Keys are strings; `areas` hold the places, `denoted` are areas the names may mean."""

    points: set[str] = field(default_factory=set)
    """Villages, towns, quarters, sites: gazetteer ids and folded names."""
    areas: set[str] = field(default_factory=set)
    denoted: set[str] = field(default_factory=set)
    latitude: float | None = None
    longitude: float | None = None
    """Of the main village, town or site."""
    radius: float = 0.0
    """How far from there the act may have been, in kilometres."""
    countries: set[str] = field(default_factory=set)
    only_areas: bool = True
    """No village, town or site is named."""
    unknown: bool = False
    """The main place is a village or site that the gazetteer does not hold."""


class PlaceReader:
    """Reads the places of records."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._labelled: dict[str, list[PlaceEntry]] = defaultdict(list)
        self._area_names: dict[str, set[str]] = defaultdict(set)
        self._governorates: dict[tuple[str, str, float, float], str] = {}
        self._unspaced = {name.replace(" ", ""): name for name in gazetteer.names() if " " in name}
        entries = {e.id: e for name in gazetteer.names() for e in gazetteer.candidates(name)}
        self._population = {e.id: e.population for e in entries.values() if e.population}
        self._large: dict[str, list[PlaceEntry]] = defaultdict(list)
        for entry in entries.values():
            if entry.precision == "settlement" and entry.population >= _LARGE:
                self._large[entry.country].append(entry)
            if entry.admin1 and entry.admin1.isascii():
                self._labelled[entry.country].append(entry)
            elif entry.admin1:
                self._area_names[entry.country].add(_plain(entry.admin1))

    def whereabouts(self, places: Sequence[Place], countries: Sequence[str]) -> Whereabouts:
        """What the names of places denote and lie in; `countries`: where the act may be, likeliest first.

        The first place is the main one; a later one that holds it counts as where it lies. Places without
        coordinates are looked up. Where several of one name remain, all their areas are kept.
        """
        found = Whereabouts()
        for place, readings in zip(places, self._readings(places, countries), strict=True):
            country = self._country(place)
            if country:
                found.denoted.add(country)
                found.countries.add(country)
            elif readings:
                self._add(found, readings)
            else:
                found.points |= {f"n:{name}" for name in (*_names(place.text), *_tail(place.text))}
                found.only_areas, found.unknown = False, True
        found.unknown = found.unknown and found.latitude is None
        if not found.countries:
            found.countries |= set(countries[:1])
        return found

    def _readings(self, places: Sequence[Place], countries: Sequence[str]) -> list[list[Place]]:
        """For each place itself, or the places its name may mean: in the likeliest country, the likeliest first."""
        candidates = [() if p.latitude is not None else self._candidates(p.text) for p in places]
        country = next((c for c in countries if any(e.country == c for found in candidates for e in found)), None)
        chosen = self._gazetteer.resolve(
            [PlaceMention(p.text, None, (), found) for p, found in zip(places, candidates, strict=True)], country
        )
        out = []
        for place, resolution in zip(places, chosen, strict=True):
            if place.latitude is not None:
                out.append([place])
                continue
            scored = [(resolution.entry, resolution.score), *resolution.alternatives] if resolution.entry else []
            near = [e for e, score in scored if e is not None and score > resolution.score - _NAMESAKES]
            out.append([e.fill(place) for e in near if country is None or e.country == country])
        return out

    def _add(self, found: Whereabouts, readings: Sequence[Place]) -> None:
        """Add a place that may be any of `readings`."""
        sure = len(readings) == 1
        for place in readings:
            home = place.country or ""
            latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
            governorate = self._governorate(home, place.admin1 or "", latitude, longitude)
            denoted = self._denoted(place, governorate)
            holds = found.unknown or bool(denoted & found.areas)
            found.countries.add(home)
            found.areas |= {home, governorate}
            if holds:
                found.areas |= denoted
                continue
            found.denoted |= denoted
            if place.precision in ("governorate", "district"):
                continue
            found.points |= {f"n:{name}" for name in _names(place.text)} | ({f"i:{place.id}"} if sure else set())
            if place.admin2:
                found.areas.add(f"{governorate}/{_plain(place.admin2)}")
            found.areas |= self._large_towns_near(place.id, home, latitude, longitude)
            found.only_areas = False
            if found.latitude is None and sure:
                found.latitude, found.longitude = latitude, longitude
                found.radius = self._radius(place)

    def _large_towns_near(self, id: str | None, country: str, latitude: float, longitude: float) -> set[str]:
        """The surroundings of large towns that a place lies in: its outskirts are often told by the town's name alone."""
        return {
            f"around {town.id}" for town in self._large[country]
            if town.id != id and kilometres((latitude, longitude), (town.latitude, town.longitude)) <= _OUTSKIRTS_KM
        }  # fmt: skip

    def _radius(self, place: Place) -> float:
        if _is_site_elsewhere(place):
            return _SITE_KM
        people = self._population.get(place.id or "", 0) if place.precision == "settlement" else 0
        return _POINT_KM + sqrt(people) / 100

    def _denoted(self, place: Place, governorate: str) -> set[str]:
        """Areas that the name may mean: a town often stands for its surroundings or what it gives its name to."""
        names = {_plain(n) for n in (place.name or "", place.name_ar or "", place.text) if n}
        found = {
            f"{e.country}/{_plain(e.admin1 or '')}"
            for e in self._candidates(place.text)
            if e.precision == "governorate" and e.country == place.country
        }
        if (
            place.precision == "governorate"
            or governorate.split("/")[-1] in names
            or names & self._area_names[place.country or ""]
        ):
            found.add(governorate)
        if place.precision == "district":
            found.add(f"{governorate}/{_plain(place.name or place.text)}")
        elif place.admin2 and _plain(place.admin2) in names:
            found.add(f"{governorate}/{_plain(place.admin2)}")
        if place.precision == "settlement":
            found.add(f"around {place.id}")
        return found

    def _country(self, place: Place) -> str | None:
        if place.precision is not UNSET and place.precision == "country" and place.country:
            return place.country
        words = name_key(place.text)
        while len(words) > 1 and words[0] in _AREA_NOUNS:
            words = words[1:]
        return _countries().get(" ".join(words))

    def _candidates(self, text: str) -> tuple[PlaceEntry, ...]:
        """Places of the name as it is, else without nouns before it; a camp's or prison's also by its town."""
        words = name_key(text)
        tries = [words]
        rest = words
        while len(rest) > 1 and rest[0] in _AREA_NOUNS | _SITE_NOUNS:
            rest = rest[1:]
            tries.append(rest)
        if words and words[0] in _SITE_NOUNS:
            tries += [rest[:n] for n in range(len(rest) - 1, 0, -1)]
        for run in tries:
            if found := self._gazetteer.candidates(" ".join(run)):
                return found
        return self._gazetteer.candidates(self._unspaced.get("".join(words), ""))

    def _governorate(self, country: str, label: str, latitude: float, longitude: float) -> str:
        """`country/label`, one label a governorate: GeoNames writes them in Arabic, the project's table in Latin."""
        key = (country, label, latitude, longitude)
        if key not in self._governorates:
            self._governorates[key] = f"{country}/{_plain(self._label(*key))}"
        return self._governorates[key]

    def _label(self, country: str, label: str, latitude: float, longitude: float) -> str:
        if label.isascii() and label:
            return label
        here = (latitude, longitude)
        nearest = min(
            ((kilometres(here, (e.latitude, e.longitude)), e.admin1 or "") for e in self._labelled[country]),
            default=(_LABEL_KM, ""),
        )
        return nearest[1] if nearest[0] < _LABEL_KM else label


def _is_site_elsewhere(place: Place) -> bool:
    """The text names a camp, prison or quarter, and the coordinates are those of a town."""
    return name_key(place.text)[0] in _SITE_NOUNS and place.precision == "settlement" if place.text.strip() else False


@lru_cache(maxsize=100_000)
def _names(text: str) -> tuple[str, ...]:
    """The folded name without spaces (طوز خورماتو, طوزخورماتو), and the same without the noun before it."""
    words = name_key(text)
    names = ["".join(words)]
    if len(words) > 1 and (words[0] in _SITE_NOUNS or words[0] in _AREA_NOUNS):
        names.append("".join(words[1:]))
    return tuple(names)


def _tail(text: str) -> tuple[str, ...]:
    """An unknown name of two words or more also without its first: "the crossroads of X" is at X."""
    words = name_key(text)
    return ("".join(words[1:]),) if len(words) > 1 and len(words[1]) > 3 else ()


@lru_cache(maxsize=100_000)
def _plain(name: str) -> str:
    """A name in any script to compare with: small letters, no signs, no article, no "Governorate"."""
    words = name_key(name.casefold().replace("governorate", ""))
    return " ".join(
        w.removeprefix("al") if w.isascii() and len(w) > 4 else w for w in words if w not in ("al", "ad", "as")
    )


def is_country(name: str) -> bool:
    """The name is a country's."""
    return " ".join(name_key(name)) in _countries()


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {" ".join(name_key(name)): code for name, code in kin()["countries"].items()}
