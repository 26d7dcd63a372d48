"""From scored pairs to groups of records: average linkage under constraints.

The two groups with the highest mean weight between their records join first, again and again, while that mean
is above the threshold. A pair that was not compared counts with the weight of the unseen, so that a chain of
likely pairs does not pull unlike records together. An act that many tell is likelier to be told once more: doubling the
larger group's records adds one bit to that mean, one bit at most. Two records of one report are never put in one group, nor
two that a person told apart; records a person put together start together. Ties go to the smaller record id,
and weights are whole numbers here: the order of records and pairs changes nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2

from rasd.incidents.judging import Constraints

_SCALE = 1000
"""Weights are counted in thousandths of a bit."""

_MOST_FOR_SIZE = 1.0

Edge = tuple[str, str, float]
"""Two event ids and the weight of their pair."""


def cluster(
    documents: Mapping[str, str],
    edges: Iterable[Edge],
    constraints: Constraints,
    threshold: float,
    unseen: float,
) -> list[tuple[str, ...]]:
    """Groups of event ids, each sorted, in order of their first. `documents`: the report of every record."""
    linked = [(a, b, round(w * _SCALE)) for a, b, w in edges]
    floor = round(threshold * _SCALE)
    components = _Components(documents)
    for a, b, weight in linked:
        if weight > floor:
            components.join(a, b)
    for event_id in documents:
        if constraints.group(event_id) in documents:
            components.join(event_id, constraints.group(event_id))
    inside: dict[str, list[tuple[str, str, int]]] = {}
    for a, b, weight in linked:
        if (root := components.root(a)) == components.root(b):
            inside.setdefault(root, []).append((a, b, weight))
    found: list[tuple[str, ...]] = []
    for root, members in components.all():
        if len(members) == 1:
            found.append(tuple(members))
        else:
            merger = _Merger(sorted(members), documents, constraints, floor, round(unseen * _SCALE))
            found += merger.run(inside.get(root, ()))
    return sorted(found)


class _Components:
    """Sets of ids that may end up together."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {i: i for i in ids}

    def root(self, item: str) -> str:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: str, b: str) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first

    def all(self) -> Iterator[tuple[str, list[str]]]:
        members: dict[str, list[str]] = {}
        for item in self._parent:
            members.setdefault(self.root(item), []).append(item)
        yield from members.items()


class _Merger:
    """Average linkage in one component; groups are named by their first id."""

    def __init__(
        self, ids: Sequence[str], documents: Mapping[str, str], constraints: Constraints, threshold: int, unseen: int
    ) -> None:
        self._threshold, self._unseen, self._constraints = threshold, unseen, constraints
        self._members: dict[str, list[str]] = {}
        for event_id in ids:
            self._members.setdefault(constraints.group(event_id), []).append(event_id)
        self._home = {i: name for name, members in self._members.items() for i in members}
        self._documents = {name: {documents[i] for i in members} for name, members in self._members.items()}
        self._apart = {name: {a for a in constraints.apart(name) if a in self._members} for name in self._members}
        self._sums: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in self._members}
        """Sum of weights and number of compared pairs between two groups."""
        self._heap: list[tuple[float, str, str, int, int]] = []

    def run(self, edges: Iterable[tuple[str, str, int]]) -> list[tuple[str, ...]]:
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
        return [tuple(sorted(members)) for members in self._members.values()]

    def _push(self, left: str, right: str) -> None:
        left, right = min(left, right), max(left, right)
        if self._documents[left] & self._documents[right] or right in self._apart[left]:
            return
        total, count = self._sums[left][right]
        sizes = len(self._members[left]), len(self._members[right])
        pairs = sizes[0] * sizes[1]
        mean = (total + (pairs - count) * self._unseen) / pairs + _often_told(max(sizes))
        if mean > self._threshold:
            heapq.heappush(self._heap, (-mean, left, right, *sizes))

    def _join(self, left: str, right: str) -> None:
        self._members[left] += self._members.pop(right)
        self._documents[left] |= self._documents.pop(right)
        for other in self._apart.pop(right):
            self._apart[other].discard(right)
            self._apart[other].add(left)
            self._apart[left].add(other)
        for other, (total, count) in self._sums.pop(right).items():
            del self._sums[other][right]
            if other != left:
                before = self._sums[left].get(other, (0, 0))
                self._sums[left][other] = self._sums[other][left] = (before[0] + total, before[1] + count)
        for other in self._sums[left]:
            self._push(left, other)


def _often_told(records: int) -> float:
    return _SCALE * min(log2(records), _MOST_FOR_SIZE)
