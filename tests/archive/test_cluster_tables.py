"""What workers do with the records of a cluster: taken apart by country and month, and written as on one machine."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tables import records, rejects

from rasd.archive import cluster_tables
from rasd.archive.cluster_tables import _apart, _put_together, _written
from rasd.archive.finishing import close, replacing
from rasd.archive.folder import Folder, Plan
from rasd.archive.rows import SCHEMA
from rasd.archive.working import Setup, Worker


def test_records_taken_apart_and_written_are_those_of_one_machine(plan: Plan, alone: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_tables, "_ROWS", 300)
    folder = Folder(tmp_path / "out")
    worker = Worker(Setup(str(folder.path)))
    for piece in folder.begin(plan):
        worker.code(piece)
    sheets = folder.sheets("records")
    shelved = list(_apart(7, sheets))
    assert sum(_read(packed).num_rows for _, packed in shelved) == sum(pq.read_metadata(s).num_rows for s in sheets)
    held = Counter(key for shelf in range(7) for key in {k for s, p in shelved if s == shelf for k in _keys(p)})
    assert set(held.values()) == {1}, "a country and month lies on one shelf"
    with replacing(folder.path / "records") as part:
        for shelf in range(8):  # the last one holds nothing
            _put_together(part, _written(str(part), ((s, p) for s, p in shelved if s == shelf)))
    close(folder)
    assert records(folder) == records(alone) and rejects(folder) == rejects(alone)
    assert not list((folder.path / "records").glob(".*"))


def _read(packed: bytes) -> pa.RecordBatch:
    return pa.ipc.read_record_batch(pa.py_buffer(packed), SCHEMA)


def _keys(packed: bytes) -> set[tuple[str, str]]:
    batch = _read(packed)
    return set(zip(batch["country"].to_pylist(), batch["month"].to_pylist(), strict=True))
