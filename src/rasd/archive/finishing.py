"""From what the pieces gave to the tables: records by country and month, in one order whoever coded them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
from pyarrow.dataset import dataset

from rasd.archive.folder import Done, Folder
from rasd.archive.rows import REJECTS

ORDER = ("country", "month", "document_id", "position")
_MEMORY = "2GB"


def total(done: Iterable[Done]) -> Done:
    """The run in figures."""
    found = list(done)
    names = [name for name in Done.__struct_fields__ if name != "piece"]
    return Done(piece="all", **{name: round(sum(getattr(d, name) for d in found), 3) for name in names})


def finish_here(folder: Folder) -> None:
    """Write the tables on this machine, in little memory whatever their size."""
    _write_records(folder.sheets("records"), folder.path / "records")
    write_rejects(folder)
    folder.finish(total(folder.done()))


def _write_records(sheets: Sequence[str], target: Path) -> None:
    import duckdb

    part = target.with_name(".records.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    if sheets:
        with TemporaryDirectory(dir=target.parent) as overflow, duckdb.connect(":memory:") as con:
            con.execute(f"SET memory_limit = '{_MEMORY}'; SET TimeZone = 'UTC'")
            con.execute(f"SET temp_directory = {_quoted(overflow)}; SET enable_progress_bar = false")
            con.register("sheets", dataset(list(sheets), format="parquet"))  # DuckDB would take names for patterns
            con.execute(
                f"COPY (FROM sheets ORDER BY {', '.join(ORDER)}) TO {_quoted(part)} "
                "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (country, month), OVERWRITE_OR_IGNORE)"
            )
    shutil.rmtree(target, ignore_errors=True)
    part.replace(target)


def _quoted(path: str | Path) -> str:
    """A path as SQL has it."""
    return "'" + str(path).replace("'", "''") + "'"


def write_rejects(folder: Folder) -> None:
    """All rejected input as one table, in order of paths."""
    part, target = folder.path / ".rejects.part", folder.path / "rejects.parquet"
    with pq.ParquetWriter(part, REJECTS, compression="zstd") as writer:
        for sheet in folder.sheets("rejects"):
            for batch in pq.ParquetFile(sheet).iter_batches(1_000):
                writer.write_batch(batch)
    part.replace(target)
