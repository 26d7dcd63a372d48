"""Kept bytes read again as what they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from rasd.reading.forms import confined_content, read_content
from rasd.reading.items import Item
from rasd.reading.lines import read_object, read_text
from rasd.reading.media import ENTRY, JSON, PAGE, PDF, ROW, TELEGRAM, TEXT, WHATSAPP, WORD, charset_of
from rasd.reading.options import ReadOptions

_CONFINED = {PDF: "pdf", WORD: "zip", ENTRY: "entry"}


def read_again(address: str, content: bytes, media_type: str, options: ReadOptions) -> Iterator[Item]:
    """The items of bytes that were kept under a media type (`media`)."""
    name = f"{PurePath(address.rpartition(':')[0]).stem}-{address.rpartition(':')[2]}"
    if media_type == TEXT:
        yield read_text(address, content, options.limits)
    elif media_type == JSON:
        yield read_object(address, content, PurePath(address.rpartition(":")[0]).stem, options.limits)
    elif media_type == ROW:
        from rasd.reading.tables.columns import item_of_kept_row

        yield item_of_kept_row(address, content, name, options)
    elif media_type == WHATSAPP:
        from rasd.reading.chats.whatsapp import read_message

        yield from read_message(address, content, options.limits)
    elif media_type == TELEGRAM:
        from rasd.reading.chats.telegram import read_message as read_telegram

        yield from read_telegram(address, content, options.limits)
    elif media_type.startswith(PAGE):
        yield from confined_content("page", address, content, media_type, options)
    elif media_type in _CONFINED:
        yield from confined_content(_CONFINED[media_type], address, content, media_type, options)
    else:
        yield from read_content(address, content, media_type, options, charset_of(media_type))
