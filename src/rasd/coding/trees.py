"""Boosted trees over whole numbers, kept as data: what looks a second time, when all first probabilities are known.

A row holds numbers: hundredths of log-odds, counts, and values of columns in words put in numbers by a table. A tree
asks up to fifteen questions "is this number larger than that?" and ends in a leaf; the leaves of all trees add up.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from rasd.coding.kernel import kernel, put_in_numbers
from rasd.coding.scorers import Value, as_held

Numbers = NDArray[np.int16]
Indexes = NDArray[np.int64]
MISSING = -30_000
"""Stands for a number that there is none of: no rival, no other candidate, a value that no table knows."""
LEAST = 0.02
"""What is less likely than this at first sight is not looked at again."""
_LIMIT = 900
_HUNDREDTHS = 100
_THOUSANDTHS = 1000
_SPREAD = 4 * _LIMIT
_LEAVES = 16
_NEVER = 32_767
_PARTS = 4


class Trees(msgspec.Struct, frozen=True, omit_defaults=True):
    """What training learned for one second look.

    `tables`: for each column in words its values with their hundredths of log-odds. `splits`: four numbers for each
    question, tree after tree: column, what it must be larger than, first leaf of those for "no", first of those for
    "yes". `sizes`: questions of each tree. `leaves`: thousandths of log-odds, one more than questions in each tree.
    """

    bias: int = 0
    tables: dict[str, dict[str, int]] = {}
    splits: list[int] = []
    sizes: list[int] = []
    leaves: list[int] = []


class Asked(NamedTuple):
    """What trees are asked about: which of the first look's rows, a line of numbers each, and the values of each column in words."""

    rows: Indexes
    numbers: Numbers
    words: Sequence[Sequence[Value]]

    def of(self, lines: Sequence[int]) -> Asked:
        """Some of the lines."""
        at = np.array(lines, dtype=np.int64)
        return Asked(self.rows[at], self.numbers[at], [[column[k] for k in lines] for column in self.words])


def log_odds(probabilities: NDArray[np.float32]) -> Numbers:
    """Hundredths of log-odds."""
    p = probabilities.astype(np.float64).clip(1e-6, 1 - 1e-6)
    return hundredths(np.log(p / (1 - p)))


def hundredths(odds: NDArray[np.float64]) -> Numbers:
    """Log-odds as trees are asked about them."""
    out: Numbers = np.rint(_HUNDREDTHS * odds).clip(-_LIMIT, _LIMIT).astype(np.int16)
    return out


def narrow(numbers: NDArray[np.integer]) -> Numbers:
    """The lines of numbers as trees are asked about them."""
    return numbers.clip(MISSING, -MISSING).astype(np.int16)


def best_other(keys: Indexes, odds: NDArray[np.integer]) -> tuple[Indexes, Indexes, Indexes]:
    """For each row the surest other row with its key (-1: there is none), its own place among them, and how many they are."""
    order = (keys * _SPREAD - odds).argsort(kind="stable")
    sorted_keys = keys[order]
    begins = np.empty(len(keys), dtype=bool)
    begins[:1] = True
    np.not_equal(sorted_keys[1:], sorted_keys[:-1], out=begins[1:])
    first = begins.nonzero()[0]
    group = begins.cumsum() - 1
    sizes = np.bincount(group)
    place = np.arange(len(keys)) - first[group]
    second = np.where(sizes > 1, order[np.minimum(first + 1, len(keys) - 1)], -1)
    found = np.empty((3, len(keys)), dtype=np.int64)
    found[0, order] = np.where(place == 0, second[group], order[first][group])
    found[1, order] = place
    found[2, order] = sizes[group]
    return found[0], found[1], found[2]


def odds_at(odds: NDArray[np.integer], at: Indexes) -> Indexes:
    """The odds of some rows; MISSING where a row's number is -1."""
    return np.where(at < 0, MISSING, odds[at]).astype(np.int64)


def numbered(values: Sequence[Hashable]) -> Indexes:
    """A number for each distinct value, in order of first use."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(v, len(known)) for v in values], dtype=np.int64)


class Looked(NamedTuple):
    """Rows that were looked at again: their numbers at the first look, what was asked, and the answers."""

    forest: Forest
    at: Indexes
    rows: Numbers
    probabilities: NDArray[np.float32]

    def spread(self, count: int) -> NDArray[np.float32]:
        """Probabilities of all `count` rows of the first look: 0 for those that were not looked at again."""
        out = np.zeros(count, dtype=np.float32)
        out[self.at] = self.probabilities
        return out

    def reasons(self, number: int) -> list[tuple[str, float]]:
        """What weighed most for a row of the first look; nothing for one that was not looked at again."""
        return [reason for line in (self.at == number).nonzero()[0] for reason in self.forest.reasons(self.rows[line])]


class Forest:
    """The trees of one second look, laid out so that many rows are asked by a few array operations."""

    def __init__(self, numbers: Sequence[str], words: Sequence[str], trees: Trees) -> None:
        self.columns = (*numbers, *words)
        self._tables = tuple(as_held(trees.tables.get(w, {})) for w in words)
        self._first = len(numbers)
        most = max(trees.sizes, default=0)
        count = len(trees.sizes)
        columns = np.zeros((count, most), dtype=np.int64)
        cuts = np.full((count, most), _NEVER, dtype=np.int16)
        gone = np.zeros((count, most), dtype=np.uint16)
        leaves = np.zeros((count, _LEAVES), dtype=np.int64)
        splits = np.array(trees.splits, dtype=np.int64).reshape(-1, _PARTS)
        at = leaf = 0
        for n, size in enumerate(trees.sizes):
            asked = splits[at : at + size]
            columns[n, :size], cuts[n, :size] = asked[:, 0], asked[:, 1]
            gone[n, :size] = [(1 << yes) - (1 << no) for no, yes in asked[:, 2:].tolist()]
            leaves[n, : size + 1] = trees.leaves[leaf : leaf + size + 1]
            at, leaf = at + size, leaf + size + 1
        self._shape = (most, count)
        self._columns, self._cuts, self._gone = columns.T.ravel(), cuts.T.reshape(-1, 1), gone.T.reshape(-1, 1)  # the first questions of all trees, then the second ones
        lowest = np.zeros(1 << _LEAVES, dtype=np.int64)
        lowest[[1 << k for k in range(_LEAVES)]] = range(_LEAVES)
        self._lowest, self._leaves, self._trees = lowest, leaves.ravel(), _LEAVES * np.arange(count)[:, None]
        self._bias = trees.bias

    def look(self, asked: Asked) -> Looked:
        """Rows looked at again."""
        rows = self.coded(asked.numbers, asked.words)
        return Looked(self, asked.rows, rows, self.probabilities(rows))

    def coded(self, numbers: Numbers, words: Sequence[Sequence[Value]]) -> Numbers:
        """The rows to ask: the numbers, a line a row, with the values of each column in words put in numbers."""
        size = len(numbers)
        out = np.empty((size, len(self.columns)), dtype=np.int16)
        of_words = np.empty((len(words), size), dtype=np.int16)
        put_in_numbers(tuple(words), self._tables, MISSING, of_words)
        out[:, : self._first], out[:, self._first :] = numbers, of_words.T
        return out

    def probabilities(self, rows: Numbers) -> NDArray[np.float32]:
        """One probability a row."""
        if kernel is not None:
            total = np.full(len(rows), self._bias, dtype=np.int64)
            kernel.ask(rows, self._columns, self._cuts, self._gone, self._leaves, total, self._shape[1])
        else:
            total = self._ends(rows).sum(axis=0) + self._bias
        return (1.0 / (1.0 + np.exp(-total / _THOUSANDTHS))).astype(np.float32)

    def _ends(self, rows: Numbers) -> NDArray[np.int64]:
        """What the leaves hold in which each row ends, a line a tree."""
        larger = np.ascontiguousarray(rows.T).take(self._columns, axis=0) > self._cuts
        gone = np.bitwise_or.reduce((larger * self._gone).reshape(*self._shape, len(rows)), axis=0)
        left = ~gone
        left &= gone + np.uint16(1)  # the lowest leaf that no answer took away
        leaves: NDArray[np.int64] = self._leaves.take(self._lowest.take(left) + self._trees)
        return leaves

    def reasons(self, row: Numbers, most: int = 3) -> list[tuple[str, float]]:
        """The columns without which one row would end elsewhere, and by how much in log-odds."""
        without = np.repeat(row[None], len(row) + 1, axis=0)
        np.fill_diagonal(without[1:], MISSING)
        found = self.probabilities(without).astype(np.float64).clip(1e-6, 1 - 1e-6)
        odds = np.log(found / (1 - found))
        moved = [(name, round(float(odds[0] - each), 2)) for name, each in zip(self.columns, odds[1:], strict=True)]
        return sorted((m for m in moved if m[1]), key=lambda m: -abs(m[1]))[:most]
