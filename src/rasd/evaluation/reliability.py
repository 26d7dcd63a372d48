"""Whether records that say they are sure are right as often as they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rasd.evaluation.scorer import flat_coded, flat_gold, matched
from rasd.event import Event

STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Bin(NamedTuple):
    """Records whose confidence lies in [low, high): how many, how many right, what they say on average."""

    low: float
    high: float
    records: int
    right: int
    said: float


def right_ones(text: str, events: Sequence[Event], gold: Iterable[dict[str, Any]]) -> list[bool]:
    """Which records stand for a gold record of their type."""
    coded, wanted = [flat_coded(e, text) for e in events], [flat_gold(g, text) for g in gold]
    good = {i for i, j in matched(coded, wanted) if coded[i].event_type == wanted[j].event_type}
    return [i in good for i in range(len(events))]


def reliability(told: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The table of (confidence, right) pairs; bins without records are left out."""
    pairs = list(told)
    found = []
    for low, high in zip((0.0, *STEPS), STEPS, strict=False):
        inside = [(c, right) for c, right in pairs if low <= c < high]
        if inside:
            right = sum(1 for _, r in inside if r)
            found.append(Bin(low, min(high, 1.0), len(inside), right, sum(c for c, _ in inside) / len(inside)))
    return found
