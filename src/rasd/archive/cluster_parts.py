"""The connected parts of a graph on Spark, by alternating large and small stars.

The way of Kiveris and others (Connected Components in MapReduce and Beyond, 2014): a star ties the nodes near a node to the
smallest of them. The rounds grow with the logarithm of the largest part, whatever its shape, and at the end each part is one
star around its smallest node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def parts_of(edges: DataFrame) -> DataFrame:
    """For every node of an edge `unique_id` and its `part`, named by the smallest node of it.

    `edges`: columns `l` and `r`, two unlike nodes. The session's folder of checkpoints must be set.
    """
    from pyspark.sql import functions as f

    stars = edges.select(f.greatest("l", "r").alias("high"), f.least("l", "r").alias("low")).distinct().checkpoint()
    nodes = stars.select("high").union(stars.select("low")).distinct().count()
    while not _are_apart(stars, nodes):
        stars = _small_star(_large_star(stars)).checkpoint()
    leaves = stars.select(f.col("high").alias("unique_id"), f.col("low").alias("part"))
    return leaves.union(leaves.select("part", "part").distinct())


def _large_star(stars: DataFrame) -> DataFrame:
    """Nodes above a node are tied to the smallest one near it, which may be itself."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    both = stars.union(stars.select("low", "high")).toDF("node", "near")
    smallest = f.least("node", f.min("near").over(Window.partitionBy("node")))
    return both.withColumn("low", smallest).where("near > node").select(f.col("near").alias("high"), "low")


def _small_star(stars: DataFrame) -> DataFrame:
    """A node and those below it are tied to the smallest of them."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    tied = stars.withColumn("smallest", f.min("low").over(Window.partitionBy("high")))
    own = tied.select("high", f.col("smallest").alias("low"))
    below = tied.where("low > smallest").select(f.col("low").alias("high"), f.col("smallest").alias("low"))
    return own.union(below).distinct()


def _are_apart(stars: DataFrame, nodes: int) -> bool:
    """No node is tied to two or lies between two: then every edge brings one node, and every star one more."""
    from pyspark.sql import functions as f

    edges, centres = stars.agg(f.count("*"), f.count_distinct("low")).collect()[0]
    return bool(edges + centres == nodes)
