"""CSV with plain names, JSON lines of the contract, GeoJSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from rasd.exports.cells import safe
from rasd.exports.columns import COLUMNS, Value, row
from rasd.exports.item import Item
from rasd.exports.world import World, main_place

_encode = msgspec.json.Encoder().encode


def write_rows(header: Sequence[str], rows: Iterable[Sequence[Value]], out: BinaryIO, *, bom: bool = False) -> None:
    """Rows as CSV (RFC 4180, UTF-8). `bom`: begin with the mark by which Excel knows UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig" if bom else "utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(map(_cells, rows))
    text.flush()
    text.detach()


def _cells(values: Sequence[Value]) -> list[Value]:
    """Texts made safe, truth as words; numbers and dates are as csv writes them (dates ISO)."""
    return [
        safe(value) if type(value) is str else ("true" if value else "false") if type(value) is bool else value for value in values
    ]


def write_csv(items: Iterable[Item], world: World, out: BinaryIO, *, bom: bool = False) -> None:
    """One row an item, in the order of COLUMNS."""
    write_rows([c.name for c in COLUMNS], (row(item, world) for item in items), out, bom=bom)


def write_jsonl(items: Iterable[Item], out: BinaryIO) -> None:
    """One record of the contract a line; of an incident, the incident with all that was told."""
    for item in items:
        out.write(_encode(item.incident or item.event) + b"\n")


def write_geojson(items: Iterable[Item], world: World, out: BinaryIO) -> None:
    """A feature collection (RFC 7946): a point where the main place has coordinates, else a null geometry."""
    out.write(b'{"type":"FeatureCollection","features":[')
    for before, feature in _separated(items, world):
        out.write(before + _encode(feature))
    out.write(b"\n]}\n")


def _separated(items: Iterable[Item], world: World) -> Iterator[tuple[bytes, dict[str, Any]]]:
    before = b"\n"
    for item in items:
        yield before, _feature(item, world)
        before = b",\n"


def _feature(item: Item, world: World) -> dict[str, Any]:
    values = row(item, world)
    properties = {c.name: v for c, v in zip(COLUMNS, values, strict=True) if c.name not in ("latitude", "longitude")}
    place = main_place(item.event.places)
    geometry = None
    if place and place.latitude is not None and place.longitude is not None:
        geometry = {"type": "Point", "coordinates": [round(place.longitude, 6), round(place.latitude, 6)]}
    return {"type": "Feature", "id": item.id, "geometry": geometry, "properties": properties}
