"""Choosing: which triggers tell acts and of what type, which acts are one, and which mention fills which field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Act, Details, Key, Surroundings
from rasd.coding.clauses import WordClasses, clause_of
from rasd.coding.features import detection, merging, reports, statuses, types, whole
from rasd.coding.features.roles import ROLES
from rasd.coding.features.statuses import STATUSES
from rasd.coding.filled import Chosen, Filled, Group, Tolled
from rasd.coding.learned import Scorers
from rasd.coding.lexicon import bare
from rasd.coding.scorers import Row
from rasd.coding.trees import Asked, Looked
from rasd.coding.weighing import Weighing
from rasd.event import Status

DETECT, MERGE, MERGE_ALIKE, ROLE, FURTHER, PLACE, FURTHER_PLACE, DATE, COUNT, COUNT_MORE, SOURCE, STATUS, RECORD, SUREST = 0.2, 0.8, 0.4, 0.4, 0.5, 0.5, 0.6, 0.25, 0.45, 0.7, 0.25, 0.35, 0.35, 0.6
_CLOSE = 3
_RECENT_GROUPS, _RECENT_ACTS, _MOST_ACTS, _SCORED_ACTS = 12, 4, 8, 2
"""An act is compared with the acts told last, and an act told many times has its fields read from the first tellings."""


_Fields = tuple[dict[str, list[Chosen]], list[Chosen], Chosen | None, dict[str, Tolled]]
"""Roles, places, date and tolls of a group."""


class Weighed(NamedTuple):
    """A record as it was filled, what the scorer of whole records looked at, and how sure it is."""

    filled: Filled
    row: Row
    bag: list[str]
    sure: float
    reasons: Callable[[], list[tuple[str, float]]]
    """What weighed most when it was looked at again."""
    is_written: bool
    """It is sure enough to be written."""


class Decider:
    """Chooses acts and fills their fields with one set of scorers."""

    def __init__(self, around: Surroundings, scorers: Scorers) -> None:
        self.around = around
        self.scan = around.scan
        self.scorers = scorers
        words = WordClasses(around)
        self.clauses = [clause_of(around, words, t) for t in self.scan.triggers]
        self.clause_at = {t.first: c for t, c in zip(self.scan.triggers, self.clauses, strict=True)}
        self.context = scorers.read(around)
        self.weighing = Weighing(around, scorers, self.clause_at, self.context)
        self._alone: dict[Key, tuple[_Fields, Details]] = {}
        self._matter: NDArray[np.float32] | None = None
        self._retold: Looked | None = None
        self._retyped: tuple[list[Key], Looked] | None = None
        """Triggers, and readings of them with their keys, that were looked at again."""
        self._type_bags: dict[int, list[str]] = {}
        self._merged: dict[tuple[Key, Key], float] = {}

    def acts(self) -> list[Act]:
        """Triggers that tell of an act, each read as its likeliest type."""
        triggers = self.scan.triggers
        if not triggers:
            return []
        sure = {k: p for k, p in enumerate(self.told()) if p >= DETECT}
        acts = [
            Act(triggers[k], reading, self.clauses[k].number, p) for k, p in sure.items() for reading in triggers[k].types
        ]
        scores = self.typed(acts)
        found = list(_likeliest(acts, scores.tolist()))
        for _, forest in self.scorers.looks("type") if found else ():
            looked = forest.look(self.typings(found, acts, scores))
            self._retyped = [a.key for a in acts], looked
            found = list(_likeliest(acts, looked.spread(len(acts)).tolist()))
        return found

    def typed(self, readings: Sequence[Act]) -> NDArray[np.float32]:
        """How sure each reading of a trigger is, looked at by itself."""
        described = [self.type_row(a) for a in readings]
        return self.scorers["type"].probabilities([r for r, _ in described], [b for _, b in described])

    def typings(self, acts: Sequence[Act], readings: Sequence[Act], sure: NDArray[np.float32]) -> Asked:
        """What the second look at types is asked: `acts` are the likeliest readings of their triggers."""
        number = {a.trigger.first: n for n, a in enumerate(acts)}
        return types.asked(self.around, acts, [(number[r.trigger.first], r) for r in readings], sure, self.weighing.filling(acts), self.context)

    def told(self) -> list[float]:
        """How sure each trigger is to tell of an act."""
        rows, sure = self.at_first_sight()
        for look, forest in self.scorers.looks("detect") if rows else ():
            self._retold = forest.look(detection.asked(self.around, rows, sure, self.matter(), self.context, look.words))
            sure = self._retold.probabilities
        found: list[float] = sure.tolist()
        return found

    def matter(self) -> NDArray[np.float32]:
        """How sure the words of the report, then those of each of its sentences, are to tell of any act."""
        if self._matter is None:
            self._matter = self.scorers["report"].probabilities(*reports.described(self.around))
        return self._matter

    def reasons_of_telling(self, act: Act) -> list[tuple[str, float]]:
        """What weighed most when an act's trigger was looked at again, and the words around it that told the network most."""
        number = next(n for n, t in enumerate(self.scan.triggers) if t.first == act.trigger.first)
        words = [(f"context={word}", weight) for word, weight in self.context.reasons(act)]
        return [*self._retold.reasons(number), *words] if self._retold else words

    def reasons_of_type(self, act: Act) -> list[tuple[str, float]]:
        """What weighed most when an act's type was looked at again."""
        if self._retyped is None:
            return []
        keys, looked = self._retyped
        return looked.reasons(keys.index(act.key))

    def at_first_sight(self) -> tuple[list[Row], NDArray[np.float32]]:
        """Row and probability of each trigger looked at by itself."""
        pairs = zip(self.scan.triggers, self.clauses, strict=True)
        described = [detection.row(self.around, t, c) for t, c in pairs]
        rows = [row for row, _ in described]
        return rows, self.scorers["detect"].probabilities(rows, [bag for _, bag in described])

    def type_row(self, act: Act) -> tuple[Row, list[str]]:
        """Row and bag of one reading of a trigger."""
        clause = self.clause_at[act.trigger.first]
        bag = self._type_bags.get(act.trigger.first)
        if bag is None:
            bag = self._type_bags[act.trigger.first] = types.bag(clause, self.around)
        return types.row(act, clause, self.around), bag

    def groups(self, acts: list[Act]) -> list[Group]:
        """Acts joined where they tell of one act, in the order of the report."""
        self._weigh_pairs(acts)
        groups: list[list[Act]] = []
        for act in acts:
            best, at = 0.0, -1
            for n in range(max(0, len(groups) - _RECENT_GROUPS), len(groups)):
                scores = [self._merged.get((other.key, act.key), 0.0) for other in groups[n][:_RECENT_ACTS]]
                score = (max(scores) + sum(scores) / len(scores)) / 2
                if self._agrees(groups[n][-1], act):
                    score += MERGE - MERGE_ALIKE
                if score > best:
                    best, at = score, n
            if best >= MERGE:
                groups[at].append(act)
            else:
                groups.append([act])
        return [Group(max(g[:_MOST_ACTS], key=self._head_rank), tuple(g[:_MOST_ACTS])) for g in groups]

    def _weigh_pairs(self, acts: list[Act]) -> None:
        pairs, rows, sure = self.pairs(acts)
        for _, forest in self.scorers.looks("merge") if pairs else ():
            sure = forest.look(merging.asked(acts, pairs, rows, sure, self.context)).spread(len(pairs))
        self._merged = {(acts[a].key, acts[b].key): p for (a, b), p in zip(pairs, sure.tolist(), strict=True)}

    def pairs(self, acts: Sequence[Act]) -> tuple[list[tuple[int, int]], list[Row], NDArray[np.float32]]:
        """Acts that may be one, by their numbers, the earlier first; the rows of these pairs, and how sure each is at first sight."""
        self.weighing.score(acts)
        reach = _RECENT_GROUPS * _RECENT_ACTS
        pairs = [(a, b) for b in range(len(acts)) for a in range(max(0, b - reach), b) if may_be_one(self.around, acts[a], acts[b])]
        rows = [merging.row(self.around, acts[a], acts[b], self.details(acts[a]), self.details(acts[b])) for a, b in pairs]
        return pairs, rows, self.scorers["merge"].probabilities(rows)

    def _agrees(self, a: Act, b: Act) -> bool:
        """Acts of one type, told close together, that contradict each other in nothing."""
        if a.event_type != b.event_type or b.sentence - a.sentence > _CLOSE:
            return False
        return "other" not in self.details(a).compared(self.details(b))

    def details(self, act: Act) -> Details:
        """What an act says by itself: its surest initiator, target, place, day and count."""
        return self._by_itself(act)[1]

    def _by_itself(self, act: Act) -> tuple[_Fields, Details]:
        found = self._alone.get(act.key)
        if found is None:
            fields = self._fields(Group(act, (act,)))
            found = self._alone[act.key] = (fields, self._said(fields))
        return found

    def _fields(self, group: Group) -> _Fields:
        return self.roles(group), self.places(group), self.date(group), self.tolls(group)

    def _said(self, fields: _Fields) -> Details:
        roles, places, when, tolls = fields
        actor = {name: frozenset(self.scan.actors[c.n].id for c in chosen) for name, chosen in roles.items()}
        day = self.scan.times[when.n].start if when else None
        return Details(
            actor["initiators"],
            actor["targets"],
            frozenset(self._place_name(c.n) for c in places),
            frozenset([day] if day else ()),
            frozenset((field, c.low) for field, c in tolls.items()),
            self._containers(places),
        )

    def _place_name(self, n: int) -> str:
        """The n-th place's name without "the countryside of", "the province of"."""
        place = self.scan.places[n]
        return " ".join(bare(self.scan.texts[i]) for i in range(place.first, place.last) if i not in self.scan.noun_words) or place.name

    def filled(self) -> list[Filled]:
        """The report's acts joined into records, with the mentions of their fields; those that tell nothing left out."""
        groups = self.groups(self.acts())
        told = [self._fill(g, status) for g, status in zip(groups, self.statuses(groups), strict=True)]
        return [f for f in told if not f.empty]

    def _fill(self, group: Group, status: Status) -> Filled:
        if len(group.acts) == 1:
            fields, said = self._by_itself(group.head)
        else:
            fields = self._fields(group)
            said = self._said(fields)
        roles, places, when, tolls = fields
        return Filled(group, status, roles, places, when, tolls, self.source(group), said)

    def weighed(self) -> list[Weighed]:
        """Each record beside the report's others, with how sure it is to be one that a coder writes.

        Those below RECORD are not written, and none where not even the surest is at least SUREST: such a report tells of nothing.
        """
        told = self.filled()
        rows = whole.rows(self.around, told)
        bags = [whole.bag(self.around, self.clause_at[f.group.head.trigger.first]) for f in told]
        sure = self.scorers["record"].probabilities(rows, bags)
        reasons: list[Callable[[], list[tuple[str, float]]]] = [list] * len(told)
        for look, forest in self.scorers.looks("record") if told else ():
            looked = forest.look(whole.asked(self.around, told, rows, sure, self.matter(), self.context, look.words))
            sure = looked.probabilities
            reasons = [partial(looked.reasons, n) for n in range(len(told))]
        least = RECORD if sure.max(initial=0) >= SUREST else 1.0
        return [Weighed(*each, each[3] >= least) for each in zip(told, rows, bags, sure.tolist(), reasons, strict=True)]

    def _head_rank(self, act: Act) -> tuple[int, float]:
        body = self.scan.sentences[act.sentence].kind == "body"
        return (0 if act.reading.outcome else 1, act.probability + 0.2 * body)

    def scores(self, name: str, group: Group) -> Iterator[tuple[int, tuple[float, ...], Act]]:
        """Mentions weighed for a field, with their probabilities and the act they were weighed with."""
        for act in group.scored(_SCORED_ACTS):
            for n, probabilities in self.weighing.of(name, act):
                yield n, probabilities, act

    def _best(self, name: str, group: Group, least: float) -> list[Chosen]:
        """Each mention of at least a probability once, with its best one, in the order of the report."""
        best: dict[int, Chosen] = {}
        for n, probabilities, act in self.scores(name, group):
            probability = probabilities[0]
            if probability >= least and (n not in best or best[n].probability < probability):
                best[n] = Chosen(n, probability, act)
        return [best[n] for n in sorted(best)]

    def roles(self, group: Group) -> dict[str, list[Chosen]]:
        """Actor mentions for initiators, supporters and targets: the surest, and others only where they are very sure."""
        best: dict[str, dict[str, Chosen]] = {name: {} for name in ROLES}
        for n, probabilities, act in self.scores("roles", group):
            for name, probability in zip(ROLES, probabilities, strict=True):
                if probability < ROLE:
                    continue
                actor = self.scan.actors[n].id
                kept = best[name].get(actor)
                if kept is None or kept.probability < probability:
                    best[name][actor] = Chosen(n, probability, act)
        out = {name: sorted(found.values(), key=lambda c: -c.probability) for name, found in best.items()}
        few = {name: self._few(chosen) for name, chosen in self._one_role(group, out).items()}
        return self._one_role(group, few)  # what was doubtful may have made two sides look even

    def _few(self, chosen: list[Chosen]) -> list[Chosen]:
        """Most acts have one actor in a role; "civilians" adds nothing to a narrower word for the same people."""
        kept = chosen[:1] + [c for c in chosen[1:] if c.probability >= FURTHER]
        ids = {self.scan.actors[c.n].id for c in kept}
        if any(self.around.actor_kind(i) == "civilians" and i != "civilians" for i in ids):
            kept = [c for c in kept if self.scan.actors[c.n].id != "civilians"]
        return sorted(kept, key=lambda c: self.scan.actors[c.n].first)

    def _one_role(self, group: Group, filled: dict[str, list[Chosen]]) -> dict[str, list[Chosen]]:
        """An actor has one role, save where both sides of a fight bear one name and neither has another."""
        for a, b in (("initiators", "targets"), ("initiators", "supporters"), ("targets", "supporters")):
            sides = b == "targets" and group.head.event_type == "clash"
            for c in list(filled[a]):
                for d in list(filled[b]):
                    same = self.scan.actors[c.n].id == self.scan.actors[d.n].id
                    more = len(filled[a]) - len(filled[b]) if sides else 0
                    if same and (c.n == d.n or not sides or len(filled[a]) + len(filled[b]) > 2):
                        worse, chosen = (a, c) if (-more, c.probability) < (0, d.probability) else (b, d)
                        if chosen in filled[worse]:
                            filled[worse].remove(chosen)
        return filled

    def places(self, group: Group) -> list[Chosen]:
        """Places of the act, one mention of each name, in the order of their sureness within sentence order."""
        best: dict[str, Chosen] = {}
        for c in self._best("places", group, PLACE):
            name = self.scan.places[c.n].name
            if name not in best or best[name].probability < c.probability:
                best[name] = c
        chosen = sorted(best.values(), key=lambda c: (-round(c.probability, 1), c.n))
        containers = self._containers(chosen)
        return [c for k, c in enumerate(chosen) if not self._said_already(c, chosen[:k], containers)]

    def _containers(self, places: list[Chosen]) -> frozenset[str]:
        """Names of what the text says contains the places."""
        return frozenset(self._place_name(n) for c in places for n in self.scan.containers.get(c.n, ()))

    def _said_already(self, c: Chosen, surer: list[Chosen], containers: frozenset[str]) -> bool:
        """A doubtful further place, one that contains a place of the act, or one named by some of another's words."""
        if surer and c.probability < FURTHER_PLACE:
            return True
        if self._place_name(c.n) in containers:
            return True
        words = set(self.scan.places[c.n].name.split())
        return any(words <= set(self.scan.places[d.n].name.split()) for d in surer)

    def date(self, group: Group) -> Chosen | None:
        """The time expression that dates the act."""
        scored = [c for c in self._best("date", group, DATE) if self.scan.times[c.n].start]
        return max(scored, key=lambda c: c.probability, default=None)

    def tolls(self, group: Group) -> dict[str, Tolled]:
        """The count of each toll field: the surest, with others that add to it or contradict it."""
        kind = group.head.event_type
        by_field: dict[str, list[Chosen]] = {}
        for c in self._best("toll", group, COUNT):
            by_field.setdefault(self.around.toll_field(c.n, kind), []).append(c)
        return {field: self._tolled(sorted(chosen, key=lambda c: -c.probability)) for field, chosen in by_field.items()}

    def _tolled(self, chosen: list[Chosen]) -> Tolled:
        """The surest count; another one that another sentence tells makes it a range."""
        tolls = self.scan.tolls
        best = tolls[chosen[0].n]
        total = Tolled(chosen[0], best.low, best.high, best.approximate, best.first, best.last)
        for c in chosen[1:]:
            toll = tolls[c.n]
            apart = self.scan.sentence_of[toll.word] != self.scan.sentence_of[best.word]
            bounded = best.high is not None and toll.high is not None and best.low and toll.low
            if c.probability >= COUNT_MORE and apart and bounded and toll.low != best.low:
                return total._replace(low=min(total.low, toll.low), high=max(total.high or 0, toll.high or 0))
        return total

    def source(self, group: Group) -> Chosen | None:
        """Who tells of the act."""
        return max(self._best("source", group, SOURCE), key=lambda c: c.probability, default=None)

    def statuses(self, groups: list[Group]) -> list[Status]:
        """Occurred, unless the words around the heads say otherwise."""
        described = [self.status_row(g.head) for g in groups]
        scores = self.scorers["status"].probabilities([r for r, _ in described], [b for _, b in described])
        return [_status(each) for each in scores.tolist()]

    def status_row(self, act: Act) -> tuple[Row, list[str]]:
        """Row and bag of an act for its status."""
        return statuses.row(self.around, act, self.clause_at[act.trigger.first].governed)


def may_be_one(around: Surroundings, a: Act, b: Act) -> bool:
    """Pairs worth weighing: of one type, or told close together, or one in the title."""
    if a.trigger.first == b.trigger.first:
        return False
    gap = b.sentence - a.sentence
    return a.event_type == b.event_type or gap <= 1 or (gap <= _CLOSE and around.scan.sentences[a.sentence].kind == "title")


def _likeliest(acts: list[Act], scores: list[float]) -> Iterator[Act]:
    """Of the readings of each trigger the surest; its probability is shared among them."""
    by_trigger: dict[int, list[tuple[float, Act]]] = {}
    for act, score in zip(acts, scores, strict=True):
        by_trigger.setdefault(act.trigger.first, []).append((score, act))
    for scored in by_trigger.values():
        score, act = max(scored, key=lambda s: s[0])
        yield act.with_probability(act.probability * score / (sum(s for s, _ in scored) or 1.0))


def _status(probabilities: list[float]) -> Status:
    probability, status = max(zip(probabilities, STATUSES, strict=True))
    return status if probability >= STATUS else "occurred"  # type: ignore[return-value]
