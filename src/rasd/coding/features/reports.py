"""Does a report, by its words as a whole, tell of any act that is to be coded?"""

from __future__ import annotations

from rasd.coding.acts import Surroundings
from rasd.coding.scorers import Row, Shape, shape

SHAPE: Shape = shape("report", "length", "length, bag*", bag="words of the report that name nobody and no place, and its topics")
_LONGEST = 9


def described(around: Surroundings) -> tuple[list[Row], list[list[str]]]:
    """Rows and bags: of the report, then of each of its sentences by itself."""
    sentences = around.scan.sentences
    words = [_words(around, s.first, s.last) for s in sentences]
    report = sorted(set().union(*words))
    return [(min(len(sentences), _LONGEST),), *[("",)] * len(sentences)], [[*report, *around.topics], *words]


def _words(around: Surroundings, first: int, last: int) -> list[str]:
    stems, named = around.stems, around.named_words
    return sorted({stems[i] for i in range(first, last) if i not in named and stems[i].isalpha()})
