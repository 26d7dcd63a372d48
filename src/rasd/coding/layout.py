"""Layout: which lines of a report tell, and where its sentences are.

A report's first line is its title where it is given as such or looks so; short lines without a full stop are section headings;
captions, credits and "read also" lines tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rasd.arabic.words import Word, split_words

LineKind = Literal["title", "heading", "body", "noise"]

_KEPT = frozenset('.,:;!?-()/|%\n"')
_ENDS = frozenset(".!?;\n…")
_HEADING_WORDS = 13
_MOST_WORDS = 150
"""A longer sentence is cut at its commas (or anywhere): what is that far apart has no bearing."""


@dataclass(slots=True, eq=False)
class Sentence:
    """Words [first, last) of one sentence; `paragraph` counts the report's lines."""

    first: int
    last: int
    kind: LineKind
    paragraph: int


def reading_words(folded: str) -> list[Word]:
    """The words that carry meaning: quotation marks, hashtags and ornaments left out."""
    return [
        w for w in split_words(folded) if w.text[0].isalnum() or (w.text[0] in _KEPT and w.text != '"') or w.text == "…"
    ]


def find_sentences(words: Sequence[Word], line_kind: Callable[[int, int, int], LineKind]) -> list[Sentence]:
    """Sentences in order. `line_kind(first, last, paragraph)` says what a line of words is."""
    found: list[Sentence] = []
    paragraph = 0
    for first, last in _lines(words):
        kind = line_kind(first, last, paragraph)
        found += [Sentence(a, b, kind, paragraph) for a, b in _split_line(words, first, last)]
        paragraph += 1
    return found


def _lines(words: Sequence[Word]) -> list[tuple[int, int]]:
    lines, first = [], 0
    for i, word in enumerate(words):
        if word.text[0] == "\n":
            lines.append((first, i))
            first = i + 1
    lines.append((first, len(words)))
    return [(a, b) for a, b in lines if any(w.text[0].isalnum() for w in words[a:b])]


def _split_line(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    pieces, start = [], first
    for i in range(first, last):
        if words[i].text in _ENDS and not _is_abbreviation(words, i):
            pieces.append((start, i))
            start = i + 1
    pieces.append((start, last))
    return [
        (a, b)
        for piece in pieces
        for a, b in _cut(words, *piece)
        if any(w.text[0].isalnum() for w in words[a:b])
    ]


def _cut(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    while last - first > _MOST_WORDS:
        limit = first + _MOST_WORDS
        comma = next((i for i in range(limit - 1, first + _MOST_WORDS // 2, -1) if words[i].text == ","), limit - 1)
        yield first, comma + 1
        first = comma + 1
    yield first, last


def _is_abbreviation(words: Sequence[Word], i: int) -> bool:
    """A full stop after a single letter or between digits ends no sentence."""
    if words[i].text != "." or i == 0:
        return False
    return len(words[i - 1].text) == 1 and words[i - 1].text.isalpha() and words[i - 1].end == words[i].start


def shape_of_line(words: Sequence[Word], first: int, last: int, is_title: bool, long_lines: int) -> LineKind:
    """Title, heading or body by length and full stop alone (`long_lines`: lines that end in one)."""
    if is_title:
        return "title"
    length = sum(1 for w in words[first:last] if w.text[0].isalnum())
    ends = words[last - 1].text in ".!?:"
    return "heading" if length <= _HEADING_WORDS and not ends and long_lines else "body"


def count_long_lines(words: Sequence[Word]) -> int:
    """How many lines are paragraphs: they end in a full stop and are longer than a heading."""
    return sum(1 for a, b in _lines(words)[1:] if b - a > _HEADING_WORDS and words[b - 1].text in ".!?)")
