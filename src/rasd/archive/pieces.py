"""What one worker does at a time: a part of a JSON lines or Parquet file, or a web archive."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import msgspec

from rasd.errors import InputError

Kind = Literal["jsonl", "parquet", "warc"]
_KINDS: dict[str, Kind] = {
    ".jsonl": "jsonl", ".jsonl.gz": "jsonl", ".parquet": "parquet", ".warc": "warc", ".warc.gz": "warc",
}  # fmt: skip
_LISTINGS = (".paths", ".paths.gz")
PIECE_BYTES = 1_000_000
"""Of JSON lines: some 250 reports, five to twenty seconds of work."""
PIECE_ROWS = 250
"""Of Parquet."""


class Piece(msgspec.Struct, frozen=True):
    """A part of a file: bytes [start, end) of JSON lines, rows [start, end) of Parquet; web archives and packed files whole."""

    path: str
    kind: Kind
    start: int
    end: int
    size: int
    """Bytes, about; by it the largest are begun first."""

    @property
    def name(self) -> str:
        """The same for the same part of the same file, and a file name."""
        return blake2b(f"{self.path}\n{self.start}\n{self.end}".encode(), digest_size=10).hexdigest()


def cut(inputs: Sequence[str], each: int = PIECE_BYTES, rows: int = PIECE_ROWS) -> list[Piece]:
    """The pieces of files, folders and listings of paths, in order. Raises InputError for an input that is none.

    A file of a listing that is not there is a piece too, and told of when it is read.
    """
    return [piece for name in inputs for path in _files(Path(name)) for piece in _cut(path, each, rows)]


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and (_kind(p) or p.name.endswith(_LISTINGS)))
        if not found:
            raise InputError(str(path), "no file in this folder is read", f"archives are {', '.join((*_KINDS, *_LISTINGS))}")
        for file in found:
            yield from _files(file)
    elif not path.is_file():
        raise InputError(str(path), "no such file or folder")
    elif path.name.endswith(_LISTINGS):
        yield from _listed(path)
    elif _kind(path) is None:
        raise InputError(str(path), "is of no kind that is read", f"archives are {', '.join((*_KINDS, *_LISTINGS))}")
    else:
        yield path


def _kind(path: Path) -> Kind | None:
    return next((kind for end, kind in _KINDS.items() if path.name.endswith(end)), None)


def _listed(listing: Path) -> Iterator[Path]:
    """The files that a listing names, one a line, seen from its folder."""
    with gzip.open(listing, "rt", encoding="utf-8") if listing.suffix == ".gz" else listing.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            name = line.strip()
            if name and not name.startswith("#"):
                path = listing.parent / name
                if _kind(path) is None:
                    raise InputError(f"{listing}:{number}", f"{name} is of no kind that is read")
                yield path


def _cut(path: Path, each: int, rows: int) -> Iterator[Piece]:
    kind = _kind(path) or "jsonl"
    size = path.stat().st_size if path.is_file() else 0
    if kind == "parquet":
        yield from _cut_table(path, rows, size)
    elif kind == "warc" or path.suffix == ".gz" or size == 0:
        yield Piece(str(path), kind, 0, -1, size)
    else:
        for start in range(0, size, each):
            yield Piece(str(path), kind, start, min(size, start + each), min(each, size - start))


def _cut_table(path: Path, rows: int, size: int) -> Iterator[Piece]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        count = pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError):
        yield Piece(str(path), "parquet", 0, -1, size)  # what is wrong is told when it is read
        return
    for start in range(0, count, rows):
        end = min(count, start + rows)
        yield Piece(str(path), "parquet", start, end, size * (end - start) // max(count, 1))
