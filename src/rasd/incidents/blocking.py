"""Which pairs of records are worth comparing: steps from the table `traits` to the table `candidates`, in DuckDB's SQL.

Two records are looked up by the days and areas they share; one without a known area by its days and its actors, places or
countries. `candidates` has the columns `match_key`, `join_key_l`, `join_key_r` that Splink takes for pairs.
"""

from __future__ import annotations

from typing import NamedTuple

LONG_DAYS = 45
"""Of what lasts longer only the ends are compared."""

_MAY = "l.document <> r.document AND (l.compatible & r.type_bit) <> 0 AND (l.fresh OR r.fresh)"


class Step(NamedTuple):
    """A table, the query that fills it, and the tables that nobody needs after it."""

    table: str
    query: str
    spent: tuple[str, ...] = ()


def steps(fresh: str = "TRUE") -> tuple[Step, ...]:
    """The steps in order. `fresh`: the SQL condition of records of which a pair must have one."""
    return (
        Step("days", _DAYS.format(fresh=fresh, long=LONG_DAYS)),
        Step("by_area", _BY_AREA),
        Step("by_handle", _BY_HANDLE, ("days",)),
        Step("candidates", _CANDIDATES.format(may=_MAY), ("by_area", "by_handle")),
    )


_DAYS = """
    SELECT unique_id, document, type, type_bit, compatible, {fresh} AS fresh, governorates, countries,
           points, actor_handles, unnest(
               CASE WHEN first IS NULL THEN []
                    WHEN assumed THEN generate_series(first - 2, last + 1)
                    WHEN last - first > {long} THEN [first, first + 1, last, last + 1]
                    ELSE generate_series(first, last + 1) END
           ) AS day
    FROM traits
"""
"""Days to look a record up by: one more than told, so that acts a day apart share one; of long periods the two ends."""
_BY_AREA = """
    SELECT unique_id, day, unnest(governorates) AS area, document, type_bit, compatible, fresh FROM days
"""
_BY_HANDLE = """
    SELECT unique_id, day, document, type_bit, compatible, fresh, array_length(governorates) = 0 AS loose,
           unnest(actor_handles || points || list_transform(countries, lambda c: (hash(c, type) >> 2)::BIGINT)) AS handle
    FROM days
"""
_CANDIDATES = """
    SELECT DISTINCT '0' AS match_key, join_key_l, join_key_r FROM (
        SELECT l.unique_id AS join_key_l, r.unique_id AS join_key_r
        FROM by_area l JOIN by_area r ON l.day = r.day AND l.area = r.area
        WHERE l.unique_id < r.unique_id AND {may}
        UNION ALL
        SELECT least(l.unique_id, r.unique_id), greatest(l.unique_id, r.unique_id)
        FROM (FROM by_handle WHERE loose) l JOIN by_handle r ON l.day = r.day AND l.handle = r.handle
        WHERE (l.unique_id < r.unique_id OR NOT r.loose) AND {may}
    )
"""
