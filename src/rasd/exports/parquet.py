"""Parquet: typed and nested, the whole record as the contract has it, with what is known of its reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from rasd.event import TOLL_FIELDS
from rasd.exports.item import Item

_BATCH = 4_000
"""Items in memory at once; also the rows of a row group."""


def _structs(**fields: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct(list(fields.items())))


_SPAN = pa.list_(pa.int32())
_TEXTS = pa.list_(pa.string())
_ACTORS = _structs(id=pa.string(), text=pa.string(), span=_SPAN, suspected=pa.bool_())
_COUNT = pa.struct(
    [("low", pa.int64()), ("high", pa.int64()), ("approximate", pa.bool_()), ("text", pa.string()), ("span", _SPAN)]
)
_PLACES = _structs(
    text=pa.string(), span=_SPAN, id=pa.string(), name=pa.string(), name_ar=pa.string(), latitude=pa.float64(),
    longitude=pa.float64(), admin1=pa.string(), admin2=pa.string(), country=pa.string(), precision=pa.string(),
)  # fmt: skip
SCHEMA = pa.schema(
    [
        ("id", pa.string()), ("event_id", pa.string()), ("document_id", pa.string()), ("event_type", pa.string()),
        ("status", pa.string()), ("initiators", _ACTORS), ("supporters", _ACTORS), ("targets", _ACTORS),
        ("places", _PLACES),
        ("date", pa.struct([("start", pa.date32()), ("end", pa.date32()), ("precision", pa.string()), ("span", _SPAN)])),
        ("toll", pa.struct([(name, _COUNT) for name in TOLL_FIELDS])),
        ("best", pa.struct([(name, pa.int64()) for name in TOLL_FIELDS])),
        ("weapons", _TEXTS), ("seized", _TEXTS),
        ("people", _structs(name=pa.string(), role=pa.string(), span=_SPAN)),
        ("source", pa.struct([("kind", pa.string()), ("text", pa.string()), ("span", _SPAN)])),
        ("confidence", pa.float64()),
        ("evidence", pa.struct([("sentence", _SPAN), ("trigger", _SPAN), ("mentions", pa.list_(_SPAN))])),
        ("trigger", pa.string()), ("sentence", pa.string()),
        ("judgement", pa.string()), ("changed", pa.timestamp("us", tz="UTC")),
        ("records", _TEXTS),
        ("reports", _structs(document_id=pa.string(), published=pa.date32(), outlet=pa.string(), title=pa.string())),
    ]
)  # fmt: skip
"""One row an item. `records`: of an incident, its records; `best`: of an incident, the chosen numbers."""


def write_parquet(items: Iterable[Item], out: BinaryIO) -> None:
    """Parquet with zstd, a row group each 4,000 rows."""
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for batch in _batches(items):
            writer.write_table(pa.Table.from_pylist([row_of(item) for item in batch], SCHEMA))


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    stream = iter(items)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def row_of(item: Item) -> dict[str, Any]:
    """An item as a row of SCHEMA."""
    values: dict[str, Any] = msgspec.to_builtins(item.event, builtin_types=(date, datetime))
    values["id"], values["best"], values["judgement"], values["changed"] = item.id, item.best or None, item.judgement, item.changed
    values["trigger"], values["sentence"] = item.trigger, item.sentence
    for actor in (*values["initiators"], *values["supporters"], *values["targets"]):
        actor.setdefault("suspected", False)
    values["reports"] = [
        {"document_id": o.document_id, "published": o.published, "outlet": o.outlet, "title": o.title} for o in item.origins
    ]
    if item.incident:
        values["confidence"] = None
        values["records"] = list(item.incident.events)
    return values
