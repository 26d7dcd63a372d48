"""Of a trigger that tells of an act: is this the act's type?"""

from __future__ import annotations

from rasd.coding.acts import Act, Surroundings
from rasd.coding.clauses import Clause
from rasd.coding.scorers import Row, shape

SHAPE = shape(
    "type",
    "type also lemma form rule cond n weak outcome kind uncond doc tolls own other before after v1 w1 governed short fw1 fv1 fv2",
    """type, also, type also, type lemma, rule type, cond, n also cond, weak also, outcome also type, type form, type kind, uncond also, type doc, type tolls, own type, own type cond,
    other type, type before, type after, type v1, type w1, type governed, own type short, type fw1, type fv1, type fv2, own type fv1,
    bag* type, bag* own""",
    bag="word classes and fields of meaning near it, what fills its clause's slots, types that the report surely tells",
)


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
