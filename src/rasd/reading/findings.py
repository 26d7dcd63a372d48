"""From what a reader found to an item: an Arabic report, or a fault with its reason."""

from __future__ import annotations

import re
from datetime import date

from rasd.errors import InputError
from rasd.reading.items import Item, ReadFault, ReadReport
from rasd.reading.language import foreign_language
from rasd.reading.options import Limits
from rasd.report import Report

NO_CHARACTER_SET = "is in no character set known here"
SAVE_AS_UTF8 = "save it as UTF-8"
_lone_surrogates = re.compile("[\ud800-\udfff]")


def readable(
    report: Report, address: str, content: bytes, media_type: str,
    *, author: str | None = None, outlet: str | None = None, limits: Limits,
) -> Item:  # fmt: skip
    """The report as an item, or the fault that it is empty, too long or in another language.

    The bytes of what is too large to be held whole are not kept: its address serves for another try.
    """
    content = content if len(content) <= limits.document else b""
    place = address if report.id in address else f"{address} ({report.id})"
    if not report.text.strip():
        return fault(address, "is empty", "", content, media_type, place)
    if len(report.text) > limits.text:
        what = f"has {len(report.text):,} characters, more than the {limits.text:,} of a report"
        return fault(address, what, "split it into its reports", content, media_type, place)
    language = foreign_language(report.text)
    if language:
        what = "is not in Arabic" if language == "other" else f"is not in Arabic but in {language}"
        return fault(address, what, "only Arabic reports are coded", content, media_type, place)
    return ReadReport(
        report=report, content=content, media_type=media_type, address=address, author=author, outlet=outlet
    )


def fault(
    address: str, what: str, advice: str = "", content: bytes = b"", media_type: str = "application/octet-stream",
    place: str | None = None,
) -> ReadFault:  # fmt: skip
    """Input that is no report. `place` names it for people where the address alone does not."""
    error = InputError(place or address, " ".join(what.split()), advice)  # libraries write over several lines
    return ReadFault(error=error, address=address, content=content, media_type=media_type)


def storable(text: str) -> str:
    """The text without halves of characters, which no encoding can hold."""
    return _lone_surrogates.sub("\ufffd", text)


def day_of(value: object) -> date | None:
    """A day written as ISO 8601 begins. Raises ValueError with one sentence."""
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"published {value!r} is no date; write YYYY-MM-DD") from None
