"""A feed's entry that brings its whole text, as one report."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rasd.errors import InputError
from rasd.reading.findings import readable
from rasd.reading.items import Item
from rasd.reading.media import ENTRY
from rasd.reading.pages.body import lines_of_fragment
from rasd.reading.pages.markup import parsed, prepare
from rasd.reading.tasks import Entry, Task
from rasd.report import Report


def read(task: Task) -> Iterator[Item]:
    """The entry's one item. Raises InputError where it has no words."""
    entry = msgspec.json.decode(task.whole(), type=Entry)
    root = parsed(f"<html><body><article>{entry.html}</article></body></html>")
    prepare(root)
    lines = lines_of_fragment(root, entry.title)
    if not lines:
        raise InputError(task.address, "the feed's entry has no text")
    text = "\n\n".join([entry.title, *lines] if entry.title else lines)
    published = entry.published.date() if entry.published else None
    report = Report(id=entry.id or task.address, text=text, title=entry.title or None, published=published)
    yield readable(
        report, task.address, task.whole(), ENTRY, author=entry.author, outlet=entry.outlet, limits=task.options.limits
    )
