"""What the calendar finds, and the base of its readers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from rasd.arabic.number_values import Value, ValueReader
from rasd.arabic.time_words import TimeWord, time_lexicon
from rasd.arabic.words import Word

Kind = Literal["absolute", "relative", "weekday", "span", "since", "clock", "same_day"]
Precision = Literal["day", "week", "month", "year"]


class TimeExpression(NamedTuple):
    """Days from start to end, told by words [first, last).

    Both are None where the expression is relative and the day it refers to is not known. "clock" is a
    part of the day without a day ("at dawn"), "same_day" refers to a time told before ("the next day").
    """

    start: date | None
    end: date | None
    precision: Precision
    first: int
    last: int
    kind: Kind


def month_of(day: date, shift: int = 0) -> tuple[date, date]:
    """First and last day of the month `shift` months after the day's."""
    months = day.year * 12 + day.month - 1 + shift
    year, month = months // 12, months % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


class TimeReader:
    """The words of one text with their senses, and the day of publication."""

    __slots__ = ("_values", "anchor", "done", "lexicon", "senses", "texts", "today", "words")

    def __init__(self, words: Sequence[Word], published: date | None) -> None:
        self.words = words
        self.texts = [w.text for w in words]
        self.lexicon = time_lexicon()
        self.senses: list[dict[str, TimeWord] | None] = list(map(self.lexicon.words.get, self.texts))
        self.today = published
        self.anchor: date | None = None
        """The day told last, to which "the next day" refers."""
        self.done = 0
        """Words before this one belong to expressions found already."""
        self._values: ValueReader | None = None

    def text(self, i: int) -> str:
        """The word at i, "" outside the text."""
        return self.texts[i] if 0 <= i < len(self.texts) else ""

    def sense(self, i: int, kind: str) -> TimeWord | None:
        """The reading of word i in the class, if it has one."""
        senses = self.senses[i] if 0 <= i < len(self.senses) else None
        return None if senses is None else senses.get(kind)

    def any(self, i: int, *kinds: str) -> bool:
        """Whether word i has a reading in one of the classes."""
        senses = self.senses[i] if 0 <= i < len(self.senses) else None
        return senses is not None and not senses.keys().isdisjoint(kinds)

    def value(self, i: int) -> Value | None:
        """The number at word i."""
        if self._values is None:
            self._values = ValueReader(self.words)
        return self._values.at(i)

    def days_back(self, days: int, first: int, last: int, kind: Kind = "relative") -> TimeExpression:
        """The day so many days before publication."""
        day = None if self.today is None else self.today - timedelta(days=days)
        return TimeExpression(day, day, "day", first, last, kind)

    def unresolved(self, precision: Precision, first: int, last: int, kind: Kind) -> TimeExpression:
        """An expression whose day is not known."""
        return TimeExpression(None, None, precision, first, last, kind)
