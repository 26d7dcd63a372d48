"""Records as rows of Parquet, as `rasd export --format parquet` has them, with country and month; and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pyarrow as pa

from rasd.event import TOLL_FIELDS, Event
from rasd.exports import Origin, of_event
from rasd.exports.parquet import SCHEMA as _EXPORTED
from rasd.exports.parquet import row_of
from rasd.reading.items import ReadFault, ReadReport
from rasd.report import Report

UNKNOWN = "unknown"
SCHEMA = pa.schema([("country", pa.string()), ("month", pa.string()), ("position", pa.int32()), *_EXPORTED])
"""`position`: of the record in its report. Country and month are those of the act, else of the report."""
REJECTS = pa.schema(
    [
        ("path", pa.string()), ("address", pa.string()), ("reason", pa.string()), ("media_type", pa.string()),
        ("size", pa.int64()), ("content", pa.binary()),
    ]
)  # fmt: skip
_KEPT = 100_000
"""Bytes of a rejected input that are kept."""


def rows_of(read: ReadReport, events: Sequence[Event]) -> list[dict[str, Any]]:
    """A report's records as rows."""
    report = read.report
    origin = Origin(
        document_id=report.id, published=report.published, outlet=read.outlet, title=report.title, text=report.text
    )
    return [
        {"country": _country(event, report), "month": _month(event, report), "position": n, **row_of(of_event(event, origin))}
        for n, event in enumerate(events)
    ]


def _country(event: Event, report: Report) -> str:
    return next((p.country for p in event.places if p.country), None) or report.country or UNKNOWN


def _month(event: Event, report: Report) -> str:
    day = event.date.start or event.date.end or report.published
    return day.strftime("%Y-%m") if day else UNKNOWN


def reject_of(path: str, item: ReadReport | ReadFault, reason: str) -> dict[str, Any]:
    """An input that gave no records, with its reason and its first bytes."""
    return {
        "path": path, "address": item.address, "reason": reason, "media_type": item.media_type, "size": len(item.content),
        "content": item.content[:_KEPT],
    }  # fmt: skip


def event_of(row: dict[str, Any]) -> Event:
    """The record of a row, as it was before: what the columns hold as null is unset again."""
    told = {name: row[name] for name in Event.__struct_fields__}
    told["toll"] = {name: count for name in TOLL_FIELDS if (count := (row["toll"] or {}).get(name)) is not None}
    for holder, name in ((told["date"], "span"), (told["source"], "span"), *((p, "precision") for p in told["places"])):
        if holder[name] is None:
            del holder[name]
    return msgspec.convert(told, Event)
