"""Inflection: the written forms of verbs and nouns, from what a codebook lists."""

from __future__ import annotations

from rasd.arabic.nouns import NounForm, inflect_noun
from rasd.arabic.verbs import VerbForm, conjugate

__all__ = ["NounForm", "VerbForm", "conjugate", "inflect_noun"]
