"""What the first lines of a typed document say: its title and its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rasd.coding.titles import title_of
from rasd.reading.dates import day_written
from rasd.reading.names import day_in_name, name_of
from rasd.report import Report

_LOOKED_AT = 8
_SHORT = 12
"""Words of a line that is nothing but a date line."""


def report_of(address: str, lines: Sequence[str], title: str | None) -> Report:
    """A report of a document's lines. `title` is what the document itself marks as such."""
    if title and (not lines or lines[0] != title):
        lines = [title, *(line for line in lines if line != title)]
    text = "\n\n".join(lines)
    published = day_in_name(address) or _day_above(lines)
    return Report(id=name_of(address), text=text, title=title or title_of(text), published=published)


def _day_above(lines: Sequence[str]) -> date | None:
    """The day of a date line near the beginning: «التاريخ: 5/3/2023», «دمشق، 5 آذار 2023»."""
    for line in lines[:_LOOKED_AT]:
        if len(line.split()) <= _SHORT and not line.endswith((".", "؟")) and (day := day_written(line)) is not None:
            return day
    return None
