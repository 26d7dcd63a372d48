"""From examples to weights: logistic regression over the values of templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from rasd.coding.features.looks import SHAPES
from rasd.coding.scorers import Weights
from training.examples import Example, Examples

STRENGTH = {"detect": 0.08, "merge": 0.3, "date": 0.3, "source": 0.3, "status": 0.3}
"""Inverse of the regularisation; others take 0.15. Twice or half of it reports that were set aside are ranked alike."""
MOST = {"detect": 60_000, "type": 45_000, "roles": 45_000, "toll": 32_000, "places": 30_000, "merge": 12_000, "report": 6_000}
"""How many weights are kept, so that the packed table stays under 1 MB; of others 12,000."""
SMALLEST = 0.02
RAREST = 2
RAREST_WORD = 4


class Fitter:
    """The examples of one scorer as a sparse table, fitted on any choice of reports."""

    def __init__(self, name: str, parts: Sequence[Examples]) -> None:
        self.shape = next(s for s in SHAPES if s.name == name)
        examples: list[Example] = [e for p in parts for e in p.by_name[name]]
        self.part = np.array([n for n, p in enumerate(parts) for _ in p.by_name[name]], dtype=np.int64)
        self.weight = np.array([e.weight for e in examples], dtype=np.float64)
        self.labels = np.array([e.labels for e in examples], dtype=np.int64).reshape(len(examples), len(self.shape.outputs))
        self.names: list[tuple[str, tuple[str, ...]]] = []
        self.matrix = self._matrix(examples) if examples else csr_matrix((0, 0))

    def _matrix(self, examples: Sequence[Example]) -> csr_matrix:
        size = len(examples)
        columns = list(zip(*(e.row for e in examples), strict=True))
        coded = {c: np.unique(np.array([str(v) for v in values]), return_inverse=True) for c, values in zip(self.shape.columns, columns, strict=True)}
        at = np.repeat(np.arange(size), [len(e.bag) for e in examples])
        words, bag = np.unique(np.array([*chain.from_iterable(e.bag for e in examples)] or [""]), return_inverse=True)
        bag = bag[: len(at)]
        rows, features = [], []
        for template in self.shape.templates:
            parts = [coded[c] for c in template.split() if not c.endswith("*")]
            if "*" in template:
                found = self._template(template, [(words, bag), *((v, c[at]) for v, c in parts)], RAREST_WORD)
                rows.append(at[found >= 0])
            else:
                found = self._template(template, parts, RAREST)
                rows.append(np.arange(size)[found >= 0])
            features.append(found[found >= 0])
        r, c = np.concatenate(rows), np.concatenate(features)
        return csr_matrix((np.ones(len(r)), (r, c)), shape=(size, len(self.names)))

    def _template(self, template: str, parts: list[tuple[NDArray[np.str_], NDArray[np.int64]]], rarest: int) -> NDArray[np.int64]:
        """Number of each row's feature of a template, -1 for rare ones; new features get names."""
        key = np.zeros(len(parts[0][1]), dtype=np.int64)
        for values, codes in parts:
            key = key * len(values) + codes
        unique, where, counts = np.unique(key, return_inverse=True, return_counts=True)
        number = np.full(len(unique), -1, dtype=np.int64)
        for k in np.flatnonzero(counts >= rarest):
            rest, said = int(unique[k]), []
            for values, _ in reversed(parts):
                rest, code = divmod(rest, len(values))
                said.append(str(values[code]))
            number[k] = len(self.names)
            self.names.append((template, tuple(reversed(said))))
        return number[where]

    def fit(self, chosen: Iterable[bool]) -> Weights:
        """Weights of all outputs, small ones left out, learned from the chosen reports."""
        if not len(self.weight):
            return Weights()
        keep = np.array(list(chosen))[self.part]
        matrix, weight = self.matrix[keep], self.weight[keep]
        bias, columns = [], []
        for k in range(len(self.shape.outputs)):
            label = self.labels[keep, k]
            known = label >= 0
            coefficients, constant = _regress(matrix[known], label[known], weight[known], STRENGTH.get(self.shape.name, 0.15))
            columns.append(coefficients)
            bias.append(round(constant, 2))
        table = np.stack(columns, axis=1)
        # what is large and not too rare decides most: pruned so, scorers rank new reports as well as whole ones
        strength = np.abs(table).max(axis=1, initial=0) * np.asarray(matrix.sum(axis=0)).ravel() ** 0.25
        strongest = np.sort(strength)[-MOST.get(self.shape.name, 12_000) :]
        return self._written(bias, table, np.flatnonzero(strength >= max(float(strongest[0]) if strongest.size else 0.0, SMALLEST)))

    def _written(self, bias: list[float], table: NDArray[np.float64], kept: NDArray[np.int64]) -> Weights:
        """Values numbered by first use, weights in hundredths."""
        numbers: dict[str, dict[str, int]] = defaultdict(dict)
        lines: dict[str, list[int]] = defaultdict(list)
        for n in kept:
            template, values = self.names[n]
            for column, value in zip(template.split(), values, strict=True):
                known = numbers["*" if column.endswith("*") else column]
                lines[template].append(known.setdefault(value, len(known) + 1))
            lines[template] += [round(100 * float(w)) for w in table[n]]
        bag = list(numbers.pop("*", {}))
        return Weights({c: list(v) for c, v in sorted(numbers.items())}, bag, bias, dict(lines))


def _regress(matrix: csr_matrix, label: NDArray[np.int64], weight: NDArray[np.float64], strength: float) -> tuple[NDArray[np.float64], float]:
    if len(set(label.tolist())) < 2:
        return np.zeros(matrix.shape[1]), 5.0 if label.size and label[0] else -5.0
    model = LogisticRegression(C=strength, max_iter=400, tol=0.01, solver="liblinear")
    model.fit(matrix, label, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])
