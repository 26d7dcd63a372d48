"""Does this trigger, by itself, tell of an act that is to be coded?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Surroundings, bucket
from rasd.coding.clauses import Clause
from rasd.coding.context import Silence
from rasd.coding.mentions import TriggerMention
from rasd.coding.scorers import Row, Shape, shape
from rasd.coding.trees import MISSING, Asked, best_other, log_odds, narrow, numbered, odds_at

SHAPE: Shape = shape(
    "detect",
    """lemma form definite fw number prefix suffix type type2 n weak outcome cond status rule rule2 kind pos short armed near actors
    place time toll owntoll who strong doc long before before2 after after2 w1 w2 v1 v2 v3 and earlier
    ptype pform pgap pres ntype nform ngap nres governed clause tollclause agent fw1 fv1 fv2""",
    """lemma, lemma form definite, lemma fw, lemma kind, lemma short, form, form definite, fw, fw weak, fw outcome, fw prefix, fw suffix,
    number form definite, type, type form, type kind, type definite, type2 type, n, rule, rule2, weak, outcome, cond, cond type, status,
    kind, kind form, pos form, pos kind, armed, near, near form, near weak, actors, place, time, who, who form, who short, toll owntoll, toll owntoll type, strong, strong form weak,
    strong outcome, strong outcome type, outcome owntoll, outcome kind, doc, weak doc, weak armed, weak place, weak owntoll, long,
    before form definite, before2 form, after form, after weak, after type, before after form, after2 form, after after2 form,
    w1, w1 form, w1 definite form, w2, v1, v1 form, v2, v3, v1 type, w1 type, lemma v1, lemma w1, lemma after, lemma before,
    and form, earlier form definite, earlier kind, earlier type, short, short fw, short who, short outcome strong, short near,
    ptype type, pform form, ptype pres form, pres pgap form, pgap form, ntype type, nform form, ntype nres form, nres ngap form, ngap form,
    ptype type pres, ntype type nres, governed form, governed fw, clause form, clause type, clause short, tollclause type, tollclause outcome, agent form, agent type, fw1, fw1 form, fw1 type, fv1, fv1 form, fv1 type, lemma fv1, fv2, fv2 form, fv2 type,
    bag*, bag* type, bag* form, bag* fw""",
    bag="word classes and fields of meaning near it, topics of the report, what fills its clause's slots, marks of the sentence",
)
NUMBERS: tuple[str, ...] = (
    "opening", "inline", "kindred", "earlierkin", "laterkin", "titled", "leftward", "rightward", "overall", "opened", "rank", "openings", "allopenings", "line", "depth", "matter", "matterhere", "context", "contextmatter",
)  # fmt: skip
"""Of the second look: log-odds of the first. The surest other trigger of the sentence; of the sentence and type; of the type before and after it; of
the title; the trigger before and after it in the sentence. The report's triggers on average, how many are likely; its place among those of the
sentence, how many they are, how many the report has; its sentence, and how far down the report that is. What
the words of the report, and those of the sentence, say of whether it tells of any act. What the network says of the trigger, and of the report."""
_WORDS = """type type2 form fw definite number prefix suffix weak outcome cond status kind pos short armed near actors place time owntoll who
    strong doc long before before2 after after2 ptype pform pgap pres ntype nform ngap nres governed clause tollclause agent"""
WORDS: tuple[str, ...] = tuple(_WORDS.split())
_PERCENT = 100
_MARKERS = ("negation", "habitual", "plan", "attempt", "hedge", "denial", "accusation", "analysis", "accident", "sport", "culture",
            "recalled", "result", "support", "among")  # fmt: skip
_TYPE = SHAPE.columns.index("type")
_TOPICS = frozenset({"analysis", "accident", "sport", "culture", "habitual"})


def row(around: Surroundings, trigger: TriggerMention, clause: Clause) -> tuple[Row, list[str]]:
    """The row of one trigger and its bag."""
    scan, number = around.scan, clause.number
    sentence, entry = scan.sentences[number], trigger.entry
    own = around.own_readings[trigger.first]
    weak = outcome = True
    conditioned = False
    status = ""
    for r in own:
        weak, outcome = weak and r.weak, outcome and r.outcome
        conditioned, status = conditioned or r.conditioned, status or r.status
    first, last = trigger.first, trigger.last
    near, armed = 99, 0
    actors = around.actors_of.get(number, ())
    for n in actors:
        if scan.actors[n].id in around.armed:
            armed += 1
            near = min(near, abs(scan.actors[n].first - last))
    tolls = [n for n in around.tolls_of.get(number, ()) if around.plain_tolls[n]]
    own_toll = any(first <= scan.tolls[n].word < last for n in tolls)
    place, time = number in around.places_of, number in around.times_of
    definite = trigger.prefix.endswith("ال") or bool(trigger.suffix)
    before, after = _neighbours(around, trigger, number)
    strong = any(around.strong_triggers[k] and scan.triggers[k].first != first for k in around.triggers_of[number])
    begin, end = clause.limits
    here = sum(1 for n in around.places_of.get(number, ()) if begin <= scan.places[n].first < end)
    when = any(begin <= scan.times[n].first < end for n in around.times_of.get(number, ()))
    doers = [n for n in actors if begin <= scan.actors[n].first < end]
    counted = "+".join(sorted({scan.tolls[n].field for n in tolls if begin <= scan.tolls[n].word < end}))
    stems = around.stems
    values: Row = (
        entry.lexeme.lemma, entry.form, definite, f"{entry.form} {entry.tense} {entry.voice}", entry.number, trigger.prefix[:1], bool(trigger.suffix),
        own[0].event_type, own[1].event_type if len(own) > 1 else "", min(len(own), 4), weak, outcome, conditioned, status, own[0].trigger_id,
        own[1].trigger_id if len(own) > 1 else "", sentence.kind, min(first - sentence.first, 4), len(scan.sentences) < 4, bool(armed), bucket(near), min(len(actors), 3),
        place, time, bool(tolls), own_toll, f"{bool(armed):d}{place:d}{time:d}{bool(tolls):d}", strong, bool(around.armed) or len(scan.sentences) < 4, last - first > 1,
        clause.before, clause.before2, clause.after, clause.after2,
        clause.word_before, stems[first - 2] if first - 2 >= sentence.first else "^", stems[last] if last < sentence.last else "$",
        stems[last + 1] if last + 1 < sentence.last else "$", stems[last + 2] if last + 2 < sentence.last else "$",
        clause.word_before == "و" or trigger.prefix.startswith("و"), around.earlier(own[0].event_type, first),
        *before, *after, clause.governed, f"{min(here, 2)}{when:d}{min(len(doers), 2)}", counted, any(i in scan.agent_words for i in range(last, min(last + 8, end))),
        *clause.beside,
    )  # fmt: skip
    return values, [*clause.classes, *clause.slots, *clause.fields, *_marked(around, trigger, number), *around.topics]


def asked(around: Surroundings, rows: Sequence[Row], sure: NDArray[np.float32], matter: NDArray[np.float32], context: Silence, words: Sequence[str]) -> Asked:
    """What the second look is asked about each trigger of a report; `sure`: what the first look gave, `matter`: of the report and of its sentences,
    `context`: what the network says, `words`: columns of the first look."""
    scan = around.scan
    odds, matters = log_odds(sure).astype(np.int64), log_odds(matter).astype(np.int64)
    sentence = np.array([scan.sentence_of[t.first] for t in scan.triggers], dtype=np.int64)
    of_type = numbered([row[_TYPE] for row in rows])
    inline, rank, openings = best_other(sentence, odds)
    kindred = best_other(sentence * len(odds) + of_type, odds)[0]
    titled = np.array([scan.sentences[s].kind == "title" for s in sentence.tolist()])
    earlier = _best_before(sentence.tolist(), of_type.tolist(), odds.tolist())
    later = _best_before(sentence[::-1].tolist(), of_type[::-1].tolist(), odds[::-1].tolist())[::-1]
    beside = sentence[1:] == sentence[:-1]
    none = np.full(len(odds), MISSING)
    left, right = none.copy(), none.copy()
    left[1:], right[:-1] = np.where(beside, odds[:-1], MISSING), np.where(beside, odds[1:], MISSING)
    numbers = np.stack(
        [
            odds, odds_at(odds, inline), odds_at(odds, kindred), earlier, later,
            none if not titled.any() else np.full(len(odds), odds[titled].max()), left, right, np.full(len(odds), int(odds.mean())), np.full(len(odds), (odds > 0).sum()), rank,
            openings, np.full(len(odds), len(odds)), sentence, _PERCENT * sentence // len(scan.sentences),
            np.full(len(odds), matters[0]), matters[1 + sentence], context.telling, np.full(len(odds), context.matter),
        ],
        axis=1,
    )  # fmt: skip
    return Asked(np.arange(len(odds)), narrow(numbers), SHAPE.values(rows, words))


def _best_before(sentences: Sequence[int], types: Sequence[int], odds: Sequence[int]) -> list[int]:
    """For each trigger the best of its type in the sentences that come before its own."""
    best: dict[int, int] = {}
    here: dict[int, int] = {}
    found = []
    for n, (kind, odd) in enumerate(zip(types, odds, strict=True)):
        if n and sentences[n] != sentences[n - 1]:
            best |= {k: max(best.get(k, MISSING), v) for k, v in here.items()}
            here = {}
        here[kind] = max(here.get(kind, MISSING), odd)
        found.append(best.get(kind, MISSING))
    return found


def _neighbours(around: Surroundings, trigger: TriggerMention, number: int) -> tuple[Row, Row]:
    """Type, form and distance of the triggers before and after in the sentence, and whether a result is told between."""
    here = around.triggers_of[number]
    triggers = around.scan.triggers
    k = next(n for n, t in enumerate(here) if triggers[t].first == trigger.first)
    before: Row = ("", "", 99, False)
    after: Row = ("", "", 99, False)
    if k:
        other = triggers[here[k - 1]]
        gap = bucket(trigger.first - other.last)
        before = (other.types[0].event_type, other.entry.form, gap, around.results(other.last, trigger.first + 1) > 0)
    if k + 1 < len(here):
        other = triggers[here[k + 1]]
        gap = bucket(other.first - trigger.last)
        after = (other.types[0].event_type, other.entry.form, gap, around.results(trigger.last, other.first + 1) > 0)
    return before, after


def _marked(around: Surroundings, trigger: TriggerMention, number: int) -> list[str]:
    out = []
    sentence = around.scan.sentences[number]
    before, after = max(trigger.first - 6, sentence.first), min(trigger.last + 6, sentence.last)
    for name in _MARKERS:
        positions = around.markers.get(name)
        if not positions:
            continue
        if around.some(positions, before, trigger.last):
            out.append("b:" + name)
        if around.some(positions, trigger.last, after):
            out.append("a:" + name)
        if name in _TOPICS:
            out.append("doc:" + name)
            if around.some(positions, sentence.first, sentence.last):
                out.append("s:" + name)
    return out
