"""The database: reports, records, judgements, incidents, sources and rejected input. `Store` is the way in."""

from rasd.store.store import Store

__all__ = ["Store"]
