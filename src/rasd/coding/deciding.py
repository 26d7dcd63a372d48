"""Choosing: which triggers tell acts and of what type, which acts are one, and which mention fills which field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from rasd.coding.acts import Act, Details, Key, Surroundings
from rasd.coding.clauses import WordClasses, clause_of
from rasd.coding.features import dates, detection, merging, places, roles, sources, statuses, tolls, types, whole
from rasd.coding.features.roles import ROLES
from rasd.coding.features.statuses import STATUSES
from rasd.coding.filled import Chosen, Filled, Group, Tolled
from rasd.coding.lexicon import bare
from rasd.coding.scorers import Row, Scorers
from rasd.event import Status

DETECT, MERGE, MERGE_ALIKE, ROLE, FURTHER, PLACE, FURTHER_PLACE, DATE, COUNT, COUNT_MORE, SOURCE, STATUS, RECORD = 0.3, 0.95, 0.5, 0.32, 0.75, 0.4, 0.65, 0.25, 0.4, 0.7, 0.25, 0.35, 0.38
_CLOSE = 3
_AHEAD = 1
_RIGHT_AFTER = 6
_FIGURES = frozenset({"number", "several", "sum", "added", "dual", "either", "none"})
_RECENT_GROUPS, _RECENT_ACTS, _MOST_ACTS, _SCORED_ACTS = 12, 4, 8, 2
"""An act is compared with the acts told last, and an act told many times has its fields read from the first tellings."""


class _Rows(Protocol):
    act_part: Row

    def __init__(self, around: Surroundings, act: Act, limits: tuple[int, int]) -> None: ...

    @staticmethod
    def mention_part(around: Surroundings, n: int) -> Row:
        """What is the same of the scan's n-th mention of a kind for every act."""

    def pair_part(self, n: int) -> Row:
        """How the mention lies to the act."""


class Field(NamedTuple):
    """A field of an act that mentions fill: its scorer, the maker of its rows, how many sentences back it looks."""

    name: str
    rows: type[_Rows]
    mentions: str
    back: int
    ends: bool = False
    """Whether it looks at the report's first three sentences and its last."""


FIELDS = (
    Field("roles", roles.RoleRows, "actors_of", 2),
    Field("places", places.PlaceRows, "places_of", 1),
    Field("date", dates.DateRows, "times_of", 2),
    Field("toll", tolls.TollRows, "tolls_of", 1),
    Field("source", sources.SourceRows, "source_numbers_of", 5, True),
)


_Fields = tuple[dict[str, list[Chosen]], list[Chosen], Chosen | None, dict[str, Tolled]]
"""Roles, places, date and tolls of a group."""


class Weighed(NamedTuple):
    """A record as it was filled, what the scorer of whole records looked at, and how sure it is."""

    filled: Filled
    row: Row
    bag: list[str]
    sure: float

    @property
    def is_written(self) -> bool:
        """It is sure enough to be written."""
        return self.sure >= RECORD


class Decider:
    """Chooses acts and fills their fields with one set of scorers."""

    def __init__(self, around: Surroundings, scorers: Scorers) -> None:
        self.around = around
        self.scan = around.scan
        self.scorers = scorers
        words = WordClasses(around)
        self.clauses = [clause_of(around, words, t) for t in self.scan.triggers]
        self.clause_at = {t.first: c for t, c in zip(self.scan.triggers, self.clauses, strict=True)}
        self._scores: dict[str, dict[Key, list[tuple[int, tuple[float, ...]]]]] = {f.name: {} for f in FIELDS}
        self._alone: dict[Key, tuple[_Fields, Details]] = {}
        self._type_bags: dict[int, list[str]] = {}
        self._windows: dict[tuple[str, int], list[int]] = {}
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
        described = [self.type_row(a) for a in acts]
        scores = self.scorers["type"].probabilities([r for r, _ in described], [b for _, b in described]).tolist()
        return list(_likeliest(acts, scores))

    def told(self) -> list[float]:
        """How sure each trigger is to tell of an act."""
        pairs = zip(self.scan.triggers, self.clauses, strict=True)
        rows = [detection.row(self.around, t, c) for t, c in pairs]
        found: list[float] = self.scorers["detect"].probabilities([r for r, _ in rows], [b for _, b in rows]).tolist()
        return found

    def type_row(self, act: Act) -> tuple[Row, list[str]]:
        """Row and bag of one reading of a trigger."""
        clause = self.clause_at[act.trigger.first]
        bag = self._type_bags.get(act.trigger.first)
        if bag is None:
            bag = self._type_bags[act.trigger.first] = types.bag(clause, self.around)
        return types.row(act, clause, self.around), bag

    def rows_of(self, field: Field, act: Act) -> _Rows:
        """The maker of a field's rows for an act."""
        return field.rows(self.around, act, self.clause_at[act.trigger.first].limits)

    def window(self, act: Act, field: Field) -> list[int]:
        """Mentions in the sentences around an act, and in title and heading before it."""
        found = self._windows.get((field.name, act.sentence))
        if found is None:
            found = self._windows[field.name, act.sentence] = self._mentions_around(act, field)
        return found

    def _mentions_around(self, act: Act, field: Field) -> list[int]:
        last = len(self.scan.sentences)
        wanted = {0, *range(max(0, act.sentence - field.back), min(last, act.sentence + _AHEAD + 1))}
        if field.ends:
            wanted |= {*range(min(3, last)), last - 1}
        heading = self.around.heading_of[act.sentence]
        if heading >= 0:
            wanted.add(heading)
        of: dict[int, list[int]] = getattr(self.around, field.mentions)
        return [n for s in sorted(wanted) for n in of.get(s, ())]

    def candidates(self, field: Field, act: Act) -> list[int]:
        """Mentions that may fill a field of an act. Of counts: from other sentences only figures that a toll word
        governs, a single person whom no toll word governs only right after the trigger."""
        indexes = self.window(act, field)
        if field.name != "toll":
            return indexes
        tolls, at, plain, last = self.scan.tolls, self.scan.sentence_of, self.around.plain_tolls, act.trigger.last
        return [
            n for n in indexes
            if (tolls[n].field != "people" or tolls[n].kind != "single" or 0 <= tolls[n].first - last <= _RIGHT_AFTER
                if at[tolls[n].first] == act.sentence else plain[n] and tolls[n].kind in _FIGURES)
        ]  # fmt: skip

    def row(self, field: Field, act: Act, n: int) -> Row:
        """The whole row of an act with the n-th mention."""
        rows = self.rows_of(field, act)
        return (*rows.act_part, *rows.mention_part(self.around, n), *rows.pair_part(n))

    def score(self, acts: Iterable[Act]) -> None:
        """Weigh every mention around every act for every field, all acts at once."""
        acts = list(acts)
        for field in FIELDS:
            found = self._scores[field.name]
            act_parts: list[Row] = []
            pairs: list[Row] = []
            at: list[tuple[int, int]] = []
            number_of: dict[int, int] = {}
            keys: list[Key] = []
            for act in acts:
                key = act.key
                if key in found:
                    continue
                found[key] = []
                indexes = self.candidates(field, act)
                if indexes:
                    rows = self.rows_of(field, act)
                    at += [(len(act_parts), number_of.setdefault(n, len(number_of))) for n in indexes]
                    act_parts.append(rows.act_part)
                    keys.append(key)
                    pairs += map(rows.pair_part, indexes)
            if pairs:
                mention_parts = [field.rows.mention_part(self.around, n) for n in number_of]
                scores = self.scorers[field.name].of_pairs(act_parts, mention_parts, pairs, at)
                numbers = list(number_of)
                for (k, m), each in zip(at, scores.reshape(len(pairs), -1).tolist(), strict=True):
                    found[keys[k]].append((numbers[m], tuple(each)))

    def groups(self, acts: list[Act]) -> list[Group]:
        """Acts joined where they tell of one act, in the order of the report."""
        self.score(acts)
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
        reach = _RECENT_GROUPS * _RECENT_ACTS
        pairs = [(a, b) for k, b in enumerate(acts) for a in acts[max(0, k - reach) : k] if may_be_one(self.around, a, b)]
        rows = [merging.row(self.around, a, b, self.details(a), self.details(b)) for a, b in pairs]
        for (a, b), p in zip(pairs, self.scorers["merge"].probabilities(rows).tolist(), strict=True):
            self._merged[a.key, b.key] = p

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
        """Each record beside the report's others, with how sure it is to be one that a coder writes; those below RECORD are not written."""
        told = self.filled()
        rows = whole.rows(self.around, told)
        bags = [whole.bag(self.around, self.clause_at[f.group.head.trigger.first]) for f in told]
        sure: list[float] = self.scorers["record"].probabilities(rows, bags).tolist()
        return [Weighed(*each) for each in zip(told, rows, bags, sure, strict=True)]

    def _head_rank(self, act: Act) -> tuple[int, float]:
        body = self.scan.sentences[act.sentence].kind == "body"
        return (0 if act.reading.outcome else 1, act.probability + 0.2 * body)

    def scores(self, name: str, group: Group) -> Iterator[tuple[int, tuple[float, ...], Act]]:
        """Mentions weighed for a field, with their probabilities and the act they were weighed with."""
        found = self._scores[name]
        for act in group.scored(_SCORED_ACTS):
            if act.key not in found:
                self.score([act])
            for n, probabilities in found[act.key]:
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
        return {name: self._few(chosen) for name, chosen in self._one_role(group, out).items()}

    def _few(self, chosen: list[Chosen]) -> list[Chosen]:
        """Most acts have one actor in a role; "civilians" adds nothing to a narrower word for the same people."""
        kept = chosen[:1] + [c for c in chosen[1:] if c.probability >= FURTHER]
        ids = {self.scan.actors[c.n].id for c in kept}
        if any(self.around.actor_kind(i) == "civilians" and i != "civilians" for i in ids):
            kept = [c for c in kept if self.scan.actors[c.n].id != "civilians"]
        return sorted(kept, key=lambda c: self.scan.actors[c.n].first)

    def _one_role(self, group: Group, filled: dict[str, list[Chosen]]) -> dict[str, list[Chosen]]:
        """An actor has one role, save where both sides of a fight bear one name."""
        for a, b in (("initiators", "targets"), ("initiators", "supporters"), ("targets", "supporters")):
            for c in list(filled[a]):
                for d in list(filled[b]):
                    same = self.scan.actors[c.n].id == self.scan.actors[d.n].id
                    if same and (c.n == d.n or b == "supporters" or group.head.event_type != "clash"):
                        worse, chosen = (a, c) if c.probability < d.probability else (b, d)
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
