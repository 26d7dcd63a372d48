"""Is a record, with all that was read for it and beside the report's others, one to keep?"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.coding.acts import Surroundings
from rasd.coding.clauses import Clause
from rasd.coding.filled import Filled
from rasd.coding.scorers import Row, shape

SHAPE = shape(
    "record",
    """type form sure act report status kind acts toll number alike beside initiators targets places dated source nobody nothing
    role place count twin twinof weak outcome lemma opens""",
    """type, form, sure, sure form, sure type, act, act sure, report, report sure, report number, status, status type, kind, kind sure, kind acts, acts, acts sure,
    toll, toll type, number, alike, alike type, alike twin, beside, beside sure, initiators type, targets type, places type, initiators targets places, dated, dated report, source, source report,
    nobody, nobody type, nobody sure, nothing, nothing type, role, role sure, place, place sure, count, count type, twin, twin type, twin sure, twin kind, twinof, twinof type, twin twinof,
    weak sure, outcome sure, outcome toll, outcome type, lemma, lemma sure, opens, opens kind, bag*, bag* type""",
    bag="fields of meaning near its trigger, topics of the report",
)
_TENTH = 10
_MARKS = {"": "-", "one": "-", "same": "=", "other": "x"}


def rows(around: Surroundings, told: Sequence[Filled]) -> list[Row]:
    """One row for each record of a report, in order."""
    types = [f.group.head.event_type for f in told]
    sentences = [f.group.head.sentence for f in told]
    mean = sum(f.group.head.probability for f in told) / max(1, len(told))
    return [_row(around, told, n, types.count(types[n]), sentences.count(sentences[n]), mean) for n in range(len(told))]


def bag(around: Surroundings, clause: Clause) -> list[str]:
    """The bag of a record whose head's surroundings are `clause`."""
    return [*clause.fields, *around.topics]


def _row(around: Surroundings, told: Sequence[Filled], n: int, alike: int, beside: int, mean: float) -> Row:
    filled = told[n]
    group, head, entry = filled.group, filled.group.head, filled.group.head.trigger.entry
    roles, scan = filled.roles, around.scan
    people = [c.probability for chosen in roles.values() for c in chosen]
    places = [c.probability for c in filled.places]
    counts = [t.chosen.probability for t in filled.tolls.values()]
    twin, which = _twin(told, n)
    source = scan.sources[filled.source.n].kind if filled.source else ""
    return (
        head.event_type, entry.form, _tenth(head.probability), _tenth(max(a.probability for a in group.acts)), _tenth(mean), filled.status,
        scan.sentences[head.sentence].kind, min(len(group.acts), 4), bool(counts), min(len(told), 12) // 2, min(alike, 4), min(beside, 4),
        min(len(roles["initiators"]), 2), min(len(roles["targets"]), 2), min(len(places), 2), filled.date is not None, source,
        not people, not (people or places or counts), _tenth(max(people, default=0)), _tenth(max(places, default=0)), _tenth(max(counts, default=0)),
        twin, which, head.reading.weak, head.reading.outcome, entry.lexeme.lemma, head.sentence < 2,
    )  # fmt: skip


def _tenth(probability: float) -> int:
    return int(_TENTH * min(probability, 0.999))


def _twin(told: Sequence[Filled], n: int) -> tuple[str, str]:
    """Another record of the type that shares most with this one: what they share or contradict, and whether it is surer."""
    own, best, twin, which = told[n], -1, "", ""
    for k, other in enumerate(told):
        if k == n or other.group.head.event_type != own.group.head.event_type:
            continue
        said = [_MARKS[s] for s in own.details.compared(other.details)]
        score = 2 * said.count("=") - 3 * said.count("x") + 6
        if score > best:
            surer = other.group.head.probability > own.group.head.probability
            best, twin, which = score, "".join(said), f"{'later' if k > n else 'earlier'} {'surer' if surer else 'weaker'}"
    return twin, which
