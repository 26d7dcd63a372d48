"""Telegram exports as JSON (`result.json`): one message a report, of one chat or of all.

The file is read event by event, so that an export of any size takes the memory of a message. The parts of an album, which
the export gives as messages of one second by one sender, are one report; a forwarded message names its origin as outlet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

import ijson
import msgspec

from rasd.coding.titles import title_of
from rasd.errors import InputError
from rasd.reading.findings import fault, readable, storable
from rasd.reading.items import Item
from rasd.reading.media import TELEGRAM
from rasd.reading.options import Limits
from rasd.reading.tasks import Task
from rasd.report import Report

_MEDIA = ("photo", "file", "media_type")
_letters = re.compile(r"[^\W\d_]{2,}")
_link = re.compile(r"https?://\S+")
_LONGEST_ALBUM = 10

Json = dict[str, Any]


def read(task: Task) -> Iterator[Item]:
    """The messages with words, in order. Raises InputError where the file breaks off."""
    stream = open(task.path, "rb") if task.path else io.BytesIO(task.content or b"")  # noqa: SIM115
    seen = 0
    with stream:
        try:
            for chat, messages in _albums(_messages(stream)):
                seen += 1
                address = _address(task.address, chat, messages[0])
                item = _item(address, chat, messages, task.options.limits)
                if item is not None:
                    yield item
        except (ijson.JSONError, UnicodeDecodeError) as error:
            advice = "what stands before was read" if seen else ""
            raise InputError(task.address, f"is no whole Telegram export: {_reason(error)}", advice) from None
    if not seen:
        raise InputError(task.address, "has no message")


def _reason(error: Exception) -> str:
    """The parser's first line, which it gives as text or as bytes."""
    told = error.args[0] if error.args else ""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(error)
    return text.strip().splitlines()[0][:120]


def read_message(address: str, content: bytes, limits: Limits) -> Iterator[Item]:
    """A message, or an album, from its kept bytes."""
    kept = msgspec.json.decode(content)
    item = _item(address, kept["chat"], kept["messages"], limits)
    if item is not None:
        yield item


def _messages(stream: Any) -> Iterator[tuple[Json, Json]]:
    """(chat, message) pairs of an export of one chat or of an account."""
    chat: Json = {}
    builder, message = None, ""
    for prefix, event, value in ijson.parse(stream, use_float=True):
        if builder is not None:
            builder.event(event, value)
            if prefix == message and event == "end_map":
                yield chat, builder.value
                builder = None
        elif event == "start_map" and prefix.endswith("messages.item"):
            builder, message = ijson.ObjectBuilder(), prefix
            builder.event(event, value)
        elif event == "start_map" and prefix == "chats.list.item":
            chat = {}
        elif prefix in ("name", "id", "type", "chats.list.item.name", "chats.list.item.id", "chats.list.item.type"):
            chat = {**chat, prefix.rpartition(".")[2]: value}


def _albums(messages: Iterator[tuple[Json, Json]]) -> Iterator[tuple[Json, list[Json]]]:
    """Messages, those of one album together."""
    album: list[Json] = []
    of: Json = {}
    for chat, message in messages:
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        if album and (chat is not of or not _together(album[-1], message) or len(album) >= _LONGEST_ALBUM):
            yield of, album
            album = []
        of = chat
        album.append(message)
    if album:
        yield of, album


def _together(one: Json, other: Json) -> bool:
    return all(any(key in message for key in _MEDIA) for message in (one, other)) and all(
        one.get(key) == other.get(key) for key in ("date", "from_id", "forwarded_from", "reply_to_message_id")
    )


def _address(path: str, chat: Json, message: Json) -> str:
    number = str(message.get("id", ""))
    return f"{path}:{chat['id']}/{number}" if "id" in chat else f"{path}:{number}"


def _item(address: str, chat: Json, messages: list[Json], limits: Limits) -> Item | None:
    texts = [words for message in messages if (words := _words(message.get("text")))]
    text = storable("\n\n".join(dict.fromkeys(texts)))
    if not _letters.search(_link.sub("", text)):
        return None
    content = msgspec.json.encode({"chat": chat, "messages": messages}, enc_hook=str)
    first = messages[0]
    try:
        published = date.fromisoformat(str(first.get("date", ""))[:10])
    except ValueError:
        return fault(address, f"date {str(first.get('date'))[:40]!r} is no date", "", content, TELEGRAM)
    name = chat.get("name")
    outlet = first.get("forwarded_from") or first.get("saved_from") or name or PurePath(address.rpartition(":")[0]).stem
    author = first.get("from") if first.get("from") != outlet else None
    report = Report(id=f"{name or 'telegram'}/{first.get('id', '')}", text=text, title=title_of(text), published=published)
    return readable(report, address, content, TELEGRAM, author=author and str(author), outlet=str(outlet), limits=limits)


def _words(text: Any) -> str:
    """A message's text: a string, or a list of strings and marked pieces."""
    pieces = text if isinstance(text, list) else [text]
    found = [piece.get("text", "") if isinstance(piece, dict) else piece for piece in pieces]
    return "".join(piece for piece in found if isinstance(piece, str)).strip()
