from __future__ import annotations

import pytest

from rasd.arabic.words import split_words
from rasd.codebook import Codebook
from rasd.coding.lexicon import Hit, Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Codebook.load())


def hits(lexicon: Lexicon, text: str) -> list[Hit]:
    words = split_words(text)
    return lexicon.hits(words, 0, len(words))


def test_triggers_that_share_a_word_are_one_hit_with_all_readings(lexicon: Lexicon) -> None:
    [hit] = [h for h in hits(lexicon, "قصف") if h.kind == "trigger"]
    assert hit.together is not None
    assert hit.together.readings[0].entry is hit.entry
    assert {r.entry.form for r in hit.together.readings} >= {"verb", "masdar"}
    assert hit.may_be_verb


def test_a_word_seen_again_has_the_same_readings(lexicon: Lexicon) -> None:
    first, second = (h for h in hits(lexicon, "قصف ثم قصف") if h.kind == "trigger")
    assert first.together is second.together


def test_a_complement_is_found_a_few_words_on_however_it_is_written(lexicon: Lexicon) -> None:
    entry, complement = next(
        (entry, words[0]) for key in lexicon._entries for entry in lexicon._entries[key]
        for words in entry.complement if not entry.rest and len(words) == 1 and entry.form == "verb" and entry.tense == "past"
    )  # fmt: skip
    form = next(key for key in lexicon._entries if entry in lexicon._entries[key])
    for written in (complement, "ال" + complement):
        found = [h for h in hits(lexicon, f"{form} كذا كذا {written}") if h.entry == entry]
        assert [h.complement for h in found] == [4]
    assert not [h for h in hits(lexicon, f"{form} كذا . {complement}") if h.entry == entry]


@pytest.mark.parametrize(
    "text, past",
    [
        ("ووصلت قافلة", "وصلت"),  # not only "was continued"
        ("ووجهت القوة نيرانها", "وجهت"),
        ("المسلحان احتجزا سائقا", "احتجزا"),
        ("واطلقا النار علي الحارس", "اطلقا"),
        ("محققان اغتصباها", "اغتصبا"),
        ("مسلحان فتحا النار علي سيارة", "فتحا"),
    ],
)
def test_a_verb_behind_and_or_in_the_dual(lexicon: Lexicon, text: str, past: str) -> None:
    found = [
        r.entry
        for h in hits(lexicon, text)
        if h.kind == "trigger"
        for r in (h.together.readings if h.together is not None else [h])
        if r.entry.form == "verb" and r.entry.tense == "past" and not r.prefix.endswith("ال")
    ]
    assert any(e in found for e in lexicon._entries[past])


@pytest.mark.parametrize("text", ["تعرضت البلدة قصفا", "وقع قتلا"])
def test_a_verbal_noun_in_the_accusative_is_no_dual(lexicon: Lexicon, text: str) -> None:
    readings = [r for h in hits(lexicon, text) if h.kind == "trigger" for r in (h.together.readings if h.together else [h])]
    assert not [r for r in readings if r.entry.number == "dual"]


@pytest.mark.parametrize("text", ["مصادر محليه", "لاحقا وصل", "تضامنا معهم"])
def test_an_adjective_or_adverb_is_no_dual(lexicon: Lexicon, text: str) -> None:
    readings = [r for h in hits(lexicon, text) for r in (h.together.readings if h.together else [h])]
    assert not [r for r in readings if r.entry.number == "dual"]
