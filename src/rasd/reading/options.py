"""What a user may say about reading, and the limits that no input can pass."""

from __future__ import annotations

import msgspec

FIELDS = ("text", "title", "published", "id", "author", "outlet", "country")
"""Fields of a report that a column of a table can hold."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one reading, so that a hostile input costs a known amount at most. Sizes in bytes, times in seconds."""

    document: int = 50_000_000
    """A text, page, PDF or Word file, and any file that has to be held whole."""
    unpacked: int = 200_000_000
    """What the parts of one Word file may come to when unpacked."""
    text: int = 1_000_000
    """Characters of one report: far beyond any article, and coded in seconds."""
    seconds: float = 20.0
    """Time that a reader may take until it gives its next item."""
    memory: int = 1_500_000_000
    """What a reader's process may allocate, on Linux and macOS."""
    pages: int = 300
    """Pages of a PDF."""
    body: int = 10_000_000
    """What a server may send for one address, unpacked."""
    fetch_seconds: float = 60.0
    """From the first packet to the last, redirects included."""
    redirects: int = 5
    tries: int = 3
    entries: int = 500
    """Entries of a feed, or pages of a sitemap, that one reading takes."""
    sitemaps: int = 50
    """Sitemaps that an index may lead to."""


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for all sources of a run."""

    columns: tuple[tuple[str, str], ...] = ()
    """Field of the report and its column in tables; a later pair wins."""
    allow_hosts: frozenset[str] = frozenset()
    """Hosts that may be fetched although their address is private: an intranet's names."""
    delay: float = 2.0
    """Seconds between two requests to one host; a longer delay that robots.txt asks for wins."""
    limits: Limits = Limits()


DEFAULT = ReadOptions()
