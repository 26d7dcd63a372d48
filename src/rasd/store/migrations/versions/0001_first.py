"""The first tables, full-text search over folded words, and the guard that nobody rewrites a judgement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tables()
    for statement in _SQLITE if op.get_context().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


_SQLITE = (
    """CREATE VIRTUAL TABLE report_search USING fts5(
        words, stems, content='reports', content_rowid='number', tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER report_search_new AFTER INSERT ON reports BEGIN
        INSERT INTO report_search(rowid, words, stems) VALUES (new.number, new.words, new.stems); END""",
    """CREATE TRIGGER report_search_gone AFTER DELETE ON reports BEGIN
        INSERT INTO report_search(report_search, rowid, words, stems)
        VALUES ('delete', old.number, old.words, old.stems); END""",
    """CREATE TRIGGER report_search_changed AFTER UPDATE OF words, stems ON reports BEGIN
        INSERT INTO report_search(report_search, rowid, words, stems)
        VALUES ('delete', old.number, old.words, old.stems);
        INSERT INTO report_search(rowid, words, stems) VALUES (new.number, new.words, new.stems); END""",
    """CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements BEGIN
        SELECT RAISE(ABORT, 'judgements are only added'); END""",
    """CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements BEGIN
        SELECT RAISE(ABORT, 'judgements are only added'); END""",
)
_POSTGRESQL = (
    """ALTER TABLE reports
        ADD COLUMN words_search tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED,
        ADD COLUMN stems_search tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED""",
    "CREATE INDEX report_search_words ON reports USING gin (words_search)",
    "CREATE INDEX report_search_stems ON reports USING gin (stems_search)",
    """CREATE FUNCTION judgements_stay() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'judgements are only added'; END $$""",
    """CREATE TRIGGER judgements_stay BEFORE UPDATE OR DELETE ON judgements
        FOR EACH ROW EXECUTE FUNCTION judgements_stay()""",
)


def _tables() -> None:
    op.create_table(
        "changes",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("incident_id", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_changes"),
    )
    op.create_index("ix_changes_incident_id", "changes", ["incident_id"], unique=False)
    op.create_index("ix_changes_report_id", "changes", ["report_id"], unique=False)
    op.create_table(
        "contents",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_contents"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("saved", Utc, nullable=False),
        sa.Column("dissolved", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_dissolved", "incidents", ["dissolved"], unique=False)
    op.create_index("ix_incidents_first_day", "incidents", ["first_day"], unique=False)
    op.create_index("ix_incidents_revision", "incidents", ["revision"], unique=False)
    op.create_table(
        "reviewers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("added", Utc, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reviewers"),
    )
    op.create_table(
        "sources",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("added", Utc, nullable=False),
        sa.Column("every", sa.Integer(), nullable=True),
        sa.Column("last_read", Utc, nullable=True),
        sa.Column("last_ok", Utc, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("memory", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_sources"),
        sa.UniqueConstraint("address", name="uq_sources_address"),
    )
    op.create_table(
        "incident_history",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_history_incident_id"),
        sa.PrimaryKeyConstraint("number", name="pk_incident_history"),
    )
    op.create_index("ix_incident_history_incident_id", "incident_history", ["incident_id"], unique=False)
    op.create_table(
        "rejections",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("source", Number, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("seen", Utc, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("resolved", Utc, nullable=True),
        sa.ForeignKeyConstraint(["content_hash"], ["contents.hash"], name="fk_rejections_content_hash"),
        sa.ForeignKeyConstraint(["source"], ["sources.number"], name="fk_rejections_source"),
        sa.PrimaryKeyConstraint("number", name="pk_rejections"),
        sa.UniqueConstraint("address", "content_hash", name="uq_rejections_address_content_hash"),
    )
    op.create_index("ix_rejections_source", "rejections", ["source"], unique=False)
    op.create_table(
        "reports",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("added", Utc, nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("copy_of", sa.Text(), nullable=True),
        sa.Column("similarity", sa.Float(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("record_count", sa.Integer(), nullable=False),
        sa.Column("killed", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["content_hash"], ["contents.hash"], name="fk_reports_content_hash"),
        sa.ForeignKeyConstraint(["copy_of"], ["reports.id"], name="fk_reports_copy_of"),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    op.create_index("ix_reports_added", "reports", ["added"], unique=False)
    op.create_index("ix_reports_copy_of", "reports", ["copy_of"], unique=False)
    op.create_index("ix_reports_outlet", "reports", ["outlet"], unique=False)
    op.create_index("ix_reports_published", "reports", ["published"], unique=False)
    op.create_index("ix_reports_revision", "reports", ["revision"], unique=False)
    op.create_index("ix_reports_status", "reports", ["status"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("assigned", Utc, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_assignments_report_id"),
        sa.ForeignKeyConstraint(["reviewer"], ["reviewers.id"], name="fk_assignments_reviewer"),
        sa.PrimaryKeyConstraint("report_id", "reviewer", name="pk_assignments"),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_bands_report_id"),
        sa.PrimaryKeyConstraint("band", "report_id", name="pk_bands"),
    )
    op.create_index("ix_bands_report_id", "bands", ["report_id"], unique=False)
    op.create_table(
        "codings",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("coded", Utc, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_codings_report_id"),
        sa.PrimaryKeyConstraint("number", name="pk_codings"),
    )
    op.create_index("ix_codings_report_id_number", "codings", ["report_id", "number"], unique=False)
    op.create_table(
        "records",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["reviewers.id"], name="fk_records_added_by"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_records_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
    )
    op.create_index("ix_records_report_id", "records", ["report_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("source", Number, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("seen", Utc, nullable=False),
        sa.ForeignKeyConstraint(["content_hash"], ["contents.hash"], name="fk_sightings_content_hash"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_sightings_report_id"),
        sa.ForeignKeyConstraint(["source"], ["sources.number"], name="fk_sightings_source"),
        sa.PrimaryKeyConstraint("number", name="pk_sightings"),
        sa.UniqueConstraint("report_id", "address", name="uq_sightings_report_id_address"),
    )
    op.create_index("ix_sightings_source", "sightings", ["source"], unique=False)
    op.create_table(
        "current",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("killed_low", sa.Integer(), nullable=True),
        sa.Column("killed_high", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_current_record_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_current_report_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_current"),
    )
    op.create_index("ix_current_date_start", "current", ["date_start"], unique=False)
    op.create_index("ix_current_event_type", "current", ["event_type"], unique=False)
    op.create_index("ix_current_report_id", "current", ["report_id"], unique=False)
    op.create_index("ix_current_revision", "current", ["revision"], unique=False)
    op.create_index("ix_current_state", "current", ["state"], unique=False)
    op.create_table(
        "current_actors",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_current_actors_record_id"),
        sa.PrimaryKeyConstraint("record_id", "role", "actor", name="pk_current_actors"),
    )
    op.create_index("ix_current_actors_actor", "current_actors", ["actor"], unique=False)
    op.create_table(
        "current_places",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_current_places_record_id"),
        sa.PrimaryKeyConstraint("record_id", "position", name="pk_current_places"),
    )
    op.create_index("ix_current_places_admin1", "current_places", ["admin1"], unique=False)
    op.create_index("ix_current_places_country", "current_places", ["country"], unique=False)
    op.create_index("ix_current_places_place_id", "current_places", ["place_id"], unique=False)
    op.create_table(
        "incident_members",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_members_incident_id"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_incident_members_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_incident_members"),
    )
    op.create_index("ix_incident_members_incident_id", "incident_members", ["incident_id"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=True),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.Column("incident_id", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("coding", Number, nullable=True),
        sa.Column("undoes", Number, nullable=True),
        sa.ForeignKeyConstraint(["coding"], ["codings.number"], name="fk_judgements_coding"),
        sa.ForeignKeyConstraint(["layer"], ["reviewers.id"], name="fk_judgements_layer"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_judgements_record_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_judgements_report_id"),
        sa.ForeignKeyConstraint(["reviewer"], ["reviewers.id"], name="fk_judgements_reviewer"),
        sa.ForeignKeyConstraint(["undoes"], ["judgements.number"], name="fk_judgements_undoes"),
        sa.PrimaryKeyConstraint("number", name="pk_judgements"),
        sa.UniqueConstraint("key", name="uq_judgements_key"),
    )
    op.create_index("ix_judgements_incident_id", "judgements", ["incident_id"], unique=False)
    op.create_index("ix_judgements_record_id", "judgements", ["record_id"], unique=False)
    op.create_index("ix_judgements_report_id", "judgements", ["report_id"], unique=False)
    op.create_index("ix_judgements_reviewer", "judgements", ["reviewer"], unique=False)
    op.create_index("ix_judgements_undoes", "judgements", ["undoes"], unique=False)
    op.create_table(
        "versions",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("coding", Number, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.number"], name="fk_versions_coding"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_versions_record_id"),
        sa.PrimaryKeyConstraint("record_id", "coding", name="pk_versions"),
    )
    op.create_index("ix_versions_coding", "versions", ["coding"], unique=False)
