"""The records of a finished archive in one order, whoever reads them; and linked on one machine: a million take minutes and gigabytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from rasd.archive.rows import event_of
from rasd.errors import ArchiveError
from rasd.incidents import Record

_BATCH = 1_000


class Stretch(msgspec.Struct, frozen=True):
    """A row group of a file of records; `first`: how many records stand before it in the archive."""

    file: str
    group: int
    first: int


def stretches(tables: Path) -> list[Stretch]:
    """All records of a finished output folder in order of country, month and report. Raises ArchiveError."""
    if not (tables / "summary.json").is_file():
        raise ArchiveError(f"{tables}: is no finished output of `rasd archive code`; run that to its end first")
    found, first = [], 0
    for file in sorted((tables / "records").rglob("*.parquet")):
        try:
            told = pq.read_metadata(file)
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(file, error) from error
        for group in range(told.num_row_groups):
            found.append(Stretch(str(file.absolute()), group, first))
            first += told.row_group(group).num_rows
    return found


def records_of(stretch: Stretch) -> Iterator[Record]:
    """The records of a stretch with the days of their reports, in order. Raises ArchiveError."""
    try:
        with pq.ParquetFile(stretch.file) as table:
            for batch in table.iter_batches(_BATCH, row_groups=[stretch.group], use_threads=False):
                for row in batch.to_pylist():
                    yield Record(event_of(row), row["reports"][0]["published"])
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(stretch.file, error) from error


def _unreadable(file: str | Path, error: Exception) -> ArchiveError:
    return ArchiveError(f"{file}: cannot be read: {str(error)[:200]}")


def read_records(tables: Path, twice: Callable[[str], None]) -> Iterator[Record]:
    """The records of a finished output folder, in order.

    A report that the archive held twice gives its records once; `twice` hears of the others. Raises ArchiveError.
    """
    seen: set[str] = set()
    for stretch in stretches(tables):
        for record in records_of(stretch):
            if record.event.event_id in seen:
                twice(record.event.event_id)
            else:
                seen.add(record.event.event_id)
                yield record
