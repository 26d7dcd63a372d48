"""Sitemaps and their indexes as entries, the newest first. Runs confined; no entity is expanded, nothing is loaded."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from rasd.errors import InputError
from rasd.reading.dates import day_written
from rasd.reading.tasks import Entry, Task

_LONGEST = 2048
"""Letters of an address, by the protocol."""
_MOST = 50_000
"""Pages of one sitemap, by the protocol."""


def read(task: Task) -> Iterator[Entry]:
    """The sitemap's pages and further sitemaps. Raises InputError for what is no sitemap."""
    found: list[Entry] = []
    try:
        parsing = etree.iterparse(
            io.BytesIO(task.whole()), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        for _, element in parsing:
            if _name(element) in ("url", "sitemap"):
                entry = _entry(element)
                if entry is not None:
                    found.append(entry)
                element.clear()
            if len(found) > _MOST:
                break
    except etree.XMLSyntaxError as error:
        if not found:
            raise InputError(task.address, f"is no readable sitemap: {str(error)[:150]}") from None
    yield from sorted(found, key=lambda entry: entry.stamp, reverse=True)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _entry(element: Any) -> Entry | None:
    parts = {_name(child): (child.text or "").strip() for child in element.iter() if isinstance(child.tag, str)}
    address = parts.get("loc", "")
    if not address.startswith(("http://", "https://")) or len(address) > _LONGEST:
        return None
    day = day_written(parts["publication_date"]) if parts.get("publication_date") else None
    published = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    stamp = parts.get("lastmod") or parts.get("publication_date", "")
    return Entry(
        id=address, address=address, stamp=stamp, published=published, is_sitemap=_name(element) == "sitemap",
        outlet=parts.get("name") or None, title=parts.get("title", ""),
    )  # fmt: skip
