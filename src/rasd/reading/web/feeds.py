"""RSS and Atom feeds as entries. Runs confined; takes bytes, never an address."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser

from rasd.errors import InputError
from rasd.reading.dates import day_written
from rasd.reading.encoding import decode_page
from rasd.reading.findings import NO_CHARACTER_SET
from rasd.reading.media import charset_of
from rasd.reading.pages.linked_data import plain
from rasd.reading.tasks import Entry, Task

_WHOLE = 500
"""Letters from which on an entry's text can be the whole one."""
_LONGEST = 2000
"""Letters of an address, an id or a title."""
_cut_off = re.compile(r"(?:\[?(?:…|\.\.\.|&#8230;|&hellip;)\]?|اقرأ المزيد|المزيد|للمزيد|أكمل القراءة|read more|continue reading)\W*$", re.I)
_declaration = re.compile(r"^<\?xml[^>]*\?>\s*")
_tags = re.compile(r"<[^>]*>")


def read(task: Task) -> Iterator[Entry]:
    """The feed's entries in its order. Raises InputError for what is no feed."""
    try:
        text = _declaration.sub("", decode_page(task.whole(), charset_of(task.media_type)).lstrip("\ufeff \t\r\n"))
    except UnicodeError:
        raise InputError(task.address, NO_CHARACTER_SET) from None
    headers = {"content-location": task.address, "content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers)
    if not found.entries and (found.bozo or not found.get("version")):
        raise InputError(task.address, f"is no readable feed: {str(found.get('bozo_exception', 'no entries'))[:150]}")
    outlet = plain(_tags.sub("", found.feed.get("title", ""))) or None
    for entry in found.entries[: task.options.limits.entries]:
        yield _entry(entry, outlet)


def _entry(entry: Any, outlet: str | None) -> Entry:
    address = next((link.href for link in entry.get("links", ()) if link.get("rel") == "alternate" and link.get("href")), entry.get("link", ""))
    stamp = entry.get("updated") or entry.get("published") or ""
    source = entry.get("source")
    return Entry(
        id=_short(entry.get("id") or address or plain(entry.get("title", ""))), address=address if _is_address(address) else "",
        stamp=stamp or str(_hash(entry.get("summary", ""))), title=plain(_tags.sub("", entry.get("title", "")))[:_LONGEST],
        html=_whole_text(entry), published=_published(entry), author=plain(entry.get("author", "")) or None,
        outlet=plain(source.title) if source and source.get("title") else outlet,
    )  # fmt: skip


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) <= _LONGEST


def _short(id: str) -> str:
    return id if len(id) <= _LONGEST else str(_hash(id))


def _hash(text: str) -> int:
    """A number that changes with the text, the same in every process."""
    return zlib.crc32(text.encode("utf-8", "replace"))


def _whole_text(entry: Any) -> str:
    """The entry's text where it is whole: long enough, and not cut off."""
    texts = [content.get("value", "") for content in entry.get("content", ())] + [entry.get("summary", "")]
    longest = max(texts, key=lambda text: len(_tags.sub("", text)))
    words = plain(_tags.sub(" ", longest))
    whole = len(words) >= _WHOLE and not _cut_off.search(words[-40:])
    return longest if whole or (words and not entry.get("link")) else ""


def _published(entry: Any) -> datetime | None:
    for key in ("published", "updated", "created"):
        day = day_written(entry.get(key, "")) if entry.get(key) else None
        if day is not None:
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return None
