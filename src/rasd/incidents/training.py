"""Weights from people's own judgements: what accepted and rejected merges have in common, drawn to the built-in weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2

from rasd.errors import InputError
from rasd.incidents.comparisons import COMPARISONS
from rasd.incidents.record import Judgement, Record
from rasd.incidents.scoring import compare
from rasd.incidents.traits import TraitReader
from rasd.incidents.weights import Weight, Weights

STRENGTH = 20
"""The built-in weight counts as much as this many judged pairs that show the finding."""
_LEAST = 5
_SMOOTH = 0.5


def estimate(
    records: Mapping[str, Record], judgements: Sequence[Judgement], weights: Weights, reader: TraitReader
) -> Weights:
    """Weights in which each finding's bits are drawn towards how much oftener accepted pairs show it than rejected ones.

    `records`: by event id, all that judgements name. Raises InputError where a record is missing or fewer
    than five pairs were accepted or rejected.
    """
    for judgement in judgements:
        for event_id in (judgement.left, judgement.right):
            if event_id not in records:
                raise InputError(event_id, "is judged but not among the records", "give the records of all judgements")
    last = {tuple(sorted((j.left, j.right))): j.same for j in judgements}
    same = sum(last.values())
    if min(same, len(last) - same) < _LEAST:
        raise InputError(
            "--train",
            f"{same} accepted and {len(last) - same} rejected pairs are too few",
            f"judge at least {_LEAST} pairs each way",
        )
    places = {event_id: n for n, event_id in enumerate(records)}
    reader.restart()
    rows = [reader.row(record) for record in records.values()]
    found = compare(rows, reader, [(places[a], places[b]) for a, b in last])
    accepted = [f for f, is_same in zip(found, last.values(), strict=True) if is_same]
    rejected = [f for f, is_same in zip(found, last.values(), strict=True) if not is_same]
    estimated = dict(weights.findings)
    for comparison in COMPARISONS:
        for name in {f.name for f in comparison.findings}:
            key = comparison.name, name
            estimated[key] = _drawn(estimated[key], _counts(accepted, key), _counts(rejected, key))
    return Weights(estimated, weights.clustering)


def _counts(found: Sequence[Mapping[str, str]], key: tuple[str, str]) -> tuple[int, int]:
    """How many pairs show the finding, and how many there are."""
    return Counter(f[key[0]] for f in found)[key[1]], len(found)


def _drawn(built_in: Weight, accepted: tuple[int, int], rejected: tuple[int, int]) -> Weight:
    seen = accepted[0] + rejected[0]
    if not seen:
        return built_in
    own = log2((accepted[0] + _SMOOTH) / (accepted[1] + 1)) - log2((rejected[0] + _SMOOTH) / (rejected[1] + 1))
    bits = (seen * own + STRENGTH * built_in.bits) / (seen + STRENGTH)
    return Weight(round(bits, 2), f"{built_in.reason}; drawn from {built_in.bits:+.1f} by {seen} judged pairs")


def as_toml(weights: Weights) -> str:
    """The weights as a file that `--weights` reads."""
    lines: list[str] = []
    section = ""
    for (comparison, finding), weight in sorted(weights.findings.items()):
        if comparison != section:
            lines += ["", f"[{comparison}]"]
            section = comparison
        lines.append(f"{finding} = [{weight.bits}, {_quoted(weight.reason)}]")
    lines += ["", "[clustering]"]
    lines += [f"{name} = [{w.bits}, {_quoted(w.reason)}]" for name, w in weights.clustering.items()]
    return "\n".join(lines).lstrip() + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
