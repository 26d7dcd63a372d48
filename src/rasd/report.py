"""What enters: one text with its publication date."""

from __future__ import annotations

from datetime import date

import msgspec


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article, statement or post. `text` includes its title as the first line."""

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country the report is about, where known."""
