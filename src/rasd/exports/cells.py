"""Cells of a spreadsheet: no cell starts a formula, and lists are one text."""

from __future__ import annotations

from collections.abc import Iterable

_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
_INVISIBLE = " \t\r\n\ufeff\u00a0\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def safe(text: str) -> str:
    """A text that a spreadsheet could take for a formula gets an apostrophe in front."""
    first = text[:1]
    if first.isalnum():
        return text
    if first in _FORMULA or (first in _INVISIBLE and text.lstrip(_INVISIBLE)[:1] in _FORMULA):
        return "'" + text
    return text


def joined(texts: Iterable[str | None]) -> str | None:
    """Texts of a list, parted by semicolons; None where there is none."""
    return "; ".join(text for text in texts if text) or None
