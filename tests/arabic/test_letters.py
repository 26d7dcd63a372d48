from hypothesis import given
from hypothesis import strategies as st

from rasd.arabic.letters import arabic_share, fold, normalize
from rasd.arabic.words import split_words

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ًٌَُِّْـ٠١٢۳٤،؛؟«»ﻻﻷﺑﷺ\u200f\u200b\ufeffab1.\n", max_size=80)


def test_variants_fold_to_one_key() -> None:
    assert {fold(w) for w in ("قُتِلَ", "قـتـل", "ﻗﺘﻞ", "قتل\u200f")} == {"قتل"}
    assert fold("إصابة") == fold("اصابه") == "اصابه"
    assert fold("مستشفى") == fold("مستشفي")
    assert fold("۱۲ و١٢") == "12 و12"


def test_a_ligature_is_several_letters_with_one_place() -> None:
    norm = normalize("ﻻ شيء")
    assert norm.text == "لا شيء"
    assert norm.span(0, 2) == (0, 1)
    assert norm.span(3, 6) == (2, 5)


def test_spans_take_trailing_diacritics() -> None:
    text = "هُجُومٌ كبيرٌ"
    norm = normalize(text)
    words = split_words(norm.text)
    spans = [norm.span(w.start, w.end) for w in words]
    assert [text[a:b] for a, b in spans] == ["هُجُومٌ", "كبيرٌ"]


@given(ARABIC)
def test_every_word_maps_to_words_that_fold_to_it(text: str) -> None:
    norm = normalize(text)
    last = 0
    for word in split_words(norm.text):
        start, end = norm.span(word.start, word.end)
        assert 0 <= start < end <= len(text)
        assert start >= last or "ﻻ" in text or "ﻷ" in text or "ﷺ" in text
        last = end
        if not any(c in text for c in "ﻻﻷﷺ"):
            assert normalize(text[start:end]).text.strip() == word.text.strip()


@given(ARABIC)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_share_of_arabic() -> None:
    assert arabic_share("Hello") == 0
    assert arabic_share("مرحبا") == 1
    assert arabic_share("123 ...") == 0
