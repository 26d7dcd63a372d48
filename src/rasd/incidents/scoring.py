"""Candidate pairs and their weights: blocking in SQL, comparison by Splink on DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, NamedTuple

from rasd.incidents.blocking import steps
from rasd.incidents.columns import ROW_TYPES, SIDE_TYPES, TRAIT_TYPES, WHERE_TYPES, arrow_type
from rasd.incidents.comparisons import COMPARISONS
from rasd.incidents.model import predict
from rasd.incidents.traits import Row, TraitReader
from rasd.incidents.weights import Weights

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import numpy.typing as npt

_BATCH = 20_000
_MEMORY = "3GB"
"""What DuckDB may take before it writes to the folder of temporary files."""

_TRAITS = """
CREATE TABLE traits AS
    SELECT rows.* EXCLUDE (side, "where"), sides.* EXCLUDE (number), wheres.* EXCLUDE (number)
    FROM rows JOIN sides ON rows.side = sides.number JOIN wheres ON rows."where" = wheres.number;
DROP TABLE rows;
DROP TABLE sides;
DROP TABLE wheres;
"""


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
    from splink import DuckDBAPI

    con = _connection()
    try:
        _fill(con, rows, reader)
        for table, query, spent in steps(f"unique_id >= {fresh_from}"):
            con.execute(f"CREATE TABLE {table} AS {query}")
            for name in spent:
                con.execute(f"DROP TABLE {name}")
        predicted = predict(DuckDBAPI(con), "traits", "candidates", weights).physical_name
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
        columns = ", ".join(f"l.{name} AS {name}_l, r.{name} AS {name}_r" for name in TRAIT_TYPES)
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
    _create(con, "rows", "unique_id", ROW_TYPES)
    at = 0
    for batch in _batches(rows):
        _insert(con, "rows", "unique_id", at, list(zip(*batch, strict=True)), ROW_TYPES)
        at += len(batch)
    for table, fragments, types in (("sides", reader.sides, SIDE_TYPES), ("wheres", reader.wheres, WHERE_TYPES)):
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

    size = len(columns[0]) if columns else 0
    arrays = [pa.array(range(at, at + size), pa.int64())]
    arrays += [pa.array(column, arrow_type(kind)) for column, kind in zip(columns, types.values(), strict=True)]
    con.register("batch", pa.table(arrays, names=[key, *types]))
    con.execute(f"INSERT INTO {table} SELECT * FROM batch")
    con.unregister("batch")


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        yield batch
