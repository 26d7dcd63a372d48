"""The vocabulary of numbers, ready for look-up by folded word."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rasd.arabic.wordlists import folded, forms, rows

_EVERYDAY = frozenset(folded("لست كست"))
"""Forms of everyday words ("I am not") that look like a clitic and a number."""


class NumberWord(NamedTuple):
    """What a written form says: class and value of `number_words.tsv`, and its clitics."""

    kind: str
    value: int
    prefix: str
    definite: bool
    joined: bool


class Modifier(NamedTuple):
    """A phrase that bounds or blurs a number: about, more, least, less."""

    effect: str
    words: tuple[str, ...]


class NumberLexicon(NamedTuple):
    """All that the reader of numbers looks up."""

    words: dict[str, NumberWord]
    phrases: dict[str, list[tuple[str, ...]]]
    """First word of "a number of", with the words that follow it."""
    before: dict[str, list[Modifier]]
    """By the last word of the phrase, longest first."""
    after: dict[str, list[Modifier]]
    """By the first word of the phrase, longest first."""
    nouns: dict[str, frozenset[str]]
    """Words that bound a number from afar: count (nouns), verb ("exceeded"), rise ("rose from 3 to 5")."""
    named: dict[str, tuple[str, bool]]
    """Nouns that a number names ("the 47th regiment"): class, and whether the article is written."""


def _number_words() -> dict[str, NumberWord]:
    found: dict[str, NumberWord] = {}
    stems = [(kind, int(value), w) for kind, value, words in rows("number_words.tsv") if kind != "phrase" for w in folded(words)]
    for kind, value, stem in stems:
        found.setdefault(stem, NumberWord(kind, value, "", False, False))
    for kind, value, stem in stems:
        for form in forms(stem, article=kind not in ("several", "several_things", "one_of")):
            if form.text not in _EVERYDAY:
                found.setdefault(form.text, NumberWord(kind, value, form.prefix, form.definite, form.joined))
    return found


def _phrases() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for kind, _, words in rows("number_words.tsv"):
        for phrase in folded(words) if kind == "phrase" else ():
            first, *rest = phrase.split("_")
            for form in forms(first):
                found.setdefault(form.text, []).append(tuple(rest))
    return found


def _before() -> dict[str, list[Modifier]]:
    found: dict[str, list[Modifier]] = {}
    for effect, side, words in rows("number_modifiers.tsv"):
        for phrase in folded(words) if side == "before" else ():
            first, *rest = phrase.split("_")
            for form in forms(first, article=False):
                parts = (form.text, *rest)
                found.setdefault(parts[-1], []).append(Modifier(effect, parts))
    return _longest_first(found)


def _after() -> dict[str, list[Modifier]]:
    found: dict[str, list[Modifier]] = {}
    for effect, side, words in rows("number_modifiers.tsv"):
        for phrase in folded(words) if side == "after" else ():
            parts = tuple(phrase.split("_"))
            found.setdefault(parts[0], []).append(Modifier(effect, parts))
    return _longest_first(found)


def _longest_first(modifiers: dict[str, list[Modifier]]) -> dict[str, list[Modifier]]:
    return {word: sorted(found, key=lambda m: -len(m.words)) for word, found in modifiers.items()}


def _nouns() -> dict[str, frozenset[str]]:
    table = [(effect, words) for effect, side, words in rows("number_modifiers.tsv") if side == "noun"]
    return {effect: frozenset(f.text for w in folded(words) for f in forms(w)) for effect, words in table}


def _named() -> dict[str, tuple[str, bool]]:
    stems = [(kind, w) for kind, words in rows("named_numbers.tsv") for w in folded(words)]
    return {form.text: (kind, form.definite) for kind, stem in reversed(stems) for form in forms(stem)}


@lru_cache(maxsize=1)
def number_lexicon() -> NumberLexicon:
    """The vocabulary, read once."""
    return NumberLexicon(_number_words(), _phrases(), _before(), _after(), _nouns(), _named())
