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
_MASK = (1 << _SHIFT) - 1

_NOBODY: frozenset[int] = frozenset()

Group = tuple[int, ...]


class Edges(NamedTuple):
    """Compared pairs: numbers of the two records, and the weight in bits."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]


def least_likely(threshold: float) -> float:
    """A weight in bits that every pair exceeds which may bring its records together at this threshold."""
    return (round(threshold * _SCALE) - _TOLD_BY_MANY) / _SCALE


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
    likely = weight > floor - _TOLD_BY_MANY
    labels = _components(len(ids), edges.left[likely], edges.right[likely], judged)
    found: list[Group] = []
    inside = _Inside(labels, edges, weight)
    for members in _members(labels):
        if len(members) == 1:
            found.append((members[0],))
        else:
            weigher = _Weigher(*inside.of(labels[members[0]]), round(unseen * _SCALE))
            found += _Merger(members, documents, judged, floor, weigher).run()
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


def _components(
    count: int, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], judged: _Judged
) -> npt.NDArray[np.int64]:
    """For every record the number of the part of the graph it is in: only records of one part can be one act."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    said = np.array([(number, group) for number, (group, _) in judged.items()], np.int64).reshape(-1, 2)
    starts, ends = np.concatenate([left, said[:, 0]]), np.concatenate([right, said[:, 1]])
    graph = coo_array((np.ones(len(starts), np.int8), (starts, ends)), shape=(count, count))
    labels: npt.NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return labels.astype(np.int64)


def _members(labels: npt.NDArray[np.int64]) -> Iterator[list[int]]:
    """The records of each part, in order."""
    import numpy as np

    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order])) + 1
    return (part.tolist() for part in np.split(order, starts) if len(part))


class _Inside:
    """Pairs both of whose records are in one part, by part."""

    def __init__(self, labels: npt.NDArray[np.int64], edges: Edges, weight: npt.NDArray[np.int64]) -> None:
        import numpy as np

        inside = np.flatnonzero(labels[edges.left] == labels[edges.right])
        order = inside[np.argsort(labels[edges.left[inside]], kind="stable")]
        self._labels = labels[edges.left[order]]
        low, high = np.minimum(edges.left, edges.right)[order], np.maximum(edges.left, edges.right)[order]
        self._keys, self._weight = low << _SHIFT | high, weight[order]

    def of(self, label: np.int64) -> tuple[list[int], list[int]]:
        """Keys and weights of the pairs of a part."""
        start, end = self._labels.searchsorted(label), self._labels.searchsorted(label, "right")
        return self._keys[start:end].tolist(), self._weight[start:end].tolist()


class _Weigher:
    """Weights of one part's pairs; those that were not compared weigh like the unseen."""

    def __init__(self, keys: Sequence[int], weights: Sequence[int], unseen: int) -> None:
        self._weights = dict(zip(keys, weights, strict=True))
        self._unseen = unseen

    def above(self, least: int) -> Iterator[tuple[int, int, int]]:
        """Pairs that weigh more, with their weight."""
        return ((key >> _SHIFT, key & _MASK, weight) for key, weight in self._weights.items() if weight > least)

    def total(self, group: Sequence[int], other: Sequence[int]) -> int:
        """The weights of all pairs between two groups, added up."""
        get, unseen = self._weights.get, self._unseen
        return sum([get(a << _SHIFT | b if a < b else b << _SHIFT | a, unseen) for a in group for b in other])


class _Merger:
    """Average linkage in one part; groups are named by their first record.

    For every group the groups that it may join some day are kept, with the weights of all pairs between the two.
    When two groups join, these weights are added up: a mean is never counted out again.
    """

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
        self._documents = {name: {documents[n] for n in group} for name, group in self._members.items()}
        self._near: dict[int, dict[int, int]] = {name: {} for name in self._members}
        self._heap: list[tuple[float, int, int, int, int]] = []

    def run(self) -> list[Group]:
        """Join while something may join."""
        self._start()
        members = self._members
        while self._heap:
            _, left, right, size_left, size_right = heapq.heappop(self._heap)
            if len(members.get(left, ())) == size_left and len(members.get(right, ())) == size_right:
                self._join(left, right)
        return [tuple(sorted(group)) for group in members.values()]

    def _start(self) -> None:
        """The groups near each other before anything joins: a pair between them may lift their mean above the threshold."""
        members, near = self._members, self._near
        home = {n: name for name, group in members.items() for n in group}
        alone = len(home) == len(members)  # nobody put records of this part together
        for a, b, weight in self._weigher.above(self._threshold - _TOLD_BY_MANY):
            left, right = home[a], home[b]
            if left != right and right not in near[left] and self._may_join(left, right):
                total = weight if alone else self._weigher.total(members[left], members[right])
                near[left][right] = near[right][left] = total
                self._offer(left, right, total)

    def _may_join(self, left: int, right: int) -> bool:
        return right not in self._apart.get(left, _NOBODY) and self._documents[left].isdisjoint(self._documents[right])

    def _offer(self, group: int, other: int, total: int) -> None:
        """Put a join on the heap if it weighs enough."""
        left, right = (group, other) if group < other else (other, group)
        size_left, size_right = len(self._members[left]), len(self._members[right])
        pairs = size_left * size_right
        mean = total / pairs + (_TOLD_BY_MANY if pairs > 1 else 0)
        if mean > self._threshold:
            heapq.heappush(self._heap, (-mean, left, right, size_left, size_right))

    def _join(self, left: int, right: int) -> None:
        totals = self._totals(left, right)
        self._members[left] += self._members.pop(right)
        self._documents[left] |= self._documents.pop(right)
        for other in self._apart.pop(right, ()):
            self._apart.setdefault(left, set()).add(other)
            if other in self._apart:
                self._apart[other].discard(right)
                self._apart[other].add(left)
        near = self._near[left] = {}
        for other, total in totals:
            if self._may_join(left, other):
                near[other] = self._near[other][left] = total
                self._offer(left, other, total)

    def _totals(self, left: int, right: int) -> list[tuple[int, int]]:
        """Weights between two groups together and every group near either; these forget both."""
        near, beside, total = self._near[left], self._near.pop(right), self._weigher.total
        mine, theirs = self._members[left], self._members[right]
        found = []
        for other in near.keys() | beside.keys():
            if other != left and other != right:
                a, b = near.get(other), beside.get(other)
                a = total(mine, self._members[other]) if a is None else a
                b = total(theirs, self._members[other]) if b is None else b
                found.append((other, a + b))
                self._near[other].pop(left, None)
                self._near[other].pop(right, None)
        return found
