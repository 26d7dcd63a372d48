"""The records of an archive into incidents on Spark: the same incidents as on one machine, in the same order.

Records become traits in the workers, pairs are scored by Splink's Spark backend, parts of the graph of likely pairs are
clustered apart, and incidents are made of each group. What a step gives is kept in a folder beside the output, which all
machines must see, so that an executor that dies costs its tasks only.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from rasd.archive.cluster_faults import spark_told
from rasd.archive.cluster_groups import group_on
from rasd.archive.cluster_pairs import score_on
from rasd.archive.cluster_paths import address, pattern
from rasd.archive.linking import Stretch, named_in, records_of, stretches
from rasd.codebook.book import Codebook
from rasd.gazetteer import Gazetteer
from rasd.incidents import Record, Weights
from rasd.incidents.columns import TRAIT_TYPES, arrow_type
from rasd.incidents.identity import name_groups
from rasd.incidents.kinship import Actors
from rasd.incidents.traits import TraitReader
from rasd.incidents.values import IncidentMaker

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_BATCH = 1_000
_SPARK_TYPES = {"INTEGER": "int", "BIGINT": "bigint", "BOOLEAN": "boolean", "VARCHAR": "string", "DOUBLE": "double"}


class LinkSetup(msgspec.Struct, frozen=True):
    """What a worker needs to know to read traits and make incidents: plain values, so that it can be sent to another machine."""

    codebook: str | None = None
    gazetteer: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    """Types and actors of the records: every worker numbers them in this order."""


def link_on(
    spark: SparkSession, tables: Path | str, setup: LinkSetup, weights: Weights, beside: Path, twice: Callable[[int, str], None]
) -> Iterator[bytes]:
    """Incidents as JSON, in order of their first event id; a record like no other is one too.

    `tables`: a finished output, a folder or an address. What steps give is kept in a folder next to `beside` until all are told. `twice` hears
    how many records were left out as their report came twice, and of the first of them. Raises ArchiveError.
    """
    with _workplace(beside) as work, spark_told(spark.sparkContext, "linking", "the same command begins anew"):
        spark.sparkContext.setCheckpointDir(address(work / "checkpoints"))
        listed = stretches(tables)
        if not listed:
            return
        setup = _numbered(spark, listed, setup)
        read = _kept(_read(spark, listed, setup), work / "read")
        records = _kept(_once(read, twice), work / "records")
        traits = records.drop("packed")
        pairs = score_on(spark, traits, weights)
        groups = group_on(traits.select("unique_id", "document"), pairs, weights)
        made = _kept(_made(records.select("unique_id", "packed"), groups, setup), work / "incidents")
        for row in made.orderBy("first").toLocalIterator():
            yield bytes(row.incident)


@contextmanager
def _workplace(beside: Path) -> Iterator[Path]:
    path = beside.absolute().with_name(f".{beside.name}.{uuid4().hex[:8]}.work")
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _kept(frame: DataFrame, path: Path) -> DataFrame:
    """A table written to a folder and read from there."""
    frame.write.parquet(address(path))
    return frame.sparkSession.read.schema(frame.schema).parquet(pattern(path))


def _numbered(spark: SparkSession, listed: list[Stretch], setup: LinkSetup) -> LinkSetup:
    """With the types and actors of all records."""
    types, actors = set[str](), set[str]()
    for some in spark.sparkContext.parallelize(listed, len(listed)).map(named_in).collect():
        types |= some[0]
        actors |= some[1]
    return msgspec.structs.replace(setup, types=tuple(sorted(types)), actors=tuple(sorted(actors)))


def _read(spark: SparkSession, listed: list[Stretch], setup: LinkSetup) -> DataFrame:
    """A row a record: `at`, its place in the archive, the record `packed`, and its traits."""
    rows = [(msgspec.json.encode(stretch).decode(),) for stretch in listed]
    frame = spark.createDataFrame(spark.sparkContext.parallelize(rows, len(rows)), "stretch string")  # a task each
    traits = ", ".join(f"{name} {_spark_type(kind)}" for name, kind in _columns().items())
    return frame.mapInArrow(partial(_trait_batches, setup), f"at bigint, packed binary, {traits}")


def _columns() -> dict[str, str]:
    """Records and reports are known by their ids: there are no numbers that all workers agree on."""
    return {"unique_id": "VARCHAR", **TRAIT_TYPES, "document": "VARCHAR"}


def _spark_type(kind: str) -> str:
    item = _SPARK_TYPES[kind.removesuffix("[]")]
    return f"array<{item}>" if kind.endswith("[]") else item


def _once(read: DataFrame, twice: Callable[[int, str], None]) -> DataFrame:
    """The first of the records that have one event id."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    ids = read.select("unique_id", "at").withColumn("nth", f.row_number().over(Window.partitionBy("unique_id").orderBy("at")))
    again = ids.where("nth > 1")
    count, first = again.agg(f.count("*"), f.min_by("unique_id", "at")).collect()[0]
    if not count:
        return read.drop("at")
    twice(count, first)
    return read.join(again.select("at"), "at", "left_anti").drop("at")


def _made(records: DataFrame, groups: DataFrame, setup: LinkSetup) -> DataFrame:
    """`first`, the first event id of an incident, and the `incident` as JSON."""
    from pyspark.sql import functions as f

    first = f.coalesce("first", "unique_id").alias("first")
    gathered = records.join(groups, "unique_id", "left").groupBy(first).agg(f.collect_list("packed").alias("packed"))
    return gathered.mapInArrow(partial(_incident_batches, setup), "first string, incident binary")


@lru_cache(maxsize=1)
def _reader(setup: LinkSetup) -> TraitReader:
    """This process's reader, made once and kept."""
    book = Codebook.load(Path(setup.codebook) if setup.codebook else None)
    reader = TraitReader(Gazetteer.load([Path(table) for table in setup.gazetteer]), Actors(book.actors))
    reader.number(setup.types, setup.actors)
    return reader


@lru_cache(maxsize=1)
def _maker(codebook: str | None) -> IncidentMaker:
    """This process's maker of incidents, made once and kept."""
    return IncidentMaker(Codebook.load(Path(codebook) if codebook else None))


def _trait_batches(setup: LinkSetup, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In a worker: the traits of the records of stretches."""
    reader = _reader(setup)
    for batch in batches:
        for told in batch.column("stretch").to_pylist():
            stretch = msgspec.json.decode(told, type=Stretch)
            records = enumerate(records_of(stretch), stretch.first)
            while some := list(islice(records, _BATCH)):
                yield _traits(reader, some)


def _traits(reader: TraitReader, records: list[tuple[int, Record]]) -> pa.RecordBatch:
    import pyarrow as pa

    reader.restart()  # rows hold their fragments themselves
    rows = []
    for at, record in records:
        row, event = reader.row(record), record.event
        own = {"at": at, "packed": msgspec.msgpack.encode(record), "unique_id": event.event_id, "document": event.document_id}
        rows.append(row._asdict() | reader.sides[row.side] | reader.wheres[row.where] | own)
    columns = {"at": pa.int64(), "packed": pa.binary(), **{name: arrow_type(kind) for name, kind in _columns().items()}}
    return pa.RecordBatch.from_pydict({name: pa.array([row[name] for row in rows], kind) for name, kind in columns.items()})


def _incident_batches(setup: LinkSetup, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In a worker: the incidents of some groups."""
    import pyarrow as pa

    maker, decoder = _maker(setup.codebook), msgspec.msgpack.Decoder(Record)
    for batch in batches:
        made = [_incident(maker, map(decoder.decode, packed)) for packed in batch.column("packed").to_pylist()]
        yield pa.RecordBatch.from_pydict({"first": batch.column("first"), "incident": pa.array(made, pa.binary())})


def _incident(maker: IncidentMaker, records: Iterable[Record]) -> bytes:
    group = list(records)
    (name,), _ = name_groups([tuple(sorted(r.event.event_id for r in group))], {})
    return msgspec.json.encode(maker.make(name, group))
