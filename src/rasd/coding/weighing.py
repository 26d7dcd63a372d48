"""Weighing: how likely every mention around an act fills each of its fields, at first sight and beside the other claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Act, Key, Surroundings
from rasd.coding.clauses import Clause
from rasd.coding.context import Silence
from rasd.coding.features import dates, places, roles, sources, tolls
from rasd.coding.features.claims import Claims, Pairs, Wanted, asked, spot
from rasd.coding.features.looks import Look
from rasd.coding.features.types import LARGE, LIKELY_COUNT, Filling
from rasd.coding.learned import Scorers
from rasd.coding.scorers import Row
from rasd.coding.trees import LEAST, Looked

_AHEAD = 1
_RIGHT_AFTER = 6
_FIGURES = frozenset({"number", "several", "sum", "added", "dual", "either", "none"})


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


class Sighted(NamedTuple):
    """Mentions weighed at first sight: which of the acts have any around them, the mentions, the pairs and their probabilities, a line of outputs each."""

    claiming: list[int]
    mentions: list[int]
    pairs: Pairs
    scores: NDArray[np.float32]


class _Described(NamedTuple):
    """The row of an act, the mentions around it, and how each lies to it."""

    row: Row
    mentions: list[int]
    lies: list[Row]


FIELDS = (
    Field("roles", roles.RoleRows, "actors_of", 2),
    Field("places", places.PlaceRows, "places_of", 1),
    Field("date", dates.DateRows, "times_of", 2),
    Field("toll", tolls.TollRows, "tolls_of", 1),
    Field("source", sources.SourceRows, "source_numbers_of", 5, True),
)
ROLE_FIELD, TOLL_FIELD = FIELDS[0], FIELDS[3]
Weights = list[tuple[int, tuple[float, ...]]]
"""Mentions with a probability for each output."""


class Weighing:
    """The mentions of a report weighed for the fields of its acts."""

    def __init__(self, around: Surroundings, scorers: Scorers, clause_at: Mapping[int, Clause], context: Silence) -> None:
        self.around = around
        self._context = context
        self.scan = around.scan
        self.scorers = scorers
        self._clause_at = clause_at
        self._found: dict[str, dict[Key, Weights]] = {f.name: {} for f in FIELDS}
        self._windows: dict[tuple[str, int], list[int]] = {}
        self._seen: dict[str, tuple[list[Key], Sighted | None]] = {}
        self._described: dict[str, dict[Key, _Described | None]] = {f.name: {} for f in FIELDS}
        self._parts: dict[str, dict[int, Row]] = {f.name: {} for f in FIELDS}
        """The parts of mentions' rows that are the same for every act."""
        self._looked: list[tuple[Look, Claims, Looked]] = []

    def of(self, name: str, act: Act) -> Weights:
        """The mentions weighed for a field of an act; those left out that are less likely than LEAST in each output."""
        if act.key not in self._found[name]:
            self.score([act])
        return self._found[name][act.key]

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
        rows = self._rows(field, act)
        return (*rows.act_part, *rows.mention_part(self.around, n), *rows.pair_part(n))

    def _rows(self, field: Field, act: Act) -> _Rows:
        return field.rows(self.around, act, self._clause_at[act.trigger.first].limits)

    def score(self, acts: Iterable[Act]) -> None:
        """Weigh every mention around every act for every field, all acts at once."""
        new = list({a.key: a for a in acts if a.key not in self._found[ROLE_FIELD.name]}.values())
        for found in self._found.values():
            found.update((a.key, []) for a in new)
        claimed = [claims for field in FIELDS if (claims := self.claims(field, new)) is not None]
        for claims, told in zip(claimed, self._look_again(claimed), strict=True):
            found, numbers, at = self._found[claims.shape.name], claims.mentions, claims.pairs.at
            likely = np.flatnonzero((told >= LEAST).any(axis=1))
            for pair, each in zip(likely.tolist(), told[likely].tolist(), strict=True):
                k, m = at[pair]
                found[claims.acts[k].key].append((numbers[m], tuple(each)))

    def claims(self, field: Field, acts: Sequence[Act]) -> Claims | None:
        """What acts claim for a field; None where no mention stands around them."""
        seen = self.at_first_sight(field, acts)
        if seen is None:
            return None
        claiming = [acts[k] for k in seen.claiming]
        words = [spot(self.scan, field.name, n)[0] for n in seen.mentions]
        said = self._context.filling(field.name, claiming, words, np.array(seen.pairs.at, dtype=np.int64))
        return Claims(self.scorers[field.name].shape, claiming, seen.mentions, seen.pairs, seen.scores, said)

    def at_first_sight(self, field: Field, acts: Sequence[Act]) -> Sighted | None:
        """The mentions around acts weighed one by one; weighed once for the same acts."""
        keys = [a.key for a in acts]
        if self._seen.get(field.name, (None, None))[0] != keys:
            self._seen[field.name] = (keys, self._sight(field, acts))
        return self._seen[field.name][1]

    def _sight(self, field: Field, acts: Sequence[Act]) -> Sighted | None:
        act_parts: list[Row] = []
        lies: list[Row] = []
        at: list[tuple[int, int]] = []
        number_of: dict[int, int] = {}
        claiming: list[int] = []
        for number, act in enumerate(acts):
            described = self._describe(field, act)
            if described is not None:
                at += [(len(act_parts), number_of.setdefault(n, len(number_of))) for n in described.mentions]
                act_parts.append(described.row)
                claiming.append(number)
                lies += described.lies
        if not lies:
            return None
        parts = self._parts[field.name]
        parts.update((n, field.rows.mention_part(self.around, n)) for n in number_of if n not in parts)
        mention_parts = [parts[n] for n in number_of]
        scores = self.scorers[field.name].of_pairs(act_parts, mention_parts, lies, at)
        return Sighted(claiming, list(number_of), Pairs(act_parts, mention_parts, lies, at), scores.reshape(len(lies), -1))

    def _describe(self, field: Field, act: Act) -> _Described | None:
        """Described once: a second look at types leaves most acts as they were. None for an act with no mentions around it."""
        known = self._described[field.name]
        if act.key not in known:
            indexes = self.candidates(field, act)
            rows = self._rows(field, act) if indexes else None
            known[act.key] = _Described(rows.act_part, indexes, [*map(rows.pair_part, indexes)]) if rows is not None else None
        return known[act.key]

    def filling(self, acts: Sequence[Act]) -> list[Filling]:
        """What fills each act at first sight, as far as it tells its type."""
        initiators, targets = [(0.0, -1)] * len(acts), [(0.0, -1)] * len(acts)
        tolls: list[dict[str, int]] = [{} for _ in acts]
        roles = self.at_first_sight(ROLE_FIELD, acts)
        if roles:
            for (a, m), (initiator, _, target) in zip(roles.pairs.at, roles.scores.tolist(), strict=True):
                number, n = roles.claiming[a], roles.mentions[m]
                initiators[number] = max(initiators[number], (initiator, n))
                targets[number] = max(targets[number], (target, n))
        counts = self.at_first_sight(TOLL_FIELD, acts)
        if counts:
            for (a, m), (sure,) in zip(counts.pairs.at, counts.scores.tolist(), strict=True):
                if sure >= LIKELY_COUNT:
                    number, n = counts.claiming[a], counts.mentions[m]
                    field = self.around.toll_field(n, acts[number].event_type)
                    tolls[number][field] = max(tolls[number].get(field, 0), min(self.scan.tolls[n].low, LARGE))
        return [Filling(*each) for each in zip(initiators, targets, tolls, strict=True)]

    def _look_again(self, claimed: Sequence[Claims]) -> list[NDArray[np.float32]]:
        """Probabilities after the second look: of the mentions of one thing the surest stands for it, the others have none."""
        told = [claims.scores.copy() for claims in claimed]
        looks = [(n, look, forest) for n, claims in enumerate(claimed) for look, forest in self.scorers.looks(claims.shape.name)]
        found = asked(self.around, [Wanted(claimed[n], look.output, look.words) for n, look, _ in looks])
        for (n, look, forest), question in zip(looks, found, strict=True):
            looked = forest.look(question)
            told[n][:, look.output] = looked.spread(len(told[n]))
            self._looked.append((look, claimed[n], looked))
        return told

    def reasons(self, name: str, output: int, act: Act, n: int) -> list[tuple[str, float]]:
        """What weighed most when an act's claim on the n-th mention was looked at again."""
        return [
            reason
            for look, claims, looked in self._looked
            if (look.scorer, look.output) == (name, output)
            for pair, (k, m) in enumerate(claims.pairs.at)
            if claims.acts[k].key == act.key and claims.mentions[m] == n
            for reason in looked.reasons(pair)
        ]
