"""The notation of words in codebook files."""

from __future__ import annotations

import pytest

from rasd.codebook.notation import key_words, parse
from rasd.codebook.spelling import name_spellings, noun_spellings, phrase_spellings, verb_spellings


def test_forms_irregular_forms_and_complement() -> None:
    parsed = parse("فتح يفتح | مفتوحة + النار|نيران كثيفة")
    assert parsed.forms == (("فتح",), ("يفتح",))
    assert parsed.irregular == (("مفتوحة",),)
    assert parsed.complement == (("نار",), ("نيران", "كثيفه"))


def test_two_complements_are_every_combination() -> None:
    assert parse("شنّ يشنّ + غارة|هجوم + على").complement == (("غاره", "علي"), ("هجوم", "علي"))


@pytest.mark.parametrize("written", ["", "+ النار", "فتح يفتح +"])
def test_bad_notation(written: str) -> None:
    with pytest.raises(ValueError):
        parse(written)


def test_key_words_are_folded_and_lose_the_article() -> None:
    assert key_words("الجيش_العربي السوري إلى") == ("جيش", "عربي", "سوري", "الي")


def test_a_noun_phrase_agrees_in_the_dual_and_the_accusative() -> None:
    found = {s.words for s in noun_spellings(parse("عبوة_ناسفة عبوات_ناسفة"), "noun")}
    assert {("عبوه", "ناسفه"), ("عبوتان", "ناسفتان"), ("عبوتين", "ناسفتين"), ("عبوات", "ناسفه")} <= found
    found = {s.words for s in noun_spellings(parse("صاروخ_باليستي صواريخ_باليستية"), "noun")}
    assert {("صاروخا", "باليستيا"), ("صاروخين", "باليستيين"), ("صواريخ", "باليستيه")} <= found


def test_a_verb_lists_irregular_forms_too() -> None:
    found = {s.words[0]: s.shape for s in verb_spellings(parse("توفّي يتوفّى | متوفين"))}
    assert found["متوفين"].tense == "participle"
    assert found["توفيت"].tense == "past"


def test_a_phrase_stays_as_it_is() -> None:
    assert [s.words for s in phrase_spellings(parse("على_ما_أفاد"))] == [("علي", "ما", "افاد")]


def test_names_keep_their_number_and_change_case() -> None:
    assert {s.words for s in name_spellings("الحوثيون", False)} == {("حوثيون",), ("حوثيين",), ("حوثيو",), ("حوثيي",)}
    assert {s.words for s in name_spellings("مسلحو العشائر", False)} == {("مسلحو", "عشاير"), ("مسلحي", "عشاير")}
    (name,) = name_spellings("القاعدة", False)
    assert name.words == ("قاعده",)
    assert name.shape.definite
