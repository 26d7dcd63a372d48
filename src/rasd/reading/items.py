"""What reading gives: reports with their original bytes, or input that cannot be read with its reason.

The rest of Rasd reads through `read_source` alone. Whoever adds a form of input makes `read_source`
give its items; nothing else has to change.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rasd.errors import InputError
from rasd.reading.options import DEFAULT, ReadOptions
from rasd.report import Report

Memory = dict[str, str]
"""What a reader notes for its next reading of a source: a feed's validators, a file's time and size."""


class ReadReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was read. `report.id` is the name that its source gives it."""

    report: Report
    content: bytes
    """The original bytes of this report alone: the file, the line, the page, the message."""
    media_type: str
    """Of `content`, so that it can be read again: text/plain, application/json, text/html …"""
    address: str
    """Where it stands, unique in its source: a path, `path:line`, a URL."""
    author: str | None = None
    outlet: str | None = None


class ReadFault(msgspec.Struct, frozen=True, kw_only=True):
    """Input that is no report: what is wrong with it, and its bytes as far as they could be read."""

    error: InputError
    address: str
    content: bytes = b""
    media_type: str = "application/octet-stream"


Item = ReadReport | ReadFault


def read_source(
    source: str,
    *,
    content: bytes | None = None,
    media_type: str = "",
    memory: Memory | None = None,
    options: ReadOptions = DEFAULT,
) -> Iterator[Item]:
    """The items of a SOURCE as a user types it, in its order; faults are items, and reading goes on.

    `content` with its `media_type` are the bytes kept of an earlier item: they are read instead of opening
    `source`, which is then that item's address. `memory` holds what an earlier reading of the source noted;
    the reader leaves out what has not changed since and writes what it wants to know next time into it.
    The caller keeps `memory` only after it has stored every item. Raises InputError only where nothing
    at all can be said about single items (a source of an unknown kind).
    """
    from rasd.reading import again, sources

    if content is not None:
        return again.read_again(source, content, media_type, options)
    return sources.read_items(source, memory, options)
