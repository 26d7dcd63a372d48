"""One file, or bytes that came over the network, to the reader of its form."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG

from rasd.reading.findings import fault
from rasd.reading.items import Item, ReadFault, ReadReport
from rasd.reading.kinds import HEAD, Kind, kind_of
from rasd.reading.lines import is_first_line_whole, read_lines, read_text, read_value
from rasd.reading.media import PAGE, PDF, WORD, page_of
from rasd.reading.options import ReadOptions
from rasd.reading.tasks import Task

_MB = 1_000_000


def read_path(file: Path, options: ReadOptions) -> Iterator[Item]:
    """The items of a file. Raises OSError. What is no regular file (a pipe, a device) is read up to the limit and then looked at."""
    facts = file.stat()
    with file.open("rb") as stream:
        if not S_ISREG(facts.st_mode):
            yield from read_content(str(file), stream.read(options.limits.document + 1), "", options)
            return
        kind = kind_of(file.name, stream.read(HEAD))
    yield from _READ[kind](_Source(str(file), options, path=file, size=facts.st_size))


def read_content(address: str, content: bytes, media_type: str, options: ReadOptions, charset: str | None = None) -> Iterator[Item]:
    """The items of bytes. `media_type` and `charset` are what the server said of them."""
    kind = kind_of(address if "://" not in address else address.partition("?")[0], content[:HEAD], media_type)
    source = _Source(address, options, content=content, size=len(content), charset=charset)
    yield from _READ[kind](source)


def confined(reader: str, source: _Source, media_type: str = "") -> Iterator[Item]:
    """The items that a reader in a process of its own gives."""
    from rasd.reading.confined import answers  # here: not needed for text

    task = Task(
        reader=reader, address=source.address, path=str(source.path.resolve()) if source.path else None, content=source.content,
        media_type=media_type, options=source.options,
    )  # fmt: skip
    for answer in answers(task):
        if isinstance(answer, (ReadReport, ReadFault)):
            yield answer


def confined_content(reader: str, address: str, content: bytes, media_type: str, options: ReadOptions) -> Iterator[Item]:
    """The items of bytes, by a reader in a process of its own."""
    yield from confined(reader, _Source(address, options, content=content, size=len(content)), media_type)


class _Source:
    """A file or bytes, and what is known of them."""

    def __init__(
        self, address: str, options: ReadOptions, *, size: int, path: Path | None = None, content: bytes | None = None,
        charset: str | None = None,
    ) -> None:  # fmt: skip
        self.address, self.options, self.size = address, options, size
        self.path, self.content, self.charset = path, content, charset

    def opened(self) -> io.BufferedIOBase:
        """A stream of it. Raises OSError."""
        return self.path.open("rb") if self.path else io.BytesIO(self.content or b"")

    def whole(self) -> bytes:
        """All of it. Raises OSError."""
        with self.opened() as stream:
            return stream.read(self.options.limits.document + 1)

    def too_large(self) -> Iterator[Item]:
        """The fault that it is larger than what is held whole; nothing where it is not."""
        limit = self.options.limits.document
        if self.size > limit:
            yield fault(self.address, f"is larger than {limit // _MB} MB", "split it into its reports")


def _text(source: _Source) -> Iterator[Item]:
    too_large = list(source.too_large())
    yield from too_large or [read_text(source.address, source.whole(), source.options.limits)]


def _lines(source: _Source) -> Iterator[Item]:
    with source.opened() as stream:
        yield from read_lines(source.address, stream, source.options.limits)  # type: ignore[arg-type]


def _json(source: _Source) -> Iterator[Item]:
    """JSON lines; an export of Telegram, which has messages or chats; or one value over many lines: an object, a list of them."""
    with source.opened() as stream:
        start = stream.read(HEAD)
    if b'"messages"' in start or b'"chats"' in start:
        yield from confined("telegram", source)
    elif is_first_line_whole(start):
        yield from _lines(source)
    else:
        yield from list(source.too_large()) or read_value(source.address, source.whole(), source.options.limits)


def _whole(reader: str, media_type: str) -> Callable[[_Source], Iterator[Item]]:
    def read(source: _Source) -> Iterator[Item]:
        too_large = list(source.too_large())
        if too_large:
            yield from too_large
            return
        source.content = source.whole()
        source.path = None
        kind = page_of(source.charset) if media_type == PAGE else media_type
        yield from confined(reader, source, kind)

    return read


def _zip(source: _Source) -> Iterator[Item]:
    """A Word file is held whole, so that its bytes can be kept; an archive of any size is read where it lies."""
    if source.path and not source.address.lower().endswith(".wacz") and not list(source.too_large()):
        source.content, source.path = source.whole(), None
    yield from confined("zip", source, WORD)


def _table(source: _Source) -> Iterator[Item]:
    from rasd.reading.tables.separated import read_table

    with source.opened() as stream:
        yield from read_table(source.address, stream, source.options)  # type: ignore[arg-type]


def _whatsapp(source: _Source) -> Iterator[Item]:
    from rasd.reading.chats.whatsapp import read_chat

    yield from read_chat(source.address, source.opened, source.options.limits)


def _gzip(source: _Source) -> Iterator[Item]:
    """A packed web archive, or anything else packed, unpacked up to the limit."""
    if source.address.lower().endswith((".warc.gz", ".warc")):
        yield from confined("archive", source)
        return
    from rasd.reading.web.unpacking import TooLarge, gunzip

    limit = source.options.limits.document
    try:
        content = gunzip(source.whole(), limit)
    except TooLarge:
        yield fault(source.address, f"is larger than {limit // _MB} MB when unpacked")
        return
    except ValueError as error:
        yield fault(source.address, str(error), "", source.whole()[:limit])
        return
    if content.startswith(b"\x1f\x8b"):
        yield fault(source.address, "is packed twice", "unpack it first")
    elif content.startswith(b"WARC/"):
        yield from confined("archive", source)
    else:
        yield from read_content(source.address.removesuffix(".gz"), content, "", source.options)


def _other(source: _Source) -> Iterator[Item]:
    content = source.whole()
    kept = content if len(content) <= source.options.limits.document else b""
    what = "is empty" if not content else "is neither text nor any other form that is read"
    yield fault(source.address, what, "", kept)


def _feed(source: _Source) -> Iterator[Item]:
    from rasd.reading.web.following import read_saved_feed

    too_large = list(source.too_large())
    yield from too_large or read_saved_feed(source.address, source.whole(), source.options)


_READ: dict[Kind, Callable[[_Source], Iterator[Item]]] = {
    "text": _text, "lines": _lines, "json": _json, "page": _whole("page", PAGE), "feed": _feed, "sitemap": _feed,
    "pdf": _whole("pdf", PDF), "zip": _zip, "table": _table,
    "parquet": lambda source: confined("parquet", source), "warc": lambda source: confined("archive", source),
    "gzip": _gzip, "whatsapp": _whatsapp, "other": _other,
}  # fmt: skip
