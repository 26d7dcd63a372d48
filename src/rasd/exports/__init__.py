"""Records and incidents in the forms that the field's tools open.

`of_event` and `of_incident` make items, `Filter` chooses among them, `write` writes them.
"""

from rasd.exports.acled_settings import AcledSettings, load_settings
from rasd.exports.filtering import Filter
from rasd.exports.formats import Format, Options, Written, default_names, write
from rasd.exports.item import Item, Origin, of_event, of_incident
from rasd.exports.ledger import Ledger
from rasd.exports.plain import write_rows
from rasd.exports.reading import read_items, read_reports
from rasd.exports.redaction import without_names
from rasd.exports.world import World

__all__ = [
    "AcledSettings",
    "Filter",
    "Format",
    "Item",
    "Ledger",
    "Options",
    "Origin",
    "World",
    "Written",
    "default_names",
    "load_settings",
    "of_event",
    "of_incident",
    "read_items",
    "read_reports",
    "without_names",
    "write",
    "write_rows",
]
