"""Labelled rows from gold reports: what each scorer should have said."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple

from rasd.coding.acts import Act, Surroundings
from rasd.coding.crowds import called
from rasd.coding.deciding import DETECT, Decider, may_be_one
from rasd.coding.features import detection, merging
from rasd.coding.features.claims import Wanted, spot
from rasd.coding.features.claims import asked as beside
from rasd.coding.features.looks import LOOKS
from rasd.coding.features.roles import ROLES
from rasd.coding.features.statuses import STATUSES
from rasd.coding.learned import Scorers
from rasd.coding.mentions import Scan
from rasd.coding.scorers import Bag, Row
from rasd.coding.trees import Asked
from rasd.coding.weighing import FIELDS
from rasd.evaluation.scorer import same_place, source_same

Gold = dict[str, Any]


class Example(NamedTuple):
    """One row with its labels (1, 0, or -1 where the gold does not say)."""

    row: Row
    bag: Bag
    labels: tuple[int, ...]
    weight: float


class Examples:
    """Labelled rows by scorer and by second look."""

    def __init__(self, weight: float = 1.0) -> None:
        self.weight = weight
        self.by_name: dict[str, list[Example]] = defaultdict(list)
        self.asked: dict[str, list[tuple[Asked, list[int]]]] = defaultdict(list)
        """By second look: what its trees are asked, and what they should say."""
        self.told: dict[int, int] = {}
        """Triggers that tell of an act (1) or of none (0)."""

    def tell(self, number: int, described: tuple[Row, Bag], label: bool, weight: float = 1.0) -> None:
        self.add("detect", described[0], label, weight, described[1])
        self.told[number] = int(label)

    def add(self, name: str, row: Row, label: bool | Sequence[int], weight: float = 1.0, bag: Bag = ()) -> None:
        labels = tuple(label) if isinstance(label, Sequence) else (int(label),)
        self.by_name[name].append(Example(row, bag, labels, weight * self.weight))


def gold_spans(text: str, trigger: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(trigger), text)]


def gold_met(scan: Scan, spans: list[list[tuple[int, int]]], gold: list[Gold]) -> dict[int, int]:
    """Gold acts that a trigger of their own type stands over, with the first word of the best such trigger."""
    found: dict[int, tuple[bool, int]] = {}
    for trigger in scan.triggers:
        start, end = scan.span(trigger.first, trigger.last)
        types = {r.event_type for r in trigger.types}
        for k, ss in enumerate(spans):
            if gold[k]["event_type"] in types and any(s < end and start < e for s, e in ss):
                also = next(r.also for r in trigger.types if r.event_type == gold[k]["event_type"])
                found[k] = min(found.get(k, (True, 10**9)), (also, trigger.first))
    return {k: first for k, (_, first) in found.items()}


def collect(around: Surroundings, gold: list[Gold], out: Examples, known: frozenset[str] = frozenset()) -> list[tuple[Act, int | None]]:
    """All examples of one report but those of `merge`, and the acts they are about with their gold acts.

    `known` are event types that the report is known to tell elsewhere: read alone, words for them may tell an act.
    """
    scan = around.scan
    text = scan.report.text
    spans = [[s for words in (g["trigger"], *g.get("mentions", ())) for s in gold_spans(text, words)] for g in gold]
    acts: list[tuple[Act, int | None]] = []
    decider = Decider(around, Scorers({}))
    met = gold_met(scan, spans, gold)
    for number, trigger in enumerate(scan.triggers):
        start, end = scan.span(trigger.first, trigger.last)
        over = [k for k, ss in enumerate(spans) if any(s < end and start < e for s, e in ss)]
        types = {gold[k]["event_type"] for k in over}
        sentence = scan.sentence_of[trigger.first]
        low, high = scan.span(scan.sentences[sentence].first, scan.sentences[sentence].last)
        near = {g["event_type"] for g, ss in zip(gold, spans, strict=True) for s, _ in ss if low <= s < high}
        described = detection.row(around, trigger, decider.clauses[number])
        readings = {r.event_type: Act(trigger, r, sentence) for r in trigger.types}
        if over:
            right = types & readings.keys()
            if right and not any(met.get(k) == trigger.first or len(spans[k]) > 1 for k in over):
                continue
            if right:
                out.tell(number, described, True)
                for event_type, act in readings.items():
                    row, bag = decider.type_row(act)
                    out.add("type", row, event_type in right, bag=bag)
                    if event_type in right:
                        acts.append((act, next(k for k in over if gold[k]["event_type"] == event_type)))
            elif all(k in met for k in over):
                out.tell(number, described, False)
            continue
        own = [a for a in readings.values() if not a.reading.also]
        elsewhere = [a for a in own if any(g["event_type"] == a.event_type for g in gold)]
        if not any(a.event_type in near or a.event_type in known for a in own):
            title = scan.sentences[sentence].kind != "body"
            out.tell(number, described, False, 1.0 if not elsewhere else 0.1 if title else 0.5)
        acts += [(a, None) for a in elsewhere]
    for act, k in acts:
        if k is not None:
            _arguments(decider, act, gold[k], out)
    return acts


def tellings(decider: Decider, out: Examples) -> None:
    """Triggers beside the report's others; `decider` has scorers that have not seen the report."""
    rows, sure = decider.at_first_sight()
    for look in (k for k in LOOKS if k.scorer == "detect" and out.told):
        asked = detection.asked(decider.around, rows, sure, decider.matter(), decider.context, look.words)
        out.asked[look.name].append((asked.of(list(out.told)), list(out.told.values())))


def typings(decider: Decider, acts: list[tuple[Act, int | None]], gold: list[Gold], out: Examples) -> None:
    """Readings of the triggers of gold acts beside what fills them; `decider` has scorers that have not seen the report."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for act, k in acts:
        if k is not None:
            wanted[act.trigger.first].add(gold[k]["event_type"])
    told = decider.acts()
    readings = [a.read_as(r) for a in told for r in a.trigger.types]
    if told:
        asked = decider.typings(told, readings, decider.typed(readings))
        keys = [(readings[k].trigger.first, readings[k].event_type) for k in asked.rows.tolist()]
        lines = [n for n, (first, _) in enumerate(keys) if first in wanted]
        labels = [int(event_type in wanted[first]) for first, event_type in (keys[n] for n in lines)]
        out.asked["type"].append((asked.of(lines), labels))


def claims(decider: Decider, acts: list[tuple[Act, int | None]], gold: list[Gold], out: Examples) -> None:
    """Claims of the gold's acts beside those of acts that were found; `decider` has scorers that have not seen the report."""
    told = decider.acts()
    sure = {a.trigger.first: a.probability for a in told}
    of_gold = {a.key: (a.with_probability(sure.get(a.trigger.first, DETECT)), k) for a, k in reversed(acts) if k is not None}
    begun = {a.trigger.first for a, _ in of_gold.values()}
    both = [a for a in told if a.trigger.first not in begun] + [a for a, _ in of_gold.values()]
    for field in FIELDS:
        found = decider.weighing.claims(field, sorted(both, key=lambda a: a.trigger.first))
        if found is not None:
            right = {
                a.key: right_mentions(field.name, decider.around, a, gold[k], decider.weighing.candidates(field, a))
                for a, k in of_gold.values()
                if field.name not in ("date", "source") or gold[k].get(field.name)
            }
            for look in (k for k in LOOKS if k.scorer == field.name):
                (asked,) = beside(decider.around, [Wanted(found, look.output, look.words)])
                claimed = [(found.acts[k].key, found.mentions[m]) for k, m in (found.pairs.at[pair] for pair in asked.rows.tolist())]
                kept = [line for line, (key, _) in enumerate(claimed) if key in right]
                labels = [int(claimed[line][1] in right[claimed[line][0]][look.output]) for line in kept]
                out.asked[look.name].append((asked.of(kept), labels))


def merges(decider: Decider, acts: list[tuple[Act, int | None]], gold: list[Gold], out: Examples) -> None:
    """Pairs of acts; `decider` has scorers that have not seen the report."""
    around = decider.around
    counts = Counter(g["event_type"] for g in gold)
    decider.weighing.score([a for a, _ in acts])
    for i, (a, ka) in enumerate(acts):
        for b, kb in acts[i + 1 :]:
            if not may_be_one(around, a, b):
                continue
            one = is_one(ka, kb, a, b, counts)
            if one is not None:
                out.add("merge", merging.row(around, a, b, decider.details(a), decider.details(b)), one)


def pairings(decider: Decider, acts: list[tuple[Act, int | None]], gold: list[Gold], out: Examples) -> None:
    """Pairs of acts that were found, beside the report's other pairs; `decider` has scorers that have not seen the report."""
    told = decider.acts()
    pairs, rows, sure = decider.pairs(told)
    counts = Counter(g["event_type"] for g in gold)
    of_gold = {a.key: k for a, k in reversed(acts)}
    for look in (k for k in LOOKS if k.scorer == "merge" and pairs):
        asked = merging.asked(told, pairs, rows, sure, decider.context)
        lines, labels = [], []
        for line, n in enumerate(asked.rows.tolist()):
            a, b = (told[k] for k in pairs[n])
            if a.key in of_gold and b.key in of_gold:
                one = is_one(of_gold[a.key], of_gold[b.key], a, b, counts)
                if one is not None:
                    lines.append(line)
                    labels.append(int(one))
        out.asked[look.name].append((asked.of(lines), labels))


def is_one(ka: int | None, kb: int | None, a: Act, b: Act, counts: Counter[str]) -> bool | None:
    """Whether two acts with their gold acts are one: the only gold act of a type is told by all triggers of it; None where the gold does not say."""
    if ka is not None and kb is not None:
        return ka == kb
    return True if (ka is None) != (kb is None) and a.event_type == b.event_type and counts[a.event_type] == 1 else None


def choose(act: Act, indexes: Sequence[int], sentence: Callable[[int], int], right: Callable[[int], bool], reach: int = 9) -> dict[int, bool]:
    """Labels of candidates: right ones in the act's sentence, else the nearest right one; other right ones are left open."""
    good = [n for n in indexes if right(n)]
    here = [n for n in good if sentence(n) == act.sentence]
    if here:
        chosen = set(here)
    else:
        earlier = [n for n in good if reach >= act.sentence - sentence(n) > 0 or sentence(n) == 0 < act.sentence]
        later = [n for n in good if sentence(n) > act.sentence]
        chosen = {earlier[-1]} if earlier else {later[0]} if later else set()
    return {n: n in chosen for n in indexes if n in chosen or n not in good}


def _arguments(decider: Decider, act: Act, gold: Gold, out: Examples) -> None:
    around = decider.around
    for field in FIELDS:
        if field.name in ("date", "source") and not gold.get(field.name):
            continue
        indexes = decider.weighing.candidates(field, act)
        roles = field.name == "roles"
        labels = _roles(around, act, gold, indexes) if roles else _labels(field.name, around, act, gold, indexes)
        for n, label in labels.items():
            out.add(field.name, decider.weighing.row(field, act, n), label)
    row, bag = decider.status_row(act)
    status = gold.get("status", "occurred")
    out.add("status", row, [int(status == s) for s in STATUSES], bag=bag)


def right_mentions(name: str, around: Surroundings, act: Act, gold: Gold, indexes: Sequence[int]) -> list[set[int]]:
    """Of the mentions that may fill a field those that fill it as the gold does: one set an output of the scorer."""
    scan = around.scan
    if name == "roles":
        return [{n for n in indexes if called(around, act, role, n) in gold.get(role, [])} for role in ROLES]
    if name == "places":
        names = {n: scan.report.text[slice(*scan.place_span(scan.places[n]))] for n in indexes}
        return [{n for n in indexes if any(same_place(names[n], g) for g in gold.get("places", []))}]
    if name == "date":
        wanted = tuple(date.fromisoformat(d) for d in gold["date"])
        return [{n for n in indexes if (scan.times[n].start, scan.times[n].end) == wanted}]
    if name == "toll":
        return [_right_tolls(around, act, gold, indexes)]
    return [{n for n in indexes if source_same(scan.text(scan.sources[n].first, scan.sources[n].last), gold["source"])}]


def _right_tolls(around: Surroundings, act: Act, gold: Gold, indexes: Sequence[int]) -> set[int]:
    scan = around.scan
    right: set[int] = set()
    for field, told in (gold.get("toll") or {}).items():
        wanted = tuple(told) if isinstance(told, list) else (told, told)
        counts = [n for n in indexes if around.toll_field(n, act.event_type) == field]
        exact = [n for n in counts if (scan.tolls[n].low, scan.tolls[n].high) == wanted]
        right.update(exact or _bounds(scan, counts, wanted))
    return right


def _labels(name: str, around: Surroundings, act: Act, gold: Gold, indexes: list[int]) -> dict[int, Sequence[int]]:
    scan = around.scan
    (right,) = right_mentions(name, around, act, gold, indexes)
    indexes = [n for n in indexes if name != "date" or scan.times[n].start]
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for n in indexes:
        groups[spot(scan, name, n)[1] if name == "places" else name].append(n)
    labels: dict[int, bool] = {}
    for group in groups.values():
        labels |= choose(act, group, lambda n: scan.sentence_of[spot(scan, name, n)[0]], lambda n: n in right)
    return {n: [int(label)] for n, label in labels.items()}


def _roles(around: Surroundings, act: Act, gold: Gold, indexes: list[int]) -> dict[int, Sequence[int]]:
    scan = around.scan

    def sentence(n: int) -> int:
        return scan.sentence_of[scan.actors[n].first]

    found: dict[str, dict[int, bool]] = {}
    for role in ROLES:
        wanted, mine = set(gold.get(role, [])), set(gold.get(role, []))
        if act.event_type == "clash" and role != "supporters":
            wanted = set(gold["initiators"]) | set(gold["targets"])
        labels: dict[int, bool] = {}
        ids = {n: called(around, act, role, n) for n in indexes}
        for actor in set(ids.values()):
            of_actor = [n for n in indexes if ids[n] == actor]
            labels |= choose(act, of_actor, sentence, lambda n, actor=actor, wanted=wanted: actor in wanted)  # type: ignore[misc]
        found[role] = {n: label and ids[n] in mine for n, label in labels.items()}
    return {n: [int(found[r].get(n, -1)) for r in ROLES] for n in indexes}


def _bounds(scan: Scan, counts: list[int], wanted: tuple[int, int | None]) -> list[int]:
    """Two counts of different sentences that are the ends of the range wanted."""
    ends = [[n for n in counts if scan.tolls[n].low == scan.tolls[n].high == end] for end in wanted]
    return [ends[0][0], ends[1][0]] if wanted[0] != wanted[1] and all(ends) else []
