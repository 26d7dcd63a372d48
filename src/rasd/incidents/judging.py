"""People's judgements as constraints: who must stay together, who must stay apart, and the later word prevails."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product

from rasd.incidents.record import Judgement


def merging(groups: Iterable[Iterable[str]]) -> tuple[Judgement, ...]:
    """The judgements of a person who merges incidents: each is given as its event ids."""
    together = [event for group in groups for event in group]
    return tuple(Judgement(together[0], other, True) for other in together[1:])


def splitting(parts: Sequence[Iterable[str]]) -> tuple[Judgement, ...]:
    """The judgements of a person who splits an incident into parts: each is given as its event ids."""
    listed = [list(part) for part in parts]
    apart = [Judgement(a, b, False) for one, other in combinations(listed, 2) for a, b in product(one, other)]
    return (*apart, *(j for part in listed for j in merging([part])))


class Constraints:
    """Judgements made consistent: a judgement that a later one contradicts, directly or not, is set aside."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._group: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self._known = {event_id for j in judgements for event_id in (j.left, j.right)}
        for judgement in reversed(judgements):
            left, right = self.group(judgement.left), self.group(judgement.right)
            if judgement.same and right not in self._apart.get(left, ()):
                self._join(left, right)
            elif not judgement.same and left != right:
                self._apart.setdefault(left, set()).add(right)
                self._apart.setdefault(right, set()).add(left)

    def knows(self, event_id: str) -> bool:
        """Somebody judged this record."""
        return event_id in self._known

    def group(self, event_id: str) -> str:
        """The representative of the records that must stay with this one."""
        return self._group.get(event_id, event_id)

    def apart(self, group: str) -> set[str]:
        """Representatives of the records that must not be with this group's."""
        return self._apart.get(group, set())

    def _join(self, left: str, right: str) -> None:
        if left == right:
            return
        keep, gone = sorted((left, right))
        members = self._members.pop(keep, {keep}) | self._members.pop(gone, {gone})
        self._members[keep] = members
        for member in members:
            self._group[member] = keep
        apart = self._apart.pop(gone, set()) | self._apart.get(keep, set())
        for other in apart:
            self._apart[other].discard(gone)
            self._apart[other].add(keep)
        if apart:
            self._apart[keep] = apart
