"""The clustering against its own rule, written down as plainly as can be."""

from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.incidents import Judgement
from rasd.incidents.clustering import Edges, cluster
from rasd.incidents.judging import Constraints

THRESHOLD, UNSEEN, BONUS = 1.0, -4.0, 1.0


def plainly(documents: list[str], weights: dict[tuple[int, int], int], judged: Constraints) -> list[tuple[int, ...]]:
    """Join the two groups with the highest mean again and again, looking at all of them each time."""
    ids = [f"r{n}" for n in range(len(documents))]
    groups = {}
    for n, event in enumerate(ids):
        groups.setdefault(judged.group(event), []).append(n)
    found = [tuple(g) for g in groups.values()]
    while True:
        offers = []
        for one, other in combinations(sorted(found), 2):
            pairs = [weights.get((min(p), max(p)), UNSEEN) for p in product(one, other)]
            mean = sum(pairs) / len(pairs) + (BONUS if len(pairs) > 1 else 0)
            apart = any(judged.group(ids[b]) in judged.apart(judged.group(ids[a])) for a, b in product(one, other))
            together = {documents[n] for n in one} & {documents[n] for n in other}
            if mean > THRESHOLD and not apart and not together:
                offers.append((-mean, one, other))
        if not offers:
            return sorted(found)
        _, one, other = min(offers, key=lambda o: (o[0], o[1][0], o[2][0]))
        found = [g for g in found if g not in (one, other)] + [tuple(sorted((*one, *other)))]


@settings(deadline=None)
@given(
    documents=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=9),
    drawn=st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.integers(-6, 9), max_size=36),
    said=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.booleans()), max_size=4),
)
def test_groups_are_those_of_the_rule(documents: list[str], drawn: dict, said: list) -> None:  # type: ignore[type-arg]
    count = len(documents)
    weights = {(a, b): w for (a, b), w in drawn.items() if a < b < count}
    judged = Constraints([Judgement(f"r{a}", f"r{b}", same) for a, b, same in said if max(a, b) < count and a != b])
    edges = Edges(
        np.array([b for _, b in weights], np.int64),  # the other way round: the order within a pair does not matter
        np.array([a for a, _ in weights], np.int64),
        np.array([*weights.values()], np.float64),
    )
    found = cluster([f"r{n}" for n in range(count)], documents, edges, judged, THRESHOLD, UNSEEN)
    assert found == plainly(documents, weights, judged)
