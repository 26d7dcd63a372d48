"""Who says so: reporting verbs with their speaker, and phrases like "according to"."""

from __future__ import annotations

from rasd.arabic.letters import SHADDA
from rasd.coding.layout import Sentence
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import Scan, SourceMention

_MOST_WORDS = 8
_BREAKS = frozenset('.,:;!?\n"()-|/')
_SOME = frozenset({"احد", "احدي", "بعض", "عدد"})
"""What may stand with a number's place before those who speak: "one of", "some of"."""
_HANGING = frozenset({"عن", "من", "علي", "في", "الي"})
_ISSUERS = frozenset({"official", "organization", "media"})
_ISSUE_WORDS = 14
"""A line with an issuer's name at its beginning is no longer than that."""
_PREPOSITIONS = ("ب", "ل", "ك")
_ACCUSING, _OF_WHAT = "accuse", "بال"
"""Effect of the verbs that accuse somebody, and how the word for what they accuse of begins."""
_OF_SPEAKER = 3
"""Words between "in a count" and "of the ministry"."""
_KINDS = {
    "name": "official",
    "capital": "official",
    "adjective": "official",
    "generic": "official",
    "leader": "official",
    "office": "official",
    "unit": "official",
}


class _Speakers:
    """Where a speaker can begin: a source noun, an actor, a title, a person noun."""

    def __init__(self, scan: Scan, hits: list[Hit]) -> None:
        self.scan = scan
        self.kind: dict[int, str] = {}
        self.end: dict[int, int] = {}
        for actor in scan.actors:
            kind = _KINDS.get(actor.kind, "witness")
            if actor.id in ("aid_workers", "un"):
                kind = "organization"
            self._add(actor.first, actor.last, kind)
        for title in scan.titles:
            self._add(title.first, title.last, "official")
        for hit in hits:
            self._add(hit.first, hit.last, hit.entry.lexeme.id)
        self.governed = {a.first for a in scan.actors if a.prefix.removeprefix("و").startswith(_PREPOSITIONS)}
        """Where an actor stands behind a preposition written with it: "on a vehicle of the army" says nothing."""
        self.nouns = {h.first for h in hits if not h.prefix and h.last == h.first + 1}
        """Where the word is a source noun as it stands, whatever else its letters may be (والي, "and to")."""

    def _add(self, first: int, last: int, kind: str) -> None:
        if last >= self.end.get(first, 0):
            self.kind[first], self.end[first] = kind, last

    def _is_another(self, i: int) -> bool:
        """A group named right after a definite speaker is whom the speech is about ("the committees accused the forces")."""
        actor = self.scan.actor_at.get(i)
        named = actor is not None and actor.kind in ("name", "capital", "unit") and not actor.prefix.startswith(("ل", "ب"))
        return named and self.scan.texts[i - 1].startswith("ال")

    def _is_genitive(self, i: int) -> bool:
        """A verbal noun that says of what the speaker is the head ("a source in the command of the operations")."""
        texts = self.scan.texts
        return i - 1 in self.nouns and texts[i].startswith("ال") and not texts[i - 1].startswith(("ال", "وال", "بال", "لل"))

    def begins(self, i: int, limit: int) -> bool:
        """A speaker begins at the word, perhaps behind "four of", "one of"."""
        scan = self.scan
        if i in self.kind:
            return True
        k = i
        while k < limit and k - i < _OF_SPEAKER and (k in scan.number_words or scan.texts[k] in _SOME):
            k += 1
        k += k > i and k < limit and scan.texts[k] == "من"
        return i < k < limit and k in self.kind

    def phrase(self, first: int, limit: int, accusing: bool = False) -> tuple[int, int, str] | None:
        """The speaker that begins at `first`: (first, last, kind). `accusing`: whoever is named behind is who is accused."""
        scan = self.scan
        end = min(first + _MOST_WORDS, limit)
        i, kind = first, ""
        while i < end:
            text = scan.texts[i]
            if text in _BREAKS or (i > first and scan.function.get(i) in ("complementizer", "relative", "conjunction")):
                break
            if i > first and (scan.is_reporting(i) or i in scan.time_words or text in ("ل", "لوكاله")):
                break
            if i > first and i not in self.end and scan.triggers_at(i) and not self._is_genitive(i):
                break
            if kind and (self._is_another(i) or (accusing and (i in scan.actor_at or text.startswith(_OF_WHAT)))):
                break
            if i in self.end and (not kind or self.end[i] > i):
                kind = kind or self.kind[i]
                i = max(self.end[i], i + 1)
                continue
            i += 1
        i = min(i, end)
        while i > first + 1 and scan.texts[i - 1] in _HANGING:
            i -= 1
        return (first, i, kind) if i > first else None


def find_sources(scan: Scan, hits: list[Hit], reporting: list[Hit]) -> list[SourceMention]:
    """Sources in order of their words; a speaker already named by one pattern is not named again."""
    speakers = _Speakers(scan, hits)
    found: dict[int, SourceMention] = {}
    for marker in scan.markers["source_prep"]:
        source = _after(scan, speakers, marker.last, marker.first, "prep", "say", marker.column(0) == "known")
        if source:
            found.setdefault(source.first, source)
    for hit in reporting:
        source = _said_by(scan, speakers, hit)
        if source and source.first not in found:
            found[source.first] = source
    return sorted(found.values())


def reads_otherwise(scan: Scan, hit: Hit) -> bool:
    """A verb of saying that is spelled like a function word (بين, دون, "among them") or a noun for people (الأمني) is one only behind "and", or where its doubled
    letter is written (بيّن)."""
    other = hit.first in scan.function or (hit.first in scan.person_words and bool(hit.suffix))
    return hit.entry.form == "verb" and other and not hit.prefix and SHADDA not in scan.text(hit.first, hit.last)


def _limit(scan: Scan, i: int) -> int:
    return scan.sentences[scan.sentence_of[i]].last


def _after(scan: Scan, speakers: _Speakers, i: int, said: int, style: str, effect: str, known: bool = False) -> SourceMention | None:
    if scan.sentence_of[said] < 0:
        return None
    limit = _limit(scan, said)
    while i < limit and i not in speakers.kind and (
        scan.is_reporting(i) or i in scan.time_words or scan.texts[i] in ("به", "عنه", "ما", "في", "بيان", ":")
    ):
        i += 1
    if known:  # "in a first count of the ministry"
        i = next((k for k in range(i, min(i + _OF_SPEAKER + 1, limit)) if k in speakers.kind), limit)
    phrase = speakers.phrase(i, limit) if i < limit and scan.function.get(i) != "complementizer" else None
    if phrase is None or (not phrase[2] and style != "prep"):
        return None
    return SourceMention(phrase[0], phrase[1], phrase[2] or "official", style, said, effect)


def _said_by(scan: Scan, speakers: _Speakers, hit: Hit) -> SourceMention | None:
    """The subject after the verb ("قال مصدر"), else the topic before it ("الوزارة قالت")."""
    if scan.sentence_of[hit.first] < 0:
        return None
    effect = hit.entry.lexeme.id
    if hit.entry.form == "verb" or hit.entry.form == "phrase":
        start = hit.last
        limit = _limit(scan, hit.first)
        while start < limit and start in scan.time_words:
            start += 1
        if start < limit and speakers.begins(start, limit) and (start in speakers.nouns or scan.function.get(start) != "preposition"):
            accusing = effect == _ACCUSING
            phrase = speakers.phrase(start, limit, accusing)
            if phrase:
                silent = accusing and not hit.suffix and _is_charged(scan, phrase[1])
                return None if silent else SourceMention(*phrase, "verb", hit.first, effect)
        if start + 1 < limit and scan.texts[start] in ("عن", "الي") and scan.function.get(start + 1) != "complementizer":
            return _after(scan, speakers, start + 1, hit.first, "verb", effect)
        return _topic(scan, speakers, hit, effect) or _named(scan, start, limit, hit)
    return None


def _is_charged(scan: Scan, last: int) -> bool:
    """What somebody is accused of stands right behind them: they do not speak ("and it accused the agencies of …")."""
    behind = scan.texts[last] if last < len(scan.texts) else ""
    return behind.startswith(_OF_WHAT) or (behind.startswith(_OF_WHAT[0]) and scan.triggers_at(last))


def _named(scan: Scan, start: int, limit: int, hit: Hit) -> SourceMention | None:
    """A person's bare name after the verb ("said so-and-so")."""
    if hit.entry.lexeme.id not in ("say", "confirm") or hit.entry.form != "verb":
        return None
    i = start
    while i < limit and i - start < 3 and _may_be_name(scan, i):
        i += 1
    return SourceMention(start, i, "witness", "named", hit.first, hit.entry.lexeme.id) if i > start else None


def _may_be_name(scan: Scan, i: int) -> bool:
    text = scan.texts[i]
    known = i in scan.vocabulary or i in scan.number_words or i in scan.time_words
    return text.isalpha() and not known and scan.function.get(i) in (None, "name_head") and len(text) > 2


def find_line_sources(scan: Scan, hits: list[Hit]) -> list[SourceMention]:
    """Speakers set before a colon ("Our correspondent: …", "Ministry of Defence: …" as a headline), and lines that are nothing but an issuer's name."""
    speakers = _Speakers(scan, hits)
    found = []
    for n, sentence in enumerate(scan.sentences):
        first = sentence.first
        while first < sentence.last and not scan.texts[first].isalpha():
            first += 1
        colon = next((i for i in range(first, min(first + _MOST_WORDS, sentence.last)) if scan.texts[i] == ":"), None)
        if colon is not None:
            first = next((i for i in range(first, colon) if (i == first or not scan.texts[i - 1].isalnum()) and speakers.begins(i, colon)), colon)
        phrase = speakers.phrase(first, colon if colon is not None else sentence.last)
        if phrase is None or not phrase[2]:
            continue
        headline = n == 0 and sentence.kind == "title"
        if phrase[1] == colon:
            found.append(SourceMention(*phrase, "title" if headline else "colon", colon, "say"))
        elif colon is None and sentence.kind != "body" and (phrase[2] in _ISSUERS or not headline) and _ends_a_name(scan, phrase, sentence):
            found.append(SourceMention(*phrase, "line", first, "say"))
    return found


def _ends_a_name(scan: Scan, phrase: tuple[int, int, str], sentence: Sentence) -> bool:
    """The line is nothing but the name, or a bar or dash sets the rest of a short line apart ("… / statement")."""
    if phrase[1] == sentence.last:
        return True
    apart = scan.texts[phrase[1]] in ("|", "/", "-", "(")
    return apart and phrase[2] in _ISSUERS and sentence.last - sentence.first <= _ISSUE_WORDS


def _topic(scan: Scan, speakers: _Speakers, hit: Hit, effect: str) -> SourceMention | None:
    first = scan.sentences[scan.sentence_of[hit.first]].first
    for i in range(hit.first - 1, max(first - 1, hit.first - _MOST_WORDS), -1):
        if scan.texts[i] in _BREAKS:
            return None
        if i in speakers.kind and i not in speakers.governed and speakers.end[i] <= hit.first:
            start = i
            for k in range(i, max(first - 1, i - 4), -1):
                if k in speakers.kind:
                    start = k
            return SourceMention(start, hit.first, speakers.kind[start], "topic", hit.first, effect)
    return None
