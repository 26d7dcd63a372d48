import pytest

from rasd.arabic.words import analyses, split_words


def test_numbers_keep_their_separators() -> None:
    words = [w.text for w in split_words("قتل 1,350 و2.5 (7) شخصا.")]
    assert words == ["قتل", "1,350", "و", "2.5", "(", "7", ")", "شخصا", "."]


@pytest.mark.parametrize(
    ("word", "prefix", "stem", "suffix"),
    [
        ("وقصفت", "و", "قصفت", ""),
        ("وبالقصف", "وبال", "قصف", ""),
        ("للقوات", "لال", "قوات", ""),
        ("فاستهدفوها", "ف", "استهدفوا", "ها"),
        ("سيارته", "", "سياره", "ه"),
        ("سيقصف", "س", "يقصف", ""),
        ("رماه", "", "رمي", "ه"),
        ("لقايهما", "", "لقاء", "هما"),
        ("وباجلاوهم", "وب", "اجلاء", "هم"),
    ],
)
def test_clitics_are_cut(word: str, prefix: str, stem: str, suffix: str) -> None:
    assert (prefix, stem, suffix) in [tuple(a) for a in analyses(word)]


def test_the_whole_word_comes_first() -> None:
    assert analyses("وزير")[0] == ("", "وزير", "")
