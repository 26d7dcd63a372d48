"""The reports of a piece, one by one, and what could not be read of it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from typing import Any, BinaryIO

import msgspec

from rasd.archive.files import fault, located, opened
from rasd.archive.pieces import Piece
from rasd.errors import ArchiveError, InputError
from rasd.reading.items import Item, ReadFault, ReadReport, read_source

LONGEST = 32_000_000
"""Bytes of one line, row or page; what is longer is not held in memory."""
_JSON = "application/json"
_ANEW = "fetch it anew; what stands before is coded"
_AHEAD = 1 << 20
"""Bytes of a column that are asked of an address at a time, so that of a long row group no more is fetched than a piece needs."""
_COLUMNS = ("id", "title", "text", "published", "country", "source", "author")
"""Columns of Parquet: the fields of JSON lines."""


def items(piece: Piece) -> Iterator[Item]:
    """Reports and faults, in the order of the piece, the same every time. Raises ArchiveError where an address is not reached at all."""
    try:
        yield from {"jsonl": _lines, "parquet": _rows, "warc": _pages}[piece.kind](piece)
    except FileNotFoundError:
        yield _fault(piece.known_as, "no such file")
    except (OSError, EOFError) as error:
        yield _fault(piece.known_as, _why(piece, error))


def _why(piece: Piece, error: Exception) -> str:
    """Raises ArchiveError where it is no fault of this file: others would be put aside as well, and the run can go on later."""
    found = fault(piece.path, error)
    if found.of_all:
        raise ArchiveError(f"{piece.known_as}: {found.what}; {found.advice}; the same command goes on with what is not done") from error
    return found.what


def _fault(address: str, what: str, advice: str = "") -> ReadFault:
    return ReadFault(error=InputError(address, what, advice), address=address)


def _lines(piece: Piece) -> Iterator[Item]:
    """Lines that begin inside the piece; a line is known by where it begins."""
    known = piece.known_as
    with opened(piece.path) as file, gzip.open(file) if known.endswith(".gz") else nullcontext(file) as stream:
        if piece.start:
            stream.seek(piece.start - 1)
            _skip_line(stream)
        while piece.end < 0 or stream.tell() < piece.end:
            at = stream.tell()
            line = stream.readline(LONGEST + 1)
            if not line:
                return
            if len(line) > LONGEST:
                if not line.endswith(b"\n"):
                    _skip_line(stream)
                yield _fault(f"{known}:{at}", f"is longer than {LONGEST // 1_000_000} MB", "one report a line is expected")
            elif line.strip():
                yield from read_source(f"{known}:{at}", content=line.strip(b"\r\n"), media_type=_JSON)


def _skip_line(stream: BinaryIO | gzip.GzipFile) -> None:
    while (part := stream.readline(LONGEST)) and not part.endswith(b"\n"):
        pass


def _rows(piece: Piece) -> Iterator[Item]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    filesystem, name = located(piece.path)
    try:
        with pq.ParquetFile(name, filesystem=filesystem, buffer_size=_AHEAD if filesystem else 0) as file:
            names = [name for name in _COLUMNS if name in file.schema_arrow.names]
            if "text" not in names:
                yield _fault(piece.known_as, "has no column `text`", f"columns are {', '.join(_COLUMNS)}")
                return
            first = 0
            for group in range(file.num_row_groups):
                last = first + file.metadata.row_group(group).num_rows
                if first < (last if piece.end < 0 else piece.end) and last > piece.start:
                    yield from _rows_of(file, group, first, names, piece)
                first = last
    except pa.ArrowException as error:
        yield _fault(piece.known_as, f"is no readable Parquet table: {str(error)[:200]}")


def _rows_of(file: Any, group: int, first: int, names: list[str], piece: Piece) -> Iterator[Item]:
    number = first
    for batch in file.iter_batches(batch_size=64, row_groups=[group], columns=names, use_threads=False):
        if number + batch.num_rows > piece.start:
            for n, row in enumerate(batch.to_pylist(), number):
                if piece.start <= n and (piece.end < 0 or n < piece.end):
                    yield from _row(f"{piece.known_as}:{n}", row)
        number += batch.num_rows
        if 0 <= piece.end <= number:
            return


def _row(address: str, row: dict[str, Any]) -> Iterator[Item]:
    told = {key: value for key, value in row.items() if value is not None}
    if isinstance(told.get("published"), date):  # datetime too
        told["published"] = told["published"].isoformat()[:10]
    try:
        content = msgspec.json.encode(told)
    except (UnicodeError, TypeError, ValueError) as error:
        yield _fault(address, f"is no report: {error}")
        return
    yield from read_source(address, content=content, media_type=_JSON)


def _pages(piece: Piece) -> Iterator[Item]:
    """Pages that were answered with success, each known by its address."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    known = piece.known_as
    with opened(piece.path) as stream:
        at = 0
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                at, told = record.stream_pos, record.content_length
                address = record.headers.get("WARC-Target-URI") or f"{known}:{at}"
                if record.record_type != WarcRecordType.response:
                    continue
                if told > LONGEST:
                    yield _fault(address, f"is longer than {LONGEST // 1_000_000} MB")
                    continue
                record.freeze()
                if record.content_length < told:
                    yield _fault(known, f"is cut off at byte {at}, in the page {address}", _ANEW)
                    return
                yield from _page(record, address)
        except (RuntimeError, ValueError) as error:
            yield _fault(known, f"is damaged after byte {at}: {error}", _ANEW)
            return
        if known.endswith(".gz") and not _is_whole(stream, at):
            yield _fault(known, f"is cut off after byte {at}", _ANEW)


def _page(record: Any, address: str) -> Iterator[Item]:
    record.parse_http()
    http, media_type = record.http_headers, record.http_content_type or ""
    if http is None or http.status_code != 200 or not media_type.startswith(("text/", _JSON)):
        return
    charset = f"; charset={record.http_charset}" if record.http_charset else ""
    for item in read_source(address, content=record.reader.read(), media_type=media_type + charset):
        yield _named(item, address)


def _is_whole(stream: BinaryIO, at: int) -> bool:
    """The packed part that begins there comes to its end; files packed as one part are not looked at again."""
    stream.seek(at)
    part = stream.read(1 << 16)
    if not part.startswith(b"\x1f\x8b"):
        return True
    unpacking = zlib.decompressobj(wbits=31)
    try:
        while part and not unpacking.eof:
            unpacking.decompress(part)
            part = stream.read(1 << 16)
    except zlib.error:
        return False
    return unpacking.eof and not part and not unpacking.unused_data  # more would be the beginning of another


def _named(item: Item, address: str) -> Item:
    if isinstance(item, ReadFault):
        return item
    report = msgspec.structs.replace(item.report, id=address)
    return ReadReport(
        report=report, content=item.content, media_type=item.media_type, address=address, author=item.author, outlet=item.outlet
    )
