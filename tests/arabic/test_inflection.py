"""Inflection: one verb of each class, in the forms that reports write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.arabic.inflection import VerbForm, conjugate, inflect_noun
from rasd.arabic.letters import fold


def _forms(pair: str) -> list[VerbForm]:
    past, present = pair.split()
    return conjugate(past, present)


def _voices(pair: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in _forms(pair):
        found.setdefault(form.text, set()).add(form.voice)
    return found


@pytest.mark.parametrize(
    ("pair", "active", "passive", "either"),
    [
        ("قصف يقصف", "قاصف قاصفة قاصفين", "مقصوف مقصوفة مقصوفات", "قصفت قصفوا قصفا يقصفون يقصفوا تقصفان قصفن نقصف"),
        ("أخذ يأخذ", "يأخذ تأخذ يأخذون", "يؤخذ تؤخذ مأخوذ", "أخذوا أخذت"),
        ("سأل يسأل", "سائل سأل", "سئل سئلت مسؤول", "يسأل يسألون"),
        ("قرأ يقرأ", "قارئ قرأت", "قرئ قرئت مقروء", "يقرأ يقرؤون قرؤوا"),
        ("وجد يجد", "يجد يجدون واجد", "يوجد موجود", "وجدت وجدوا"),
        ("قام يقوم", "قام قاموا يقوم قائم", "قيم يقام", "يقم قمت قمنا"),
        ("باع يبيع", "باعوا يبيع", "بيع يباع مبيع", "يبع"),
        ("رمى يرمي", "رمت رمتا رامي رام رامون", "رميت مرمي مرمية", "رمى رموا يرمي يرم يرمون رميا"),
        ("نجا ينجو", "نجت نجونا ناج ناجون ناجين ينجو", "ينجى", "نجوا"),
        ("لقي يلقى", "لاقي", "ملقي", "لقي لقيت لقوا يلقون يلق يلقى"),
        ("شنّ يشنّ", "شان", "مشنون", "شنت شنوا شننا يشن يشنون يشنن شنّوا"),
        ("فجّر يفجّر", "", "", "فجر فجروا مفجر مفجرة يفجرون"),
        ("سمّى يسمّي", "سمت", "سميت مسماة", "سمى يسمي مسمى يسمون"),
        ("هاجم يهاجم", "هاجمت هاجموا", "هوجم هوجمت هوجموا", "يهاجم مهاجم مهاجمين"),
        ("نادى ينادي", "نادى نادوا", "نودي نوديت", "ينادي"),
        ("أفرج يفرج", "", "", "أفرج أفرجت يفرج مفرج"),
        ("أصاب يصيب", "أصابت أصابوا يصيب مصيب", "أصيبت أصيبوا يصاب تصاب مصاب مصابين مصابة", "يصب أصبنا"),
        ("ألقى يلقي", "ألقت ملقية", "ألقيتا ملقاة", "ألقى ألقيا يلقي يلق يلقوا"),
        ("أنشأ ينشئ", "أنشأت منشئ ينشئون", "أنشئت أنشئوا ينشأ منشأة", ""),
        ("أعدّ يعدّ", "", "", "أعد أعددنا يعد معد معدة"),
        ("آوى يؤوي", "آوت", "أوويت", "يؤوي"),
        ("تبنّى يتبنّى", "تبنت متبنية", "تبنيت متبناة", "تبنى يتبنى تبنوا"),
        ("تقاتل يتقاتل", "تقاتلوا", "تقوتل", "يتقاتلون متقاتلين"),
        ("انفجر ينفجر", "انفجر انفجرت ينفجر منفجرة", "", ""),
        ("انحاز ينحاز", "انحازوا انحزنا منحاز", "", ""),
        ("انتزع ينتزع", "", "", "انتزع انتزعت منتزع"),
        ("أنقذ ينقذ", "", "", "أنقذ أنقذوا منقذ"),
        ("اغتال يغتال", "اغتالت اغتالوا", "اغتيل اغتيلت اغتيلوا", "يغتال مغتال"),
        ("احتلّ يحتلّ", "", "", "احتل احتلت احتلوا احتللنا يحتلون محتلة"),
        ("استهدف يستهدف", "", "", "استهدفت مستهدف مستهدفة مستهدفين مستهدفات مستهدفا"),
        ("استعاد يستعيد", "استعادت يستعيد مستعيد", "استعيد استعيدت يستعاد مستعاد", "يستعد"),
        ("استولى يستولي", "استولت مستولية", "استوليت", "استولى استولوا يستولون"),
        ("سيطر يسيطر", "", "", "سيطرت سيطروا يسيطرون مسيطر"),
    ],
)
def test_forms_and_voices(pair: str, active: str, passive: str, either: str) -> None:
    voices = _voices(pair)
    for wanted, words in (("active", active), ("passive", passive), ("either", either)):
        for word in words.split():
            assert fold(word) in voices, f"{pair}: {word} is missing"
            found = voices[fold(word)]
            assert wanted in found or (wanted == "either" and len(found) > 1), f"{pair}: {word} is {found}"


def test_a_verb_of_form_vii_has_no_passive() -> None:
    assert {f.voice for f in _forms("انسحب ينسحب")} == {"active"}


def test_a_pair_written_in_the_passive_gives_passive_forms_only() -> None:
    forms = _forms("أصيب يصاب")
    assert {f.voice for f in forms} == {"passive"}
    assert {"اصيب", "اصيبت", "يصاب", "مصابين"} <= {f.text for f in forms}


def test_features_of_a_form() -> None:
    assert VerbForm("قصفوا", "past", "either", "m", "plural", 3) in _forms("قصف يقصف")
    assert VerbForm("انسحبو", "past", "active", "m", "plural", 3) in _forms("انسحب ينسحب")
    assert VerbForm("مستهدفات", "participle", "either", "f", "plural", 0) in _forms("استهدف يستهدف")


@pytest.mark.parametrize("pair", ["قصف قصف", "قصف يضرب", "ق يق", "قصف ي"])
def test_malformed_pairs(pair: str) -> None:
    with pytest.raises(ValueError):
        conjugate(*pair.split())


def _texts(*forms: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in inflect_noun(forms):
        found.setdefault(form.text, set()).add(form.number)
    return found


@pytest.mark.parametrize(
    ("listed", "singular", "dual", "plural"),
    [
        ("هجوم هجمات", "هجوم هجوما", "هجومان هجومين هجومي", "هجمات"),
        ("غارة غارات", "غارة", "غارتان غارتين غارتا غارتي", "غارات"),
        ("قتيل قتلى", "قتيل قتيلا", "قتيلان قتيلين", "قتلى"),
        ("مسلح مسلحون", "مسلح مسلحا", "مسلحين", "مسلحون مسلحو مسلحي"),
        ("جندي جنود", "جندي جنديا", "جنديان جنديين", "جنود جنودا"),
        ("مستشفى مستشفيات", "مستشفى", "مستشفيان مستشفيين", "مستشفيات"),
        ("اشتباك", "اشتباك اشتباكا", "اشتباكين", "اشتباكات"),
        ("مدني", "مدني", "مدنيان", "مدنيون مدنيو"),
        ("اشتباكات", "", "", "اشتباكات"),
        ("مستوطنون", "", "", "مستوطنون مستوطنين مستوطنو"),
        ("كمين كمائن", "كمين كمينا", "كمينان كمينين", "كمائن"),
    ],
)
def test_nouns(listed: str, singular: str, dual: str, plural: str) -> None:
    found = _texts(*listed.split())
    for number, words in (("singular", singular), ("dual", dual), ("plural", plural)):
        for word in words.split():
            assert number in found.get(fold(word), set()), f"{listed}: {word} is no {number}"


def test_a_noun_needs_a_form() -> None:
    with pytest.raises(ValueError):
        inflect_noun([])


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء\u0651\u064e", max_size=7))
def test_any_letters_inflect_or_are_refused(word: str) -> None:
    for form in inflect_noun([word]) if word else []:
        assert form.text == fold(form.text)
    try:
        forms = conjugate(word, "ي" + word)
    except ValueError:
        return
    assert all(form.text == fold(form.text) for form in forms)
