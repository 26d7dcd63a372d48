"""Places for linking: what a record's place names denote, lie in, and where; resolved where coordinates lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import UNSET, structs

from rasd.event import Place
from rasd.gazetteer import Gazetteer, PlaceEntry, PlaceMention
from rasd.gazetteer.model import name_key
from rasd.gazetteer.resolution import kilometres
from rasd.incidents.kinship import kin

_AREA_NOUNS = frozenset(
    name_key("محافظة مدينة بلدة قرية ناحية قضاء مديرية ولاية منطقة ريف ضاحية شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط")
)
_SITE_NOUNS = frozenset(name_key("مخيم حي سوق ثكنة قاعدة معبر مطار سجن شارع طريق حاجز جبل جبال وادي"))
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
    countries: set[str] = field(default_factory=set)
    only_areas: bool = True
    """No village, town or site is named."""
    unknown: bool = False
    """A village or site is named that the gazetteer does not hold."""


class PlaceReader:
    """Reads the places of records."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._labelled: dict[str, list[PlaceEntry]] | None = None
        self._governorates: dict[tuple[str, str, float, float], str] = {}

    def resolved(self, places: Sequence[Place], countries: Sequence[str]) -> tuple[Place, ...]:
        """The places, those without coordinates looked up; `countries`: where the act may be, likeliest first."""
        lacking = [n for n, place in enumerate(places) if place.latitude is None and not self._country(place)]
        if not lacking:
            return tuple(places)
        candidates = [self._candidates(places[n].text) for n in lacking]
        country = next((c for c in countries if any(e.country == c for found in candidates for e in found)), None)
        chosen = self._gazetteer.resolve(
            [PlaceMention(places[n].text, None, (), found) for n, found in zip(lacking, candidates, strict=True)],
            country,
        )
        out = list(places)
        for n, resolution in zip(lacking, chosen, strict=True):
            if resolution.entry is not None:
                out[n] = _filled(places[n], resolution.entry)
        return tuple(out)

    def whereabouts(self, places: Sequence[Place]) -> Whereabouts:
        """What the names of resolved places denote and lie in."""
        found = Whereabouts()
        for place in places:
            self._add(found, place)
        return found

    def _add(self, found: Whereabouts, place: Place) -> None:
        country = self._country(place)
        if country:
            found.denoted.add(country)
            found.countries.add(country)
            return
        if place.latitude is None or place.longitude is None:
            found.points |= {f"n:{name}" for name in _names(place.text)}
            found.only_areas, found.unknown = False, True
            return
        home = place.country or ""
        found.countries.add(home)
        governorate = self._governorate(home, place.admin1 or "", place.latitude, place.longitude)
        found.areas |= {home, governorate}
        denoted = self._denoted(place, governorate)
        found.denoted |= denoted
        if place.precision in ("governorate", "district"):
            return
        found.points |= {f"i:{place.id}"} | {f"n:{name}" for name in _names(place.text)}
        if place.admin2:
            found.areas.add(f"{governorate}/{_plain(place.admin2)}")
        found.only_areas = False
        if found.latitude is None:
            found.latitude, found.longitude = place.latitude, place.longitude

    def _denoted(self, place: Place, governorate: str) -> set[str]:
        """Areas that the name may mean: a town often stands for the governorate or district it gives its name to."""
        names = {_plain(n) for n in (place.name or "", place.name_ar or "", place.text) if n}
        found = set()
        entries = [e for e in self._candidates(place.text) if e.country == place.country]
        if (
            place.precision == "governorate"
            or governorate.split("/")[-1] in names
            or (place.admin1 and _plain(place.admin1) in names)
            or any(e.precision == "governorate" for e in entries)
        ):
            found.add(governorate)
        if place.precision == "district":
            found.add(f"{governorate}/{_plain(place.name or place.text)}")
        elif place.admin2 and _plain(place.admin2) in names:
            found.add(f"{governorate}/{_plain(place.admin2)}")
        return found

    def _country(self, place: Place) -> str | None:
        if place.precision is not UNSET and place.precision == "country" and place.country:
            return place.country
        return _countries().get(" ".join(name_key(place.text)))

    def _candidates(self, text: str) -> tuple[PlaceEntry, ...]:
        """Places of the name as it is, else without a noun or direction before it."""
        if found := self._gazetteer.candidates(text):
            return found
        words = name_key(text)
        while len(words) > 1 and (words[0] in _AREA_NOUNS or words[0] in _SITE_NOUNS):
            words = words[1:]
            if found := self._gazetteer.candidates(" ".join(words)):
                return found
        return ()

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
        labelled = self._own_places().get(country, ())
        nearest = min(
            ((kilometres(here, (e.latitude, e.longitude)), e.admin1 or "") for e in labelled), default=(_LABEL_KM, "")
        )
        return nearest[1] if nearest[0] < _LABEL_KM else label

    def _own_places(self) -> dict[str, list[PlaceEntry]]:
        """Places with a Latin label of their governorate, by country."""
        if self._labelled is None:
            entries = {e.id: e for name in self._gazetteer.names() for e in self._gazetteer.candidates(name)}
            self._labelled = defaultdict(list)
            for entry in entries.values():
                if entry.admin1 and entry.admin1.isascii():
                    self._labelled[entry.country].append(entry)
        return self._labelled


def _filled(place: Place, entry: PlaceEntry) -> Place:
    return structs.replace(
        place,
        id=entry.id,
        name=entry.name,
        name_ar=entry.name_ar,
        latitude=entry.latitude,
        longitude=entry.longitude,
        admin1=entry.admin1,
        admin2=entry.admin2,
        country=entry.country,
        precision=entry.precision,
    )


@lru_cache(maxsize=100_000)
def _names(text: str) -> tuple[str, ...]:
    """The folded name, and the name without the noun before it."""
    words = name_key(text)
    names = [" ".join(words)]
    if len(words) > 1 and (words[0] in _SITE_NOUNS or words[0] in _AREA_NOUNS):
        names.append(" ".join(words[1:]))
    return tuple(names)


@lru_cache(maxsize=100_000)
def _plain(name: str) -> str:
    """A name in any script to compare with: small letters, no signs, no article, no "Governorate"."""
    words = name_key(name.casefold().replace("governorate", ""))
    return " ".join(w.removeprefix("al") if w.isascii() and len(w) > 4 else w for w in words if w not in ("al", "ad", "as"))


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {" ".join(name_key(name)): code for name, code in kin()["countries"].items()}
