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
    """Average linkage in one component; groups are named by their first record.

    Between two groups stands their excess: what their compared pairs weigh beyond the weight of the unseen, added up.
    The mean weight is the weight of the unseen plus excess over the number of pairs.
    """

    def __init__(
        self, members: Iterable[int], documents: Sequence[str], judged: _Judged, threshold: int, unseen: int
    ) -> None:
        self._unseen, self._needed = unseen, threshold - unseen
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        for number in members:
            name, apart = judged.get(number, (number, _NOBODY))
            self._members.setdefault(name, []).append(number)
            if apart:
                self._apart[name] = set(apart)
        self._home = {n: name for name, group in self._members.items() for n in group}
        self._documents = {name: {documents[n] for n in group} for name, group in self._members.items()}
        self._excess: dict[int, dict[int, int]] = {name: {} for name in self._members}
        self._heap: list[tuple[float, int, int, int, int]] = []

    def run(self, edges: Iterable[tuple[int, int, int]]) -> list[Group]:
        """Join while something may join."""
        home, excess = self._home, self._excess
        for a, b, weight in edges:
            left, right = home[a], home[b]
            if left != right:
                excess[left][right] = excess[right][left] = excess[left].get(right, 0) + weight - self._unseen
        for left in self._members:
            self._offer(left, above=left)
        while self._heap:
            _, left, right, size_left, size_right = heapq.heappop(self._heap)
            if len(self._members.get(left, ())) == size_left and len(self._members.get(right, ())) == size_right:
                self._join(left, right)
        return [tuple(sorted(group)) for group in self._members.values()]

    def _offer(self, group: int, above: int = -1) -> None:
        """Put the group's joins with others (named above a number) that weigh enough on the heap."""
        size, members, documents = len(self._members[group]), self._members, self._documents[group]
        apart = self._apart.get(group, _NOBODY)
        for other, excess in self._excess[group].items():
            pairs = size * len(members[other])
            bonus = _TOLD_BY_MANY if pairs > 1 else 0
            if excess <= (self._needed - bonus) * pairs or other <= above or other in apart:
                continue
            if documents.isdisjoint(self._documents[other]):
                left, right = (group, other) if group < other else (other, group)
                rank = -excess / pairs - bonus
                heapq.heappush(self._heap, (rank, left, right, len(members[left]), len(members[right])))

    def _join(self, left: int, right: int) -> None:
        self._members[left] += self._members.pop(right)
        self._documents[left] |= self._documents.pop(right)
        for other in self._apart.pop(right, ()):
            self._apart.setdefault(left, set()).add(other)
            if other in self._apart:
                self._apart[other].discard(right)
                self._apart[other].add(left)
        mine = self._excess[left]
        for other, excess in self._excess.pop(right).items():
            theirs = self._excess[other]
            del theirs[right]
            if other != left:
                theirs[left] = mine[other] = mine.get(other, 0) + excess
        self._offer(left)
