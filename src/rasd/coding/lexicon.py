"""Looking words up in the codebook: clitics cut, multi-word forms, complements at a distance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rasd.arabic.words import Word, analyses
from rasd.codebook import Codebook, Entry

_REACH = 10
_SHORT_PAST = 4
"""Letters of a simple verb's past with the alef of the dual, which is spelled like its verbal noun's accusative."""
_ENDINGS = ("ه", "ها", "هم", "ا", "هما", "هن", "ين", "ان", "ات")
"""What a complement's form may have after it: a pronoun, tanwin's alef, the dual, a plural."""
_VERB_PREFIXES = frozenset({"", "و", "ف", "ل", "س", "ب", "ول", "فل", "وس", "فس", "وب", "فب"})
_PRESENT_PREFIXES = frozenset("سلب")
"""What may stand before present forms only: the future's, "let him", and that of spoken Arabic (بيقصفوا, not باسم)."""
_SPOKEN_PRESENT = 4
"""Letters that a form with spoken Arabic's prefix has at least."""


_PARTICIPLE = 5
"""Letters of a participle's accusative (لاحقا, قاتلا), which is spelled like the dual of form III."""


class Reading(NamedTuple):
    """One way to read one word as (the start of) a codebook form."""

    entry: Entry
    prefix: str
    suffix: str
    kind: str


class Together:
    """All readings of one word as a trigger by itself, the plainest first; made once for each form of a word."""

    __slots__ = ("readings", "some_verb")

    def __init__(self, readings: tuple[Reading, ...]) -> None:
        self.readings = readings
        self.some_verb = any(_is_verb(r.entry, r.prefix) for r in readings)


class Hit:
    """A codebook form found at words [first, last); `complement` is the last word its
    complement covers, or `last` when it has none. `kind`: what file of the codebook it stands in.
    A word that many triggers share is one hit, with the others in `together`."""

    __slots__ = ("entry", "first", "last", "prefix", "suffix", "complement", "kind", "together")

    def __init__(
        self, entry: Entry, first: int, last: int, prefix: str, suffix: str, complement: int, kind: str, together: Together | None = None
    ) -> None:
        self.entry = entry
        self.first = first
        self.last = last
        self.prefix = prefix
        self.suffix = suffix
        self.complement = complement
        self.kind = kind
        self.together = together

    @property
    def may_be_verb(self) -> bool:
        """One of its readings is a verb, or a verb's participle without article."""
        return _is_verb(self.entry, self.prefix) if self.together is None else self.together.some_verb

    def column(self, n: int) -> str:
        """A further column of the lexeme's line, empty where the line has none."""
        extra = self.entry.lexeme.extra
        return extra[n] if n < len(extra) else ""


class WordReadings(NamedTuple):
    """Every reading of one word, told apart by what has to follow it."""

    alone: tuple[Reading, ...]
    """Readings that stand by themselves, without triggers."""
    triggers: Together | None
    """Readings as triggers that stand by themselves."""
    followed: dict[str, tuple[Reading, ...]]
    """Readings that go on, by their second word."""
    completed: dict[str, tuple[tuple[Reading, tuple[str, ...]], ...]]
    """Readings that ask for a complement, with it, by its first word."""


def _is_verb(entry: Entry, prefix: str) -> bool:
    return entry.form == "verb" and not prefix.endswith("ال")


def bare(word: str) -> str:
    """A folded word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


class Lexicon:
    """The codebook's forms, with every word's readings kept after the first look-up."""

    def __init__(self, codebook: Codebook) -> None:
        self._entries = codebook.entries
        self._readings: dict[str, WordReadings | None] = {}
        self._complements = codebook.entries.complements()
        self._beginnings: dict[str, tuple[str, ...]] = {}

    def readings(self, word: str) -> WordReadings | None:
        """Every reading of a folded word, those with the fewest clitics first; None for a word of no reading."""
        if len(self._readings) > 200_000:
            self._readings.clear()
        found = self._readings[word] = _sorted_readings(self._read(word))
        return found

    def _read(self, word: str) -> tuple[Reading, ...]:
        found: dict[int, Reading] = {}
        for prefix, stem, suffix in analyses(word):
            for entry in self._entries.get(stem, ()):
                if id(entry) not in found and _fits(entry, prefix, stem, suffix) and _is_dual(entry, prefix, stem, suffix):
                    found[id(entry)] = Reading(entry, prefix, suffix, entry.lexeme.kind)
        if word.startswith("وو"):  # "and arrived" as well as "was continued"
            return tuple(found.values())
        plain = {r.entry.lexeme.kind for r in found.values() if not r.prefix and not r.suffix}
        return tuple(
            r for r in found.values() if not (r.prefix or r.suffix) or r.entry.lexeme.kind not in plain or r.entry.rest
        )

    def hits(self, words: Sequence[Word], first: int, last: int) -> list[Hit]:
        """All forms found in words [first, last), in order of their start."""
        found: list[Hit] = []
        add, known = found.append, self._readings
        for i in range(first, last):
            text = words[i].text
            readings = known[text] if text in known else self.readings(text)
            if readings is None:
                continue
            for entry, prefix, suffix, kind in readings.alone:
                add(Hit(entry, i, i + 1, prefix, suffix, i + 1, kind))
            if (together := readings.triggers) is not None:
                entry, prefix, suffix, kind = together.readings[0]
                add(Hit(entry, i, i + 1, prefix, suffix, i + 1, kind, together))
            if readings.followed and i + 1 < last:
                after = words[i + 1].text
                for reading in readings.followed.get(after, ()) + (
                    readings.followed.get(after[2:], ()) if after[:2] == "ال" and len(after) > 3 else ()
                ):
                    hit = _match(words, i, last, reading)
                    if hit:
                        add(hit)
            if readings.completed:
                found += self._complete(words, i, last, readings.completed)
        return found

    def _complete(
        self, words: Sequence[Word], i: int, last: int, completed: dict[str, tuple[tuple[Reading, tuple[str, ...]], ...]]
    ) -> list[Hit]:
        """Readings whose complement stands a few words on, each with the first one."""
        found: dict[int, Hit] = {}
        known = self._beginnings
        for k in range(i + 1, min(i + 1 + _REACH, last)):
            text = words[k].text
            if text in ".;!?":
                break
            for variant in known[text] if text in known else self._beginning(text):
                for reading, complement in completed.get(variant, ()):
                    size = len(complement)
                    if id(reading) not in found and (size == 1 or _is_complement(words, k, last, complement)):
                        found[id(reading)] = Hit(reading.entry, i, i + 1, reading.prefix, reading.suffix, k + size, reading.kind)
        return list(found.values())

    def _beginning(self, text: str) -> tuple[str, ...]:
        """The forms that a word may stand for at the beginning of some complement: of most words none."""
        if len(self._beginnings) > 200_000:
            self._beginnings.clear()
        found = self._beginnings[text] = tuple(v for v in _variants(text) if v in self._complements)
        return found


def _sorted_readings(found: tuple[Reading, ...]) -> WordReadings | None:
    alone: list[Reading] = []
    followed: dict[str, list[Reading]] = {}
    completed: dict[str, list[tuple[Reading, tuple[str, ...]]]] = {}
    for reading in found:
        entry = reading.entry
        if entry.rest:
            followed.setdefault(entry.rest[0], []).append(reading)
        elif not entry.complement:
            alone.append(reading)
        for complement in () if entry.rest else entry.complement:
            completed.setdefault(complement[0], []).append((reading, complement))
    if not found:
        return None
    triggers = tuple(r for r in alone if r.kind == "trigger")
    return WordReadings(
        tuple(r for r in alone if r.kind != "trigger"),
        Together(triggers) if triggers else None,
        {k: tuple(v) for k, v in followed.items()},
        {k: tuple(v) for k, v in completed.items()},
    )


def _fits(entry: Entry, prefix: str, stem: str, suffix: str) -> bool:
    if entry.form == "verb" and entry.tense != "participle":
        if prefix not in _VERB_PREFIXES:
            return False
        if "ب" in prefix and not (stem.startswith("ي") and len(stem) >= _SPOKEN_PRESENT):
            return False
        return entry.tense == "present" or _PRESENT_PREFIXES.isdisjoint(prefix)
    if "س" in prefix or (entry.definite and not prefix.endswith("ال")):
        return False
    if suffix and (entry.rest or entry.form == "phrase" or (entry.lexeme.kind == "actor")):
        return False
    return not (suffix == "ي" and entry.form != "noun")


def _is_dual(entry: Entry, prefix: str, stem: str, suffix: str) -> bool:
    """A dual is one where the ending or what has to follow shows it: قتيلان, جثتي, طفليها, احتجزا, فتحا النار, not قتيلا, الراعي or قصفا."""
    return (
        entry.number != "dual"
        or bool(entry.rest or (entry.complement and entry.tense == "past"))
        or (entry.tense == "past" and len(stem) > _SHORT_PAST and stem[0] != "ت" and not (stem[1] == "ا" and len(stem) == _PARTICIPLE))
        or (entry.form == "noun" and len(suffix) > 1 and stem.endswith(("ا", "ي")))  # محليه is محلية
        or stem.endswith(("ان", "ين"))
        or (stem.endswith(("تا", "تي")) and "ال" not in prefix)
    )


def _match(words: Sequence[Word], i: int, last: int, reading: Reading) -> Hit | None:
    """A form of several words, with its complement if it asks for one."""
    entry = reading.entry
    end = i + 1 + len(entry.rest)
    if end > last:
        return None
    for k, expected in enumerate(entry.rest, i + 1):
        word = words[k].text
        if word != expected and bare(word) != expected:
            return None
    if not entry.complement:
        return Hit(entry, i, end, reading.prefix, reading.suffix, end, reading.kind)
    for k in range(end, min(end + _REACH, last)):
        if words[k].text in ".;!?":
            return None
        for alternative in entry.complement:
            if _is_complement(words, k, last, alternative):
                return Hit(entry, i, end, reading.prefix, reading.suffix, k + len(alternative), reading.kind)
    return None


@lru_cache(maxsize=100_000)
def _variants(word: str) -> tuple[str, ...]:
    """The forms that a word may stand for in a complement: without article, clitic, pronoun, case and number.

    In a fixed order, that of a set changes from run to run and with it which reading comes first.
    """
    tail = word[1:] if word[0] in "وبلف" else word
    endings = [tail[: -len(e)] for e in _ENDINGS if tail.endswith(e)]
    return tuple(dict.fromkeys((word, bare(word), tail, bare(tail), *endings)))


def _is_complement(words: Sequence[Word], at: int, last: int, expected: Sequence[str]) -> bool:
    return at + len(expected) <= last and all(
        form in _variants(words[k].text) for k, form in enumerate(expected, at)
    )
