"""Run by alembic: on the connection that `rasd.store.migrating` has opened."""

from __future__ import annotations

from alembic import context

from rasd.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
