"""The output folder: the plan, what each piece gave, and the finished tables. A file appears whole or not at all.

    plan.json                                what is coded, with what; another plan needs another folder
    work/NAME.records.parquet, .rejects…     what a piece gave; NAME.json is written last and says that it is done
    records/country=SY/month=2023-03/…       at the end: all records
    rejects.parquet, summary.json            input that gave no record, and the run in figures
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from rasd.archive.pieces import Piece
from rasd.archive.rows import REJECTS, SCHEMA
from rasd.errors import ArchiveError

_BATCH = 1_000
"""Rows held before they are written."""


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a piece gave, in figures. Seconds are those of the worker's clock and processor."""

    piece: str
    reports: int = 0
    passed_over: int = 0
    records: int = 0
    rejects: int = 0
    characters: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    deaths: int = 0
    """Workers that died at the piece before."""


class Plan(msgspec.Struct, frozen=True):
    """What a run codes and with what. `made_with`: program, codebook, gazetteer and options."""

    made_with: str
    pieces: tuple[Piece, ...]


class Folder:
    """An output folder, as every worker sees it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.work = path / "work"

    def begin(self, plan: Plan) -> list[Piece]:
        """The pieces that are still to be coded. Raises ArchiveError where the folder was begun with another plan."""
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            told = msgspec.json.encode(plan)
            file = self.path / "plan.json"
            if not file.exists():
                if any(p.name != "work" for p in self.path.iterdir()):
                    raise ArchiveError(f"{self.path}: holds other files; choose an empty folder")
                _whole(file, told)
            elif file.read_bytes() != told:
                raise ArchiveError(
                    f"{self.path}: was begun with other inputs, options, codebook or version; choose another folder, or take it away"
                )
        except OSError as error:
            raise ArchiveError(f"{self.path}: cannot be written: {error.strerror}") from error
        return [] if self.finished else [piece for piece in plan.pieces if not self._marker(piece.name).exists()]

    @property
    def finished(self) -> bool:
        """The tables are written."""
        return (self.path / "summary.json").exists()

    def journal(self, piece: Piece) -> Path:
        """The file in which a worker notes what it is at."""
        return self.work / f"{piece.name}.journal"

    def _marker(self, name: str) -> Path:
        return self.work / f"{name}.json"

    @contextmanager
    def writing(self, piece: Piece) -> Iterator[Sheets]:
        """Where a worker puts what a piece gives: kept when the block ends without an error."""
        sheets = Sheets(self.work, piece.name)
        try:
            yield sheets
            sheets.keep()
        finally:
            sheets.clear()

    def mark(self, done: Done) -> None:
        """The piece is done: what it gave is there."""
        _whole(self._marker(done.piece), msgspec.json.encode(done))

    def done(self) -> list[Done]:
        """What all pieces gave that are done."""
        if self.finished:
            return [msgspec.json.decode((self.path / "summary.json").read_bytes(), type=Done)]
        return [msgspec.json.decode(file.read_bytes(), type=Done) for file in sorted(self.work.glob("*.json"))]

    def sheets(self, kind: str) -> list[str]:
        """The files of records or rejects that pieces gave."""
        return [str(file) for file in sorted(self.work.glob(f"*.{kind}.parquet"))]

    def finish(self, total: Done) -> None:
        """The tables are written; what the pieces gave is no longer needed."""
        _whole(self.path / "summary.json", msgspec.json.encode(total))
        shutil.rmtree(self.work, ignore_errors=True)


class Sheets:
    """The two tables of one piece, written as they grow, under a name of this attempt's own."""

    def __init__(self, folder: Path, name: str) -> None:
        own = uuid4().hex[:8]
        self._parts = {
            kind: (folder / f".{name}.{own}.{kind}.part", folder / f"{name}.{kind}.parquet", schema)
            for kind, schema in (("records", SCHEMA), ("rejects", REJECTS))
        }
        self._rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in self._parts}
        self._writers: dict[str, pq.ParquetWriter] = {}

    def add(self, kind: str, rows: Sequence[dict[str, Any]]) -> None:
        """Rows of "records" or "rejects"."""
        self._rows[kind] += rows
        if len(self._rows[kind]) >= _BATCH:
            self._flush(kind)

    def _flush(self, kind: str) -> None:
        part, _, schema = self._parts[kind]
        if kind not in self._writers:
            self._writers[kind] = pq.ParquetWriter(part, schema, compression="zstd")
        self._writers[kind].write_table(pa.Table.from_pylist(self._rows[kind], schema))
        self._rows[kind].clear()

    def keep(self) -> None:
        """Put both tables in their place; one without rows leaves no file."""
        for kind, (part, target, _) in self._parts.items():
            if self._rows[kind]:
                self._flush(kind)
            if writer := self._writers.pop(kind, None):
                writer.close()
                part.replace(target)

    def clear(self) -> None:
        """Take away what was not kept."""
        for writer in self._writers.values():
            writer.close()
        for part, _, _ in self._parts.values():
            part.unlink(missing_ok=True)


def _whole(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.{uuid4().hex[:8]}.part")
    with part.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
