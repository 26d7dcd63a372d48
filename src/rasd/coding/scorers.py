"""Linear scorers over columns a person can read, kept as data and trained from the project's corpus.

A scorer looks at rows. A row holds one value for each of the scorer's columns (the form of a trigger, how far an
actor stands from it ...) and may hold a bag of further values. A template names the columns whose values are
weighed together; a template of a bag is written `bag*` or `bag* column`. The sum of all weights, squashed by the
logistic function, is a probability. All rows of a report are weighed at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from rasd.coding.kernel import kernel, put_in_numbers

Value = str | int
Row = tuple[Value, ...]
Bag = Sequence[str]
_LARGEST = 12_000_000
_HUNDREDTHS = 100


class Shape(NamedTuple):
    """What a scorer looks at, and the questions it answers."""

    name: str
    outputs: tuple[str, ...]
    columns: tuple[str, ...]
    templates: tuple[str, ...]
    bag: str = ""
    parts: tuple[int, int] = (0, 0)
    """Of a shape for an act with a mention: how many columns tell of the act, how many of the mention."""

    def values(self, rows: Sequence[Row], columns: Sequence[str]) -> list[Sequence[Value]]:
        """The values of some columns, one list a column."""
        return columns_of(rows, [*map(self.columns.index, columns)])


def columns_of(rows: Sequence[Row], numbers: Sequence[int]) -> list[Sequence[Value]]:
    """The values of some columns, given by their numbers."""
    if len(numbers) < 2 or not rows:
        return [[row[k] for row in rows] for k in numbers]
    return [*zip(*map(itemgetter(*numbers), rows), strict=True)]


def shape(name: str, columns: str, templates: str, outputs: Sequence[str] = (), bag: str = "") -> Shape:
    """A shape from columns separated by spaces and templates one a line or separated by commas."""
    parts = [" ".join(t.split()) for t in templates.replace("\n", ",").split(",") if t.strip()]
    return Shape(name, tuple(outputs) or (name,), tuple(columns.split()), tuple(dict.fromkeys(parts)), bag)


def pairs(name: str, act: str, mention: str, pair: str, templates: str, outputs: Sequence[str] = ()) -> Shape:
    """A shape for an act with a mention: columns of the act alone, of the mention alone, and of how the two lie."""
    parts = (len(act.split()), len(mention.split()))
    return shape(name, f"{act} {mention} {pair}", templates, outputs)._replace(parts=parts)


class Weights(msgspec.Struct, frozen=True, omit_defaults=True):
    """What training learned for one scorer.

    `weights` holds for each template one line after another: the numbers (from 1) of the values that it weighs
    together, of the bag's value first, then a weight in hundredths for each output.
    """

    values: dict[str, list[str]] = {}
    bag: list[str] = []
    bias: list[float] = []
    weights: dict[str, list[int]] = {}


class _Level(NamedTuple):
    """The n-th columns of the templates that have so many: which templates, their columns, and the steps in the table."""

    templates: slice | NDArray[np.int64]
    columns: NDArray[np.int64]
    factors: NDArray[np.int64]


class Scorer:
    """The weights of one shape, laid out so that many rows are weighed by a few array operations."""

    def __init__(self, shape: Shape, weights: Weights) -> None:
        self.shape = shape
        width, outputs = len(shape.columns), len(shape.outputs)
        where = {c: k for k, c in enumerate(shape.columns)}
        values = [weights.values.get(c, []) for c in shape.columns]
        sizes = [len(v) + 1 for v in values]
        self._bag = {value: n for n, value in enumerate(weights.bag, 1)}
        bag_size = len(weights.bag) + 1
        self._parts = {t: [where[c] for c in t.split() if not c.endswith("*")] for t in shape.templates}
        self._spots: dict[str, tuple[int, list[int]]] = {}
        offset = 0
        for template in shape.templates:
            steps, factor = [], 1
            for size in ([bag_size] if "*" in template else []) + [sizes[k] for k in self._parts[template]]:
                steps.append(factor)
                factor *= size
            self._spots[template] = (offset, steps)
            offset += factor
        if offset > _LARGEST:
            raise ValueError(f"scorer {shape.name}: its templates multiply out to {offset:,} weights")
        self._levels = self._laid_out(width)
        self._offsets = np.array([self._spots[t][0] for t in shape.templates if "*" not in t], dtype=np.int64)[:, None]
        self._bagged = np.array(
            [(self._spots[t][0], self._parts[t][0] if self._parts[t] else -1, bag_size) for t in shape.templates if "*" in t], dtype=np.int64
        )
        table = np.zeros((offset, outputs), dtype=np.float32)
        for template, lines in weights.weights.items():
            start, steps = self._spots[template]
            line = np.array(lines, dtype=np.int64).reshape(-1, len(steps) + outputs)
            table[start + line[:, : len(steps)] @ np.array(steps, dtype=np.int64)] = line[:, len(steps) :] / _HUNDREDTHS
        self._table = table[:, 0].copy() if outputs == 1 else table
        self._steps = np.array(
            [n for t in shape.templates if "*" not in t for n in (self._spots[t][0], len(self._parts[t]), *chain.from_iterable(zip(self._parts[t], self._spots[t][1], strict=True)))],
            dtype=np.int64,
        )
        """For each plain template where it begins in the table, how many columns it has, and for each of them its number and step."""
        self._known = tuple(as_held({value: code for code, value in enumerate(v, 1)}) for v in values)
        self._bias = np.array(weights.bias or [0.0] * outputs, dtype=np.float32)

    def _laid_out(self, width: int) -> list[_Level]:
        """The plain templates by the depth of their columns; the first two levels hold all, with the constant column `width`."""
        plain = [t for t in self.shape.templates if "*" not in t]
        levels: list[_Level] = []
        for level in range(max([2, *(len(self._parts[t]) for t in plain)])):
            deep = [n for n, t in enumerate(plain) if level < 2 or level < len(self._parts[t])]
            columns = [[*self._parts[plain[n]], width, width][level] for n in deep]
            factors = [[*self._spots[plain[n]][1], 0, 0][level] for n in deep]
            where = np.array(deep, dtype=np.int64) if level > 1 else slice(None)
            levels.append(_Level(where, np.array(columns, dtype=np.int64), np.array(factors, dtype=np.int64)[:, None]))
        return levels

    def probabilities(self, rows: Sequence[Row], bags: Sequence[Bag] = ()) -> NDArray[np.float32]:
        """One probability a row; with several outputs one line of probabilities a row."""
        if not rows:
            return np.zeros((0, len(self.shape.outputs)) if self._table.ndim > 1 else 0, dtype=np.float32)
        codes = np.empty((len(self._known) + 1, len(rows)), dtype=np.int64)
        codes[-1] = 1
        self._code(rows, 0, codes[:-1])
        return self._squashed(codes, bags)

    def of_pairs(self, acts: Sequence[Row], mentions: Sequence[Row], pairs: Sequence[Row], at: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """One probability (or line of them) for each pair; `at`: the numbers of its act and its mention."""
        first, second = self.shape.parts
        of_acts, of_mentions = np.empty((first, len(acts)), dtype=np.int64), np.empty((second, len(mentions)), dtype=np.int64)
        self._code(acts, 0, of_acts)
        self._code(mentions, first, of_mentions)
        act_of, mention_of = ends(at)
        codes = np.empty((len(self._known) + 1, len(pairs)), dtype=np.int64)
        of_acts.take(act_of, axis=1, out=codes[:first])
        of_mentions.take(mention_of, axis=1, out=codes[first : first + second])
        self._code(pairs, first + second, codes[first + second : -1])
        codes[-1] = 1
        return self._squashed(codes, ())

    def _code(self, rows: Sequence[Row], first: int, out: NDArray[np.int64]) -> None:
        """Numbers of the values of some columns from `first` on, a line a column."""
        put_in_numbers(tuple(zip(*rows, strict=True)), self._known[first : first + len(out)], 0, out)

    def _squashed(self, codes: NDArray[np.int64], bags: Sequence[Bag]) -> NDArray[np.float32]:
        """The weights are added up in the templates' order: sums of floats depend on it."""
        if kernel is not None and codes.shape[1] > 1:  # numpy adds up a single row's in another order
            total = np.zeros((codes.shape[1], *self._table.shape[1:]), dtype=np.float32)
            kernel.add(self._table, self._steps, codes, total, codes.shape[1])
        else:
            total = self._added_up(codes)
        if bags:
            self._add_bags(total, codes, bags)
        total += self._bias
        return 1.0 / (1.0 + np.exp(-total.clip(-30, 30)))  # type: ignore[no-any-return]

    def _added_up(self, codes: NDArray[np.int64]) -> NDArray[np.float32]:
        """What the plain templates weigh, by array operations."""
        _, columns, factors = self._levels[0]
        index = codes.take(columns, axis=0)
        index *= factors
        index += self._offsets
        for templates, columns, factors in self._levels[1:]:
            index[templates] += codes.take(columns, axis=0) * factors
        total: NDArray[np.float32] = np.add.reduce(self._table.take(index, axis=0), axis=0)
        return total

    def _add_bags(self, total: NDArray[np.float32], codes: NDArray[np.int64], bags: Sequence[Bag]) -> None:
        if kernel is not None:
            kernel.add_bags(self._table, self._bagged, codes, [*bags], self._bag, total)
            return
        get = self._bag.get
        coded: dict[int, list[int]] = {}  # by identity: readings of one trigger share their bag
        for bag in bags:
            if id(bag) not in coded:
                coded[id(bag)] = [code for value in bag if (code := get(value))]
        found = [coded[id(bag)] for bag in bags]
        sizes = [*map(len, found)]
        values = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=sum(sizes))
        at = np.arange(len(bags)).repeat(sizes)
        index = np.empty((len(self._bagged), len(values)), dtype=np.int64)
        for line, (offset, column, size) in zip(index, self._bagged.tolist(), strict=True):
            np.add(values, offset, out=line)
            if column >= 0:
                line += size * codes[column].take(at)
        np.add.at(total, np.tile(at, len(index)), self._table.take(index.ravel(), axis=0))

    def reasons(self, row: Row, bag: Bag = (), output: int = 0, most: int = 5) -> list[tuple[str, float]]:
        """The templates that weigh most for a row, with their values and weights."""
        found = []
        table = self._table[:, None] if self._table.ndim == 1 else self._table
        for template, parts in self._parts.items():
            start, steps = self._spots[template]
            codes = [self._known[k].get(row[k], 0) for k in parts]
            said = [f"{self.shape.columns[k]}={row[k]}" for k in parts]
            for first in bag if "*" in template else [None]:
                each = codes if first is None else [self._bag.get(first, 0), *codes]
                weight = float(table[start + sum(s * c for s, c in zip(steps, each, strict=True))][output]) if all(each) else 0.0
                if weight:
                    found.append((" ".join([first, *said] if first else said), weight))
        return sorted(found, key=lambda r: -abs(r[1]))[:most]


def ends(pairs: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """The first numbers of pairs, and the second."""
    return np.fromiter(chain.from_iterable(pairs), dtype=np.int64, count=2 * len(pairs)).reshape(-1, 2).T


def as_held(table: Mapping[str, int]) -> dict[Value, int]:
    """A table by values as rows hold them: numbers and truth values are no strings there."""
    out: dict[Value, int] = {}
    for value, number in table.items():
        out[value] = number
        if value in ("True", "False"):
            out[value == "True"] = number
        elif value.lstrip("-").isdigit():
            out[int(value)] = number
    return out


