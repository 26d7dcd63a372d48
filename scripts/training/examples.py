"""Labelled rows from gold reports: what each scorer should have said."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from rasd.coding.acts import Act, Surroundings
from rasd.coding.deciding import FIELDS, Decider, Field, may_be_one
from rasd.coding.features import detection, merging
from rasd.coding.features.roles import ROLES
from rasd.coding.features.statuses import STATUSES
from rasd.coding.mentions import Scan
from rasd.coding.scorers import Bag, Row, Scorers
from rasd.evaluation.scorer import same_place, source_same

Gold = dict[str, Any]


class Example(NamedTuple):
    """One row with its labels (1, 0, or -1 where the gold does not say)."""

    row: Row
    bag: Bag
    labels: tuple[int, ...]
    weight: float


class Examples:
    """Labelled rows by scorer."""

    def __init__(self, weight: float = 1.0) -> None:
        self.weight = weight
        self.by_name: dict[str, list[Example]] = defaultdict(list)

    def tell(self, described: tuple[Row, Bag], label: bool, weight: float = 1.0) -> None:
        self.add("detect", described[0], label, weight, described[1])

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
                out.tell(described, True)
                for event_type, act in readings.items():
                    row, bag = decider.type_row(act)
                    out.add("type", row, event_type in right, bag=bag)
                    if event_type in right:
                        acts.append((act, next(k for k in over if gold[k]["event_type"] == event_type)))
            elif all(k in met for k in over):
                out.tell(described, False)
            continue
        own = [a for a in readings.values() if not a.reading.also]
        elsewhere = [a for a in own if any(g["event_type"] == a.event_type for g in gold)]
        if not any(a.event_type in near or a.event_type in known for a in own):
            title = scan.sentences[sentence].kind != "body"
            out.tell(described, False, 1.0 if not elsewhere else 0.1 if title else 0.5)
        acts += [(a, None) for a in elsewhere]
    for act, k in acts:
        if k is not None:
            _arguments(decider, act, gold[k], out)
    return acts


def merges(decider: Decider, acts: list[tuple[Act, int | None]], gold: list[Gold], out: Examples) -> None:
    """Pairs of acts; `decider` has scorers that have not seen the report."""
    around = decider.around
    counts = Counter(g["event_type"] for g in gold)
    decider.score([a for a, _ in acts])
    for i, (a, ka) in enumerate(acts):
        for b, kb in acts[i + 1 :]:
            if not may_be_one(around, a, b):
                continue
            both = ka is not None and kb is not None
            if both or ((ka is None) != (kb is None) and a.event_type == b.event_type and counts[a.event_type] == 1):
                row = merging.row(around, a, b, decider.details(a), decider.details(b))
                out.add("merge", row, ka == kb if both else True)


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
    around, scan = decider.around, decider.scan
    labels_of = {"roles": _roles, "places": _places, "date": _dates, "toll": _tolls, "source": _sources}
    for field in FIELDS:
        if field.name in ("date", "source") and not gold.get(field.name):
            continue
        indexes = decider.candidates(field, act)
        labels = labels_of[field.name](scan, around, act, gold, indexes)
        _add(decider, field, act, labels, out)
    row, bag = decider.status_row(act)
    status = gold.get("status", "occurred")
    out.add("status", row, [int(status == s) for s in STATUSES], bag=bag)


def _add(decider: Decider, field: Field, act: Act, labels: dict[int, Sequence[int]], out: Examples) -> None:
    if labels:
        for n, label in labels.items():
            out.add(field.name, decider.row(field, act, n), label)


def _one(labels: dict[int, bool]) -> dict[int, Sequence[int]]:
    return {n: [int(label)] for n, label in labels.items()}


def _roles(scan: Scan, around: Surroundings, act: Act, gold: Gold, indexes: list[int]) -> dict[int, Sequence[int]]:
    def sentence(n: int) -> int:
        return scan.sentence_of[scan.actors[n].first]

    found: dict[str, dict[int, bool]] = {}
    for role in ROLES:
        wanted, mine = set(gold.get(role, [])), set(gold.get(role, []))
        if act.event_type == "clash" and role != "supporters":
            wanted = set(gold["initiators"]) | set(gold["targets"])
        labels: dict[int, bool] = {}
        for actor in {scan.actors[n].id for n in indexes}:
            of_actor = [n for n in indexes if scan.actors[n].id == actor]
            labels |= choose(act, of_actor, sentence, lambda n, actor=actor, wanted=wanted: actor in wanted)  # type: ignore[misc]
        found[role] = {n: label and scan.actors[n].id in mine for n, label in labels.items()}
    return {n: [int(found[r].get(n, -1)) for r in ROLES] for n in indexes}


def _places(scan: Scan, around: Surroundings, act: Act, gold: Gold, indexes: list[int]) -> dict[int, Sequence[int]]:
    labels: dict[int, bool] = {}
    for name in {scan.places[n].name for n in indexes}:
        of_name = [n for n in indexes if scan.places[n].name == name]
        start, end = scan.place_span(scan.places[of_name[0]])
        ok = any(same_place(scan.report.text[start:end], g) for g in gold.get("places", []))
        labels |= choose(act, of_name, lambda n: scan.sentence_of[scan.places[n].first], lambda n, ok=ok: ok)  # type: ignore[misc]
    return _one(labels)


def _dates(scan: Scan, around: Surroundings, act: Act, gold: Gold, indexes: list[int]) -> dict[int, Sequence[int]]:
    wanted = tuple(date.fromisoformat(d) for d in gold["date"])
    times = [n for n in indexes if scan.times[n].start]
    return _one(
        choose(
            act,
            times,
            lambda n: scan.sentence_of[scan.times[n].first],
            lambda n: (scan.times[n].start, scan.times[n].end) == wanted,
        )
    )


def _tolls(scan: Scan, around: Surroundings, act: Act, gold: Gold, indexes: list[int]) -> dict[int, Sequence[int]]:
    toll = {k: tuple(v) if isinstance(v, list) else (v, v) for k, v in (gold.get("toll") or {}).items()}
    right: set[int] = set()
    for field, wanted in toll.items():
        counts = [n for n in indexes if around.toll_field(n, act.event_type) == field]
        exact = [n for n in counts if (scan.tolls[n].low, scan.tolls[n].high) == wanted]
        right.update(exact or _bounds(scan, counts, wanted))
    return _one(choose(act, indexes, lambda n: scan.sentence_of[scan.tolls[n].word], lambda n: n in right))


def _bounds(scan: Scan, counts: list[int], wanted: tuple[int, int | None]) -> list[int]:
    """Two counts of different sentences that are the ends of the range wanted."""
    ends = [[n for n in counts if scan.tolls[n].low == scan.tolls[n].high == end] for end in wanted]
    return [ends[0][0], ends[1][0]] if wanted[0] != wanted[1] and all(ends) else []


def _sources(scan: Scan, around: Surroundings, act: Act, gold: Gold, indexes: list[int]) -> dict[int, Sequence[int]]:
    return _one(
        choose(
            act,
            indexes,
            lambda n: scan.sentence_of[scan.sources[n].said],
            lambda n: source_same(scan.text(scan.sources[n].first, scan.sources[n].last), gold["source"]),
        )
    )
