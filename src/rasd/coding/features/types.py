"""Of a trigger that tells of an act: is this the act's type?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Act, Surroundings
from rasd.coding.clauses import Clause
from rasd.coding.context import Silence
from rasd.coding.scorers import Row, Shape, columns_of, shape
from rasd.coding.trees import LEAST, Asked, best_other, log_odds, narrow, odds_at

SHAPE: Shape = shape(
    "type",
    "type also lemma form rule cond n weak outcome kind uncond doc tolls own other before after v1 w1 governed short fw1 fv1 fv2",
    """type, also, type also, type lemma, rule type, cond, n also cond, weak also, outcome also type, type form, type kind, uncond also, type doc, type tolls, own type, own type cond,
    other type, type before, type after, type v1, type w1, type governed, own type short, type fw1, type fv1, type fv2, own type fv1,
    bag* type, bag* own""",
    bag="word classes and fields of meaning near it, what fills its clause's slots, types that the report surely tells",
)

NUMBERS: tuple[str, ...] = ("typed", "othertyped", "margin", "telling", "initiator", "target", "readings", "likes", "records", "context")
"""Of the second look: log-odds of the reading and of the trigger's best other one, and between them; of the trigger; of the act's surest initiator and
target. How many readings the trigger has, how many other acts of the report are of this type, how many acts it has. What the
network says of the reading."""
WORDS: tuple[str, ...] = ("type", "also", "instead", "type instead", "type form", "type initiatorgroup", "type targetgroup", "type initiatorid", "type targetid", "type counted", "type weapons", "type goods", "type targetkind", "type ranked")
"""`instead`: the type of the best other reading. Groups and ids of the surest initiator and target, counts by field and size, classes of weapons, whether
goods are named; how the target is named (a name, a leader, a person noun …) and its number, whether one person with a rank or office stands near; two names:
both values as one."""
_NEAR = 8
"""Words from a trigger to a rank or office near it."""
_LIKELY_ROLE = 0.3
LIKELY_COUNT, LARGE = 0.35, 2
"""Counts at least so likely say something of the type; one, or two and more."""


class Filling(NamedTuple):
    """What fills an act at first sight: its surest initiator and target, with their probabilities (-1: there is none), and its counts."""

    initiator: tuple[float, int] = (0.0, -1)
    target: tuple[float, int] = (0.0, -1)
    tolls: Mapping[str, int] = {}


def asked(around: Surroundings, acts: Sequence[Act], readings: Sequence[tuple[int, Act]], sure: NDArray[np.float32], filling: Sequence[Filling], context: Silence) -> Asked:
    """What the second look is asked about the readings of a report's acts: `readings` with the numbers of their acts, `sure`: what the first look gave,
    `context`: what the network says."""
    of_act = np.array([n for n, _ in readings], dtype=np.int64)
    odds = log_odds(sure).astype(np.int64)
    other, _, choices = best_other(of_act, odds)
    told = Counter(a.event_type for a in acts)
    roles = log_odds(np.array([[acts[n].probability, f.initiator[0], f.target[0]] for n, f in enumerate(filling)], dtype=np.float32))
    likes = [told[r.event_type] - (acts[n].event_type == r.event_type) for n, r in readings]
    best = odds_at(odds, other)
    numbers = np.stack([odds, best, np.where(other < 0, best, odds - best), *roles[of_act].T, choices, likes, np.full(len(odds), len(acts)), context.typed([r for _, r in readings])], axis=1)
    kept = np.flatnonzero(sure >= LEAST)
    described = [_described(around, act, f) for act, f in zip(acts, filling, strict=True)]
    best_others = other.tolist()
    rows: list[Row] = []
    for k in kept.tolist():
        n, r = readings[k]
        instead = readings[best_others[k]][1].event_type if best_others[k] >= 0 else ""
        joined = [f"{r.event_type} {value}" for value in (instead, r.trigger.entry.form, *described[n])]
        rows.append((r.event_type, r.reading.also, instead, *joined))
    return Asked(kept, narrow(numbers[kept]), columns_of(rows, range(len(WORDS))))


def _described(around: Surroundings, act: Act, filling: Filling) -> tuple[str, ...]:
    """Groups and ids of initiator and target, counts, weapons and goods of an act, how its target is named, and whether a person of rank stands near."""
    found = [n if p >= _LIKELY_ROLE else -1 for p, n in (filling.initiator, filling.target)]
    groups = [f"{around.group_of[n]}:{around.kind_of[n]}" if n >= 0 else "" for n in found]
    ids = [around.scan.actors[n].id if n >= 0 else "" for n in found]
    tolls = "+".join(f"{field}{size}" for field, size in sorted(filling.tolls.items()))
    weapons = "+".join(sorted({h.entry.lexeme.id.split(".")[0] for h in around.weapons_of.get(act.sentence, ())}))
    target = around.scan.actors[found[1]] if found[1] >= 0 else None
    kind = f"{target.kind} {target.number}" if target is not None else ""
    ranked = around.some(around.ranked, act.trigger.first - _NEAR, act.trigger.last + _NEAR)
    return *groups, *ids, tolls, weapons, str(act.sentence in around.goods_of), kind, str(ranked)


def bag(clause: Clause, around: Surroundings) -> list[str]:
    """The bag of a trigger, the same for all its readings."""
    return [*clause.classes, *clause.slots, *clause.fields, *around.sure_types]


def row(act: Act, clause: Clause, around: Surroundings) -> Row:
    """The row of one reading."""
    reading, trigger = act.reading, act.trigger
    entry, typ = trigger.entry, reading.event_type
    own = [r.event_type for r in around.own_readings[trigger.first]]
    scan = around.scan
    sentence = scan.sentences[act.sentence]
    conditioned = any(r.conditioned for r in trigger.types)
    return (
        typ, reading.also, entry.lexeme.lemma, entry.form, reading.trigger_id, reading.conditioned, min(len(own), 3), reading.weak, reading.outcome, sentence.kind,
        not reading.conditioned and conditioned, around.doc_types(typ), clause.tolls, own[0], next((o for o in own if o != typ), ""), clause.before, clause.after,
        around.stems[trigger.last] if trigger.last < sentence.last else "$", clause.word_before, clause.governed, len(scan.sentences) < 4,
        *clause.beside,
    )  # fmt: skip
