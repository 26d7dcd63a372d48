"""Which actors the words of a report name."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.coding.coder import Coder
from rasd.report import Report


def actors(coder: Coder, text: str) -> list[tuple[str, str]]:
    scan = coder.scan(Report(id="x", text=text, published=date(2020, 5, 1)))
    return [(a.id, scan.text(a.first, a.last)) for a in scan.actors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل جنديان بانفجار لغم في تعز.", ("yemen_forces", "جنديان")),
        ("أصيب شرطي برصاص مسلحين في بعقوبة.", ("iraq_police", "شرطي")),
        ("أطلق جنود النار على مركبة قرب نابلس.", ("israel_forces", "جنود")),
        ("قتل جندي في كمين قرب غاو شمال مالي.", ("military_unspecified", "جندي")),
    ],
)
def test_a_soldier_or_policeman_without_his_force_is_the_countrys_own(coder: Coder, text: str, expected: tuple[str, str]) -> None:
    assert expected in actors(coder, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اغتال مجهولون عقيدا في الشرطة وسط بغداد.", ("iraq_police", "عقيدا في الشرطة")),
        ("قتل ضابط برتبة رائد في الجيش اليمني غرب مأرب.", ("yemen_forces", "ضابط برتبة رائد في الجيش اليمني")),
        ("أسر المقاتلون جنودا سودانيين في نيالا.", ("sudan_saf", "جنودا سودانيين")),
    ],
)
def test_an_officer_is_of_the_force_that_follows_his_rank(coder: Coder, text: str, expected: tuple[str, str]) -> None:
    assert expected in actors(coder, text)


def test_the_place_where_someone_stands_is_not_whom_he_belongs_to(coder: Coder) -> None:
    found = actors(coder, "أصيب اثنان من رجال الشرطة في القاهرة.")
    assert ("egypt_forces", "رجال الشرطة") in found


def test_words_of_a_places_name_are_no_people(coder: Coder) -> None:
    assert actors(coder, "وصل الوفد إلى سوريا.") == []
    assert actors(coder, "سقطت قذيفة على قرية مسكنة جنوب حمص.") == []
    assert actors(coder, "أصيب 12 سوريا.") == [("civilians", "سوريا")]


def test_gunmen_of_a_tribe_are_the_tribe(coder: Coder) -> None:
    assert ("tribal_fighters", "مسلحون من أبناء العشائر") in actors(coder, "هاجم مسلحون من أبناء العشائر حاجزا.")


def test_a_subject_and_its_object_are_two_actors(coder: Coder) -> None:
    assert [a for a, _ in actors(coder, "اغتال مجهولون ضابطا في الجيش العراقي.")] == ["unidentified_gunmen", "iraq_forces"]


def test_the_organisation_is_whom_most_call_so(coder: Coder) -> None:
    found = actors(coder, "هاجم تنظيم الدولة الإسلامية نقطة لقوات سوريا الديمقراطية. وأعدم مسلحو التنظيم ثلاثة رجال.")
    assert ("isis", "مسلحو التنظيم") in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت القوات حلب وإدلب.\nوفي العراق، انتشر الجنود في الموصل.", ("iraq_forces", "الجنود")),
        ("قتل شخصان في تعز والحديدة ومأرب.\nوأوقف الجيش ثلاثة في بيروت.", ("lebanon_forces", "الجيش")),
        ("قتل شخصان في تعز والحديدة ومأرب. وعادت الشرطة إلى ساحة في المدينة.", ("security_forces", "الشرطة")),
    ],
)
def test_a_force_without_a_country_is_that_of_the_places_beside_it(coder: Coder, text: str, expected: tuple[str, str]) -> None:
    assert expected in actors(coder, text)


def test_a_village_is_no_proof_of_another_country(coder: Coder) -> None:
    found = actors(coder, "قتل شخصان في تعز والحديدة ومأرب.\nودخل الجيش حارة الشيخ.")
    assert ("yemen_forces", "الجيش") in found


@pytest.mark.parametrize(
    ("text", "expected", "suspected"),
    [
        ("أوقفت الشرطة تسعة أشخاص في الفلوجة بتهمة الانتماء لخلية نائمة تتبع تنظيم داعش.", "isis", True),
        ("اعتقل الأمن الوقائي خمسة مواطنين في طوباس على خلفية انتمائهم لحركة حماس.", "hamas", False),
        ("قتل الجنود أربعة رجال قال الجيش العراقي إنهم منتمون إلى تنظيم داعش.", "isis", False),
        ("دهمت القوة منزل مطلوبين مرتبطين بتنظيم القاعدة.", "alqaeda", False),
    ],
)
def test_people_said_to_belong_to_a_group_are_that_group(coder: Coder, text: str, expected: str, suspected: bool) -> None:
    scan = coder.scan(Report(id="x", text=text, published=date(2020, 5, 1)))
    assert [(a.id, a.suspected) for a in scan.actors if a.kind == "person"] == [(expected, suspected)]


def test_a_force_that_a_state_stands_behind_is_not_that_state(coder: Coder) -> None:
    assert actors(coder, "قصفت ميليشيات مرتبطة بإيران قاعدة كونيكو في دير الزور.")[0] == ("iran_militias", "ميليشيات مرتبطة بإيران")
    assert actors(coder, "هاجمت فصائل مسلحة مدعومة من إيران مطار أربيل في العراق.")[0] == ("iraq_militias", "فصائل مسلحة مدعومة من إيران")


def test_young_men_of_the_displaced_are_the_displaced(coder: Coder) -> None:
    assert actors(coder, "اعتقلت الدورية ستة شبان من النازحين.") == [("refugees", "شبان من النازحين")]
    assert ("refugees", "شابا من نازحي") in actors(coder, "خطف مسلحون 12 شابا من نازحي الحويجة.")


def test_who_is_said_to_help_a_group_does_not_belong_to_it(coder: Coder) -> None:
    found = actors(coder, "أعدم التنظيم رجلين يشتبه في تعاونهما مع الجيش السوري قرب الرقة.")
    assert [a for a, words in found if words == "رجلين"] == ["civilians"]
    assert ("syria_forces", "الجيش السوري") in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نجا رئيس الوزراء العراقي من هجوم بمسيرة.", ("government", "رئيس الوزراء العراقي")),
        ("زار قائد الجيش العراقي كركوك.", ("iraq_forces", "قائد الجيش العراقي")),
    ],
)
def test_who_holds_an_office_is_the_government_whatever_his_country(coder: Coder, text: str, expected: tuple[str, str]) -> None:
    assert expected in actors(coder, text)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("نصبت أنصار بيت المقدس كمينا قرب العريش.", date(2013, 9, 1), "armed_group_unspecified"),
        ("نصبت أنصار بيت المقدس كمينا قرب العريش.", date(2015, 1, 9), "isis"),
    ],
)
def test_a_group_that_swore_allegiance_is_the_other_one_from_that_day(coder: Coder, text: str, published: date, expected: str) -> None:
    scan = coder.scan(Report(id="x", text=text, published=published))
    assert expected in [a.id for a in scan.actors]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("سيطر تنظيم داعش على الرقة. وأعدم عناصره خمسة مدنيين.", "عناصره", "isis"),
        ("قصفت قوات الدعم السريع الأبيض. وأحرق مسلحوها ثلاثين منزلا.", "مسلحوها", "sudan_rsf"),
        ("أعلن الحوثيون سقوط البلدة. وقال الناطق إن مقاتليهم أسروا جنودا.", "مقاتليهم", "houthis"),
    ],
)
def test_his_fighters_are_those_of_the_group_named_before(coder: Coder, text: str, words: str, expected: str) -> None:
    assert (expected, words) in actors(coder, text)


def test_whose_pronoun_fits_no_group_is_nobodys(coder: Coder) -> None:
    assert [a for a, _ in actors(coder, "قصفت قوات الدعم السريع الأبيض. وقال والد الطفل إن عناصره قلقون.")] == ["sudan_rsf", "civilians", "civilians"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصف مجاهدو المقاومة الإسلامية موقعا في مزارع شبعا.", ("hezbollah", "مجاهدو المقاومة الإسلامية")),
        ("توعد حفتر خصومه في طرابلس.", ("libya_lna", "حفتر")),
        ("أغارت مقاتلات هندية على معسكر حدودي.", ("military_unspecified", "مقاتلات هندية")),
        ("اقتحمت وحدات الأمن التونسي منزلا في منوبة.", ("security_forces", "وحدات الأمن التونسي")),
    ],
)
def test_fighters_leaders_and_forces_of_other_countries_have_their_groups(coder: Coder, text: str, expected: tuple[str, str]) -> None:
    assert expected in actors(coder, text)


def test_a_name_that_groups_of_two_countries_bear_is_of_neither_without_its_country(coder: Coder) -> None:
    assert "hezbollah" not in [a for a, _ in actors(coder, "استهدف مجاهدو المقاومة الإسلامية قاعدة في الأنبار.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أطلقت الشرطة التشادية النار في الهواء.", ("security_forces", "الشرطة التشادية")),
        ("فرقت شرطة نينوى الحشد في الموصل.", ("iraq_police", "شرطة نينوى")),
        ("داهمت شرطة حماس مقهى في غزة.", ("hamas", "شرطة حماس")),
        ("هدد الرئيس التشادي الجيران.", ("government", "الرئيس التشادي")),
    ],
)
def test_a_police_stays_one_whatever_its_country_and_a_president_is_the_government(coder: Coder, text: str, expected: tuple[str, str]) -> None:
    assert expected in actors(coder, text)


def test_who_a_base_is_called_by_is_an_actor_too(coder: Coder) -> None:
    assert ("pmf", "الحشد الشعبي") in actors(coder, "قصفت الطائرات معسكر الحشد الشعبي في جرف الصخر.")
