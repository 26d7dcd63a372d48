"""From a scan to event records: acts are chosen and joined, roles filled, status and source set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from msgspec import UNSET

from rasd.codebook import Codebook
from rasd.coding import features
from rasd.coding.acts import Act, Details, Surroundings
from rasd.coding.clauses import Clause, WordClasses, clause_of
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import PlaceMention, Scan
from rasd.coding.people import find_people
from rasd.coding.scorers import ROLES, STATUSES, Scorers
from rasd.event import Actor, Count, Event, EventDate, Evidence, Place, Source, Status, Toll
from rasd.gazetteer import Gazetteer
from rasd.gazetteer import PlaceMention as NamedPlace

DETECT, MERGE, MERGE_ALIKE, ROLE, FURTHER, PLACE, FURTHER_PLACE, DATE, COUNT, SOURCE, STATUS = 0.46, 0.91, 0.5, 0.3, 0.65, 0.4, 0.55, 0.2, 0.4, 0.25, 0.35
_HOPELESS = 0.02
_CLOSE = 3
_BACK, _AHEAD = 1, 1
_BACK_TO_SOURCE = 4
"""Sentences around an act whose mentions may belong to it."""
_RECENT_GROUPS, _RECENT_ACTS, _MOST_ACTS, _SCORED_ACTS = 12, 4, 8, 2
"""An act is compared with the acts told last, and an act told many times has its fields read from the first tellings."""


class Chosen(NamedTuple):
    """A mention (by its number in the scan) chosen for a field, how sure, and the act that it was scored with."""

    n: int
    probability: float
    act: Act


class Group(NamedTuple):
    """The acts of a report that are one; the head gives type and trigger."""

    head: Act
    acts: tuple[Act, ...]

    @property
    def scored(self) -> tuple[Act, ...]:
        """The tellings that the fields are read from."""
        return (self.head, *[a for a in self.acts if a is not self.head][: _SCORED_ACTS - 1])


class Decider:
    """Chooses acts and fills their fields with one set of scorers."""

    def __init__(self, around: Surroundings, scorers: Scorers) -> None:
        self.around = around
        self.scan = around.scan
        self.words = WordClasses(around)
        self._details: dict[Act, Details] = {}
        self._probabilities: dict[tuple[str, int, str, int], float] = {}
        self._role_probabilities: dict[tuple[int, str, int], tuple[float, ...]] = {}
        self.scorers = scorers

    def acts(self) -> list[Act]:
        """Triggers that tell of an act, each read as its likeliest type."""
        found = []
        clauses = [clause_of(self.around, self.words, t) for t in self.scan.triggers]
        first = self.first_guess(clauses)
        likely = sum(1 for p in first if p >= 0.5)
        for n, (trigger, clause) in enumerate(zip(self.scan.triggers, clauses, strict=True)):
            if first[n] < _HOPELESS:
                continue
            told = self.scorers["tell"].probability(features.telling(self.around, n, first, likely))
            if told < DETECT:
                continue
            acts = [Act(trigger, reading, clause.number) for reading in trigger.types]
            scores = [self.scorers["type"].probability(features.typing(a, clause, self.around)) for a in acts]
            k = max(range(len(acts)), key=lambda n: scores[n])
            found.append(acts[k]._replace(probability=told * scores[k] / (sum(scores) or 1.0)))
        return found

    def first_guess(self, clauses: list[Clause]) -> list[float]:
        """How sure each trigger by itself is to tell of an act."""
        scorer = self.scorers["detect"]
        pairs = zip(self.scan.triggers, clauses, strict=True)
        return [scorer.probability(features.detection(self.around, t, c)) for t, c in pairs]

    def told_features(self, act: Act) -> list[str]:
        """What decided, in the light of the report's other triggers, that the act is told."""
        first = self.first_guess([clause_of(self.around, self.words, t) for t in self.scan.triggers])
        likely = sum(1 for p in first if p >= 0.5)
        return features.telling(self.around, self.scan.triggers.index(act.trigger), first, likely)

    def groups(self, acts: list[Act]) -> list[Group]:
        """Acts joined where they tell of one act, in the order of the report."""
        groups: list[list[Act]] = []
        for act in acts:
            best, at = 0.0, -1
            for n in range(max(0, len(groups) - _RECENT_GROUPS), len(groups)):
                scores = [
                    self.scorers["merge"].probability(
                        features.merging(self.around, other, act, self.details(other), self.details(act))
                    )
                    for other in groups[n][:_RECENT_ACTS]
                ]
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

    def _agrees(self, a: Act, b: Act) -> bool:
        """Acts of one type, told close together, that contradict each other in nothing."""
        if a.event_type != b.event_type or b.sentence - a.sentence > _CLOSE:
            return False
        return all(not x or not y or x & y for x, y in zip(self.details(a), self.details(b), strict=True))

    def details(self, act: Act) -> Details:
        """What an act says by itself: its surest initiator, target, place, day and count."""
        found = self._details.get(act)
        if found is None:
            alone = Group(act, (act,))
            roles, places, when, tolls = self.roles(alone), self.places(alone), self.date(alone), self.tolls(alone)
            actor = {name: frozenset(self.scan.actors[c.n].id for c in chosen) for name, chosen in roles.items()}
            day = self.scan.times[when.n].start if when else None
            found = self._details[act] = Details(
                actor["initiators"],
                actor["targets"],
                frozenset(self.scan.places[c.n].name for c in places),
                frozenset([day] if day else ()),
                frozenset((field, self.scan.tolls[c.n].low) for field, c in tolls.items()),
            )
        return found

    def _head_rank(self, act: Act) -> tuple[int, float]:
        body = self.scan.sentences[act.sentence].kind == "body"
        return (0 if act.reading.outcome else 1, act.probability + 0.2 * body)

    def window(self, group: Group, of: dict[int, list[int]], back: int = _BACK) -> list[int]:
        """Mentions in the sentences around a group's acts, and in title and heading before them."""
        wanted: set[int] = {0}
        last = len(self.scan.sentences)
        for act in group.scored:
            wanted.update(range(max(0, act.sentence - back), min(last, act.sentence + _AHEAD + 1)))
            heading = self.around.heading_of[act.sentence]
            if heading >= 0:
                wanted.add(heading)
        return [n for s in sorted(wanted) for n in of.get(s, [])]

    def score(
        self, name: str, group: Group, indexes: Iterable[int], describe: Callable[[Act, int], list[str]]
    ) -> list[Chosen]:
        """Each index with its best probability over the group's acts."""
        scored = group.scored
        return [
            max((Chosen(n, self._probability(name, a, n, describe), a) for a in scored), key=lambda c: c.probability)
            for n in indexes
        ]

    def _probability(self, name: str, act: Act, n: int, describe: Callable[[Act, int], list[str]]) -> float:
        key = (name, act.trigger.first, act.event_type, n)
        found = self._probabilities.get(key)
        if found is None:
            found = self._probabilities[key] = self.scorers[name].probability(describe(act, n))
        return found

    def _roles_of(self, act: Act, indexes: list[int]) -> list[tuple[float, ...]]:
        """Probabilities of each mention for each role."""
        described: features.RoleFeatures | None = None
        out = []
        for n in indexes:
            key = (act.trigger.first, act.event_type, n)
            found = self._role_probabilities.get(key)
            if found is None:
                described = described or features.RoleFeatures(self.around, act)
                found = self._role_probabilities[key] = self.scorers.roles.probabilities(described.of(n))
            out.append(found)
        return out

    def roles(self, group: Group) -> dict[str, list[Chosen]]:
        """Actor mentions for initiators, supporters and targets: the surest, and others only where they are very sure."""
        indexes = self.window(group, self.around.actors_of)
        best: dict[str, dict[str, Chosen]] = {name: {} for name in ROLES}
        for act in group.scored:
            for n, probabilities in zip(indexes, self._roles_of(act, indexes), strict=True):
                actor = self.scan.actors[n].id
                for name, probability in zip(ROLES, probabilities, strict=True):
                    kept = best[name].get(actor)
                    if probability >= ROLE and (kept is None or kept.probability < probability):
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

    def _one_role(self, group: Group, roles: dict[str, list[Chosen]]) -> dict[str, list[Chosen]]:
        """An actor has one role, save where both sides of a fight bear one name."""
        for a, b in (("initiators", "targets"), ("initiators", "supporters"), ("targets", "supporters")):
            for c in list(roles[a]):
                for d in list(roles[b]):
                    same = self.scan.actors[c.n].id == self.scan.actors[d.n].id
                    if same and (c.n == d.n or b == "supporters" or group.head.event_type != "clash"):
                        worse, chosen = (a, c) if c.probability < d.probability else (b, d)
                        if chosen in roles[worse]:
                            roles[worse].remove(chosen)
        return roles

    def places(self, group: Group) -> list[Chosen]:
        """Places of the act, one mention of each name, in the order of their sureness within sentence order."""
        scored = self.score(
            "places",
            group,
            self.window(group, self.around.places_of),
            lambda a, n: features.place(self.around, a, n),
        )
        best: dict[str, Chosen] = {}
        for c in scored:
            name = self.scan.places[c.n].name
            if c.probability >= PLACE and (name not in best or best[name].probability < c.probability):
                best[name] = c
        chosen = sorted(best.values(), key=lambda c: (-round(c.probability, 1), c.n))
        return [c for k, c in enumerate(chosen) if not self._said_already(c, chosen[:k], chosen)]

    def _said_already(self, c: Chosen, surer: list[Chosen], chosen: list[Chosen]) -> bool:
        """A doubtful further place, one that contains a place of the act, or one named by some of another's words."""
        if surer and c.probability < FURTHER_PLACE:
            return True
        inside = self.scan.containers.get(c.n, ())
        if any(d.n in inside for d in chosen):
            return True
        words = set(self.scan.places[c.n].name.split())
        return any(words <= set(self.scan.places[d.n].name.split()) for d in surer)

    def date(self, group: Group) -> Chosen | None:
        """The time expression that dates the act."""
        scored = self.score(
            "date", group, self.window(group, self.around.times_of), lambda a, n: features.time(self.around, a, n)
        )
        scored = [c for c in scored if self.scan.times[c.n].start]
        best = max(scored, key=lambda c: c.probability, default=None)
        return best if best and best.probability >= DATE else None

    def tolls(self, group: Group) -> dict[str, Chosen]:
        """The surest count of each toll field."""
        kind = group.head.event_type
        indexes = [n for n in self.window(group, self.around.tolls_of) if self.around.toll_field(n, kind)]
        scored = self.score("toll", group, indexes, lambda a, n: features.toll(self.around, a, n))
        best: dict[str, Chosen] = {}
        for c in scored:
            field = self.around.toll_field(c.n, kind)
            if c.probability >= COUNT and (field not in best or best[field].probability < c.probability):
                best[field] = c
        return best

    def source(self, group: Group) -> Chosen | None:
        """Who tells of the act."""
        scored = self.score("source", group, self.window(group, self.around.source_numbers_of, _BACK_TO_SOURCE), lambda a, n: features.source(self.around, a, n))
        best = max(scored, key=lambda c: c.probability, default=None)
        return best if best and best.probability >= SOURCE else None

    def status(self, group: Group) -> Status:
        """Occurred, unless the words around the head say otherwise."""
        names = features.status(self.around, group.head)
        scored = zip(self.scorers.statuses.probabilities(names), STATUSES, strict=True)
        probability, status = max(scored)
        return status if probability >= STATUS else "occurred"  # type: ignore[return-value]


class RecordMaker:
    """Turns decided groups into event records of the contract."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer, scorers: Scorers) -> None:
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.scorers = scorers

    def decider(self, scan: Scan) -> Decider:
        """What decides about a scan."""
        return Decider(Surroundings(scan, self.codebook), self.scorers)

    def records(self, scan: Scan) -> Iterator[Event]:
        """The event records of a scan, in the order of the report."""
        decider = self.decider(scan)
        groups = decider.groups(decider.acts())
        resolved = self._resolve(scan) if groups else {}
        for group in groups:
            event = self._record(decider, group, resolved)
            if event:
                yield event

    def _resolve(self, scan: Scan) -> dict[int, Place]:
        mentions = [
            NamedPlace(p.name, _precision(p), scan.containers.get(n, ()), p.candidates)
            for n, p in enumerate(scan.places)
        ]
        resolutions = self.gazetteer.resolve(mentions, scan.country)
        return {n: _place(scan, p, r.entry) for n, (p, r) in enumerate(zip(scan.places, resolutions, strict=True))}

    def _record(self, decider: Decider, group: Group, resolved: dict[int, Place]) -> Event | None:
        scan = decider.scan
        roles = decider.roles(group)
        places = tuple(resolved[c.n] for c in decider.places(group))
        when, tolls, teller = decider.date(group), decider.tolls(group), decider.source(group)
        if not (places or when or tolls or roles["initiators"] or roles["targets"]):
            return None
        head = group.head
        sentence = scan.sentences[head.sentence]
        trigger = scan.span(head.trigger.first, head.trigger.last)
        actors = {name: tuple(_actor(scan, c.n) for c in chosen) for name, chosen in roles.items()}
        kind = self.codebook.types[head.event_type]
        words = scan.text(head.trigger.first, head.trigger.last)
        for name, implied in (("initiators", kind.initiator), ("targets", kind.target)):
            if implied and not actors[name]:
                actors[name] = (Actor(implied, words, trigger),)
        document = scan.report.id
        identity = f"{document}|{head.event_type}|{trigger[0]}|{trigger[1]}|{self.codebook.version}"
        return Event(
            event_id=sha256(identity.encode()).hexdigest()[:16],
            document_id=document,
            event_type=head.event_type,
            status=decider.status(group),
            initiators=actors["initiators"],
            supporters=actors["supporters"],
            targets=actors["targets"],
            places=places,
            date=self._date(scan, when),
            toll=Toll(**{field: _count(scan, c.n) for field, c in tolls.items()}),
            weapons=_words(scan, group, decider.around.weapons_of),
            seized=_words(scan, group, decider.around.goods_of) if head.event_type in ("weapons_seizure", "arrest", "raid") else (),
            people=find_people(
                scan,
                group.acts,
                {n for c in roles["initiators"] for n in (c.n,)},
                {c.n for c in roles["targets"]},
            ),
            source=self._source(scan, teller),
            confidence=round(head.probability, 3),
            evidence=Evidence(
                sentence=scan.span(sentence.first, sentence.last),
                trigger=trigger,
                mentions=tuple(scan.span(a.trigger.first, a.trigger.last) for a in group.acts if a is not head),
            ),
        )

    @staticmethod
    def _date(scan: Scan, when: Chosen | None) -> EventDate:
        if when is None:
            return EventDate(scan.report.published, scan.report.published, "assumed")
        time = scan.times[when.n]
        return EventDate(time.start, time.end, time.precision, scan.span(time.first, time.last))

    @staticmethod
    def _source(scan: Scan, teller: Chosen | None) -> Source:
        if teller is None:
            return Source("none")
        s = scan.sources[teller.n]
        return Source(s.kind, scan.text(s.first, s.last), scan.span(s.first, s.last))  # type: ignore[arg-type]


def _precision(place: PlaceMention) -> str | None:
    return place.noun if place.noun in ("site", "settlement", "district", "governorate", "country") else None


def _actor(scan: Scan, n: int) -> Actor:
    m = scan.actors[n]
    return Actor(m.id, scan.text(m.first, m.last), scan.span(m.first, m.last), m.suspected)


def _place(scan: Scan, p: PlaceMention, entry) -> Place:  # type: ignore[no-untyped-def]
    span = scan.place_span(p)
    text = scan.report.text[span[0] : span[1]]
    noun = _precision(p)
    if entry is None:
        return Place(text, span, precision=noun or UNSET)  # type: ignore[arg-type]
    return Place(
        text,
        span,
        entry.id,
        entry.name,
        entry.name_ar,
        entry.latitude,
        entry.longitude,
        entry.admin1,
        entry.admin2,
        entry.country,
        entry.precision,
    )


def _count(scan: Scan, n: int) -> Count:
    t = scan.tolls[n]
    return Count(t.low, t.high, t.approximate, scan.text(t.first, t.last), scan.span(t.first, t.last))


def _words(scan: Scan, group: Group, of: dict[int, list[Hit]]) -> tuple[str, ...]:
    hits = [h for s in sorted({a.sentence for a in group.acts}) for h in of.get(s, ())]
    return tuple(dict.fromkeys(scan.text(h.first, h.last) for h in hits))
