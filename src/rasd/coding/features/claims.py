"""A second look at who or what fills a field: what an act claims, beside its other claims and those of other acts.

A claim is an act with something that may fill its field: an actor, a place, a day, a count, a source. Its first
probability is that of the surest mention. Rows hold numbers (hundredths of log-odds, counts) and words.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Act, Surroundings
from rasd.coding.mentions import Scan
from rasd.coding.scorers import Row, Shape, Value
from rasd.coding.trees import LEAST, MISSING, Asked, Indexes, best_other, log_odds, narrow, numbered, odds_at

NUMBERS: tuple[str, ...] = (
    "claim", "tellings", "again", "ahead", "runnerup", "order", "contested", "bykin", "bynearer", "inanyrole", "otherrole", "sametype", "away", "crowd",
    "through", "choices", "telling", "listbefore", "listafter", "actbefore", "actafter",
)  # fmt: skip
"""The claim's first log-odds; how many mentions it has, and the best of its other ones. How far it is ahead of the act's next claim (or behind
its best), that other claim, and its place among the act's claims. The best claim of another act on the mention, whether that act is of the
type and whether it stands nearer; the best of any role. This act's claim in another role. The best claim of another act of the type on the
same thing. Whether the mention is in a sentence before or after (-1, 0, 1), acts in the act's sentence, acts between, claims of the act, log-odds of the act. The act's claims on what stands
before and after the mention in a list; those of the acts before and after it in the sentence on the mention."""
BY: str = "contestedby"
"""The column of words with the type of the act that contests the mention."""
_LISTED = "coord"
"""The column that says whether a mention continues a list."""
_MOST_PLACE, _MOST_ACTS = 5, 4


class Pairs(NamedTuple):
    """What the first look weighed: rows of acts, of mentions and of how they lie; for each pair the numbers of its act and mention."""

    acts: Sequence[Row]
    mentions: Sequence[Row]
    lies: Sequence[Row]
    at: Sequence[tuple[int, int]]


class Claims:
    """The claims of a report's acts on the mentions of one field."""

    def __init__(self, around: Surroundings, shape: Shape, acts: Sequence[Act], mentions: Sequence[int], pairs: Pairs, scores: NDArray[np.float32]) -> None:
        self.shape, self.acts, self.mentions, self.pairs = shape, acts, mentions, pairs
        self.scores = scores
        self.odds = log_odds(self.scores)
        self.act, self.mention = np.array(pairs.at, dtype=np.int64).T
        things: dict[Hashable, int] = {}
        spots = [spot(around.scan, shape.name, n) for n in mentions]
        self._word = np.array([word for word, _ in spots], dtype=np.int64)
        self._thing = np.array([things.setdefault(thing, len(things)) for _, thing in spots], dtype=np.int64)
        self._sentence = np.array([around.scan.sentence_of[word] for word, _ in spots], dtype=np.int64)
        self._trigger = np.array([a.trigger.first for a in acts], dtype=np.int64)
        self._type = numbered([a.event_type for a in acts])
        self._at = np.array([a.sentence for a in acts], dtype=np.int64)
        self._crowd = np.minimum(np.bincount(self._at)[self._at], _MOST_ACTS)
        self._others = self._related()
        self._telling = log_odds(np.array([a.probability for a in acts], dtype=np.float32)).astype(np.int64)

    def _related(self) -> tuple[Indexes, Indexes, Indexes, Indexes]:
        """For each pair others (-1: none): of its act with the mention before and after it in a list, of the act before and after it in the sentence with its mention."""
        step = max(self.mentions) + 2
        key = self.act * step + np.array(self.mentions, dtype=np.int64)[self.mention]
        order = key.argsort()
        keys = key[order]

        def pair(wanted: Indexes, known: NDArray[np.bool_]) -> Indexes:
            at = np.minimum(keys.searchsorted(wanted), len(keys) - 1)
            return np.where(known & (keys[at] == wanted), order[at], -1)

        before, after = np.full((2, len(key)), -1, dtype=np.int64)
        if _LISTED in self.shape.columns:
            (column,) = self._columns(range(len(key)), [self.shape.columns.index(_LISTED)])
            listed = np.array([bool(v) for v in column])
            before = pair(key - 1, listed)
            found = (before >= 0).nonzero()[0]
            after[before[found]] = found
        beside = self._at[1:] == self._at[:-1]
        return before, after, pair(key - step, np.append(False, beside)[self.act]), pair(key + step, np.append(beside, False)[self.act])

    def best(self, output: int) -> tuple[Indexes, Indexes, Indexes]:
        """Of each thing that an act may claim the pair with the surest mention, how many mentions it has, the best of its others."""
        odds = self.odds[:, output]
        key = self.act * (len(self._thing) + 1) + self._thing[self.mention]
        other, place, told = best_other(key, odds)
        chosen = (place == 0).nonzero()[0]
        return chosen, told[chosen], odds_at(odds, other[chosen])

    def asked(self, output: int, words: Sequence[str]) -> Asked:
        """The claims of one output (of the roles: which role) that are looked at again."""
        pairs, told, alike = self.best(output)
        odds, all_odds = self.odds[pairs, output].astype(np.int64), self.odds[:, output]
        act, mention = self.act[pairs], self.mention[pairs]
        next_best, place, choices = best_other(act, odds)
        best = odds_at(odds, next_best)
        rival = best_other(self.mention, all_odds)[0][pairs]
        by = self.act[rival]
        alone = rival < 0
        word = self._word[mention]
        own, others = np.abs(word - self._trigger[act]), np.abs(word - self._trigger[by])
        kin = best_other(self._type[act] * (len(self._thing) + 1) + self._thing[mention], odds)[0]
        any_role, other_role = self._by_role(pairs, output)
        triggers = np.sort(self._trigger)
        low, high = np.minimum(word, self._trigger[act]), np.maximum(word, self._trigger[act])
        between = np.searchsorted(triggers, high) - np.searchsorted(triggers, low, side="right")
        numbers = np.stack(
            [
                odds, told, alike, np.where(next_best < 0, MISSING, odds - best), best, np.minimum(place, _MOST_PLACE), odds_at(all_odds, rival),
                np.where(alone, MISSING, self._type[by] == self._type[act]), np.where(alone, MISSING, others < own), any_role, other_role, odds_at(odds, kin),
                np.sign(self._sentence[mention] - self._at[act]), self._crowd[act], np.clip(between, 0, _MOST_ACTS), choices, self._telling[act],
                *(odds_at(all_odds, other[pairs]) for other in self._others),
            ],
            axis=1,
        )  # fmt: skip
        kept = (self.scores[pairs, output] >= LEAST).nonzero()[0]
        rivals: list[Value] = [self.acts[a].event_type if r >= 0 else "" for a, r in zip(by[kept].tolist(), rival[kept].tolist(), strict=True)]
        own_words = [w for w in words if w != BY]
        column = dict(zip(own_words, self._columns(pairs[kept].tolist(), [*map(self.shape.columns.index, own_words)]), strict=True))
        column[BY] = rivals
        return Asked(pairs[kept], narrow(numbers[kept]), [column[w] for w in words])

    def _by_role(self, pairs: Indexes, output: int) -> tuple[Indexes, Indexes]:
        if self.odds.shape[1] == 1:
            nothing = np.full(len(pairs), MISSING, dtype=np.int64)
            return nothing, nothing
        most = self.odds.max(axis=1)
        return odds_at(most, best_other(self.mention, most)[0][pairs]), np.delete(self.odds, output, axis=1).max(axis=1)[pairs].astype(np.int64)

    def _columns(self, pairs: Sequence[int], columns: Sequence[int]) -> list[list[Value]]:
        """The values of some columns of the first look."""
        first, second = self.shape.parts
        at = [self.pairs.at[p] for p in pairs]
        acts, mentions, lies = [self.pairs.acts[a] for a, _ in at], [self.pairs.mentions[m] for _, m in at], [self.pairs.lies[p] for p in pairs]
        return [
            [row[c] for row in acts] if c < first else [row[c - first] for row in mentions] if c < first + second else [row[c - first - second] for row in lies]
            for c in columns
        ]


def spot(scan: Scan, name: str, n: int) -> tuple[int, Hashable]:
    """Word and thing of the scan's n-th mention for a scorer."""
    match name:
        case "roles":
            return scan.actors[n].first, scan.actors[n].id
        case "places":
            return scan.places[n].first, scan.places[n].name
        case "date":
            return scan.times[n].first, (scan.times[n].start, scan.times[n].end)
        case "toll":
            toll = scan.tolls[n]
            return toll.word, (toll.field, toll.low, toll.high)
        case _:
            source = scan.sources[n]
            return source.said, scan.text(source.first, source.last)
