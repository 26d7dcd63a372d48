"""Which record of one coding tells of the same act as which of another: by the words they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from rasd.event import Event, Span

_SAME_TRIGGER, _SAME_TYPE, _SAME_SENTENCE, _MENTIONED = 4, 2, 1, 2
_LEAST = 3
"""A shared trigger, or a sentence and a type."""


def align(old: Sequence[Event], new: Sequence[Event]) -> list[int | None]:
    """For each new record, the place in `old` of the record of the same act; each old one serves once.

    The likeliest pairs first; equal ones in the order of the text.
    """
    pairs = [(_likeness(one, other), -n, -m) for n, one in enumerate(old) for m, other in enumerate(new)]
    found: list[int | None] = [None] * len(new)
    taken: set[int] = set()
    for score, n, m in sorted(pairs, reverse=True):
        if score < _LEAST:
            break
        if found[-m] is None and -n not in taken:
            found[-m] = -n
            taken.add(-n)
    return found


def _likeness(one: Event, other: Event) -> int:
    if one.event_id == other.event_id:
        return 100
    score = _SAME_TYPE if one.event_type == other.event_type else 0
    score += _SAME_TRIGGER if _overlap(one.evidence.trigger, other.evidence.trigger) else 0
    score += _SAME_SENTENCE if _overlap(one.evidence.sentence, other.evidence.sentence) else 0
    mentioned = any(_overlap(a, other.evidence.trigger) for a in one.evidence.mentions)
    mentioned |= any(_overlap(one.evidence.trigger, b) for b in other.evidence.mentions)
    return score + (_MENTIONED if mentioned else 0)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
