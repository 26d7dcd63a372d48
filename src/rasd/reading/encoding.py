"""Character sets of Arabic files: UTF-8, UTF-16, windows-1256, ISO-8859-6."""

from __future__ import annotations

import codecs
import re

from rasd.arabic.letters import arabic_share

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WRITTEN_IN = ("windows-1256", "iso-8859-6")
_FREQUENT = "اليمنوتربد "
_markup = re.compile(rb"(?is)<(script|style)\b.*?(?:</\1|\Z)|<[^>]*>|&#?\w+;")
_declared = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""")
_HEAD = 4096
"""Bytes in which a page names its character set; HTML asks for the first 1024."""


def decode(content: bytes) -> str:
    """The text of a file. Raises UnicodeError where no character set gives readable text."""
    return content.decode(encoding_of(content), errors="replace")


def decode_page(content: bytes, declared: str | None = None) -> str:
    """The text of an HTML page, `declared` being the server's word. A name that gives no Arabic is not believed."""
    if any(content.startswith(mark) for mark, _ in _MARKS):
        return decode(content)
    words = _markup.sub(b" ", content)
    if _is_arabic_in(words, "utf-8"):  # no other character set's letters make UTF-8 by chance
        return content.decode("utf-8", errors="replace")
    named = _declared.search(content[:_HEAD])
    for name in (declared, named and (named[1] or named[2]).decode()):
        if name and _is_arabic_in(words, name):
            return content.decode(name, errors="replace")
    return content.decode(encoding_of(words), errors="replace")


def encoding_of(content: bytes) -> str:
    """The character set of a text. Raises UnicodeError where none gives readable text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if arabic_share(content[: error.start].decode("utf-8", "ignore")) > 0.3 and error.start > 20:
            return "utf-8"
        return _legacy(content)
    return _unmarked_wide(content) or "utf-8"


def _is_arabic_in(words: bytes, name: str) -> bool:
    try:
        return arabic_share(words.decode(name, errors="replace")) > 0.3 and (name != "utf-8" or _is_utf8(words))
    except LookupError:
        return False


def _is_utf8(words: bytes) -> bool:
    """A few damaged letters do not make a page another character set's."""
    text = words.decode("utf-8", errors="replace")
    return text.count("\ufffd") <= 0.02 * len(text)


def _unmarked_wide(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of blanks and line breaks is 0."""
    sample = content[:2000]
    if b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return ("utf-16-be" if even > odd else "utf-16-le") if max(even, odd) > 0.05 * len(sample) else None


def _legacy(content: bytes) -> str:
    """The reading with most of Arabic's frequent letters; other languages by their own detection."""
    readings = {}
    for encoding in _WRITTEN_IN:
        try:
            readings[encoding] = content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = max(readings, key=lambda name: _likeness(readings[name]), default=None)
    if best and arabic_share(readings[best]) > 0.5 and _likeness(readings[best]) > 0.35:
        return best
    wide = _unmarked_wide(content)
    if wide:
        return wide
    from charset_normalizer import from_bytes  # here: seldom needed

    guess = from_bytes(content[:20_000]).best()
    if guess is None:
        raise UnicodeError("unknown character set")
    return guess.encoding


def _likeness(text: str) -> float:
    return sum(text.count(c) for c in _FREQUENT) / max(1, len(text))
