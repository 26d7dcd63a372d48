"""Numbers in folded words: digits, number words, ranges, "about", "at least", "tens of"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rasd.arabic.number_values import Value, ValueReader
from rasd.arabic.number_words import Modifier, number_lexicon
from rasd.arabic.wordlists import loose_clitics
from rasd.arabic.words import Word

Kind = Literal["cardinal", "ordinal", "vague"]
_YEARS = range(1900, 2100)
_REACH = 4
"""How many words behind a number "at least" may stand."""
_FROM, _TO, _OR, _BETWEEN, _WHAT, _IN = "من", ("الي", "حتي", "ل"), "او", ("بين", "وبين"), "ما", "في"
_LINKS = frozenset({"-", _OR, *_TO})
_NOBODY = frozenset(["لا", "ما", "لم", "ولم", "لن", "ليس", "دون", "اي", "كل", "يوم", "غير", "الا"])
"""Words up to two before "one of" that make it "nobody"."""


class Number(NamedTuple):
    """A number said in words [first, last), clitics and modifiers included.

    `high` is None where only a lower bound is given. An "ordinal" is never a count: a rank, a year,
    a share, or a number that belongs to a name. "vague" is a number without a figure ("tens", "several").
    """

    low: int
    high: int | None
    approximate: bool
    first: int
    last: int
    kind: Kind

    def plus(self, other: Number) -> Number:
        """The sum of two numbers."""
        high = None if self.high is None or other.high is None else self.high + other.high
        blurred = self.approximate or other.approximate
        return Number(self.low + other.low, high, blurred, min(self.first, other.first), max(self.last, other.last), "cardinal")


def find_numbers(words: Sequence[Word]) -> list[Number]:
    """Every number of a text, in order."""
    return list(_Finder(words).find())


class _Finder(ValueReader):
    __slots__ = ("done", "lexicon")

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__(words)
        self.lexicon = number_lexicon()
        self.done = 0

    def find(self) -> Iterator[Number]:
        phrases = self.lexicon.phrases
        starts = [i for i, t in enumerate(self.texts) if self.senses[i] is not None or "0" <= t[0] <= "9" or t in phrases]
        held: Number | None = None
        for i in starts:
            if i < self.done:
                continue
            number = self._number(i)
            if number is None:
                continue
            self.done = max(number.last, i + 1)
            if held is not None and self._said_again(held, number):
                held = held._replace(last=number.last)
                continue
            if held is not None:
                yield held
            held = number
        if held is not None:
            yield held

    def _said_again(self, before: Number, number: Number) -> bool:
        """ "Seven (7)" is one number."""
        return before.last == number.first and self.text(number.first) == "(" and before.low == number.low

    def _number(self, i: int) -> Number | None:
        sense = self.senses[i]
        if sense is None:
            return self._cardinal(i) if self.texts[i][0].isdigit() else self._phrase(i)
        if sense.kind == "ordinal":
            return self._ordinal(i)
        if sense.kind in ("several", "several_things", "few_over"):
            return self._several(i)
        if sense.kind in ("vague", "scales"):
            return self._vague(i)
        return self._cardinal(i)

    # -- without a figure

    def _phrase(self, i: int) -> Number | None:
        """ "A number of"."""
        for rest in self.lexicon.phrases.get(self.texts[i], ()):
            last = i + 1 + len(rest)
            counts_people = self.text(last).endswith("وا")  # "the number of those who fled"
            if tuple(self.texts[i + 1 : last]) == rest and not counts_people:
                return Number(2, None, False, i, last, "vague")
        return None

    def _several(self, i: int) -> Number | None:
        """ "Several", "some", "several hundreds", "ten and some"."""
        sense, following = self.senses[i], self.sense(i + 1)
        assert sense is not None
        start = self.joined(i + 1)
        tens = self.sense(start) if start is not None else None
        if start is not None and tens is not None and tens.kind in ("tens", "hundred"):
            return Number(tens.value + 1, tens.value + 9, True, i, start + 1, "cardinal")
        if sense.kind == "few_over":
            return None
        if following is not None and not following.prefix and following.kind == "ten":
            return Number(11, 19, True, i, i + 2, "cardinal")
        if following is not None and not following.prefix and following.kind in ("vague", "scales"):
            vague = self._vague(i + 1)
            return None if vague is None else vague._replace(first=i)
        if sense.kind == "several_things" and sense.prefix and not self._counted_noun(i + 1):
            return None
        return Number(2, None, False, i, i + 1, "vague")

    def _counted_noun(self, i: int) -> bool:
        """What may follow "several": an indefinite noun, not a preposition ("after it ...")."""
        text = self.text(i)
        return len(text) > 2 and text[0].isalpha() and not text.startswith("ال")

    def _vague(self, i: int) -> Number:
        """ "Tens", "hundreds of thousands"."""
        sense = self.senses[i]
        assert sense is not None
        low, last = sense.value if sense.kind == "vague" else 2 * sense.value, i + 1
        scale = self.sense(last)
        if sense.kind == "vague" and scale is not None and scale.kind in ("scales", "vague") and scale.prefix in ("", "ال"):
            low, last = low * (scale.value if scale.kind == "scales" else scale.value // 2), last + 1
        first, _ = self._modified(i)
        return Number(low, None, False, first, last, "vague")

    def _ordinal(self, i: int) -> Number | None:
        """ "The third", "the thirteenth", "the three-and-twentieth"."""
        sense, following = self.senses[i], self.sense(i + 1)
        assert sense is not None
        if i == self.done and i and self.sense(i - 1) is not None:
            return None  # "thirty seconds"
        value, last = sense.value, i + 1
        if following is not None and following.kind == "ten" and not following.prefix:
            value, last = value + 10, i + 2
        elif following is not None and following.kind == "tens" and following.joined and following.definite:
            value, last = value + following.value, i + 2
        return Number(value, value, False, i, last, "ordinal")

    # -- with a figure

    def _cardinal(self, i: int) -> Number | None:
        sense = self.senses[i]
        if sense is not None and sense.kind == "unit" and sense.value == 2 and sense.prefix.endswith("ال") and self.texts[i].endswith("ين"):
            if self._weekday(i):
                return None
        value = self.at(i)
        if value is None:
            return self._one_of(i) if sense is not None and sense.kind == "one_of" else None
        first = self._opened(i)
        share = self._share(value.last)
        if share or self._in_date(i, value) or self._is_name(first, i, value):
            return Number(value.value, value.value, False, i, max(value.last, share), "ordinal")
        return self._range(first, value) or self._bounded(first, value.value, value.value, value.last)

    def _weekday(self, i: int) -> bool:
        """ "Al-ithnayn" is Monday unless a number or "both" says otherwise."""
        return self.at(i) == (2, i + 1, 1, False)

    def _one_of(self, i: int) -> Number | None:
        following = self.text(i + 1)
        if self.text(i - 1) in _NOBODY or self.text(i - 2) in _NOBODY or not following[:1].isalpha() or len(following) < 4:
            return None
        return Number(1, 1, False, i, i + 1, "cardinal")

    def _opened(self, i: int) -> int:
        """Where the number begins: a clitic written apart, an opening bracket."""
        if self.text(i - 1) == "(":
            return i - 1
        if self.texts[i][0].isdigit() and self.text(i - 1) in loose_clitics() and i - 1 >= self.done:
            return i - 1
        return i

    def _share(self, last: int) -> int:
        """Where "percent" behind the number ends, 0 without it."""
        if self.text(last) in ("%", "٪"):
            return last + 1
        sense, then = self.sense(last), self.sense(last + 1)
        if sense is not None and sense.kind == "hundred" and sense.prefix == "بال":
            return last + 1
        if self.text(last) == _IN and then is not None and then.kind == "hundred" and then.definite:
            return last + 2
        return 0

    def _in_date(self, i: int, value: Value) -> bool:
        """Digits of a date, a clock time, a numbered list."""
        if not value.digits:
            return False
        before, after, far = self.text(i - 1), self.text(value.last), self.text(value.last + 1)
        if (after in ("/", ":") and far[:1].isdigit()) or (before in ("/", ":") and self.text(i - 2)[:1].isdigit()):
            return True
        if after == "-" and far.isdigit() and self.text(value.last + 2) == "-":
            return True
        if before == "-" and self.text(i - 2).isdigit() and (after == "-" or self.text(i - 3) == "-"):
            return True
        starts_line = i == 0 or before.startswith("\n")
        return starts_line and after in ("-", ".", ")") and self.glued(i) and not far[:1].isdigit()

    def _is_name(self, first: int, i: int, value: Value) -> bool:
        """Whether the number belongs to the noun before it: a regiment, a road, an aircraft, a year."""
        before = self.text(first - 1)
        if value.digits and self._letters_before(first, before):
            return True
        kind, definite = self.lexicon.named.get(before, ("", False))
        sense = self.senses[i]
        article = (sense is not None and sense.definite) or (first < i and self.texts[first].endswith("ل"))
        if kind in ("unit", "rank"):
            counted = value.digits and kind == "unit" and value.value > 10 and self._counts_behind(value.last)
            return (value.digits and not counted) or article or (kind == "rank" and not definite)
        if kind == "place":
            return article or (value.digits and not definite)
        if kind == "year":
            return value.digits and (value.value in _YEARS or (first == i and 40 < value.value < 100))
        return kind == "clock" or (kind == "model" and value.digits)

    def _counts_behind(self, last: int) -> bool:
        """ "The 47th regiment" has no counted noun (an indefinite accusative) behind it."""
        text = self.text(last)
        return len(text) > 3 and text.endswith("ا") and not text.endswith("كا")

    def _letters_before(self, first: int, before: str) -> bool:
        """ "F16", "Shahab-3"."""
        if before == "-" and self.glued(first - 1):
            return self.glued(first - 2) and self.text(first - 2)[:1].isalpha()
        return before.isascii() and before.isalpha() and self.glued(first - 1)

    # -- ranges

    def _range(self, first: int, value: Value) -> Number | None:
        """ "Between 30 and 35", "10 to 15", "10-15", "seven or eight"."""
        found = self._between(first, value) or self._linked(first, value)
        if found is None:
            return None
        start, other = found
        low, high = value.value, other.value
        if other.scale > value.scale == 1 and low < high // other.scale:
            low *= other.scale
        return self._bounded(start, low, high, other.last) if low < high else None

    def _between(self, first: int, value: Value) -> tuple[int, Value] | None:
        if self.text(first - 1) not in _BETWEEN:
            return None
        start = self.joined(value.last)
        other = self.at(start) if start is not None else None
        return None if other is None else (first - 1 - (self.text(first - 2) == _WHAT), other)

    def _linked(self, first: int, value: Value) -> tuple[int, Value] | None:
        link = self.text(value.last)
        other = self.at(value.last + 1) if link in _LINKS else None
        if other is None:
            return None
        if link == "-":
            years = value.value in _YEARS and other.value in _YEARS
            return (first, other) if value.digits and other.digits and not years else None
        near = other.value <= 10 * value.value or other.scale > 1
        opened = self.text(first - 1) == _FROM
        if link in _TO and (not near or self._rises(first)):
            return None
        return (first - 1 if opened and link in _TO else first, other) if near else None

    def _rises(self, first: int) -> bool:
        """ "The toll rose from 10 to 15" is no range."""
        return any(t in self.lexicon.nouns["rise"] for t in self.texts[max(0, first - 7) : first])

    # -- bounds

    def _bounded(self, first: int, low: int, high: int, last: int) -> Number:
        """The number with what stands before and behind it: about, at least, more than, at most."""
        if self.text(first) == "(" and self.text(last) == ")":
            last += 1
        start, effects = self._modified(first)
        if not effects and self._exceeded(first):
            effects = {"more"}
        end, behind = self._qualified(last)
        effects |= behind
        open_end = bool(effects & {"more", "least"})
        return Number(low, None if open_end else high, bool(effects & {"about", "less"}), start, end, "cardinal")

    def _modified(self, first: int) -> tuple[int, set[str]]:
        """Where the modifiers before the number begin, and their effects."""
        effects: set[str] = set()
        found = self._before(first)
        while found is not None and first - len(found.words) >= self.done:
            effects.add(found.effect)
            first -= len(found.words)
            found = self._before(first)
        return first, effects

    def _before(self, first: int) -> Modifier | None:
        for modifier in self.lexicon.before.get(self.text(first - 1), ()):
            start = first - len(modifier.words)
            if start >= 0 and tuple(self.texts[start:first]) == modifier.words:
                return modifier
        return None

    def _exceeded(self, first: int) -> bool:
        """ "The number of dead exceeded 300", "exceeded the toll of 300"."""
        around = self.texts[max(0, first - _REACH) : first]
        nouns = self.lexicon.nouns
        at = next((k for k, text in enumerate(around) if text in nouns["verb"]), None)
        return at is not None and any(text in nouns["count"] for text in around[at:])

    def _qualified(self, last: int) -> tuple[int, set[str]]:
        """Where the number ends with a modifier right behind it, and what modifiers within reach say."""
        for k in range(last, min(last + _REACH, len(self.texts))):
            for modifier in self.lexicon.after.get(self.texts[k], ()):
                end = k + len(modifier.words)
                if tuple(self.texts[k:end]) == modifier.words and not (self.text(end) == _FROM and _compares(modifier)):
                    return (end if k == last else last), {modifier.effect}
            if not self.texts[k][0].isalpha() or self.senses[k] is not None:
                break
        return last, set()


def _compares(modifier: Modifier) -> bool:
    """ "At less" before "than"; "at the least" bounds the number whatever follows."""
    return not modifier.words[-1].startswith("ال")
