"""Candidate pairs and their weights: blocking in SQL, comparison by Splink on DuckDB."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, NamedTuple

from rasd.incidents.comparisons import COMPARISONS
from rasd.incidents.traits import Row, TraitReader
from rasd.incidents.weights import Weights

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import numpy.typing as npt

_BATCH = 20_000
LONG_DAYS = 45
"""Of what lasts longer only the ends are compared."""
_MEMORY = "3GB"
"""What DuckDB may take before it writes to the folder of temporary files."""
_SMALLEST = 1e-4
"""Scale of the two probabilities Splink divides; only their ratio is used."""

_SIDE_TYPES = {
    "turnable": "BOOLEAN",
    **{f"{side}_{name}": kind
       for side in ("doer", "hit", "doer_own", "hit_own")
       for name, kind in (("ids", "INTEGER[]"), ("mask", "BIGINT"), ("families", "BIGINT"), ("kinds", "BIGINT"),
                          ("stands_for", "BIGINT"), ("told", "BOOLEAN"))},
    "hit_civilians": "BOOLEAN", "actor_handles": "BIGINT[]",
}  # fmt: skip
_WHERE_TYPES = {
    **{f"{name}{suffix}": kind
       for name in ("points", "denoted", "areas")
       for suffix, kind in (("", "BIGINT[]"), ("_mask", "BIGINT"))},
    "latitude": "DOUBLE", "longitude": "DOUBLE", "radius": "DOUBLE", "placed": "BOOLEAN", "only_areas": "BOOLEAN",
    "unknown_place": "BOOLEAN", "only_country": "BOOLEAN", "names_area": "BOOLEAN", "governorates": "BIGINT[]",
    "countries": "BIGINT[]",
}  # fmt: skip
_ROW_TYPES = {
    "document": "INTEGER", "type": "INTEGER", "type_bit": "BIGINT", "close": "BIGINT", "compatible": "BIGINT",
    "either": "BOOLEAN", "status": "VARCHAR", "source": "BIGINT", "side": "INTEGER", "where": "INTEGER",
    "first": "INTEGER", "last": "INTEGER", "assumed": "BOOLEAN",
    **{f"{name}_{end}": "INTEGER" for name in ("killed", "wounded", "held") for end in ("low", "high")},
    "people": "BIGINT[]", "people_mask": "BIGINT", "words": "BIGINT[]", "words_mask": "BIGINT", "has_text": "BOOLEAN",
}  # fmt: skip
"""Columns of rows and fragments and their DuckDB types; those of rows in the order of `Row`."""

_TRAITS = """
CREATE TABLE traits AS
    SELECT rows.* EXCLUDE (side, "where"), sides.* EXCLUDE (number), wheres.* EXCLUDE (number)
    FROM rows JOIN sides ON rows.side = sides.number JOIN wheres ON rows."where" = wheres.number;
DROP TABLE rows;
DROP TABLE sides;
DROP TABLE wheres;
"""
_DAYS = """
CREATE TABLE days AS
    SELECT unique_id, document, type, type_bit, compatible, unique_id >= {fresh_from} AS fresh, governorates, countries,
           points, actor_handles, unnest(
               CASE WHEN first IS NULL THEN []
                    WHEN assumed THEN range(first - 2, last + 2)
                    WHEN last - first > {long} THEN [first, first + 1, last, last + 1]
                    ELSE range(first, last + 2) END
           ) AS day
    FROM traits;
"""
"""Days to look a record up by: one more than told, so that acts a day apart share one; of long periods the two ends."""
_CANDIDATES = """
CREATE TABLE by_area AS
    SELECT unique_id, day, unnest(governorates) AS area, document, type_bit, compatible, fresh FROM days;
CREATE TABLE by_handle AS
    SELECT unique_id, day, document, type_bit, compatible, fresh, len(governorates) = 0 AS loose,
           unnest(actor_handles || points || list_transform(countries, lambda c: (hash(c, type) >> 2)::BIGINT)) AS handle
    FROM days;
DROP TABLE days;
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


def no_pairs() -> Pairs:
    """None."""
    import numpy as np

    return Pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))


def score(rows: Iterable[Row], reader: TraitReader, weights: Weights, fresh_from: int = 0) -> Pairs:
    """Weights of all pairs worth comparing, none below the floor.

    `rows` are made by `reader`; records are numbered in their order. Pairs in which both come before
    `fresh_from` are left out.
    """
    con = _connection()
    try:
        _fill(con, rows, reader)
        con.execute(_DAYS.format(fresh_from=fresh_from, long=LONG_DAYS))
        con.execute(_CANDIDATES.format(may=_MAY))
        predicted = _predict(con, weights)
        found = con.execute(
            f"SELECT unique_id_l AS l, unique_id_r AS r, greatest(match_weight, ?) AS w FROM {predicted}",
            [weights.floor],
        ).fetchnumpy()
    finally:
        con.close()
    return Pairs(found["l"], found["r"], found["w"])


def compare(rows: Sequence[Row], reader: TraitReader, pairs: Sequence[tuple[int, int]]) -> list[dict[str, str]]:
    """The finding of every comparison for pairs of rows, whether or not they would be looked up."""
    con = _connection()
    try:
        _fill(con, rows, reader)
        con.execute("CREATE TABLE asked (number INTEGER, l BIGINT, r BIGINT)")
        if pairs:
            con.executemany("INSERT INTO asked VALUES (?, ?, ?)", [(n, *pair) for n, pair in enumerate(pairs)])
        cases = ", ".join(f"{_case(c.name)} AS {c.name}" for c in COMPARISONS)
        names = [n for n in (*_ROW_TYPES, *_SIDE_TYPES, *_WHERE_TYPES) if n not in ("side", "where")]
        columns = ", ".join(f"l.{name} AS {name}_l, r.{name} AS {name}_r" for name in names)
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
    overflow = str(Path(gettempdir()) / f"rasd-link-{getpid()}").replace("'", "''")
    con.execute(f"SET memory_limit = '{_MEMORY}'; SET temp_directory = '{overflow}'")
    con.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
    return con


def _fill(con: duckdb.DuckDBPyConnection, rows: Iterable[Row], reader: TraitReader) -> None:
    """The table `traits`: rows with the fragments they name."""
    _create(con, "rows", "unique_id", _ROW_TYPES)
    at = 0
    for batch in _batches(rows):
        _insert(con, "rows", "unique_id", at, list(zip(*batch, strict=True)), _ROW_TYPES)
        at += len(batch)
    for table, fragments, types in (("sides", reader.sides, _SIDE_TYPES), ("wheres", reader.wheres, _WHERE_TYPES)):
        _create(con, table, "number", types)
        _insert(con, table, "number", 0, [[f[name] for f in fragments] for name in types], types)
    con.execute(_TRAITS)


def _create(con: duckdb.DuckDBPyConnection, table: str, key: str, types: Mapping[str, str]) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    con.execute(f"CREATE TABLE {table} ({key} BIGINT, {columns})")


def _insert(
    con: duckdb.DuckDBPyConnection,
    table: str,
    key: str,
    at: int,
    columns: Sequence[Sequence[Any]],
    types: Mapping[str, str],
) -> None:
    """Columns of values into a table, rows numbered from `at`."""
    import pyarrow as pa

    kinds = {
        "INTEGER": pa.int32(), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_(), "VARCHAR": pa.string(),
        "DOUBLE": pa.float64(), "INTEGER[]": pa.list_(pa.int32()), "BIGINT[]": pa.list_(pa.int64()),
    }  # fmt: skip
    size = len(columns[0]) if columns else 0
    arrays = [pa.array(range(at, at + size), pa.int64())]
    arrays += [pa.array(column, kinds[kind]) for column, kind in zip(columns, types.values(), strict=True)]
    con.register("batch", pa.table(arrays, names=[key, *types]))
    con.execute(f"INSERT INTO {table} SELECT * FROM batch")
    con.unregister("batch")


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def _predict(con: duckdb.DuckDBPyConnection, weights: Weights) -> str:
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
    return linker.inference.predict(warning_mode="never").physical_name


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
