"""Named people in the sentences of an act: a rank, title or "called", then a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Set

from rasd.coding.acts import Act
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import Scan
from rasd.event import Person, PersonRole

_MOST = 4


def find_people(scan: Scan, acts: Iterable[Act], initiators: Set[int], targets: Set[int]) -> tuple[Person, ...]:
    """Names in the acts' sentences. Roles: what the actor mention they stand by was chosen for."""
    found: dict[tuple[int, int], Person] = {}
    for sentence in {a.sentence for a in acts}:
        limits = scan.sentences[sentence]
        low = bisect_left(scan.titles, limits.first, key=_start)
        for title in scan.titles[low : bisect_left(scan.titles, limits.last, key=_start)]:
            span = _name(scan, title.last, limits.last)
            if span:
                role = _role(scan, span, initiators, targets)
                found[span] = Person(scan.text(*span), role, scan.span(*span))
    return tuple(found[k] for k in sorted(found))


def _start(hit: Hit) -> int:
    return hit.first


def _name(scan: Scan, first: int, limit: int) -> tuple[int, int] | None:
    """Words [first, last) after a title that look like a personal name: no vocabulary, no function words."""
    last = first
    while last < min(first + _MOST, limit) and scan.texts[last].isalpha() and last not in scan.vocabulary:
        if (
            scan.function.get(last) not in (None, "name_head")
            or last in scan.time_words
            or last in scan.actor_at
            or len(scan.texts[last]) < 2
        ):
            break
        last += 1
    return (first, last) if last - first >= 2 else None


def _role(scan: Scan, span: tuple[int, int], initiators: Set[int], targets: Set[int]) -> PersonRole:
    if any(s.first <= span[0] < s.last for s in scan.sources):
        return "source"
    for name, chosen in (("target", targets), ("initiator", initiators)):
        if any(-12 <= scan.actors[n].first - span[0] <= 2 for n in chosen):
            return name  # type: ignore[return-value]
    return "mentioned"
