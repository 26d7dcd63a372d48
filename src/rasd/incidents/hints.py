"""Places named in a record's sentences: where the record itself has no place that the gazetteer holds.

They only help to compare records; no value of a record or an incident comes from them.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.arabic.frequency import ordinary_words
from rasd.arabic.letters import normalize
from rasd.arabic.words import Word, prefix_splits, split_words
from rasd.event import Place, Span
from rasd.gazetteer import Gazetteer
from rasd.gazetteer.model import name_key, without_article
from rasd.incidents.places import is_country

_NOUNS = frozenset(name_key("محافظة مدينة بلدة قرية ناحية قضاء مديرية ولاية منطقة ريف مخيم حي بلدتي قريتي مدينتي"))
_BEFORE = _NOUNS | frozenset(
    name_key("في من على الى قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط محيط باتجاه نحو داخل اطراف")
)
_CLITICS = frozenset({"", "و", "ب", "ل", "وب", "ول"})
_ENDS = ".\n؟!"


def named_places(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[Place]:
    """Places named in the sentences around the spans, in order; a name after a place noun even if unknown."""
    found: dict[str, Place] = {}
    for start, end in sorted({sentence_around(text, span) for span in spans}):
        for place in _in_sentence(text[start:end], start, gazetteer):
            found.setdefault(place.text, place)
    return list(found.values())


def sentence_around(text: str, span: Span) -> Span:
    """From the mark before the span to the mark after it."""
    start = max(text.rfind(mark, 0, span[0]) for mark in _ENDS) + 1
    ends = [at for at in (text.find(mark, span[1]) for mark in _ENDS) if at >= 0]
    return start, min(ends, default=len(text))


def _in_sentence(sentence: str, offset: int, gazetteer: Gazetteer) -> Iterator[Place]:
    folded = normalize(sentence)
    words = split_words(folded.text)
    at = 0
    while at < len(words):
        named = _name(words, at, gazetteer)
        if named:
            length, name = named
            start, end = folded.span(words[at].start, words[at + length - 1].end)
            yield Place(text=name, span=(offset + start, offset + end))
        at += named[0] if named else 1


def _name(words: list[Word], at: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """How many words from here name a place, and the name without what is written onto its first word."""
    before = set(name_key(words[at - 1].text)) if at else set()
    if is_country(words[at].text):
        return 1, words[at].text
    for clitic, stem in prefix_splits(words[at].text):
        bare = clitic.removesuffix("ال")
        match = gazetteer.match(words, at, stem) if bare in _CLITICS and len(stem) > 2 else None
        if match is None:
            continue
        length, entries = match
        evident = bool(before & _BEFORE) or bare in ("ب", "وب")
        if length > 1 or (not _is_everyday(stem) and (evident or not all(e.common for e in entries))):
            return length, " ".join([stem, *(w.text for w in words[at + 1 : at + length])])
    word = words[at].text
    return (1, word) if before & _NOUNS and word.isalpha() and len(word) > 3 and not _is_everyday(word) else None


def _is_everyday(word: str) -> bool:
    bare = without_article(word)
    return bare in _BEFORE or bare in ordinary_words()
