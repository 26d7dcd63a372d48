"""The day that a page, feed, message or table writes down: ISO 8601, RFC 2822, or Arabic words and digits."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from rasd.arabic.calendar import find_times
from rasd.arabic.letters import normalize
from rasd.arabic.words import split_words

_iso = re.compile(r"\d{4}-\d{2}-\d{2}")
_english = re.compile(r"(\d{1,2})\s+([A-Z][a-z]{2})[a-z]*\.?,?\s+(\d{4})|([A-Z][a-z]{2})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})")
_comma = re.compile(r"\s*,\s*")
_month_first = re.compile(r"\b([^\W\d]+(?: [^\W\d]+)?) (\d{1,2}) (\d{4})\b")
_year = re.compile(r"\b\d{4}\b")
_MONTHS = dict(zip(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], range(1, 13), strict=True))
_EARLIEST = 1990
"""No page is older; what tells of an earlier year is no day of publication."""


def day_written(text: str, *, today: date | None = None) -> date | None:
    """The first whole day in a text, None where it has none. `today` is what «أمس» is read against."""
    text = text.strip()
    for read in (_machine_written, _in_english):
        found = read(text)
        if found is not None:
            return _plausible(found)
    plain = _month_first.sub(r"\2 \1 \3", _comma.sub(" ", normalize(text).text))
    for time in find_times(split_words(plain), today):
        whole = time.precision == "day" and time.start is not None and time.start == time.end
        if whole and time.kind == "absolute" and (today or _year.search(plain)):
            return _plausible(time.start)
    return None


def _machine_written(text: str) -> date | None:
    found = _iso.search(text)
    try:
        if found:
            return date.fromisoformat(found.group())
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_english(text: str) -> date | None:
    found = _english.search(text)
    if not found:
        return None
    d1, m1, y1, m2, d2, y2 = found.groups()
    try:
        return date(int(y1 or y2), _MONTHS[m1 or m2], int(d1 or d2))
    except (KeyError, ValueError):
        return None


def _plausible(day: date | None) -> date | None:
    return day if day and day.year >= _EARLIEST else None

