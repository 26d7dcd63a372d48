"""`rasd agreement`: how far independent coders agree."""

from __future__ import annotations

from rasd.cli.storing import AsJson, Db, echo_json, echo_table, opened


def agreement(json: AsJson = False, db: Db = None) -> None:
    """Krippendorff's alpha and simple agreement per field, over the reports that two people finished independently."""
    with opened(db) as store:
        found = store.agreement()
    if json:
        echo_json(found)
        return
    rows = [(a.field, "" if a.alpha is None else f"{a.alpha:.3f}", f"{a.alike:.0%}" if a.units else "", a.units) for a in found]
    echo_table(("field", "alpha", "alike", "acts"), rows)
