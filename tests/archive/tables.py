"""What a finished folder holds, in a form that can be compared byte by byte; and folders finished with given records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from rasd.archive.finishing import finish_here
from rasd.archive.folder import Done, Folder, Plan
from rasd.archive.pieces import Piece
from rasd.archive.rows import rows_of
from rasd.event import Event
from rasd.reading.items import ReadReport
from rasd.report import Report


def records(folder: Folder) -> list[bytes]:
    rows = ds.dataset(folder.path / "records", format="parquet", partitioning="hive").to_table().to_pylist()
    return sorted(msgspec.json.encode(row, order="deterministic") for row in rows)


def rejects(folder: Folder) -> list[bytes]:
    rows = pq.read_table(folder.path / "rejects.parquet").to_pylist()
    return sorted(msgspec.json.encode(row, order="deterministic") for row in rows)


def finished(path: Path, reports: Iterable[tuple[Report, Sequence[Event]]]) -> Path:
    """A folder as `rasd archive code` finishes it, with these reports' records."""
    folder, piece = Folder(path), Piece("in.jsonl", "jsonl", 0, -1, 0)
    folder.begin(Plan("a test", (piece,)))
    with folder.writing(piece) as sheets:
        for report, events in reports:
            read = ReadReport(report=report, content=b"", media_type="text/plain", address=report.id)
            sheets.add("records", rows_of(read, events))
    folder.mark(Done(piece=piece.name))
    finish_here(folder)
    return path
