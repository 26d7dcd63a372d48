from __future__ import annotations

from rasd.codebook import Entry, Lexeme
from rasd.coding.conditions import Conditions
from rasd.coding.lexicon import Hit

TEXTS = ["قصف", "الطيران", "قريه", "كفرنبل", "وقتل", "المدنيين", "من", "جيش", "وعناصر", "دفاع", "وطني"]


def weapon(kind: str, at: int) -> Hit:
    return Hit(Entry(Lexeme("weapon", kind, kind), "noun"), at, at + 1, "", "", at + 1, "weapon")


def test_a_word_meets_a_condition_however_it_is_written() -> None:
    conditions = Conditions()
    condition = conditions.add((("مدنيين",), ("طيران",)))
    assert condition is not None
    met = conditions.met(TEXTS, [])
    assert met.between(condition, 0, 3)
    assert met.between(condition, 5, 6)
    assert not met.between(condition, 2, 5)


def test_all_words_of_a_phrase_must_stand_between() -> None:
    conditions = Conditions()
    condition = conditions.add((("جيش", "دفاع"),))
    assert condition is not None
    met = conditions.met(TEXTS, [])
    assert met.between(condition, 6, len(TEXTS))
    assert not met.between(condition, 6, 9)


def test_a_weapon_of_the_class_meets_its_condition() -> None:
    conditions = Conditions()
    condition = conditions.add((("@weapon.mine",),))
    assert condition is not None
    met = conditions.met(TEXTS, [weapon("mine", 7), weapon("drone", 1), weapon("mine", 2)])
    assert met.between(condition, 2, 3)
    assert met.between(condition, 6, 8)
    assert not met.between(condition, 0, 2)


def test_alternatives_told_again_are_one_condition_and_none_are_no_condition() -> None:
    conditions = Conditions()
    assert conditions.add(()) is None
    assert conditions.add((("قريه",),)) is conditions.add((("قريه",),))
