"""Is a record, with all that was read for it and beside the report's others, one to keep?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Surroundings
from rasd.coding.clauses import Clause
from rasd.coding.context import Silence
from rasd.coding.filled import Filled
from rasd.coding.scorers import Row, Shape, shape
from rasd.coding.trees import Asked, best_other, log_odds, narrow, odds_at

SHAPE: Shape = shape(
    "record",
    """type form sure act report status kind acts toll number alike beside initiators targets places dated source nobody nothing
    role place count twin twinof weak outcome lemma opens""",
    """type, form, sure, sure form, sure type, act, act sure, report, report sure, report number, status, status type, kind, kind sure, kind acts, acts, acts sure,
    toll, toll type, number, alike, alike type, alike twin, beside, beside sure, initiators type, targets type, places type, initiators targets places, dated, dated report, source, source report,
    nobody, nobody type, nobody sure, nothing, nothing type, role, role sure, place, place sure, count, count type, twin, twin type, twin sure, twin kind, twinof, twinof type, twin twinof,
    weak sure, outcome sure, outcome toll, outcome type, lemma, lemma sure, opens, opens kind, bag*, bag* type""",
    bag="fields of meaning near its trigger, topics of the report",
)
NUMBERS: tuple[str, ...] = (
    "weighed", "nextrecord", "matter", "matterhere", "head", "surest", "report", "initiator", "target", "place", "toll", "date", "source", "tellings", "records", "likes", "besides",
    "initiators", "targets", "places", "tolls", "line", "lines", "context", "contextmatter",
)  # fmt: skip
"""Of the second look: log-odds of the first, and of the report's surest other record; what the words of the report, and those of the sentence, say of
whether it tells of any act; log-odds of the record's head, its surest telling, the report's heads on average; of the surest in each field.
Tellings, records of the report, those of the type, those of the sentence; how many fill each field; the sentence, and how many the report has.
What the network says of the surest telling, and of the report."""
WORDS: tuple[str, ...] = ("type", "form", "status", "kind", "twin", "twinof", "source", "weak", "outcome", "nobody", "nothing")
_TENTH = 10
_MOST = 1000
_MARKS = {"": "-", "one": "-", "same": "=", "other": "x"}


def rows(around: Surroundings, told: Sequence[Filled]) -> list[Row]:
    """One row for each record of a report, in order."""
    types = [f.group.head.event_type for f in told]
    sentences = [f.group.head.sentence for f in told]
    mean = sum(f.group.head.probability for f in told) / max(1, len(told))
    return [_row(around, told, n, types.count(types[n]), sentences.count(sentences[n]), mean) for n in range(len(told))]


def asked(around: Surroundings, told: Sequence[Filled], rows: Sequence[Row], sure: NDArray[np.float32], matter: NDArray[np.float32], context: Silence, words: Sequence[str]) -> Asked:
    """What the second look is asked about each record; `sure`: what the first look gave, `matter`: of the report and of its sentences, `context`: what
    the network says, `words`: columns of the first look."""
    heads = [f.group.head for f in told]
    mean = sum(a.probability for a in heads) / len(heads)
    types, sentences = Counter(a.event_type for a in heads), Counter(a.sentence for a in heads)
    odds, counts = [], []
    for f, head in zip(told, heads, strict=True):
        filling = [f.roles["initiators"], f.roles["targets"], f.places, [t.chosen for t in f.tolls.values()]]
        one = [[c] if c else [] for c in (f.date, f.source)]
        surest = [max((c.probability for c in chosen), default=0.0) for chosen in (*filling, *one)]
        odds.append([head.probability, max(a.probability for a in f.group.acts), mean, *surest])
        counts.append([
            len(f.group.acts), len(told), types[head.event_type], sentences[head.sentence], *map(len, filling), head.sentence, len(around.scan.sentences),
        ])  # fmt: skip
    first, matters = log_odds(sure), log_odds(matter)
    next_best = odds_at(first, best_other(np.zeros(len(told), dtype=np.int64), first)[0])
    here = matters[[1 + a.sentence for a in heads]]
    by_context = np.array([[context.telling[context.heads(f.group.acts)].max(), context.matter] for f in told], dtype=np.int64)
    numbers = np.column_stack(
        [
            first, next_best, np.full(len(told), matters[0]), here, log_odds(np.array(odds, dtype=np.float32)), np.array(counts, dtype=np.int64).clip(0, _MOST),
            by_context,
        ]
    )  # fmt: skip
    return Asked(np.arange(len(told)), narrow(numbers), SHAPE.values(rows, words))


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
