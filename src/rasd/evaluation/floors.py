"""Quality floors: F1 that the coder has reached on the parts of the corpus and must not fall below."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rasd.evaluation.corpus import GoldReport, corpus_folder
from rasd.evaluation.scorer import Comparison

if TYPE_CHECKING:
    from rasd.coding.coder import Coder

FLOORS = corpus_folder() / "floors.toml"
FIELDS = ("EVENT", "record", "initiators", "targets", "places", "date", "killed", "source")
TOLERANCE = 0.005
"""How much less is still the same: figures move in the third place with the versions of libraries."""
Floors = dict[str, dict[str, float]]


def read_floors() -> Floors:
    """Floors by part of the corpus and field."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def measure(coder: Coder, reports: Iterable[GoldReport]) -> dict[str, float]:
    """F1 of the fields that have floors."""
    comparison = Comparison()
    for item in reports:
        comparison.add(item.report.id, item.report.text, coder.code(item.report), item.events)
    figures = comparison.figures()
    return {name: round(figures[name].f1, 4) for name in FIELDS}
