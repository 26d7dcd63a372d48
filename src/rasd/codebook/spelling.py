"""From a lexeme as written in a data file to all its written forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rasd.arabic.inflection import conjugate, inflect_noun
from rasd.arabic.letters import fold
from rasd.codebook.model import EntryForm
from rasd.codebook.notation import Notation, Words, key_words, without_article

_marks = re.compile("[\u0640\u064b-\u0652\u0670]")
_verbal_noun = re.compile("الت.ا.$")


class Shape(NamedTuple):
    """The grammar of a written form, as in `Entry`."""

    form: EntryForm
    tense: str = ""
    voice: str = ""
    number: str = ""
    gender: str = ""
    definite: bool = False


class Spelling(NamedTuple):
    """A written form: its words (folded, without article, first is the key) and its grammar."""

    words: Words
    shape: Shape


def _gender(word: str) -> str:
    return "f" if word.endswith(("ه", "ات", "تان", "تين")) else ""


def verb_spellings(notation: Notation) -> Iterator[Spelling]:
    """Forms of a "PAST PRESENT" pair. Raises ValueError when it is no such pair."""
    if len(notation.forms) != 2 or any(len(form) != 1 for form in notation.forms):
        raise ValueError("a verb is written as its past and its present")
    (past,), (present,) = notation.forms
    seen = set()
    for verb in conjugate(past, present):
        if verb.person == 1 and verb.text in seen:
            continue  # قصفت is listed once, as the third person that reports write
        seen.add(verb.text)
        yield Spelling((verb.text,), Shape("verb", verb.tense, verb.voice, verb.number, verb.gender))
    for words in notation.irregular:
        yield Spelling(key_words(" ".join(words)), _irregular(fold(words[0])))


def _irregular(word: str) -> Shape:
    tense = "participle" if word.startswith("م") else "present" if word.startswith("ي") else "past"
    number = "plural" if word.endswith(("وا", "ون", "ين")) else "singular"
    return Shape("verb", tense, "either", number, "f" if word.endswith(("ت", "ه")) else "m")


def _definite(word: str) -> bool:
    """Whether the article is written; التحاق is a verbal noun whose ال is not the article."""
    return word.startswith("ال") and len(word) > 3 and not _verbal_noun.fullmatch(word)


def _bare(word: str) -> str:
    return word[2:] if _definite(word) else word


def noun_spellings(notation: Notation, form: EntryForm) -> Iterator[Spelling]:
    """Forms of a noun, verbal noun or noun phrase listed as singular, plural, ..."""
    every = notation.forms + notation.irregular
    forms = [tuple(_marks.sub("", word) for word in words) for words in every]
    definite = _definite(forms[0][0])
    if all(len(words) == 1 for words in forms):
        for noun in inflect_noun([_bare(words[0]) for words in forms]):
            yield Spelling((noun.text,), Shape(form, number=noun.number, gender=_gender(noun.text), definite=definite))
        return
    for words in forms:
        for inflected, number in _phrase_forms(words, plural=words is not forms[0]):
            yield Spelling(inflected, Shape(form, number=number, gender=_gender(inflected[0]), definite=definite))


def _phrase_forms(words: tuple[str, ...], plural: bool) -> Iterator[tuple[Words, str]]:
    """Forms of a noun phrase: later words as written (construct) or agreeing (adjectives)."""
    head, rest = _bare(words[0]), key_words(" ".join(words[1:]))
    if plural:
        for noun in inflect_noun([head, head]):
            if noun.number == "plural" or noun.text == fold(head):
                yield (noun.text, *_agreeing(noun.text, fold(head), rest)), "plural"
                yield (noun.text, *rest), "plural"
        return
    for noun in inflect_noun([head]):
        if noun.text.endswith(("ان", "ين", "ا")) and noun.text != fold(head):
            yield (noun.text, *_agreeing(noun.text, fold(head), rest)), noun.number
        yield (noun.text, *rest), noun.number


def _agreeing(form: str, head: str, rest: Words) -> Words:
    """Later words with the ending that `form` has over `head`, as adjectives take it."""
    ending = next((e for e in ("ان", "ين", "ا") if form.endswith(e) and not head.endswith(e)), "")
    if not ending or (ending != "ا" and head.endswith("ون")):
        return tuple(w[:-2] + "ين" if w.endswith("ون") else w for w in rest) if ending else rest
    return tuple((w[:-1] + "ت" if w.endswith("ه") and ending != "ا" else w) + ending for w in rest)


def phrase_spellings(notation: Notation) -> Iterator[Spelling]:
    """A fixed phrase as it is written."""
    for words in notation.forms + notation.irregular:
        text = tuple(without_article(fold(word)) for word in words)
        first = fold(words[0]) if not _definite(words[0]) else text[0]
        yield Spelling((first, *text[1:]), Shape("phrase", definite=_definite(words[0])))


def name_spellings(name: str, person: bool) -> Iterator[Spelling]:
    """Forms of an actor's name. A noun for people (`person`) is inflected, other names keep their
    number and change only case: الحوثيون, الحوثيين, مسلحو العشائر, مسلحي العشائر."""
    words = tuple(_marks.sub("", word) for word in re.split(r"[\s_]+", name) if word)
    definite = words[0].startswith("ال") and len(words[0]) > 3
    first = words[0][2:] if definite else words[0]
    shape = Shape("noun", definite=definite)
    if person and len(words) == 1:
        for noun in inflect_noun([first]):
            gender = _gender(noun.text)
            yield Spelling((noun.text,), Shape("noun", number=noun.number, gender=gender, definite=definite))
        return
    key, rest = fold(first), key_words(" ".join(words[1:]))
    yield Spelling((key, *rest), shape)
    if len(key) > 4 and key.endswith("ون"):
        yield Spelling((key[:-2] + "ين", *_oblique(rest)), shape)
        yield Spelling((key[:-2] + "و", *rest), shape)
        yield Spelling((key[:-2] + "ي", *rest), shape)
    elif len(key) > 5 and key.endswith("ين") and len(words) == 1:
        yield Spelling((key[:-2] + "ون",), shape)
    elif len(key) > 4 and key.endswith("و") and rest:
        yield Spelling((key[:-1] + "ي", *rest), shape)


def _oblique(words: Words) -> Words:
    return tuple(word[:-2] + "ين" if len(word) > 4 and word.endswith("ون") else word for word in words)


def looks_like_verb(notation: Notation) -> bool:
    """Whether two words are a verb's past and present (for tables without a form column)."""
    if len(notation.forms) != 2 or any(len(form) != 1 for form in notation.forms):
        return False
    try:
        conjugate(notation.forms[0][0], notation.forms[1][0])
    except ValueError:
        return False
    return True
