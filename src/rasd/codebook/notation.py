"""The notation of vocabulary: "ألقى يلقي + القبض على", "عبوة_ناسفة عبوات_ناسفة", "توفي يتوفى | متوفى"."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from rasd.arabic.letters import fold

Words = tuple[str, ...]


class Notation(NamedTuple):
    """A lexeme as written: its forms, irregular forms, and the complement after "+"."""

    forms: tuple[Words, ...]
    irregular: tuple[Words, ...]
    complement: tuple[Words, ...]
    """Alternatives, folded, without article."""


def without_article(word: str) -> str:
    """A folded word without a leading ال, by the same rule as the clitic cutter."""
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def key_words(written: str) -> Words:
    """Folded words of a phrase written with spaces or "_", articles removed."""
    return tuple(without_article(fold(word)) for word in re.split(r"[\s_]+", written.strip()) if word)


def _forms(part: str) -> tuple[Words, ...]:
    return tuple(tuple(w for w in form.split("_") if w) for form in part.split() if form.strip("_"))


def _complements(parts: list[str]) -> tuple[Words, ...]:
    alternatives = [[key_words(one) for one in part.split("|") if one.strip()] for part in parts]
    if not alternatives or not all(alternatives):
        return ()
    return tuple(tuple(itertools.chain(*choice)) for choice in itertools.product(*alternatives))


def parse(written: str) -> Notation:
    """Parse one lexeme. Raises ValueError when nothing stands before or after a "+"."""
    head, *rest = (part.strip() for part in re.split(r"\+|\.\.\.|…", written))
    forms, _, irregular = head.partition("|")
    parsed = Notation(_forms(forms), _forms(irregular), _complements(rest))
    if not parsed.forms:
        raise ValueError("no words")
    if rest and not parsed.complement:
        raise ValueError('nothing after "+"')
    return parsed
