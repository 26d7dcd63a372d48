"""Do two triggers of a report tell of one act?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rasd.coding.acts import Act, Details, Surroundings, bucket, compared
from rasd.coding.context import Silence
from rasd.coding.scorers import Row, Shape, Value, shape
from rasd.coding.trees import LEAST, MISSING, Asked, best_other, log_odds, narrow, odds_at

SHAPE: Shape = shape(
    "merge",
    """where alike a b oa ob gap definite fa fb lemma d commas trigs result relative joined adjacent recalled
    initiator target place day toll agree differ spl sac sto sda pa pb sno suffix parted far""",
    """where, alike, where alike, a b, a b where, a b result, oa ob, oa ob where, gap alike, definite alike where, fa fb where, fa fb result where, lemma where, lemma where definite, ob where a, oa where b,
    d, d alike, commas, trigs, trigs alike, result ob, result oa, relative, relative fb, joined fb alike, adjacent a b, adjacent fa fb, recalled where, ob where, oa where, suffix where alike,
    initiator where alike, target where alike, place where alike, day where alike, toll where alike, initiator alike, target alike, place alike, day alike, toll alike,
    agree differ alike, agree differ where alike, agree differ a b, spl where alike, sac where alike, sto where alike, sda where, spl sac alike, pa pb where, place day alike, place toll alike, toll day alike, sno where alike, parted, parted alike, parted where alike, parted a b, far alike, far where alike, far parted alike""",
)

NUMBERS: tuple[str, ...] = (
    "weighed", "nextfirst", "nextsecond", "rankfirst", "ranksecond", "third", "tellingfirst", "tellingsecond", "apart", "actsbetween", "likes", "acts",
    "context", "gap", "commas", "trigs", "agree", "differ", "sno",
)  # fmt: skip
"""Of the second look: log-odds of the first, and of each act's surest pair with another; this pair's place among those of each; of the act that is
surest to be one with both. Log-odds of the two tellings; words and acts that stand between them; acts of the later one's type, and of the report;
what the network says of the pair; columns of the first look."""
WORDS: tuple[str, ...] = (
    "where", "alike", "a", "b", "oa", "ob", "definite", "fa", "fb", "lemma", "result", "relative", "joined", "adjacent", "recalled", "initiator", "target", "place", "day",
    "toll", "spl", "sac", "sto", "sda", "parted", "a b", "said",
)  # fmt: skip
"""`said`: whether they agree in initiator, target, place, day and count, as one value."""
_OF_ROW = NUMBERS[-6:]
_JOINED = ("a b", "said")
_SAID = ("initiator", "target", "place", "day", "toll")


def asked(acts: Sequence[Act], pairs: Sequence[tuple[int, int]], rows: Sequence[Row], sure: NDArray[np.float32], context: Silence) -> Asked:
    """What the second look is asked about pairs of a report's acts, given by their numbers; `sure`: what the first look gave, `context`: what the network says."""
    odds = log_odds(sure).astype(np.int64)
    ends, twice = np.array(pairs, dtype=np.int64).T.ravel(), np.tile(odds, 2)
    other, rank, _ = best_other(ends, twice)
    beside = odds_at(twice, other).reshape(2, -1)
    telling = log_odds(np.array([a.probability for a in acts], dtype=np.float32))
    told = Counter(a.event_type for a in acts)
    spread = [(acts[b].trigger.first - acts[a].trigger.first, b - a, told[acts[b].event_type], len(acts)) for a, b in pairs]
    numbers = np.column_stack(
        [odds, *beside, *rank.reshape(2, -1), _third(pairs, odds), *telling[ends].reshape(2, -1), np.array(spread, dtype=np.int64), context.one(acts, np.array(pairs, dtype=np.int64)), np.array(SHAPE.values(rows, _OF_ROW), dtype=np.int64).T]
    )
    kept = np.flatnonzero(sure >= LEAST)
    chosen = [rows[k] for k in kept.tolist()]
    words = SHAPE.values(chosen, WORDS[: -len(_JOINED)])
    column = dict(zip(WORDS, words, strict=False))
    both: list[Value] = [f"{a} {b}" for a, b in zip(column["a"], column["b"], strict=True)]
    said: list[Value] = [" ".join(map(str, each)) for each in zip(*(column[name] for name in _SAID), strict=True)]
    return Asked(kept, narrow(numbers[kept]), [*words, both, said])


def _third(pairs: Sequence[tuple[int, int]], odds: NDArray[np.int64]) -> list[int]:
    """For each pair the odds of the act that is surest to be one with both; MISSING where none may be."""
    least = int(log_odds(np.array([LEAST], dtype=np.float32))[0])
    likely: dict[int, dict[int, int]] = defaultdict(dict)
    for (a, b), found in zip(pairs, odds.tolist(), strict=True):
        if found >= least:
            likely[a][b] = likely[b][a] = found
    return [max((min(likely[a][c], likely[b][c]) for c in likely[a].keys() & likely[b].keys()), default=MISSING) for a, b in pairs]


def row(around: Surroundings, a: Act, b: Act, da: Details, db: Details) -> Row:
    """Row of two acts, `a` told before `b`; `da` and `db`: what each says by itself."""
    scan = around.scan
    sa, sb = scan.sentences[a.sentence], scan.sentences[b.sentence]
    ta, tb = a.event_type, b.event_type
    gap = b.sentence - a.sentence
    types = around.codebook.types
    alike = "type" if ta == tb else "class" if types[ta].class_ == types[tb].class_ else "other"
    if gap == 0:
        where = "same"
        first, last = a.trigger.last, b.trigger.first
        between: Row = (
            bucket(last - first), min(around.commas(first, last), 2), min(around.trigger_tally(first, last), 2), around.results(first, last + 1) > 0,
            around.relatives(first, last + 1) > 0, b.trigger.prefix[:1], first == last,
        )  # fmt: skip
        shared: Row = ("", "", "", "", False, False)
    else:
        where = (
            "title" if sa.kind == "title" else "head" if sa.kind == "heading" or sb.kind == "heading"
            else "par" if sa.paragraph == sb.paragraph else "doc"
        )  # fmt: skip
        between = (99, 0, 0, False, False, "", False)
        pa, aa, la, days_a = around.summary(a.sentence)
        pb, ab, lb, days_b = around.summary(b.sentence)
        shared = (compared(pa, pb), compared(aa, ab), compared(la, lb), compared(days_a, days_b), bool(pa), bool(pb))
    definite = b.trigger.prefix.endswith("ال") or bool(b.trigger.suffix)
    found = da.compared(db)
    ea, eb = a.trigger.entry, b.trigger.entry
    return (
        where, alike, ta, tb, a.reading.outcome, b.reading.outcome, min(gap, 5), definite, ea.form, eb.form, ea.lexeme.lemma == eb.lexeme.lemma, *between,
        around.before("recalled", b, 5), *found, found.count("same"), found.count("other"), *shared, around.total_of(a.sentence) + around.total_of(b.sentence), bool(b.trigger.suffix),
        _parted(around, a, b), bucket(gap),
    )  # fmt: skip


def _parted(around: Surroundings, a: Act, b: Act) -> str:
    """Whether the two stand under one heading, under two, or in a report without headings."""
    first, second = around.heading_of[a.sentence], around.heading_of[b.sentence]
    return "no" if first < 0 and second < 0 else "one" if first == second else "two"
