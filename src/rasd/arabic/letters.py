"""Folding Arabic spelling variants, with an exact map back to the original offsets.

`fold` gives the key under which vocabulary is stored; `normalize` gives the same
folding of a whole report together with the map. Both agree letter for letter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

SHADDA = "\u0651"
"""The mark of a doubled letter."""
_SAME_LENGTH = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېۍيے", "ي"),
    "ئ": "ي",
    "ؤ": "و",
    **dict.fromkeys("ةۀەہھۂ", "ه"),
    **dict.fromkeys("کڪگڭ", "ك"),
    "چ": "ج",
    "پ": "ب",
    "ژ": "ز",
    **dict.fromkeys("ڤڨ", "ف"),
    **dict.fromkeys("ۆۇۋ", "و"),
    **{chr(0x660 + d): str(d) for d in range(10)},
    **{chr(0x6F0 + d): str(d) for d in range(10)},
    "٫": ".",
    "٬": ",",
    "٪": "%",
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\x00", " "
    ),
    **dict.fromkeys("\r\u0085\u2028\u2029", "\n"),
    **dict.fromkeys("“”„‟«»″‹›＂❝❞", '"'),
    **dict.fromkeys("’‘‚‛′`´", "'"),
    **dict.fromkeys("–—―‒‑−﹘", "-"),
    "،": ",",
    "؛": ";",
    "؟": "?",
    "۔": ".",
}
_DROPPED = (
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_dropped = re.compile(f"[{_DROPPED}]")
_resizing = re.compile(f"[{_DROPPED}]+|[\ufb50-\ufdff\ufe70-\ufefc]")


def _expand(char: str) -> str:
    """A dropped mark as nothing, a presentation form as plain letters (a ligature is several)."""
    return "" if _dropped.match(char) else unicodedata.normalize("NFKC", char).replace(" ", "")


class Normalized:
    """Folded text and the way back. `span(start, end)` gives original offsets."""

    __slots__ = ("_at", "_shift", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self._at: list[int] = []
        self._shift: list[int] = [0]
        text = self._resized(original) if _resizing.search(original) else original
        for char in set(text):
            if char in _SAME_LENGTH:
                text = text.replace(char, _SAME_LENGTH[char])
        self.text = text

    def _resized(self, text: str) -> str:
        """Drop marks and expand ligatures, noting where offsets shift."""
        pieces: list[str] = []
        last = done = 0
        for match in _resizing.finditer(text):
            new = "".join(_expand(c) for c in match.group())
            pieces += [text[last : match.start()], new]
            done += match.start() - last
            last = match.end()
            for k in range(1, len(new)):  # later letters of a ligature point at its start
                self._move(done + k, match.start())
            done += len(new)
            self._move(done, match.end())
        return "".join([*pieces, text[last:]])

    def _move(self, position: int, original: int) -> None:
        self._at.append(position)
        self._shift.append(original - position)

    def _to_original(self, position: int) -> int:
        return position + self._shift[bisect_right(self._at, position)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of the folded [start, end), trailing diacritics included."""
        if not self._at:
            return start, end
        first = self._to_original(start)
        last = self._to_original(end - 1) + 1 if end > start else first
        while last < len(self.original) and _dropped.match(self.original[last]):
            last += 1
        return first, last


def normalize(text: str) -> Normalized:
    """Fold a whole report."""
    return Normalized(text)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Fold a word or phrase as `normalize` folds a report."""
    return Normalized(text).text


_arabic = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_letter = re.compile(r"[^\W\d_]")


def arabic_share(text: str) -> float:
    """Share of Arabic-script letters among all letters, 0 when there are none."""
    letters = len(_letter.findall(text))
    return len(_arabic.findall(text)) / letters if letters else 0.0
