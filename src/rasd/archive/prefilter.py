"""Which reports of general news may tell of conflict: seen at a tenth of the cost of coding."""

from __future__ import annotations

from rasd.arabic.letters import normalize
from rasd.codebook import Codebook
from rasd.coding.layout import reading_words
from rasd.coding.lexicon import Hit, Lexicon

_SIGNS = frozenset({"actor", "weapon", "toll", "place_noun"})
"""What beside the act's word makes a report worth coding: who, with what, how many, or where."""


class Prefilter:
    """Looks for a word that opens an act by itself, and for one sign more.

    A trigger that asks for a condition or is marked weak in the codebook is no such word. Recall and what is passed over
    are measured by `benchmarks/archive.py --prefilter`.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._lexicon = Lexicon(codebook)
        self._strong = frozenset(
            f"{kind.id}/{n}" for kind in codebook.types.values() for n, t in enumerate(kind.triggers) if not t.weak and not t.with_
        )

    def keeps(self, text: str) -> bool:
        """Whether the report is to be coded."""
        words = reading_words(normalize(text).text)
        hits = self._lexicon.hits(words, 0, len(words))
        if not any(hit.kind in _SIGNS for hit in hits):
            return False
        return any(hit.kind == "trigger" and self._opens_an_act(hit) for hit in hits)

    def _opens_an_act(self, hit: Hit) -> bool:
        entries = [hit.entry] if hit.together is None else [r.entry for r in hit.together.readings]
        return any(entry.lexeme.id in self._strong for entry in entries)
