"""Parquet tables, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

import pyarrow as pa
import pyarrow.parquet as pq

from rasd.errors import InputError
from rasd.reading.tables.columns import columns_of, item_of_row
from rasd.reading.tasks import Answer, Task

_ROWS = 64


def read(task: Task) -> Iterator[Answer]:
    """The rows as reports. Raises InputError for what is no Parquet, or where the columns cannot be told."""
    source = task.path if task.path else pa.BufferReader(task.content)
    try:
        file = pq.ParquetFile(source, memory_map=False)
        columns = columns_of(file.schema_arrow.names, task.options, task.address)
        stem, number = PurePath(task.address).stem, 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=list(dict.fromkeys(columns.values())), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield item_of_row(row, columns, f"{task.address}:{number}", f"{stem}-{number}", task.options)
    except (pa.ArrowException, OSError) as error:
        raise InputError(task.address, f"is no readable Parquet table: {str(error).splitlines()[0][:200]}") from None
