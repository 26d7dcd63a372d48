"""What a finished folder holds, in a form that can be compared byte by byte."""

from __future__ import annotations

import msgspec
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from rasd.archive.folder import Folder


def records(folder: Folder) -> list[bytes]:
    rows = ds.dataset(folder.path / "records", format="parquet", partitioning="hive").to_table().to_pylist()
    return sorted(msgspec.json.encode(row, order="deterministic") for row in rows)


def rejects(folder: Folder) -> list[bytes]:
    rows = pq.read_table(folder.path / "rejects.parquet").to_pylist()
    return sorted(msgspec.json.encode(row, order="deterministic") for row in rows)
