"""Character sets of Arabic files: UTF-8, UTF-16, windows-1256, ISO-8859-6."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from rasd.arabic.letters import arabic_share

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WRITTEN_IN = ("windows-1256", "iso-8859-6")
_FREQUENT = "اليمنوتربد "


def decode(content: bytes) -> str:
    """The text of a file. Raises UnicodeError where no character set gives readable text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if arabic_share(content[: error.start].decode("utf-8", "ignore")) > 0.3 and error.start > 20:
            return content.decode("utf-8", errors="replace")
    return _legacy(content)


def _legacy(content: bytes) -> str:
    """The reading with most of Arabic's frequent letters; other languages by their own detection."""
    readings = []
    for encoding in _WRITTEN_IN:
        try:
            readings.append(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    best = max(readings, key=_likeness, default="")
    if arabic_share(best) > 0.5 and _likeness(best) > 0.35:
        return best
    guess = from_bytes(content[:20_000]).best()
    if guess is None:
        raise UnicodeError("unknown character set")
    return content.decode(guess.encoding, errors="replace")


def _likeness(text: str) -> float:
    return sum(text.count(c) for c in _FREQUENT) / max(1, len(text))
