"""Rasd: event records from Arabic conflict reports.

>>> import rasd
>>> events = rasd.code("قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس.", published="2023-03-05")
>>> events[0].event_type
'shelling'
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from rasd.errors import InputError, RasdError
from rasd.event import Event
from rasd.report import Report

if TYPE_CHECKING:
    from rasd.coding.coder import Coder

__all__ = ["Coder", "Event", "RasdError", "Report", "code"]


def __getattr__(name: str) -> Any:
    if name == "Coder":
        from rasd.coding.coder import Coder

        return Coder
    raise AttributeError(f"module 'rasd' has no attribute {name!r}")


@cache
def _built_in() -> Coder:
    from rasd.coding.coder import Coder

    return Coder()


def code(
    text: str,
    published: str | date | None = None,
    *,
    id: str = "text",
    title: str | None = None,
    country: str | None = None,
) -> tuple[Event, ...]:
    """The event records of one report's text, coded with the built-in codebook and gazetteer.

    `published` is the day of publication (ISO string or date): what "yesterday" is read against.
    Raises InputError for a day that is no date.
    """
    if isinstance(published, str):
        try:
            published = date.fromisoformat(published)
        except ValueError:
            raise InputError("published", f"{published!r} is no date", "write it as YYYY-MM-DD") from None
    return _built_in().code(Report(id=id, text=text, title=title, published=published, country=country))
