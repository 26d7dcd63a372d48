"""WhatsApp chats exported as text: one message a report.

Two layouts, Android's `5/3/2023, 9:41 م - name: words` and Apple's `[5/3/2023، 9:41:05 م] name: words`, with Arabic digits
and invisible direction marks. Telephone numbers are not kept as names.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from rasd.coding.titles import title_of
from rasd.reading.findings import readable
from rasd.reading.items import Item
from rasd.reading.lines import bounded_lines
from rasd.reading.media import WHATSAPP
from rasd.reading.options import Limits
from rasd.report import Report

_marks = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_head = re.compile(
    r"\[?(\d{1,4})[/.-](\d{1,2})[/.-](\d{2,4})[,،]?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:[صم]|[AaPp]\.?\s?[Mm]\.?))?\s*(?:\]|-)\s*(.*)", re.S
)
_sender = re.compile(r"([^:\n]{1,80}?):(?:\s+|$)(.*)", re.S)
_number = re.compile(r"^[~\s]*\+?[\d\s()-]{7,}$")
_media = re.compile(
    r"<[^<>\n]{3,60}>|^\S+\.(?:jpg|jpeg|png|mp4|opus|webp|pdf|docx|vcf|m4a|3gp)\s*\([^)]*\)\s*|"
    r"^(?:تم استبعاد|صورة محذوفة|الصورة غير مدرجة|فيديو محذوف|image omitted|video omitted|audio omitted|sticker omitted|GIF omitted|document omitted)\s*\S*\s*$",
    re.M | re.I,
)
_deleted = re.compile(r"^(?:تم حذف هذه الرسالة|حذفت هذه الرسالة|لقد حذفت هذه الرسالة|This message was deleted|You deleted this message)\.?$")
_link = re.compile(r"https?://\S+")
_letters = re.compile(r"[^\W\d_]{2,}")
_chat_name = re.compile(r"^(?:WhatsApp Chat (?:with|-)|(?:ال)?دردشة (?:على |في )?(?:واتساب|WhatsApp)? ?(?:مع|-)?)\s*", re.I)
_HEAD = 400
"""Bytes in which a message's date and time stand."""
_LOOKED_AT = 4000
"""Messages that show whether day or month comes first."""


class Message(NamedTuple):
    """A message: the line it begins on, its date's three numbers, what follows, and its lines as they stand."""

    line: int
    numbers: tuple[int, int, int]
    rest: str
    raw: bytes


def read_chat(address: str, opened: Callable[[], io.BufferedIOBase], limits: Limits) -> Iterator[Item]:
    """The messages of an export, in order. Messages of the service, pictures without words and links alone are left out."""
    with opened() as stream:
        month_first = _month_first(message.numbers for _, message in zip(range(_LOOKED_AT), _messages(stream, limits), strict=False))
    chat = _chat_of(address)
    with opened() as stream:
        for message in _messages(stream, limits):
            where = f"{address}:{message.line}"
            item = _item(where, message, month_first, chat, limits)
            if item is not None:
                yield item


def read_message(address: str, content: bytes, limits: Limits) -> Iterator[Item]:
    """A message from its kept bytes, of which the export's name stands in the address."""
    chat = _chat_of(address.rpartition(":")[0])
    for message in _messages(io.BytesIO(content), limits):
        item = _item(address, message, _month_first([message.numbers]), chat, limits)
        if item is not None:
            yield item


def _chat_of(address: str) -> str | None:
    return _chat_name.sub("", PurePath(address).stem).strip() or None


def _messages(stream: io.BufferedIOBase, limits: Limits) -> Iterator[Message]:
    number, head, raw = 0, None, b""
    for line in bounded_lines(stream, limits):  # type: ignore[arg-type]
        number += 1
        found = _head.match(_plain(line))
        if found or len(raw) > limits.text * 4:
            if head is not None:
                yield _message(head, raw)
            head, raw = ((number, found), line) if found else (None, b"")
        elif head is not None:
            raw += line
    if head is not None:
        yield _message(head, raw)


def _plain(line: bytes) -> str:
    return _marks.sub("", line[:_HEAD].decode("utf-8", "replace")).translate(_DIGITS)


def _message(head: tuple[int, re.Match[str]], raw: bytes) -> Message:
    line, found = head
    return Message(line, (int(found[1]), int(found[2]), int(found[3])), _marks.sub("", raw.decode("utf-8", "replace")), raw.rstrip(b"\r\n"))


def _month_first(dates: Iterator[tuple[int, int, int]] | list[tuple[int, int, int]]) -> bool:
    """Whether the chat's dates put the month first: only where a second number is no month."""
    found = [numbers for numbers in dates if numbers[0] < 100]
    return any(second > 12 for _, second, _ in found) and not any(first > 12 for first, _, _ in found)


def _day(numbers: tuple[int, int, int], month_first: bool) -> date | None:
    first, second, third = numbers
    if first > 99:
        year, month, day = first, second, third
    else:
        year = third + 2000 if third < 100 else third
        day, month = (second, first) if month_first else (first, second)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _item(where: str, message: Message, month_first: bool, chat: str | None, limits: Limits) -> Item | None:
    body = _head.match(message.rest[:_HEAD].translate(_DIGITS))
    said = _sender.match(message.rest[body.start(4) :]) if body else None
    if said is None:
        return None
    text = _media.sub("", said[2]).strip()
    if not _letters.search(_link.sub("", text)) or _deleted.match(text):
        return None
    author = None if _number.match(said[1]) else said[1].strip("~ \u00a0")
    name = f"{PurePath(where.rpartition(':')[0]).stem}-{where.rpartition(':')[2]}"
    report = Report(id=name, text=text, title=title_of(text), published=_day(message.numbers, month_first))
    return readable(report, where, message.raw, WHATSAPP, author=author, outlet=chat, limits=limits)
