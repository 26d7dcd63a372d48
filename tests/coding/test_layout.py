from rasd.arabic.letters import fold
from rasd.coding.layout import find_sentences, reading_words


def sentences(text: str) -> list[str]:
    words = reading_words(fold(text))
    found = find_sentences(words, lambda first, last, paragraph: "title" if paragraph == 0 else "body")
    return [" ".join(w.text for w in words[s.first : s.last]) for s in found]


def test_full_stops_lines_and_questions_end_sentences() -> None:
    assert sentences("عنوان\nقصف أول. قصف ثان؟ نعم") == ["عنوان", "قصف اول", "قصف ثان", "نعم"]


def test_initials_do_not() -> None:
    assert sentences("قال د. سامي إن القصف توقف") == ["قال د . سامي ان القصف توقف"]


def test_quotation_marks_and_hashtags_are_no_words() -> None:
    assert sentences("تنظيم «الدولة» في #دير_الزور") == ["تنظيم الدوله في دير الزور"]
