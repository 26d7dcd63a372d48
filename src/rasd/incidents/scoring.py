"""Candidate pairs and their weights: blocking in SQL, comparison by Splink on DuckDB."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from rasd.incidents.comparisons import COMPARISONS
from rasd.incidents.traits import Row
from rasd.incidents.weights import Weights

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import numpy.typing as npt

_BATCH = 20_000
_SMALLEST = 1e-4
"""Scale of the two probabilities Splink divides; only their ratio is used."""

_TYPES = {
    "document": "INTEGER", "type": "INTEGER", "type_bit": "BIGINT", "close": "BIGINT", "compatible": "BIGINT",
    "either": "BOOLEAN", "status": "VARCHAR", "source": "BIGINT", "turnable": "BOOLEAN",
    **{f"{side}_{name}": kind
       for side in ("doer", "hit", "doer_own", "hit_own")
       for name, kind in (("ids", "INTEGER[]"), ("mask", "BIGINT"), ("families", "BIGINT"), ("kinds", "BIGINT"),
                          ("stands_for", "BIGINT"), ("told", "BOOLEAN"))},
    "hit_civilians": "BOOLEAN",
    **{f"{name}{suffix}": kind
       for name in ("points", "denoted", "areas", "people", "words")
       for suffix, kind in (("", "BIGINT[]"), ("_mask", "BIGINT"))},
    "latitude": "DOUBLE", "longitude": "DOUBLE", "radius": "DOUBLE", "placed": "BOOLEAN", "only_areas": "BOOLEAN",
    "unknown_place": "BOOLEAN", "only_country": "BOOLEAN", "names_area": "BOOLEAN", "governorates": "BIGINT[]", "countries": "BIGINT[]",
    "handles": "BIGINT[]", "first": "INTEGER", "last": "INTEGER", "assumed": "BOOLEAN", "days": "INTEGER[]",
    **{f"{name}_{end}": "INTEGER" for name in ("killed", "wounded", "held") for end in ("low", "high")},
    "has_text": "BOOLEAN", "fresh": "BOOLEAN",
}  # fmt: skip
"""Columns of the traits and their DuckDB types."""

_CANDIDATES = """
CREATE TABLE by_area AS
    SELECT unique_id, day, unnest(governorates) AS area, document, type_bit, compatible, fresh
    FROM (SELECT *, unnest(days) AS day FROM traits);
CREATE TABLE by_handle AS
    SELECT unique_id, day, unnest(handles) AS handle, document, type_bit, compatible, fresh,
           len(governorates) = 0 AS loose
    FROM (SELECT *, unnest(days) AS day FROM traits);
CREATE TABLE candidates AS
    SELECT DISTINCT '0' AS match_key, join_key_l, join_key_r FROM (
        SELECT l.unique_id AS join_key_l, r.unique_id AS join_key_r
        FROM by_area l JOIN by_area r ON l.day = r.day AND l.area = r.area
        WHERE l.unique_id < r.unique_id AND {may}
        UNION ALL
        SELECT least(l.unique_id, r.unique_id), greatest(l.unique_id, r.unique_id)
        FROM (FROM by_handle WHERE loose) l JOIN by_handle r ON l.day = r.day AND l.handle = r.handle
        WHERE (l.unique_id < r.unique_id OR NOT r.loose) AND {may}
    );
DROP TABLE by_area;
DROP TABLE by_handle;
"""
_MAY = "l.document <> r.document AND (l.compatible & r.type_bit) <> 0 AND (l.fresh OR r.fresh)"


class Pairs(NamedTuple):
    """Scored pairs: positions of the two records (left < right) and the weight in bits."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]


def score(rows: Iterable[Row], weights: Weights, fresh_from: int = 0) -> Pairs:
    """Weights of all pairs worth comparing, those above the weight of the unseen.

    Records are numbered in the order of `rows`. Pairs in which both come before `fresh_from` are left out.
    """
    con = _connection()
    try:
        _fill(con, rows, fresh_from)
        con.execute(_CANDIDATES.format(may=_MAY))
        predicted = _predict(con, weights, weights.unseen)
        found = con.execute(
            f"SELECT unique_id_l AS l, unique_id_r AS r, match_weight AS w FROM {predicted} ORDER BY l, r"
        ).fetchnumpy()
    finally:
        con.close()
    return Pairs(found["l"], found["r"], found["w"])


def compare(rows: Sequence[Row], pairs: Sequence[tuple[int, int]]) -> list[dict[str, str]]:
    """The finding of every comparison for pairs of rows, whether or not they would be looked up."""
    con = _connection()
    try:
        _fill(con, rows, 0)
        con.execute("CREATE TABLE asked (number INTEGER, l BIGINT, r BIGINT)")
        if pairs:
            con.executemany("INSERT INTO asked VALUES (?, ?, ?)", [(n, *pair) for n, pair in enumerate(pairs)])
        cases = ", ".join(f"{_case(c.name)} AS {c.name}" for c in COMPARISONS)
        columns = ", ".join(f"l.{name} AS {name}_l, r.{name} AS {name}_r" for name in _TYPES)
        found = con.execute(
            f"SELECT {cases} FROM (SELECT number, {columns} FROM asked a JOIN traits l ON l.unique_id = a.l "
            "JOIN traits r ON r.unique_id = a.r) ORDER BY number"
        ).fetchall()
    finally:
        con.close()
    return [dict(zip((c.name for c in COMPARISONS), row, strict=True)) for row in found]


def _case(name: str) -> str:
    comparison = next(c for c in COMPARISONS if c.name == name)
    whens = " ".join(f"WHEN {f.sql} THEN '{f.name}'" for f in comparison.findings[:-1])
    return f"CASE {whens} ELSE '{comparison.findings[-1].name}' END"


def _connection() -> duckdb.DuckDBPyConnection:
    import duckdb

    con = duckdb.connect(":memory:")
    con.execute("SET memory_limit = '3GB'; SET preserve_insertion_order = false; SET enable_progress_bar = false")
    return con


def _fill(con: duckdb.DuckDBPyConnection, rows: Iterable[Row], fresh_from: int) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in _TYPES.items())
    con.execute(f"CREATE TABLE traits (unique_id BIGINT, {columns})")
    at = 0
    for batch in _batches(rows):
        table = _arrow(batch, at, fresh_from)
        con.register("batch", table)
        con.execute("INSERT INTO traits BY NAME SELECT * FROM batch")
        con.unregister("batch")
        at += len(batch)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def _arrow(batch: Sequence[Row], at: int, fresh_from: int) -> Any:
    import pyarrow as pa

    kinds = {
        "INTEGER": pa.int32(), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_(), "VARCHAR": pa.string(),
        "DOUBLE": pa.float64(), "INTEGER[]": pa.list_(pa.int32()), "BIGINT[]": pa.list_(pa.int64()),
    }  # fmt: skip
    columns = {"unique_id": pa.array(range(at, at + len(batch)), pa.int64())}
    for name, kind in _TYPES.items():
        if name == "fresh":
            columns[name] = pa.array([at + n >= fresh_from for n in range(len(batch))], pa.bool_())
        else:
            columns[name] = pa.array([row[name] for row in batch], kinds[kind])
    return pa.table(columns)


def _predict(con: duckdb.DuckDBPyConnection, weights: Weights, least: float) -> str:
    """The name of the table that Splink fills."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(con)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        probability_two_random_records_match=1 / (1 + 2**-weights.prior),
        comparisons=[_splink(c.name, weights) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on("document")],  # never run: the candidates are registered below
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(api.register("traits"), settings, log_level=None)
    linker.table_management.register_blocked_pairs_for_predict(api.register("candidates"))
    return linker.inference.predict(threshold_match_weight=least, warning_mode="never").physical_name


def _splink(name: str, weights: Weights) -> dict[str, Any]:
    """A comparison as Splink takes it: for each finding two probabilities whose ratio is the weight."""
    comparison = next(c for c in COMPARISONS if c.name == name)
    return {
        "output_column_name": name,
        "comparison_levels": [
            {
                "sql_condition": finding.sql,
                "label_for_charts": finding.name,
                "m_probability": _SMALLEST * 2 ** (weights.findings[name, finding.name].bits / 2),
                "u_probability": _SMALLEST * 2 ** (-weights.findings[name, finding.name].bits / 2),
                "fix_m_probability": True,
                "fix_u_probability": True,
            }
            for finding in comparison.findings
        ],
    }
