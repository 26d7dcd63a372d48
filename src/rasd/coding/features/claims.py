"""A second look at who or what fills a field: what an act claims, beside its other claims and those of other acts.

A claim is an act with something that may fill its field: an actor, a place, a day, a count, a source. Its first
probability is that of the surest mention. Rows hold numbers (hundredths of log-odds, counts) and words.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Act, Surroundings
from rasd.coding.mentions import Scan
from rasd.coding.scorers import Row, Shape, Value, ends
from rasd.coding.trees import LEAST, MISSING, Asked, Indexes, Numbers, best_other, log_odds, narrow, numbered, odds_at

NUMBERS: tuple[str, ...] = (
    "claim", "tellings", "again", "ahead", "runnerup", "order", "contested", "bykin", "bynearer", "inanyrole", "otherrole", "sametype", "away", "crowd",
    "through", "choices", "telling", "listbefore", "listafter", "actbefore", "actafter",
    "context", "contextbest", "contextahead", "contextrival",
)  # fmt: skip
"""The claim's first log-odds; how many mentions it has, and the best of its other ones. How far it is ahead of the act's next claim (or behind
its best), that other claim, and its place among the act's claims. The best claim of another act on the mention, whether that act is of the
type and whether it stands nearer; the best of any role. This act's claim in another role. The best claim of another act of the type on the
same thing. Whether the mention is in a sentence before or after (-1, 0, 1), acts in the act's sentence, acts between, claims of the act, log-odds of the act. The act's claims on what stands
before and after the mention in a list; those of the acts before and after it in the sentence on the mention. What the network says of the claim, of the surest mention of its
thing, how far that is ahead of the act's next claim (or behind its best), and what it says of the best claim of another act on the mention."""
BY: str = "contestedby"
"""The column of words with the type of the act that contests the mention."""
_LISTED = "coord"
"""The column that says whether a mention continues a list."""
_MOST_PLACE, _MOST_ACTS = 5, 4
_STEP = 1 << 32
"""More than a report has words: keeps the words of different blocks apart."""


class Pairs(NamedTuple):
    """What the first look weighed: rows of acts, of mentions and of how they lie; for each pair the numbers of its act and mention."""

    acts: Sequence[Row]
    mentions: Sequence[Row]
    lies: Sequence[Row]
    at: Sequence[tuple[int, int]]


class Claims(NamedTuple):
    """The claims of a report's acts on the mentions of one field: what was weighed, with a line of probabilities for each pair, and of what the network says."""

    shape: Shape
    acts: Sequence[Act]
    mentions: Sequence[int]
    pairs: Pairs
    scores: NDArray[np.float32]
    said: Indexes

    def values(self, pairs: Sequence[int], columns: Sequence[str]) -> list[Sequence[Value]]:
        """The values of some columns of the first look for some pairs."""
        acts, mentions, lies, at = self.pairs
        rows = [(*acts[a], *mentions[m], *lies[p]) for p in pairs for a, m in (at[p],)]
        return self.shape.values(rows, columns)

    def column(self, name: str) -> list[Value]:
        """The values of one column that tells of the mentions or of how they lie, for all pairs."""
        first, second = self.shape.parts
        number = self.shape.columns.index(name) - first
        _, mentions, lies, at = self.pairs
        return [mentions[m][number] for _, m in at] if number < second else [row[number - second] for row in lies]


class Wanted(NamedTuple):
    """One output of a field (of the roles: which role) that is looked at again, and the columns in words that its trees ask about."""

    claims: Claims
    output: int
    words: Sequence[str]


def asked(around: Surroundings, wanted: Sequence[Wanted]) -> list[Asked]:
    """The claims of each wanted output that are looked at again."""
    return Beside(around, wanted).asked() if wanted else []


class Beside:
    """Claims beside each other. Each wanted output is a block of acts, mentions and pairs by itself; a few array operations answer for all blocks."""

    def __init__(self, around: Surroundings, wanted: Sequence[Wanted]) -> None:
        self.wanted = wanted
        fields = [w.claims for w in wanted]
        self.block = _blocks([len(c.pairs.at) for c in fields])
        self._acts = [a for c in fields for a in c.acts]
        act_block, mention_block = _blocks([len(c.acts) for c in fields]), _blocks([len(c.mentions) for c in fields])
        act, mention = ends([*chain.from_iterable(c.pairs.at for c in fields)])
        self.act = act + _first(act_block)[self.block]
        self.mention = mention + _first(mention_block)[self.block]
        self.scores = np.concatenate([w.claims.scores[:, w.output] for w in wanted])
        self.odds = log_odds(self.scores).astype(np.int64)
        self._said = np.concatenate([w.claims.said[:, w.output] for w in wanted])
        self._numbers = np.array([n for c in fields for n in c.mentions], dtype=np.int64)
        spots = [spot(around.scan, c.shape.name, n) for c in fields for n in c.mentions]
        self._word = np.array([word for word, _ in spots], dtype=np.int64)
        self._thing = numbered([*zip(mention_block.tolist(), (thing for _, thing in spots), strict=True)])
        self._sentence = np.array([around.scan.sentence_of[word] for word, _ in spots], dtype=np.int64)
        self._trigger = np.array([a.trigger.first for a in self._acts], dtype=np.int64)
        self._type = numbered([a.event_type for a in self._acts])
        self._at = np.array([a.sentence for a in self._acts], dtype=np.int64)
        self._here = numbered([*zip(act_block.tolist(), self._at.tolist(), strict=True)])
        self._crowd = np.minimum(np.bincount(self._here)[self._here], _MOST_ACTS)
        self._steps = _STEP * act_block
        self._telling = log_odds(np.array([a.probability for a in self._acts], dtype=np.float32)).astype(np.int64)

    def _listed(self) -> NDArray[np.bool_]:
        """Pairs whose mention continues a list."""
        found: list[bool] = []
        for claims, _, _ in self.wanted:
            count = len(claims.pairs.at)
            if _LISTED in claims.shape.columns:
                found += map(bool, claims.column(_LISTED))
            else:
                found += [False] * count
        return np.array(found)

    def _related(self) -> tuple[Indexes, Indexes, Indexes, Indexes]:
        """For each pair others (-1: none): of its act with the mention before and after it in a list, of the act before and after it in the sentence with its mention."""
        step = int(self._numbers.max()) + 2
        key = self.act * step + self._numbers[self.mention]
        order = key.argsort()
        keys = key[order]

        def pair(wanted: Indexes, known: NDArray[np.bool_]) -> Indexes:
            at = np.minimum(keys.searchsorted(wanted), len(keys) - 1)
            return np.where(known & (keys[at] == wanted), order[at], -1)

        after = np.full(len(key), -1, dtype=np.int64)
        before = pair(key - 1, self._listed())
        found = (before >= 0).nonzero()[0]
        after[before[found]] = found
        beside = self._here[1:] == self._here[:-1]
        return before, after, pair(key - step, np.append(False, beside)[self.act]), pair(key + step, np.append(beside, False)[self.act])

    def _by_context(self, pairs: Indexes) -> Indexes:
        """What the network says of the chosen pairs: four lines of numbers."""
        _, group = np.unique(self.act * (len(self._thing) + 1) + self._thing[self.mention], return_inverse=True)
        most = np.full(group.max() + 1, MISSING)
        np.maximum.at(most, group, self._said)
        surest = most[group[pairs]]
        other = odds_at(surest, best_other(self.act[pairs], surest)[0])
        rival = odds_at(self._said, best_other(self.mention, self._said)[0][pairs])
        return np.stack([self._said[pairs], surest, np.where(other == MISSING, MISSING, surest - other), rival])

    def best(self) -> tuple[Indexes, Indexes, Indexes]:
        """Of each thing that an act may claim the pair with the surest mention, how many mentions it has, the best of its others."""
        key = self.act * (len(self._thing) + 1) + self._thing[self.mention]
        other, place, told = best_other(key, self.odds)
        chosen = (place == 0).nonzero()[0]
        return chosen, told[chosen], odds_at(self.odds, other[chosen])

    def asked(self) -> list[Asked]:
        """The claims that are looked at again, those of each wanted output by themselves."""
        pairs, told, alike = self.best()
        odds, act, thing = self.odds[pairs], self.act[pairs], self._thing[self.mention[pairs]]
        next_best, place, choices = best_other(act, odds)
        kin = best_other(self._type[act] * (len(self._thing) + 1) + thing, odds)[0]
        best, kindred = odds_at(odds, next_best), odds_at(odds, kin)
        by_context = self._by_context(pairs)
        ahead = np.where(next_best < 0, MISSING, odds - best)
        kept = (self.scores[pairs] >= LEAST).nonzero()[0]
        pairs, odds, act = pairs[kept], odds[kept], act[kept]
        rival = best_other(self.mention, self.odds)[0][pairs]
        mention, by, alone = self.mention[pairs], self.act[rival], rival < 0
        word, trigger = self._word[mention], self._trigger[act]
        numbers = np.stack(
            [
                odds, told[kept], alike[kept], ahead[kept], best[kept], np.minimum(place[kept], _MOST_PLACE), odds_at(self.odds, rival),
                np.where(alone, MISSING, self._type[by] == self._type[act]),
                np.where(alone, MISSING, np.abs(word - self._trigger[by]) < np.abs(word - trigger)), *(by_role[pairs] for by_role in self._by_role()), kindred[kept],
                np.sign(self._sentence[mention] - self._at[act]), self._crowd[act], np.clip(self._between(act, word), 0, _MOST_ACTS), choices[kept], self._telling[act],
                *(odds_at(self.odds, other[pairs]) for other in self._related()), *by_context[:, kept],
            ],
            axis=1,
        )  # fmt: skip
        rivals: list[Value] = [self._acts[a].event_type if r >= 0 else "" for a, r in zip(by.tolist(), rival.tolist(), strict=True)]
        return self._parted(pairs, narrow(numbers), rivals)

    def _between(self, act: Indexes, word: Indexes) -> Indexes:
        """How many acts of its block stand between each act and a word."""
        step, trigger = self._steps[act], self._trigger[act]
        triggers = np.sort(self._trigger + self._steps)
        high, low = np.maximum(word, trigger), np.minimum(word, trigger)
        return np.searchsorted(triggers, high + step) - np.searchsorted(triggers, low + step, side="right")

    def _parted(self, pairs: Indexes, numbers: Numbers, rivals: Sequence[Value]) -> list[Asked]:
        """What is asked, by the wanted outputs."""
        begins, ends = np.searchsorted(self.block, range(len(self.wanted))), np.searchsorted(self.block[pairs], range(len(self.wanted) + 1)).tolist()
        found = []
        for n, (claims, _, words) in enumerate(self.wanted):
            part = slice(ends[n], ends[n + 1])
            rows = pairs[part] - begins[n]
            own = [w for w in words if w != BY]
            column = dict(zip(own, claims.values(rows.tolist(), own), strict=True))
            column[BY] = rivals[part]
            found.append(Asked(rows, numbers[part], [column[w] for w in words]))
        return found

    def _by_role(self) -> tuple[Indexes, Indexes]:
        """For each pair the odds of the best claim of another act in any role, and of the act's own claim in another role."""
        any_role, other_role = np.full((2, len(self.odds)), MISSING, dtype=np.int64)
        for n, (claims, output, _) in enumerate(self.wanted):
            if claims.scores.shape[1] > 1:
                here = (self.block == n).nonzero()[0]
                odds = log_odds(claims.scores)
                most = odds.max(axis=1)
                any_role[here] = odds_at(most, best_other(self.mention[here], most)[0])
                other_role[here] = np.delete(odds, output, axis=1).max(axis=1)
        return any_role, other_role


def _blocks(sizes: Sequence[int]) -> Indexes:
    """The number of its block for each element of blocks of some sizes."""
    return np.repeat(np.arange(len(sizes)), sizes)


def _first(blocks: Indexes) -> Indexes:
    """Where each block begins."""
    return np.searchsorted(blocks, np.arange(blocks[-1] + 1))


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
