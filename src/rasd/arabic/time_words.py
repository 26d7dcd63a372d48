"""The vocabulary of time, ready for look-up by folded word."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rasd.arabic.wordlists import Form, folded, forms, rows

_NEEDS_ARTICLE = frozenset(["weekday", "today", "tonight", "past", "current", "next", "following", "previous", "nottoday"])
_NO_ARTICLE = frozenset(["adverb", "last", "later", "earlier", "this", "that", "equal", "named", "pair", "portion"])
_STARTS = frozenset(
    ["month", "hijri", "weekday", "adverb", "part", "near", "today", "tonight", "unit1", "unit2", "unitn", "pair", "equal", "that", "season", "since", "ago", "after", "later", "earlier", "last", "over", "portion", "dayno"]
)
_BEHIND_DIGITS = frozenset(["month", "hijri", "until", "current", "past", "dayno", "unit1"])


class TimeWord(NamedTuple):
    """One reading of a written form: class and value of `time_words.tsv`, and its clitics."""

    kind: str
    value: int
    definite: bool
    joined: bool


class TimeLexicon(NamedTuple):
    """All that the reader of times looks up. A form may have several readings."""

    words: dict[str, dict[str, TimeWord]]
    """By form, then by class."""
    names: dict[str, list[tuple[str, TimeWord]]]
    """First word of a month of two words: second word without its article, reading."""
    starts: frozenset[str]
    """Forms with which an expression may begin."""
    behind_digits: frozenset[str]
    """Forms that may make digits before them a date."""


def _accepts(kind: str, form: Form) -> bool:
    """Whether a form stands for its word: "today" and the weekdays need the article, others never have it."""
    if kind in _NEEDS_ARTICLE:
        return form.definite or form.text.startswith("ال")
    return not (form.definite and kind in _NO_ARTICLE)


def _read() -> tuple[dict[str, dict[str, TimeWord]], dict[str, list[tuple[str, TimeWord]]]]:
    words: dict[str, dict[str, TimeWord]] = {}
    names: dict[str, list[tuple[str, TimeWord]]] = {}
    for kind, value, cell in rows("time_words.tsv"):
        for word in folded(cell):
            stem, _, second = word.partition("_")
            for form in forms(stem):
                sense = TimeWord(kind, int(value), form.definite, form.joined)
                if second:
                    names.setdefault(form.text, []).append((second.removeprefix("ال"), sense))
                elif _accepts(kind, form):
                    words.setdefault(form.text, {}).setdefault(kind, sense)
    return words, names


@lru_cache(maxsize=1)
def time_lexicon() -> TimeLexicon:
    """The vocabulary, read once."""
    words, names = _read()
    starts = {text for text, senses in words.items() if not _STARTS.isdisjoint(senses)} | names.keys()
    behind = {text for text, senses in words.items() if not _BEHIND_DIGITS.isdisjoint(senses)} | names.keys()
    return TimeLexicon(words, names, frozenset(starts), frozenset(behind | {"/", "-", "من", "منه", "و"}))
