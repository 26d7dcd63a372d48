"""From scored pairs to groups of records: average linkage under constraints.

The two groups with the highest mean weight between their records join first, again and again, while that mean
is above the threshold. A pair that was not compared counts with the weight of the unseen, so that a chain of
likely pairs does not pull unlike records together. An act that many tell is likelier to be told once more: a
group of two records or more adds one bit to that mean. Two records of one report are never put in one group, nor
two that a person told apart; records a person put together start together. Ties go to the smaller record id,
and weights are whole numbers here: the order of records and pairs changes nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rasd.incidents.judging import Constraints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_SCALE = 1000
"""Weights are counted in thousandths of a bit."""
_TOLD_BY_MANY = 1 * _SCALE
_SHIFT = 32
"""Bits of a record's number in the key of a pair."""

_NOBODY: frozenset[int] = frozenset()

Group = tuple[int, ...]


class Edges(NamedTuple):
    """Compared pairs: numbers of the two records, and the weight in bits."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]


def cluster(
    ids: Sequence[str],
    documents: Sequence[str],
    edges: Edges,
    constraints: Constraints,
    threshold: float,
    unseen: float,
) -> list[Group]:
    """Groups of record numbers, each sorted, in order of their first.

    `ids`: event ids, sorted; a record's number is its place here. `documents`: the report of each.
    """
    import numpy as np

    weight = np.rint(edges.weight * _SCALE).astype(np.int64)
    floor = round(threshold * _SCALE)
    judged = _judged(ids, constraints)
    parent = list(range(len(ids)))
    likely = weight > floor - _TOLD_BY_MANY
    near = list(zip(edges.left[likely].tolist(), edges.right[likely].tolist(), strict=True))
    for a, b in near:
        _union(parent, a, b)
    for number, (group, _) in judged.items():
        _union(parent, number, group)
    roots = [_root(parent, n) for n in range(len(ids))]
    linked: dict[int, list[tuple[int, int]]] = {}
    for a, b in near:
        linked.setdefault(roots[a], []).append((a, b))
    inside = np.array(roots, np.int64)
    inside = inside[edges.left] == inside[edges.right]
    weigher = _Weigher(edges.left[inside], edges.right[inside], weight[inside], round(unseen * _SCALE))
    found: list[Group] = []
    for root, members in _components(roots):
        if len(members) == 1:
            found.append((root,))
        else:
            found += _Merger(members, documents, judged, floor, weigher).run(linked.get(root, ()))
    return sorted(found)


_Judged = dict[int, tuple[int, set[int]]]
"""For the number of a judged record: the number that stands for those it stays with, and those it stays apart from."""


def _judged(ids: Sequence[str], constraints: Constraints) -> _Judged:
    numbers = {i: n for n, i in enumerate(ids) if constraints.knows(i)}
    standing: dict[str, int] = {}
    for event_id, number in numbers.items():
        standing.setdefault(constraints.group(event_id), number)
    return {
        number: (
            standing[constraints.group(event_id)],
            {standing[a] for a in constraints.apart(constraints.group(event_id)) if a in standing},
        )
        for event_id, number in numbers.items()
    }


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def _union(parent: list[int], a: int, b: int) -> None:
    a, b = _root(parent, a), _root(parent, b)
    parent[max(a, b)] = min(a, b)


def _components(roots: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    members: dict[int, list[int]] = {}
    for number, root in enumerate(roots):
        members.setdefault(root, []).append(number)
    yield from members.items()


class _Weigher:
    """Weights of pairs by their two numbers; those that were not compared weigh like the unseen."""

    def __init__(
        self,
        left: npt.NDArray[np.int64],
        right: npt.NDArray[np.int64],
        weight: npt.NDArray[np.int64],
        unseen: int,
    ) -> None:
        import numpy as np

        values, which = np.unique(weight, return_inverse=True)
        shared = values.tolist()  # one object a value: millions of pairs have a few thousand weights
        low, high = np.minimum(left, right), np.maximum(left, right)
        keys = (low << _SHIFT | high).tolist()
        self._weights = dict(zip(keys, map(shared.__getitem__, which.tolist()), strict=True))
        self._unseen = unseen

    def total(self, group: Iterable[int], other: Sequence[int]) -> int:
        """The weights of all pairs between two groups, added up."""
        get, unseen = self._weights.get, self._unseen
        return sum([get(a << _SHIFT | b if a < b else b << _SHIFT | a, unseen) for a in group for b in other])


class _Merger:
    """Average linkage in one component; groups are named by their first record."""

    def __init__(
        self, members: Iterable[int], documents: Sequence[str], judged: _Judged, threshold: int, weigher: _Weigher
    ) -> None:
        self._threshold, self._weigher = threshold, weigher
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        for number in members:
            name, apart = judged.get(number, (number, _NOBODY))
            self._members.setdefault(name, []).append(number)
            if apart:
                self._apart[name] = set(apart)
        self._home = {n: name for name, group in self._members.items() for n in group}
        self._documents = {name: {documents[n] for n in group} for name, group in self._members.items()}
        self._near: dict[int, set[int]] = {name: set() for name in self._members}
        """Groups with a pair between them that may lift the mean above the threshold."""
        self._heap: list[tuple[float, int, int, int, int]] = []

    def run(self, near: Iterable[tuple[int, int]]) -> list[Group]:
        """Join while something may join; `near` are the pairs that speak for one act."""
        for a, b in near:
            left, right = self._home[a], self._home[b]
            if left != right:
                self._near[left].add(right)
                self._near[right].add(left)
        for left in self._members:
            self._offer(left, above=left)
        while self._heap:
            _, left, right, size_left, size_right = heapq.heappop(self._heap)
            if len(self._members.get(left, ())) == size_left and len(self._members.get(right, ())) == size_right:
                self._join(left, right)
        return [tuple(sorted(group)) for group in self._members.values()]

    def _offer(self, group: int, above: int = -1) -> None:
        """Put the group's joins with others (named above a number) that weigh enough on the heap."""
        members, mine, documents = self._members, self._members[group], self._documents[group]
        apart = self._apart.get(group, _NOBODY)
        for other in self._near[group]:
            if other <= above or other in apart or not documents.isdisjoint(self._documents[other]):
                continue
            pairs = len(mine) * len(members[other])
            mean = self._weigher.total(mine, members[other]) / pairs + (_TOLD_BY_MANY if pairs > 1 else 0)
            if mean > self._threshold:
                left, right = (group, other) if group < other else (other, group)
                heapq.heappush(self._heap, (-mean, left, right, len(members[left]), len(members[right])))

    def _join(self, left: int, right: int) -> None:
        self._members[left] += self._members.pop(right)
        self._documents[left] |= self._documents.pop(right)
        for other in self._apart.pop(right, ()):
            self._apart.setdefault(left, set()).add(other)
            if other in self._apart:
                self._apart[other].discard(right)
                self._apart[other].add(left)
        for other in self._near.pop(right):
            self._near[other].discard(right)
            if other != left:
                self._near[other].add(left)
                self._near[left].add(other)
        self._offer(left)
