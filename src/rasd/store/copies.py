"""Near-duplicates: agency copy that many sites carry. MinHash (datasketch) finds candidates, sentences decide.

A copy is coded once, so a mistake would lose an act. A report is a copy only if nearly all its words stand in
sentences of the earlier report, and what is left is short (a site's headline, a credit line) and resembles no
sentence of the earlier report, and holds no number of its own: an updated toll or another village makes it a
report of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b

import msgspec

from rasd.arabic.letters import normalize
from rasd.arabic.numerals import find_numbers
from rasd.arabic.words import split_words

_PERMUTATIONS, _THRESHOLD = 64, 0.7
_SHINGLE = 3
"""Words; texts of fewer words are compared whole."""
_DAYS = 3
"""Days of publication that a copy and its original may lie apart."""
_SHORT = 40
"""Words of a text that is a copy only on the same day: "two killed by shelling of X yesterday" is true every week."""
_SHARED = 0.8
"""Share of the copy's words in sentences that the original has."""
_LOOSE = 14
"""Words of a sentence that may stand in the copy alone."""
_ALIKE = 0.6
"""Likeness (of words, 0 to 1) from which a sentence is another version of one in the original."""
_sentence_end = re.compile(r"[\n.!?:]+")

Bands = tuple[int, ...]


class Text(msgspec.Struct, frozen=True):
    """What is compared of a report."""

    id: str
    sentences: tuple[tuple[str, ...], ...]
    published: date | None


def text_of(id: str, text: str, published: date | None) -> Text:
    """The sentences of a report as folded words."""
    pieces = (_words(piece) for piece in _sentence_end.split(normalize(text).text))
    return Text(id, tuple(piece for piece in pieces if piece), published)


def _words(text: str) -> tuple[str, ...]:
    return tuple(w.text for w in split_words(text) if w.text[0].isalnum())


@lru_cache(maxsize=1)
def _shape() -> tuple[int, int]:
    """(bands, rows in a band) that datasketch finds best for the threshold."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    return index.b, index.r


def bands(text: Text) -> Bands:
    """Keys of which two near-duplicates share at least one, nearly always: signed 63-bit numbers."""
    from datasketch import MinHash

    words = [word for sentence in text.sentences for word in sentence]
    last = max(1, len(words) - _SHINGLE + 1)
    shingles = {" ".join(words[i : i + _SHINGLE]).encode() for i in range(last)}
    sketch = MinHash(num_perm=_PERMUTATIONS, scheme="affine32")  # named: the keys are kept, and must stay the same
    sketch.update_batch(sorted(shingles))
    count, rows = _shape()
    return tuple(_key(n, sketch.hashvalues[n * rows : (n + 1) * rows].astype("<u4").tobytes()) for n in range(count))


def _key(band: int, values: bytes) -> int:
    return int.from_bytes(blake2b(bytes([band]) + values, digest_size=8).digest()) >> 1


def original(text: Text, candidates: Iterable[Text]) -> tuple[str, float] | None:
    """The first candidate that the text is a copy of, with the share of words they have in common."""
    for candidate in candidates:
        share = _copied(text, candidate)
        if share is not None:
            return candidate.id, share
    return None


def _copied(text: Text, earlier: Text) -> float | None:
    total = sum(map(len, text.sentences))
    if not _near_in_time(text.published, earlier.published, 0 if total < _SHORT else _DAYS):
        return None
    known = set(earlier.sentences)
    left = [s for s in text.sentences if s not in known]
    share = 1 - sum(map(len, left)) / max(1, total)
    if share < _SHARED or any(len(s) > _LOOSE for s in left):
        return None
    own = set(text.sentences)
    others = [s for s in earlier.sentences if s not in own]
    if _another_version(left, others) or not _numbers(left) <= _numbers(earlier.sentences):
        return None
    return round(share, 3)


def _near_in_time(day: date | None, earlier: date | None, days: int) -> bool:
    """A report with a day is no copy of one without: what "yesterday" is, only the day tells."""
    if day is None or earlier is None:
        return day is None
    return abs((day - earlier).days) <= days


def _another_version(left: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> bool:
    return any(SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE for one in left for other in others)


def _numbers(sentences: Iterable[tuple[str, ...]]) -> set[tuple[int, int | None]]:
    """The numbers said, in figures or words."""
    return {(n.low, n.high) for s in sentences for n in find_numbers(split_words(" ".join(s)))}
