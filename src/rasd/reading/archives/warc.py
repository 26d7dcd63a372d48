"""Web archives (WARC): every page that was answered with success, as it was captured."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecordType

from rasd.errors import InputError
from rasd.reading.findings import fault
from rasd.reading.items import ReadFault, ReadReport
from rasd.reading.kinds import HEAD, kind_of
from rasd.reading.pages import page
from rasd.reading.tasks import Answer, Mark, Task

_PAGES = ("text/html", "application/xhtml+xml")
_BLOCK = 1 << 16
_HEADERS = 65_536
"""Bytes of one record's headers at most."""


def read(task: Task) -> Iterator[Answer]:
    """The pages as reports, each named by its URL. Raises InputError where the file is no archive.

    A mark before each record gives its place, so that reading goes on behind a record that kills the reader.
    """
    stream = _opened(task)
    seen = place = 0
    try:
        records = ArchiveIterator(
            stream, record_types=WarcRecordType.response | WarcRecordType.resource, max_header_len=_HEADERS, fsspec_args=False
        )
        for number, record in enumerate(records, 1):
            seen, place = number, record.stream_pos
            if number <= task.start:
                continue
            target = record.headers.get("WARC-Target-URI", "") or f"record {number}"
            yield Mark(number, f"{task.address}:{target}")
            yield from _record(task, record, target)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(task.address, _damaged(seen, error), "what stands before was read" if seen else "") from None
    finally:
        stream.close()
    if not seen and not _is_archive(task):
        raise InputError(task.address, "is no web archive")
    if _is_cut_off(task, place):
        raise InputError(task.address, f"is cut off behind record {seen}", "what stands before was read" if seen else "")


def _opened(task: Task) -> Any:
    if task.member:
        return zipfile.ZipFile(task.path or io.BytesIO(task.content or b"")).open(task.member)
    if task.path:
        return open(task.path, "rb")
    return io.BytesIO(task.content or b"")


def _is_archive(task: Task) -> bool:
    """An archive without pages is an archive nevertheless."""
    with _opened(task) as stream:
        start = stream.read(8)
    if start.startswith(b"WARC/"):
        return True
    with _opened(task) as stream:
        return any(True for _ in ArchiveIterator(stream, max_header_len=_HEADERS, fsspec_args=False))


def _is_cut_off(task: Task, place: int) -> bool:
    """Whether the packed part at a place, or one behind it, does not end: the library takes that for the archive's end."""
    with _opened(task) as stream:
        if stream.read(2) != b"\x1f\x8b":
            return False
        stream.seek(place)
        inflater = None
        while block := stream.read(_BLOCK):
            while block:
                inflater = inflater or zlib.decompressobj(31)
                inflater.decompress(block, _BLOCK)
                block = inflater.unconsumed_tail or inflater.unused_data
                inflater = None if inflater.eof else inflater
    return inflater is not None


def _damaged(seen: int, error: Exception) -> str:
    where = f"is damaged behind record {seen}" if seen else "is no readable web archive"
    return f"{where}: {str(error)[:150]}"


def _record(task: Task, record: Any, target: str) -> Iterator[ReadReport | ReadFault]:
    address = f"{task.address}:{target}"
    status = record.http_headers.status_code if record.http_headers else 200
    kind = (record.http_content_type or record.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    if status != 200 or kind not in _PAGES:
        return
    limit = task.options.limits.body
    content = record.reader.read(limit + 1)
    if len(content) > limit:
        yield fault(address, f"is larger than {limit // 1_000_000} MB")
        return
    content = _unpacked(content, record, limit)
    if content is None:
        yield fault(address, f"is damaged, or larger than {limit // 1_000_000} MB when unpacked")
        return
    if kind_of("", content[:HEAD], kind) != "page":
        return
    charset = record.http_charset
    inner = Task(
        reader="page", address=target, content=content, options=task.options, media_type=f"text/html; charset={charset}" if charset else "text/html"
    )
    try:
        for item in page.read(inner):
            yield _placed(item, address, record)
    except InputError as error:
        yield fault(address, error.what, error.advice, content, inner.media_type)


def _unpacked(content: bytes, record: Any, limit: int) -> bytes | None:
    """Without the content encoding of the HTTP answer; None where that fails or is too large."""
    from rasd.reading.web.unpacking import TooLarge, bounded, unpacked

    encoding = record.http_headers.get("Content-Encoding", "") if record.http_headers else ""
    try:
        return bounded(unpacked([content], encoding, limit), limit)
    except (TooLarge, ValueError):
        return content if encoding and not content.startswith(b"\x1f\x8b") else None


def _placed(item: ReadReport | ReadFault, address: str, record: Any) -> ReadReport | ReadFault:
    """The page at its place in the archive; a page without a day has that of its capture as the latest it can have."""
    if isinstance(item, ReadFault):
        error = InputError(address, item.error.what, item.error.advice)
        return ReadFault(error=error, address=address, content=item.content, media_type=item.media_type)
    return msgspec.structs.replace(item, address=address)
