"""Words of folded text, and the clitics that may be written on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_word = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\n+|[^\w\s]|_")


@dataclass(slots=True, eq=False)
class Word:
    """A word, number or mark of folded text; offsets are those of the folded text."""

    text: str
    start: int
    end: int


class Analysis(NamedTuple):
    """One way to read a word: prefixed clitics, the form to look up, attached pronoun."""

    prefix: str
    """Any of و ف + ب ل ك س + ال, concatenated ("وبال"); "ل" + "ال" is written لل."""
    stem: str
    suffix: str


def split_words(text: str) -> list[Word]:
    """Words, numbers (with their separators), line breaks and single marks, in order."""
    return [Word(m.group(), m.start(), m.end()) for m in _word.finditer(text)]


_SUFFIXES = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")


@lru_cache(maxsize=100_000)
def prefix_splits(word: str) -> tuple[tuple[str, str], ...]:
    """(clitics, rest) for every way to cut leading clitics off; the uncut word comes first."""
    found = [("", word)]
    for conjunction in ("", "و", "ف"):
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        if conjunction:
            found.append((conjunction, rest))
        if rest.startswith("لل"):
            found.append((conjunction + "لال", rest[2:]))
            found.append((conjunction + "لال", rest[1:]))
        for preposition in ("", "ب", "ل", "ك", "س"):
            if not rest.startswith(preposition):
                continue
            tail = rest[len(preposition) :]
            if preposition:
                found.append((conjunction + preposition, tail))
            if preposition != "س" and tail.startswith("ال") and len(tail) > 3:
                found.append((conjunction + preposition + "ال", tail[2:]))
    return tuple((p, s) for p, s in dict.fromkeys(found) if len(s) > 1 or not p)


def suffix_splits(stem: str) -> list[tuple[str, str]]:
    """(form to look up, pronoun) for every way to cut an attached pronoun off.

    Restores what writing the pronoun hid: وا before it loses its alef, ة is ت, ى is ا, ء behind ا is ئ or ؤ (folded: ي, و).
    """
    found = [(stem, "")]
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
            bare = stem[: -len(suffix)]
            found.append((bare, suffix))
            if bare.endswith(("اي", "او")):
                found.append((bare[:-1] + "ء", suffix))
            if bare.endswith("و"):
                found.append((bare + "ا", suffix))
            elif bare.endswith("ت"):
                found.append((bare[:-1] + "ه", suffix))
            elif bare.endswith("ا"):
                found.append((bare[:-1] + "ي", suffix))
    return found


def analyses(word: str) -> list[Analysis]:
    """Every split of a folded word into clitics, form and pronoun, plainest first."""
    plain = [Analysis(p, s, "") for p, s in prefix_splits(word)]
    return plain + [
        Analysis(p, s, suffix)
        for p, whole in prefix_splits(word)
        if not p.endswith("ال")
        for s, suffix in suffix_splits(whole)
        if suffix
    ]


_ARTICLES = ("وبال", "فبال", "وال", "بال", "فال", "كال", "ولل", "ال", "لل")


def without_article(word: str) -> str:
    """A folded word without the article and the clitics before it; at least three letters stay, else the word as it is."""
    return next((word[len(a) :] for a in _ARTICLES if word.startswith(a) and len(word) - len(a) > 2), word)
