"""The SQL of linking as Spark says it."""

import pytest

from rasd.archive.cluster_pairs import in_spark


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("(a_mask_l & a_mask_r) <> 0 AND list_has_any(a_l, a_r)", "(a_mask_l & a_mask_r) <> 0 AND ARRAYS_OVERLAP(a_l, a_r)"),
        ("array_length(array_intersect(a_l, a_r)) >= 2", "SIZE(ARRAY_INTERSECT(a_l, a_r)) >= 2"),
        ("SELECT unnest(generate_series(a, b + 1)) AS day FROM t", "SELECT EXPLODE(SEQUENCE(a, b + 1)) AS day FROM t"),
        ("list_transform(a, lambda c: hash(c, b))", "TRANSFORM(a, c -> XXHASH64(c, b))"),
        ("FROM t WHERE a", "SELECT * FROM t WHERE a"),
    ],
)
def test_words_of_duckdb_become_those_of_spark(here: str, there: str) -> None:
    assert in_spark(here) == there
