"""What a confined reader is asked, and what it answers, as bytes between two processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

import msgspec

from rasd.errors import InputError
from rasd.reading.items import ReadFault, ReadReport
from rasd.reading.options import ReadOptions


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One document or archive to read: its path, or its bytes."""

    reader: str
    """A key of `READERS`."""
    address: str
    path: str | None = None
    content: bytes | None = None
    member: str = ""
    """The part of a ZIP file that is to be read."""
    media_type: str = ""
    options: ReadOptions
    start: int = 0
    """The mark behind which reading goes on, 0 for the beginning."""

    def whole(self) -> bytes:
        """The whole document. Raises OSError."""
        if self.content is not None:
            return self.content
        assert self.path is not None
        with open(self.path, "rb") as file:
            return file.read(self.options.limits.document + 1)


class Mark(msgspec.Struct, frozen=True):
    """How far a reader is: that it still works, and where to go on if its next item kills it."""

    position: int
    address: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed or sitemap says of a page."""

    id: str
    address: str
    """The page's URL; empty where the entry names none."""
    stamp: str
    """Changes when the entry changes."""
    title: str = ""
    html: str = ""
    """The whole text where the entry brings it."""
    published: datetime | None = None
    author: str | None = None
    outlet: str | None = None
    is_sitemap: bool = False


Answer = ReadReport | ReadFault | Mark | Entry
READERS = {
    "page": "rasd.reading.pages.page",
    "entry": "rasd.reading.pages.entry",
    "pdf": "rasd.reading.documents.pdf",
    "zip": "rasd.reading.archives.packed",
    "parquet": "rasd.reading.tables.parquet",
    "archive": "rasd.reading.archives.warc",
    "telegram": "rasd.reading.chats.telegram",
    "feed": "rasd.reading.web.feeds",
    "sitemap": "rasd.reading.web.sitemaps",
}
"""Reader -> the module whose `read(task)` gives its answers."""
_KINDS: dict[bytes, type[Any]] = {b"R": ReadReport, b"F": ReadFault, b"M": Mark, b"E": Entry}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
DONE, BROKEN, TASK = b"D", b"X", b"T"
Read = Callable[[Task], Iterator[Answer]]


def _from_error(error: object) -> object:
    assert isinstance(error, InputError)
    return [error.where, error.what, error.advice]


def _to_error(kind: type, value: Any) -> object:
    assert kind is InputError
    return InputError(*value)


_encoder = msgspec.msgpack.Encoder(enc_hook=_from_error)
_decoders = {
    letter: msgspec.msgpack.Decoder(kind, dec_hook=_to_error) for letter, kind in {**_KINDS, BROKEN: str, TASK: Task}.items()
}


def write(out: BinaryIO, message: Answer | Task | str | None) -> None:
    """One message: its letter, its length in 8 bytes, its bytes. None says that the task is done."""
    letter = DONE if message is None else BROKEN if isinstance(message, str) else _LETTERS.get(type(message), TASK)
    body = b"" if message is None else _encoder.encode(message)
    out.write(letter + len(body).to_bytes(8, "big") + body)
    out.flush()


def read(source: BinaryIO) -> tuple[bytes, Any]:
    """The next message: its letter and what it holds. Raises EOFError where the other side is gone."""
    head = source.read(9)
    if len(head) < 9:
        raise EOFError
    length = int.from_bytes(head[1:], "big")
    body = source.read(length)
    if len(body) < length:
        raise EOFError
    return head[:1], _decoders[head[:1]].decode(body) if body else None
