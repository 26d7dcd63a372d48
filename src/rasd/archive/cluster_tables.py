"""The tables of what a cluster coded: few records are written here, many by the workers, each some countries and months.

Records go from worker to worker as packed columns that Spark does not look into, and the same writer as on one machine orders
and writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4
from zlib import crc32

import pyarrow as pa
import pyarrow.parquet as pq

from rasd.archive.cluster import AGAIN
from rasd.archive.cluster_faults import spark_told
from rasd.archive.finishing import close, replacing, write_records
from rasd.archive.folder import Folder
from rasd.archive.rows import SCHEMA

if TYPE_CHECKING:
    from pyspark import SparkContext

HERE = 64_000_000
"""Bytes of packed records, some 300,000, that are sooner written here than sent about."""
_SHELF = 64_000_000
"""Of packed records that a worker writes, about; there are at most some shelves for each core."""
_SHELVES = 4
_RUN = 50
"""Files of records that a worker takes apart at a time."""
_ROWS = 20_000
"""Records in memory while they are taken apart."""
_MEMORY = "1GB"


def finish_on(context: SparkContext, folder: Folder, here: int = HERE) -> None:
    """Write the tables; on the cluster where records take more than `here` bytes. Raises ArchiveError."""
    sheets = folder.sheets("records")
    size = sum(Path(sheet).stat().st_size for sheet in sheets)
    with replacing(folder.path / "records") as part:
        if size <= here:
            write_records(sheets, part)
        else:
            _write_on(context, sheets, part, max(1, min(size // _SHELF, _SHELVES * context.defaultParallelism)))
    close(folder)


def _write_on(context: SparkContext, sheets: Sequence[str], part: Path, shelves: int) -> None:
    runs = [tuple(sheets[n : n + _RUN]) for n in range(0, len(sheets), _RUN)]
    with spark_told(context, "writing the tables", AGAIN):
        packed = context.parallelize(runs, len(runs)).flatMap(partial(_apart, shelves)).partitionBy(shelves, int)
        written = packed.mapPartitions(partial(_written, str(part))).collect()
    _put_together(part, written)


def _put_together(part: Path, written: Iterable[str]) -> None:
    """Countries and months out of the folders of shelves; what tasks left that were tried again is not looked at."""
    for name in written:
        for months in sorted((part / name).glob("country=*/month=*")):
            target = part / months.relative_to(part / name)
            target.parent.mkdir(exist_ok=True)
            months.replace(target)


def _apart(shelves: int, run: Sequence[str]) -> Iterator[tuple[int, bytes]]:
    """In a worker: packed records, each with its shelf. All of a country and month have the same."""
    held: list[pa.RecordBatch] = []
    for sheet in run:
        for batch in pq.ParquetFile(sheet).iter_batches(_ROWS, use_threads=False):
            held.append(batch)
            if sum(b.num_rows for b in held) >= _ROWS:
                yield from _shelved(held, shelves)
                held = []
    if held:
        yield from _shelved(held, shelves)


def _shelved(batches: Sequence[pa.RecordBatch], shelves: int) -> Iterator[tuple[int, bytes]]:
    table = pa.Table.from_batches(batches, SCHEMA)
    keys = zip(table["country"].to_pylist(), table["month"].to_pylist(), strict=True)
    at: dict[int, list[int]] = {}
    for row, (country, month) in enumerate(keys):
        at.setdefault(crc32(f"{country}/{month}".encode()) % shelves, []).append(row)
    for shelf, rows in at.items():
        for batch in table.take(rows).combine_chunks().to_batches():
            yield shelf, batch.serialize().to_pybytes()


def _written(part: str, shelved: Iterable[tuple[int, bytes]]) -> Iterator[str]:
    """In a worker: the name of the folder in which it wrote the records of a shelf by country and month."""
    name = f".{uuid4().hex}"
    with TemporaryDirectory(dir=part, prefix=".shelf-") as folder:
        sheet = Path(folder) / "shelf.parquet"
        with pq.ParquetWriter(sheet, SCHEMA) as writer:
            for _, packed in shelved:
                writer.write_batch(pa.ipc.read_record_batch(pa.py_buffer(packed), SCHEMA))
        (Path(part) / name).mkdir()
        write_records([str(sheet)], Path(part) / name, _MEMORY, threads=1)
    yield name
