"""Adding tables of places: GeoNames dumps, and tables with P-codes and coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rasd.errors import GazetteerError
from rasd.gazetteer import sources

COLUMNS = (
    "id",
    "name_ar",
    "other",
    "name_en",
    "admin1",
    "admin2",
    "country",
    "latitude",
    "longitude",
    "precision",
    "population",
)
_GEONAMES_COLUMNS = 19
_arabic = re.compile("[\u0621-\u064a]")
_PRECISION = {
    "A": "district",
    "P": "settlement",
    "S": "site",
    "T": "site",
    "H": "site",
    "L": "site",
    "R": "site",
    "V": "site",
}
_ALIASES = {
    "pcode": ("pcode", "admin4pcode", "p_code"), "name_ar": ("name_ar", "arabic", "name_arabic", "admin4name_ar"), "name_en": ("name_en", "english", "name", "admin4name_en"),
    "admin_ar": ("admin_ar", "admin1", "admin1name_ar"), "latitude": ("latitude", "lat", "y"), "longitude": ("longitude", "lon", "long", "lng", "x"), "country": ("country", "iso"),
}  # fmt: skip
_COUNTRY_OF_PCODE = {"C": "SY"}


def add_table(path: Path) -> int:
    """Check a table, keep it in the user's folder, and say how many places it holds.

    Takes a GeoNames dump, or a table (tab or comma) with a header that names an Arabic name, latitude and
    longitude. Raises GazetteerError with file and line for what cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise GazetteerError(f"{path}: no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise GazetteerError(f"{path}: is empty")
    dump = len(lines[0].split("\t")) == _GEONAMES_COLUMNS and lines[0].split("\t")[0].isdigit()
    rows = list(_geonames(path.name, lines) if dump else _table(path.name, lines))
    if not rows:
        raise GazetteerError(f"{path}: holds no place with an Arabic name")
    folder = sources.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{path.stem}.part"
    part.write_text("\n".join(["\t".join(COLUMNS), *("\t".join(r) for r in rows)]) + "\n", encoding="utf-8")
    part.replace(folder / f"{path.stem}.tsv")
    return len(rows)


def _geonames(name: str, lines: list[str]) -> Iterator[tuple[str, ...]]:
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            raise GazetteerError(f"{name}:{number}: {len(cells)} columns where a GeoNames dump has {_GEONAMES_COLUMNS}")
        names = [n for n in cells[3].split(",") if _arabic.search(n)]
        if not names:
            continue
        _coordinates(name, number, cells[4], cells[5])
        precision = (
            "governorate"
            if cells[7] == "ADM1"
            else "country"
            if cells[7].startswith("PCL")
            else _PRECISION.get(cells[6], "site")
        )
        population = cells[14] if cells[14].isdigit() else "0"
        yield (
            f"geonames:{cells[0]}",
            names[0],
            "; ".join(names[1:]),
            cells[1],
            "",
            "",
            cells[8],
            cells[4],
            cells[5],
            precision,
            population,
        )


def _coordinates(name: str, number: int, latitude: str, longitude: str) -> None:
    try:
        ok = -90 <= float(latitude) <= 90 and -180 <= float(longitude) <= 180
    except ValueError:
        ok = False
    if not ok:
        raise GazetteerError(f"{name}:{number}: {latitude!r}, {longitude!r} are no coordinates in degrees")


def _table(name: str, lines: list[str]) -> Iterator[tuple[str, ...]]:
    sign = "\t" if "\t" in lines[0] else ","
    header = [h.strip().lower() for h in lines[0].split(sign)]
    at = {field: next((header.index(a) for a in aliases if a in header), -1) for field, aliases in _ALIASES.items()}
    missing = [f for f in ("name_ar", "latitude", "longitude") if at[f] < 0]
    if missing:
        raise GazetteerError(f"{name}:1: no column for {', '.join(missing)}; the header reads {', '.join(header)}")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = [c.strip() for c in line.split(sign)]
        if len(cells) != len(header):
            raise GazetteerError(f"{name}:{number}: {len(cells)} columns where the header has {len(header)}")
        row = {field: cells[k] if k >= 0 else "" for field, k in at.items()}
        _coordinates(name, number, row["latitude"], row["longitude"])
        if not row["name_ar"]:
            continue
        chain = [part.strip() for part in row["admin_ar"].split(">") if part.strip()]
        country = row["country"] or _COUNTRY_OF_PCODE.get(row["pcode"][:1], "")
        identity = f"pcode:{row['pcode']}" if row["pcode"] else f"{Path(name).stem}:{number}"
        admin1, admin2 = (chain[-1], chain[-2] if len(chain) > 1 else "") if chain else ("", "")
        first, *others = (
            [p.strip() for p in re.split(r"[-–/]", row["name_ar"]) if p.strip()]
            if " - " in row["name_ar"]
            else [row["name_ar"]]
        )
        yield (
            identity,
            first,
            "; ".join(others),
            row["name_en"] or first,
            admin1,
            admin2,
            country,
            row["latitude"],
            row["longitude"],
            "settlement",
            "0",
        )
