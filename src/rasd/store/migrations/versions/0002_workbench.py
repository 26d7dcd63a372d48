"""What the workbench keeps: jobs with what they were given, and what its inbox orders reports by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Utc = sa.DateTime(timezone=True)
_STANDING = "current.report_id = reports.id AND current.state IN ('proposed', 'accepted')"


def upgrade() -> None:
    op.add_column("reports", sa.Column("killed_total", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reports", sa.Column("mean_confidence", sa.Float(), nullable=True))
    op.execute(
        f"UPDATE reports SET killed_total = (SELECT coalesce(sum(killed_low), 0) FROM current WHERE {_STANDING}),"
        f" mean_confidence = (SELECT avg(current.confidence) FROM current WHERE {_STANDING} AND current.state = 'proposed')"
    )
    for name in ("added", "published", "killed_total", "confidence"):
        op.create_index(f"ix_reports_status_{name}", "reports", ["status", name])
    for name in ("killed_total", "confidence", "mean_confidence", "record_count", "title"):
        op.create_index(f"ix_reports_{name}", "reports", [name])
    op.drop_index("ix_reports_status", "reports")
    for name in ("event_type", "date_start", "record_id"):
        op.create_index(f"ix_current_state_{name}", "current", ["state", name])
    op.drop_index("ix_current_state", "current")
    _jobs()


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("server", sa.Text(), nullable=True),
        sa.Column("touched", Utc, nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("created", Utc, nullable=False),
        sa.Column("started", Utc, nullable=True),
        sa.Column("ended", Utc, nullable=True),
        sa.ForeignKeyConstraint(["by"], ["reviewers.id"], name="fk_jobs_by"),
        sa.PrimaryKeyConstraint("number", name="pk_jobs"),
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_table(
        "job_inputs",
        sa.Column("job", Number, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.number"], name="fk_job_inputs_job"),
        sa.PrimaryKeyConstraint("job", "position", name="pk_job_inputs"),
    )
