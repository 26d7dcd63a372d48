"""The formats by name, and writing items in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Literal

import msgspec

from rasd.exports import acled, hxl, ucdp
from rasd.exports.acled_settings import AcledSettings
from rasd.exports.columns import Value
from rasd.exports.item import Item
from rasd.exports.ledger import Ledger
from rasd.exports.plain import write_csv, write_geojson, write_jsonl, write_rows
from rasd.exports.redaction import Names, without_names
from rasd.exports.world import World

Format = Literal["csv", "jsonl", "geojson", "acled", "ucdp", "hxl", "parquet", "xlsx"]


def default_names(format: Format) -> Names:
    """Formats that are shared leave private names out; JSON lines are the user's own records, whole."""
    return "keep" if format == "jsonl" else "redact"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a format is written."""

    world: World
    names: Names | None = None
    """None: `default_names` of the format."""
    acled: AcledSettings = AcledSettings()
    bom: bool = False
    """CSV layouts begin with the mark by which Excel knows UTF-8."""
    right_to_left: bool = False
    """The sheet of a workbook runs from right to left."""
    ledger: Ledger | None = None
    """Notes what is written. Its `deleted` are to be asked for afterwards."""
    since: str | None = None
    """With a ledger: only what changed after this time (ISO, UTC)."""


class Written(msgspec.Struct, frozen=True):
    """What an export did. `left_out`: items that the layout does not hold, by reason."""

    items: int
    left_out: dict[str, int]


def write(items: Iterable[Item], format: Format, out: BinaryIO, options: Options) -> Written:
    """Write items in a format. CSV, JSON lines, GeoJSON and Parquet hold no more than a batch in memory.

    `items` are gone through twice where names are not kept: first to learn them (so no iterator is enough then).
    """
    names = options.names or default_names(format)
    salt = options.ledger.salt if options.ledger else None
    counted = _Counted(without_names(items, names, salt))
    by_row = format in ("acled", "ucdp")  # their rows come and go by rules of their own
    passing = options.ledger.items(counted, options.since) if options.ledger and not by_row else counted
    left_out = _WRITERS[format](passing, out, options)
    return Written(counted.count, left_out)


class _Counted:
    """Items, counted while they pass."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self._items:
            self.count += 1
            yield item


Writer = Callable[[Iterable[Item], BinaryIO, Options], dict[str, int]]


def _csv(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    write_csv(items, options.world, out, bom=options.bom)
    return {}


def _jsonl(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    write_jsonl(items, out)
    return {}


def _geojson(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    write_geojson(items, options.world, out)
    return {}


def _acled(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    layout = acled.Rows(options.world, options.acled)
    write_rows(acled.HEADER, _noted(layout.rows(items), options, acled.dated), out, bom=options.bom)
    return layout.left_out


def _ucdp(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    layout = ucdp.Rows(options.world)
    write_rows(ucdp.HEADER, _noted(layout.rows(items), options, lambda row, _: row), out, bom=options.bom)
    return layout.left_out


def _noted(
    rows: Iterable[list[Value]], options: Options, dated: Callable[[list[Value], datetime], list[Value]]
) -> Iterable[list[Value]]:
    """Rows, through the ledger where one is kept."""
    return options.ledger.rows(rows, options.since, lambda row: row[0], dated) if options.ledger else rows


def _hxl(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    write_rows(hxl.HEADER, hxl.hxl_rows(items, options.world), out, bom=options.bom)
    return {}


def _parquet(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    from rasd.exports.parquet import write_parquet

    write_parquet(items, out)
    return {}


def _xlsx(items: Iterable[Item], out: BinaryIO, options: Options) -> dict[str, int]:
    from rasd.exports.workbook import write_xlsx

    write_xlsx(items, options.world, out, right_to_left=options.right_to_left)
    return {}


_WRITERS: dict[Format, Writer] = {
    "csv": _csv, "jsonl": _jsonl, "geojson": _geojson, "acled": _acled, "ucdp": _ucdp, "hxl": _hxl, "parquet": _parquet,
    "xlsx": _xlsx,
}  # fmt: skip
