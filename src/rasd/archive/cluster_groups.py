"""From scored pairs to groups of records on Spark: parts of the graph of likely pairs, each clustered as on one machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from rasd.archive.cluster_parts import parts_of
from rasd.incidents import Weights
from rasd.incidents.clustering import Edges, cluster, least_likely
from rasd.incidents.judging import Constraints

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def group_on(records: DataFrame, pairs: DataFrame, weights: Weights) -> DataFrame:
    """For records that are alike to others: `unique_id`, the event id, and `first`, that of the first record of its group.

    `records`: `unique_id` and `document`; `pairs`: what `score_on` gives. A part is never cut, so that groups are those of
    one machine; one worker holds it.
    """
    from pyspark.sql import functions as f

    parts = parts_of(pairs.where(f.col("weight") > least_likely(weights.threshold)))
    left, right = (parts.select(f.col("unique_id").alias(side), f.col("part").alias(f"part_{side}")) for side in ("l", "r"))
    inside = pairs.join(left, "l").join(right, "r").where("part_l = part_r")
    known = inside.groupBy(f.col("part_l").alias("part")).agg(f.collect_list(f.struct("l", "r", "weight")).alias("pairs"))
    members = parts.join(records, "unique_id").groupBy("part").agg(f.collect_list(f.struct("unique_id", "document")).alias("records"))
    return members.join(known, "part").mapInArrow(partial(_clustered, weights), "unique_id string, first string")


def _clustered(weights: Weights, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In a worker: the groups of some whole parts."""
    import numpy as np
    import pyarrow as pa

    for batch in batches:
        records, pairs = batch.column("records").flatten(), batch.column("pairs").flatten()
        known = sorted(zip(*(records.field(name).to_pylist() for name in ("unique_id", "document")), strict=True))
        ids, documents = [i for i, _ in known], [d for _, d in known]
        number = {event_id: n for n, event_id in enumerate(ids)}
        left, right = (np.array([number[i] for i in pairs.field(side).to_pylist()], np.int64) for side in ("l", "r"))
        edges = Edges(left, right, pairs.field("weight").to_numpy())
        groups = cluster(ids, documents, edges, Constraints(()), weights.threshold, weights.unseen)
        members = [ids[n] for n in chain(*groups)]
        firsts = [ids[group[0]] for group in groups for _ in group]
        yield pa.RecordBatch.from_pydict({"unique_id": members, "first": firsts})
