"""Telegram exports as pages (`messages.html`): one message a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from lxml import html
from lxml.html import HtmlElement

from rasd.coding.titles import title_of
from rasd.reading.dates import day_written
from rasd.reading.encoding import decode_page
from rasd.reading.findings import readable
from rasd.reading.items import Item
from rasd.reading.media import PAGE
from rasd.reading.pages.linked_data import plain
from rasd.reading.pages.markup import parsed
from rasd.reading.tasks import Task
from rasd.report import Report

_dotted = re.compile(r"^(\d{2})\.(\d{2})\.(\d{4})")
_letters = re.compile(r"[^\W\d_]{2,}")


def is_export(content: bytes) -> bool:
    """Whether a page is one of Telegram's exports."""
    return b'class="page_wrap"' in content and b'class="history"' in content


def read(task: Task) -> Iterator[Item]:
    """The messages with words, in order."""
    root = parsed(decode_page(task.whole()))
    chat = plain(_text(root, ".//div[@class='page_header']//div[contains(@class,'text')]") or PurePath(task.address).stem)
    sender: str | None = None
    for message in root.xpath("//div[contains(concat(' ',@class,' '),' message ') and contains(@class,'default')]"):
        sender = plain(_text(message, "./div[@class='body']/div[@class='from_name']") or sender or "") or None
        text = _lines(message)
        if not _letters.search(text):
            continue
        number = (message.get("id") or "").removeprefix("message")
        forwarded = _text(message, ".//div[contains(@class,'forwarded')]/div[@class='from_name']")
        outlet = plain(forwarded.rsplit("  ", 1)[0]) if forwarded else chat
        day = next(iter(message.xpath(".//div[contains(@class,'date')]/@title")), "")
        published = day_written(_dotted.sub(r"\3-\2-\1", day))
        report = Report(id=f"{chat}/{number}", text=text, title=title_of(text), published=published)
        content = _alone(message, root)
        yield readable(
            report, f"{task.address}:{number}", content, PAGE, author=sender if sender != outlet else None, outlet=outlet,
            limits=task.options.limits,
        )  # fmt: skip


def _text(element: HtmlElement, path: str) -> str | None:
    found = element.xpath(path)
    return "".join(found[0].xpath(".//text()[not(ancestor::span)]")).strip() if found else None


def _lines(message: HtmlElement) -> str:
    """The message's words, a line for each line break."""
    found = message.xpath(".//div[@class='text']")
    if not found:
        return ""
    pieces = []
    for node in found[0].xpath(".//text() | .//br"):
        pieces.append("\n" if getattr(node, "tag", None) == "br" else re.sub(r"\s+", " ", str(node)))
    return "\n".join(line.strip() for line in "".join(pieces).split("\n")).strip()


def _alone(message: HtmlElement, root: HtmlElement) -> bytes:
    """A page with this message alone, which reads again as the export does."""
    header = root.xpath("//div[@class='page_header']")
    head = html.tostring(header[0], encoding="unicode", with_tail=False) if header else ""
    body = html.tostring(message, encoding="unicode", with_tail=False)
    whole = f'<html><meta charset="utf-8"><body><div class="page_wrap">{head}<div class="history">{body}</div></div></body></html>'
    return whole.encode()
