"""Media types under which original bytes are kept, so that they are read again as what they were."""

from __future__ import annotations

TEXT = "text/plain"
JSON = "application/json"
PAGE = "text/html"
FEED = "application/xml"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROW = "application/json; form=row"
"""A row of a table: {"columns": field -> column, "row": column -> value}."""
ENTRY = "application/json; form=entry"
"""An entry of a feed that brought its whole text."""
TELEGRAM = "application/json; form=telegram"
"""A message of a Telegram export with its chat: {"chat": {...}, "messages": [...]}; an album is several."""
WHATSAPP = "text/plain; form=whatsapp"
"""A message of a WhatsApp export: its lines as they stand in the file."""


def page_of(charset: str | None) -> str:
    """The type of a page whose server named its character set."""
    return f"{PAGE}; charset={charset}" if charset else PAGE


def charset_of(media_type: str) -> str | None:
    """The character set that a type names."""
    for part in media_type.split(";")[1:]:
        name, _, value = part.strip().partition("=")
        if name.lower() == "charset" and value:
            return value.strip("\"' ").lower()
    return None
