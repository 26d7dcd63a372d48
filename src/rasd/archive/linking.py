"""The records of a finished archive in one order, whoever reads them; and linked on one machine: a million take minutes and gigabytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rasd.archive.files import below, fault, known_as, located, look, within
from rasd.archive.rows import event_of
from rasd.errors import ArchiveError
from rasd.incidents import Record

_BATCH = 1_000
_SIDES = ("initiators", "supporters", "targets")


class Stretch(msgspec.Struct, frozen=True):
    """A row group of a file of records; `first`: how many records stand before it in the archive."""

    file: str
    group: int
    first: int


def stretches(tables: Path | str) -> list[Stretch]:
    """All records of a finished output, a folder or an address, in order of country, month and report. Raises ArchiveError, InputError."""
    top = str(tables)
    if look(within(top, "summary.json")).kind != "file":
        raise ArchiveError(f"{known_as(top)}: is no finished output of `rasd archive code`; run that to its end first")
    found, first = [], 0
    records = within(top, "records")
    for file in below(records) if look(records).kind == "folder" else ():  # an object store keeps no empty folder
        if not known_as(file.path).endswith(".parquet"):
            continue
        filesystem, name = located(file.path)
        try:
            told = pq.read_metadata(name, filesystem=filesystem)
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(file.path, error) from error
        for group in range(told.num_row_groups):
            found.append(Stretch(file.path, group, first))
            first += told.row_group(group).num_rows
    return found


def records_of(stretch: Stretch) -> Iterator[Record]:
    """The records of a stretch with the days of their reports, in order. Raises ArchiveError."""
    with _table(stretch) as table:
        for batch in table.iter_batches(_BATCH, row_groups=[stretch.group], use_threads=False):
            for row in batch.to_pylist():
                yield Record(event_of(row), row["reports"][0]["published"])


def named_in(stretch: Stretch) -> tuple[set[str], set[str]]:
    """The types and the actors of its records, in no order. Raises ArchiveError."""
    with _table(stretch) as table:
        told = table.read_row_group(stretch.group, ["event_type", *_SIDES], use_threads=False)
    actors = (pc.unique(pc.struct_field(pc.list_flatten(told[side]), "id")).to_pylist() for side in _SIDES)
    return set(pc.unique(told["event_type"]).to_pylist()), set().union(*actors)


@contextmanager
def _table(stretch: Stretch) -> Iterator[pq.ParquetFile]:
    filesystem, name = located(stretch.file)
    try:
        with pq.ParquetFile(name, filesystem=filesystem) as table:
            yield table
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(stretch.file, error) from error


def _unreadable(file: str, error: Exception) -> ArchiveError:
    return ArchiveError(f"{known_as(file)}: {fault(file, error).what}")


def read_records(tables: Path | str, twice: Callable[[str], None]) -> Iterator[Record]:
    """The records of a finished output, in order.

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
