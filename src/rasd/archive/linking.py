"""The records of an archive into incidents, on one machine: a million take minutes and some gigabytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rasd.archive.rows import event_of
from rasd.errors import ArchiveError
from rasd.incidents import Record

_BATCH = 1_000


def read_records(tables: Path, twice: Callable[[str], None]) -> Iterator[Record]:
    """Records of a finished output folder with the days of their reports, in order of country, month and report.

    A report that the archive held twice gives its records once; `twice` hears of the others. Raises ArchiveError.
    """
    if not (tables / "summary.json").is_file():
        raise ArchiveError(f"{tables}: is no finished output of `rasd archive code`; run that to its end first")
    seen: set[str] = set()
    for file in sorted((tables / "records").rglob("*.parquet")):
        for record in _of_file(file):
            if record.event.event_id in seen:
                twice(record.event.event_id)
            else:
                seen.add(record.event.event_id)
                yield record


def _of_file(file: Path) -> Iterator[Record]:
    try:
        with pq.ParquetFile(file) as table:
            for batch in table.iter_batches(_BATCH, use_threads=False):
                for row in batch.to_pylist():
                    yield Record(event_of(row), row["reports"][0]["published"])
    except (pa.ArrowException, OSError) as error:
        raise ArchiveError(f"{file}: cannot be read: {str(error)[:200]}") from error
