"""Written forms of an Arabic verb, from its past and present (3rd person masculine singular).

Reports are unvocalised, so only what shows in the letters is told apart: most passives are
spelled as their active, and a form reads "either" where both voices share one spelling.
All forms are folded (`rasd.arabic.letters.fold`); clitics and attached pronouns are cut at lookup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rasd.arabic.letters import SHADDA, fold

Tense = Literal["past", "present", "participle"]
Voice = Literal["active", "passive", "either"]

_marks = re.compile("[\u0640\u064b-\u0650\u0652\u0670]")
_weak = re.compile("[اأإآىيئوؤءٱ]")
_HAMZA = "أإآئؤء"


class VerbForm(NamedTuple):
    """One written form. Gender is "" for first persons, person 0 for participles."""

    text: str
    tense: Tense
    voice: Voice
    gender: Literal["m", "f", ""]
    number: Literal["singular", "dual", "plural"]
    person: Literal[0, 1, 3]


class _Verb(NamedTuple):
    """A pair of principal parts without marks, hamza seats kept."""

    past: str
    present: str
    geminate: bool
    """The last letter is doubled (دكّ)."""
    intensive: bool
    """Form II: the middle letter is doubled (فجّر)."""

    @property
    def defective(self) -> bool:
        return self.past[-1] in "اىي" and self.present[-1] in "يوى"

    @property
    def hollow(self) -> bool:
        return len(self.past) > 2 and self.past[-2] == "ا" and not self.geminate

    @property
    def simple(self) -> bool:
        """Form I: three radicals and nothing else."""
        if len(self.past) == 2:
            return True
        causative = self.past[0] in "أا" and self.present[1] not in "أؤا"  # أعدّ يعدّ
        return len(self.past) == 3 and not (self.intensive or causative or (self.geminate and self.past[1] == "ا"))

    @property
    def passive_only(self) -> bool:
        """أصيب يصاب: the pair itself is written in the passive."""
        return len(self.past) > 3 and self.past[-2] == "ي" and self.present[-2] == "ا"

    @property
    def has_passive(self) -> bool:
        """Form VII (انفعل) has none; انتزع is form VIII of a root in ن, أنقذ form IV."""
        return not (self.past.startswith("ان") and self.past[2] != "ت")


class _Past(NamedTuple):
    """Stems of a past: third singular, before ت, dual, before وا, before consonants."""

    third: str
    feminine: str
    dual: str
    plural: tuple[str, ...]
    closed: str


class _Present(NamedTuple):
    """Stems of a present without its prefix."""

    plain: str
    dual: str
    plural: tuple[str, ...]
    closed: str
    jussive: tuple[str, ...]


def _parse(past: str, present: str) -> _Verb:
    past, present = _marks.sub("", past.strip()), _marks.sub("", present.strip())
    bare, bare_present = past.replace(SHADDA, ""), present.replace(SHADDA, "")
    if len(bare) < 2 or len(bare_present) < 3 or not bare_present.startswith("ي"):
        raise ValueError(f"not a past and a present: {past} {present}")
    if _weak.sub("", bare) != _weak.sub("", bare_present[1:]):
        raise ValueError(f"past and present differ in their consonants: {past} {present}")
    geminate = len(bare) == 2 or SHADDA in (past[-1], present[-1])
    intensive = len(bare) == 3 and (past[2:3] == SHADDA or present[3:4] == SHADDA) and not geminate
    return _Verb(bare, bare_present, geminate, intensive)


def _hamza_plurals(stem: str, raw: str) -> tuple[str, ...]:
    """Stems before a plural و: a final hamza may sit on its old seat, on و or on the line."""
    if raw[-1] not in _HAMZA:
        return (stem,)
    return tuple(dict.fromkeys((stem, stem[:-1] + "و", stem[:-1] + "ء")))


def _shorten(stem: str) -> str:
    """A hollow stem without its long vowel; a final ء then needs a seat (جاء, جئت)."""
    short = stem[:-2] + stem[-1]
    return short[:-1] + "ي" if short.endswith("ء") else short


def _past_active(verb: _Verb) -> _Past:
    stem = fold(verb.past)
    if verb.defective:
        base, last = stem[:-1], verb.past[-1]
        weak = "و" if last == "ا" else "ي"
        return _Past(stem, base + "ي" if last == "ي" else base, base + weak + "ا", (base,), base + weak)
    closed = stem + stem[-1] if verb.geminate else _shorten(stem) if verb.hollow or verb.passive_only else stem
    return _Past(stem, stem, stem + "ا", _hamza_plurals(stem, verb.past), closed)


def _passive_stem(verb: _Verb) -> str:
    """The past passive before its ending, folded: قوتل، اصيب، سيل، قري."""
    past, stem = verb.past, fold(verb.past)
    if past[0] == "آ":
        return "او" + stem[1:]
    if verb.hollow:
        return stem[:-2] + "ي" + stem[-1]
    at = 2 if past[0] == "ت" and len(past) == 5 else 1
    if past[at] == "ا" and len(past) - at >= 3 or (verb.geminate and len(past) == 3 and past[1] == "ا"):
        stem = stem[:at] + "و" + stem[at + 1 :]  # forms III and VI
    if verb.simple and len(past) == 3 and past[1] == "أ":
        stem = stem[0] + "ي" + stem[2]
    return stem[:-1] + "ي" if past[-1] == "أ" else stem


def _past_passive(verb: _Verb) -> _Past:
    stem = _passive_stem(verb)
    if verb.defective:
        base = stem[:-1]
        return _Past(base + "ي", base + "ي", base + "يا", (base,), base + "ي")
    closed = stem + stem[-1] if verb.geminate else _shorten(stem) if verb.hollow else stem
    return _Past(stem, stem, stem + "ا", _hamza_plurals(stem, verb.past), closed)


def _present(verb: _Verb, stem: str, last: str) -> _Present:
    """Stems around a present `stem` that ends, before folding, in `last`."""
    if verb.defective:
        base = stem[:-1]
        return _Present(stem, stem, (base,), stem, (base,))
    if verb.geminate:
        return _Present(stem, stem, (stem,), stem + stem[-1], (stem, stem + stem[-1]))
    if verb.hollow or verb.passive_only:
        short = _shorten(stem)
        return _Present(stem, stem, (stem,), short, (short,))
    return _Present(stem, stem, _hamza_plurals(stem, last), stem, (stem,))


def _present_active(verb: _Verb) -> _Present:
    return _present(verb, fold(verb.present)[1:], verb.present[-1])


def _present_passive(verb: _Verb) -> _Present:
    past, present = verb.past, verb.present
    stem = fold(present)[1:]
    if verb.simple and past[0] == "و" and present[1] != "و":
        stem = "و" + stem  # يجد, يوجد
    elif verb.simple and past[0] in "أا" and len(past) == 3:
        stem = "و" + stem[1:]  # يأسر, يؤسر
    if verb.defective:
        stem = stem[:-1] + "ي"
    elif verb.hollow:
        stem = stem[:-2] + "ا" + stem[-1]
    elif present[-1] in "ئؤ":
        stem = stem[:-1] + "ا"
    return _present(verb, stem, present[-1])


_Row = tuple[str, Tense, str, str, int]


def _joined(stem: str, ending: str) -> str:
    """A stem before a consonant; two like letters that meet are written once (أعلن + نا is أعلنّا)."""
    return stem + ending[1:] if stem[-1] == ending[0] else stem + ending


def _past_rows(past: _Past) -> Iterator[_Row]:
    yield past.third, "past", "m", "singular", 3
    yield past.feminine + "ت", "past", "f", "singular", 3
    yield past.dual, "past", "m", "dual", 3
    yield past.feminine + "تا", "past", "f", "dual", 3
    for stem in past.plural:
        yield stem + "وا", "past", "m", "plural", 3
        yield stem + "و", "past", "m", "plural", 3
    yield _joined(past.closed, "ن"), "past", "f", "plural", 3
    yield _joined(past.closed, "ت"), "past", "", "singular", 1
    yield _joined(past.closed, "نا"), "past", "", "plural", 1


_PREFIXES = (("ي", "m", "singular", 3), ("ت", "f", "singular", 3), ("ا", "", "singular", 1), ("ن", "", "plural", 1))


def _present_rows(present: _Present) -> Iterator[_Row]:
    for prefix, gender, number, person in _PREFIXES:
        for stem in (present.plain, *present.jussive):
            yield prefix + stem, "present", gender, number, person
    for ending in ("ان", "ا"):
        yield "ي" + present.dual + ending, "present", "m", "dual", 3
        yield "ت" + present.dual + ending, "present", "f", "dual", 3
    for stem in present.plural:
        for ending in ("ون", "وا", "و"):
            yield "ي" + stem + ending, "present", "m", "plural", 3
    yield "ي" + _joined(present.closed, "ن"), "present", "f", "plural", 3


def _participle_rows(singular: str, feminine: str, dual: str, plural: str) -> Iterator[_Row]:
    """Endings on four stems; constructs that repeat another form's spelling are left out."""
    for text in (singular, dual + "ا"):
        yield text, "participle", "m", "singular", 0
    yield feminine + "ه", "participle", "f", "singular", 0
    for ending in ("ان", "ين", "ا", "ي"):
        yield dual + ending, "participle", "m", "dual", 0
        yield feminine + "ت" + ending, "participle", "f", "dual", 0
    for ending in ("ون", "ين", "و", "ي"):
        yield plural + ending, "participle", "m", "plural", 0
    yield dual + "ات", "participle", "f", "plural", 0


def _sound_participle(base: str) -> Iterator[_Row]:
    return _participle_rows(base, base, base, base)


def _weak_participle(base: str) -> Iterator[_Row]:
    """الرامي، رامٍ، رامية، رامون."""
    yield base, "participle", "m", "singular", 0
    yield from _participle_rows(base + "ي", base + "ي", base + "ي", base)


def _active_participle(verb: _Verb) -> Iterator[_Row]:
    past = verb.past
    if not verb.simple:
        stem = "م" + fold(verb.present)[1:]
        return _weak_participle(stem[:-1]) if verb.defective else _sound_participle(stem)
    first, last = fold(past[0]), fold(past[-1])
    middle = "ي" if past[1] in "اأئؤ" else fold(past[1])
    if len(past) == 2 or verb.geminate:
        return _sound_participle(first + "ا" + last)
    if verb.defective:
        return _weak_participle(first + "ا" + middle)
    return _sound_participle(first + "ا" + middle + ("ي" if past[2] in "أئ" else last))


def _passive_participle(verb: _Verb) -> Iterator[_Row]:
    past = verb.past
    if not verb.simple:
        stem = "م" + _present_passive(verb).plain
        if verb.defective:
            return _participle_rows(stem, stem[:-1] + "ا", stem, stem[:-1])
        return _sound_participle(stem)
    first, middle, last = fold(past[0]), fold(past[1]), fold(past[-1])
    if len(past) == 2 or verb.geminate:
        return _sound_participle("م" + first + last + "و" + last)
    if verb.hollow:
        return _sound_participle("م" + first + ("ي" if verb.present[-2] == "ي" else "و") + last)
    middle = "و" if past[1] in "أئؤ" else middle
    if verb.defective:
        return _sound_participle("م" + first + middle + ("و" if past[2] == "ا" else "ي"))
    return _sound_participle("م" + first + middle + "و" + ("ء" if past[2] in "أئ" else last))


def _active_rows(verb: _Verb) -> Iterator[_Row]:
    yield from _past_rows(_past_active(verb))
    yield from _present_rows(_present_active(verb))
    yield from _active_participle(verb)


def _passive_rows(verb: _Verb) -> Iterator[_Row]:
    yield from _past_rows(_past_passive(verb))
    yield from _present_rows(_present_passive(verb))
    yield from _passive_participle(verb)


def conjugate(past: str, present: str) -> list[VerbForm]:
    """All third-person and first-person forms and both participles of a verb.

    Given as written in a dictionary: ("قصف", "يقصف"), ("دكّ", "يدكّ"), ("ألقى", "يلقي"). Shadda tells a
    doubled root or form II apart; hamza seats tell أنقذ from انفجر. A pair written in the passive
    (أصيب يصاب) gives passive forms only. Raises ValueError for words that are no such pair.
    """
    verb = _parse(past, present)
    if verb.passive_only:
        active: Iterator[_Row] = iter(())
        passive = iter([*_past_rows(_past_active(verb)), *_present_rows(_present_active(verb))])
        passive = iter([*passive, *_sound_participle("م" + fold(verb.present)[1:])])
    else:
        active = _active_rows(verb)
        passive = _passive_rows(verb) if verb.has_passive else iter(())
    return _merge(active, passive)


def _merge(active: Iterator[_Row], passive: Iterator[_Row]) -> list[VerbForm]:
    voices: dict[_Row, Voice] = {}
    for text, tense, gender, number, person in active:
        voices[(text.replace("اا", "ا"), tense, gender, number, person)] = "active"  # آ is one letter when folded
    for text, tense, gender, number, person in passive:
        row = (text.replace("اا", "ا"), tense, gender, number, person)
        voices[row] = "either" if voices.get(row) in ("active", "either") else "passive"
    return [VerbForm(t, tense, voice, g, n, p) for (t, tense, g, n, p), voice in voices.items()]  # type: ignore[arg-type]
