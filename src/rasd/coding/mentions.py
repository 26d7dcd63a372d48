"""What one pass over a report finds: actors, places, times, tolls, triggers, sources, markers.

All positions are word indexes, `last` exclusive; `Scan` turns them into offsets of the text.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rasd.arabic.calendar import TimeExpression
from rasd.arabic.letters import Normalized
from rasd.arabic.numerals import Number
from rasd.arabic.words import Word
from rasd.codebook import Entry
from rasd.coding.layout import Sentence
from rasd.coding.lexicon import Hit
from rasd.event import Span
from rasd.gazetteer import PlaceEntry
from rasd.report import Report


@dataclass(slots=True, eq=False)
class ActorMention:
    """Words that name an actor. `kind`: name, adjective, generic, reference, or a person noun's kind."""

    first: int
    last: int
    id: str
    kind: str
    prefix: str = ""
    suffix: str = ""
    number: str = ""
    suspected: bool = False
    head: str = ""


PlaceClue = Literal["name", "noun", "described", "actor", "after", "opening", "listed", "again"]
"""What tells that words name a place: the gazetteer, a place noun before them, a place noun with its adjective, a
place noun before an actor's name, a preposition, the opening of a line, a list, or that it is one elsewhere in the report."""


@dataclass(slots=True, eq=False)
class PlaceMention:
    """A named place. `first` includes a place noun that belongs to the name (a street, a camp)."""

    first: int
    last: int
    name: str
    noun: str | None
    prefix: str
    candidates: tuple[PlaceEntry, ...]
    evident: bool
    """A place noun or a preposition of place says that it is one."""
    head: str = ""
    """The place noun before the name."""
    plain: bool = False
    """The name is an everyday word."""
    refers: tuple[int, int] | None = None
    """The words are "the camp", "there": the words [first, last) of the name that they stand for."""
    how: PlaceClue = "name"

    @property
    def is_country(self) -> bool:
        """Every place of the name is a country."""
        return bool(self.candidates) and all(c.precision == "country" for c in self.candidates)


@dataclass(slots=True, eq=False)
class TollMention:
    """A count of people paired with what befell them; `word` is the toll word's index, or the count's own."""

    first: int
    last: int
    field: str
    """What the toll word tells, or "people" where there is none."""
    low: int
    high: int | None
    approximate: bool
    word: int
    kind: str
    """How it is said: number, several, dual, single, plural, ordinal, sum, pronoun, name, none ..."""
    style: str = ""
    """Side of the toll word that the count stands on, and the word's form."""
    rank: int = 0
    """How many other counts stand between."""
    gap: int = 0
    """Words between."""
    rival: int = -1
    """A toll word that stands nearer to the count, -1 for none."""
    head: str = ""
    """What is counted."""
    part: bool = False
    parts: int = 1


class SourceMention(NamedTuple):
    """Words that name who says so. `style`: prep, verb, topic, title; `said` is the reporting word's index."""

    first: int
    last: int
    kind: str
    style: str
    said: int
    effect: str


@dataclass(slots=True, eq=False)
class TriggerMention:
    """A word or phrase that opens a frame. `types` are the event types it may tell of."""

    first: int
    last: int
    entry: Entry
    types: tuple[TypeReading, ...]
    prefix: str
    suffix: str


@dataclass(slots=True, eq=False)
class TypeReading:
    """One event type of a trigger, with what its codebook entry says of it."""

    event_type: str
    trigger_id: str
    frame: str
    conditioned: bool
    weak: bool
    outcome: bool
    status: str
    also: bool = False
    """The trigger is another type's; its codebook entry names this one as a further reading."""


class Scan:
    """A report with everything found in it."""

    def __init__(self, report: Report, norm: Normalized, words: list[Word], sentences: list[Sentence]) -> None:
        self.report = report
        self.norm = norm
        self.words = words
        self.texts = [w.text for w in words]
        self.sentences = sentences
        self.sentence_of = [-1] * len(words)
        for n, sentence in enumerate(sentences):
            for i in range(sentence.first, sentence.last):
                self.sentence_of[i] = n
        self.country: str | None = report.country
        self.hits: list[Hit] = []
        self.actors: list[ActorMention] = []
        self.places: list[PlaceMention] = []
        self.containers: dict[int, tuple[int, ...]] = {}
        self.times: list[TimeExpression] = []
        self.numbers: list[Number] = []
        self.tolls: list[TollMention] = []
        self.triggers: list[TriggerMention] = []
        self.sources: list[SourceMention] = []
        self.weapons: list[Hit] = []
        self.goods: list[Hit] = []
        self.measures: list[Hit] = []
        self.titles: list[Hit] = []
        self.markers: dict[str, list[Hit]] = defaultdict(list)
        self.function: dict[int, str] = {}
        """Class of the function word at an index (preposition, direction, relative ...)."""
        self.time_words: frozenset[int] = frozenset()
        self.reporting_words: frozenset[int] = frozenset()
        self.person_words: frozenset[int] = frozenset()
        """Where nouns for people begin."""
        self.trigger_words: frozenset[int] = frozenset()
        self.effect_at: dict[int, str] = {}
        """Effect of the reporting word at an index (say, deny, accuse ...)."""
        self.continuing: frozenset[int] = frozenset()
        """Sentences that go on with an earlier speaker: a reporting verb without one of its own."""
        self.place_openers: frozenset[int] = frozenset()
        """Words behind "the people of", "the battles of", "left": a name there is a place's."""
        self.agent_words: frozenset[int] = frozenset()
        """Last words of phrases that name a doer (من قبل، على يد، برصاص)."""
        self.result_words: frozenset[int] = frozenset()
        """Last words of connectors that tell what came of an act."""
        self.number_words: frozenset[int] = frozenset()
        self.noun_words: frozenset[int] = frozenset()
        """Place nouns: they stand between a preposition and a name."""
        self.bent_nouns: frozenset[int] = frozenset()
        """Those that are one only with a pronoun or as a dual (جبلة, "his mountain"): a place's name is likelier."""
        self.actor_words: frozenset[int] = frozenset()
        """Words of actors' names."""
        self.actor_end: dict[int, int] = {}
        """First words of actors' names, with the word after their last."""
        self.actor_at: dict[int, ActorMention] = {}
        self.vocabulary: frozenset[int] = frozenset()
        """Words the codebook knows as people, triggers, weapons or sources: no unknown names."""

    def span(self, first: int, last: int) -> Span:
        """Offsets into the report's text of words [first, last)."""
        return self.norm.span(self.words[first].start, self.words[last - 1].end)

    def place_span(self, place: PlaceMention) -> Span:
        """Offsets of a place's words without the clitics before its name; of "the camp" those of the camp's name."""
        if place.refers is not None:
            return self.norm.span(self.words[place.refers[0]].start, self.words[place.refers[1] - 1].end)
        clitic = place.prefix.removesuffix("ال")
        start = self.words[place.first].start
        if clitic and self.texts[place.first].startswith(clitic):
            start += len(clitic)
        return self.norm.span(start, self.words[place.last - 1].end)

    def text(self, first: int, last: int) -> str:
        """The report's own words [first, last)."""
        start, end = self.span(first, last)
        return self.report.text[start:end]

    def is_reporting(self, i: int) -> bool:
        """The word is a reporting verb or noun."""
        return i in self.reporting_words

    def triggers_at(self, i: int) -> bool:
        """A trigger form begins at the word."""
        return i in self.trigger_words

    def is_name(self, i: int) -> bool:
        """An actor's name (no adjective) begins at the word."""
        return i in self.actor_at and self.actor_at[i].kind != "adjective"
