"""From what the pieces gave to the tables: records by country and month, in one order whoever coded them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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
    with replacing(folder.path / "records") as part:
        write_records(folder.sheets("records"), part)
    close(folder)


def close(folder: Folder) -> None:
    """With the records written: the rejects and the run in figures; what the pieces gave is taken away."""
    _write_rejects(folder)
    folder.finish(total(folder.done()))


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """An empty folder beside a folder, which takes its place when the block ends without an error; hidden files in it are taken away."""
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    yield part
    for hidden in part.glob(".*"):
        shutil.rmtree(hidden, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    part.replace(target)


def write_records(sheets: Sequence[str], target: Path, memory: str = _MEMORY, threads: int | None = None) -> None:
    """The records of files in a folder, by country and month, in order; with all cores, if `threads` does not say how many."""
    import duckdb

    if not sheets:
        return
    with TemporaryDirectory(dir=target.parent, prefix=".overflow-") as overflow, duckdb.connect(":memory:") as con:
        con.execute(f"SET memory_limit = '{memory}'; SET TimeZone = 'UTC'")
        con.execute(f"SET temp_directory = {_quoted(overflow)}; SET enable_progress_bar = false")
        if threads:
            con.execute(f"SET threads = {threads}")
        con.register("sheets", dataset(list(sheets), format="parquet"))  # DuckDB would take names for patterns
        con.execute(
            f"COPY (FROM sheets ORDER BY {', '.join(ORDER)}) TO {_quoted(target)} "
            "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (country, month), OVERWRITE_OR_IGNORE)"
        )


def _quoted(path: str | Path) -> str:
    """A path as SQL has it."""
    return "'" + str(path).replace("'", "''") + "'"


def _write_rejects(folder: Folder) -> None:
    """All rejected input as one table, in order of paths."""
    part, target = folder.path / ".rejects.part", folder.path / "rejects.parquet"
    with pq.ParquetWriter(part, REJECTS, compression="zstd") as writer:
        for sheet in folder.sheets("rejects"):
            for batch in pq.ParquetFile(sheet).iter_batches(1_000):
                writer.write_batch(batch)
    part.replace(target)
