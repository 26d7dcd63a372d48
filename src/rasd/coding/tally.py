"""How many words of a kind lie between two others, without looking at each again."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate


class Tally:
    """How many of some words lie between two others, counted once for a report."""

    __slots__ = ("_upto",)

    def __init__(self, positions: Iterable[int], size: int) -> None:
        at = [0] * (size + 2)
        for i in positions:
            at[i + 1] = 1
        self._upto = list(accumulate(at))

    def __call__(self, first: int, last: int) -> int:
        """How many lie in [first, last)."""
        return self._upto[last] - self._upto[first] if first < last else 0
