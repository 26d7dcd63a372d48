"""Conditions of triggers: which words must (or must not) stand in the clause around them.

Every word of a report is asked once which conditions it meets; whether a condition is met between two words
is then a search in its positions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rasd.arabic.words import prefix_splits, suffix_splits
from rasd.coding.lexicon import Hit

_WEAPON = "@weapon."
_MOST_KNOWN = 100_000

Wanted = tuple[tuple[str, ...], ...]
"""Alternatives, as the codebook gives them: folded words without article, or ("@weapon.CLASS",)."""
Condition = tuple[int, tuple[tuple[int, ...], ...]]
"""The number of a condition's single words and weapon classes, and the numbers of the words of each longer phrase."""


class Conditions:
    """All conditions of a codebook."""

    def __init__(self) -> None:
        self._by_wanted: dict[Wanted, Condition] = {}
        self._of_stem: dict[str, list[int]] = {}
        self._of_weapon: dict[str, list[int]] = {}
        self._of_word: dict[str, tuple[int, ...]] = {}
        self._count = 0

    def add(self, wanted: Wanted) -> Condition | None:
        """The condition of some alternatives, None for no alternatives."""
        if not wanted:
            return None
        if wanted not in self._by_wanted:
            number = self._number()
            phrases: list[tuple[int, ...]] = []
            for words in wanted:
                if words[0].startswith(_WEAPON):
                    self._of_weapon.setdefault(words[0].removeprefix(_WEAPON), []).append(number)
                elif len(words) == 1:
                    self._of_stem.setdefault(words[0], []).append(number)
                else:
                    phrases.append(tuple(self._watched(word) for word in words))
            self._by_wanted[wanted] = (number, tuple(phrases))
        return self._by_wanted[wanted]

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _watched(self, word: str) -> int:
        number = self._number()
        self._of_stem.setdefault(word, []).append(number)
        return number

    def of_word(self, text: str) -> tuple[int, ...]:
        """Numbers that a word stands for, however it is read."""
        found = self._of_word.get(text)
        if found is None:
            if len(self._of_word) >= _MOST_KNOWN:
                self._of_word.clear()
            found = tuple({n for stem in stems(text) for n in self._of_stem.get(stem, ())})
            self._of_word[text] = found
        return found

    def met(self, texts: Sequence[str], weapons: Iterable[Hit]) -> Met:
        """Where the words and weapons of a report meet conditions."""
        positions: dict[int, list[int]] = {}
        known = self._of_word
        for i, text in enumerate(texts):
            numbers = known.get(text)
            for number in self.of_word(text) if numbers is None else numbers:
                positions.setdefault(number, []).append(i)
        for hit in weapons:
            for number in self._of_weapon.get(hit.entry.lexeme.id, ()):
                positions.setdefault(number, []).append(hit.first)
                positions[number].sort()
        return Met(positions)


class Met:
    """The places of a report that meet conditions."""

    __slots__ = ("_positions",)

    def __init__(self, positions: dict[int, list[int]]) -> None:
        self._positions = positions

    def between(self, condition: Condition, first: int, last: int) -> bool:
        """The condition is met by words [first, last)."""
        number, phrases = condition
        if self._stands(number, first, last):
            return True
        return bool(phrases) and any(all(self._stands(word, first, last) for word in phrase) for phrase in phrases)

    def _stands(self, number: int, first: int, last: int) -> bool:
        at = self._positions.get(number)
        if at is None:
            return False
        k = bisect_left(at, first)
        return k < len(at) and at[k] < last


def stems(word: str) -> set[str]:
    """Every way to read a word without clitics, article, pronoun and tanwin's alef."""
    found = {stem for _, stem in prefix_splits(word)}
    return found | {bare for stem in found for bare, _ in suffix_splits(stem)} | {s[:-1] for s in found if s.endswith("ا")}
