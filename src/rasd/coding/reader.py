"""Reading a report into a `Scan`: layout first, then every kind of mention."""

from __future__ import annotations

from collections import defaultdict

from rasd.arabic.calendar import find_times
from rasd.arabic.letters import normalize
from rasd.arabic.numerals import find_numbers
from rasd.arabic.words import Word
from rasd.codebook import Codebook
from rasd.coding.actors import find_actors, guess_country, heads_of_names, own_forces
from rasd.coding.layout import LineKind, Sentence, count_long_lines, find_sentences, reading_words, shape_of_line
from rasd.coding.lexicon import Hit, Lexicon
from rasd.coding.mentions import Scan
from rasd.coding.place_references import refer_back
from rasd.coding.places import PlaceFinder, find_containers
from rasd.coding.sources import find_line_sources, find_sources, reads_otherwise
from rasd.coding.titles import has_title
from rasd.coding.tolls import find_tolls
from rasd.coding.triggers import TriggerFinder
from rasd.gazetteer import Gazetteer
from rasd.report import Report

_CREDIT_NAME = 5
_WITH_ARTICLE = frozenset({"name_head", "relative", "belonging"})
"""Classes of function words that are so with their article too (التي، التابعة); a direction with it describes ("the eastern quarters")."""


class Reader:
    """Finds everything a report names, by one codebook and one gazetteer."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self.codebook = codebook
        self.gazetteer = gazetteer
        self.lexicon = Lexicon(codebook)
        self._places = PlaceFinder(gazetteer)
        self._triggers = TriggerFinder(codebook)
        self._heads = heads_of_names(codebook)
        self._own = own_forces(codebook)

    def scan(self, report: Report) -> Scan:
        """Layout and mentions of one report."""
        norm = normalize(report.text)
        words = reading_words(norm.text)
        hits = self.lexicon.hits(words, 0, len(words))
        scan = Scan(report, norm, words, self._sentences(words, hits, has_title(report)))
        scan.hits = [
            h
            for h in hits
            if scan.sentence_of[h.first] >= 0 and scan.sentence_of[h.first] == scan.sentence_of[h.last - 1]
        ]
        self._sort_hits(scan)
        return scan

    def _sentences(self, words: list[Word], hits: list[Hit], titled: bool) -> list[Sentence]:
        marked = [h for h in hits if h.kind == "marker" and h.entry.lexeme.id in ("read_also", "caption")]
        outlets = [h for h in hits if h.kind == "source" and h.entry.lexeme.id in ("media", "organization")]
        media = {h.last for h in outlets}
        triggers = {h.first for h in hits if h.kind == "trigger"}
        long_lines = count_long_lines(words)
        several = any(w.text[0] == "\n" for w in words[:-1])
        end = next((k + 1 for k in range(len(words) - 1, -1, -1) if words[k].text[0].isalnum()), 0)

        def kind(first: int, last: int, paragraph: int) -> LineKind:
            shape = shape_of_line(words, first, last, titled and paragraph == 0, long_lines)
            if shape == "title" and not any(h.first == first and h.entry.lexeme.id == "read_also" for h in marked):
                return "title" if several else "body"
            if (last >= end and _is_credit(words, first, last, outlets, hits)) or _is_noise(words, first, last, marked, media, triggers):
                return "noise"
            return shape

        return [s for s in find_sentences(words, kind) if s.kind != "noise"]

    def _sort_hits(self, scan: Scan) -> None:
        by_kind: dict[str, list[Hit]] = defaultdict(list)
        for hit in scan.hits:
            by_kind[hit.kind].append(hit)
        scan.function = {
            h.first: h.entry.lexeme.id for h in by_kind["function"]
            if not h.prefix or h.prefix in ("و", "ف", "ب") or (h.entry.definite and h.entry.lexeme.id in _WITH_ARTICLE and h.prefix in ("ال", "وال", "فال", "بال"))
        }
        for hit in by_kind["marker"]:
            scan.markers[hit.entry.lexeme.id].append(hit)
        scan.weapons, scan.goods, scan.measures = by_kind["weapon"], by_kind["goods"], by_kind["measure"]
        scan.titles = by_kind["title"]
        scan.trigger_words = frozenset(h.first for h in by_kind["trigger"])
        scan.person_words = frozenset(h.first for h in by_kind["person"])
        by_kind["reporting"] = [h for h in by_kind["reporting"] if not reads_otherwise(scan, h)]
        scan.reporting_words = frozenset(h.first for h in by_kind["reporting"])
        known = ("person", "trigger", "weapon", "source", "toll", "reporting", "measure", "place_noun", "marker")
        scan.vocabulary = frozenset(h.first for k in known for h in by_kind[k])
        scan.times = find_times(scan.words, scan.report.published)
        scan.time_words = frozenset(i for t in scan.times for i in range(t.first, t.last))
        scan.numbers = find_numbers(scan.words)
        scan.number_words = frozenset(i for n in scan.numbers if n.kind != "ordinal" for i in range(n.first, n.last))
        scan.noun_words = frozenset(i for h in by_kind["place_noun"] for i in range(h.first, h.last))
        straight = {i for h in by_kind["place_noun"] if not h.suffix and h.entry.number != "dual" for i in range(h.first, h.last)}
        scan.bent_nouns = scan.noun_words - straight - scan.person_words
        scan.result_words = frozenset(h.last - 1 for h in scan.markers["result"])
        scan.agent_words = frozenset(h.last - 1 for h in scan.markers["agent"])
        scan.place_openers = frozenset(h.last for h in scan.markers["of_place"] if not h.suffix and not h.prefix.endswith("ال"))
        self._mentions(scan, by_kind)

    def _mentions(self, scan: Scan, by_kind: dict[str, list[Hit]]) -> None:
        names = [h for h in by_kind["actor"] if h.column(3) not in ("adjective", "generic", "capital")]
        busy = {i for h in names for i in range(h.first, h.last)} | set(scan.time_words)
        verbs = {h.first for k in ("trigger", "toll", "reporting") for h in by_kind[k] if h.may_be_verb}
        scan.actor_words = frozenset(i for h in names for i in range(h.first, h.last))
        for name in names:
            scan.actor_end[name.first] = max(name.last, scan.actor_end.get(name.first, 0))
        scan.places = self._places.find(scan, by_kind["place_noun"], busy, verbs)
        scan.containers = find_containers(scan, by_kind["place_noun"])
        scan.places, scan.containers = refer_back(scan, by_kind["place_noun"])
        scan.country = scan.country or guess_country(self.codebook, scan, by_kind["actor"])
        scan.actors = find_actors(self.codebook, self._heads, self._own, scan, scan.hits)
        scan.actor_at = {a.first: a for a in scan.actors}
        scan.tolls = find_tolls(scan, by_kind["toll"])
        scan.triggers = self._triggers.find(scan, by_kind["trigger"])
        scan.sources = find_sources(scan, by_kind["source"], by_kind["reporting"])
        known = {s.first for s in scan.sources}
        scan.sources = sorted(
            scan.sources + [s for s in find_line_sources(scan, by_kind["source"]) if s.first not in known]
        )
        scan.effect_at = {h.first: h.entry.lexeme.id for h in by_kind["reporting"]}
        told = {s.said for s in scan.sources}
        scan.continuing = frozenset(scan.sentence_of[h.first] for h in by_kind["reporting"] if h.first not in told)


def _is_credit(words: list[Word], first: int, last: int, outlets: list[Hit], hits: list[Hit]) -> bool:
    """A text's last line that is an outlet's name and nothing else says whose text it is, not who tells of an act."""
    if last - first > _CREDIT_NAME or words[last - 1].text == ":" or all(h.first != first for h in outlets):
        return False
    return not any(first <= h.first < last and h.kind in ("trigger", "reporting") for h in hits)


def _is_noise(words: list[Word], first: int, last: int, marked: list[Hit], media: set[int], triggers: set[int]) -> bool:
    """A "read also" line, a caption, a credit: it tells nothing."""
    text = [w.text for w in words[first:last]]
    if any(h.first == first or (h.first == first + 1 and not text[0].isalnum()) for h in marked):
        return True
    if len(text) > 40 or text[-1] in ".!?":
        return False
    if any(last - 2 <= h.last <= last and h.entry.lexeme.id == "caption" and h.first > first for h in marked):
        return True
    return any(i in media for i in (last, last - 1)) and any(t in "-(/|" for t in text[-7:]) and len(text) > 2
