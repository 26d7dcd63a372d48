"""Folded words for searching, with leading clitics and without, and where a query's words stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from rasd.arabic.letters import normalize
from rasd.arabic.words import prefix_splits, split_words

MOST = 200_000
"""Characters of a report that are searched; PostgreSQL indexes at most 1 MB of words a text."""
_SHORTEST = 3
"""Letters that a word keeps at least when clitics are cut off: قال is not ق with clitics."""
_term = re.compile(r'"([^"]*)"|(\S+)')
_excerpt = 70


class Term(msgspec.Struct, frozen=True):
    """One condition of a query: a word in any of its forms, a phrase of words in this order, or a beginning."""

    words: tuple[str, ...]
    phrase: bool = False
    beginning: bool = False


def folded_words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order."""
    return [w.text for w in split_words(normalize(text[:MOST]).text) if w.text[0].isalnum()]


@lru_cache(maxsize=100_000)
def stems(word: str) -> tuple[str, ...]:
    """The word without leading و ف ب ل ك س and ال, in every way that leaves three letters or more; itself first."""
    return tuple(dict.fromkeys([word, *(s for _, s in prefix_splits(word) if len(s) >= _SHORTEST)]))


def shadow(text: str) -> tuple[str, str]:
    """What the database indexes: the words, and all their stems."""
    words = folded_words(text)
    cut = dict.fromkeys(stem for word in words for stem in stems(word)[1:])
    return " ".join(words), " ".join(cut)


def terms(query: str) -> list[Term]:
    """A query's conditions: words, "phrases in quotes", beginnings with a star; all must hold."""
    found = []
    for match in _term.finditer(re.sub("[“”«»„]", '"', query)):
        words = tuple(folded_words(match[1] or match[2]))
        if not words:
            continue
        if match[1] is not None or len(words) > 1:
            found.append(Term(words, phrase=True))
        else:
            found.append(Term(words, beginning=match[2].endswith("*")))
    return found


def places(text: str, wanted: list[Term]) -> tuple[tuple[int, int], ...]:
    """Where the terms stand in the text: offsets in code points, in order, each once."""
    normalized = normalize(text[:MOST])
    found = [w for w in split_words(normalized.text) if w.text[0].isalnum()]
    spans = {
        normalized.span(found[i].start, found[i + length - 1].end)
        for term in wanted
        for i, length in _matches([w.text for w in found], term)
    }
    return tuple(sorted(spans))


def _matches(words: list[str], term: Term) -> Iterator[tuple[int, int]]:
    if term.phrase:
        length = len(term.words)
        yield from ((i, length) for i in range(len(words) - length + 1) if tuple(words[i : i + length]) == term.words)
        return
    (word,) = term.words
    forms = frozenset(stems(word))
    for i, found in enumerate(words):
        if (term.beginning and found.startswith(word)) or forms & frozenset(stems(found)):
            yield i, 1


def excerpt(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The words around the first place, on one line."""
    start, end = spans[0] if spans else (0, 0)
    first, last = max(0, start - _excerpt), min(len(text), end + _excerpt)
    piece = " ".join(text[first:last].split())
    return ("…" if first else "") + piece + ("…" if last < len(text) else "")


