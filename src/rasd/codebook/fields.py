"""Fields of meaning: what a word is about (harvest, illness, moving away), also a word that no rule knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rasd.arabic.words import without_article

_ENDINGS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "وا", "ون", "ين", "ان", "ات", "ته", "تم", "يه", "ه", "ت", "ا", "ي")
_SHORTEST = 3
_MOST_ENDINGS = 2
_MOST_KNOWN = 200_000


def light_stem(word: str) -> str:
    """A folded word without article, clitics and the endings of number, gender, case and pronoun; at least three letters stay."""
    bare = without_article(word)
    if bare == word:
        if word[:1] in ("و", "ف") and len(word) > _SHORTEST + 1:
            word = word[1:]
        if word[:1] in ("ب", "ل", "س") and len(word) > _SHORTEST + 2:
            word = word[1:]
    else:
        word = bare
    for _ in range(_MOST_ENDINGS):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), None)
        if ending is None:
            break
        word = word[: -len(ending)]
    return word


def fields_by_stem(words: Mapping[str, str]) -> dict[str, str]:
    """The field that most words of a light stem have; of several the first by name."""
    votes: dict[str, Counter[str]] = {}
    for word, field in words.items():
        votes.setdefault(light_stem(word), Counter())[field] += 1
    return {stem: min(counts, key=lambda f: (-counts[f], f)) for stem, counts in votes.items()}


class Fields:
    """The field of every word, looked up by the word and else by its light stem."""

    def __init__(self, words: Mapping[str, str], stems: Mapping[str, str]) -> None:
        self._known = dict(words)
        self._stems = stems

    def of(self, words: Iterable[str]) -> list[str]:
        """The field of each folded word without article; empty for words of no known field."""
        return [self._of(word) for word in words]

    def _of(self, word: str) -> str:
        found = self._known.get(word)
        if found is None:
            found = self._stems.get(light_stem(word), "")
            if len(self._known) < _MOST_KNOWN:
                self._known[word] = found
        return found
