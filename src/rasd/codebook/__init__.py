"""The codebook: what counts as an event, who acts, and the words that say so."""

from rasd.codebook.book import Codebook, find_faults
from rasd.codebook.model import ActorInfo, ActorName, Entry, EventType, Frame, Lexeme, Trigger

__all__ = ["ActorInfo", "ActorName", "Codebook", "Entry", "EventType", "Frame", "Lexeme", "Trigger", "find_faults"]
