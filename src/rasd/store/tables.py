"""The tables. What people and the coder said is only ever added to; `current*` is derived and can be made again.

Times are UTC. JSON is text, so that it comes back byte for byte from either database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Number = BigInteger().with_variant(Integer, "sqlite")
"""A counter that the database fills (SQLite counts only in INTEGER)."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC: SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _counter() -> Column[int]:
    return Column("number", Number, primary_key=True, autoincrement=True)


def _to(target: str, name: str, **options: Any) -> Column[str]:
    return Column(name, ForeignKey(target), **options)


contents = Table(
    "contents",
    metadata,
    Column("hash", Text, primary_key=True),  # SHA-256 of the original bytes, hexadecimal
    Column("size", BigInteger, nullable=False),  # of the original bytes
    Column("media_type", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),  # zlib
)

sources = Table(
    "sources",
    metadata,
    _counter(),
    Column("address", Text, nullable=False, unique=True),  # as it was given: file, folder, URL, "-"
    Column("outlet", Text),
    Column("added", UtcTime, nullable=False),
    Column("every", Integer),  # seconds between two readings by `rasd watch`; null: not watched
    Column("last_read", UtcTime),
    Column("last_ok", UtcTime),
    Column("last_error", Text),
    Column("failures", Integer, nullable=False),  # in a row
    Column("memory", Text, nullable=False),  # JSON: what the reader noted for the next reading
)

reports = Table(
    "reports",
    metadata,
    _counter(),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),  # the id that its source gave it
    Column("title", Text, index=True),
    Column("text", Text, nullable=False),
    Column("published", Date, index=True),
    Column("country", Text),
    Column("author", Text),
    Column("outlet", Text, index=True),
    Column("address", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("added", UtcTime, nullable=False, index=True),
    _to("contents.hash", "content_hash", nullable=False),
    _to("reports.id", "copy_of", index=True),
    Column("similarity", Float),  # 0 to 1, to the report it is a copy of
    Column("words", Text, nullable=False),  # folded, for searching
    Column("stems", Text, nullable=False),  # the same words without leading clitics
    # derived from records and judgements, for lists:
    Column("status", Text, nullable=False),
    Column("record_count", Integer, nullable=False, index=True),
    Column("killed", Integer, nullable=False),  # the highest lower bound of its records
    Column("confidence", Float, index=True),  # the least of its records that nobody judged
    Column("revision", BigInteger, nullable=False, index=True),  # number of the last change to it
    Column("killed_total", Integer, nullable=False, index=True, server_default="0"),  # sum of the lower bounds
    Column("mean_confidence", Float, index=True),  # of its records that nobody judged
    # an inbox shows one status in some order; its count needs no look at the rows, which hold the texts:
    Index("ix_reports_status_added", "status", "added"),
    Index("ix_reports_status_published", "status", "published"),
    Index("ix_reports_status_killed_total", "status", "killed_total"),
    Index("ix_reports_status_confidence", "status", "confidence"),
)

sightings = Table(
    "sightings",
    metadata,
    _counter(),
    _to("reports.id", "report_id", nullable=False),
    Column("source", ForeignKey("sources.number"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("outlet", Text),
    _to("contents.hash", "content_hash", nullable=False),
    Column("seen", UtcTime, nullable=False),
    UniqueConstraint("report_id", "address"),
)

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), primary_key=True, index=True),
)

rejections = Table(
    "rejections",
    metadata,
    _counter(),
    Column("source", ForeignKey("sources.number"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("reason", Text, nullable=False),
    _to("contents.hash", "content_hash", nullable=False),  # of nothing where nothing could be read
    Column("seen", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("resolved", UtcTime),
    UniqueConstraint("address", "content_hash"),
)

reviewers = Table(
    "reviewers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),  # reader, coder, adjudicator, administrator
    Column("active", Boolean, nullable=False),
    Column("password", Text),  # an argon2 hash, where accounts are used
    Column("added", UtcTime, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    _counter(),
    _to("reports.id", "report_id", nullable=False),
    Column("coder", Text, nullable=False),  # version of codebook and program
    Column("coded", UtcTime, nullable=False),
    Index("ix_codings_report_id_number", "report_id", "number"),
)

records = Table(
    "records",
    metadata,
    Column("id", Text, primary_key=True),
    _to("reports.id", "report_id", nullable=False, index=True),
    _to("reviewers.id", "added_by"),  # null: the coder
)

versions = Table(
    "versions",
    metadata,
    Column("record_id", ForeignKey("records.id"), primary_key=True),
    Column("coding", ForeignKey("codings.number"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),  # in the report
    Column("event", Text, nullable=False),  # JSON, as the coder gave it
)

judgements = Table(
    "judgements",
    metadata,
    _counter(),
    Column("key", Text, nullable=False, unique=True),  # of the caller: the same key is one judgement
    Column("at", UtcTime, nullable=False),
    _to("reviewers.id", "reviewer", nullable=False, index=True),
    _to("reviewers.id", "layer"),  # whose independent coding; null: the shared state
    _to("reports.id", "report_id", index=True),
    _to("records.id", "record_id", index=True),
    Column("incident_id", Text, index=True),
    Column("action", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),  # JSON
    Column("note", Text),
    Column("coding", ForeignKey("codings.number")),  # the version of the record that was judged
    Column("undoes", ForeignKey("judgements.number"), index=True),
)

assignments = Table(
    "assignments",
    metadata,
    _to("reports.id", "report_id", primary_key=True),
    _to("reviewers.id", "reviewer", primary_key=True),
    Column("blind", Boolean, nullable=False),  # without the coder's proposals
    Column("assigned", UtcTime, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    _counter(),
    Column("at", UtcTime, nullable=False),
    Column("report_id", Text, index=True),
    Column("incident_id", Text, index=True),
    Column("what", Text, nullable=False),  # coded, recoded, judged, linked
)

current = Table(
    "current",
    metadata,
    Column("record_id", ForeignKey("records.id"), primary_key=True),
    _to("reports.id", "report_id", nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("event_type", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("date_start", Date, index=True),
    Column("date_end", Date),
    Column("killed_low", Integer),
    Column("killed_high", Integer),
    Column("confidence", Float, nullable=False),
    Column("judged_by", Text),
    Column("differs", Boolean, nullable=False),  # a newer coding says otherwise
    Column("revision", BigInteger, nullable=False, index=True),
    # what there is of standing records is counted without a look at the rows, which hold the events:
    Index("ix_current_state_event_type", "state", "event_type"),
    Index("ix_current_state_date_start", "state", "date_start"),
    Index("ix_current_state_record_id", "state", "record_id"),
)

current_actors = Table(
    "current_actors",
    metadata,
    Column("record_id", ForeignKey("records.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("actor", Text, primary_key=True, index=True),
)

current_places = Table(
    "current_places",
    metadata,
    Column("record_id", ForeignKey("records.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("place_id", Text, index=True),
    Column("text", Text, nullable=False),
    Column("country", Text, index=True),
    Column("admin1", Text, index=True),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", Text),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),  # JSON, as the linking gave it
    Column("first_day", Date, index=True),
    Column("last_day", Date),
    Column("saved", UtcTime, nullable=False),
    Column("dissolved", Boolean, nullable=False, index=True),
    Column("revision", BigInteger, nullable=False, index=True),
)

incident_members = Table(
    "incident_members",
    metadata,
    Column("record_id", ForeignKey("records.id"), primary_key=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

incident_history = Table(
    "incident_history",
    metadata,
    _counter(),
    _to("incidents.id", "incident_id", nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("change", Text, nullable=False),  # founded, changed, dissolved
    Column("why", Text, nullable=False),
    Column("events", Text, nullable=False),  # JSON array of record ids
    Column("document", Text, nullable=False),
)

incident_pairs = Table(
    "incident_pairs",
    metadata,
    Column("left_id", Text, primary_key=True),  # the smaller record id
    Column("right_id", Text, primary_key=True, index=True),
    Column("weight", Float, nullable=False),  # bits for one act, as the linking compared them; derived
)

linkings = Table(
    "linkings",
    metadata,
    _counter(),
    Column("at", UtcTime, nullable=False),
    Column("why", Text, nullable=False),
    Column("linker", Text, nullable=False),  # program, weights, codebook and gazetteer that pairs were compared with
    Column("revision", BigInteger, nullable=False),  # the last change that it saw
    Column("judgement", BigInteger, nullable=False),  # the last judgement that it saw
)

jobs = Table(
    "jobs",
    metadata,
    _counter(),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("asked", Text, nullable=False),  # JSON: what to do
    _to("reviewers.id", "by", nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("server", Text),  # the process that runs it, or would
    Column("touched", UtcTime),  # when that process last said so
    Column("done", Integer, nullable=False),
    Column("total", Integer),
    Column("result", Text, nullable=False),  # JSON: counts, reports, faults
    Column("message", Text),
    Column("created", UtcTime, nullable=False),
    Column("started", UtcTime),
    Column("ended", UtcTime),
)

job_inputs = Table(
    "job_inputs",
    metadata,
    Column("job", ForeignKey("jobs.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),  # zlib; kept until the job is done
)
