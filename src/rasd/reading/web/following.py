"""What stands at an address: a page, or a feed or sitemap whose new pages are fetched one after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from rasd.reading.confined import answers
from rasd.reading.findings import fault
from rasd.reading.forms import confined_content, read_content
from rasd.reading.items import Item, Memory, ReadFault
from rasd.reading.kinds import HEAD, kind_of
from rasd.reading.media import ENTRY, FEED
from rasd.reading.options import ReadOptions
from rasd.reading.tasks import Entry, Task
from rasd.reading.web.fetching import Fetched, Fetcher, FetchError, fetcher
from rasd.reading.web.unpacking import TooLarge, gunzip

_VALIDATORS = "validators"
_SEEN = "entry "
_DEPTH = 2
"""Sitemap indexes within one another."""


def read_address(address: str, memory: Memory | None, options: ReadOptions) -> Iterator[Item]:
    """The items of an address. With a memory, a page or feed that did not change gives nothing, and a feed only new entries."""
    web = fetcher(options)
    try:
        fetched = web.fetch(address, memory.get(_VALIDATORS, "") if memory else "")
    except FetchError as error:
        yield fault(address, str(error))
        return
    if fetched.content is None:
        return
    content, reader = _feed_in(fetched, options)
    if reader is None:
        yield from read_content(address, fetched.content, fetched.media_type, options, fetched.charset)
        complete = True
    else:
        following = _Following(web, options, memory)
        yield from following.follow(fetched.address, content, reader, charset=fetched.charset)
        complete = following.complete
    if memory is not None and complete:
        memory[_VALIDATORS] = fetched.validators


def read_saved_feed(address: str, content: bytes, options: ReadOptions) -> Iterator[Item]:
    """The entries of a feed in a file that bring their text; of the others one fault tells: nothing is fetched that the user did not name."""
    links = 0
    reader = "sitemap" if kind_of(address, content[:HEAD]) == "sitemap" else "feed"
    for entry in _entries(address, content, reader, options):
        if isinstance(entry, ReadFault):
            yield entry
        elif entry.html:
            yield from _entry_with_text(entry, options)
        else:
            links += 1
    if links:
        yield fault(address, f"lists {links:,} pages without their text", "name the feed's own address, and they are fetched")


def _feed_in(fetched: Fetched, options: ReadOptions) -> tuple[bytes, str | None]:
    """The bytes, unpacked where the address is a packed file, and the reader of what they list; None for a document."""
    content = fetched.content or b""
    if content.startswith(b"\x1f\x8b") and not fetched.address.endswith(".warc.gz"):
        try:
            content = gunzip(content, options.limits.body)
        except (TooLarge, ValueError):
            return content, None
    kind = kind_of(fetched.address.partition("?")[0], content[:HEAD], fetched.media_type)
    return content, kind if kind in ("feed", "sitemap") else None


def _entries(
    address: str, content: bytes, reader: str, options: ReadOptions, charset: str | None = None
) -> Iterator[Entry | ReadFault]:
    kind = f"{FEED}; charset={charset}" if charset else FEED
    task = Task(reader=reader, address=address, content=content, media_type=kind, options=options)
    for answer in answers(task):
        if isinstance(answer, (Entry, ReadFault)):
            yield answer


def _entry_with_text(entry: Entry, options: ReadOptions) -> Iterator[Item]:
    yield from confined_content("entry", entry.address or entry.id, msgspec.json.encode(entry), ENTRY, options)


class _Following:
    """One reading of a feed or sitemap. `complete`: nothing is left that a next reading would have to try again."""

    def __init__(self, web: Fetcher, options: ReadOptions, memory: Memory | None) -> None:
        self._web, self._options, self._memory = web, options, memory
        self._left = options.limits.entries
        self._sitemaps = options.limits.sitemaps
        self.complete = True

    def follow(self, address: str, content: bytes, reader: str, depth: int = 0, charset: str | None = None) -> Iterator[Item]:
        """The items of all entries that are new or changed."""
        entries: list[Entry] = []
        for entry in _entries(address, content, reader, self._options, charset):
            if isinstance(entry, ReadFault):
                yield entry
            else:
                entries.append(entry)
        if depth == 0:
            self._forget(entries)
        for entry in entries:
            if entry.is_sitemap:
                yield from self._sitemap(entry, depth)
            elif not self._left:
                self.complete = False
                return
            elif not self._is_known(entry):
                self._left -= 1
                yield from self._read(entry)

    def _forget(self, entries: list[Entry]) -> None:
        """Keep of the memory what the feed still has, so that it never grows beyond the feed."""
        if self._memory is not None and not any(entry.is_sitemap for entry in entries):
            listed = {_SEEN + entry.id for entry in entries}
            for key in [key for key in self._memory if key.startswith(_SEEN) and key not in listed]:
                del self._memory[key]

    def _is_known(self, entry: Entry) -> bool:
        return self._memory is not None and self._memory.get(_SEEN + entry.id) == entry.stamp

    def _remember(self, entry: Entry) -> None:
        if self._memory is not None:
            self._memory[_SEEN + entry.id] = entry.stamp

    def _sitemap(self, entry: Entry, depth: int) -> Iterator[Item]:
        if not self._sitemaps or depth >= _DEPTH:
            self.complete = False
            return
        if entry.stamp and self._is_known(entry):
            return
        self._sitemaps -= 1
        try:
            fetched = self._web.fetch(entry.address, obey_robots=True)
        except FetchError as error:
            self.complete = False
            yield fault(entry.address, str(error))
            return
        content, reader = _feed_in(fetched, self._options)
        if reader is None:
            yield fault(entry.address, "is no readable sitemap")
            return
        yield from self.follow(fetched.address, content, reader, depth + 1)
        if self._left:
            self._remember(entry)

    def _read(self, entry: Entry) -> Iterator[Item]:
        if entry.html:
            yield from _entry_with_text(entry, self._options)
            self._remember(entry)
            return
        if not entry.address:
            yield fault(entry.id, "the feed's entry has neither a text nor a link")
            self._remember(entry)
            return
        try:
            fetched = self._web.fetch(entry.address, obey_robots=True)
        except FetchError as error:
            yield fault(entry.address, str(error))
            self.complete = self.complete and error.lasting
            if error.lasting:
                self._remember(entry)
            return
        if kind_of(fetched.address, (fetched.content or b"")[:HEAD], fetched.media_type) in ("feed", "sitemap"):
            yield fault(entry.address, "is a feed within a feed", "name it to read it")
        else:
            items = read_content(entry.address, fetched.content or b"", fetched.media_type, self._options, fetched.charset)
            yield from (_with_feed(item, entry) for item in items)
        self._remember(entry)


def _with_feed(item: Item, entry: Entry) -> Item:
    """A page with what only its feed says. The page's own day stands where it is within a day of the feed's (time zones)."""
    if isinstance(item, ReadFault) or entry.published is None:
        return item
    day, own = entry.published.date(), item.report.published
    if own is None or abs(own - day) > timedelta(days=1):
        own = day
    report = msgspec.structs.replace(item.report, published=own)
    return msgspec.structs.replace(item, report=report, outlet=item.outlet or entry.outlet, author=item.author or entry.author)
