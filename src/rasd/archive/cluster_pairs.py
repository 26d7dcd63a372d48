"""Candidate pairs and their weights on Spark: the queries, conditions and weights of one machine, in Spark's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp

from rasd.incidents import Weights
from rasd.incidents.blocking import steps
from rasd.incidents.model import predict

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from splink import SparkAPI

_PARTITIONS = 4
"""Of the table of pairs, for each core of the cluster."""


def in_spark(sql: str) -> str:
    """A query or condition of DuckDB as Spark says it."""
    return sqlglot.parse_one(sql, read="duckdb").transform(_word).sql("spark")


def _word(node: exp.Expression) -> exp.Expression:
    """What sqlglot leaves as DuckDB has it; and a hash of 64 bits, where Spark's `hash` has 32."""
    if isinstance(node, exp.ArrayOverlaps):
        return exp.Anonymous(this="arrays_overlap", expressions=[node.this, node.expression])
    if isinstance(node, exp.Anonymous) and node.name == "hash":
        return exp.Anonymous(this="xxhash64", expressions=node.expressions)
    return node


def score_on(spark: SparkSession, traits: DataFrame, weights: Weights) -> DataFrame:
    """All pairs worth comparing: event ids `l` < `r` and the `weight` in bits, none below the floor.

    `traits`: the columns of `TRAIT_TYPES` and `unique_id`, the event id. The session's folder of checkpoints must be set.
    """
    from pyspark.sql import functions as f

    traits.createOrReplaceTempView("traits")
    for step in steps():
        spark.sql(in_spark(step.query)).createOrReplaceTempView(step.table)
    found = predict(_splink(spark), spark.table("traits"), spark.table("candidates"), weights, in_spark)
    scored: DataFrame = found.as_spark_dataframe()
    return scored.select(
        f.col("unique_id_l").alias("l"),
        f.col("unique_id_r").alias("r"),
        f.greatest("match_weight", f.lit(weights.floor)).alias("weight"),
    )


def _splink(spark: SparkSession) -> SparkAPI:
    """Splink on the session; the pairs it scored are kept in the folder of checkpoints."""
    from splink import SparkAPI

    return SparkAPI(  # type: ignore[no-untyped-call]
        spark_session=spark,
        break_lineage_method="checkpoint",
        num_partitions_on_repartition=_PARTITIONS * spark.sparkContext.defaultParallelism,
        register_udfs_automatically=False,
    )
