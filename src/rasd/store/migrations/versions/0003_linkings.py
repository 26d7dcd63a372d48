"""What a linking keeps, so that the next one compares only what is new: the pairs compared, and how far it saw."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "incident_pairs",
        sa.Column("left_id", sa.Text(), nullable=False),
        sa.Column("right_id", sa.Text(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("left_id", "right_id", name="pk_incident_pairs"),
    )
    op.create_index("ix_incident_pairs_right_id", "incident_pairs", ["right_id"], unique=False)
    op.create_table(
        "linkings",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("linker", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("judgement", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_linkings"),
    )
