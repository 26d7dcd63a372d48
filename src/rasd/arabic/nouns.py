"""Written forms of an Arabic noun, from its singular and the plurals a dictionary lists.

Folded, without article, clitics or pronouns: those are cut at lookup, which also restores ة from ت.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rasd.arabic.letters import SHADDA, fold

Number = Literal["singular", "dual", "plural"]

_vowels = re.compile("[\u0640\u064b-\u0652\u0670]")


class NounForm(NamedTuple):
    """One written form of a noun."""

    text: str
    number: Number


def _number_alone(word: str) -> Number:
    """Number of a noun listed by itself: اشتباكات and مستوطنون are plurals, قانون and كمين are not."""
    if (word.endswith("ات") and len(word) >= 5) or (word.endswith(("ون", "ين")) and len(word) >= 6):
        return "plural"
    return "singular"


def _takes_alef(word: str) -> bool:
    """Whether the indefinite accusative is written with a final alef."""
    return not word.endswith(("ة", "ا", "ى", "اء", "ات", "أ"))


def _dual_stem(word: str) -> str:
    if word.endswith("ة"):
        return fold(word[:-1]) + "ت"
    return fold(word[:-1]) + "ي" if word.endswith("ى") else fold(word)


def _singular_forms(word: str) -> Iterator[NounForm]:
    yield NounForm(fold(word), "singular")
    if _takes_alef(word):
        yield NounForm(fold(word) + "ا", "singular")
    stem = _dual_stem(word)
    for ending in ("ان", "ين", "ا", "ي"):
        yield NounForm(stem + ending, "dual")


def _plural_forms(word: str) -> Iterator[NounForm]:
    text = fold(word)
    yield NounForm(text, "plural")
    if word.endswith(("ون", "ين")):
        for ending in ("ون", "ين", "و", "ي"):
            yield NounForm(text[:-2] + ending, "plural")
    elif _takes_alef(word):
        yield NounForm(text + "ا", "plural")


def _regular_plural(singular: str) -> Iterator[NounForm]:
    """The sound plurals a noun listed without a plural may have."""
    stem = fold(singular.removesuffix("ة"))
    if not singular.endswith(("ا", "ى")):
        yield NounForm(stem + "ات", "plural")
    if singular.endswith("ي") or (singular.startswith("م") and len(singular) > 3 and not singular.endswith("ة")):
        yield from _plural_forms(stem + "ون")


def _rows(forms: Sequence[str]) -> Iterator[NounForm]:
    words = [_vowels.sub("", form).replace(SHADDA, "") for form in forms]
    first, others = words[0], words[1:]
    if not others and _number_alone(first) == "plural":
        yield from _plural_forms(first)
        return
    yield from _singular_forms(first)
    if not others:
        yield from _regular_plural(first)
    duals = {_dual_stem(first) + ending for ending in ("ان", "ين")}
    for word in others:
        if fold(word) not in duals:
            yield from _plural_forms(word)


def inflect_noun(forms: Sequence[str]) -> list[NounForm]:
    """Forms of a noun given as [singular, plural, ...]: cases, dual, construct, sound plurals.

    A single form in ات or ون is taken as a plural. Without a listed plural the sound ones are made.
    Raises ValueError when no form is given.
    """
    if not forms or not all(forms):
        raise ValueError("a noun needs at least one form")
    return list(dict.fromkeys(NounForm(f.text.replace("اا", "ا"), f.number) for f in _rows(forms)))
