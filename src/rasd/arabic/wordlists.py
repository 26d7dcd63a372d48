"""Word lists of this room: reading them, and the clitics that may stand before their words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rasd.arabic.letters import fold

_FOLDER = Path(__file__).with_name("data")
_BARE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب")
_WITH_ARTICLE = ("ال", "وال", "فال", "بال", "وبال", "كال", "لل", "ولل", "عال")


class Form(NamedTuple):
    """A folded word as it may be written in a report."""

    text: str
    prefix: str
    """Clitics before the word, the article among them ("وال", "لل")."""

    @property
    def definite(self) -> bool:
        """Whether the article is written."""
        return self.prefix.endswith(("ال", "لل"))

    @property
    def joined(self) -> bool:
        """Whether "and" is written."""
        return self.prefix.startswith("و")


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Rows of a word list, header and comments left out."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line and not line.startswith("#")]
    for line in table[1:]:
        yield tuple(cell.strip() for cell in line.split("\t"))


def folded(words: str) -> list[str]:
    """The folded words of a cell; "_" joins the words of a phrase."""
    return [fold(word) for word in words.split()]


def forms(stem: str, article: bool = True) -> Iterator[Form]:
    """A folded stem with every clitic that may stand before it."""
    for prefix in _BARE:
        yield Form(prefix + stem, prefix)
    for prefix in _WITH_ARTICLE if article else ():
        yield Form(prefix + stem, prefix)


@lru_cache(maxsize=1)
def loose_clitics() -> frozenset[str]:
    """Clitics written as words of their own before digits ("و 23", "ال 48")."""
    return frozenset(c for c in (*_BARE, *_WITH_ARTICLE) if c)
