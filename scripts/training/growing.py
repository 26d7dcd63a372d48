"""From claims and records with their labels to the trees that look a second time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from rasd.coding.features.looks import LOOKS
from rasd.coding.scorers import Value
from rasd.coding.trees import Forest, Trees
from training.examples import Examples

TREES, RATE, LEAVES, RAREST_LEAF = 80, 0.12, 15, 40
"""More and larger trees rank reports that were set aside no better."""
RAREST, DOUBT = 10, 20
"""Values seen less often get no number; every value is reckoned with so many sightings of the common rate."""
_LEAST_EXAMPLES = 500


class Grower:
    """The examples of one second look, grown into trees on any choice of reports."""

    def __init__(self, name: str, parts: Sequence[Examples]) -> None:
        self.look = next(k for k in LOOKS if k.name == name)
        lists = [p.asked[name] for p in parts]
        size = len(self.look.numbers)
        self.numbers = np.concatenate([np.empty((0, size), dtype=np.int16), *(a.numbers for each in lists for a, _ in each)])
        self.words: list[list[Value]] = [[v for each in lists for a, _ in each for v in a.words[k]] for k in range(len(self.look.words))]
        self.label = np.array([y for each in lists for _, labels in each for y in labels], dtype=np.int64)
        counts = [sum(len(labels) for _, labels in each) for each in lists]
        self.part = np.repeat(np.arange(len(parts)), counts)
        self.weight = np.repeat([p.weight for p in parts], counts)

    def fit(self, chosen: Iterable[bool]) -> Trees:
        """Trees grown on the chosen reports; none where they hold too little."""
        keep = np.array(list(chosen))[self.part]
        label, weight = self.label[keep], self.weight[keep]
        if len(label) < _LEAST_EXAMPLES or len(set(label.tolist())) < 2:
            return Trees()
        kept = np.flatnonzero(keep).tolist()
        words = [[column[k] for k in kept] for column in self.words]
        tables = {name: _table(column, label) for name, column in zip(self.look.words, words, strict=True)}
        forest = Forest(self.look.numbers, self.look.words, Trees(tables=tables))
        rows = forest.coded(self.numbers[keep], words)
        model = HistGradientBoostingClassifier(
            max_iter=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=RAREST_LEAF, l2_regularization=1.0,
            early_stopping=False, random_state=0,
        )  # fmt: skip
        model.fit(rows, label, sample_weight=weight)
        return _written(model, tables)


def _table(column: Sequence[Value], label: NDArray[np.int64]) -> dict[str, int]:
    """Hundredths of log-odds of each value that is not too rare."""
    values, where, counts = np.unique(np.array([str(v) for v in column]), return_inverse=True, return_counts=True)
    right = np.bincount(where, weights=label)
    rate = float(label.mean())
    odds = [(r + DOUBT * rate) / (n - r + DOUBT * (1 - rate)) for r, n in zip(right.tolist(), counts.tolist(), strict=True)]
    return {str(v): round(100 * math.log(o)) for v, n, o in zip(values, counts.tolist(), odds, strict=True) if n >= RAREST}


def _written(model: HistGradientBoostingClassifier, tables: dict[str, dict[str, int]]) -> Trees:
    """A model's trees as data."""
    splits: list[int] = []
    sizes: list[int] = []
    leaves: list[int] = []
    for (tree,) in model._predictors:
        before, first = len(splits) // 4, len(leaves)
        _walk(tree.nodes, 0, first, splits, leaves)
        sizes.append(len(splits) // 4 - before)
    return Trees(round(1000 * float(model._baseline_prediction.item())), tables, splits, sizes, leaves)


def _walk(nodes: Any, at: int, first: int, splits: list[int], leaves: list[int]) -> None:
    """One node and what is below it: leaves are numbered from those for "no" to those for "yes"."""
    node = nodes[at]
    if node["is_leaf"]:
        leaves.append(round(1000 * float(node["value"])))
        return
    place, start = len(splits), len(leaves) - first
    splits += [int(node["feature_idx"]), math.floor(node["num_threshold"]), start, 0]
    _walk(nodes, int(node["left"]), first, splits, leaves)
    splits[place + 3] = len(leaves) - first
    _walk(nodes, int(node["right"]), first, splits, leaves)
