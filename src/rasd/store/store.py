"""The store as the rest of Rasd uses it."""

from __future__ import annotations

from rasd.store.adding import Adding
from rasd.store.agreeing import Agreeing
from rasd.store.auditing import Auditing
from rasd.store.jobs import Jobs
from rasd.store.linking import Linking
from rasd.store.recoding import Recoding
from rasd.store.searching import Searching
from rasd.store.sourcing import Sourcing


class Store(Adding, Searching, Agreeing, Auditing, Recoding, Linking, Sourcing, Jobs):
    """One database, opened with `Store(path or postgresql:// URL or None)` and closed by `close()` or `with`.

    - in: `source`, `add` (by `rasd.store.intake`), `to_recode`, `recode`
    - look: `reports`, `report`, `content`, `records`, `record`, `events`, `all_events`, `search`, `counts`
    - judge: `judge`, `undo`, `judgements`, `audit`, `add_reviewer`, `reviewers`, `change_reviewer`
    - double coding: `assign`, `records(layer=…)`, `compare`, `adjudicate`, `agreement`
    - incidents: `save_incidents`, `incidents`, `incident`, `incident_history`, `incidents_of`, `incident_judgements`
    - sources: `sources`, `watch`, `note_reading`, `rejected`, `settle`
    - work beside answering: `add_job`, `job`, `jobs`, `note_job`, `job_inputs`
    - for copies kept elsewhere: `revision`, `changes`, `RecordFilter(since=…)`

    Methods may be called from several threads; each is one transaction. Errors are StoreErrors.
    """
