"""Linear scorers over features a person can read, kept as data and trained from the project's corpus."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp

import msgspec

SCORERS = ("detect", "tell", "type", "merge", "initiators", "supporters", "targets", "places", "date", "toll", "source",
           "alleged", "attempted", "planned", "denied", "confidence")  # fmt: skip


ROLES = ("initiators", "supporters", "targets")
STATUSES = ("alleged", "attempted", "planned", "denied")


class Scorer:
    """Weights by feature; `probability` is the logistic of their sum."""

    __slots__ = ("weights",)

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights

    def probability(self, features: Iterable[str]) -> float:
        """Between 0 and 1; features without a weight count nothing."""
        get = self.weights.get
        total = get("bias", 0.0)
        for feature in features:
            total += get(feature, 0.0)
        if total < -30:
            return 0.0
        return 1.0 / (1.0 + exp(-total))

    def reasons(self, features: Iterable[str], most: int = 5) -> list[tuple[str, float]]:
        """The features that weigh most, with their weights."""
        weighed = [(f, self.weights[f]) for f in features if f in self.weights]
        return sorted(weighed, key=lambda w: -abs(w[1]))[:most]


class JointScorer:
    """Several scorers over the same features, each looked up once."""

    __slots__ = ("bias", "weights")

    def __init__(self, scorers: list[Scorer]) -> None:
        names = {f for s in scorers for f in s.weights}
        self.bias = tuple(s.weights.get("bias", 0.0) for s in scorers)
        self.weights = {f: tuple(s.weights.get(f, 0.0) for s in scorers) for f in names}

    def probabilities(self, features: Iterable[str]) -> tuple[float, ...]:
        """One probability for each scorer."""
        get = self.weights.get
        found = [w for f in features if (w := get(f)) is not None]
        return tuple(1.0 / (1.0 + exp(-max(sum(column), -30.0))) for column in zip(self.bias, *found, strict=True))


class Scorers:
    """All scorers by name."""

    def __init__(self, weights: dict[str, dict[str, float]]) -> None:
        self.by_name = {name: Scorer(weights.get(name, {})) for name in SCORERS}
        self.roles = JointScorer([self.by_name[name] for name in ROLES])
        self.statuses = JointScorer([self.by_name[name] for name in STATUSES])

    def __getitem__(self, name: str) -> Scorer:
        return self.by_name[name]


@cache
def built_in_scorers() -> Scorers:
    """The scorers shipped with the package."""
    data = files("rasd.coding").joinpath("data/scorers.json").read_bytes()
    return Scorers(msgspec.json.decode(data, type=dict[str, dict[str, float]]))
