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
    floor, strange = round(threshold * _SCALE), round(unseen * _SCALE)
    judged = _judged(ids, constraints)
    parent = list(range(len(ids)))
    likely = weight > floor - _TOLD_BY_MANY
    for a, b in zip(edges.left[likely].tolist(), edges.right[likely].tolist(), strict=True):
        _union(parent, a, b)
    for number, (group, _) in judged.items():
        _union(parent, number, group)
    roots = np.fromiter((_root(parent, n) for n in range(len(ids))), np.int64, len(ids))
    inside = roots[edges.left] == roots[edges.right]
    linked = _by_root(roots, edges.left[inside], edges.right[inside], weight[inside])
    found: list[Group] = []
    for root, members in _components(roots):
        if len(members) == 1:
            found.append((root,))
        else:
            merger = _Merger(members, documents, judged, floor, strange)
            found += merger.run(linked.get(root, ()))
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


def _by_root(
    roots: npt.NDArray[np.int64],
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    weight: npt.NDArray[np.int64],
) -> dict[int, list[tuple[int, int, int]]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for a, b, w, root in zip(left.tolist(), right.tolist(), weight.tolist(), roots[left].tolist(), strict=True):
        found.setdefault(root, []).append((a, b, w))
    return found


def _components(roots: npt.NDArray[np.int64]) -> Iterator[tuple[int, list[int]]]:
    members: dict[int, list[int]] = {}
    for number, root in enumerate(roots.tolist()):
        members.setdefault(root, []).append(number)
    yield from members.items()


class _Merger:
    """Average linkage in one component; groups are named by their first record."""

    def __init__(
        self, members: Iterable[int], documents: Sequence[str], judged: _Judged, threshold: int, unseen: int
    ) -> None:
        self._threshold, self._unseen = threshold, unseen
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        for number in members:
            name, apart = judged.get(number, (number, set()))
            self._members.setdefault(name, []).append(number)
            self._apart[name] = set(apart)
        self._home = {n: name for name, group in self._members.items() for n in group}
        self._documents = {name: {documents[n] for n in group} for name, group in self._members.items()}
        self._sums: dict[int, dict[int, tuple[int, int]]] = {name: {} for name in self._members}
        """Sum of weights and number of compared pairs between two groups."""
        self._heap: list[tuple[float, int, int, int, int]] = []

    def run(self, edges: Iterable[tuple[int, int, int]]) -> list[Group]:
        """Join while something may join."""
        for a, b, weight in edges:
            left, right = self._home[a], self._home[b]
            if left != right:
                total, count = self._sums[left].get(right, (0, 0))
                self._sums[left][right] = self._sums[right][left] = (total + weight, count + 1)
        for left, others in self._sums.items():
            for right in others:
                if left < right:
                    self._push(left, right)
        while self._heap:
            _, left, right, size_left, size_right = heapq.heappop(self._heap)
            if len(self._members.get(left, ())) == size_left and len(self._members.get(right, ())) == size_right:
                self._join(left, right)
        return [tuple(sorted(group)) for group in self._members.values()]

    def _push(self, left: int, right: int) -> None:
        left, right = min(left, right), max(left, right)
        if right in self._apart[left] or not self._documents[left].isdisjoint(self._documents[right]):
            return
        total, count = self._sums[left][right]
        sizes = len(self._members[left]), len(self._members[right])
        pairs = sizes[0] * sizes[1]
        mean = (total + (pairs - count) * self._unseen) / pairs
        if pairs > 1:
            mean += _TOLD_BY_MANY
        if mean > self._threshold:
            heapq.heappush(self._heap, (-mean, left, right, *sizes))

    def _join(self, left: int, right: int) -> None:
        self._members[left] += self._members.pop(right)
        self._documents[left] |= self._documents.pop(right)
        for other in self._apart.pop(right):
            self._apart[left].add(other)
            if other in self._apart:
                self._apart[other].discard(right)
                self._apart[other].add(left)
        for other, (total, count) in self._sums.pop(right).items():
            del self._sums[other][right]
            if other != left:
                before = self._sums[left].get(other, (0, 0))
                self._sums[left][other] = self._sums[other][left] = (before[0] + total, before[1] + count)
        for other in self._sums[left]:
            self._push(left, other)
