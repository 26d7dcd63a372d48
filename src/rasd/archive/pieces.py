"""What one worker does at a time: a part of a JSON lines or Parquet file, or a web archive."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from multiprocessing.pool import ThreadPool
from typing import Literal

import msgspec

from rasd.archive.files import Found, below, beside, fault, known_as, located, look, nothing_at, opened
from rasd.errors import InputError

Kind = Literal["jsonl", "parquet", "warc"]
_KINDS: dict[str, Kind] = {
    ".jsonl": "jsonl", ".jsonl.gz": "jsonl", ".parquet": "parquet", ".warc": "warc", ".warc.gz": "warc",
}  # fmt: skip
_LISTINGS = (".paths", ".paths.gz")
_EXPECTED = f"archives are {', '.join((*_KINDS, *_LISTINGS))}"
_ASKED = 16
"""Files that are asked for their size or number of rows at a time: an address answers after a while."""
_OFTEN = 16
"""Times that a row group of Parquet is fetched from an address at most: a piece of it cannot be read without what stands before."""
PIECE_BYTES = 1_000_000
"""Of JSON lines: some 250 reports, five to twenty seconds of work."""
PIECE_ROWS = 250
"""Of Parquet."""


class Piece(msgspec.Struct, frozen=True):
    """A part of a file, at a path or address: bytes [start, end) of JSON lines, rows [start, end) of Parquet; web archives and packed files whole."""

    path: str
    kind: Kind
    start: int
    end: int
    size: int
    """Bytes, about; by it the largest are begun first."""

    @property
    def known_as(self) -> str:
        """The file, as its reports are known by it."""
        return known_as(self.path)

    @property
    def name(self) -> str:
        """The same for the same part of the same file, and a file name."""
        return blake2b(f"{self.path}\n{self.start}\n{self.end}".encode(), digest_size=10).hexdigest()


def cut(inputs: Sequence[str], each: int = PIECE_BYTES, rows: int = PIECE_ROWS) -> list[Piece]:
    """The pieces of files, folders and listings, at paths or addresses, in order. Raises InputError for an input that is none.

    A file of a listing that is not there is a piece too, and told of when it is read.
    """
    files = [file for name in inputs for file in _files(name)]
    with ThreadPool(_ASKED) as asking:
        return list(chain.from_iterable(asking.imap(partial(_cut, each=each, rows=rows), files, chunksize=4)))


def _files(name: str) -> Iterator[Found]:
    found = look(name)
    if found.kind == "nothing":
        raise nothing_at(name)
    if found.kind == "file":
        yield from _read(found)
        return
    inside = [file for file in below(name) if _kind(file.path) or _is_listing(file.path)]
    if not inside:
        raise InputError(known_as(found.path), "no file in this folder is read", _EXPECTED)
    for file in inside:
        yield from _read(file)


def _read(file: Found) -> Iterator[Found]:
    """The file itself, or those that it lists."""
    if _is_listing(file.path):
        yield from _listed(file.path)
    elif _kind(file.path) is None:
        raise InputError(known_as(file.path), "is of no kind that is read", _EXPECTED)
    else:
        yield file


def _kind(path: str) -> Kind | None:
    name = known_as(path)
    return next((kind for end, kind in _KINDS.items() if name.endswith(end)), None)


def _is_listing(path: str) -> bool:
    return known_as(path).endswith(_LISTINGS)


def _listed(listing: str) -> list[Found]:
    """The files that a listing names, one a line: addresses, or paths seen from its folder."""
    with ThreadPool(_ASKED) as asking:
        return list(asking.imap(look, _names(listing), chunksize=16))


def _names(listing: str) -> list[str]:
    known, found = known_as(listing), []
    for number, line in enumerate(_lines(listing), 1):
        name = line.strip()
        if name and not name.startswith("#"):
            found.append(beside(listing, name))
            if _kind(found[-1]) is None:
                raise InputError(f"{known}:{number}", f"{name} is of no kind that is read")
    return found


def _lines(listing: str) -> list[str]:
    try:
        with opened(listing) as stream:
            content = stream.read()
        return (gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content).decode().splitlines()
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(known_as(listing), fault(listing, error).what) from error
    except UnicodeDecodeError:
        raise InputError(known_as(listing), "is not in UTF-8") from None


def _cut(file: Found, each: int, rows: int) -> list[Piece]:
    path, size = file.path, file.size
    kind = _kind(path) or "jsonl"
    if kind == "parquet":
        return list(_cut_table(path, rows, size))
    if kind == "warc" or known_as(path).endswith(".gz") or size == 0:
        return [Piece(path, kind, 0, -1, size)]
    return [Piece(path, kind, start, min(size, start + each), min(each, size - start)) for start in range(0, size, each)]


def _cut_table(path: str, rows: int, size: int) -> Iterator[Piece]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    filesystem, name = located(path)
    try:
        told = pq.read_metadata(name, filesystem=filesystem)
    except (pa.ArrowException, OSError):
        yield Piece(path, "parquet", 0, -1, size)  # what is wrong is told when it is read
        return
    count = told.num_rows
    if filesystem is not None:
        longest = max((told.row_group(n).num_rows for n in range(told.num_row_groups)), default=0)
        rows = max(rows, -(-longest // _OFTEN))
    for start in range(0, count, rows):
        end = min(count, start + rows)
        yield Piece(path, "parquet", start, end, size * (end - start) // max(count, 1))
