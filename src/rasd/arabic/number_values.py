"""The value of the number words or digits that begin at a word: "three thousand and 200", "1,8 million"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rasd.arabic.number_words import NumberWord, number_lexicon
from rasd.arabic.words import Word

_thousands = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_decimal = re.compile(r"\d+[.,]\d+")
_SCALES = ("scale", "scales", "scale_or_dual")
_MOST_DIGITS = 12


class Value(NamedTuple):
    """A value and the words [first, last) that say it; `scale` is 1, or the scale that ended it (1000 ...)."""

    value: int
    last: int
    scale: int = 1
    digits: bool = False


class ValueReader:
    """Reads values at given words of one text."""

    __slots__ = ("senses", "texts", "words")

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.texts = [w.text for w in words]
        self.senses: list[NumberWord | None] = list(map(number_lexicon().words.get, self.texts))

    def text(self, i: int) -> str:
        """The word at i, "" outside the text."""
        return self.texts[i] if 0 <= i < len(self.texts) else ""

    def sense(self, i: int) -> NumberWord | None:
        """The number word at i, if it is one."""
        return self.senses[i] if 0 <= i < len(self.senses) else None

    def glued(self, i: int) -> bool:
        """Whether nothing stands between word i and the next one."""
        return 0 <= i < len(self.words) - 1 and self.words[i].end == self.words[i + 1].start

    def joined(self, i: int) -> int | None:
        """Where the number begins that "and" at i joins, the "and" written on it or apart."""
        sense = self.sense(i)
        if sense is not None and sense.joined:
            return i
        if self.text(i) == "و":
            following = self.sense(i + 1)
            if self.text(i + 1)[:1].isdigit() or (following is not None and not following.prefix):
                return i + 1
        return None

    def at(self, i: int) -> Value | None:
        """The number that begins at i, None where none does."""
        term = self._term(i)
        while term is not None and term.scale > 1:
            start = self.joined(term.last)
            half = self._half(start, term)
            following = half or (self._term(start) if start is not None else None)
            if following is None or following.value >= term.scale:
                break
            term = Value(term.value + following.value, following.last, 1 if half else following.scale)
        return term

    def _half(self, start: int | None, term: Value) -> Value | None:
        """ "And a half", the scale said again or not."""
        sense = self.sense(start) if start is not None else None
        if start is None or sense is None or sense.kind != "fraction" or sense.definite:
            return None
        again = self.sense(start + 1)
        return Value(term.scale // sense.value, start + 1 + (again is not None and again.kind in _SCALES), 1)

    def _term(self, i: int) -> Value | None:
        """A group below a thousand, or digits, with the scale behind it."""
        sense = self.sense(i)
        if sense is not None and sense.kind == "dual":
            return Value(sense.value, i + 1, sense.value // 2)
        if sense is not None and sense.kind == "scale_or_dual":
            return Value(2 * sense.value, i + 1, sense.value)
        if sense is not None and sense.kind == "scale":
            scaled = self._scaled(sense.value, i + 1)
            return scaled._replace(scale=sense.value * scaled.scale)
        if sense is not None and sense.kind == "fraction":
            scaled = self._scaled(1, i + 1)
            return scaled._replace(value=scaled.value // sense.value, scale=1) if scaled.scale > 1 else None
        if sense is None:
            return self._digits(i)
        group = self._below_thousand(i)
        return None if group is None else self._scaled(group.value, group.last)

    def _scaled(self, value: float, last: int) -> Value:
        """The value times the scales that stand from `last` on."""
        scale = 1
        while (sense := self.sense(last)) is not None and sense.kind in _SCALES and sense.prefix in ("", "ال"):
            scale *= sense.value
            last += 1
        return Value(round(value * scale), last, scale)

    def _digits(self, i: int) -> Value | None:
        text = self.text(i)
        if not text[:1].isdigit() or len(text) > _MOST_DIGITS:
            return None
        if text.isdigit():
            return self._plain_digits(i)._replace(digits=True)
        scaled = self._scaled(1, i + 1)
        if _decimal.fullmatch(text) and scaled.scale > 1:
            return Value(round(float(text.replace(",", ".")) * scaled.value), scaled.last, scaled.scale, True)
        if _thousands.fullmatch(text):
            return self._scaled(int(re.sub("[.,]", "", text)), i + 1)._replace(digits=True)
        return None

    def _plain_digits(self, i: int) -> Value:
        """Digits, a space between thousands and hundreds allowed ("12 500")."""
        text, following = self.texts[i], self.text(i + 1)
        spaced = len(text) <= 3 and len(following) == 3 and following.isdigit() and text[0] != "0"
        if spaced and self.words[i + 1].start == self.words[i].end + 1 and not self.text(i + 2)[:1].isdigit():
            return Value(int(text + following), i + 2)
        return self._scaled(int(text), i + 1)

    def _below_thousand(self, i: int) -> Value | None:
        sense, following = self.sense(i), self.sense(i + 1)
        if sense is None:
            return None
        if sense.kind == "unit" and 3 <= sense.value <= 9 and following is not None and following.kind in ("hundred", "vague"):
            plain = not following.prefix and following.value != 20
            return self._with_tail(100 * sense.value, i + 2) if plain else Value(sense.value, i + 1)
        if sense.kind in ("hundred", "hundreds"):
            return self._with_tail(sense.value, i + 1)
        return self._below_hundred(i)

    def _with_tail(self, hundreds: int, last: int) -> Value:
        """Hundreds with what "and" adds below a hundred."""
        start = self.joined(last)
        tail = self._below_hundred(start) if start is not None and self.sense(start) is not None else None
        return Value(hundreds, last) if tail is None else Value(hundreds + tail.value, tail.last)

    def _below_hundred(self, i: int) -> Value | None:
        sense = self.sense(i)
        if sense is None or sense.kind not in ("unit", "one_of", "ten", "teen", "tens"):
            return None
        if sense.kind in ("unit", "one_of"):
            return self._with_ten(sense, i)
        return Value(sense.value, i + 1)

    def _with_ten(self, sense: NumberWord, i: int) -> Value | None:
        """A unit with the ten or tens that follow it: "three ten", "three and twenty"."""
        following = self.sense(i + 1)
        if following is not None and following.kind == "ten" and not following.prefix:
            return Value(sense.value + 10, i + 2)
        start = self.joined(i + 1)
        tens = self.sense(start) if start is not None else None
        if start is not None and tens is not None and tens.kind == "tens":
            return Value(sense.value + tens.value, start + 1)
        return None if sense.kind == "one_of" else Value(sense.value, i + 1)
