import math

import numpy as np

from rasd.coding.trees import MISSING, Asked, Forest, Trees, log_odds, narrow

# one tree: claim > 50? no: leaf 0; yes: kind > 10? no: leaf 1, yes: leaf 2; a second: kind > -5?
TREES = Trees(
    bias=-500, tables={"kind": {"dual": -120, "number": 80, "3": 40, "True": 60}},
    splits=[0, 50, 0, 1, 1, 10, 1, 2, 1, -5, 0, 1], sizes=[2, 1], leaves=[-1000, 200, 1500, -300, 300],
)  # fmt: skip


def forest() -> Forest:
    return Forest(("claim",), ("kind",), TREES)


def asked(claims: list[int], kinds: list[str | int]) -> list[float]:
    rows = forest().coded(np.array(claims, dtype=np.int16)[:, None], [kinds])
    return [round(float(p), 4) for p in forest().probabilities(rows)]


def squashed(*leaves: float) -> float:
    return round(1 / (1 + math.exp(0.5 - sum(leaves))), 4)


def test_leaves_of_all_trees_add_up() -> None:
    found = asked([51, 51, 50, 0], ["number", "dual", "number", "dual"])
    assert found == [squashed(1.5, 0.3), squashed(0.2, -0.3), squashed(-1.0, 0.3), squashed(-1.0, -0.3)]


def test_numbers_and_truth_values_have_the_numbers_of_their_words() -> None:
    assert forest().coded(np.array([[1], [1]], dtype=np.int16), [[3, True]])[:, 1].tolist() == [40, 60]


def test_what_no_table_knows_is_missing_and_answers_no() -> None:
    assert forest().coded(np.array([[60]], dtype=np.int16), [["never seen"]])[0].tolist() == [60, MISSING]
    assert asked([60], ["never seen"]) == [squashed(0.2, -0.3)]


def test_a_row_has_the_same_answer_alone_and_among_others() -> None:
    rng = np.random.default_rng(7)
    rows = rng.integers(-200, 200, (50, 2)).astype(np.int16)
    together = forest().probabilities(rows)
    assert [float(forest().probabilities(row[None])[0]) for row in rows] == together.tolist()


def test_reasons_are_what_a_row_would_lose() -> None:
    row = forest().coded(np.array([[60]], dtype=np.int16), [["number"]])[0]
    assert forest().reasons(row) == [("claim", 2.5), ("kind", 1.9)]


def test_log_odds_are_bounded_hundredths() -> None:
    assert log_odds(np.array([0.5, 0.0, 1.0, 0.8], dtype=np.float32)).tolist() == [0, -900, 900, 139]


def test_a_forest_of_no_trees_gives_its_bias() -> None:
    empty = Forest(("claim",), (), Trees(bias=0))
    assert empty.probabilities(np.array([[4]], dtype=np.int16)).tolist() == [0.5]


def test_what_was_looked_at_again_is_known_by_its_row_of_the_first_look() -> None:
    numbers = narrow(np.array([[60], [0]]))
    looked = forest().look(Asked(np.array([4, 9]), numbers, [["number", "dual"]]))
    assert looked.probabilities.tolist() == forest().probabilities(forest().coded(numbers, [["number", "dual"]])).tolist()
    assert looked.reasons(4) == [("claim", 2.5), ("kind", 1.9)]
    assert looked.reasons(5) == []


def test_numbers_too_large_for_a_row_are_the_largest_it_holds() -> None:
    assert narrow(np.array([[40_000, -7, MISSING]])).tolist() == [[30_000, -7, MISSING]]
