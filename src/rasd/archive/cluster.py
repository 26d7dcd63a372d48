"""A Spark cluster: each piece is a task, and what Spark itself does is to send pieces about and to try again.

Needs the extra `cluster` and Java 17. All machines must see the inputs and the output folder under the same paths.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

import msgspec

from rasd.archive.finishing import ORDER, total, write_rejects
from rasd.archive.folder import Done, Folder
from rasd.archive.pieces import Piece
from rasd.archive.working import Setup, worker
from rasd.errors import ArchiveError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

_GLOB = re.compile(r"([\[\]{}*?\\])")
"""What Spark takes for a pattern in the name of a file, unless a backslash stands before it."""
_WAREHOUSE = Path(gettempdir()) / "rasd-spark-warehouse"
"""Where Spark would keep tables of its own; there are none, but it makes the folder, and in the working one if not told."""
_TRIES = 20
"""Of a task; the journal puts a report that ends its process aside long before."""


def session(master: str) -> SparkSession:
    """A session on a cluster (`spark://…`, `yarn`) or on this machine (`local[2]`, `local-cluster[2,1,2048]`).

    Raises ArchiveError where PySpark or Java is missing or the cluster does not answer.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise ArchiveError("a cluster needs PySpark; install rasd[cluster]") from None
    try:
        spark: SparkSession = (
            SparkSession.builder.master(master).appName("rasd archive")
            .config("spark.task.maxFailures", _TRIES).config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false").config("spark.sql.session.timeZone", "UTC")
            .config("spark.excludeOnFailure.enabled", "false").config("spark.sql.warehouse.dir", address(_WAREHOUSE))
            .getOrCreate()
        )  # fmt: skip
        spark.sparkContext.setLogLevel("ERROR")
        return spark
    except Exception as error:  # Py4J's and Spark's have no common base
        raise ArchiveError(f"{master}: no Spark session: {str(error).strip().splitlines()[0]}") from error


def address(path: Path) -> str:
    """A folder that all machines see, as Spark writes to it."""
    return f"file://{path.absolute()}"


def pattern(path: Path) -> str:
    """The same as Spark reads from it, where a name may be a pattern."""
    return _GLOB.sub(r"\\\1", address(path))


def code_on(
    spark: SparkSession, setup: Setup, pieces: Sequence[Piece], told: Callable[[Done], None] = lambda _: None
) -> None:
    """Code pieces on the cluster, the largest first."""
    if not pieces:
        return
    ordered = sorted(pieces, key=lambda p: -p.size)
    rows = [(msgspec.json.encode(piece).decode(),) for piece in ordered]
    frame = spark.createDataFrame(spark.sparkContext.parallelize(rows, len(rows)), "piece string")  # a task each
    for row in frame.mapInArrow(partial(_code_batches, setup), "done string").collect():
        told(msgspec.json.decode(row.done, type=Done))


def _code_batches(setup: Setup, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In a worker: Spark keeps the process, and with it the coder, for the next tasks."""
    import pyarrow as pa

    for batch in batches:
        done = [worker(setup).code(msgspec.json.decode(text, type=Piece)) for text in batch.column("piece").to_pylist()]
        yield pa.RecordBatch.from_pydict({"done": [msgspec.json.encode(d).decode() for d in done]})


def finish_on(spark: SparkSession, folder: Folder) -> None:
    """Write the tables on the cluster."""
    sheets = [pattern(Path(sheet)) for sheet in folder.sheets("records")]
    if sheets:
        records: Any = spark.read.parquet(*sheets).repartition("country", "month").sortWithinPartitions(*ORDER)
        target = address(folder.path / "records")
        records.write.mode("overwrite").option("compression", "zstd").partitionBy("country", "month").parquet(target)
    else:
        (folder.path / "records").mkdir(exist_ok=True)
    write_rejects(folder)
    folder.finish(total(folder.done()))
