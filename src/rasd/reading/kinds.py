"""What a file is: by its first bytes, and by its name where they leave it open."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Kind = Literal[
    "text", "lines", "json", "page", "feed", "sitemap", "pdf", "zip", "parquet", "table", "warc", "gzip", "whatsapp", "other"
]  # fmt: skip
SUFFIXES = (
    ".txt", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml", ".csv", ".tsv", ".parquet", ".warc", ".wacz", ".docx", ".pdf", ".xml", ".rss", ".atom"
)  # fmt: skip
"""Endings of files that are read when a folder is named; besides, `*.warc.gz` and Telegram's `result.json`."""
_FEW_NULLS = 0.005
"""Part of the first bytes that may be 0 in a damaged text; other forms have far more."""
HEAD = 4096
"""Bytes that tell what a file is."""
_MARKS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PAR1", "parquet"), (b"WARC/", "warc"), (b"\x1f\x8b", "gzip")
)  # fmt: skip
_BY_NAME: dict[str, Kind] = {
    ".jsonl": "lines", ".ndjson": "lines", ".csv": "table", ".tsv": "table", ".json": "json", ".txt": "text", ".pdf": "pdf",
    ".docx": "zip", ".wacz": "zip", ".parquet": "parquet", ".warc": "warc", ".gz": "gzip",
}  # fmt: skip
_xml = re.compile(rb"(?is)^\s*(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!doctype[^>\[]*(?:\[.*?\])?\s*>\s*)*<(\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b")
_html = re.compile(rb"(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|article|section|h1)\b", re.S)
_message = re.compile(
    "^[\ufeff\u200e\u200f\u202a-\u202e]*\\[?[\u200e\u200f]*[0-9٠-٩۰-۹]{1,4}[\u200e\u200f]*[/.-][\u200e\u200f]*[0-9٠-٩۰-۹]{1,2}[\u200e\u200f]*[/.-][\u200e\u200f]*[0-9٠-٩۰-۹]{2,4}"
    "[,،]?\\s+[0-9٠-٩۰-۹]{1,2}:[0-9٠-٩۰-۹]{2}"
)
_wide_marks = (b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, head: bytes, media_type: str = "") -> Kind:
    """The kind of a file with this name, first bytes and (from a server) media type; "other" for what is no text."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    suffix = PurePath(name).suffix.lower()
    named = _BY_NAME.get(suffix)
    start = _narrow(head)
    if named in ("pdf", "zip", "parquet", "warc", "gzip"):
        return named
    if start.count(0) > _FEW_NULLS * len(start):
        return "other"
    if named in ("lines", "table"):
        return named
    return _by_opening(start, suffix, named, media_type)


def _by_opening(start: bytes, suffix: str, named: Kind | None, media_type: str) -> Kind:
    feed = _xml.match(start)
    if feed:
        return "sitemap" if feed[2].lower() in (b"urlset", b"sitemapindex") else "feed"
    if _html.match(start) or suffix in (".html", ".htm", ".xhtml") or media_type in ("text/html", "application/xhtml+xml"):
        return "page"
    if suffix in (".xml", ".rss", ".atom"):
        return "feed"
    if media_type == "text/csv":
        return "table"
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if opening.startswith(b"{") and named != "text":
        return "json"
    if opening.startswith(b"[") and named == "json":
        return "json"
    return "whatsapp" if is_chat(start) else "text"


def is_chat(start: bytes) -> bool:
    """Whether a text's first lines are messages as WhatsApp exports them."""
    lines = [line for line in start.decode("utf-8", "ignore").splitlines()[:8] if line.strip()]
    return bool(lines) and bool(_message.match(lines[0])) and sum(bool(_message.match(line)) for line in lines) >= min(2, len(lines))


def _narrow(head: bytes) -> bytes:
    """UTF-16 as UTF-8, so that one look serves both."""
    if head.startswith(_wide_marks):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode("utf-8", "ignore")
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > 0.05 * len(head) and min(even, odd) <= 0.01 * len(head):
        return head[: len(head) // 2 * 2].decode("utf-16-be" if even > odd else "utf-16-le", "ignore").encode("utf-8", "ignore")
    return head
