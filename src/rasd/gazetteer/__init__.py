"""Places: where they come from, how names find them, which of several is meant."""

from rasd.gazetteer.index import Gazetteer
from rasd.gazetteer.model import PlaceEntry, PlaceMention, Resolution

__all__ = ["Gazetteer", "PlaceEntry", "PlaceMention", "Resolution"]
