"""Of a record whose fields are filled: which of its head's readings is its type, now that is known who did what to whom with what toll?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from rasd.coding.acts import Act, Key, Surroundings
from rasd.coding.filled import Chosen, Filled
from rasd.coding.scorers import Value
from rasd.coding.trees import MISSING, Asked, log_odds, narrow

NUMBERS: tuple[str, ...] = (
    "typed", "again", "ahead", "taken", "telling", "readings", "tellings", "alike", "likes", "records",
    "killed", "wounded", "detained", "abducted", "released", "displaced", "initiators", "targets", "places", "initiator", "target", "place",
)  # fmt: skip
"""Log-odds of the reading at the first and at the second look, and how far it is ahead of the head's best other one; whether it is the one taken so
far; log-odds of the head; the head's readings, the record's tellings, those of this type among them, other records of the type, records of the
report. The counts (MISSING: none); how many initiators, targets and places, and log-odds of the surest of each."""
WORDS: tuple[str, ...] = (
    "type", "taken", "type taken", "type form", "type lemma", "type initiatorgroup", "type targetgroup", "type initiatorid", "type targetid", "type groups", "type counted",
    "type weapons", "type goods", "type beside", "type status",
)  # fmt: skip
"""Two names: both values as one. `taken`: the type taken so far; `beside`: the types of the record's other tellings; `groups`: those of both sides;
`counted`: the fields with a count."""
_COUNTED = ("killed", "wounded", "detained", "abducted", "released", "displaced")
_MOST = 1000


def readings(told: Sequence[Filled]) -> list[tuple[int, Act]]:
    """Every reading of every record's head, with the record's number."""
    return [(n, f.group.head.read_as(r)) for n, f in enumerate(told) for r in f.group.head.trigger.types]


def asked(around: Surroundings, told: Sequence[Filled], read: Sequence[tuple[int, Act]], sure: Mapping[Key, tuple[float, float]]) -> Asked:
    """What is asked about the `readings` of a report's records; `sure`: what the first and the second look gave each reading."""
    odds = log_odds(np.array([sure.get(act.key, (0.0, 0.0)) for _, act in read], dtype=np.float32)).astype(np.int64)
    best: dict[int, list[int]] = {}
    for (n, _), found in zip(read, odds[:, 1].tolist(), strict=True):
        best.setdefault(n, []).append(found)
    types = Counter(f.group.head.event_type for f in told)
    described = [_described(around, f) for f in told]
    numbers, rows = [], []
    for (n, act), (typed, again) in zip(read, odds.tolist(), strict=True):
        filled, kind = told[n], act.event_type
        head = filled.group.head
        others = sorted(best[n], reverse=True)
        rival = others[1] if len(others) > 1 and others[0] == again else others[0]
        numbers.append([
            typed, again, again - rival if len(others) > 1 else MISSING, kind == head.event_type, _odds(head.probability), len(others), len(filled.group.acts),
            sum(a.event_type == kind for a in filled.group.acts), types[kind] - (kind == head.event_type), len(told), *_counts(around, filled, kind),
            *(len(each) for each in _filling(filled)), *(_odds(max((c.probability for c in each), default=0.0)) for each in _filling(filled)),
        ])  # fmt: skip
        rows.append([kind, head.event_type, *(f"{kind} {value}" for value in (head.event_type, head.trigger.entry.form, head.trigger.entry.lexeme.lemma, *described[n]))])
    columns: list[list[Value]] = [[row[k] for row in rows] for k in range(len(WORDS))]
    return Asked(np.arange(len(read)), narrow(np.array(numbers, dtype=np.int64)), columns)


def _filling(filled: Filled) -> tuple[list[Chosen], list[Chosen], list[Chosen]]:
    return filled.roles["initiators"], filled.roles["targets"], filled.places


def _odds(probability: float) -> int:
    return int(log_odds(np.array([probability], dtype=np.float32))[0])


def _counts(around: Surroundings, filled: Filled, kind: str) -> list[int]:
    """The least of each count, were the record of a type."""
    found = {around.toll_field(t.chosen.n, kind): min(t.low, _MOST) for t in filled.tolls.values()}
    return [found.get(field, MISSING) for field in _COUNTED]


def _described(around: Surroundings, filled: Filled) -> list[str]:
    """Groups and ids of the sides, fields with a count, weapons and goods, the other tellings' types, the status."""
    group, sides = filled.group, (filled.roles["initiators"], filled.roles["targets"])
    ids = ["+".join(sorted({around.scan.actors[c.n].id for c in side})) for side in sides]
    groups = ["+".join(sorted({f"{around.group_of[c.n]}:{around.kind_of[c.n]}" for c in side})) for side in sides]
    weapons = "+".join(sorted({h.entry.lexeme.id.split(".")[0] for h in around.weapons_of.get(group.head.sentence, ())}))
    beside = "+".join(sorted({a.event_type for a in group.acts if a.trigger.first != group.head.trigger.first}))
    return [*groups, *ids, " > ".join(groups), "+".join(sorted(filled.tolls)), weapons, str(group.head.sentence in around.goods_of), beside, filled.status]
